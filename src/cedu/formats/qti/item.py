"""One item as an `assessmentItem`: declarations, the stem and what answers it, scoring, feedback."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite
from xml.etree.ElementTree import Element  # writing only: nothing is parsed here

from cedu.formats import imscp
from cedu.formats.qti import building as b
from cedu.formats.qti.answers import answer
from cedu.formats.qti.asking import Answer, Asking
from cedu.formats.qti.building import MAXSCORE, RESULT, SCORE, TAKEN, make
from cedu.formats.qti.formula import in_maths
from cedu.formats.qti.xhtml import blocks, mark, put
from cedu.items import lower
from cedu.model.interaction import Criterion, ExtendedTextInteraction, FormulaInteraction, Interaction, UploadInteraction, marked_by
from cedu.model.item import Item
from cedu.model.marks import marks
from cedu.model.numbers import decimal
from cedu.model.pool import Pooled

TOOL = "cedu"


@dataclass(frozen=True, slots=True)
class Writing:
    """What items are written with.

    Lasting idents, the HTML of an owner's Markdown (may values stand in its maths?), words, where a file lies, the language, and whether
    the edition can say who scores.
    """

    ident: Callable[..., str]
    html: Callable[[str, Pooled, bool], str]
    say: Callable[[str], str]
    file: Callable[[str, Pooled], str]
    language: str
    external_scored: bool


def item(pooled: Pooled, writing: Writing) -> Element:
    """The item in QTI 2.1's names, whose label is its lasting id."""
    its = pooled.item
    interaction = lower(its)
    marking = marked_by(interaction)
    points = 0 if marking == "nobody" else its.points
    asking = Asking(points, lambda text: writing.html(text, pooled, False), writing.say, lambda path: writing.file(path, pooled))
    found = answer(interaction, asking)
    processing = _processing(found, its, marking == "key")
    outcomes = [*_scores(points, writing.external_scored and marking == "person"), *_criteria(interaction), *found.outcomes]
    if _feedback(its, marking == "key"):
        outcomes.append(b.declare("outcomeDeclaration", RESULT, "identifier"))
    processed = [template for template in found.templates if template.tag == "templateProcessing"]
    declared = [template for template in found.templates if template.tag != "templateProcessing"]
    html = writing.html(its.stem, pooled, isinstance(interaction, FormulaInteraction))
    body = make("itemBody", {}, *_body(html, its, interaction, found, asking))
    attributes = {
        "identifier": ident(pooled, writing), "title": imscp.text(pooled.name), "label": its.lasting_id, "xml:lang": writing.language,
        "adaptive": "false", "timeDependent": "false", "toolName": TOOL,
    }  # fmt: skip
    parts = [*found.declared, *outcomes, *declared, *processed, body, *processing, *_said(its, found, asking, marking == "key")]
    return make("assessmentItem", attributes, *parts)


def ident(pooled: Pooled, writing: Writing) -> str:
    """What an item is called for good."""
    return writing.ident(pooled.owner.kind, pooled.owner.lasting_id, pooled.item.lasting_id)


def _scores(points: float, by_person: bool) -> list[Element]:
    most = decimal(points)
    scored = {"externalScored": "human"} if by_person else {}
    return [
        b.declare("outcomeDeclaration", SCORE, "float", ["0"], normalMaximum=most, **scored),
        b.declare("outcomeDeclaration", MAXSCORE, "float", [most]),
    ]


def _criteria(interaction: Interaction) -> Iterator[Element]:
    """An outcome for each criterion of a rubric, with the points that it can earn."""
    if isinstance(interaction, ExtendedTextInteraction | UploadInteraction):
        for criterion in interaction.rubric:
            yield b.declare("outcomeDeclaration", f"{SCORE}-{criterion.id}", "float", ["0"], normalMaximum=decimal(criterion.points))


def _processing(found: Answer, its: Item, by_key: bool) -> list[Element]:
    """How an answer is scored: the standard template that does it, or the rules, and what decides on feedback."""
    if not by_key:
        return []
    rules = [*found.processing]
    if _feedback(its, by_key):
        is_right = make("gte", {}, b.variable(SCORE), b.variable(MAXSCORE))
        said = [b.set_outcome(RESULT, b.base("identifier", name)) for name in ("correct", "incorrect")]
        rules.append(b.condition(is_right, said[0], otherwise=said[1]))
    if found.template and not rules:
        return [make("responseProcessing", {"template": found.template})]
    return [make("responseProcessing", {}, *found.rules, *rules)]


def _feedback(its: Item, by_key: bool) -> bool:
    return by_key and its.feedback is not None


def _body(html: str, its: Item, interaction: Interaction, found: Answer, asking: Asking) -> Iterator[Element]:
    """The stem (`html`), with what stands in it, then what answers it, then what is not for learners."""
    stem = make("div", {"class": "stem"}, *blocks(html))
    if isinstance(interaction, FormulaInteraction):
        drawn = [variant for variant in interaction.variants if isfinite(variant.answer)]
        maths = {each.name: in_maths(each.name, interaction, drawn) for each in marks(html)}
        found.marks |= {name: made for name, made in maths.items() if made is not None}
    mark(stem, found.marks)
    yield stem
    yield from found.body
    if its.hint:
        yield _rubric("hint", "tutor", "instructions", asking.html(its.hint))
    if isinstance(interaction, ExtendedTextInteraction | UploadInteraction):
        for criterion in interaction.rubric:
            yield _criterion(criterion, asking)
    if isinstance(interaction, ExtendedTextInteraction) and interaction.model_answer:
        yield _rubric("model-answer", "scorer tutor", "scoring", asking.html(interaction.model_answer))


def _criterion(criterion: Criterion, asking: Asking) -> Element:
    return _rubric(f"criterion criterion-{criterion.id}", "scorer", "scoring", asking.html(criterion.text))


def _rubric(classes: str, view: str, use: str, html: str) -> Element:
    return make("rubricBlock", {"class": classes, "view": view, "use": use}, *blocks(html))


def _said(its: Item, found: Answer, asking: Asking, by_key: bool) -> Iterator[Element]:
    """What is said after an answer."""
    for name, text in found.taken.items():
        yield _modal(TAKEN, name, asking.html(text))
    if by_key and its.feedback:
        for name, text in (("correct", its.feedback.correct), ("incorrect", its.feedback.incorrect)):
            if text:
                yield _modal(RESULT, name, asking.html(text))


def _modal(outcome: str, name: str, html: str) -> Element:
    attributes = {"outcomeIdentifier": outcome, "identifier": name, "showHide": "show"}
    return put(make("modalFeedback", attributes), html)
