"""Learning Object Metadata: what a catalogue may know of a course, in the three bindings that packages carry.

Each function makes a `lom` element with its own `xmlns`, which stands in a manifest or in a file of its own. The bindings differ in the
names of elements, in how they write a text in a language, and in what they have room for.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

from cedu.formats import imscp
from cedu.model.course import Course

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

IMS_MD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
IEEE = "http://ltsc.ieee.org/xsd/LOM"
# How long a description every reader takes (IMS Meta-Data 1.2).
_LONGEST = 1000
_NONE = "x-none"  # the language of what is in none

_Text = Callable[[str, str], "Element"]


def scorm12(course: Course, language: str, namespace: str) -> "Element":
    """IMS Meta-Data 1.2, with all that SCORM 1.2 asks of a content aggregation (CAM, 2.2)."""

    def text(value: str, language: str) -> "Element":
        return _element("langstring", value, {"xml:lang": language})

    def word(name: str, value: str) -> "Element":
        return _element(name, [_element("source", [text("LOMv1.0", _NONE)]), _element("value", [text(value, _NONE)])])

    entry = _element("entry", [text(iri(course, namespace), _NONE)])
    general = [
        _element("title", [text(course.title, language)]),
        _element("catalogentry", [_element("catalog", "URI"), entry]),
        _element("language", language),
        *_subject(course, language, text),
    ]
    parts = [
        _element("general", general),
        _element("lifecycle", [_element("version", [text(course.version, _NONE)]), word("status", "Final")]),
        _element("metametadata", [_element("metadatascheme", "ADL SCORM 1.2")]),
        _element("technical", [_element("format", "text/html"), _element("location", "imsmanifest.xml", {"type": "URI"})]),
        _element("educational", [_element("typicallearningtime", [_element("datetime", duration(course.minutes))])]),
        _element("rights", [word("cost", "no"), word("copyrightandotherrestrictions", "yes")]),
        *_objectives(course, language, text, word("purpose", "Educational Objective")),
    ]
    return _element("lom", parts, {"xmlns": IMS_MD})


def scorm2004(course: Course, language: str, namespace: str) -> "Element":
    """IEEE 1484.12.3, with all that SCORM 2004 asks of a content aggregation (CAM, 4.5)."""

    def word(name: str, value: str) -> "Element":
        return _element(name, [_element("source", "LOMv1.0"), _element("value", value)])

    about = [
        _identifier(f"{iri(course, namespace)}#metadata"),
        _element("metadataSchema", "LOMv1.0"),
        _element("metadataSchema", "ADLv1.0"),
        _element("language", language),
    ]
    parts = [
        _element("general", [*_general(course, language, namespace), word("aggregationLevel", "3")]),
        _element("lifeCycle", [_element("version", [_string(course.version, _NONE)]), word("status", "final")]),
        _element("metaMetadata", about),
        _element("technical", [_element("format", "text/html"), _element("location", "imsmanifest.xml")]),
        _element("educational", [_element("typicalLearningTime", [_element("duration", duration(course.minutes))])]),
        _element("rights", [word("cost", "no"), word("copyrightAndOtherRestrictions", "yes")]),
        *_objectives(course, language, _string, word("purpose", "educational objective")),
    ]
    return _element("lom", parts, {"xmlns": IEEE})


def cartridge(course: Course, language: str, namespace: str, edition: Literal["1.1", "1.3"]) -> "Element":
    """The manifest's profile of Common Cartridge, which has no room for a version nor for a time, and whose words name no source."""

    def word(name: str, value: str) -> "Element":
        return _element(name, [_element("value", value)])

    parts = [
        _element("general", _general(course, language, namespace)),
        _element("technical", [_element("format", "text/html")]),
        _element("educational", [word("learningResourceType", "IMS Common Cartridge")]),
        _element("rights", [word("copyrightAndOtherRestrictions", "yes")]),
        *_objectives(course, language, _string, word("purpose", "educational objective")),
    ]
    return _element("lom", parts, {"xmlns": f"http://ltsc.ieee.org/xsd/imsccv{edition.replace('.', 'p')}/LOM/manifest"})


def iri(course: Course, namespace: str) -> str:
    """The name that a course has for ever, in every catalogue."""
    return f"{namespace.rstrip('/')}/course/{course.lasting_id}"


def duration(minutes: int) -> str:
    """Minutes as an ISO 8601 duration: `PT1H30M`."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def _string(value: str, language: str) -> "Element":
    return _element("string", value, {"language": language})


def _identifier(entry: str) -> "Element":
    return _element("identifier", [_element("catalog", "URI"), _element("entry", entry)])


def _general(course: Course, language: str, namespace: str) -> "list[Element]":
    return [
        _identifier(iri(course, namespace)),
        _element("title", [_string(course.title, language)]),
        _element("language", language),
        *_subject(course, language, _string),
    ]


def _subject(course: Course, language: str, text: _Text) -> "Iterator[Element]":
    """What it is about: the summary, and the titles of its modules for keywords."""
    yield _element("description", [text(course.summary, language)])
    for title in dict.fromkeys(module.title for module in course.modules) or [course.title]:
        yield _element("keyword", [text(title, language)])


def _objectives(course: Course, language: str, text: _Text, purpose: "Element") -> "Iterator[Element]":
    """A classification for each objective, with its Bloom level for a keyword."""
    for objective in course.objectives:
        description = _element("description", [text(objective.text, language)])
        yield _element("classification", [purpose, description, _element("keyword", [text(objective.bloom, "en")])])


def _element(name: str, content: "str | list[Element]", attributes: dict[str, str] | None = None) -> "Element":
    from xml.etree.ElementTree import Element

    element = Element(name, attributes or {})
    if isinstance(content, str):
        element.text = imscp.shortened(content, _LONGEST)
    else:
        element.extend(content)
    return element
