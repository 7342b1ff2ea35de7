"""What a line of Markdown starts, and where what it starts ends: the patterns and measures of `cedu.source.blocks`.

CommonMark 0.31, 4 "Leaf blocks" and 5 "Container blocks", with footnotes, admonitions, definitions and maths.
"""

import re
from functools import cache

# Most lines start in the first column with something that is plain at a glance; these take them by the block.
AT_A_GLANCE = re.compile(
    r"""(?P<blank>\n+)
    | (?P<plain>(?:(?:[^\W\d_]|[|"'(]|`(?!``)|!?\[(?!\^)|\*{1,2}[^\W\d_]|<(?!!))[^\n]*(?:\n|\Z))+)
    | (?P<item>(?:[-+*]|(?P<number>\d{1,9})[.)])[ ])(?=[^\W\d_]|`(?!``)|!?\[(?!\^)|\*{1,2}[^\W\d_]|["'(])[^\n]*(?:\n|\Z)(?P<listed>)
    | (?P<sharps>\#{1,6})[ ](?P<heading>[^#\s][^#\n]*)(?:\n|\Z)(?P<headed>)
    | (?P<fence>`{3,}|~{3,})(?:(?<=`)[^`\n]*|(?<=~)[^\n]*)(?:\n|\Z)(?P<fenced>)""",
    re.VERBOSE,
).match
START = re.compile(
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


class Kind:
    """What a line starts, by the group of `START` that matched."""

    HEADING = 1
    FENCE = 2
    QUOTED = 3
    RULE = 4
    ITEM = 6
    FOOTNOTE = 7
    ADMONITION = 8
    MATHS = 9
    COMMENT = 10
    DEFINITION = 11
    UNDERLINE = 12
    CODE = 13


UNDERLINE_BELOW = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*$", re.MULTILINE).match
QUOTE_MARK = re.compile(r"[ ]{0,3}>[ ]?").match


def skip_columns(text: str, position: int, columns: int) -> int:
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


def fence_end(text: str, mark: str, position: int) -> int:
    """Where the code in the first column that `mark` opened before `position` ends."""
    close = _closing(mark[0], len(mark)).search(text, position)
    return close.end() if close else len(text)


@cache
def _closing(character: str, length: int) -> re.Pattern[str]:
    return re.compile(rf"^ {{0,3}}{character}{{{length},}}[ \t]*(?:\n|\Z)", re.MULTILINE)


def title_start(text: str, start: int, stop: int) -> int:
    """Where the title of an admonition starts, after the word at `start` that says its kind."""
    while start < stop and text[start] not in " \t":
        start += 1
    return start


def heading_text(line: str) -> str:
    """The text of a heading without the `#`s that may close it."""
    line = line.rstrip(" \t")
    bare = line.rstrip("#")
    return bare.rstrip(" \t") if not bare or bare.endswith((" ", "\t")) else line


def maths_end(text: str, start: int, stop: int) -> int:
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
