"""Where a Markdown text has text: the blocks that hold inline markup, without code, maths and comments.

One pass over the lines that keeps track of containers (quotes, list items, footnotes, definitions, admonitions) as CommonMark 0.31,
appendix "A parsing strategy", describes it; it builds nothing.
"""

import re
from functools import cache

from cedu.source.paragraphs import Block, Kept, skip_spaces

# Most lines start in the first column with something that is plain at a glance; these take them by the block.
_AT_A_GLANCE = re.compile(
    r"""(?P<blank>\n+)
    | (?P<plain>(?:(?:[^\W\d_]|[|"'(]|`(?!``)|!?\[(?!\^)|\*{1,2}[^\W\d_]|<(?!!))[^\n]*(?:\n|\Z))+)
    | (?P<item>(?:[-+*]|(?P<number>\d{1,9})[.)])[ ])(?=[^\W\d_]|`(?!``)|!?\[(?!\^)|\*{1,2}[^\W\d_]|["'(])[^\n]*(?:\n|\Z)(?P<listed>)
    | (?P<sharps>\#{1,6})[ ](?P<heading>[^#\s][^#\n]*)(?:\n|\Z)(?P<headed>)
    | (?P<fence>`{3,}|~{3,})(?:(?<=`)[^`\n]*|(?<=~)[^\n]*)(?:\n|\Z)(?P<fenced>)""",
    re.VERBOSE,
).match
_START = re.compile(
    r"""[ ]{0,3}+(?:
      (\#{1,6})(?=[ \t]|$)                        # 1 heading
    | (`{3,}(?=[^`\n]*$)|~{3,})                   # 2 fence
    | (>[ ]?)                                     # 3 quote
    | (?P<rule>([-*_])(?:[ \t]*\5){2,}[ \t]*$)    # 4
    | ([-+*]|\d{1,9}[.)])(?=[ \t]|$)              # 6 list item
    | (\[\^[^\s\]]+\]:)                           # 7 footnote
    | ((?:!!!|\?\?\?)\+?[ ]*)(?=[ ]*\S)           # 8 admonition
    | (\$\$)                                      # 9 maths
    | (<!--)                                      # 10 comment
    | ([:~])(?=[ \t]+\S)                          # 11 definition
    | (=+[ \t]*$)                                 # 12 underline
    | ([ \t])                                      # 13 indented code
    )""",
    re.VERBOSE | re.MULTILINE,
).match
_HEADING, _FENCE, _QUOTED, _RULE, _ITEM, _FOOTNOTE, _ADMONITION, _MATHS, _COMMENT, _DEFINITION, _UNDERLINE, _CODE = (
    1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13,
)  # fmt: skip
_UNDERLINES = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*$", re.MULTILINE).match
_QUOTE_MARK = re.compile(r"[ ]{0,3}>[ ]?").match
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
            if not self.fence and (match := _AT_A_GLANCE(text, position)):
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
                        position = _fence_end(text, match["fence"], match.end())
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
                mark = _QUOTE_MARK(text, position)
                if not mark:
                    break
                position = mark.end()
            else:
                inside = _skip(text, position, columns)
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
        started = _START(text, position)
        if self.start >= 0 and self.continues(started, position, stop, inside_all):
            self.end = stop
            self.lines += 1
            return stop
        if self.start >= 0 and inside_all and _UNDERLINES(text, position):
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
        if kind == _ITEM and inside_all:
            # An empty item, or one that does not start from 1, does not interrupt a paragraph.
            if started[6].strip("-+*") not in ("", "1.", "1)"):
                return True
            return not self.text[started.end() : stop].strip() and not _UNDERLINES(self.text, position)
        if kind == _UNDERLINE:
            return not inside_all
        if kind == _DEFINITION:
            return self.lines > 1 and 2 not in self.containers
        return kind in (_CODE, _MATHS)

    def begin(self, started: re.Match[str] | None, position: int, stop: int) -> int:
        """What starts on this line, containers first; returns where it ends."""
        text = self.text
        while started and started.lastindex in (_QUOTED, _ITEM, _FOOTNOTE, _DEFINITION) and len(self.containers) < _DEEPEST:
            self.close()
            inner = started.end()
            kind = started.lastindex
            if kind == _QUOTED:
                self.containers.append(_QUOTE)
            elif kind == _ITEM:
                spaces = len(text[inner:stop]) - len(text[inner:stop].lstrip(" \t"))
                if inner + spaces == stop or not 1 <= spaces <= 4:
                    spaces = 1
                self.containers.append(inner - position + spaces)
                inner += spaces
            else:
                self.containers.append(4 if kind == _FOOTNOTE else started.start(_DEFINITION) - position + 2)
                inner += kind == _DEFINITION
                if kind == _FOOTNOTE:
                    inner = skip_spaces(text, inner)
            position = min(inner, stop)
            if not text[position:stop].strip():
                return stop
            started = _START(text, position)
        return self.leaf(started, position, stop)

    def leaf(self, started: re.Match[str] | None, position: int, stop: int) -> int:
        """A heading, fence, rule, admonition, comment, maths, code, or the first line of a paragraph."""
        text = self.text
        kind = started.lastindex if started else 0
        if started is None or kind in (_UNDERLINE, _QUOTED, _ITEM, _FOOTNOTE, _DEFINITION):
            self.open(position, stop)
        elif kind == _HEADING:
            self.close()
            start = skip_spaces(text, started.end())
            self.kept.blocks.append(Block(start, start + len(_heading(text[start:stop])), len(started[1])))
        elif kind == _FENCE:
            self.close()
            self.fence = started[2]
        elif kind == _RULE:
            self.close()
        elif kind == _COMMENT:
            self.close()
            self.fence = "" if "-->" in text[position:stop] else "-->"
        elif kind == _ADMONITION:
            self.close()
            self.kept.blocks.append(Block(_title(text, started.end(), stop), stop))
            self.containers.append(len(started[8]) - ("+" in started[8]))
        elif kind == _MATHS:
            end = _maths_end(text, started.end(), stop)
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


def _skip(text: str, position: int, columns: int) -> int:
    """Where `columns` of white space end, or -1 where there are fewer."""
    while columns > 0:
        if text.startswith(" ", position):
            columns -= 1
        elif text.startswith("\t", position):
            columns -= 4
        else:
            return -1
        position += 1
    return position


def _fence_end(text: str, mark: str, position: int) -> int:
    """Where the code in the first column that `mark` opened before `position` ends."""
    close = _closing(mark[0], len(mark)).search(text, position)
    return close.end() if close else len(text)


@cache
def _closing(character: str, length: int) -> re.Pattern[str]:
    return re.compile(rf"^ {{0,3}}{character}{{{length},}}[ \t]*(?:\n|\Z)", re.MULTILINE)


def _title(text: str, start: int, stop: int) -> int:
    """Where the title of an admonition starts, after the word at `start` that says its kind."""
    while start < stop and text[start] not in " \t":
        start += 1
    return start


def _heading(line: str) -> str:
    """The text of a heading without the `#`s that may close it."""
    line = line.rstrip(" \t")
    bare = line.rstrip("#")
    return bare.rstrip(" \t") if not bare or bare.endswith((" ", "\t")) else line


def _maths_end(text: str, start: int, stop: int) -> int:
    """The end of the line where the maths that starts with `$$` before `start` ends, or -1 where it is none."""
    first = text[start:stop].rstrip()
    if len(first) > 1 and first.endswith("$$"):
        return stop
    if "$$" in first:
        return -1
    while stop < len(text):
        start = stop + 1
        stop = text.find("\n", start)
        if stop < 0:
            stop = len(text)
        line = text[start:stop].strip()
        if line.endswith("$$"):
            return stop
        if not line:
            break
    return -1
