"""CSV, a row for each response: `learner`, `item`, `answer` or `score` or both, and perhaps `points`, `seconds`, `attempt`, `test`.

`score` is out of `points`, or out of the item's own points where there is no such column; `50 %` is half of them.
"""

from collections.abc import Mapping

from cedu.formats.table import Row, number, seconds
from cedu.responses import Format, Opened, Problems, Question, Response, Responses, Wanted, folded

# What we call a column, and what others call it.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "learner": ("learner", "learner id", "user", "user id", "student", "student id", "participant", "person"),
    "item": ("item", "item id", "question", "question id"),
    "answer": ("answer", "response"),
    "score": ("score", "mark"),
    "points": ("points", "max", "max score", "out of"),
    "seconds": ("seconds", "time", "duration"),
    "attempt": ("attempt",),
    "test": ("test", "assessment", "quiz"),
}
_NUMBERS = {"score": number, "points": number, "seconds": seconds, "attempt": number}


def _columns(header: list[str], wanted: Wanted) -> dict[str, int]:
    """Where each column that we know is."""
    named = {folded(cell): at for at, cell in reversed(list(enumerate(header)))}
    found = {}
    for ours, theirs in COLUMNS.items():
        names = (folded(wanted.columns[ours]),) if ours in wanted.columns else theirs
        at = next((named[name] for name in names if name in named), None)
        if at is not None:
            found[ours] = at
    return found


def recognises(opened: Opened, wanted: Wanted) -> float:
    """A table with learners, items, and what became of them."""
    columns = _columns(opened.table.header, wanted)
    return 0.9 if {"learner", "item"} <= columns.keys() and {"answer", "score"} & columns.keys() else 0


def read(opened: Opened, wanted: Wanted) -> Responses:
    """Every row."""
    problems = Problems(opened.table)
    columns = _columns(opened.table.header, wanted)
    if missing := [f"`{name}`" for name in ("learner", "item") if name not in columns]:
        problems.add(1, f"no column {' and no column '.join(missing)}")
    elif not {"answer", "score"} & columns.keys():
        problems.add(1, "no column `answer` and no column `score`")
    if problems.all and not {"learner", "item"} <= columns.keys():
        return Responses(problems=problems.all)
    responses = [made for row in opened.table.rows if (made := _response(row, columns, problems))]
    questions = {name: Question(name, (name,), name) for name in dict.fromkeys(response.question for response in responses)}
    return Responses(questions, responses, problems.all)


def _response(row: Row, columns: Mapping[str, int], problems: Problems) -> Response | None:
    line, cells = row
    learner, item = cells[columns["learner"]].strip(), cells[columns["item"]].strip()
    if not learner or not item:
        problems.add(line, f"no {'item' if learner else 'learner'}")
        return None
    answer = cells[columns["answer"]].strip() if "answer" in columns else None
    numbers: dict[str, float | None] = {}
    share = False
    for name, parse in _NUMBERS.items():
        text = cells[columns[name]].strip() if name in columns else ""
        if name == "score" and text.endswith("%"):
            text, share = text[:-1], True
        value = parse(text) if text else None
        if text and (value is None or value < 0):
            problems.add(line, f"`{name}` is no number")
            return None
        numbers[name] = value
    score, most = numbers["score"], 100.0 if share else numbers["points"] or 0
    if answer is None and score is None:
        score = 0.0  # a row without a score is of somebody who was asked
        answer = ""
    attempt = int(numbers["attempt"] or 0)
    test = cells[columns["test"]].strip() if "test" in columns else ""
    return Response(learner, item, answer, score, most, numbers["seconds"], attempt, test)


FORMAT = Format("long", "CSV, a row for each response", recognises, read)
