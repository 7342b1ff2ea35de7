"""Tables on standard output: aligned by what a terminal shows, coloured where it can, and with no limit to their length."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cedu.cli.console import coloured, write
from cedu.cli.findings.excerpt import printable

_CODES = {"green": "32", "yellow": "33", "red": "31", "dim": "2", "bold": "1"}
_GAP = "  "
# One long name must not draw a whole table apart: a cell that is wider pushes what follows on its own line, and on no other.
_WIDEST = 44


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]], colours: Mapping[str, str] | None = None) -> None:
    """Print `rows` below `header`; a cell that `colours` names gets that colour. Line breaks of the last column begin new lines in it."""
    write(_lines(header, rows, (colours or {}) if coloured(sys.stdout) else None))


def _lines(header: Sequence[str], rows: Sequence[Sequence[str]], colours: Mapping[str, str] | None) -> Iterator[str]:
    widths = [min(max(map(_width, column)), _WIDEST) for column in zip(header[:-1], *(row[:-1] for row in rows), strict=True)]
    yield _line([_styled(cell, "bold", colours) for cell in header], header, widths)
    for row in rows:
        first, *more = row[-1].split("\n")
        shown = [*(printable(cell) for cell in row[:-1]), printable(first)]
        yield _line([_styled(cell, (colours or {}).get(cell, ""), colours) for cell in shown], shown, widths)
        for line in more:
            yield f"{' ' * (sum(widths) + len(_GAP) * len(widths))}{printable(line)}\n"


def _line(cells: Sequence[str], bare: Sequence[str], widths: Iterable[int]) -> str:
    padded = (cell + " " * (width - _width(text)) for cell, text, width in zip(cells, bare, widths, strict=False))
    return f"{_GAP.join([*padded, cells[-1]])}\n"


def _styled(cell: str, colour: str, colours: Mapping[str, str] | None) -> str:
    return f"\x1b[{_CODES[colour]}m{cell}\x1b[0m" if colours is not None and colour else cell


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(printable(text))
