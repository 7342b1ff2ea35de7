"""Canvas: the gradebook's export, a row for each student, with the points that can be earned in a row of their own before them.

After canvas-lms, `lib/gradebook_exporter.rb`. Assignments are called `Title (number)`, students `Last, First`. Grades have no day:
the file's name begins with that of the export.
"""

from collections.abc import Iterable, Iterator, Sequence

from cedu.credentials.results import cells
from cedu.credentials.results.known import Known
from cedu.credentials.results.layouts import declared, first_of, titled
from cedu.credentials.results.records import fields, folded, places_of
from cedu.credentials.results.wide import Column, Layout
from cedu.formats.table import Row
from cedu.model.workspace import Export, Identity

_POINTS = "points possible"
_COLUMNS: dict[Identity, tuple[str, ...]] = {
    "id": ("sis_user_id", "id"),
    "email": ("sis_login_id",),
    "username": ("sis_login_id",),
}


def recognises(header: Sequence[str]) -> bool:
    """Students, with their ids and their sections."""
    names = {folded(cell) for cell in header}
    return {"id", "section", "sis_login_id"} <= names and bool({"student", "lastname"} & names)


def layout(header: Sequence[str], export: Export, known: Known, learner: Identity) -> Layout:
    """Where what stands; points come from their row (see `graded`)."""
    places = places_of(header)
    names = {"name": ("student",), "first_name": ("firstname",), "last_name": ("lastname",), "email": ("sis_login_id",)}
    found = {name: at for name, words in names.items() if (at := first_of(places, *words)) >= 0}
    if (at := first_of(places, *_COLUMNS[learner])) >= 0:
        found["learner_id"] = at
    found |= {name: at for name, at in fields(header, export).items() if name in export.columns}
    said = tuple(declared(header, export, known))
    first = places.get("section", -1) + 1
    taken = {column.at for column in said}
    others = ((place, header[place], titled(header[place], known, ("assessment",))) for place in range(first, len(header)))
    named = (Column(place, its, None, -1, export.source or "", cell.strip()) for place, cell, its in others if its and place not in taken)
    return Layout(found, (*said, *named))


def graded(layout: Layout, rows: Iterable[Row]) -> tuple[Layout, Iterator[Row]]:
    """The layout with the points of each column, and the rows of students, by the names that people call them."""
    waiting = iter(rows)
    for row in waiting:
        if row.cells and row.cells[0].strip().casefold() == _POINTS:
            return Layout(layout.fields, tuple(_with_points(column, row.cells) for column in layout.columns)), _students(layout, waiting)
        place = layout.fields.get("learner_id", 0)
        if place < len(row.cells) and row.cells[place].strip():
            return layout, _students(layout, (each for part in ((row,), waiting) for each in part))
    return layout, iter(())


def _with_points(column: Column, points: Sequence[str]) -> Column:
    found = cells.number(points[column.at].strip()) if column.at < len(points) else None
    return column if column.out_of or not found or found[0] <= 0 else column._replace(out_of=found[0])


def _students(layout: Layout, rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of students, without the one that Canvas has for trying things out; an address is one only where it looks like it."""
    name, email = layout.fields.get("name", -1), layout.fields.get("email", -1)
    for line, values in rows:
        if 0 <= name < len(values):
            last, comma, first = values[name].partition(", ")
            if (last, first) == ("Student", "Test"):
                continue
            values = [*values[:name], f"{first} {last}" if comma else last, *values[name + 1 :]]
        if 0 <= email < len(values) and "@" not in values[email] and layout.fields.get("learner_id") != email:
            values = [*values[:email], "", *values[email + 1 :]]
        yield Row(line, values)
