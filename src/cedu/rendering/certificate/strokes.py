"""What is simple enough to be drawn for each award: rectangles, lines and QR codes, as operators (ISO 32000-1, 8.5)."""

import re
from functools import lru_cache
from typing import Any

from cedu.rendering.certificate.boxes import MM, Line, Place, QrCode, Rectangle
from cedu.rendering.certificate.objects import number
from cedu.rendering.certificate.setting import rgb

# How far along the edge of a square corner's box the handles of a quarter of a circle lie.
_ROUND = 0.5523
_BLACK = re.compile(b"\0+")
_PIECE = 11  # columns


def rectangle(box: Rectangle, place: Place) -> str:
    """A rectangle; without fill and stroke, nothing."""
    if not (box.fill or box.stroke):
        return ""
    colours = (f"{rgb(box.fill)} rg " if box.fill else "") + (
        f"{rgb(box.stroke)} RG {number(box.line_width * MM)} w " if box.stroke else ""
    )
    paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[bool(box.fill), bool(box.stroke)]
    return f"q {colours}{_outline(place, min(box.radius * MM, place.width / 2, place.height / 2))} {paint} Q\n"


def _outline(place: Place, radius: float) -> str:
    x, y, width, height = place
    if not radius:
        return f"{_at(x, y)} {_at(width, height)} re"
    right, top, rest = x + width, y + height, radius * (1 - _ROUND)
    corners = (
        (f"{_at(x + radius, y)} m {_at(right - radius, y)} l", (right - rest, y), (right, y + rest), (right, y + radius)),
        (f"{_at(right, top - radius)} l", (right, top - rest), (right - rest, top), (right - radius, top)),
        (f"{_at(x + radius, top)} l", (x + rest, top), (x, top - rest), (x, top - radius)),
        (f"{_at(x, y + radius)} l", (x, y + rest), (x + rest, y), (x + radius, y)),
    )
    return " ".join(f"{side} {' '.join(_at(*point) for point in curve)} c" for side, *curve in corners) + " h"


def _at(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def line(box: Line, place: Place) -> str:
    """A line from the top left to the bottom right of its place."""
    start, end = _at(place.x, place.y + place.height), _at(place.x + place.width, place.y)
    return f"q {rgb(box.stroke)} RG {number(box.line_width * MM)} w {start} m {end} l S Q\n"


def qr(box: QrCode, place: Place, text: str) -> str:
    """A QR code (ISO/IEC 18004) that can be read with a part of it gone. Raises ValueError where `text` is too long for one."""
    import zxingcpp

    # A reader undoes whichever of the eight masks it finds; to look for the one with the fewest flaws would take eight times as long.
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=3)
    picture: Any = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)
    (rows, columns), dots = picture.shape, bytes(memoryview(picture))
    side = min(place.width, place.height) / columns
    parts = [f"q {rgb(box.colour)} rg {side:.5f} 0 0 {side:.5f} {_at(place.x, place.y)} cm\n"]
    for row in range(rows):
        first = row * columns
        cells = "".join(_runs(dots[first + at : first + min(at + _PIECE, columns)], at) for at in range(0, columns, _PIECE))
        parts.append(cells.replace("y", str(rows - 1 - row)))
    return "".join((*parts, "f Q\n"))


@lru_cache(20_000)
def _runs(dots: bytes, at: int) -> str:
    """Some dots of a row, black ones 0, as rectangles from column `at` in row `y`; there are few such pieces, so each is written once."""
    return "".join(f"{at + run.start()} y {run.end() - run.start()} 1 re\n" for run in _BLACK.finditer(dots))
