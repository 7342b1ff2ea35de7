"""XML: what it can hold, and how a stranger's is read."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from lxml.etree import _Element

# XML 1.0, 2.2: all that is not a Char, and stands in no document, however it is escaped. Not compiled: many a run writes no XML.
_FORBIDDEN = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
DEEPEST = 100
# What may stand before the root, and a document type in it; one that only names a file, which nobody loads, declares nothing.
_PROLOG = rb"(?:\xef\xbb\xbf)?(?:\s++|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*+"
_QUOTED = rb"""\s+(?:"[^"]*+"|'[^']*+')"""
_DECLARES_NOTHING = rb"<!DOCTYPE\s+[^\s\[\]<>\"']++(?:\s+SYSTEM" + _QUOTED + rb"|\s+PUBLIC" + _QUOTED + _QUOTED + rb")?\s*+>"


class XmlError(ValueError):
    """XML that is not read: the line, from 1 (0 where it is not known), and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.line = line
        self.reason = reason


def legal(text: str, instead: str = "\ufffd") -> str:
    """`text` with `instead` of each character that XML forbids."""
    if text.isprintable():  # most are, and that is found out a hundred times faster
        return text
    return re.sub(_FORBIDDEN, instead, text)


def parse(data: bytes) -> "_Element":
    """The root of the document in `data`; every element knows its line (`sourceline`), and comments are left out. Raises XmlError.

    Without entities, network and document types: one that declares something is refused, one that only names a DTD is passed over.
    """
    from lxml import etree

    # A parser of its own for each document: one that is shared keeps the messages of the last one.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    data = _without_document_type(data)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise XmlError(error.lineno or 0, _reason(error.msg, error.lineno)) from None
    except (ValueError, LookupError) as error:
        raise XmlError(0, str(error)) from None
    if root is None:
        raise XmlError(0, "there is no XML in it")
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlError(1, "it declares a document type (DOCTYPE), which may hold entities")
    if root.xpath("boolean(" + "/*" * (DEEPEST + 1) + ")"):
        raise XmlError(0, f"more than {DEEPEST} elements inside one another")
    return root


def line_of(element: "_Element") -> int:
    """The line that `element` starts in, 0 where that isn't known."""
    line: Any = element.sourceline
    return line or 0


def _without_document_type(data: bytes) -> bytes:
    """`data` with blanks for a document type that declares nothing; any other is refused."""
    plain = data.replace(b"\0", b"") if b"\0" in data[:4] else data
    prolog = re.match(_PROLOG, plain)
    start = prolog.end() if prolog else 0
    if plain[start : start + 9].upper() != b"<!DOCTYPE":
        return data
    found = re.match(_DECLARES_NOTHING, plain[start : start + 2000])
    if found is None or plain is not data:
        line = plain.count(b"\n", 0, start) + 1
        raise XmlError(line, "it declares a document type (DOCTYPE), which may hold entities")
    return data[:start] + re.sub(rb"[^\n]", b" ", found[0]) + data[start + found.end() :]


def _reason(message: str | None, line: int | None) -> str:
    """What libxml2 says, without the place, which it adds at the end, and often names before; that of an opening tag elsewhere is kept."""
    text = (message or "").rpartition(", line ")[0] or message or "it can't be read"
    text = re.sub(rf" line {line}\b", "", text)
    return f"it is no XML: {text[:1].lower()}{text[1:]}"


def indented(root: "Element") -> str:
    """`root` as text, a line for each element but where there is text beside it: what ElementTree's `indent` and `tostring` make, sooner.

    Names are written as they are, prefixes and `xmlns` attributes too: nothing is looked up.
    """
    parts: list[str] = []
    _write(root, parts.append, "\n")
    return "".join(parts)


def _write(element: "Element", put: Callable[[str], None], line: str) -> None:
    tag, text = element.tag, element.text
    attributes = "".join([f' {name}="{_quoted(value)}"' for name, value in element.items()])
    if not len(element) and not text:
        put(f"<{tag}{attributes} />")
        return
    put(f"<{tag}{attributes}>")
    inner = f"{line}  "
    if len(element):
        put(_escaped(text) if text and text.strip() else inner)
        last = element[-1]
        for child in element:
            _write(child, put, inner)
            tail = child.tail
            put(_escaped(tail) if tail and tail.strip() else line if child is last else inner)
    elif text:
        put(_escaped(text))
    put(f"</{tag}>")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(value: str) -> str:
    value = _escaped(value).replace('"', "&quot;")
    return value if value.isprintable() else value.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#09;")
