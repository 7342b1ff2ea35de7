"""The picture that is shown with links to a level or a certificate (Open Graph): badge, level and organization, and no holder."""

import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cedu.credentials.shapes import Shape, painted, text
from cedu.rendering.fonts import FontSource
from cedu.rendering.shaping import Line, Typesetter

WIDTH, HEIGHT = 1200, 630
_MARGIN, _BADGE, _GAP = 72, 380, 26
_ROOM = WIDTH - 3 * _MARGIN - _BADGE
# The badge's colours.
_BACK, _INK, _MUTED = "#142a3e", "#fbf9f4", "#e3d8c3"
_FONTS = {
    "strong": FontSource("font_source_sans_pro", "SourceSansPro-Semibold.ttf", "sans", "bold"),
    "plain": FontSource("font_source_sans_pro", "SourceSansPro-Regular.ttf", "sans"),
}
_LEADING, _ASCENT = 1.22, 0.95
_COLOURS = 128


class _Text(NamedTuple):
    """A text, and in which sizes and how many lines it may be set."""

    text: str
    font: str
    sizes: range
    colour: str
    lines: int


class _Set(NamedTuple):
    """Lines of a size."""

    text: _Text
    size: float
    lines: Sequence[Line]

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LEADING


def card(certification: str, level: str, organization: str, language: str, badge: bytes) -> bytes | str:
    """The picture as PNG, 1200 by 630 pixels; or why it can't be drawn. `badge` is a PNG."""
    from PIL import Image

    setter = Typesetter(_FONTS)
    blocks: list[_Set] = []
    for each in (
        _Text(certification, "plain", range(36, 17, -2), _MUTED, 2),
        _Text(level, "strong", range(76, 15, -3), _INK, 3),
        _Text(organization, "plain", range(36, 17, -2), _MUTED, 2),
    ):
        found = _set(setter, each, language)
        if isinstance(found, str):
            return found
        blocks.append(found)
    is_rtl = blocks[1].lines[0].is_rtl
    picture = painted(_shapes(blocks, is_rtl), WIDTH, HEIGHT, _BACK)
    with Image.open(io.BytesIO(badge), formats=("PNG",)) as opened:
        emblem = opened.convert("RGBA").resize((_BADGE, _BADGE), Image.Resampling.LANCZOS)
    picture.paste(emblem, (WIDTH - _MARGIN - _BADGE if is_rtl else _MARGIN, (HEIGHT - _BADGE) // 2), emblem)
    content = io.BytesIO()
    picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


def _set(setter: Typesetter, block: _Text, language: str) -> _Set | str:
    """A text in the largest size that fits, or else in the smallest, cut short: the page says all of it."""
    found: _Set | None = None
    for size in block.sizes:
        lines = setter.lines(block.text, (block.font,), language, _ROOM / size * 1000)
        if isinstance(lines, str):
            return lines
        found = _Set(block, size, lines[: block.lines])
        if len(lines) <= block.lines and all(line.width * size / 1000 <= _ROOM for line in lines):
            break
    return found or "nothing is to be set"


def _shapes(blocks: Sequence[_Set], is_rtl: bool) -> Iterator[Shape]:
    """The texts below one another, on the side of the badge."""
    top = (HEIGHT - sum(block.height for block in blocks) - _GAP * (len(blocks) - 1)) / 2
    for block in blocks:
        for line in block.lines:
            start = WIDTH - 2 * _MARGIN - _BADGE - line.width * block.size / 1000 if is_rtl else 2 * _MARGIN + _BADGE
            yield from text(line, start, top + block.size * _ASCENT, block.size, block.text.colour, _BACK)
            top += block.size * _LEADING
        top += _GAP
