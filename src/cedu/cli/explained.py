"""How `cedu build --explain` shows what it found: tables on a terminal and in a pipe, or JSON."""

import sys
from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING, Literal

from cedu.cli.console import write, write_json
from cedu.cli.findings.excerpt import printable
from cedu.deliveries import Receiver
from cedu.jobs.explain import Contract, Explained, Exposure, Lost
from cedu.lms import presets
from cedu.targets import targets

if TYPE_CHECKING:
    from rich.console import Console

# What stands where an LMS hears nothing, or where there is nothing to name.
_NOTHING = "–"
# What is said of a target that tells an LMS nothing, by who scores its quizzes.
_SILENT = {
    "client": "nothing: there is no LMS, and progress stays in the learner's browser",
    "server": "nothing: the LMS itself sees what is done, and what counts is set there",
    "person": "nothing: a person marks what is on paper",
    "nobody": "nothing",
}


def show(explained: Explained, to: Receiver) -> None:
    """Tables: what an LMS hears, who can read which answers, what is lost, and how much room there is."""
    from rich.console import Console

    if sys.stdout.isatty():
        _show(Console(highlight=False), explained, to)
        return
    # Piped, a line is as long as it has to be, and no longer: nothing is folded that a program may read.
    text = StringIO()
    _show(Console(file=text, width=400, highlight=False), explained, to)
    write(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def _show(console: "Console", explained: Explained, to: Receiver) -> None:
    lms = presets()[to.lms].title if to.lms else ""
    whom = "For everybody" if not lms else f"For whoever has {lms}" if to.name == to.lms else f"For {to.name}, who has {lms}"
    console.print(whom, style="bold", markup=False)
    console.print()
    _heading(console, "What the LMS has heard when a learner leaves", "" if explained.contracts else "no course is built")
    _contracts(console, explained.contracts)
    _heading(console, "Who can read the right answers", "" if explained.exposures else "no assessment is built")
    _exposures(console, explained.exposures, to.name)
    _heading(console, "What is lost", "" if explained.losses else "nothing")
    _losses(console, explained.losses)
    _heading(console, "Characters kept between visits, at most", "" if explained.rooms else "no target has a bound")
    rooms = [(each.course, each.module, each.target, f"{each.needs:,}", f"{each.has:,}") for each in explained.rooms]
    _table(console, ("course", "module", "target", "needs", "has"), rooms)


def show_json(explained: Explained, to: Receiver) -> None:
    """All of it as one JSON object."""
    losses = [(each, each._asdict()) for each in explained.losses]
    found = {
        "delivery": to.name,
        "lms": to.lms,
        "contracts": [{**each._asdict(), "rows": [_named(each, row) for row in each.rows]} for each in explained.contracts],
        "exposures": [each._asdict() for each in explained.exposures],
        "losses": [{**row, "span": [each.span.path, each.span.line, each.span.column]} for each, row in losses],
        "rooms": [each._asdict() for each in explained.rooms],
    }
    write_json(found)


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
        modules = f" (module{'s' if len(contract.launched) > 1 else ''} {', '.join(contract.launched)})" if contract.launched else ""
        name = f"course/{contract.course}{modules}"
        alike.setdefault(contract._replace(course="", launched=()), []).append(name)
    for contract, names in alike.items():
        _line(console, 2, f"{', '.join(names)} as {contract.target}")
        _line(console, 4, f"completion: {{{contract.rule}}}")
        if contract.elements:
            elements = (_broken(each) if console.is_terminal else each for each in contract.elements)
            _table(console, ("when", *elements), contract.rows, indent=4)
        else:
            _line(console, 4, _SILENT[targets()[contract.target].scored_by])
            console.print()


def _broken(element: str) -> str:
    """The name of an element in two lines, so that a terminal of 80 columns holds a table of them."""
    for parent in ("cmi.core.", "cmi."):
        if element.startswith(parent):
            return f"{parent}\n{element.removeprefix(parent)}"
    return element


def _exposures(console: "Console", exposures: Iterable[Exposure], folder: str) -> None:
    """A table for all that the same people can read; each assessment once, with the targets that carry it."""
    readers: dict[str, dict[tuple[str, str, str], list[str]]] = {}
    for each in exposures:
        row = f"{each.kind}/{each.id}", each.stakes, str(each.items or "")
        target = each.bundle.removeprefix(f"{folder}/").partition("/")[0]
        readers.setdefault(each.readers, {}).setdefault(row, []).append(target)
    for reader, rows in readers.items():
        _line(console, 2, reader)
        cells = [(*row, ", ".join(dict.fromkeys(found))) for row, found in rows.items()]
        _table(console, ("assessment", "stakes", "items", "in"), cells, indent=4)


def _losses(console: "Console", losses: Iterable[Lost]) -> None:
    """What is lost in several files and targets alike is said once."""
    alike: dict[tuple[str, str], dict[str, list[Lost]]] = {}
    for each in losses:
        alike.setdefault((each.text, each.remedy), {}).setdefault(each.target, []).append(each)
    for (text, remedy), by_target in alike.items():
        first = next(iter(by_target.values()))[0].span
        places = max(sum(each.places for each in found) for found in by_target.values())
        where = f"{first.path}:{first.line}"
        _line(console, 2, f"{', '.join(by_target)}: {text}")
        _line(console, 4, f"{where}, and {places - 1} more" if places > 1 else where)
        if remedy:
            _line(console, 4, remedy)
        console.print()


def _line(console: "Console", indent: int, text: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(Padding(Text(printable(text)), (0, 0, 0, indent), expand=False))


def _table(console: "Console", columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], indent: int = 2) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for column in columns:
        justify: Literal["left", "right"] = "right" if column in ("items", "needs", "has") else "left"
        table.add_column(column, overflow="fold", justify=justify, no_wrap=column == "assessment")
    for row in rows:
        table.add_row(*(Text(printable(cell) or _NOTHING) for cell in row))
    if table.row_count:
        console.print(Padding(table, (0, 0, 0, indent), expand=False))
        console.print()
