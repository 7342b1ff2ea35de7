"""How `cedu build --explain` shows what it found: tables on a terminal and in a pipe, or JSON."""

import json
import sys
from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING

from cedu.cli.console import write
from cedu.cli.findings.excerpt import printable
from cedu.jobs.explain import Contract, Explained
from cedu.lms import presets

if TYPE_CHECKING:
    from rich.console import Console

# What stands where an LMS hears nothing, or where there is nothing to name.
_NOTHING = "–"


def show(explained: Explained) -> None:
    """Tables: what an LMS hears, who can read which answers, what is lost, and how much room there is."""
    from rich.console import Console

    if sys.stdout.isatty():
        _show(Console(highlight=False), explained)
        return
    # Piped, a line is as long as it has to be, and no longer: nothing is folded that a program may read.
    text = StringIO()
    _show(Console(file=text, width=400, highlight=False), explained)
    write(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def _show(console: "Console", explained: Explained) -> None:
    to = explained.to
    lms = presets()[to.lms].title if to.lms else ""
    whom = "For everybody" if not lms else f"For whoever has {lms}" if to.name == to.lms else f"For {to.name}, who has {lms}"
    console.print(whom, style="bold", markup=False)
    console.print()
    _heading(console, "What the LMS has heard when a learner leaves", "" if explained.contracts else "no course is built")
    _contracts(console, explained.contracts)
    _heading(console, "Who can read the right answers", "" if explained.exposures else "no assessment is built")
    _table(
        console,
        ("assessment", "stakes", "items", "in", "who"),
        [(f"{each.kind}/{each.id}", each.stakes, str(each.items or ""), each.bundle, each.readers) for each in explained.exposures],
    )
    _heading(console, "What is lost", "" if explained.losses else "nothing")
    lost = [(each.target, f"{each.span.path}:{each.span.line}", str(each.places), each.text, each.remedy) for each in explained.losses]
    _table(console, ("target", "first in", "places", "what", "what to do"), lost)
    _heading(console, "Characters kept between visits, at most", "" if explained.rooms else "no target has a bound")
    rooms = [(each.course, each.module, each.target, f"{each.needs:,}", f"{each.has:,}") for each in explained.rooms]
    _table(console, ("course", "module", "target", "needs", "has"), rooms)


def show_json(explained: Explained) -> None:
    """All of it as one JSON object."""
    losses = [(each, each._asdict()) for each in explained.losses]
    found = {
        "delivery": explained.to.name,
        "lms": explained.to.lms,
        "contracts": [{**each._asdict(), "rows": [_named(each, row) for row in each.rows]} for each in explained.contracts],
        "exposures": [each._asdict() for each in explained.exposures],
        "losses": [{**row, "span": [each.span.path, each.span.line, each.span.column]} for each, row in losses],
        "rooms": [each._asdict() for each in explained.rooms],
    }
    write([json.dumps(found, indent=2, ensure_ascii=False), "\n"], utf8=True)


def _named(contract: Contract, row: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(("when", *contract.elements), row, strict=True))


def _heading(console: "Console", text: str, nothing: str) -> None:
    console.print(text, style="bold")
    if nothing:
        console.print(f"  {nothing}\n")


def _contracts(console: "Console", contracts: Iterable[Contract]) -> None:
    """A table for all that are alike."""
    alike: dict[Contract, list[str]] = {}
    for contract in contracts:
        name = f"course/{contract.course}" + (f" (modules {', '.join(contract.launched)})" if contract.launched else "")
        alike.setdefault(contract._replace(course="", launched=()), []).append(name)
    for contract, names in alike.items():
        console.print(f"  {', '.join(names)} as {contract.target}; {contract.rule}", markup=False)
        if contract.elements:
            _table(console, ("when", *contract.elements), contract.rows)
        else:
            console.print("    nothing: what counts as complete is set in the LMS\n")


def _table(console: "Console", columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("")
    for column in columns:
        table.add_column(column, overflow="fold", justify="right" if column in ("items", "places", "needs", "has") else "left")
    for row in rows:
        table.add_row("", *(Text(printable(cell) or _NOTHING) for cell in row))
    if table.row_count:
        console.print(table)
        console.print()
