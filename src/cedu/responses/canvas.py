"""Canvas's Student Analysis of a quiz: two columns for each question, `1022: its text` and the points that it can earn.

After canvas-lms, `app/models/quizzes/quiz_statistics/student_analysis.rb`. A question that a learner was not given has two empty cells; one
that was left out has points. Canvas's numbers of questions are its own, so an item is known by its stem.
"""

import re
from html import unescape
from typing import NamedTuple

from cedu.formats.table import number
from cedu.responses import Format, Opened, Problems, Question, Response, Responses, Wanted, folded

_QUESTION = re.compile(r"(\d+): ?(.*)", re.DOTALL)


class _Column(NamedTuple):
    """A question: where its answers stand, the points beside them, and what it can earn."""

    at: int
    key: str
    stem: str
    most: float


def _columns(header: list[str]) -> list[_Column]:
    found = []
    for at, cell in enumerate(header[:-1]):
        most = number(header[at + 1])
        if most is not None and (match := _QUESTION.fullmatch(cell)):
            found.append(_Column(at, match[1], unescape(match[2]), most))
    return found


def recognises(opened: Opened, _wanted: Wanted) -> float:
    """Questions with a number, and the number of right answers."""
    named = {folded(cell) for cell in opened.table.header}
    return (0.99 if {"n correct", "n incorrect"} <= named else 0.7) if _columns(opened.table.header) else 0


def read(opened: Opened, wanted: Wanted) -> Responses:
    """Every question of every attempt."""
    problems = Problems(opened.table)
    header = [folded(cell) for cell in opened.table.header]
    columns = _columns(opened.table.header)
    if not columns:
        problems.add(1, "no column such as `1022: the question's text` with its points beside it")
        return Responses(problems=problems.all)
    learner, attempt = (header.index(name) if name in header else None for name in (folded(wanted.column("learner")), "attempt"))
    if learner is None and "id" in header[: columns[0].at]:
        learner = header.index("id")
    rows = opened.table.rows
    if attempt is None and "submitted" in header:  # the latest attempts come first
        submitted = header.index("submitted")
        rows = sorted(rows, key=lambda row: row.cells[submitted])
    responses = []
    for line, cells in rows:
        # A survey names nobody, so every row is somebody; so is who was not logged in.
        who = (cells[learner].strip() if learner is not None else "") or f"line {line}"
        turn = int(number(cells[attempt]) or 0) if attempt is not None else 0
        for at, key, _, most in columns:
            answer, points = cells[at].strip(), cells[at + 1].strip()
            if not answer and not points:
                continue
            score = number(points)
            if points and score is None:
                problems.add(line, f"the points of question {key} are no number")
                continue
            responses.append(Response(who, key, answer, score if points else None, most, None, turn))
    questions = {key: Question(f"{key}: {stem}", (key,), stem) for _, key, stem, _ in columns}
    return Responses(questions, responses, problems.all)


FORMAT = Format("canvas", "Canvas, Student Analysis of a quiz", recognises, read)
