"""Items of every type, answered in a browser: on the site, and in somebody else's LMS, with what it hears of each."""

import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cedu.jobs.build import build
from cedu.player.budget import needs

HERE = Path(__file__).resolve().parent
BANK = HERE.parent / "banks/every-type"
# What follows the passage of the bank, so that it has items on it.
ON_IT = """\
  - {id: on-it, type: number, stem: How cold was the drum?, answer: 90}
  - {id: on-it-too, type: true-false, stem: The gas was high., answer: false}
"""
# Nothing of it is marked.
SURVEY_LESSON = "      - {id: survey, title: Before you go, type: quiz, assessment: survey, minutes: 2}\n"
SURVEY = """\
id: survey
title: Survey
purpose: formative
stakes: practice
passing_score: 50
items:
  - {id: liked, type: scale, stem: Did you like it?, steps: [{id: no-way, text: "No"}, {id: yes-sure, text: "Yes"}]}
  - {id: why, type: essay, stem: Why?, max_characters: 100}
"""
NOT_MARKED = {"written-at-length", "written-freely", "handed-in", "how-sure"}
Answer = Callable[[str], Any]


@pytest.fixture(scope="module")
def root(served: tuple[Path, str], modules: Path) -> Path:
    """A course that asks all of the bank, as a site and as packages, which are served."""
    folder = served[0] / "every"
    shutil.copytree(BANK / "assets", folder / "assets")
    head = "id: every\ntitle: Every type\npurpose: formative\nstakes: practice\npassing_score: 60\nattempts: 3\nshuffle: true\n"
    items = (BANK / "everything.bank.yaml").read_text(encoding="utf-8").partition("language: en\n")[2]
    items = items.replace("stem: Describe your last roast.", "max_characters: 400, stem: Describe your last roast.")
    course = (BANK / "course.yaml").read_text(encoding="utf-8").replace("assessment: tasting", "assessment: every")
    course = course.replace("completion:", f"{SURVEY_LESSON}completion:")
    workspace = (BANK / "cedu.yaml").read_text(encoding="utf-8") + "build: {targets: [site, scorm12, scorm2004]}\n"
    for name, text in (
        ("every.assessment.yaml", head + items + ON_IT),
        ("survey.assessment.yaml", SURVEY),
        ("course.yaml", course),
        ("cedu.yaml", workspace),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    built = build(folder, today=date(2026, 11, 22))
    assert [finding for finding in built.findings if finding.severity == "error"] == []
    scorm = served[0] / "scorm"
    scorm.mkdir(exist_ok=True)
    shutil.copyfile(HERE / "scorm/lms.html", scorm / "lms.html")
    for version in ("scorm12", "scorm2004"):
        shutil.copyfile(modules / f"scorm-again/dist/{version}.min.js", scorm / f"{version}.min.js")
        with zipfile.ZipFile(folder / f"dist/{version}/course/roasting.zip") as archive:
            archive.extractall(scorm / version / "every")
    return folder


@pytest.fixture(scope="module")
def answer(root: Path, served: tuple[Path, str], node: Callable[..., Any]) -> Answer:
    """Plays a scenario of `player/every.js`, which must end without a word on the console."""

    def run(scenario: str) -> Any:
        found = node(HERE / "player/every.js", scenario, served[1])
        assert found["troubles"] == []
        return found["seen"]

    return run


def by_id(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in items}


def test_every_type_is_answered_kept_and_scored(answer: Answer) -> None:
    found = answer("site")
    assert found["axes"] == []
    assert found["before"] == found["after"]
    assert found["order"] == found["again"]
    assert found["order"][-3] == "A roast that went wrong" and set(found["order"][-2:]) == {"on-it", "on-it-too"}
    assert found["result"].startswith("Passed: 43 of 43 points, 100 %")
    items = by_id(found["scored"])
    assert {id for id, item in items.items() if item["verdict"] != "Correct"} == NOT_MARKED
    assert [items[id]["verdict"] for id in ("written-freely", "handed-in", "how-sure")] == ["This is not marked here."] * 2 + [""]
    assert items["written-at-length"]["notes"] == [
        "What counts Names the energy that the beans give off (3 points) Says what it does to the taste (2 points) "
        "Model answer The beans give off heat of their own, so that less gas keeps them from racing."
    ]
    assert items["handed-in"]["notes"] == ["What counts Every minute is there (4 points)"]
    assert items["typed-gaps"]["parts"] == ["Correct"] * 2
    assert items["point-at-two"]["places"] == ["true correct", "false", "true correct"]
    assert all(item["locked"] for item in items.values())
    assert found["last"] == found["scored"]


def test_what_is_wrong_is_said_of_every_type(answer: Answer) -> None:
    found = answer("wrong")
    assert found["axes"] == []
    assert found["result"].startswith("Not passed: 0.67 of 43 points")
    items = by_id(found["scored"])
    partly = {"put-into-categories", "match-shared"}  # two of each belong together
    assert {item["verdict"] for id, item in items.items() if id not in NOT_MARKED | partly} == {"Not correct"}
    assert {items[id]["verdict"] for id in partly} == {"Partly correct: 0.33 of 1 points"}
    assert items["chosen-gaps"]["parts"] == ["Not correct"] * 2
    assert items["how-sure"]["notes"] == []


def test_a_formula_is_scored_by_the_values_that_were_shown(answer: Answer) -> None:
    found = answer("variants")
    assert found[1::2] == ["Correct"] * 3
    assert len(set(found[::2])) > 1
    assert all(stem.startswith("A roast of ") and "[[" not in stem for stem in found[::2])


def test_fields_have_names_bounds_and_places_to_click(answer: Answer) -> None:
    found = answer("fields")
    assert found["chosen"] == [["end"], ["start", "end"]]
    assert sorted(found["lit"]) == [["false", "false", "true"], ["true", "false", "true"]]
    names = {id: " ".join(lines) for id, lines in found["names"].items()}
    assert 'textbox "Gap 1 of 2"' in names["typed-gaps"] and 'textbox "Gap 2 of 2"' in names["gaps-in-code"]
    assert 'combobox "Gap 2 of 2"' in names["chosen-gaps"]
    assert 'radio "A the left end"' in names["point-once"] and 'img "A curve that falls and rises"' in names["point-once"]
    assert 'radio "Fairly"' in names["how-sure"]
    assert 'textbox "Describe your last roast."' in names["written-freely"]
    assert found["room"] == [400, "400 of 400 characters"]
    assert 'radio "10\\\\,\\\\text{kg}"' in names["with-maths"]
    assert "Bags for coffee have a valve." in found["hint"]


def test_new_types_are_answered_by_keyboard_alone(answer: Answer) -> None:
    items = by_id(answer("keyboard"))
    for id in ("typed-gaps", "chosen-gaps", "point-once", "point-at-two", "number-with-units"):
        assert (id, items[id]["verdict"]) == (id, "Correct")
    assert items["how-sure"]["given"] == ["fairly"]


def test_what_is_kept_at_the_most_is_what_was_counted(root: Path, answer: Answer) -> None:
    library = build(root, today=date(2026, 11, 22)).validated.library
    (course,) = library.of("course")
    assert answer("longest") == [need.characters for need in needs(course, library, "course")]


def test_a_form_where_nothing_is_marked_has_no_score(answer: Answer) -> None:
    found = answer("survey")
    assert found["result"] == "Handed in. Nothing here is marked by itself."
    assert found["facts"] == ""
    assert [item["verdict"] for item in found["scored"]] == ["", "This is not marked here."]
    assert found["states"] == ["seen"]


def test_nothing_is_missing_on_paper(answer: Answer) -> None:
    assert answer("paper") == 0


@pytest.mark.parametrize("version", ["scorm12", "scorm2004"])
def test_a_strict_lms_keeps_and_hears_of_every_type(version: str, answer: Answer) -> None:
    found = answer(version)
    refused = [call for call in found["calls"] if (call["error"] != "0" or call["result"] == "false") and call["error"] != "403"]
    assert refused == []
    assert found["seen"]["after"] == found["before"]
    assert found["seen"]["result"].startswith("Passed: 43 of 43 points, 100 %")
    assert found["seen"]["survey"] == "Handed in. Nothing here is marked by itself."
    assert found["seen"]["outcome"] == "Passed: 100 %"
    heard = {one["id"].removeprefix("every."): one for one in found["cmi"]["interactions"].values()}
    assert [heard.pop(f"survey.{id}")["result"] for id in ("liked", "why")] == ["neutral"] * 2
    assert set(by_id(found["before"])) - set(heard) == {"handed-in"}
    assert {id for id, one in heard.items() if one["result"] == "neutral"} == NOT_MARKED - {"handed-in"}
    assert {one["result"] for id, one in heard.items() if id not in NOT_MARKED} == {"correct"}
    types = {id: heard[id]["type"] for id in ("typed-gaps", "put-into-categories", "point-once", "written-freely", "how-sure", "computed")}
    assert types == {
        "typed-gaps": "fill-in",
        "put-into-categories": "matching",
        "point-once": "choice",
        "written-freely": "fill-in" if version == "scorm12" else "long-fill-in",
        "how-sure": "likert",
        "computed": "numeric",
    }
    if version == "scorm2004":
        assert heard["typed-gaps"]["description"] == "Beans are ___ before they are ___."
        assert heard["typed-gaps"]["learner_response"] == "dried[,]roasted"
        assert "[[" not in heard["computed"]["description"]
        assert heard["how-sure"]["learner_response"] == "fairly"
        assert found["cmi"]["score"]["scaled"] == "1"
