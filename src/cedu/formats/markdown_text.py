"""Plain text as Markdown that shows it: a backslash before what our renderer would take for markup, and before nothing else."""

import re

# Marks in the middle of a text. A run of underlines inside a word means nothing, nor does a star between spaces.
_MARKS = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~\s]|\Z) | ` | (?:(?<![ ])|(?=\*[^ ]|\*\Z))\* | _++ | <(?=[A-Za-z/!?]) | &(?=\#?\w+;) | ~~+ | (?<=\])\( | \$""",
    re.VERBOSE,
)
# What means something at the start of a line only.
_STARTS = re.compile(
    r"""(?m)^(?:
      (?P<sign>\#{1,6}(?=[ \t]|$) | > | [-+](?=[ \t]|$) | =+[ \t]*$ | [:~](?=[ \t]) | !!! | \?\?\? | \[(?=[^\]\n]*\]:)
        | \|?[ \t]*:?-[-|: \t]*$)
    | (?P<number>\d{1,9})(?=[.)](?:[ \t]|$)))""",
    re.VERBOSE,
)
_EDGES = re.compile(r"(?m)^[ \t]+|[ \t]+$")
_WORD = re.compile(r"[^\W_]")
_NOTHING_SPECIAL = re.compile(r"[^\W\d_](?:[\w ,.;?'\"/%()-](?<!_))*").fullmatch


def literal(text: str, *, dollars: bool = True) -> str:
    """A text of one or more lines as Markdown that shows it as it is; `dollars`: may a dollar in it meet another?"""
    if _NOTHING_SPECIAL(text):
        return text
    text = _EDGES.sub("", text)
    return starts(marks(text, dollars=dollars and text.count("$") > 1))


def marks(text: str, *, dollars: bool = True) -> str:
    """`text` with a backslash before each mark that could mean something in the middle of a line."""

    def escape(found: re.Match[str]) -> str:
        mark = found[0]
        if mark == "$" and not dollars:
            return mark
        if mark[0] == "_" and _WORD.match(text, found.start() - 1) and found.start() and _WORD.match(text, found.end()):
            return mark
        return "".join(f"\\{sign}" for sign in mark)

    return _MARKS.sub(escape, text)


def starts(text: str) -> str:
    """`text` with a backslash where a line of it would start something."""
    return _STARTS.sub(lambda found: f"{found['number']}\\" if found["number"] else f"\\{found[0]}", text)
