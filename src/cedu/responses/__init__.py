"""Responses: one file per format, which reads what learners answered from a stranger's file; who they are stays inside.

A reader says what the file says and no more: which item of the workspace a question is, and what an answer earns that the file has no
score for, is found out in `statistics`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from cedu.formats.table import Table
from cedu.plugins import collect

MOST_RESPONSES = 5_000_000
_MOST_PROBLEMS = 100

# What an empty cell of a wide table says.
Empty = Literal["omitted", "not-asked"]


class Response(NamedTuple):
    """What one learner answered to one question.

    `learner` tells people apart, and is shown nowhere. `answer` is as the file has it: empty where nothing was answered, None where the
    file doesn't say. `score` is out of `most`, or, where that is 0, out of the item's points; None where the file doesn't say. `attempt`
    counts from 1; 0 where the file doesn't say: the first response of a learner to a question is then of the first attempt, and so on.
    """

    learner: str
    question: str
    answer: str | None
    score: float | None
    most: float = 0
    seconds: float | None = None
    attempt: int = 0
    test: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What a file says of a question: what it is called there, ids and texts it might be known by, and the right answer.

    `column` is what people see of it in the file. `names` are ids, the surest first; `stem` is plain text; with `begins`, more may follow
    it. `position` counts the questions of a test from 1, 0 where that says nothing.
    """

    column: str
    names: tuple[str, ...] = ()
    stem: str = ""
    begins: bool = False
    right: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a table is to be read: `columns` maps what we call a column to what the file calls it; `empty` is what an empty cell says."""

    columns: Mapping[str, str] = field(default_factory=dict)
    empty: Empty = "omitted"

    def column(self, name: str) -> str:
        """What the file calls the column that we call `name`."""
        return self.columns.get(name, name)


class Problem(NamedTuple):
    """What could not be read: the line, 0 where there is none, and why; never what stands there, which might be a name."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Responses:
    """All that was read: the questions by the key that responses name them by, the responses in the file's order, and the problems."""

    questions: Mapping[str, Question] = field(default_factory=dict)
    responses: tuple[Response, ...] | list[Response] = ()
    problems: tuple[Problem, ...] | list[Problem] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is to be recognised: its text, and its table, which has no header where the text is JSON."""

    text: str
    table: Table


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, what it is, how sure it is that a file is one (0 to 1), and how it is read.

    `read` raises nothing, whatever the file holds.
    """

    name: str
    title: str
    recognises: Callable[[Opened, Wanted], float]
    read: Callable[[Opened, Wanted], Responses]


@cache
def formats() -> dict[str, Format]:
    """Every format, by name."""
    return {found.name: found for found in collect("cedu.responses", "FORMAT", Format)}


class Problems:
    """Problems as they are met; of very many the first hundred are kept, and the rest are counted."""

    def __init__(self, table: Table | None = None) -> None:
        self._kept: list[Problem] = []
        self._more = 0
        for line, text in table.problems if table else ():
            self.add(line, text)

    def add(self, line: int, text: str) -> None:
        """Note what is wrong in a line."""
        if len(self._kept) < _MOST_PROBLEMS:
            self._kept.append(Problem(line, text))
        else:
            self._more += 1

    @property
    def all(self) -> tuple[Problem, ...]:
        """What was noted."""
        rest = (Problem(0, f"{self._more:,} more lines could not be read"),) if self._more else ()
        return (*self._kept, *rest)


def folded(header: str) -> str:
    """A column's name as we compare it."""
    return " ".join(header.replace("_", " ").replace("-", " ").casefold().split())
