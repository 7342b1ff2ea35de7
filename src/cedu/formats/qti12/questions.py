"""A question of QTI 1.2 before it is XML: idents as they are, texts as HTML. Nothing here knows of cedu's items."""

from collections.abc import Sequence
from dataclasses import dataclass

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Label:
    """Something to choose: its ident, and HTML, or `plain` text."""

    ident: str
    text: str
    right: bool
    feedback: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose one of `labels`, or `several`: then all that are right and no other.

    With a `penalty`, each of several right labels earns its share, and each wrong one takes so many shares away.
    """

    labels: tuple[Label, ...]
    several: bool = False
    shuffle: bool = False
    penalty: float | None = None


@dataclass(frozen=True, slots=True)
class Fill:
    """Type a text; any of `answers` is right."""

    answers: tuple[str, ...]
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """Type a number from `lowest` to `highest`; `exact` is the one that was meant, empty where any of them was."""

    lowest: str
    highest: str
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things to answer: its ident, what is asked, and what can be chosen, of which `right` are right."""

    ident: str
    prompt: str
    labels: tuple[Label, ...]
    plain: bool = False
    shuffle: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """Several things to answer, of which each right one earns its share."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Write:
    """Write a text in so many `lines`, of at most so many `characters`. A person marks it."""

    lines: int
    characters: int


@dataclass(frozen=True, slots=True)
class Calculate:
    """Type what `formula` gives for one of `sets`, which have a value for each of `variables` and then the answer.

    Variables: name, lowest, highest, and how many decimal places their values have.
    """

    formula: str
    variables: tuple[tuple[str, str, str, int], ...]
    sets: tuple[tuple[str, ...], ...]
    tolerance: str
    places: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing that QTI 1.2 knows of: a text to read, or a file to hand in, which only the metadata tell apart."""


Response = Choose | Fill | Number | Parts | Write | Calculate | Nothing


@dataclass(frozen=True, slots=True)
class Question:
    """One `item`. `fields` is its metadata, which says what type it is.

    `apart`: each thing that is said has a condition of its own, as in Canvas's files; else all that is said after a choice is one text,
    because Moodle reads one condition for each.
    """

    ident: str
    title: str
    fields: Fields
    text: str
    response: Response
    correct: str = ""
    incorrect: str = ""
    hint: str = ""
    solution: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """So many of `questions` are drawn for each learner; each is worth `points`."""

    ident: str
    title: str
    amount: int
    points: str
    questions: tuple[Question, ...]
