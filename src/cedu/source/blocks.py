"""Where a Markdown text has text: the blocks that hold inline markup, without code, maths and comments.

One pass over the lines that keeps track of containers (quotes, list items, footnotes, definitions, admonitions) as CommonMark 0.31,
appendix "A parsing strategy", describes it; it builds nothing.
"""

import re

from cedu.source.lines import (
    AT_A_GLANCE,
    QUOTE_MARK,
    START,
    UNDERLINE_BELOW,
    Kind,
    fence_end,
    heading_text,
    maths_end,
    skip_columns,
    title_start,
)
from cedu.source.paragraphs import Block, Kept, skip_spaces

_QUOTE = -1
_DEEPEST = 20


def blocks(text: str) -> tuple[list[Block], dict[str, str]]:
    """The blocks of `text` (lines end in `\\n`) in order, and the addresses of its reference definitions by label."""
    scanner = _Scanner(text)
    scanner.run()
    return scanner.kept.blocks, scanner.kept.definitions


class _Scanner:
    """The state of one pass: the open containers, and the open paragraph or fence."""

    __slots__ = ("containers", "end", "fence", "kept", "lines", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kept = Kept(text)
        self.containers: list[int] = []  # columns that a line must be indented by, or _QUOTE
        self.fence = ""  # what ends the open fence, or "-->"
        self.start = self.end = -1  # of the open paragraph
        self.lines = 0  # of the open paragraph

    def run(self) -> None:
        """Go through the lines."""
        text, containers, size, position = self.text, self.containers, len(self.text), 0
        while position < size:
            if not self.fence and (match := AT_A_GLANCE(text, position)):
                kind = match.lastgroup
                if kind == "blank":
                    if self.start >= 0:
                        self.close()
                    if _QUOTE in containers:
                        self.blank()
                elif kind == "plain":
                    end = match.end()
                    if self.start < 0 and (end == size or text[end] == "\n"):
                        # A whole paragraph.
                        containers.clear()
                        self.kept.paragraph(position, end, 0)
                    else:
                        self.plain(position, end)
                    position = end
                    continue
                elif kind == "listed":
                    self.item(match)
                else:
                    if self.start >= 0:
                        self.close()
                    containers.clear()
                    if kind == "headed":
                        self.kept.blocks.append(Block(match.start("heading"), match.end("heading"), len(match["sharps"])))
                    else:
                        position = fence_end(text, match["fence"], match.end())
                        continue
                position = match.end()
                continue
            stop = text.find("\n", position)
            if stop < 0:
                stop = size
            if position == stop or text[position:stop].isspace():
                self.blank()
            else:
                stop = self.line(position, stop)
            position = stop + 1
        self.close()

    def plain(self, start: int, end: int) -> None:
        """Lines of text in the first column: they go on with the open paragraph, in whatever container, or open one in none."""
        if self.start < 0:
            self.start = start
            self.lines = 0
            if self.containers:
                self.containers.clear()
        self.end = end
        self.lines += self.text.count("\n", start, end) or 1

    def item(self, match: re.Match[str]) -> None:
        """A list item in the first column that starts with text."""
        if self.start >= 0 and not self.containers and match["number"] not in (None, "1"):
            self.plain(match.start(), match.end())
            return
        if self.start >= 0:
            self.close()
        self.containers[:] = (match.end("item") - match.start(),)
        self.start = match.end("item")
        self.end = match.end()
        self.lines = 1

    def blank(self, depth: int = 0) -> None:
        """A blank line ends the paragraph, and any quote beyond the first `depth` containers."""
        if self.start >= 0:
            self.close()
        if _QUOTE in self.containers[depth:]:
            del self.containers[self.containers.index(_QUOTE, depth) :]
            self.fence = ""

    def line(self, position: int, stop: int) -> int:
        """One line that is not blank; returns where what it starts ends."""
        text, containers = self.text, self.containers
        depth = 0
        for columns in containers:
            if columns == _QUOTE:
                mark = QUOTE_MARK(text, position)
                if not mark:
                    break
                position = mark.end()
            else:
                inside = skip_columns(text, position, columns)
                if inside < 0:
                    break
                position = inside
            depth += 1
        if containers and not text[position:stop].strip():
            self.blank(depth)
            return stop
        inside_all = depth == len(containers)
        if self.fence:
            if inside_all:
                self.inside_fence(position, stop)
                return stop
            self.fence = ""
        started = START(text, position)
        if self.start >= 0 and self.continues(started, position, stop, inside_all):
            self.end = stop
            self.lines += 1
            return stop
        if self.start >= 0 and inside_all and UNDERLINE_BELOW(text, position):
            self.close(1 if "=" in text[position:stop] else 2)
            return stop
        if not inside_all:
            self.close()
            del containers[depth:]
        return self.begin(started, position, stop)

    def continues(self, started: re.Match[str] | None, position: int, stop: int, inside_all: bool) -> bool:
        """Does this line go on with the open paragraph?"""
        if started is None:
            return True
        kind = started.lastindex
        if kind == Kind.ITEM and inside_all:
            # An empty item, or one that does not start from 1, does not interrupt a paragraph.
            if started[6].strip("-+*") not in ("", "1.", "1)"):
                return True
            return not self.text[started.end() : stop].strip() and not UNDERLINE_BELOW(self.text, position)
        if kind == Kind.UNDERLINE:
            return not inside_all
        if kind == Kind.DEFINITION:
            return self.lines > 1 and 2 not in self.containers
        return kind in (Kind.CODE, Kind.MATHS)

    def begin(self, started: re.Match[str] | None, position: int, stop: int) -> int:
        """What starts on this line, containers first; returns where it ends."""
        text = self.text
        while started and started.lastindex in (Kind.QUOTED, Kind.ITEM, Kind.FOOTNOTE, Kind.DEFINITION) and len(self.containers) < _DEEPEST:
            self.close()
            inner = started.end()
            kind = started.lastindex
            if kind == Kind.QUOTED:
                self.containers.append(_QUOTE)
            elif kind == Kind.ITEM:
                spaces = len(text[inner:stop]) - len(text[inner:stop].lstrip(" \t"))
                if inner + spaces == stop or not 1 <= spaces <= 4:
                    spaces = 1
                self.containers.append(inner - position + spaces)
                inner += spaces
            else:
                self.containers.append(4 if kind == Kind.FOOTNOTE else started.start(Kind.DEFINITION) - position + 2)
                inner += kind == Kind.DEFINITION
                if kind == Kind.FOOTNOTE:
                    inner = skip_spaces(text, inner)
            position = min(inner, stop)
            if not text[position:stop].strip():
                return stop
            started = START(text, position)
        return self.leaf(started, position, stop)

    def leaf(self, started: re.Match[str] | None, position: int, stop: int) -> int:
        """A heading, fence, rule, admonition, comment, maths, code, or the first line of a paragraph."""
        text = self.text
        kind = started.lastindex if started else 0
        if started is None or kind in (Kind.UNDERLINE, Kind.QUOTED, Kind.ITEM, Kind.FOOTNOTE, Kind.DEFINITION):
            self.open(position, stop)
        elif kind == Kind.HEADING:
            self.close()
            start = skip_spaces(text, started.end())
            self.kept.blocks.append(Block(start, start + len(heading_text(text[start:stop])), len(started[1])))
        elif kind == Kind.FENCE:
            self.close()
            self.fence = started[2]
        elif kind == Kind.RULE:
            self.close()
        elif kind == Kind.COMMENT:
            self.close()
            self.fence = "" if "-->" in text[position:stop] else "-->"
        elif kind == Kind.ADMONITION:
            self.close()
            self.kept.blocks.append(Block(title_start(text, started.end(), stop), stop))
            self.containers.append(len(started[8]) - ("+" in started[8]))
        elif kind == Kind.MATHS:
            end = maths_end(text, started.end(), stop)
            if end < 0:
                self.open(position, stop)
            else:
                return end
        return stop

    def inside_fence(self, position: int, stop: int) -> None:
        """A line of code or of a comment: is it the last?"""
        line = self.text[position:stop]
        if self.fence == "-->":
            if "-->" in line:
                self.fence = ""
            return
        mark = line.strip(" \t")
        if len(mark) >= len(self.fence) and not mark.strip(self.fence[0]) and not line.startswith(("    ", "\t")):
            self.fence = ""

    def open(self, start: int, end: int) -> None:
        """The first line of a paragraph, or a further one."""
        if self.start < 0:
            self.start = start
            self.lines = 0
        self.end = end
        self.lines += 1

    def close(self, level: int = 0) -> None:
        """The open paragraph ends here; `level` makes it a heading."""
        start, self.start = self.start, -1
        if start >= 0:
            self.kept.paragraph(start, self.end, level)
