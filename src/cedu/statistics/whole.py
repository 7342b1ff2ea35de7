"""A test as a whole: its scores, how reliable they are, and how lasting the verdict of its passing score."""

import math
from collections.abc import Sequence

from cedu.model.assessment import Assessment
from cedu.statistics import Cut, Figure, Reliability, WholeTest, figures, nothing
from cedu.statistics.each import item_figures
from cedu.statistics.matrix import Column, Matrix

# An item is common where so many of the attempts were asked it; reliability is that of the common items.
COMMON = 0.9
_BANDS = 10


def whole_test(matrix: Matrix, assessment: Assessment | None, percent: float | None) -> WholeTest:
    """The figures of one test; `percent` is its passing score, if it has one."""
    columns = [column for column in matrix.columns if column.cells]
    earned, possible = [0.0] * matrix.rows, [0.0] * matrix.rows
    asked = [0] * matrix.rows
    for column in columns:
        for cell in column.cells:
            earned[cell.row] += cell.share * column.points
            possible[cell.row] += column.points
            asked[cell.row] += 1
    shares = [one / most for one, most in zip(earned, possible, strict=True) if most > 0]
    totals = {round(most, 9) for most in possible if most > 0}
    reliability, rows = _reliability(columns, matrix.rows)
    whole = len(totals) == 1 and reliability.items == len(columns)
    return WholeTest(
        name=matrix.test,
        assessment=assessment,
        learners=matrix.learners,
        attempts=len(shares),
        items=tuple(item_figures(column, earned, possible) for column in matrix.columns),
        asked=figures.median([count for count in asked if count]),
        points=totals.pop() if len(totals) == 1 else None,
        score=figures.mean(shares, 0.0, 1.0),
        spread=figures.spread(shares),
        reliability=reliability,
        cut=_cut(columns, shares, reliability if whole else None, rows, percent) if percent is not None and shares else None,
        scores=_bands(shares),
    )


def _bands(shares: Sequence[float]) -> tuple[int, ...]:
    """How many have less than 10 %, less than 20 % and so on; the last band has its end, too."""
    counts = [0] * _BANDS
    for share in shares:
        counts[min(int(share * _BANDS + 1e-9), _BANDS - 1)] += 1
    return tuple(counts)


def _reliability(columns: Sequence[Column], rows: int) -> tuple[Reliability, list[list[float]]]:
    """Alpha over the common items, of those who were asked all of them; and their points on each."""
    common = [column for column in columns if len(column.cells) >= COMMON * rows]
    by_row = [{cell.row: cell.share * column.points for cell in column.cells} for column in common]
    complete = [row for row in range(rows) if all(row in its for its in by_row)] if common else []
    scores = [[its[row] for row in complete] for its in by_row]
    found = figures.alpha(scores)
    alike = len({column.points for column in common}) == 1
    method = "kr20" if alike and all(cell.share in (0.0, 1.0) for column in common for cell in column.cells) else "alpha"
    points = sum(column.points for column in common)
    spread = figures.deviation([math.fsum(row) for row in zip(*scores, strict=True)]) / points if points else 0.0
    error = nothing(found.n)
    if found.value is not None:
        value, high, low = (None if one is None else spread * math.sqrt(max(1 - one, 0.0)) for one in found[:3])
        error = Figure(value, low, high, found.n)
    return Reliability(method, found, error, len(common)), scores


def _cut(
    columns: Sequence[Column], shares: Sequence[float], reliability: Reliability | None, rows: list[list[float]], percent: float
) -> Cut:
    """What the passing score decides; how lasting that is, only where everybody was asked the same items."""
    passed = figures.proportion(sum(share >= percent / 100 - 1e-9 for share in shares), len(shares))
    agreement = kappa = nothing(len(shares))
    if reliability and reliability.value.value is not None:
        totals = [math.fsum(row) for row in zip(*rows, strict=True)]
        points = sum(column.points for column in columns)
        cut = percent / 100 * points
        if all(total == int(total) for total in totals):  # half a point below the lowest score that passes (Subkoviak, 1988)
            cut = math.ceil(cut - 1e-9) - 0.5
        z = (cut - math.fsum(totals) / len(totals)) / figures.deviation(totals)
        agreement, kappa = figures.agreement(z, reliability.value)
    return Cut(percent, passed, agreement, kappa)
