"""The picture of a level, where the workspace has none of its own: drawn once as shapes, and written as PNG and as SVG."""

import io
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from html import escape
from math import cos, pi, sin
from pathlib import Path
from typing import NamedTuple

from cedu.credentials.lettering import Lettering, Room, fitted
from cedu.credentials.shapes import Contour, Shape, as_png, as_svg, circle, ellipse, polygon, star, text
from cedu.formats import xml
from cedu.rendering.certificate import svg
from cedu.rendering.fonts import FontSource
from cedu.rendering.shaping import Typesetter

SIZE = 600
_MIDDLE = SIZE / 2
# The certificate's colours.
_NAVY, _TEAL, _GOLD, _PALE, _PAPER, _GREY = "#142a3e", "#46809f", "#c9a466", "#e3d8c3", "#fbf9f4", "#4b5863"
_FONTS = {
    "display": FontSource("font_source_serif_pro", "SourceSerifPro-Semibold.ttf", "serif", "bold"),
    "sans": FontSource("font_source_sans_pro", "SourceSansPro-Semibold.ttf", "sans", "bold"),
}
_PETALS, _TEETH = 40, 48
_LEADING = 1.16
_LIVELY = frozenset(("script", "foreignobject", "iframe", "animate", "set", "handler", "audio", "video", "image", "a"))
_MOST_BYTES, _LEAST_SIDE, _MOST_SIDE = 500_000, 90, 2000
# Where the certification, the level and the stars are centred, and the room between them.
_CENTRE, _GAP, _STAR = 286, 26, 14


class Face(NamedTuple):
    """What a badge shows: `rank` is the level's in its certification, from 1. A workspace's own picture takes its place: a square PNG,
    and the same as SVG if there is one.
    """

    certification: str
    level: str
    issuer: str
    rank: int
    of: int
    picture: bytes = b""
    drawing: bytes = b""


class Badge(NamedTuple):
    """The same picture twice: 600 by 600 pixels (an own one may be of another size), and without a size."""

    png: bytes
    svg: bytes


_CERTIFICATION = Room(276, "sans", range(25, 11, -1), 3, _GREY, _LEADING, 84, 30)
_LEVEL = Room(344, "display", range(62, 17, -2), 3, _NAVY, _LEADING, 128)
_ISSUER = Room(220, "sans", range(18, 8, -1), 2, _GREY, _LEADING, 40, 20)


@cache
def drawn(face: Face, language: str = "") -> Badge | str:
    """The badge, the same bytes for the same face; or why it can't be drawn."""
    if face.picture:
        return own(face.picture, face.drawing, f"{face.certification}: {face.level}")
    setter = Typesetter(_FONTS)
    certification = fitted(setter, _CERTIFICATION, face.certification, language)
    level = fitted(setter, _LEVEL, face.level, language)
    issuer = fitted(setter, _ISSUER, face.issuer, language)
    if isinstance(certification, str) or isinstance(level, str) or isinstance(issuer, str):
        return next(each for each in (certification, level, issuer) if isinstance(each, str))
    starred = 1 < face.of < 10
    height = certification.height + _GAP + level.height + (_GAP + 2 * _STAR if starred else 0)
    top = _CENTRE - height / 2
    shapes = [*_medal(), *_texts(certification, top), *_texts(level, top + certification.height + _GAP)]
    shapes += _texts(issuer, 437 - issuer.height / 2)
    if starred:
        shapes += _stars(face.rank, face.of, top + height - _STAR)
    return Badge(as_png(shapes, SIZE, _edge(), _NAVY), as_svg(shapes, SIZE, f"{face.certification}: {face.level}"))


def pictures(file: Path) -> tuple[bytes, bytes]:
    """A level's own picture, and the drawing of the same name beside it (empty where there is none in that folder); cut off beyond the most
    bytes, and one more, that each may have. Raises OSError.
    """
    beside = file.with_suffix(".svg")
    return _start(file), _start(beside) if beside.is_file() and beside.resolve().parent == file.resolve().parent else b""


def _start(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_MOST_BYTES + 1)


def own(picture: bytes, drawing: bytes, title: str) -> Badge | str:
    """A workspace's own badge, or why it can be none; without a drawing, with one that shows the picture."""
    if len(picture) > _MOST_BYTES or len(drawing) > _MOST_BYTES:
        return f"the level's own badge has more than {_MOST_BYTES:,} bytes, and each certificate would carry them"
    side = _side(picture)
    if isinstance(side, str):
        return side
    if not drawing:
        data = b64encode(picture).decode("ascii")
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img"><title>{escape(title)}</title>'
        return Badge(picture, f'{head}<image width="{side}" height="{side}" href="data:image/png;base64,{data}"/></svg>\n'.encode())
    problem = svg.read(drawing)
    if isinstance(problem, str) or (problem := _lively(drawing)):
        return f"the SVG of the level's own badge {problem}"
    return Badge(picture, drawing)


def _lively(drawing: bytes) -> str:
    """What an SVG would do beyond showing itself, once somebody opens it; empty where it does nothing."""
    for element in xml.parse(drawing).iter():
        name = str(element.tag).rpartition("}")[2].lower()
        if name in _LIVELY or (name == "style" and "@import" in (element.text or "")):
            return f"holds `{name}`, which a picture doesn't need"
        for key, value in element.items():
            attribute = str(key).rpartition("}")[2].lower()
            if attribute.startswith("on") or (attribute in ("href", "src") and not str(value).startswith("#")):
                return f"has an attribute `{attribute}`, which a picture doesn't need"
    return ""


def _side(picture: bytes) -> int | str:
    """How many pixels wide and high a PNG is; or why it is no badge."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(picture), formats=("PNG",)) as image:
            size = image.size
            image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return "the level's own badge is no PNG, or a broken one"
    if size[0] != size[1] or not _LEAST_SIDE <= size[0] <= _MOST_SIDE:
        return f"the level's own badge is {size[0]} by {size[1]} pixels, not a square of {_LEAST_SIDE} to {_MOST_SIDE}"
    return size[0]


def _edge() -> Contour:
    """A circle with a fine wave, as a seal has."""
    turns = [step * 2 * pi / (_TEETH * 16) for step in range(_TEETH * 16)]
    points = [(290 + 4.5 * cos(_TEETH * turn), turn) for turn in turns]
    return polygon([(_MIDDLE + far * cos(turn), _MIDDLE + far * sin(turn)) for far, turn in points])


def _medal() -> Iterator[Shape]:
    yield Shape((_edge(),), _NAVY)
    petals = (ellipse(_MIDDLE, _MIDDLE, 267, 214, petal * pi / _PETALS) for petal in range(_PETALS))
    yield Shape(tuple(petals), _TEAL, stroke=1)
    for radius, width in ((275, 2.5), (206, 2.5)):
        yield Shape((circle(_MIDDLE, _MIDDLE, radius),), _GOLD, stroke=width)
    yield Shape((circle(_MIDDLE, _MIDDLE, 204),), _PAPER)
    yield Shape((circle(_MIDDLE, _MIDDLE, 196),), _PALE, stroke=1.2)


def _texts(found: Lettering, top: float) -> Iterator[Shape]:
    for row, line in enumerate(found.lines):
        baseline = top + found.size * (row * _LEADING + 0.92)
        yield from text(line, _MIDDLE - line.width * found.size / 2000, baseline, found.size, found.room.colour, _PAPER)


def _stars(rank: int, of: int, y: float) -> Iterator[Shape]:
    """A star for each level of the certification, those that this one reaches filled."""
    for place in range(of):
        x = _MIDDLE + (place - (of - 1) / 2) * 2.5 * _STAR
        yield Shape((star(x, y, _STAR),), _GOLD if place < rank else _PALE)
