"""An analysis as JSON: `schemas/reports/items.schema.json` says what each name means; `FORMAT` counts up where one changes its meaning."""

from collections.abc import Iterable, Sequence
from typing import Any

from cedu.diagnostics import Span
from cedu.rendering.words import Texts
from cedu.statistics import Choice, Figure, ItemFigures, WholeTest
from cedu.statistics.looking import Look
from cedu.statistics.wording import sentence

FORMAT = 1
_DIGITS = 6


def figure(found: Figure) -> dict[str, Any]:
    """One figure."""
    value, low, high = (None if one is None else round(one, _DIGITS) for one in found[:3])
    return {"value": value, "low": low, "high": high, "n": found.n, "few": found.few}


def place(span: Span | None) -> dict[str, Any]:
    """Where something is written, from the workspace's root; nulls where it is nowhere."""
    return {"path": span.path if span else None, "line": span.line if span else None}


def test_document(test: WholeTest, looks: Iterable[Look], words: Texts) -> dict[str, Any]:
    """One test with its items, in the order in which the file has them."""
    reliability, cut = test.reliability, test.cut
    return {
        "test": test.name,
        "assessment": test.assessment.id if test.assessment else None,
        "title": test.assessment.title if test.assessment else None,
        **place(test.assessment.origin.span() if test.assessment else None),
        "learners": test.learners,
        "attempts": test.attempts,
        "points": test.points,
        "asked": figure(test.asked),
        "score": figure(test.score),
        "standard_deviation": figure(test.spread),
        "scores": list(test.scores),
        "reliability": {"method": reliability.method, "items": reliability.items, **figure(reliability.value)},
        "standard_error": figure(reliability.error),
        "passing_score": cut
        and {"percent": cut.percent, "passed": figure(cut.passed), "agreement": figure(cut.agreement), "kappa": figure(cut.kappa)},
        "items": [_item(item) for item in test.items],
        "look_at": [_look(look, words) for look in looks],
    }


def _item(item: ItemFigures) -> dict[str, Any]:
    return {
        "item": item.name,
        "type": item.kind or None,
        **place(item.place),
        "points": item.points,
        "n": item.n,
        "unscored": item.unscored,
        "difficulty": figure(item.difficulty),
        "discrimination": figure(item.discrimination),
        "omitted": figure(item.omitted),
        "seconds": figure(item.seconds),
        "choices": _choices(item.choices),
    }


def _choices(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    return [
        {
            "id": choice.id,
            "key": choice.key,
            **place(choice.place),
            "share": figure(choice.share),
            "rest": figure(choice.rest),
            "discrimination": figure(choice.discrimination),
        }
        for choice in choices
    ]


def _look(look: Look, words: Texts) -> dict[str, Any]:
    return {
        "code": look.code,
        "item": look.item or None,
        **place(look.place),
        "sure": look.sure,
        "figure": figure(look.figure),
        "threshold": look.line,
        "source": look.source,
        "message": sentence(look, words),
    }
