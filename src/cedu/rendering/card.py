"""The picture that is shown with links to a level or a certificate (Open Graph): badge, level and organization, and no holder."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cedu.rendering.fonts import FontSource
from cedu.rendering.shaping import Line, Typesetter

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1200, 630
_MARGIN, _BADGE = 72, 360
_BACKGROUND, _INK, _MUTED = "#12305f", "#ffffff", "#c3d2ec"
_FONTS = {
    "strong": FontSource("font_source_sans_pro", "SourceSansPro-Semibold.ttf", "sans", "bold"),
    "plain": FontSource("font_source_sans_pro", "SourceSansPro-Regular.ttf", "sans"),
}
_FINER = 4  # times, so that edges are smooth
_LEADING = 1.22

# A closed outline, as points of the picture.
_Outline = list[tuple[float, float]]


class Text(NamedTuple):
    """A text of the card: its font, size in pixels, colour, and how many lines it may take before it gets smaller."""

    text: str
    font: str
    size: float
    colour: str
    lines: int


def card(certification: str, level: str, organization: str, language: str, badge: bytes) -> bytes | str:
    """The picture as PNG, 1200 by 630 pixels; or why it can't be drawn. `badge` is a PNG."""
    from PIL import Image

    setter = Typesetter(_FONTS)
    texts = (
        Text(certification, "plain", 36, _MUTED, 2),
        Text(level, "strong", 76, _INK, 3),
        Text(organization, "plain", 36, _MUTED, 2),
    )
    set_texts: list[tuple[Text, float, Sequence[Line]]] = []
    for text in texts:
        found = _fitted(setter, text, language)
        if isinstance(found, str):
            return found
        set_texts.append((text, *found))
    picture = Image.new("RGB", (WIDTH, HEIGHT), _BACKGROUND)
    is_rtl = set_texts[1][2][0].is_rtl
    with Image.open(io.BytesIO(badge)) as opened:
        emblem = opened.convert("RGBA").resize((_BADGE, _BADGE), Image.Resampling.LANCZOS)
    left = WIDTH - _MARGIN - _BADGE if is_rtl else _MARGIN
    picture.paste(emblem, (left, (HEIGHT - _BADGE) // 2), emblem)
    total = sum(size * _LEADING * len(lines) for _, size, lines in set_texts) + 2 * 24
    top = (HEIGHT - total) / 2
    for text, size, lines in set_texts:
        for line in lines:
            _draw(picture, line, size, top, text.colour, is_rtl)
            top += size * _LEADING
        top += 24
    buffer = io.BytesIO()
    picture.quantize(128, method=Image.Quantize.FASTOCTREE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _room() -> float:
    return WIDTH - 3 * _MARGIN - _BADGE


def _fitted(setter: Typesetter, text: Text, language: str) -> tuple[float, Sequence[Line]] | str:
    """The size at which a text fits, and its lines."""
    size = text.size
    while True:
        lines = setter.lines(text.text or " ", (text.font,), language, _room() / size * 1000)
        if isinstance(lines, str):
            return lines
        if size < 20 or (len(lines) <= text.lines and all(line.width * size / 1000 <= _room() for line in lines)):
            return size, lines[: text.lines + 3]
        size *= 0.92


def _draw(picture: "Image", line: Line, size: float, top: float, colour: str, is_rtl: bool) -> None:
    """One line, on the side where its reader starts."""
    from PIL import Image, ImageDraw

    width = line.width * size / 1000
    x = WIDTH - 2 * _MARGIN - _BADGE - width if is_rtl else 2 * _MARGIN + _BADGE
    height = round(size * 1.6)
    mask = Image.new("L", (WIDTH * _FINER, height * _FINER), 0)
    pencil = ImageDraw.Draw(mask)
    for run in line.runs:
        for glyph in run.glyphs:
            pen_x, pen_y = x + glyph.x * size / 1000, size * 1.1 - glyph.y * size / 1000
            scale = size / run.font.face.upem
            for outline, fill in _outlines(run.font, glyph.id):
                pencil.polygon([((pen_x + px * scale) * _FINER, (pen_y - py * scale) * _FINER) for px, py in outline], fill=fill)
            x += glyph.advance * size / 1000
    small = mask.resize((WIDTH, height), Image.Resampling.BOX)
    picture.paste(colour, (0, round(top)), small)


def _outlines(font: "object", glyph: int) -> list[tuple[_Outline, int]]:
    """The outlines of a glyph, the largest first, and what each is filled with: those that turn the other way are holes."""
    pen = _Flattening()
    font.outlines.draw_glyph_with_pen(glyph, pen)  # type: ignore[attr-defined]
    turned = sorted(((_area(outline), outline) for outline in pen.done if len(outline) > 2), key=lambda each: -abs(each[0]))
    return [(outline, 255 if area * turned[0][0] > 0 else 0) for area, outline in turned]


def _area(outline: _Outline) -> float:
    following = (*outline[1:], outline[0])
    return sum(x * ny - nx * y for (x, y), (nx, ny) in zip(outline, following, strict=True)) / 2


class _Flattening:
    """A pen (fontTools' protocol) that turns curves into short lines."""

    def __init__(self) -> None:
        self.done: list[_Outline] = []

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the protocol's names
        self.done.append([point])

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.done[-1].append(point)

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        start = self.done[-1][-1]
        first, second = (tuple(a + 2 / 3 * (c - a) for a, c in zip(anchor, control, strict=True)) for anchor in (start, end))
        self.curveTo(first, second, end)  # type: ignore[arg-type]

    def curveTo(self, one: tuple[float, float], two: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        (x0, y0), steps = self.done[-1][-1], 8
        for step in range(1, steps + 1):
            t = step / steps
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            self.done[-1].append((a * x0 + b * one[0] + c * two[0] + d * end[0], a * y0 + b * one[1] + c * two[1] + d * end[1]))

    def closePath(self) -> None:  # noqa: N802
        """Polygons are closed by themselves."""

    def endPath(self) -> None:  # noqa: N802
        """The same."""
