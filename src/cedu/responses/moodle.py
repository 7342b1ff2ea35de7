"""Moodle's quiz reports, downloaded as CSV: Grades, with a column of marks for each question, and Responses, with what was answered.

After Moodle 4.5, `mod/quiz/report/{attemptsreport,overview,responses}`. Headers are in the language of whoever downloads, so columns are
known by their form: `Q. 1 /1.00` is a mark, `Response 1` an answer, with `Question 1` before it and `Right answer 1` after it where those
are shown. Neither report has idnumbers; an item is known by the text of its question, or else by its place in the quiz.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cedu.formats.table import Row, number
from cedu.responses import Format, Opened, Problems, Question, Response, Responses, Wanted, folded

_MARK = re.compile(r"\D*?(\d+)\s*/\s*(\d+(?:[.,]\d+)?)")
_NUMBERED = re.compile(r"(\D*?)\s*(\d+)")
_GRADE = re.compile(r"[^/]*[^/\d\s][^/\d]*/\s*\d+(?:[.,]\d+)?")
_RIGHT = ("right answer", "richtige antwort", "bonne réponse", "respuesta correcta", "正解", "الإجابة الصحيحة")
_QUESTION = ("question", "frage", "pregunta", "問題", "سؤال")
_MAIL = ("mail", "メール", "بريد", "correo")
_NOTHING = "-"  # not answered, not marked, not finished


class _Slot(NamedTuple):
    """A question's place in the quiz, and where what is said of it stands; -1 for what is not."""

    number: int
    mark: int = -1
    most: float = 0
    question: int = -1
    response: int = -1
    right: int = -1


def _slots(header: list[str]) -> list[_Slot]:
    marks = [(at, match) for at, cell in enumerate(header) if (match := _MARK.fullmatch(cell))]
    if marks:
        return [_Slot(int(match[1]), at, number(match[2]) or 0) for at, match in marks]
    runs: dict[int, list[tuple[int, str]]] = {}
    for at, cell in enumerate(header):
        if match := _NUMBERED.fullmatch(cell):
            runs.setdefault(int(match[2]), []).append((at, folded(match[1])))
    return [slot for place, columns in sorted(runs.items()) if (slot := _slot(place, columns))]


def _slot(place: int, columns: list[tuple[int, str]]) -> _Slot | None:
    """What the one to three columns of a question are: its text, the response and the right answer come in this order."""
    if len(columns) == 3:
        (question, _), (response, _), (right, _) = columns
        return _Slot(place, question=question, response=response, right=right)
    found = {"right" if name.startswith(_RIGHT) else "question" if name.startswith(_QUESTION) else "response": at for at, name in columns}
    return _Slot(place, **found) if len(found) == len(columns) and "response" in found else None


def recognises(opened: Opened, _wanted: Wanted) -> float:
    """A grade out of something, and columns for the questions after it."""
    header = opened.table.header
    slots = _slots(header)
    if len(slots) < 1 or len(header) < 5:
        return 0
    grade = any(_GRADE.fullmatch(cell) for cell in header)
    return 0.95 if grade else 0.6 if slots[0].mark >= 0 or any(any(word in folded(cell) for word in _MAIL) for cell in header) else 0


def read(opened: Opened, wanted: Wanted) -> Responses:
    """Every question of every finished attempt."""
    problems = Problems(opened.table)
    header = opened.table.header
    slots = _slots(header)
    if not slots:
        problems.add(1, "no column such as `Q. 1 /1.00` or `Response 1`")
        return Responses(problems=problems.all)
    first = min(at for slot in slots for at in (slot.mark, slot.question, slot.response, slot.right) if at >= 0)
    grade = next((at for at, cell in enumerate(header[:first]) if _GRADE.fullmatch(cell)), None)
    who = _learner(header, wanted, first, grade)
    questions: dict[str, Question] = {}
    responses: list[Response] = []
    unfinished = 0
    for row in opened.table.rows:
        learner = "\0".join(row.cells[at].strip() for at in who)
        if not _is_attempt(row, first, grade):
            continue
        if grade is not None and number(row.cells[grade]) is None:
            unfinished += 1
            continue
        for slot in slots:
            responses += _response(row, slot, learner, questions, problems)
    if unfinished:
        attempts = "attempt has" if unfinished == 1 else "attempts have"
        problems.add(0, f"{unfinished} {attempts} no grade yet, and {'is' if unfinished == 1 else 'are'} left out")
    return Responses(questions, responses, problems.all)


def _learner(header: list[str], wanted: Wanted, first: int, grade: int | None) -> list[int]:
    """The columns that together tell people apart: the address, or else all before the attempt's state and times."""
    if "learner" in wanted.columns:
        return [at for at, cell in enumerate(header) if folded(cell) == folded(wanted.columns["learner"])]
    mail = [at for at, cell in enumerate(header[:first]) if any(word in folded(cell) for word in _MAIL)]
    return mail[:1] or list(range(max((first if grade is None else grade) - 4, 1)))


def _is_attempt(row: Row, first: int, grade: int | None) -> bool:
    """Is this a row of somebody's? The last one has averages, and whoever has not begun has neither state nor times."""
    end = first if grade is None else grade
    return any(cell.strip() not in ("", _NOTHING) for cell in row.cells[max(end - 4, 1) : end])


def _response(row: Row, slot: _Slot, learner: str, questions: dict[str, Question], problems: Problems) -> Iterator[Response]:
    """What is said of one question; nothing where it was not asked."""
    cells = row.cells
    text, right = (" ".join(cells[at].split()) if at >= 0 else "" for at in (slot.question, slot.right))
    key = text if text not in ("", _NOTHING) else str(slot.number)
    if key not in questions:
        column = f"{slot.number}: {text}" if key == text else str(slot.number)
        questions[key] = Question(
            column, (), text if key == text else "", begins=True, right=right, position=0 if key == text else slot.number
        )
    if slot.mark >= 0:
        cell = cells[slot.mark].strip()
        if (mark := number(cell)) is not None:
            yield Response(learner, key, None, mark, slot.most)
        elif not cell or cell == _NOTHING or not any(letter.isdigit() for letter in cell):
            return  # not asked, or still to be marked by a person
        else:
            problems.add(row.line, f"the mark of question {slot.number} is no number")
        return
    answer = cells[slot.response].strip()
    yield Response(learner, key, "" if answer == _NOTHING else answer, None)


FORMAT = Format("moodle", "Moodle, Grades or Responses report of a quiz", recognises, read)
