"""QTI 1.2 as it is read: what an `item` shows, asks and says, in the dialects of Canvas, Blackboard, D2L and cartridges.

All of them agree on `presentation`, `response_*`, `respcondition` and `itemfeedback`. Metadata are fields by their label (the standard's,
and Canvas's) or elements of their own name (`bbmd_questiontype` of Blackboard), and texts are `mattext` or Blackboard's
`mat_formattedtext`.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

_RESPONSES = ("response_lid", "response_str", "response_num", "response_xy", "response_grp")
# Blackboard shows what can be matched beside the question, though the response holds it as well.
_BESIDE = "RIGHT_MATCH_BLOCK"
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w+;")
# Stands for a response among the texts of a presentation; no text has it, because XML forbids it.
HOLE = "\x00"
_SCORE = "SCORE"
_TAG = re.compile(r"<(/?\s*(?:p|div|br|li|ul|ol|h\d|tr)\b)?[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that can be chosen: its ident, HTML, and for a place on an image the shape and the numbers that say where."""

    ident: str
    html: str
    shape: str = ""
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One response: which kind (`lid`, `str`, `num`, `xy`, `grp`) and what is asked by it."""

    kind: str
    ident: str
    cardinality: str
    prompt: str
    answers: tuple[Answer, ...]
    shuffle: bool
    attributes: Mapping[str, str]
    on_image: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """What follows from a test: changes of variables as (name, action, value), and the idents of what is said.

    `goes_on`: are later conditions looked at, too? None where it does not say.
    """

    test: "_Element"
    goes_on: bool | None
    sets: tuple[tuple[str, str, str], ...]
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParsedItem:
    """An `item`. `html` is what is shown, with a HOLE for each response among texts; `said` is HTML by ident."""

    ident: str
    title: str
    line: int
    fields: Mapping[str, str]
    html: str
    asked: tuple[Asked, ...]
    conditions: tuple[Condition, ...]
    said: Mapping[str, str]
    hint: str
    solution: str
    calculated: "_Element | None"


def bare(root: "_Element") -> "_Element":
    """`root`, with no namespaces in its names: the dialects have several, or none."""
    for element in root.iter():
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.rpartition("}")[2]
    return root


def line_of(element: "_Element") -> int:
    """The line that an element starts in; 0 where it is not known."""
    found: Any = element.sourceline
    return found if isinstance(found, int) else 0


def text_of(element: "_Element | None") -> str:
    """All text in an element, without the white space around it."""
    return "" if element is None else "".join(str(text) for text in element.itertext()).strip()


def is_negated(element: "_Element") -> bool:
    """Does an odd number of `not` stand around it?"""
    return sum(1 for each in element.iterancestors() if each.tag == "not") % 2 == 1


def plain(html: str) -> str:
    """The text of HTML, on one line."""
    return " ".join(unescape(_TAG.sub(lambda tag: " " if tag[1] else "", html)).split())


def fields_of(parent: "_Element | None") -> dict[str, str]:
    """The metadata in an item, an assessment or a bank, by their labels in small letters."""
    found: dict[str, str] = {}
    if parent is None:
        return found
    for field in parent.iter("qtimetadatafield", "qti_metadatafield"):
        found.setdefault(text_of(field.find("fieldlabel")).lower(), text_of(field.find("fieldentry")))
    for element in parent.iter():
        if isinstance(element.tag, str) and element.tag.startswith(("bbmd_", "qmd_")):
            found.setdefault(element.tag.lower(), text_of(element))
    return found


def parsed(item: "_Element") -> ParsedItem:
    """What an `item` says; namespaces are gone already."""
    presentation = item.find("presentation")
    asked = [] if presentation is None else list(_all_asked(presentation))
    processing = item.find("resprocessing")
    tested = set() if processing is None else {each.get("respident", "") for each in processing.iter("varequal", "varsubstring")}
    said, hint, solution = _said(item)
    return ParsedItem(
        ident=item.get("ident") or text_of(next(item.iter("bbmd_asi_object_id"), None)),
        title=item.get("title", "").strip(),
        line=line_of(item),
        fields=fields_of(item.find("itemmetadata")),
        html="" if presentation is None else "".join(_shown(presentation)),
        asked=tuple(_typed(each, tested) for each in asked),
        conditions=() if processing is None else tuple(map(_condition, processing.findall("respcondition"))),
        said=said,
        hint=hint,
        solution=solution,
        calculated=next(item.iter("calculated"), None),
    )


def _typed(asked: Asked, tested: Container[str]) -> Asked:
    """What is typed has nothing to choose from; D2L tests it by the ident of the label that stands for the blank."""
    if asked.kind not in ("str", "num"):
        return asked
    ident = next((each.ident for each in asked.answers if each.ident in tested and asked.ident not in tested), asked.ident)
    return replace(asked, ident=ident, answers=())


def _shown(parent: "_Element") -> Iterator[str]:
    """The texts of a presentation, each material as a block."""
    for child in parent:
        if child.tag in _RESPONSES:
            yield HOLE
        elif child.tag == "material":
            yield f"<div>{material(child)}</div>"
        elif isinstance(child.tag, str) and child.get("class") != _BESIDE and not _is_prompted(child):
            yield from _shown(child)


def material(element: "_Element") -> str:
    """The HTML of a `material`, or of whatever holds some."""
    return "".join(_materials(element))


def _materials(parent: "_Element") -> Iterator[str]:
    for child in parent:
        match child.tag:
            case "mattext" | "matemtext" | "mat_formattedtext":
                yield _text(child)
            case "matimage" if child.get("uri"):
                yield f'<img src="{escape(child.get("uri", ""))}" alt="{escape(child.get("label") or "")}">'
            case "matbreak":
                yield "<br>"
            case str():
                yield from _materials(child)


def _text(element: "_Element") -> str:
    """HTML, or a text that says that it is plain, or that says nothing and looks so."""
    if len(element):
        from lxml.etree import tostring

        inner = "".join(tostring(child, encoding="unicode") for child in element)
        return escape(element.text or "", quote=False) + inner
    text = element.text or ""
    kind = (element.get("texttype") or element.get("type") or "").lower()
    is_html = "html" in kind or (kind != "text/plain" and _MARKUP.search(text) is not None)
    return text if is_html else escape(text.strip(), quote=False)


def _is_prompted(flow: "_Element") -> bool:
    """Does it hold one response whose choices have no text, and what is asked by it? So Blackboard writes things to match."""
    responses = list(flow.iter(*_RESPONSES))
    return len(responses) == 1 and responses[0].getparent() is flow and _is_blank(responses[0])


def _is_blank(response: "_Element") -> bool:
    labels = list(response.iter("response_label"))
    return bool(labels) and not any(material(label).strip() for label in labels)


def _all_asked(presentation: "_Element") -> Iterator[Asked]:
    beside = [material(flow) for block in presentation.iter("flow") if block.get("class") == _BESIDE for flow in block.iterchildren("flow")]
    for element in presentation.iter(*_RESPONSES):
        asked = _asked(element)
        flow = element.getparent()
        if flow is not None and _is_prompted(flow):
            prompt = "".join(material(child) for child in flow.iterchildren("material", "flow", "flow_mat"))
            answers = tuple(replace(each, html=html) for each, html in zip(asked.answers, beside, strict=False))
            asked = replace(asked, prompt=prompt, answers=answers or asked.answers)
        yield asked


def _asked(element: "_Element") -> Asked:
    render = next((child for child in element if isinstance(child.tag, str) and child.tag.startswith("render_")), None)
    prompt = "".join(material(child) for child in element if child.tag in ("material", "flow_mat", "flow"))
    attributes = {} if render is None else {str(name): str(value) for name, value in render.attrib.items()}
    answers = [] if render is None else [_answer(label) for label in render.iter("response_label")]
    return Asked(
        kind=str(element.tag).removeprefix("response_"),
        ident=element.get("ident") or element.get("respident") or "",
        cardinality=(element.get("rcardinality") or "Single").lower(),
        prompt=prompt,
        answers=tuple(answers),
        shuffle=attributes.get("shuffle", "No").lower() in ("yes", "true"),
        attributes=attributes,
        on_image=render is not None and render.tag == "render_hotspot",
    )


def _answer(label: "_Element") -> Answer:
    shape = label.get("rarea") or ""
    return Answer(label.get("ident", ""), "".join(_materials(label)), shape, " ".join((label.text or "").split()) if shape else "")


def _condition(element: "_Element") -> Condition:
    test = element.find("conditionvar")
    sets = [
        ((each.get("varname") or each.get("variablename") or _SCORE), (each.get("action") or "Set").lower(), text_of(each))
        for each in element.findall("setvar")
    ]
    if test is None:
        from lxml.etree import Element

        test = Element("conditionvar")
    shows = tuple(each.get("linkrefid", "") for each in element.findall("displayfeedback"))
    if "correct" in map(str.lower, shows) and not any(name.upper() == _SCORE for name, _, _ in sets):
        sets.append((_SCORE, "set", f"{_SCORE}.max"))  # Blackboard says no more of what is right
    written = element.get("continue")
    return Condition(test, None if written is None else written.lower() == "yes", tuple(sets), shows)


def _said(item: "_Element") -> tuple[dict[str, str], str, str]:
    """What is said by its ident; a hint; and a solution. What Blackboard says of one choice is a solution under the choice's ident."""
    said: dict[str, str] = {}
    hint = solution = ""
    for element in item.findall("itemfeedback"):
        ident = element.get("ident", "")
        for name in ("hint", "solution"):
            for inside in element.findall(name):
                if name == "hint":
                    hint += material(inside)
                elif ident.lower() == "solution":
                    solution += material(inside)
                else:
                    said[ident] = said.get(ident, "") + material(inside)
        rest = "".join(material(child) for child in element if child.tag in ("material", "flow_mat"))
        if rest.strip():
            said[ident] = said.get(ident, "") + rest
    return said, hint, solution
