"""What libyaml says of broken syntax, in words that an author can act on."""

import re
from typing import Any

from cedu.diagnostics import Finding, Span

# A line that git writes into a file that two branches changed.
_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_INDENTATION = (
    "this line's indentation does not fit the lines above",
    "start it below the key that it belongs beside, with as many spaces",
)
# What libyaml says -> what it means, and what to do.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (
        r"mapping values are not allowed",
        "a second colon stands where a value was expected",
        'quote a text that holds a colon and a space ("like: this"), and check the indentation',
    ),
    (
        r"could not find expected ':'",
        "a key has no colon and space after it",
        "write `key: value`, with a space; quote a text that runs over several lines, or start it with `|`",
    ),
    (
        r"found character that cannot start any token",
        "a value can't start with this character",
        'quote the text ("like this")',
    ),
    (r"found a tab character|tab characters", "a tab stands where only spaces may", "indent with spaces"),
    (r"found unexpected end of stream", "a quoted text is not closed before the file ends", "close the quotation mark"),
    (r"found unexpected document indicator", "a quoted text is not closed before `---` or `...`", "close the quotation mark"),
    (r"did not find expected key", *_INDENTATION),
    (
        r"did not find expected '-' indicator",
        "this line's indentation fits neither the list above nor what is in it",
        "line a key up with the keys of its item; start a new item with `- `",
    ),
    (r"did not find expected ',' or '\]'", "a list in brackets is not closed, or a comma is missing", "close it with `]`"),
    (
        r"did not find expected ',' or '\}'",
        "a mapping in braces is not closed, or a comma is missing",
        "close it with `}`; quote texts with commas",
    ),
    (r"did not find expected node content", "a value is missing", "write the value, or take the comma or dash away"),
    (r"did not find expected <document start>", "more text follows after the end of the document", "check the indentation of this line"),
    (r"found unknown escape character", "a backslash in double quotes starts an escape that YAML does not know", "use single quotes"),
    (
        r"did not find expected (hexdecimal|hexadecimal) number|invalid Unicode",
        "an escape in double quotes is incomplete",
        "use single quotes",
    ),
    (r"block sequence entries are not allowed", "a `- ` stands where no list can start", "put the list on lines of its own below the key"),
    (r"did not find expected comment or line break", "text follows where the line must end", "put it on the next line"),
    (r"undefined alias|found undefined", "an alias is not allowed", "write the value out where it is needed"),
    (r"undefined tag handle|tag", "a tag is not allowed", "leave it out; quote the text if it starts with `!`"),
    (r"directive", "a line that starts with `%` is a directive, which is not allowed", "quote the text"),
    (r"anchor|alias", "`&` and `*` at the start of a value make anchors and aliases, which are not allowed", "quote the text"),
    (r"exceeded max depth|nesting", "too many levels inside one another", "nothing in cedu's format is that deep"),
)


def explain(path: str, text: str, error: Any) -> Finding:
    """The finding for a scanner's or parser's `error` (a MarkedYAMLError)."""
    problem = str(error.problem or error.context or "it can't be read")
    if conflict := _CONFLICT.search(text):
        span = Span(path, text.count("\n", 0, conflict.start()) + 1, 1, 7)
        hint = "keep what is right of both, and delete the lines of `<<<`, `===` and `>>>`"
        return Finding(span, "two changes of these lines were not merged: git left its marks here", hint, "CE001")
    line, column = _place(text, error, problem)
    meaning, hint = _meaning(text, line, column, problem, f"{error.context or ''} {problem}")
    return Finding(Span(path, line, column), f"broken YAML: {meaning}", hint, "CE001")


def _place(text: str, error: Any, problem: str) -> tuple[int, int]:
    """Line and column of what is wrong: for something that is not closed, or lacks its colon, where it starts."""
    mark = error.problem_mark or error.context_mark
    begun = error.context_mark
    if mark is None:
        return 1, 1
    unclosed = r"unexpected end of stream|document indicator|could not find expected ':'"
    if begun and begun.line < mark.line:
        unclosed += r"|expected ',' or"
    if begun and re.search(unclosed, problem):
        mark = begun
    line, column = mark.line + 1, mark.column + 1
    last = text.count("\n") + 1
    if line > last:
        line, column = last, len(text) - text.rfind("\n")
    return line, max(column, 1)


def _meaning(text: str, line: int, column: int, problem: str, said: str) -> tuple[str, str]:
    """What is wrong, and what to do: by what stands there, else by what libyaml says."""
    here = text.split("\n")[line - 1]
    if "cannot start any token" in problem and here[column - 1 : column] == "\t":
        return "a tab stands where only spaces may", "indent with spaces"
    if "mapping values" in problem and re.fullmatch(r"[ \t]+[\w-]+", here[: column - 1]):
        return _INDENTATION
    if "did not find expected key" in problem and re.search(r"""['"]""", here[: column - 1]):
        hint = """quote it with the other marks, or double each `'` inside '…'"""
        return "a quoted text goes on after its end", hint
    for pattern, its_meaning, its_hint in _MEANINGS:
        if re.search(pattern, said):
            return its_meaning, its_hint
    return problem, ""
