"""Moodle's short answers, in which `*` stands for anything, and RE2's patterns: there and back as far as a `*` goes."""

import re

_PART = re.compile(r"(?P<any>\.\*)|\\(?P<escaped>[^A-Za-z0-9])|(?P<plain>[^.^$*+?()\[\]{}|\\])", re.DOTALL)
_MEANS_SOMETHING = re.compile(r"[.^$*+?()\[\]{}|\\]")
_STAR = re.compile(r"(?<!\\)\*")


def escaped(answer: str) -> str:
    """A short answer as Moodle compares it, where `*` alone would stand for anything."""
    return answer.strip().replace("*", "\\*")


def unescaped(answer: str) -> str:
    """What `escaped` was made of."""
    return answer.strip().replace("\\*", "*")


def is_wild(answer: str) -> bool:
    """Does a `*` in it stand for anything?"""
    return _STAR.search(answer) is not None


def wildcard(pattern: str) -> str | None:
    """A pattern as a short answer of Moodle's; None where that could not say it, or would not come back as the same pattern."""
    parts, place = [], 0
    while place < len(pattern):
        found = _PART.match(pattern, place)
        if found is None:
            return None
        parts.append("*" if found["any"] else escaped_part(found["escaped"] or found["plain"]))
        place = found.end()
    answer = "".join(parts)
    return answer if answer == answer.strip() and is_wild(answer) and pattern_of(answer) == pattern else None


def escaped_part(text: str) -> str:
    """A piece of a short answer, blanks and all."""
    return text.replace("*", "\\*")


def pattern_of(answer: str) -> str:
    """The pattern that matches what a short answer with `*` stands for."""
    return ".*".join(_MEANS_SOMETHING.sub(r"\\\g<0>", part.replace("\\*", "*")) for part in _STAR.split(answer))
