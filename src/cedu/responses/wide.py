"""CSV, a row for each learner (or attempt) and a column for each item, whose cells are answers, or else scores.

Cells are scores where every one of them in the whole file is a number: whether they could be answers, too, is for whoever knows the items.
"""

from cedu.formats.table import number
from cedu.responses import Format, Opened, Problems, Question, Response, Responses, Wanted, folded

_LEARNER = (
    "learner",
    "learner id",
    "user",
    "user id",
    "student",
    "student id",
    "participant",
    "person",
    "id",
    "email",
    "e mail",
    "email address",
    "username",
)
_ATTEMPT = "attempt"
# Columns that are no items, though every learner has something in them.
_OTHERS = frozenset(
    ("name", "first name", "last name", "surname", "full name", "email", "e mail", "date", "section", "group", "total", "sum")
)


def _learner(header: list[str], wanted: Wanted) -> int | None:
    names = (folded(wanted.columns["learner"]),) if "learner" in wanted.columns else _LEARNER
    cells = [folded(cell) for cell in header]
    return next((cells.index(name) for name in names if name in cells), None)


def recognises(opened: Opened, wanted: Wanted) -> float:
    """A table with a column of learners and two more: a guess, where nothing else knows it."""
    return 0.3 if len(opened.table.header) > 2 and _learner(opened.table.header, wanted) is not None else 0


def read(opened: Opened, wanted: Wanted) -> Responses:
    """Every cell of every column that may be an item's."""
    problems = Problems(opened.table)
    header = opened.table.header
    learner = _learner(header, wanted)
    if learner is None:
        problems.add(1, "no column `learner`: `--column learner=NAME` says which it is")
        return Responses(problems=problems.all)
    numbered = folded(wanted.column(_ATTEMPT))
    attempt = next((at for at, cell in enumerate(header) if folded(cell) == numbered), None)
    theirs = {name: ours for ours, name in wanted.columns.items()}
    columns = [
        (at, cell)
        for at, cell in enumerate(header)
        if at not in (learner, attempt) and cell and (cell in theirs or folded(cell) not in _OTHERS)
    ]
    if len({name for _, name in columns}) < len(columns):
        problems.add(1, "a column stands twice; the first of that name is read")
        columns = list({name: (at, name) for at, name in reversed(columns)}.values())[::-1]
    scores = _are_scores(opened, [at for at, _ in columns])
    omitted = wanted.empty == "omitted"
    responses = []
    for line, cells in opened.table.rows:
        if not (who := cells[learner].strip()):
            problems.add(line, "no learner")
            continue
        turn = int(number(cells[attempt]) or 0) if attempt is not None else 0
        for at, name in columns:
            cell = cells[at].strip()
            if cell:
                responses.append(Response(who, name, cell, number(cell) if scores else None, 0, None, turn))
            elif omitted:
                responses.append(Response(who, name, "", 0.0 if scores else None, 0, None, turn))
    questions = {name: Question(name, (name,), name) for _, name in columns}
    return Responses(questions, responses, problems.all)


def _are_scores(opened: Opened, columns: list[int]) -> bool:
    """Is everything that stands in these columns a number?"""
    return all(number(cell) is not None for _, cells in opened.table.rows for at in columns if (cell := cells[at]) and not cell.isspace())


FORMAT = Format("wide", "CSV, a row for each learner and a column for each item", recognises, read)
