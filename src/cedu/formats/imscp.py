"""IMS Content Packaging: what the manifests of SCORM and Common Cartridge have in common."""

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from cedu.formats.xml import indented, legal

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MANIFEST = PurePosixPath("imsmanifest.xml")
# What says where the schemas of a file are, for the prefix `xsi`.
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def identifier(namespace: str, *names: str) -> str:
    """An NCName for a thing: readable, and the same for ever, because nothing goes in but the namespace and lasting ids.

    `names` leads to the thing (`"course", "authoring", "item"`). The digest keeps two workspaces apart in one LMS.
    """
    readable = re.sub(r"[^A-Za-z0-9]+", "-", "-".join(names)).strip("-")
    digest = sha256("\n".join((namespace, *names)).encode()).hexdigest()[:12]
    return f"cedu-{readable}-{digest}"


def href(path: PurePosixPath) -> str:
    """The percent-encoded reference to a file of the package (RFC 3986, 3.3)."""
    return quote(str(path), safe="/-._~!$&'()*+,;=@")


def text(value: str) -> str:
    """`value` on one line, without what XML cannot hold."""
    return " ".join(legal(value, "").split())


def shortened(value: str, longest: int) -> str:
    """`value` on one line, cut to `longest` characters where a schema holds no more."""
    line = text(value)
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def add_text(parent: "Element", tag: str, value: str) -> None:
    """A child of `parent` that holds nothing but text."""
    from xml.etree.ElementTree import SubElement

    SubElement(parent, tag).text = text(value)


def add_files(resource: "Element", paths: Iterable[PurePosixPath]) -> None:
    """A `file` in `resource` for each of `paths`, in their order."""
    from xml.etree.ElementTree import SubElement

    for path in paths:
        SubElement(resource, "file", {"href": href(path)})


def document(root: "Element") -> bytes:
    """The bytes of a manifest: UTF-8, indented, the same on every machine.

    Namespaces are declared by the root's own `xmlns` attributes and names are written with their prefixes: ElementTree's registry of
    prefixes is global, and two formats would fight for the empty one.
    """
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{indented(root)}\n'.encode()
