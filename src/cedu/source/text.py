"""YAML to values: JSON's data model and no more, each value and key with its line and column.

A strict subset of YAML 1.1 on libyaml's event stream. What is not in the subset is refused with a finding, and never with an exception.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from yaml._yaml import CParser
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from cedu.diagnostics import Finding, Span
from cedu.model.origin import Mark, Origin, span_of
from cedu.source.syntax_errors import explain

_BOM = b"\xef\xbb\xbf"
MOST_BYTES = 10_000_000
MOST_NODES = 1_000_000
DEEPEST = 64

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?([eE][+-]?[0-9]{1,2})?")
_CONSTANTS = {"true": True, "false": False, "null": None, "": None}
_STARTS_NUMBER = frozenset("-0123456789")
_STARTS_CONSTANT = _STARTS_NUMBER | {"", "t", "f", "n"}
_SUSPICIOUS_KEYS = frozenset({"", "<<"})
# A `#` that starts a comment and touches its text: more likely a part of the value than a remark on it.
_LOST = re.compile(r"[ \t]+#(?=[^\s#!])")
_IGNORE = re.compile(r"(?:#|<!--)[ \t]*cedu:[ \t]*ignore[ \t]+(CE[0-9]{3}(?:[ \t,]+CE[0-9]{3})*)")
# What an escape in double quotes can smuggle in: it would reach pages, terminals and manifests, which may not hold it.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# YAML 1.1, 5.1: what a stream may hold.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Document(NamedTuple):
    """One YAML file: its text, its values as dicts, lists and scalars, and where each of them was written."""

    path: str
    text: str
    value: Any
    mark: Mark

    @property
    def origin(self) -> Origin:
        """The origin of the whole document."""
        return Origin(self.path, self.mark)


def read(path: str, content: bytes) -> tuple[Document | None, list[Finding]]:
    """The document in `content`, or None where it can't be trusted, and all that is wrong with its text."""
    text, findings = decode(path, content)
    if text is None:
        return None, findings
    builder = _Builder(path, text)
    try:
        mark = builder.build(CParser(content.removeprefix(_BOM)))
    except MarkedYAMLError as error:
        return None, [*builder.findings, explain(path, text, error)]
    except (YAMLError, ValueError) as error:  # a ReaderError has no mark
        return None, [*builder.findings, _unreadable(path, text, error)]
    if mark is None or builder.refused:
        return None, builder.findings
    return Document(path, text, builder.root[0], mark), builder.findings


def decode(path: str, content: bytes) -> tuple[str | None, list[Finding]]:
    """The text in `content`, without a byte order mark; or None, and why it is not UTF-8 or too much."""
    if len(content) > MOST_BYTES:
        message = f"the file has {len(content):,} bytes, over the {MOST_BYTES:,} that are read"
        return None, [Finding(Span(path), message, "split it into several files", "CE010")]
    try:
        return content.removeprefix(_BOM).decode(), []
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
        what = "UTF-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "not UTF-8"
        message = f"the file is {what}: byte 0x{content[error.start]:02x} can't be read"
        return None, [Finding(Span(path, line, column), message, "save it as UTF-8 in your editor", "CE007")]


def ignored_codes(text: str) -> dict[int, tuple[str, ...]]:
    """The codes that comments `# cedu: ignore CE402` switch off, by line."""
    if "cedu:" not in text:
        return {}
    found = {}
    for match in _IGNORE.finditer(text):
        found[text.count("\n", 0, match.start()) + 1] = tuple(re.split(r"[ \t,]+", match[1]))
    return found


def _unreadable(path: str, text: str, error: Exception) -> Finding:
    """What libyaml's reader says without a mark: a character that YAML does not allow."""
    if found := _UNPRINTABLE.search(text):
        start = text.rfind("\n", 0, found.start()) + 1
        span = Span(path, text.count("\n", 0, found.start()) + 1, found.start() - start + 1)
        return Finding(span, f"the control character U+{ord(found[0]):04X} can't stand in YAML", "delete it", "CE001")
    return Finding(Span(path), f"the file can't be read as YAML: {error}", code="CE001")


_CONTAINERS: dict[type, Callable[[], tuple[Any, Any]]] = {
    MappingStartEvent: lambda: ({}, {}),
    SequenceStartEvent: lambda: ([], []),
    AliasEvent: lambda: (None, None),
}


class _Builder:
    """Events to values, without recursion, so that nothing in a file can exhaust the stack."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.findings: list[Finding] = []
        self.refused = False
        self.root: list[Any] = []
        self.root_marks: list[Mark] = []
        self.lost = {match.start() for match in _LOST.finditer(text)} if "#" in text else set()
        self.may_hide = "\\" in text
        self.may_have_properties = "&" in text or "*" in text or "!" in text

    def refuse(self, event: Any, code: str, message: str, hint: str) -> None:
        """Note something that is not in the subset; the document is not used, and the reading goes on."""
        self.refused = True
        self.findings.append(Finding(span_of(self.path, event), message, hint, code))

    def build(self, parser: Any) -> Mark | None:
        """Read the whole stream into `root`; the mark of the document, or None where the file holds none or too much."""
        next_event = parser.get_event
        may_have_properties = self.may_have_properties
        may_hide = self.may_hide
        starts = _STARTS_CONSTANT if not self.lost else None
        # What is being read: its values, its marks, and is it a mapping.
        values: Any = self.root
        marks: Any = self.root_marks
        is_mapping = False
        stack: list[tuple[Any, Any, bool]] = []
        nodes = documents = 0
        key: Any = None
        while True:
            event = next_event()
            kind = event.__class__
            if is_mapping:
                if kind is MappingEndEvent:
                    values, marks, is_mapping = stack.pop()
                    continue
                if may_have_properties:
                    self._refuse_properties(event)
                if kind is not ScalarEvent:
                    if kind is not AliasEvent:  # that one is refused already
                        self.refuse(event, "CE013", "a key is a text, not a list or mapping", "quote it, if it is meant as a text")
                    return None
                key = event
                if event.value in marks or event.value in _SUSPICIOUS_KEYS:
                    self._check_key(marks, event)
                event = next_event()  # its value: after a key there always is one, if only an empty scalar
                kind = event.__class__
                nodes += 1
            if kind is ScalarEvent:
                nodes += 1
                if may_have_properties:
                    self._refuse_properties(event)
                value = event.value
                if may_hide and (found := _HIDDEN.search(value)):
                    self._refuse_hidden(event, found[0])
                if not event.style and (starts is None or value[:1] in starts):
                    value = self._plain(event)
                if is_mapping:
                    name = key.value
                    values[name] = value
                    marks[name] = (key, event, None)
                else:
                    values.append(value)
                    marks.append((None, event, None))
            elif kind is MappingStartEvent or kind is SequenceStartEvent or kind is AliasEvent:
                nodes += 1
                if may_have_properties:
                    self._refuse_properties(event)
                if len(stack) >= DEEPEST:
                    self.refuse(event, "CE008", f"more than {DEEPEST} levels inside one another", "nothing in cedu's format is that deep")
                    return None
                inner, inner_marks = _CONTAINERS[kind]()
                if is_mapping:
                    values[key.value] = inner
                    marks[key.value] = (key, event, inner_marks)
                else:
                    values.append(inner)
                    marks.append((None, event, inner_marks))
                if kind is not AliasEvent:
                    stack.append((values, marks, is_mapping))
                    values, marks, is_mapping = inner, inner_marks, kind is MappingStartEvent
            elif kind is SequenceEndEvent:
                values, marks, is_mapping = stack.pop()
            elif kind is DocumentStartEvent:
                documents += 1
                if documents == 2:
                    self.refuse(event, "CE006", "a second document starts here", "put each document into a file of its own")
                    return None
            elif kind is StreamEndEvent:
                return self._finish()
            if nodes > MOST_NODES:
                self.refuse(event, "CE009", f"more than {MOST_NODES:,} values in one file", "split it into several files")
                return None

    def _finish(self) -> Mark | None:
        if not self.root or (self.root[0] is None and not self.root_marks[0][2]):
            self.findings.append(Finding(Span(self.path), "the file is empty", "`cedu new KIND ID` writes one that is valid", "CE014"))
            return None
        return self.root_marks[0]

    def _check_key(self, marks: Any, event: Any) -> None:
        key = event.value
        plain = event.implicit[0]
        if key == "<<" and plain:
            self.refuse(event, "CE004", "the merge key `<<` is not allowed", "write the keys out where they are needed")
        elif key == "" and plain:
            self.refuse(event, "CE013", "a key is missing before the colon", "write the key, or quote the text if the colon belongs to it")
        elif key in marks:
            first = marks[key][0].start_mark.line + 1
            self.refuse(event, "CE005", f"the key `{key}` stands twice, first in line {first}", "delete one of the two")

    def _plain(self, event: Any) -> Any:
        """What a scalar without quotation marks means."""
        value = event.value
        if self.lost and event.end_mark.index in self.lost:
            self._text_lost(event)
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if value[0] in _STARTS_NUMBER and (match := _NUMBER.fullmatch(value)):
            return float(value) if match[1] or match[2] else int(value)
        return value

    def _text_lost(self, event: Any) -> None:
        end = event.end_mark
        span = Span(self.path, end.line + 1, end.column + 2)
        message = f"the text ends before ` #`: what follows is a comment, and the value is `{event.value}`"
        self.findings.append(Finding(span, message, "quote the text, or put a space after `#` if it is a comment", "CE011"))

    def _refuse_hidden(self, event: Any, character: str) -> None:
        message = f"the text holds the control character U+{ord(character):04X}, which nobody sees"
        self.refuse(event, "CE018", message, "delete its escape, such as `\\e` or `\\0`")

    def _refuse_properties(self, event: Any) -> None:
        if event.__class__ is AliasEvent:
            self.refuse(event, "CE002", f"the alias `*{event.anchor}` is not allowed", "write the value out where it is needed")
            return
        if event.anchor is not None:
            self.refuse(event, "CE002", f"the anchor `&{event.anchor}` is not allowed", "write the value out where it is needed")
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse(event, "CE003", f"the tag `{tag}` is not allowed", "leave it out; quote the value if it is a text")
