"""What responses say of items and of a test: figures with their intervals, and what to look at."""

from collections.abc import Mapping
from typing import NamedTuple

from cedu.diagnostics import Span
from cedu.model.assessment import Assessment
from cedu.model.interaction import Interaction
from cedu.model.pool import Pooled

CONFIDENCE = 0.95
# Below so many a figure says little: an interval of a proportion is then wider than 35 points.
FEW = 30


class Figure(NamedTuple):
    """A number that was estimated from `n` observations, and the interval of 95 % confidence around it; None for what can't be told."""

    value: float | None
    low: float | None
    high: float | None
    n: int

    @property
    def few(self) -> bool:
        """Does it stand on too few?"""
        return self.n < FEW


def nothing(n: int) -> Figure:
    """A figure that can't be told."""
    return Figure(None, None, None, n)


class Known(NamedTuple):
    """What the workspace knows of a question: the item, whose it is, how it is answered, and its texts without Markdown."""

    pooled: Pooled
    interaction: Interaction
    stem: str
    options: Mapping[str, str]

    @property
    def place(self) -> Span:
        """Where it is written."""
        return self.pooled.item.origin.span()


class Choice(NamedTuple):
    """An answer that can be chosen: how many chose it, what share that is of those who were asked, and how well they do elsewhere.

    `rest` is the mean share of points that they earn on the other items; `discrimination` the correlation of choosing it with that share.
    """

    id: str
    text: str
    key: bool
    share: Figure
    rest: Figure
    discrimination: Figure
    place: Span | None


class ItemFigures(NamedTuple):
    """One item: `name` is its owner's and its own id, or what the file calls a question that is no item of the workspace."""

    name: str
    stem: str
    language: str | None
    kind: str
    place: Span | None
    points: float
    n: int
    dichotomous: bool
    difficulty: Figure
    discrimination: Figure
    omitted: Figure
    seconds: Figure
    choices: tuple[Choice, ...]
    chance: float
    unscored: int


class Cut(NamedTuple):
    """The verdict of a passing score: how many pass, and how many would get the same verdict from another form of the test."""

    percent: float
    passed: Figure
    agreement: Figure
    kappa: Figure


class Reliability(NamedTuple):
    """How far the score of one form tells that of another; over `items` of all, and only those who were asked all of these."""

    method: str
    value: Figure
    error: Figure
    items: int


class WholeTest(NamedTuple):
    """A test as a whole; `score` and `spread` are mean and standard deviation in percent of the points that each learner could earn."""

    name: str
    assessment: Assessment | None
    learners: int
    attempts: int
    items: tuple[ItemFigures, ...]
    asked: Figure
    points: float | None
    score: Figure
    spread: Figure
    reliability: Reliability
    cut: Cut | None
    scores: tuple[int, ...]
