from xml.etree.ElementTree import Element, fromstring, tostring

import pytest

from cedu.formats import lom
from cedu.model.course import Course, Lesson, Module, Objective
from cedu.model.origin import start_of

ORIGIN = start_of("git/course.yaml")
LESSON = Lesson(origin=ORIGIN, id="why", title="Why?", type="article", minutes=95)
COURSE = Course(
    origin=ORIGIN,
    id="git",
    formerly=("git-basics",),
    title="Git & <you>",
    summary="Keep a history.",
    version="1.2.0",
    modules=(Module(origin=ORIGIN, id="start", title="Start", lessons=(LESSON,)),),
    objectives=(Objective(origin=ORIGIN, id="log", text="Show the history", bloom="apply"),),
)
NAMESPACE = "https://learn.example.org/"
IRI = "https://learn.example.org/course/git-basics"


def read(element: Element) -> dict[str, list[str]]:
    """Every text by its path, as another program reads it back."""
    found: dict[str, list[str]] = {}

    def walk(element: Element, path: str) -> None:
        if element.text:
            found.setdefault(path, []).append(element.text)
        for child in element:
            walk(child, f"{path}/{child.tag.rpartition('}')[2]}".lstrip("/"))

    walk(fromstring(tostring(element, encoding="unicode")), "")
    return found


def test_scorm12_says_all_that_the_standard_asks_for() -> None:
    found = read(lom.scorm12(COURSE, "en", NAMESPACE))
    assert found["general/title/langstring"] == ["Git & <you>"]
    assert found["general/catalogentry/entry/langstring"] == [IRI]
    assert found["general/description/langstring"] == ["Keep a history."]
    assert found["general/keyword/langstring"] == ["Start"]
    assert found["lifecycle/version/langstring"] == ["1.2.0"]
    assert found["lifecycle/status/value/langstring"] == ["Final"]
    assert found["metametadata/metadatascheme"] == ["ADL SCORM 1.2"]
    assert found["educational/typicallearningtime/datetime"] == ["PT1H35M"]
    assert found["rights/copyrightandotherrestrictions/value/langstring"] == ["yes"]
    assert found["classification/description/langstring"] == ["Show the history"]


def test_scorm2004_is_the_standard_of_the_ieee() -> None:
    found = read(lom.scorm2004(COURSE, "de", NAMESPACE))
    assert found["general/identifier/entry"] == [IRI]
    assert found["general/title/string"] == ["Git & <you>"]
    assert found["general/language"] == found["metaMetadata/language"] == ["de"]
    assert found["lifeCycle/version/string"] == ["1.2.0"]
    assert found["metaMetadata/metadataSchema"] == ["LOMv1.0", "ADLv1.0"]
    assert found["metaMetadata/identifier/entry"] != [IRI]
    assert found["educational/typicalLearningTime/duration"] == ["PT1H35M"]
    assert found["classification/purpose/value"] == ["educational objective"]
    assert found["classification/keyword/string"] == ["apply"]


@pytest.mark.parametrize("edition", ["1.1", "1.3"])
def test_a_cartridge_has_a_namespace_for_each_edition(edition: str) -> None:
    element = lom.cartridge(COURSE, "en", NAMESPACE, edition)  # type: ignore[arg-type]
    assert element.get("xmlns") == f"http://ltsc.ieee.org/xsd/imsccv1p{edition[-1]}/LOM/manifest"
    found = read(element)
    assert found["general/identifier/entry"] == [IRI]
    assert found["educational/learningResourceType/value"] == ["IMS Common Cartridge"]
    assert "lifeCycle/version/string" not in found


@pytest.mark.parametrize(("minutes", "duration"), [(0, "PT0M"), (45, "PT45M"), (60, "PT1H"), (95, "PT1H35M"), (1500, "PT25H")])
def test_durations_are_iso_8601(minutes: int, duration: str) -> None:
    assert lom.duration(minutes) == duration
