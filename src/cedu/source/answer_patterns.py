"""Patterns for answers: what RE2 and JavaScript's regular expressions (with the flag `u`) take alike.

https://github.com/google/re2/wiki/Syntax; ECMAScript 2024, 22.2.1. The two differ in how much white space `\\s` stands for, but not in
what a space bar or the Tab key types.
"""

import re
from functools import cache
from typing import NamedTuple

_SYNTAX = r"[\^$\\.*+?()\[\]{}|/]"
_CATEGORY = r"[pP]\{(?:L[ulmot]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|Cc|Cf|Co)\}"
_ONE = rf"(?:[^\]\\\[-]|\\(?:{_SYNTAX}|[tnrfv-]|x[0-9A-Fa-f]{{2}}))"
_TOKEN = re.compile(
    rf"""(?P<set>\[\^?(?:-(?=[^\]]))?(?:\\(?:[dDwWsS]|{_CATEGORY})(?!-[^\]])|{_ONE}(?:-{_ONE})?)+-?\])
    |(?P<escape>\\(?:[dDwWsStnrfv]|{_SYNTAX}|x[0-9A-Fa-f]{{2}}|{_CATEGORY}))
    |(?P<bound>\\[bB]|[\^$])
    |(?P<open>\((?:\?:|(?!\?)))
    |(?P<close>\))
    |(?P<times>(?:[*+?]|\{{[0-9]+(?:,[0-9]*)?\}})\??)
    |(?P<or>\|)
    |(?P<character>[^\\^$*+?()\[\]{{}}|])""",
    re.VERBOSE | re.DOTALL,
)
_REPEATABLE = ("set", "escape", "close", "character")
_WORDS = {
    "(?i": "capital and small letters count alike unless `case_sensitive` says otherwise",
    "(?": "groups start with `(` or `(?:`; they have no names, and nothing looks ahead or back",
    "\\": "put a backslash only before what means something without it, and use no numbers of groups",
    "{": "a brace that stands for itself has a backslash before it",
    "}": "a brace that stands for itself has a backslash before it",
    "[": "in a set, put a backslash before `[`, `]` and `\\`, and no `[:…:]`",
    "]": "a bracket that stands for itself has a backslash before it",
}


class Problem(NamedTuple):
    """Why a pattern can't be used, and what to do."""

    message: str
    hint: str


@cache
def problem(pattern: str) -> Problem | None:
    """What keeps `pattern` from meaning the same everywhere; None where nothing does."""
    place, last = 0, ""
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        kind = token.lastgroup if token else None
        if token is None or (kind == "times" and last not in _REPEATABLE):
            rest = pattern[place : place + 12]
            if token:
                return Problem(
                    f"there is nothing for `{token[0]}` to repeat", f"put a backslash before it where it stands for itself: `\\{rest[0]}`"
                )
            hint = next((words for start, words in _WORDS.items() if rest.startswith(start)), "")
            return Problem(f"`{rest}` is not understood alike everywhere", hint or "see the page of this rule for what can be used")
        place, last = token.end(), kind or ""
    return _refused(pattern)


def _refused(pattern: str) -> Problem | None:
    compiled = _compiled(pattern)
    return Problem(f"RE2 says “{compiled:.80}”", "see the page of this rule for what can be used") if isinstance(compiled, str) else None


@cache
def _compiled(pattern: str) -> object:
    """The pattern as RE2 has it, or why it refuses it."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        said = error.args[0] if error.args else ""
        return said.decode(errors="replace") if isinstance(said, bytes) else str(said)


def fits(pattern: str, answer: str) -> bool:
    """Does all of `answer` fit `pattern`, which has no problem?"""
    return _compiled(pattern).fullmatch(answer) is not None  # type: ignore[attr-defined]
