"""The size of an image, read from the first bytes of its file: PNG, JPEG, GIF, WebP and SVG."""

import re
from struct import error, unpack_from

ENOUGH = 256 * 1024  # bytes in which a size is found, even after a preview that a camera has written into a JPEG

_SVG = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""\b(width|height|viewBox)\s*=\s*["']([^"']*)["']""")
_PIXELS = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(?:px)?\s*")
_FRAMES = frozenset((*range(0xC0, 0xD0),)) - {0xC4, 0xC8, 0xCC}  # what starts a frame of a JPEG (ISO 10918-1, table B.1)


def sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height in pixels, of an SVG both of its view box and of itself; nothing where it can't be told."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return (unpack_from(">II", content, 16),)
        if content.startswith((b"GIF87a", b"GIF89a")):
            return (unpack_from("<HH", content, 6),)
        if content.startswith(b"\xff\xd8"):
            return _jpeg(content)
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return _webp(content)
    except (error, IndexError):  # cut off
        return ()
    return _svg(content)


def _jpeg(content: bytes) -> tuple[tuple[float, float], ...]:
    place = 2
    while content[place] == 0xFF:
        marker, length = unpack_from(">BH", content, place + 1)
        if marker in _FRAMES:
            height, width = unpack_from(">HH", content, place + 5)
            turned = _is_turned(content[:place])
            return ((height, width) if turned else (width, height),)
        place += 2 + length
    return ()


def _is_turned(head: bytes) -> bool:
    """Does a camera's note (Exif, orientation 5 to 8) say that the picture lies on its side? Browsers turn it."""
    start = head.find(b"Exif\0\0") + 6
    if start < 6:
        return False
    order = "<" if head[start : start + 2] == b"II" else ">"
    try:
        first = start + unpack_from(f"{order}I", head, start + 4)[0]
        for number in range(unpack_from(f"{order}H", head, first)[0]):
            tag, _, _, value = unpack_from(f"{order}HHIH", head, first + 2 + 12 * number)
            if tag == 0x0112:
                return bool(5 <= value <= 8)
    except error:
        pass
    return False


def _webp(content: bytes) -> tuple[tuple[float, float], ...]:
    kind = content[12:16]
    if kind == b"VP8 ":
        width, height = unpack_from("<HH", content, 26)
        return ((width & 0x3FFF, height & 0x3FFF),)
    if kind == b"VP8L":
        bits = unpack_from("<I", content, 21)[0]
        return (((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1),)
    if kind == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
        return ((width, height),)
    return ()


def _svg(content: bytes) -> tuple[tuple[float, float], ...]:
    tag = _SVG.search(content.decode(errors="ignore"))
    if not tag:
        return ()
    said = dict(_ATTRIBUTE.findall(tag[0]))
    found = []
    own = [_PIXELS.fullmatch(said.get(name, "")) for name in ("width", "height")]
    if own[0] and own[1]:
        found.append((float(own[0][1]), float(own[1][1])))
    box = said.get("viewBox", "").replace(",", " ").split()
    if len(box) == 4 and all(_PIXELS.fullmatch(number) for number in box[2:]):
        found.append((float(box[2]), float(box[3])))
    return tuple(found)
