"""A line of a source file with the place in it underlined."""

import re
from pathlib import Path
from typing import NamedTuple

from cedu.diagnostics import Span

_TAB = 4
_MOST_BYTES = 4_000_000
# What breaks a line: YAML 1.1 has three characters more than Markdown (5.4; CommonMark, 2.1).
_BREAKS = {
    ".yaml": re.compile("\r\n|[\n\r\x85\u2028\u2029]"),
    ".yml": re.compile("\r\n|[\n\r\x85\u2028\u2029]"),
    ".md": re.compile("\r\n?|\n"),
}
# What a terminal obeys or what turns the direction of a text: shown, but never sent.
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Excerpt(NamedTuple):
    """A line as it is shown, and its underline: blanks, then carets."""

    line: str
    underline: str


class Excerpts:
    """The lines of one file after another; each file is read once, as long as its findings come together."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path = ""
        self._lines: list[str] = []

    def of(self, span: Span, width: int) -> Excerpt | None:
        """The line that `span` starts in, at most `width` columns of it; None where the file has no such line or is no text of ours."""
        if span.path != self._path:
            self._path, self._lines = span.path, _lines(self._root / span.path)
        if not 0 < span.line <= len(self._lines):
            return None
        line = self._lines[span.line - 1]
        return excerpt(line, span.column - 1, span.length, width) if line.strip() else None


def excerpt(line: str, start: int, length: int, width: int) -> Excerpt:
    """`line` from its character `start` on underlined for `length` characters, cut to `width` columns around it."""
    far = 2 * width  # a line may have a million characters
    end = start + length
    before, marked, after = (
        _shown(line[max(start - far, 0) : start]),
        _shown(line[start : min(end, start + far)]),
        _shown(line[end : end + far]),
    )
    before, marked = _tabs_opened(before, 0), _tabs_opened(marked, columns(_tabs_opened(before, 0)))
    after = after.replace("\t", " " * _TAB)
    if columns(before) + columns(marked) + columns(after) > width:
        before, marked, after = _cut(before, marked, after, width)
    return Excerpt((before + marked + after).rstrip(), " " * columns(before) + "^" * max(columns(marked), 1))


def printable(text: str) -> str:
    """`text` on one line, with all that a terminal would obey made visible."""
    return _shown(text).replace("\t", " ")


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes (Unicode, UAX 11)."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(0 if category(each) in ("Mn", "Me", "Cf") else 2 if east_asian_width(each) in "WF" else 1 for each in text)


def _lines(path: Path) -> list[str]:
    breaks = _BREAKS.get(path.suffix)
    if not breaks:
        return []
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES)
    except OSError:
        return []
    return breaks.split(content.removeprefix(b"\xef\xbb\xbf").decode(errors="replace"))


def _shown(text: str) -> str:
    return _CONTROL.sub(lambda match: chr(0x2400 + ord(match[0])) if match[0] < " " else "\ufffd", text)


def _tabs_opened(text: str, column: int) -> str:
    """`text`, which starts in `column`, with spaces for its tabs."""
    while "\t" in text:
        head, _, tail = text.partition("\t")
        text = head + " " * (_TAB - (column + columns(head)) % _TAB) + tail
    return text


def _cut(before: str, marked: str, after: str, width: int) -> tuple[str, str, str]:
    """The three parts of a long line, cut so that the middle one stays in sight."""
    marked = _first(marked, width * 2 // 3)
    room = width - columns(marked)
    kept = _last(before, room // 2 if columns(after) > room // 2 else room - columns(after))
    return kept, marked, _first(after, room - columns(kept))


def _first(text: str, width: int) -> str:
    """As much of the start of `text` as fits, with a mark that there was more."""
    if columns(text) <= width:
        return text
    text = text[:width]
    while columns(text) > max(width - 1, 0):
        text = text[:-1]
    return text + "…"


def _last(text: str, width: int) -> str:
    """As much of the end of `text` as fits, with a mark that there was more."""
    if columns(text) <= width:
        return text
    text = text[-width:] if width else ""
    while columns(text) > max(width - 1, 0):
        text = text[1:]
    return "…" + text
