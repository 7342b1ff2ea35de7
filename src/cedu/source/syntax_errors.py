"""What libyaml says of broken syntax, in words that an author can act on."""

import re
from typing import Any

from cedu.diagnostics import Finding, Span

# What libyaml says -> what it means, and what to do.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (
        r"mapping values are not allowed",
        "a second colon stands where a value was expected",
        'quote a text that holds a colon and a space ("like: this"), and check the indentation',
    ),
    (
        r"could not find expected ':'",
        "a key has no colon after it",
        "write `key: value`, and quote a text that runs over several lines or starts a block with `|`",
    ),
    (
        r"found character that cannot start any token",
        "a value can't start with this character",
        "quote the text; indent with spaces, never with tabs",
    ),
    (r"found a tab character|tab characters", "a tab stands where only spaces may", "indent with spaces"),
    (r"found unexpected end of stream", "a quoted text is not closed before the file ends", "close the quotation mark"),
    (r"found unexpected document indicator", "a quoted text is not closed before `---` or `...`", "close the quotation mark"),
    (
        r"did not find expected key",
        "the indentation does not fit the lines above, or a quoted text goes on after its end",
        "line the keys up",
    ),
    (r"did not find expected '-' indicator", "a list goes on with something that is no `- ` item", "line the `- ` up with the items above"),
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
    mark = error.problem_mark or error.context_mark
    problem = str(error.problem or error.context or "it can't be read")
    context = error.context_mark if "unexpected end of stream" in problem and error.context_mark else None
    mark = context or mark
    said = f"{error.context or ''} {problem}"
    meaning, hint = problem, ""
    for pattern, its_meaning, its_hint in _MEANINGS:
        if re.search(pattern, said):
            meaning, hint = its_meaning, its_hint
            break
    if mark is None:
        return Finding(Span(path), f"broken YAML: {meaning}", hint, "CE001")
    lines = text.count("\n") + 1
    line, column = (mark.line + 1, mark.column + 1)
    if line > lines:
        line, column = lines, len(text) - text.rfind("\n")
    return Finding(Span(path, line, max(column, 1)), f"broken YAML: {meaning}", hint, "CE001")
