"""Canonical N-Quads of many documents that differ in their texts only: PyLD works one out, and the others are filled in.

A document's shape is what is left when each text is replaced by a number, equal texts by the same. JSON-LD treats all documents of a shape
alike, so the N-Quads of one, with numbers in the place of texts, are a form for all. What depends on the texts is done anew for each: how
they are escaped, the names of blank nodes, and the order of the lines. Tests hold the result equal to PyLD's.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from operator import itemgetter
from typing import Any, NamedTuple

from cedu.credentials import jsonld

_MOST_SHAPES, _MOST_BYTES = 64, 64_000
# What stands for a text while PyLD works: an IRI, so that it may stand anywhere.
_HOLE = re.compile(r"urn:cedu:text:(\d+):")
_BLANK = re.compile(r"_:c14n(\d+)")
_SPECIAL = re.compile(r'[\t\n\r"\\]')
_ESCAPES = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"})
_JSON = b"22-rdf-syntax-ns#JSON"
_OPEN, _CLOSE, _LIST, _END = -1, -2, -3, -4

Shape = tuple[Any, ...]


class _Lines(NamedTuple):
    """Lines with `%s` in the place of what differs, and what picks those from all texts."""

    form: str
    pick: Callable[[Sequence[str]], tuple[str, ...]]

    def filled(self, texts: Sequence[str]) -> str:
        """The lines, in canonical order."""
        lines = (self.form % self.pick(texts)).split("\n")
        lines.sort()
        return "\n".join(lines) + "\n"


class _Template(NamedTuple):
    """All lines; those of each blank node, seen from it; the texts that stand as IRIs."""

    lines: _Lines
    blanks: tuple[_Lines, ...]
    iris: Callable[[Sequence[str]], tuple[str, ...]]


class Canonicalizer:
    """Canonicalizes documents, and keeps a form for each of the latest shapes."""

    def __init__(self) -> None:
        self._templates: dict[Shape, _Template] = {}

    def canonical(self, document: Mapping[str, Any]) -> bytes:
        """The same as `jsonld.canonical`, and as strict. Raises ValueError."""
        shape: list[Any] = []
        numbers: dict[str, int] = {}
        try:
            _describe(document, shape.append, numbers)
        except RecursionError:
            raise ValueError(f"it is nested more than {jsonld.DEEPEST} deep") from None
        key = tuple(shape)
        template = self._templates.get(key)
        if template is None:
            first = jsonld.canonical(document)
            # Strangers may show us anything; and JSON in a literal is escaped twice.
            if len(first) <= _MOST_BYTES and _JSON not in first:
                self._keep(key, _template(document, numbers))
            return first
        filled = _filled(template, list(numbers))
        return jsonld.canonical(document) if filled is None else filled.encode()

    def _keep(self, shape: Shape, template: _Template) -> None:
        if len(self._templates) >= _MOST_SHAPES:
            del self._templates[next(iter(self._templates))]
        self._templates[shape] = template


def canonical(document: Mapping[str, Any]) -> bytes:
    """The same as `jsonld.canonical`, and as strict, with the forms that this process has kept. Raises ValueError."""
    return _kept().canonical(document)


@cache
def _kept() -> Canonicalizer:
    return Canonicalizer()


def _describe(value: Any, put: Callable[[Any], None], numbers: dict[str, int]) -> None:
    """Say the shape of `value`, so that no two shapes are said alike, and number its texts. Types and contexts belong to the shape."""
    if isinstance(value, str):
        put(numbers.setdefault(value, len(numbers)))
    elif isinstance(value, dict):
        put(_OPEN)
        for key, each in value.items():
            put(key)
            if key == "type" or key == "@context":
                put(("", repr(each)))
            elif isinstance(each, str):
                put(numbers.setdefault(each, len(numbers)))
            else:
                _describe(each, put, numbers)
        put(_CLOSE)
    elif isinstance(value, list):
        put(_LIST)
        for each in value:
            _describe(each, put, numbers)
        put(_END)
    else:
        put((type(value), value))


def _filled(template: _Template, texts: list[str]) -> str | None:
    """The N-Quads; None where PyLD has to look at them: for an IRI that may be none, or two blank nodes that look alike."""
    together = "\n".join(texts)
    if jsonld.FORBIDDEN.search(together) or not all(map(jsonld.IRI.fullmatch, template.iris(texts))):
        return None
    texts += [text.translate(_ESCAPES) if _SPECIAL.search(text) else text for text in texts]
    hashes = [sha256(blank.filled(texts).encode()).hexdigest() for blank in template.blanks]
    ranked = sorted(hashes)
    if len(set(ranked)) < len(ranked):
        return None
    texts += [f"_:c14n{ranked.index(each)}" for each in hashes]
    return template.lines.filled(texts)


def _template(document: Mapping[str, Any], numbers: Mapping[str, int]) -> _Template:
    """The form of all documents of a shape; texts are counted from 0 as IRIs, from `len(numbers)` as literals, and then blank nodes."""
    lines = jsonld.unchecked(_numbered(document, numbers)).decode().splitlines()
    count = len(numbers)
    blanks = sorted({int(number) for line in lines for number in _BLANK.findall(line)})
    iris = sorted({int(match[1]) for line in lines for match in _HOLE.finditer(line) if line[match.start() - 1] == "<"})
    seen = (_lines([_seen_from(blank, line) for line in lines if f"_:c14n{blank} " in line], count) for blank in blanks)
    return _Template(_lines(lines, count), tuple(seen), _picker(iris))


def _numbered(value: Any, numbers: Mapping[str, int]) -> Any:
    """`value` with a hole for each text."""
    if isinstance(value, str):
        return f"urn:cedu:text:{numbers[value]}:"
    if isinstance(value, list):
        return [_numbered(each, numbers) for each in value]
    if isinstance(value, dict):
        return {key: each if key in ("type", "@context") else _numbered(each, numbers) for key, each in value.items()}
    return value


def _seen_from(blank: int, line: str) -> str:
    """A line as blank node `blank` sees it (RDFC-1.0, 4.6.3)."""
    return _BLANK.sub(lambda match: "_:a" if int(match[1]) == blank else "_:z", line)


def _lines(lines: Sequence[str], count: int) -> _Lines:
    picked: list[int] = []

    def hole(match: "re.Match[str]") -> str:
        if match[1] is not None:
            picked.append(int(match[1]) + (0 if match.string[match.start() - 1] == "<" else count))
        else:
            picked.append(int(match[2]) + 2 * count)
        return "%s"

    either = re.compile(f"{_HOLE.pattern}|{_BLANK.pattern}")
    form = "\n".join(either.sub(hole, line.replace("%", "%%")) for line in lines)
    return _Lines(form, _picker(picked))


def _picker(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """What takes the texts at `places`, always as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda texts: tuple(texts[place] for place in places)
