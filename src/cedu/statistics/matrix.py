"""Responses as statistics need them: for each test, the attempts that count, and what each earned on each item."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from cedu.model.interaction import marked_by
from cedu.responses import Question, Response
from cedu.statistics import Known
from cedu.statistics.scoring import Marked, Marker, bare

Attempts = Literal["first", "last", "all"]


class Cell(NamedTuple):
    """What one attempt (its number in the matrix) earned on an item, from 0 to 1, what it picked, and how long it took in seconds."""

    row: int
    share: float
    picked: tuple[str, ...]
    omitted: bool
    seconds: float | None


@dataclass(slots=True)
class Column:
    """One item: each attempt that was asked it; `unscored` are those of which nobody can say what they earned."""

    name: str
    known: Known | None
    points: float
    cells: list[Cell] = field(default_factory=list)
    unscored: int = 0
    unscored_picks: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(slots=True)
class Matrix:
    """One test: how many learners and attempts count, and a column for each item."""

    test: str
    learners: int
    rows: int
    columns: list[Column]


def counting(responses: Sequence[Response], attempts: Attempts) -> list[tuple[Response, int]]:
    """The responses of the attempts that count, each with the number of its attempt; where only one attempt counts, that is 0.

    Where a file numbers no attempts, the first response of a learner to a question is of the first attempt, and so on; a last attempt is
    then the last response to each question.
    """
    turns: dict[tuple[str, str, str], int] = {}
    numbered: dict[tuple[str, str], int] = {}
    kept: dict[tuple[str, str, str, int], tuple[Response, int]] = {}
    choose: Callable[[int, int], int] = min if attempts == "first" else max
    if attempts != "all":
        for response in responses:
            if response.attempt:
                whose = (response.test, response.learner)
                numbered[whose] = choose(numbered.get(whose, response.attempt), response.attempt)
    for response in responses:
        question = (response.test, response.learner, response.question)
        turn = response.attempt
        if not turn:
            turn = turns[question] = turns.get(question, 0) + 1
        if attempts == "all":
            kept[*question, turn] = (response, turn)
        elif response.attempt:
            if turn == numbered[response.test, response.learner]:
                kept[*question, 0] = (response, 0)
        elif turn == 1 or attempts == "last":
            kept[*question, 0] = (response, 0)
    return list(kept.values())


def matrices(
    counted: Iterable[tuple[Response, int]], questions: Mapping[str, Question], items: Mapping[str, Known]
) -> tuple[list[Matrix], list[str]]:
    """A matrix for each test, and the columns of questions that nobody can score."""
    tests: dict[str, list[tuple[Response, int]]] = {}
    for response, turn in counted:
        tests.setdefault(response.test, []).append((response, turn))
    marker = _Marking(questions, items)
    made = [_matrix(test, answers, marker) for test, answers in tests.items()]
    dead = {name: None for matrix in made for name in _unscorable(matrix)}
    for matrix in made:
        matrix.columns = [column for column in matrix.columns if column.name not in dead]
    return [matrix for matrix in made if matrix.columns], list(dead)


def _unscorable(matrix: Matrix) -> list[str]:
    return [column.name for column in matrix.columns if not column.cells and not column.known]


class _Marking:
    """What each question is, and what answers to it earn."""

    def __init__(self, questions: Mapping[str, Question], items: Mapping[str, Known]) -> None:
        self._items = items
        self._questions = questions
        self._markers = {key: Marker(known) for key, known in items.items()}
        self._rights = {key: bare(question.right) for key, question in questions.items() if question.right}

    def column(self, key: str) -> Column:
        known = self._items.get(key)
        if known:
            return Column(known.pooled.name, known, known.pooled.item.points)
        return Column(self._questions[key].column, None, 0)

    def mark(self, response: Response) -> Marked:
        """What a response earns and picks; a score that the file has counts."""
        key, answer = response.question, response.answer
        if answer:
            marker = self._markers.get(key)
            marked = marker.mark(answer) if marker else Marked(None)
            if marked.share is None and key in self._rights:
                marked = Marked(float(bare(answer) == self._rights[key]), marked.picked)
        else:
            marked = Marked(0.0 if answer is not None else None)
        known = self._items.get(key)
        if known and marked_by(known.interaction) == "nobody":
            return Marked(None, marked.picked)
        if response.score is None:
            return marked
        most = response.most or (known.pooled.item.points if known else 0)
        return Marked(min(max(response.score / most, 0.0), 1.0) if most else response.score, marked.picked)


def _matrix(test: str, answers: Sequence[tuple[Response, int]], marking: _Marking) -> Matrix:
    rows: dict[tuple[str, int], int] = {}
    columns: dict[str, Column] = {}
    by_key: dict[str, Column] = {}
    seen = set()
    for response, turn in answers:
        key = response.question
        if (column := by_key.get(key)) is None:
            made = marking.column(key)
            column = by_key[key] = columns.setdefault(made.name, made)
        row = rows.setdefault((response.learner, turn), len(rows))
        if (row, column.name) in seen:  # two questions of the file are one item
            continue
        seen.add((row, column.name))
        share, picked = marking.mark(response)
        if not column.known:
            column.points = max(column.points, response.most)
        if share is None:
            column.unscored += 1
            column.unscored_picks.append(picked)
        else:
            column.cells.append(Cell(row, share, picked, response.answer == "", response.seconds))
    for column in columns.values():
        _scale(column)
    return Matrix(test, len({learner for learner, _ in rows}), len(rows), list(columns.values()))


def _scale(column: Column) -> None:
    """Give a question that is no item points: those that the file has, or the best score that anybody has.

    Where nobody can score what was answered, what was left out is no score either.
    """
    if column.unscored and all(cell.omitted for cell in column.cells):
        column.unscored_picks += [() for _ in column.cells]
        column.unscored += len(column.cells)
        column.cells = []
    if not column.known and not column.points:
        column.points = max((cell.share for cell in column.cells), default=0) or 1
        column.cells = [cell._replace(share=min(cell.share / column.points, 1.0)) for cell in column.cells]
