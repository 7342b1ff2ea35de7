"""What an assessment asks, as far as outlines tell: how many items of which pools."""

from typing import NamedTuple

from cedu.diagnostics import Span
from cedu.model.library import Library
from cedu.model.outline import ItemOutline, Outline


class Drawing(NamedTuple):
    """So many items out of a pool; all of it where an assessment asks its own items."""

    amount: int
    pool: tuple[ItemOutline, ...]
    span: Span

    @property
    def is_all(self) -> bool:
        """Is every item of the pool asked?"""
        return self.amount >= len(self.pool)


def drawings(assessment: Outline, library: Library) -> tuple[Drawing, ...]:
    """What each draw of a blueprint picks from, or else all own items; nothing where a draw picks nothing, which is reported."""
    if not assessment.draws:
        items = tuple(item for item in assessment.items if item.type != "passage")
        return (Drawing(len(items), items, assessment.span),) if items else ()
    found = []
    for draw in assessment.draws:
        owner = library.outlines.get(("bank", draw.bank)) if draw.bank else assessment
        pool = tuple(item for item in owner.items if draw.fits(item)) if owner else ()
        if not pool or not draw.amount:
            return ()
        found.append(Drawing(min(draw.amount, len(pool)), pool, draw.span))
    return tuple(found)


def keyed(drawing: Drawing) -> Drawing:
    """The same with no points for what a person marks, as browsers count."""
    return drawing._replace(pool=tuple(item if item.parts else item._replace(points=0) for item in drawing.pool))


def points(drawing: Drawing) -> float:
    """How many points it comes to; on average, where items of different worth are drawn."""
    return drawing.amount * sum(item.points for item in drawing.pool) / len(drawing.pool)
