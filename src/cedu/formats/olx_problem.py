"""A problem of OLX, Open edX's format: what is asked in it, and how each of its responses is answered.

After "Building and Running an Open edX Course", the pages on each type of problem (edx-documentation, `exercises_tools`).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from cedu.model.formula import FormulaError, formula
from cedu.model.ids import letter
from cedu.model.interaction import ChoiceInteraction, Interaction, NumberEntryInteraction, Option, TextEntryInteraction

if TYPE_CHECKING:
    from lxml.etree import _Element

RESPONSES = ("multiplechoiceresponse", "choiceresponse", "optionresponse", "stringresponse", "numericalresponse")
_APART = frozenset({"solution", "demandhint", "script", "style"})
_RANGE = re.compile(r"([\[(])\s*([^\s,]+)\s*,\s*([^\s,]+)\s*([\])])")
_OPTIONS = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_TEX = re.compile(r"\[(/?)mathjax(inline)?\]")
_IS_TRUE = "true"

# HTML to Markdown, with what it loses noted.
Convert = Callable[[str], str]
Tell = Callable[[str], None]


class ProblemError(ValueError):
    """A response that can't be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Response:
    """One response of a problem: its element, and the HTML that stands before it."""

    element: "_Element"
    before: str


def responses(problem: "_Element") -> list[Response]:
    """The responses of a problem in order, each with the text since the one before."""
    pieces: list[str] = []
    found: list[Response] = []
    for part in _parts(problem):
        if isinstance(part, str):
            pieces.append(part)
        else:
            found.append(Response(part, "".join(pieces)))
            pieces = []
    return found


def _parts(element: "_Element") -> "Iterator[str | _Element]":
    """HTML, and the responses in it."""
    if element.text:
        yield escape(element.text, quote=False)
    for child in element:
        name = str(child.tag)
        if name.endswith("response"):
            yield child
        elif name not in _APART:
            if any(str(inner.tag).endswith("response") for inner in child.iter()):
                yield from _parts(child)
            else:
                yield html(child)
        if child.tail:
            yield escape(child.tail, quote=False)


def html(element: "_Element") -> str:
    """An element as HTML, without the text after it."""
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def usual_maths(written: str) -> str:
    """HTML with the usual brackets for edX's own marks around TeX."""
    return _TEX.sub(lambda found: ("\\)" if found[1] else "\\(") if found[2] else ("\\]" if found[1] else "\\["), written)


def inner(element: "_Element", *without: str) -> str:
    """What is in an element as HTML, but for children of these names."""
    pieces = [escape(element.text or "", quote=False)]
    for child in element:
        if child.tag not in without:
            pieces.append(html(child))
        pieces.append(escape(child.tail or "", quote=False))
    return "".join(pieces)


def stem_of(response: Response) -> str:
    """What is asked, as HTML: the text before the response, and its label and description."""
    element = response.element
    pieces = [response.before, *(f"<p>{inner(child)}</p>" for child in element if child.tag in ("label", "description"))]
    if not re.sub(r"<[^>]*+>|\s+", "", "".join(pieces)):
        labels = (each.get("label", "") for each in element.iter())
        pieces = [escape(next((label for label in labels if label.strip()), ""))]
    return "".join(pieces)


def interaction_of(element: "_Element", convert: Convert, tell: Tell) -> Interaction:
    """How a response is answered; what is left out is told. Raises ProblemError."""
    match element.tag:
        case "multiplechoiceresponse" | "choiceresponse":
            return _choices(element, convert, tell)
        case "optionresponse":
            return _drop_down(element, convert, tell)
        case "stringresponse":
            return _string(element, tell)
        case "numericalresponse":
            return _number(element, tell)
        case _:
            raise ProblemError(f"`<{str(element.tag)[:40]}>` is not read; {', '.join(RESPONSES)} are")


def _choices(element: "_Element", convert: Convert, tell: Tell) -> ChoiceInteraction:
    several = element.tag == "choiceresponse"
    options, keys = [], []
    group = next(element.iter("choicegroup", "checkboxgroup", "radiogroup"), element)
    for place, choice in enumerate(element.iter("choice")):
        hints = [hint for hint in choice.iter("choicehint") if hint.get("selected", _IS_TRUE).lower() == _IS_TRUE]
        options.append(Option(letter(place), convert(inner(choice, "choicehint")), convert(inner(hints[0])) if hints else ""))
        if choice.get("correct", "").lower() == _IS_TRUE:
            keys.append(letter(place))
        if choice.get("correct", "").lower() == "partial":
            tell("a choice that earns a part of the points earns none")
    if next(element.iter("compoundhint"), None) is not None:
        tell("the hint on a combination of choices is left out")
    partial = several and bool(element.get("partial_credit"))
    if partial:
        tell("each right choice earns its share, and each wrong one takes such a share away")
    shuffle = group.get("shuffle", "").lower() == _IS_TRUE
    return _checked(ChoiceInteraction(tuple(options), frozenset(keys), "multiple" if several else "single", shuffle, partial))


def _drop_down(element: "_Element", convert: Convert, tell: Tell) -> ChoiceInteraction:
    field = next(element.iter("optioninput"), None)
    if field is None:
        raise ProblemError("`<optionresponse>` has no `<optioninput>`")
    options, keys = [], []
    if written := field.get("options", ""):
        texts = [(double or single).replace("\\'", "'") for single, double in _OPTIONS.findall(written)]
        options = [Option(letter(place), convert(escape(text, quote=False))) for place, text in enumerate(texts)]
        keys = [letter(place) for place, text in enumerate(texts) if text == field.get("correct")]
    for place, option in enumerate(field.iter("option")):
        hint = next(option.iter("optionhint"), None)
        options.append(Option(letter(place), convert(inner(option, "optionhint")), convert(inner(hint)) if hint is not None else ""))
        if option.get("correct", "").lower() == _IS_TRUE:
            keys.append(letter(place))
    if len(list(element.iter("optioninput"))) > 1:
        raise ProblemError("`<optionresponse>` has several drop-downs")
    tell("the drop-down is now a list of choices")
    return _checked(ChoiceInteraction(tuple(options), frozenset(keys), "single", shuffle=False))


def _checked(interaction: ChoiceInteraction) -> ChoiceInteraction:
    if len(interaction.choices) < 2:
        raise ProblemError("it has fewer than two choices")
    if not interaction.keys:
        raise ProblemError("no choice is marked as right")
    if interaction.response == "single" and len(interaction.keys) > 1:
        raise ProblemError("several choices are marked as right, and learners could choose one")
    return interaction


def _string(element: "_Element", tell: Tell) -> TextEntryInteraction:
    additional = (each.get("answer") or each.text or "" for each in element.iter("additional_answer"))
    answers = tuple(dict.fromkeys(answer.strip() for answer in (element.get("answer", ""), *additional) if answer.strip()))
    if not answers or any("$" in answer for answer in answers):
        raise ProblemError("its answer comes from a script, which is not run" if answers else "it has no answer")
    if any(True for _ in element.iter("stringequalhint", "stringhint")):
        tell("feedback on a certain wrong answer is left out")
    kind = element.get("type", "").lower().split()
    sensitive = "ci" not in kind
    if "regexp" in kind:
        tell("right is what a pattern matches, and the pattern itself stands among the answers that learners see")
        return TextEntryInteraction(answers[:1], sensitive, tuple(f".*(?:{answer}).*" for answer in answers))
    return TextEntryInteraction(answers, sensitive)


def _number(element: "_Element", tell: Tell) -> NumberEntryInteraction:
    answer = element.get("answer", "").strip()
    if any(True for _ in element.iter("additional_answer")):
        tell("only the first number that is right is kept")
    if found := _RANGE.fullmatch(answer):
        if (found[1], found[4]) != ("[", "]"):
            tell("the ends of the range are right, too")
        lowest, highest = sorted((_value(found[2]), _value(found[3])))
        return NumberEntryInteraction.between(lowest, highest)
    value = _value(answer)
    margin = next((each.get("default", "") for each in element.iter("responseparam") if each.get("type") == "tolerance"), "").strip()
    if not margin:
        return NumberEntryInteraction(value)
    tolerance = abs(_value(margin.rstrip("%")))
    return NumberEntryInteraction(value, float(f"{abs(value) * tolerance / 100:.12g}") if margin.endswith("%") else tolerance)


def _value(written: str) -> float:
    """A number, or what an expression without variables comes to."""
    if "$" in written:
        raise ProblemError("its answer comes from a script, which is not run")
    try:
        return formula(written).value({})
    except FormulaError:
        raise ProblemError(f"`{written[:60]}` is no number" if written else "it has no answer") from None
