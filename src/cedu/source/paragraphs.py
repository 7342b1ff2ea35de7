"""What a paragraph of Markdown holds: the definitions that it starts with, a table, or text."""

import re
from html import unescape
from typing import NamedTuple

_DELIMITERS = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)
_CELL = re.compile(r"[^\\|\n]+(?:\\.[^\\|\n]*)*|(?:\\.[^\\|\n]*)+")
# A text without any of these has no link, no image and no tag.
_WORTH_A_LOOK = re.compile(r"[]<]").search
# A reference definition, CommonMark 4.7: the label, the destination, and a title that nobody here needs.
_REFERENCE = re.compile(
    r"""[ ]{0,3}\[((?:[^\\\[\]]|\\.){1,999})\]:[ \t]*\n?[ \t>]*
    (?:<((?:[^<>\n\\]|\\.)*)>|([^\s<]\S*))
    (?:(?:[ \t]+|[ \t]*\n[ \t>]*)(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?
    [ \t]*(?:\n|\Z)""",
    re.VERBOSE | re.DOTALL,
).match
_REFERENCE_ALONE = re.compile(
    r"[ ]{0,3}\[((?:[^\\\[\]]|\\.){1,999})\]:[ \t]*\n?[ \t>]*(?:<((?:[^<>\n\\]|\\.)*)>|([^\s<]\S*))[ \t]*(?:\n|\Z)", re.DOTALL
).match
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_WHITE = re.compile(r"\s+")


class Block(NamedTuple):
    """Text that may hold links or tags, from `start` to `end`; `level` is 1 to 6 for a heading and 0 for anything else."""

    start: int
    end: int
    level: int = 0


def label(text: str) -> str:
    """The name that a reference and its definition share (CommonMark 4.7, matching of labels)."""
    return _WHITE.sub(" ", text.strip()).casefold().upper()


def address(written: str) -> str:
    """A link's destination with its backslash escapes and entities resolved."""
    if "\\" in written:
        written = _ESCAPE.sub(r"\1", written)
    return unescape(written) if "&" in written else written


class Kept:
    """The blocks of a text that may hold what is looked for, in order, and its reference definitions by label."""

    __slots__ = ("blocks", "definitions", "may_define", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.may_define = "]:" in text
        self.blocks: list[Block] = []
        self.definitions: dict[str, str] = {}

    def paragraph(self, start: int, end: int, level: int) -> None:
        """Keep a paragraph from `start` to `end`, without the definitions that it starts with, if it can hold what is looked for."""
        text = self.text
        if not level and not _WORTH_A_LOOK(text, start, end):
            return
        if self.may_define:
            while text.startswith("[", skip_spaces(text, start)) and (found := _definition(text, start, end)):
                self.definitions.setdefault(label(found[1]), address(found[2] if found[2] is not None else found[3]))
                start = found.end()
            if start >= end:
                return
        if text.find("|", start, end) >= 0 and (row := _delimiter_row(text, start, end)):
            self.table(start, end, row)
        else:
            self.blocks.append(Block(start, end, level))

    def table(self, start: int, end: int, row: re.Match[str]) -> None:
        """A paragraph with a table in it: text before it, then each cell for itself."""
        head = self.text.rfind("\n", start, row.start() - 1) + 1 or start
        if head > start:
            self.blocks.append(Block(start, head))
        for cell in _CELL.finditer(self.text, max(head, start), end):
            if _WORTH_A_LOOK(self.text, cell.start(), cell.end()):
                self.blocks.append(Block(cell.start(), cell.end()))


def skip_spaces(text: str, position: int) -> int:
    """Where the spaces and tabs at `position` end."""
    while text.startswith((" ", "\t"), position):
        position += 1
    return position


def _definition(text: str, start: int, end: int) -> re.Match[str] | None:
    """The reference definition at `start`; a title that does not end its line is not one."""
    found = _REFERENCE(text, start, end) or _REFERENCE_ALONE(text, start, end)
    return found if found and found[1].strip() and not found[1].startswith("^") else None


def _delimiter_row(text: str, start: int, end: int) -> re.Match[str] | None:
    """The row of dashes below a table's head that has as many cells."""
    for row in _DELIMITERS.finditer(text, start, end):
        if row.start() <= start:
            continue
        head = text[text.rfind("\n", start, row.start() - 1) + 1 if text.rfind("\n", start, row.start() - 1) >= 0 else start : row.start()]
        if len(_CELL.findall(head.strip(" \t\n>|"))) == len(_CELL.findall(row[0].strip(" \t\n>|"))):
            return row
    return None
