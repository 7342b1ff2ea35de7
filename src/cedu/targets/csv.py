"""CSV: the items of an assessment or a bank as a table for spreadsheets, one row an item; `cedu import` takes it back."""

import csv
import io
from collections.abc import Iterator
from pathlib import PurePosixPath

from cedu.bundle import Output
from cedu.diagnostics import Span
from cedu.formats.loss import EVERY, NOT_CARRIED, Loss, field, in_items, linked, settings
from cedu.formats.spreadsheet import FIXED, LATER, cells, safe
from cedu.items import lift, lower
from cedu.model.assessment import Assessment, Bank
from cedu.model.entity import Entity
from cedu.model.interaction import HotspotInteraction, Interaction
from cedu.model.item import Item
from cedu.model.numbers import decimal
from cedu.model.pool import Pooled, pool
from cedu.targets import Context, Target


def build(entity: Assessment | Bank, context: Context) -> Iterator[Output]:
    """One file: UTF-8 with the mark that Excel looks for, and with the columns that the items need."""
    rows = [_row(pooled, entity) for pooled in pool(entity, context.entity)]
    names = {name for row in rows for name in row}
    count = max((int(number) for name in names if (number := name.rpartition("_")[2]).isdigit()), default=0)
    numbered = [f"{name}_{place}" for place in range(1, count + 1) for name in ("choice", "match", "feedback")]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*FIXED, *(name for name in numbered if name in names), *LATER], restval="")
    writer.writeheader()
    writer.writerows({name: safe(cell) for name, cell in row.items()} for row in rows)
    yield Output(PurePosixPath(f"{entity.lasting_id}.csv"), text.getvalue().encode("utf-8-sig"))


def _row(pooled: Pooled, entity: Entity) -> dict[str, str]:
    item = pooled.item
    feedback = item.feedback
    said = {
        "id": item.lasting_id if pooled.owner is entity else pooled.name,
        "stem": item.stem,
        "correct": feedback.correct if feedback else "",
        "incorrect": feedback.incorrect if feedback else "",
        "hint": item.hint,
        "points": decimal(item.points),
        "difficulty": item.difficulty,
        "objective": item.objective or "",
        "tags": ", ".join(item.tags),
    }
    return said | cells(lift(lower(item)))


def _images(item: Item, interaction: Interaction) -> Iterator[Span]:
    if isinstance(interaction, HotspotInteraction):
        yield item.origin.key("image")
    yield from linked(lambda link: link.is_image)(item, interaction)


TARGET = Target(
    "csv",
    "CSV, a table of items for spreadsheets",
    (Assessment, Bank),
    build,
    pack="file",
    suffix=".csv",
    loses=(
        *settings(""),
        Loss("the summary", NOT_CARRIED, field("summary")),
        Loss("the blueprint", "is left out, but all that it may draw is in the table", field("blueprint")),
        Loss("an image", "stays behind: the table has only its path", in_items(_images), of=EVERY),
    ),
)
