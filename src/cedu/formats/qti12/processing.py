"""What an answer in QTI 1.2 earns, and what is said after it: `resprocessing` (ASI 1.2.1, Best Practice, 4.4).

Canvas reads conditions one by one: a later weight of a choice takes the place of an earlier one, the first feedback stays, a condition that
subtracts counts as one that gives, and what is shown under the names below is said of the whole question.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never
from xml.etree.ElementTree import Element, SubElement  # writing only: nothing is parsed here

from cedu.formats.qti12.questions import Calculate, Choose, Fill, Label, Nothing, Number, Parts, Question, Write
from cedu.formats.xml import legal
from cedu.model.numbers import as_written, decimal

RESPONSE = "RESPONSE"
# What these are called decides what Canvas takes them for.
CORRECT = "correct_fb"
INCORRECT = "general_incorrect_fb"
_ALL = Decimal(100)
_LEAST = Decimal("0.000001")


def process(processing: Element, question: Question) -> dict[str, str]:
    """Write the conditions of `question`; what is said after an answer, by the idents that they name."""
    match question.response:
        case Choose(labels, several):
            if several:
                return _several(processing, question, question.response)
            return _apart(processing, question, labels) if question.apart else _one(processing, question, labels)
        case Fill():
            return _typed(processing, question, question.response)
        case Number():
            return _number(processing, question, question.response)
        case Parts():
            return _parts(processing, question, question.response)
        case Calculate():
            # As Canvas has it: what is right, its extension says.
            SubElement(_condition(processing, score="100"), "other")
            return _said(question)
        case Write():
            SubElement(_condition(processing), "other")
            return _said(question)
        case Nothing():
            return _said(question)
    assert_never(question.response)


def shares(count: int) -> list[str]:
    """What each of `count` parts is worth, in percent; together 100."""
    share = (_ALL / count).quantize(_LEAST)
    return [*[decimal(share)] * (count - 1), decimal(_ALL - share * (count - 1))]


def _one(processing: Element, question: Question, labels: Sequence[Label]) -> dict[str, str]:
    """Conditions for one choice; what is said after each. All of it is one text, because Canvas shows the first and no other.

    None goes on to the next: what goes on, Moodle takes for feedback to everybody.
    """
    feedback = {}
    for number, label in enumerate(labels, 1):
        text = _blocks(label.feedback, question.correct if label.right else question.incorrect)
        ident = f"choice_{number}_fb" if text else ""
        if ident:
            feedback[ident] = text
        if label.right or ident:
            _equal(_condition(processing, score="100" if label.right else "", shows=ident), label.ident)
    return feedback


def _apart(processing: Element, question: Question, labels: Sequence[Label]) -> dict[str, str]:
    """Conditions for one choice: first those that say something of a choice and go on, then that of each right one."""
    feedback = _each(processing, labels)
    for label in labels:
        if label.right:
            _equal(_condition(processing, score="100", shows=CORRECT if question.correct else ""), label.ident)
    return feedback | _otherwise(processing, question)


def _each(processing: Element, labels: Sequence[Label]) -> dict[str, str]:
    """What is said of single choices comes first and goes on: in Canvas, a later condition would take what an earlier one gave."""
    feedback = {f"choice_{number}_fb": label.feedback for number, label in enumerate(labels, 1) if label.feedback}
    for number, label in enumerate(labels, 1):
        if label.feedback:
            _equal(_condition(processing, shows=f"choice_{number}_fb", goes_on=True), label.ident)
    return feedback


def _several(processing: Element, question: Question, response: Choose) -> dict[str, str]:
    """Conditions for several choices; what is said after each, and after all of them. Moodle counts only keys with `case="Yes"`."""
    labels = response.labels
    feedback = _each(processing, labels)
    if response.penalty is not None:
        _shared(processing, labels, as_written(response.penalty))
    score = "100" if response.penalty is None else ""
    exactly = SubElement(_condition(processing, score=score, shows=CORRECT if question.correct else ""), "and")
    for label in labels:
        _equal(exactly if label.right else SubElement(exactly, "not"), label.ident)
    return feedback | _otherwise(processing, question)


def _shared(processing: Element, labels: Sequence[Label], penalty: Decimal) -> None:
    """A condition for each choice that earns something, or takes it away: by adding less than nothing, which Canvas understands."""
    right = [label for label in labels if label.right]
    for label, share in zip(right, shares(len(right)), strict=True):
        _equal(_condition(processing, adds=share, goes_on=True), label.ident)
    lost = (_ALL * penalty / len(right)).quantize(_LEAST)
    for label in labels:
        if lost and not label.right:
            _equal(_condition(processing, adds=f"-{decimal(lost)}", goes_on=True), label.ident)


def _typed(processing: Element, question: Question, response: Fill) -> dict[str, str]:
    """One condition with every right answer, any of which will do: Moodle looks at no other, and Canvas takes the texts of all."""
    right = _condition(processing, score="100", shows=CORRECT if question.correct else "")
    for answer in response.answers:
        _equal(right, answer, case=response.case_sensitive)
    return _otherwise(processing, question)


def _number(processing: Element, question: Question, response: Number) -> dict[str, str]:
    """One condition, in which Canvas tells the number that was meant, and what is near it, from a range."""
    tests = _condition(processing, score="100", shows=CORRECT if question.correct else "")
    if response.exact:
        tests = SubElement(tests, "or")
        _equal(tests, response.exact, case=False)
        if response.lowest != response.highest:
            tests = SubElement(tests, "and")
    if not response.exact or response.lowest != response.highest:
        for name, value in (("vargte", response.lowest), ("varlte", response.highest)):
            SubElement(tests, name, {"respident": RESPONSE}).text = value
    return _otherwise(processing, question)


def _parts(processing: Element, question: Question, response: Parts) -> dict[str, str]:
    """A condition for each part. What is said of the whole comes before, because Canvas takes the last for what is said of a part."""
    if question.correct:
        _all(_condition(processing, shows=CORRECT, goes_on=True), response)
    if question.incorrect:
        _all(SubElement(_condition(processing, shows=INCORRECT, goes_on=True), "not"), response)
    for part, share in zip(response.parts, shares(len(response.parts)), strict=True):
        _right(_condition(processing, adds=share, goes_on=True), part.ident, part.labels)
    return _said(question)


def _all(parent: Element, response: Parts) -> None:
    every = SubElement(parent, "and")
    for part in response.parts:
        _right(every, part.ident, part.labels)


def _right(parent: Element, ident: str, labels: Sequence[Label]) -> None:
    """Any of the right ones."""
    right = [label.ident for label in labels if label.right]
    parent = SubElement(parent, "or") if len(right) > 1 else parent
    for value in right:
        _equal(parent, value, of=ident)


def _otherwise(processing: Element, question: Question) -> dict[str, str]:
    """The last condition, for whatever is not right; what is said after a right and after a wrong answer."""
    if question.incorrect:
        SubElement(_condition(processing, shows=INCORRECT), "other")
    return _said(question)


def _said(question: Question) -> dict[str, str]:
    return {ident: text for ident, text in ((CORRECT, question.correct), (INCORRECT, question.incorrect)) if text}


def _condition(processing: Element, *, score: str = "", adds: str = "", shows: str = "", goes_on: bool = False) -> Element:
    """A condition, which is still empty, and what follows from it."""
    condition = SubElement(processing, "respcondition", {"continue": "Yes" if goes_on else "No"})
    tests = SubElement(condition, "conditionvar")
    if score or adds:
        SubElement(condition, "setvar", {"action": "Set" if score else "Add", "varname": "SCORE"}).text = score or adds
    if shows:
        SubElement(condition, "displayfeedback", {"feedbacktype": "Response", "linkrefid": shows})
    return tests


def _equal(parent: Element, value: str, case: bool = True, of: str = RESPONSE) -> None:
    SubElement(parent, "varequal", {"respident": of, "case": "Yes" if case else "No"}).text = legal(value, "").strip()


def _blocks(*texts: str) -> str:
    """Texts one below the other, as far as there are any."""
    there = [text for text in texts if text]
    return "".join(f"<div>{text}</div>" for text in there) if len(there) > 1 else "".join(there)
