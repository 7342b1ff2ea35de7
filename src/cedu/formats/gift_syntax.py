"""GIFT's syntax, as Moodle reads it (`question/format/gift/format.php`): questions apart, then what is in each."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cedu.formats.gift import IDS
from cedu.formats.moodle.answers import Given, NoItemError
from cedu.model.interaction import NumberEntryInteraction

_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_SHARE = re.compile(r"%(-?\d{1,3}(?:\.\d{0,9})?)%")
_LABEL = re.compile(r"\[(id|tag):((?:\\\]|[^\]]){1,255}+)\]")  # longer ones fit none of Moodle's columns
# An escaped character stands for itself from here on: none of these is in a text, because no XML or YAML has them.
_HIDDEN = {"\\": "\x01", ":": "\x02", "#": "\x03", "=": "\x04", "{": "\x05", "}": "\x06", "~": "\x07", "n": "\x08"}
_SHOWN = str.maketrans({hidden: "\n" if sign == "n" else sign for sign, hidden in _HIDDEN.items()})
_ORDER = re.compile(r">\s*(\d{1,6})((?:\s+\w+)*)\s*")
_STARTS = re.compile(r"\s*(?:::|//|\$CATEGORY:|$)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


class Text(NamedTuple):
    """A text, and its format: `html`, `plain`, `markdown` or `moodle`."""

    text: str
    format: str


class Entry(NamedTuple):
    """A question between blank lines: the line that it starts in, its ids and tags, and its text with escapes hidden."""

    line: int
    id: str
    tags: tuple[str, ...]
    ids: str
    text: str


class Asked(NamedTuple):
    """A question: its name, its stem before and behind the answers, what is between the braces (None for none), and general feedback."""

    name: str
    before: str
    after: str
    format: str
    answers: str | None
    general: str


def entries(content: str) -> Iterator[Entry]:
    """The questions and categories of a file; a blank line inside braces ends none, a line that starts with `//` is a comment."""
    lines: list[tuple[int, str]] = []
    comments: list[str] = []
    depth = 0
    every = [_CONTROL.sub("", line) for line in re.split(r"\r\n|\r|\n", content)]
    following = _following(every)
    for number, line in enumerate([*every, ""], 1):
        if line.strip().startswith("//"):
            comments.append(line.strip()[2:].strip())
            continue
        hidden = hide(line)
        is_category = hidden.lstrip().startswith("$CATEGORY:")
        if lines and is_category:
            yield _entry(lines, comments)
            lines, comments = [], []
        if line.strip():
            lines.append((number, hidden))
            depth = 0 if is_category else max(0, depth + hidden.count("{") - hidden.count("}"))
        if not line.strip() and depth and _STARTS.match(following[number - 1]):
            depth = 0  # a brace was left open
        if lines and (is_category or (not line.strip() and not depth)):
            yield _entry(lines, comments)
            lines, comments = [], []
    if lines:
        yield _entry(lines, comments)


def _following(lines: list[str]) -> list[str]:
    """For each of `lines`, and for their end, the next one that is not blank."""
    found, last = [""], ""
    for line in reversed(lines):
        found.append(last)
        last = line if line.strip() else last
    return [*found[:0:-1], ""]


def _entry(lines: list[tuple[int, str]], comments: list[str]) -> Entry:
    labels = [(found[1], found[2].replace("\\]", "]").strip()) for comment in comments for found in _LABEL.finditer(comment)]
    ids = next((comment.removeprefix(IDS).strip() for comment in comments if comment.startswith(IDS)), "")
    id = next((text for kind, text in labels if kind == "id"), "")
    tags = tuple(text for kind, text in labels if kind == "tag")
    return Entry(lines[0][0], id, tags, ids, "\n".join(text for _, text in lines).strip())


def hide(text: str) -> str:
    """A text whose escaped characters mean nothing any more."""
    return _ESCAPE.sub(lambda found: _HIDDEN[found[1]], text)


def show(text: str) -> str:
    """A text with its escaped characters as they are."""
    return text.translate(_SHOWN).strip()


def asked(text: str) -> Asked:
    """What is asked. Raises NoItemError."""
    name = ""
    if text.startswith("::"):
        found, sign, rest = text[2:].partition("::")
        name, text = (show(found), rest.strip()) if sign else ("", text)
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        stem = formatted(text, "moodle")
        return Asked(name, stem.text, "", stem.format, None, "")
    if start < 0 or end < start:
        raise NoItemError("its braces don't fit each other")
    answers, sign, general = _general(text[start + 1 : end])
    after = text[end + 1 :].strip("\n")
    before = _opened(text[:start])
    return Asked(
        name, before.text, after.translate(_SHOWN) if after.strip() else "", before.format, answers.strip(), general if sign else ""
    )


def _opened(text: str) -> Text:
    """What stands before the braces, with the blanks at its end."""
    found = _FORMAT.match(text.lstrip())
    return Text((text.lstrip()[found.end() :] if found else text).translate(_SHOWN), found[1] if found else "moodle")


def _general(answers: str) -> tuple[str, str, str]:
    """What is between braces, and what is said to everybody behind the last `####`."""
    before, sign, after = answers.rpartition("####")
    return (before, sign, after) if sign else (answers, "", "")


def formatted(text: str, otherwise: str) -> Text:
    """A text that may start with its format."""
    text = text.strip()
    found = _FORMAT.match(text)
    return Text(show(text[found.end() :] if found else text), found[1] if found else otherwise)


class Order(NamedTuple):
    """Things to put in order, escapes still hidden: are all of them shown, and does only the whole order count?"""

    texts: tuple[str, ...]
    all_shown: bool
    all_or_nothing: bool


def order(answers: str) -> Order | None:
    """What stands behind a `>`: how many are shown and how, then one thing in each line (`question/type/ordering`, Moodle 4.4)."""
    head, *lines = answers.split("\n")
    found = _ORDER.fullmatch(head)
    if found is None or not (texts := tuple(line.strip() for line in lines if line.strip())):
        return None
    words = found[2].split()
    return Order(texts, bool({"ALL", "EXACT"} & set(words)) or int(found[1]) >= len(texts), "ALL_OR_NOTHING" in words)


class Part(NamedTuple):
    """An answer: is it marked as right, its share in percent (None for none), its text, and what is said of it, escapes still hidden."""

    right: bool
    share: float | None
    text: str
    feedback: str

    @property
    def worth(self) -> float:
        """What it earns, in percent."""
        return self.share if self.share is not None else 100 if self.right else 0


def parts(answers: str) -> list[Part]:
    """The answers that start with `=` or `~`."""
    found = []
    for piece in re.split(r"(?=[=~])", answers):
        if not piece.strip():
            continue
        sign, rest = (piece[0], piece[1:]) if piece[0] in "=~" else ("=", piece)
        rest = rest.strip()
        share = _SHARE.match(rest)
        text, _, feedback = (rest[share.end() :] if share else rest).partition("#")
        found.append(Part(sign == "=", float(share[1]) if share else None, text.strip(), feedback.strip()))
    return found


def number(part: Part) -> Given:
    """A number, `lowest..highest` or `number:tolerance`. Raises NoItemError."""
    text = show(part.text)
    try:
        if ".." in text[1:]:
            low, _, high = text.partition("..") if not text.startswith("..") else ("", "", "")
            entry = NumberEntryInteraction.between(_float(low), _float(high))
        else:
            value, _, tolerance = text.partition(":")
            entry = NumberEntryInteraction(_float(value), abs(_float(tolerance or "0")))
    except ValueError:
        raise NoItemError(f"`{text}` is no number") from None
    return Given(text, part.worth, "", entry)


def _float(text: str) -> float:
    from math import isfinite

    found = float(text.strip())
    if not isfinite(found) or abs(found) > 1e90:
        raise ValueError(text)
    return found


def rows(answers: str) -> list[tuple[str, str]]:
    """Premises and responses, escapes still hidden. Raises NoItemError."""
    found = []
    for piece in answers.split("="):
        if piece.strip():
            premise, sign, response = piece.partition("->")
            if not sign:
                raise NoItemError(f"`{show(piece)}` has no `->`")
            found.append((premise.strip(), response.strip()))
    return found
