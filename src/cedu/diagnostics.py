"""What is wrong, where, and what to do about it: the values that every check returns."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a finding is: an error stops a build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Span(NamedTuple):
    """A place in a file of the workspace: POSIX path below its root, 1-based line and column, length in characters."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1


class Finding(NamedTuple):
    """One thing that is wrong: where, what, what to do; whoever runs a rule stamps its code and severity."""

    span: Span
    message: str
    hint: str = ""
    code: str = ""
    severity: Severity = Severity.ERROR


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `word` most likely meant, or None."""
    from difflib import get_close_matches

    known = sorted(known)
    for other in known:
        if other.casefold() == word.casefold():
            return other
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), None)


def nearest_file(path: str, known: Iterable[str]) -> str | None:
    """The one of `known` paths in the same folder whose name `path` most likely meant, of files of the same format; or None."""
    folder, _, name = path.rpartition("/")
    beside = {each.rpartition("/")[2]: each for each in known if each.rpartition("/")[0] == folder and ending(each) == ending(path)}
    stems = {each.rpartition(".")[0] or each: whole for each, whole in beside.items()}
    close = nearest(name.rpartition(".")[0] or name, stems)
    return stems[close] if close else None


def ending(path: str) -> str:
    """What follows the last dot of a file's name, in small letters."""
    return path.rpartition("/")[2].rpartition(".")[2].lower()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest right spelling, or nothing when there is none."""
    close = nearest(word, known)
    return f"did you mean `{close}`?" if close else ""


class Hints:
    """How many hints are worth their time.

    The nearest of thousands of names takes a hundredth of a second to find, and whoever has made ten thousand mistakes at once made one.
    """

    def __init__(self, most: int = 200) -> None:
        self._left = most

    def more(self) -> bool:
        """Is another hint worth its time?"""
        self._left -= 1
        return self._left >= 0
