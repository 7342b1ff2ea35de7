"""One item: how difficult it is, how well it tells learners apart, what they choose, and how long it takes them.

The rest score of a learner is the share of points earned on the other items that this learner was asked: with everybody asked the same,
it correlates as the score with the item left out does (Henrysson, 1963), and where items were drawn, it is still on one scale.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from cedu.diagnostics import Span
from cedu.model.interaction import ChoiceInteraction, HotspotInteraction, Interaction, ScaleInteraction
from cedu.statistics import Choice, ItemFigures, Known, figures
from cedu.statistics.matrix import Cell, Column

# Where options are listed in a file, by the type of the item.
_LISTED = ("choices", "areas", "answer", "steps")


# Of what learners type, only what so many have typed is shown: one answer of one learner is nobody else's business.
_LEAST_TYPED, _MOST_TYPED = 5, 10


def item_figures(column: Column, earned: Sequence[float], possible: Sequence[float]) -> ItemFigures:
    """The figures of one item; `earned` and `possible` are the points of each attempt on the whole test."""
    known = column.known
    cells = [cell for cell in column.cells if possible[cell.row] - column.points > 1e-9]
    rest = [(earned[cell.row] - cell.share * column.points) / (possible[cell.row] - column.points) for cell in cells]
    shares = [cell.share for cell in column.cells]
    dichotomous = all(share in (0.0, 1.0) for share in shares)
    difficulty = figures.proportion(int(sum(shares)), len(shares)) if dichotomous else figures.mean(shares, 0.0, 1.0)
    times = [cell.seconds for cell in column.cells if cell.seconds is not None]
    return ItemFigures(
        name=column.name,
        stem=known.stem if known else "",
        language=known.pooled.owner.language if known else None,
        kind=known.pooled.item.type if known else "",
        place=known.place if known else None,
        points=column.points,
        n=len(shares),
        dichotomous=dichotomous,
        difficulty=difficulty,
        discrimination=figures.correlation([cell.share for cell in cells], rest),
        omitted=figures.proportion(sum(cell.omitted for cell in column.cells), len(shares)),
        seconds=figures.median(times),
        choices=tuple(_choices(column, known, cells, rest)) if known else (),
        chance=_chance(known.interaction) if known else 0.0,
        unscored=column.unscored,
    )


def _chance(interaction: Interaction) -> float:
    """What whoever guesses earns on average."""
    if isinstance(interaction, ChoiceInteraction) and interaction.response != "multiple":
        return len(interaction.keys) / len(interaction.choices)
    return 0.0


def _choices(column: Column, known: Known, cells: Sequence[Cell], rest: Sequence[float]) -> Iterator[Choice]:
    """Each choice of an item, once somebody's is known; where answers are typed, those that several have typed."""
    interaction = known.interaction
    picks = Counter(id for cell in column.cells for id in cell.picked) + Counter(id for picked in column.unscored_picks for id in picked)
    n = len(column.cells) + len(column.unscored_picks)
    if isinstance(interaction, ChoiceInteraction | HotspotInteraction):
        keys, options = interaction.keys, known.options
    elif isinstance(interaction, ScaleInteraction):
        keys, options = frozenset(), known.options
    else:
        often = [id for id, count in picks.most_common(_MOST_TYPED) if count >= _LEAST_TYPED]
        keys, options = frozenset(id for cell in column.cells if cell.share == 1 for id in cell.picked), {id: id for id in often}
    by_choice: dict[str, list[float]] = {}
    for cell, its in zip(cells, rest, strict=True):
        for id in cell.picked:
            by_choice.setdefault(id, []).append(its)
    middle = math.fsum(rest) / len(rest) if rest else 0.0
    spread = math.sqrt(math.fsum((value - middle) ** 2 for value in rest) / len(rest)) if rest else 0.0
    places = _places(known)
    for id, text in options.items() if picks else ():
        theirs = by_choice.get(id, [])
        yield Choice(
            id=id,
            text=text,
            key=id in keys,
            share=figures.proportion(picks[id], n),
            rest=figures.mean(theirs, 0.0, 1.0),
            discrimination=figures.chosen(len(theirs), math.fsum(theirs), len(rest), middle, spread),
            place=places.get(id),
        )


def _places(known: Known) -> dict[str, Span]:
    """Where each choice is written: the item's own place where nothing lists them."""
    origin = known.pooled.item.origin
    listed = next((name for name in _LISTED if getattr(known.pooled.item, name, None) is not None), "")
    return {id: origin.span(listed, number) for number, id in enumerate(known.options)} if listed else {}
