"""What a quiz of Canvas asks, and how it is set."""

from collections.abc import Iterable, Iterator, Mapping

from cedu.formats.qti12.questions import Choose, Group, Question
from cedu.formats.qti12_canvas import Writing, question
from cedu.model.assessment import Assessment
from cedu.model.item import Item
from cedu.model.numbers import decimal
from cedu.model.pool import Find, Pooled, passages, shared_out


def asked(assessment: Assessment, find: Find, writing: Writing) -> Iterator[Question | Group]:
    """What a quiz asks: its items, or for each draw of its blueprint a group with those that it may pick, each with its passage."""
    if assessment.blueprint is None:
        for item in assessment.items:
            yield question(Pooled(assessment, item), writing)
        return
    about: dict[tuple[str, str], Mapping[str, Item]] = {}
    draws = zip(assessment.blueprint.draws, assessment.blueprint.amounts, shared_out(assessment, find), strict=True)
    for number, (draw, amount, group) in enumerate(draws, 1):
        questions = []
        for one in group:
            owner = (one.owner.kind, one.owner.id)
            if owner not in about:
                about[owner] = passages(one.owner)
            passage = about[owner].get(one.item.id)
            questions.append(question(one, writing, passage.stem if passage else ""))
        if questions:
            ident = writing.ident("assessment", assessment.lasting_id, "draw", str(number))
            title = ", ".join(name for name in (draw.bank, draw.objective, draw.difficulty) if name) or assessment.title
            yield Group(ident, title, amount, decimal(group[0].item.points), tuple(questions))


def settings(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """What the file itself says of a quiz."""
    fields = [("cc_maxattempts", str(assessment.attempts or "unlimited"))]
    if assessment.time_limit_minutes:
        fields.append(("qmd_timelimit", str(assessment.time_limit_minutes)))
    return tuple(fields)


def mixes(asked: Iterable[Question | Group]) -> bool:
    """May choices be shuffled in all questions that are asked?"""
    questions = [one for each in asked for one in (each.questions if isinstance(each, Group) else (each,))]
    return all(q.response.shuffle for q in questions if isinstance(q.response, Choose) and not _is_fixed(q))


def _is_fixed(question: Question) -> bool:
    """Is its order no author's choice?"""
    return dict(question.fields)["question_type"] == "true_false_question"
