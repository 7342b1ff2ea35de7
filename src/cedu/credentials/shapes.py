"""Filled shapes and stroked lines as SVG, and as pixels: the same picture twice.

A shape is made of contours, each of points and the curves between them. Lengths are the picture's own, from its top left corner.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

    from cedu.rendering.shaping import Line

Point = tuple[float, float]
# A straight line has one point, a quadratic curve two, a cubic one three: handles, and then its end.
Segment = tuple[Point, ...]
_FINE = 3  # pixels drawn for each that is left, along each side
_BAND = 100  # rows that are made smaller at once: all together would take three times the memory
_COLOURS = 64


class Contour(NamedTuple):
    """A closed line."""

    start: Point
    segments: tuple[Segment, ...]


class Shape(NamedTuple):
    """Contours, filled with `fill`, and `holes` in them, through which there is `ground`; or, where `stroke` has a width, lines."""

    contours: tuple[Contour, ...]
    fill: str
    holes: tuple[Contour, ...] = ()
    ground: str = ""
    stroke: float = 0


def circle(x: float, y: float, radius: float) -> Contour:
    """A circle of four curves."""
    return ellipse(x, y, radius, radius, 0)


def ellipse(x: float, y: float, long: float, short: float, turn: float) -> Contour:
    """An ellipse of four curves, turned by an angle in radians."""
    near = 0.552284749831
    unit = [
        (1, 0),
        (1, near),
        (near, 1),
        (0, 1),
        (-near, 1),
        (-1, near),
        (-1, 0),
        (-1, -near),
        (-near, -1),
        (0, -1),
        (near, -1),
        (1, -near),
    ]
    points = [
        (x + u * long * cos(turn) - v * short * sin(turn), y + u * long * sin(turn) + v * short * cos(turn)) for u, v in (*unit, unit[0])
    ]
    return Contour(points[0], tuple(tuple(points[place : place + 3]) for place in (1, 4, 7, 10)))


def polygon(points: Sequence[Point]) -> Contour:
    """Straight lines."""
    return Contour(points[0], tuple((point,) for point in points[1:]))


def star(x: float, y: float, radius: float) -> Contour:
    """A star of five points, one of them up."""
    turns = [(number * pi / 5, radius if number % 2 == 0 else radius * 0.42) for number in range(10)]
    return polygon([(x + far * sin(turn), y - far * cos(turn)) for turn, far in turns])


def text(line: "Line", x: float, y: float, size: float, fill: str, ground: str) -> Iterator[Shape]:
    """The glyphs of a line from `x` on, with their baseline at `y`; `ground` is what lies behind them, all of one colour."""
    for run in line.runs:
        for glyph in run.glyphs:
            scale = size / run.font.outlines.face.upem
            left, base = x + glyph.x * size / 1000, y - glyph.y * size / 1000
            contours = [_moved(contour, left, base, scale) for contour in _outline(run.font.outlines, glyph.id)]
            total = sum(_area(contour) for contour in contours)
            outer = tuple(contour for contour in contours if _area(contour) * total > 0)
            holes = tuple(contour for contour in contours if _area(contour) * total <= 0)
            if outer:
                yield Shape(outer, fill, holes, ground)
            x += glyph.advance * size / 1000


def _outline(font: Any, glyph: int) -> list[Contour]:
    """The contours of a glyph, in the font's own units."""
    import uharfbuzz as hb

    found: list[Contour] = []

    def begin(x: float, y: float, _: Any) -> None:
        found.append(Contour((x, y), ()))

    def add(*numbers: Any) -> None:
        *coordinates, _ = numbers
        segment = tuple(zip(coordinates[::2], coordinates[1::2], strict=True))
        found[-1] = found[-1]._replace(segments=(*found[-1].segments, segment))

    pen = hb.DrawFuncs()
    pen.set_move_to_func(begin)
    pen.set_line_to_func(add)
    pen.set_quadratic_to_func(add)
    pen.set_cubic_to_func(add)
    pen.set_close_path_func(lambda _: None)
    font.draw_glyph(glyph, pen, None)
    return [contour for contour in found if contour.segments]


def _moved(contour: Contour, x: float, y: float, scale: float) -> Contour:
    def at(point: Point) -> Point:
        return x + point[0] * scale, y - point[1] * scale

    return Contour(at(contour.start), tuple(tuple(at(point) for point in segment) for segment in contour.segments))


def _points(contour: Contour) -> list[Point]:
    """A contour as straight lines, fine enough."""
    points = [contour.start]
    for segment in contour.segments:
        curve = (points[-1], *segment)
        steps = 4 + int(hypot(curve[-1][0] - curve[0][0], curve[-1][1] - curve[0][1]) / 5) if len(segment) > 1 else 1
        points += [_on(curve, step / steps) for step in range(1, steps + 1)]
    return points


def _on(curve: Sequence[Point], part: float) -> Point:
    """A point of a Bézier curve (de Casteljau)."""
    while len(curve) > 1:
        curve = [(a + (c - a) * part, b + (d - b) * part) for (a, b), (c, d) in pairwise(curve)]
    return curve[0]


def _area(contour: Contour) -> float:
    """Twice the area of a contour, negative where it runs the other way round."""
    points = _points(contour)
    return sum(a * d - b * c for (a, b), (c, d) in zip(points, points[1:] + points[:1], strict=True))


def as_svg(shapes: Iterable[Shape], size: int, title: str) -> bytes:
    """A picture of `size` by `size`, which has the title for those who can't see it."""
    from html import escape

    paths = [_path(shape) for shape in shapes]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img"><title>{escape(title)}</title>\n'
    return (head + "\n".join(paths) + "\n</svg>\n").encode()


def _path(shape: Shape) -> str:
    drawn = "".join(_drawn(contour) for contour in (*shape.contours, *shape.holes))
    if shape.stroke:
        return f'<path fill="none" stroke="{shape.fill}" stroke-width="{shape.stroke:g}" d="{drawn}"/>'
    return f'<path fill="{shape.fill}" d="{drawn}"/>'


def _drawn(contour: Contour) -> str:
    parts = [f"M{_at(contour.start)}"]
    parts += [" LQC"[len(segment)] + " ".join(_at(point) for point in segment) for segment in contour.segments]
    return "".join(parts) + "Z"


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def as_png(shapes: Iterable[Shape], size: int, shown: Contour, back: str) -> bytes:
    """A picture of `size` by `size` pixels, of which what lies within `shown` is to be seen; `back` is the colour at its edge."""
    import io

    from PIL import Image, ImageDraw

    small = painted(shapes, size, size, back)
    mask = Image.new("L", (size * _FINE, size * _FINE), 0)
    ImageDraw.Draw(mask).polygon(_scaled(shown), fill=255)
    small.putalpha(mask.resize((size, size), Image.Resampling.BOX))
    content = io.BytesIO()
    small.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


def painted(shapes: Iterable[Shape], width: int, height: int, back: str) -> "Image":
    """A picture of `width` by `height` pixels, on a ground of one colour."""
    from PIL import Image, ImageDraw

    large = Image.new("P", (width * _FINE, height * _FINE), back)
    pen = ImageDraw.Draw(large)
    for shape in shapes:
        for contour in shape.contours:
            if shape.stroke:
                points = _scaled(contour)
                pen.line([*points, points[0]], fill=shape.fill, width=max(1, round(shape.stroke * _FINE)), joint="curve")
            else:
                pen.polygon(_scaled(contour), fill=shape.fill)
        for hole in shape.holes:
            pen.polygon(_scaled(hole), fill=shape.ground)
    picture = Image.new("RGB", (width, height))
    for top in range(0, height, _BAND):
        bottom = min(top + _BAND, height)
        band = large.crop((0, top * _FINE, width * _FINE, bottom * _FINE)).convert("RGB")
        picture.paste(band.resize((width, bottom - top), Image.Resampling.BOX), (0, top))
    return picture


def _scaled(contour: Contour) -> list[Point]:
    return [(x * _FINE, y * _FINE) for x, y in _points(contour)]
