"""CSV, read: a table of items, one row each, as spreadsheets save it and as the target of this name writes it.

Columns are found by their names, in any order; `--column OURS=THEIRS` names what goes by another one.
"""

from collections.abc import Iterator

from cedu.formats.images import with_images
from cedu.formats.imported import Imported, ImportedItem, ImportedItems, Note, Place
from cedu.formats.spreadsheet_columns import Columns
from cedu.formats.spreadsheet_rows import RowError, interaction_of
from cedu.formats.table import Row, decode, number
from cedu.formats.table import read as read_table
from cedu.importers import Importer, Source
from cedu.model.annotations import Difficulty
from cedu.model.interaction import ExtendedTextInteraction, marked_by

_ENDINGS = (".csv", ".tsv")
_HEADER = 20_000  # characters in which the header is looked for
_DIFFICULTIES: dict[str, Difficulty] = {
    **dict.fromkeys(("easy", "low", "simple", "1"), "easy"),
    **dict.fromkeys(("medium", "moderate", "normal", "average", "2", ""), "medium"),
    **dict.fromkeys(("hard", "difficult", "high", "3"), "hard"),
}


def _tables(source: Source) -> Iterator[tuple[str, bytes]]:
    alone = len(source.members) == 1
    return ((name, content) for name, content in source.members.items() if alone or name.lower().endswith(_ENDINGS))


def recognises(source: Source) -> float:
    """A table whose header has a stem, and what belongs to one."""
    best = 0.0
    for name, content in _tables(source):
        text = decode(content) if name.lower().endswith((*_ENDINGS, ".txt")) else None
        if text is None:
            continue
        columns = Columns(read_table(text[:_HEADER]).header, source.columns)
        sure = 0.0 if "stem" not in columns.places else 0.9 if len(columns) > 2 else 0.6
        best = max(best, sure if name.lower().endswith(_ENDINGS) else sure / 2)
    return best


def read(source: Source) -> Imported:
    """Each table as a bank."""
    found, notes, assets = [], list[Note](), dict[str, bytes]()
    for name, content in _tables(source):
        member = name if len(source.members) > 1 else ""
        items = tuple(_items(member, content, source, assets, notes))
        stem = name.rpartition("/")[2].rpartition(".")[0] or name
        if items:
            found.append(ImportedItems(stem, "", items, id=stem))
    if not found and not notes:
        notes.append(Note(Place(), "refused", "there is no table with a row in it"))
    return Imported(items=tuple(found), assets=assets, notes=tuple(notes))


def _items(member: str, content: bytes, source: Source, assets: dict[str, bytes], notes: list[Note]) -> Iterator[ImportedItem]:
    text = decode(content)
    if text is None:
        notes.append(Note(Place(member), "refused", "the file is no text; save it as CSV UTF-8"))
        return
    table = read_table(text)
    if not table.header and not table.problems:
        return
    notes += [Note(Place(member, line), "refused", why) for line, why in table.problems]
    columns = Columns(table.header, source.columns)
    notes += [Note(Place(member, 1), "refused", why) for why in columns.unused]
    notes += [Note(Place(member, 1, what), "changed", why) for what, why in columns.unread(table.rows)]
    if "stem" not in columns.places:
        named = ", ".join(f"`{name}`" for name in table.header if name) or "none"
        notes.append(Note(Place(member, 1), "refused", f"no column is the stem; the table has {named}: say `--column stem=NAME`"))
        return
    for row in table.rows:
        if item := _item(member, _with_images(row, member, source, columns, assets, notes), columns, notes):
            yield item


def _with_images(row: Row, member: str, source: Source, columns: Columns, assets: dict[str, bytes], notes: list[Note]) -> Row:
    """A row whose images are led to `assets`, where the source has them; where it has not, they stay as they are written."""
    if not any("![" in cell for cell in row.cells):
        return row
    cells = list(row.cells)
    for place, cell in enumerate(cells):
        if "![" in cell and place != columns.places.get("more"):
            cells[place], missing = with_images(cell, member, source.members, assets, keep=True)
            for name in missing:
                why = f"the image `{name}` is not in the source: put it there yourself, from the folder of the new file"
                notes.append(Note(Place(member, row.line), "changed", why))
    return Row(row.line, cells)


def _item(member: str, row: Row, columns: Columns, notes: list[Note]) -> ImportedItem | None:
    cell = columns.of(row.cells)
    stem = cell("stem")
    place = Place(member, row.line, stem[:60])
    if not stem:
        notes.append(Note(place, "refused", "the row has no stem"))
        return None
    try:
        interaction = interaction_of(cell, columns.numbered(row.cells))
    except RowError as error:
        notes.append(Note(place, "refused", str(error)))
        return None
    if isinstance(interaction, ExtendedTextInteraction) and not cell("type"):
        notes.append(Note(place, "changed", "its row has no type and no answer, so it is an essay"))
    said = cell("feedback")
    points, difficulty = number(cell("points")), _DIFFICULTIES.get(cell("difficulty").lower())
    if points is None and cell("points"):
        notes.append(Note(place, "changed", f"`{cell('points')[:60]}` is no number of points, so it is 1"))
    if difficulty is None:
        notes.append(Note(place, "changed", f"the difficulty `{cell('difficulty')[:60]}` is now medium: there are easy, medium and hard"))
    return ImportedItem(
        cell("id"),
        place,
        stem,
        interaction,
        id=cell("id"),
        points=0 if marked_by(interaction) == "nobody" else 1 if points is None else points,
        difficulty=difficulty or "medium",
        objective=cell("objective"),
        correct=cell("correct") or said,
        incorrect=cell("incorrect") or said,
        hint=cell("hint"),
        tags=tuple(dict.fromkeys(tag.strip() for tag in cell("tags").replace(";", ",").split(",") if tag.strip())),
    )


IMPORTER = Importer("csv", "a table of items, as spreadsheets save it", recognises, read, has_columns=True)
