"""Learner ids that a person takes for one, and a computer for two: then one learner could be awarded the same level twice."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from cedu.credentials.results.values import Candidate
from cedu.diagnostics import Finding, Severity, Span

_DASHES = re.compile("[\u2010-\u2015\u2212]")


def look_alikes(candidates: Iterable[Candidate], known: Iterable[str], file: str) -> Iterator[Finding]:
    """A warning for each learner who is new, and whose id differs from one before in capitals or in variants of a character only.

    `known` are the ids in the registry, and `file` is what somebody was read from who is of no line.
    """
    seen = {_plain(id): id for id in known}
    for each in candidates:
        before = seen.setdefault(_plain(each.id), each.id)
        if before != each.id:
            message = f"learner `{each.id}` is another one than `{before}`, though their ids look alike"
            hint = "if they are one person, they could be awarded twice: `cedu credential merge` makes one of two"
            yield Finding(Span(each.file or file, max(each.line, 1)), message, hint, "CE754", Severity.WARNING)


def _plain(id: str) -> str:
    """An id as people compare it."""
    return id.lower() if id.isascii() else _DASHES.sub("-", unicodedata.normalize("NFKC", id)).casefold()
