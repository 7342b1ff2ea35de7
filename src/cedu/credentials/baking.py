"""Badges: a picture that carries its credential (Open Badges 3.0, 5.3), which is JSON or a JWT."""

import struct
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import Any
from zlib import crc32

from cedu.formats import xml

MOST_BYTES = 10_000_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"openbadgecredential\0"
# Keyword, no compression, no language, no translated keyword (PNG, 11.3.3.4).
_HEAD = _KEYWORD + b"\0\0\0\0"
_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_SVG = "{http://www.w3.org/2000/svg}svg"
_PLACE = "credential-goes-here"


def png(picture: bytes, credential: str) -> bytes:
    """The PNG `picture` with `credential` inside, in the place of one that it has. Raises ValueError where it is no PNG."""
    head, tail = _split_png(picture)
    return head + _chunk(b"iTXt", _HEAD + credential.encode()) + tail


def svg(picture: bytes, credential: str) -> bytes:
    """The SVG `picture` with `credential` inside, in the place of one that it has. Raises ValueError where it is no SVG."""
    head, tail = _split_svg(picture)
    if not credential.startswith("{"):
        return head + f' verify="{escape(credential)}">'.encode() + tail
    text = xml.legal(credential).replace("]]>", "]]]]><![CDATA[>")
    return head + f"><![CDATA[{text}]]>".encode() + tail


def extracted(picture: bytes) -> str | None:
    """The credential in a PNG or an SVG; None where there is none. Raises ValueError, with the reason, for a broken picture."""
    if len(picture) > MOST_BYTES:
        raise ValueError(f"the picture has more than {MOST_BYTES:,} bytes")
    found = _in_png(picture) if picture.startswith(_SIGNATURE) else _in_svg(picture)
    if len(found) > 1:
        raise ValueError("the picture holds several credentials")
    return found[0] if found else None


def _in_png(picture: bytes) -> list[str]:
    bodies = [body for kind, body in _chunks(picture) if kind == b"iTXt" and body.startswith(_KEYWORD)]
    found = []
    for body in bodies:
        parts = body[len(_KEYWORD) + 2 :].split(b"\0", 2)  # language, translated keyword, text
        if body[len(_KEYWORD) : len(_KEYWORD) + 1] != b"\0" or len(parts) < 3:
            raise ValueError("the picture's credential is compressed, or torn")
        found.append(parts[2].decode("utf-8"))
    return found


def _in_svg(picture: bytes) -> list[str]:
    root = xml.parse(picture)
    if root.tag != _SVG:
        raise ValueError("the picture is neither PNG nor SVG")
    elements = root.iter(f"{{{_NAMESPACE}}}credential")
    return [(element.get("verify") or "".join(map(str, element.itertext()))).strip() for element in elements]


@lru_cache(maxsize=8)
def _split_png(picture: bytes) -> tuple[bytes, bytes]:
    """What stands before a credential in a PNG, its header, and what after."""
    chunks = [(kind, body) for kind, body in _chunks(picture) if not (kind == b"iTXt" and body.startswith(_KEYWORD))]
    first, *others = (_chunk(kind, body) for kind, body in chunks)
    return _SIGNATURE + first, b"".join(others)


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, of which none may be torn, up to its end (PNG, 5.3)."""
    if not picture.startswith(_SIGNATURE):
        raise ValueError("the picture is no PNG")
    place, kind = len(_SIGNATURE), b""
    while kind != b"IEND":
        size = int.from_bytes(picture[place : place + 4])
        kind, body = picture[place + 4 : place + 8], picture[place + 8 : place + 8 + size]
        check = picture[place + 8 + size : place + 12 + size]
        if (place == len(_SIGNATURE)) is not (kind == b"IHDR") or check != struct.pack(">I", crc32(kind + body)):
            raise ValueError("the PNG is torn")
        yield kind, body
        place += 12 + size


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


@lru_cache(maxsize=8)
def _split_svg(picture: bytes) -> tuple[bytes, bytes]:
    """An SVG up to within the tag of its credential, directly after its own, and what follows."""
    from lxml import etree

    old = xml.parse(picture)
    if old.tag != _SVG:
        raise ValueError("the picture is no SVG")
    for element in list(old.iter(f"{{{_NAMESPACE}}}credential")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    names: Any = {"openbadges": _NAMESPACE}
    names.update(old.nsmap)
    root = etree.Element(_SVG, {str(name): str(value) for name, value in old.attrib.items()}, nsmap=names)
    etree.SubElement(root, f"{{{_NAMESPACE}}}credential").text = _PLACE
    root.text = old.text
    root.extend(list(old))
    head, _, tail = etree.tostring(root, encoding="utf-8", xml_declaration=True).partition(f">{_PLACE}".encode())
    return head, tail
