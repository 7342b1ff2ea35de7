"""QTI 1.2: questions as XML (IMS QTI ASI 1.2.1), kept to what the profile of Common Cartridge leaves of it.

That profile is what readers agree on: one `section`, `response_lid` with choices or `response_str` with a blank, conditions of `varequal`,
`and`, `not` and `other`, and one variable, SCORE, which one condition sets to 100 (`ccv1p1_qtiasiv1p2p1_v1p0.xsd`). Where the standard
leaves a choice, the files that read it have made it: Moodle 4.5's `backup/cc/entity11.quiz.class.php`, and Canvas's converter to QTI 2.1
(`QTIMigrationTool/lib/imsqtiv1.py`) with what reads its output (`gems/plugins/qti_exporter/lib/qti`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never
from xml.etree.ElementTree import Element, SubElement  # writing only: nothing is parsed here

from cedu.formats import imscp
from cedu.formats.xml import legal

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_RESPONSE = "RESPONSE"
# What these are called decides what Canvas takes them for.
_CORRECT = "correct_fb"
_INCORRECT = "general_incorrect_fb"

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Label:
    """Something to choose: its ident, and HTML."""

    ident: str
    text: str
    right: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose one of `labels`, or `several`: then all that are right and no other."""

    labels: tuple[Label, ...]
    several: bool = False
    shuffle: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """Type a text; any of `answers` is right."""

    answers: tuple[str, ...]
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One `item`: idents as they are, texts as HTML. `fields` is its metadata, which says what type it is."""

    ident: str
    title: str
    fields: Fields
    text: str
    response: Choose | Fill
    correct: str = ""
    incorrect: str = ""


def assessment(
    ident: str, title: str, language: str, fields: Fields, questions: Iterable[Question], schema: str, rubric: str = ""
) -> bytes:
    """A file with one test; `schema` is where the XSD lies, and `rubric` what is said (HTML) before the first question."""
    root = _root(schema)
    test = SubElement(root, "assessment", {"ident": ident, "title": imscp.text(title), "xml:lang": language})
    _fields(test, fields)
    if rubric:
        _material(SubElement(test, "rubric"), rubric)
    section = SubElement(test, "section", {"ident": f"{ident}-section"})
    section.extend(map(_item, questions))
    return imscp.document(root)


def bank(ident: str, title: str, questions: Iterable[Question], schema: str) -> bytes:
    """A file with questions that no test asks yet; `title` is what Canvas calls the bank, which others don't look at."""
    root = _root(schema)
    objects = SubElement(root, "objectbank", {"ident": ident})
    _fields(objects, (("bank_title", title),))
    objects.extend(map(_item, questions))
    return imscp.document(root)


def _root(schema: str) -> Element:
    attributes = {"xmlns": NAMESPACE, "xmlns:xsi": imscp.XSI, "xsi:schemaLocation": f"{NAMESPACE} {schema}"}
    return Element("questestinterop", attributes)


def _fields(parent: Element, fields: Fields) -> None:
    metadata = SubElement(parent, "qtimetadata")
    for label, entry in fields:
        field = SubElement(metadata, "qtimetadatafield")
        imscp.add_text(field, "fieldlabel", label)
        imscp.add_text(field, "fieldentry", entry)


def _item(question: Question) -> Element:
    item = Element("item", {"ident": question.ident, "title": imscp.text(question.title)})
    _fields(SubElement(item, "itemmetadata"), question.fields)
    presentation = SubElement(item, "presentation")
    _material(presentation, question.text)
    processing = SubElement(item, "resprocessing")
    SubElement(SubElement(processing, "outcomes"), "decvar", {"varname": "SCORE", "vartype": "Integer", "minvalue": "0", "maxvalue": "100"})
    match question.response:
        case Choose():
            _choices(presentation, question.response)
            process = _several if question.response.several else _one
            feedback = process(processing, question, question.response.labels)
        case Fill():
            _blank(presentation)
            feedback = _typed(processing, question, question.response)
        case _:
            assert_never(question.response)
    for ident, text in feedback.items():
        _material(SubElement(SubElement(item, "itemfeedback", {"ident": ident}), "flow_mat"), text)
    return item


def _choices(presentation: Element, response: Choose) -> None:
    cardinality = "Multiple" if response.several else "Single"
    lid = SubElement(presentation, "response_lid", {"ident": _RESPONSE, "rcardinality": cardinality})
    choices = SubElement(lid, "render_choice", {"shuffle": "Yes" if response.shuffle else "No"})
    for label in response.labels:
        _material(SubElement(choices, "response_label", {"ident": label.ident}), label.text)


def _blank(presentation: Element) -> None:
    SubElement(SubElement(presentation, "response_str", {"ident": _RESPONSE, "rcardinality": "Single"}), "render_fib", {"rows": "1"})


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
            _equal(_condition(processing, score=label.right, shows=ident), label.ident)
    return feedback


def _several(processing: Element, question: Question, labels: Sequence[Label]) -> dict[str, str]:
    """Conditions for several choices; what is said after each, and after all of them.

    Those of single choices come first and go on: in Canvas, a later one would take what an earlier one gave. Moodle counts only keys with
    `case="Yes"`.
    """
    feedback = {f"choice_{number}_fb": label.feedback for number, label in enumerate(labels, 1) if label.feedback}
    for number, label in enumerate(labels, 1):
        if label.feedback:
            _equal(_condition(processing, shows=f"choice_{number}_fb", goes_on=True), label.ident)
    exactly = SubElement(_condition(processing, score=True, shows=_CORRECT if question.correct else ""), "and")
    for label in labels:
        _equal(exactly if label.right else SubElement(exactly, "not"), label.ident)
    return feedback | _otherwise(processing, question)


def _typed(processing: Element, question: Question, response: Fill) -> dict[str, str]:
    """One condition with every right answer, any of which will do: Moodle looks at no other, and Canvas takes the texts of all."""
    right = _condition(processing, score=True, shows=_CORRECT if question.correct else "")
    for answer in response.answers:
        _equal(right, answer, case=response.case_sensitive)
    return _otherwise(processing, question)


def _otherwise(processing: Element, question: Question) -> dict[str, str]:
    """The last condition, for whatever is not right; what is said after a right and after a wrong answer."""
    if question.incorrect:
        SubElement(_condition(processing, shows=_INCORRECT), "other")
    return {ident: text for ident, text in ((_CORRECT, question.correct), (_INCORRECT, question.incorrect)) if text}


def _condition(processing: Element, *, score: bool = False, shows: str = "", goes_on: bool = False) -> Element:
    """A condition, which is still empty, and what follows from it."""
    condition = SubElement(processing, "respcondition", {"continue": "Yes" if goes_on else "No"})
    tests = SubElement(condition, "conditionvar")
    if score:
        SubElement(condition, "setvar", {"action": "Set", "varname": "SCORE"}).text = "100"
    if shows:
        SubElement(condition, "displayfeedback", {"feedbacktype": "Response", "linkrefid": shows})
    return tests


def _equal(parent: Element, value: str, case: bool = True) -> None:
    SubElement(parent, "varequal", {"respident": _RESPONSE, "case": "Yes" if case else "No"}).text = legal(value, "").strip()


def _blocks(*texts: str) -> str:
    """Texts one below the other, as far as there are any."""
    there = [text for text in texts if text]
    return "".join(f"<div>{text}</div>" for text in there) if len(there) > 1 else "".join(there)


def _material(parent: Element, html: str) -> None:
    """HTML in ASCII: Moodle reads that of a question as ISO 8859-1 (`entities::update_sources`), but knows numeric references."""
    text = SubElement(SubElement(parent, "material"), "mattext", {"texttype": "text/html"})
    text.text = legal(html).encode("ascii", "xmlcharrefreplace").decode()
