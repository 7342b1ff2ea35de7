"""The picture that is shown with links to a level or a certificate (Open Graph): badge, level and organization, and no holder."""

import io
from collections.abc import Iterator, Sequence

from cedu.credentials.lettering import Lettering, Room, fitted
from cedu.credentials.shapes import Shape, painted
from cedu.credentials.shapes import text as drawn
from cedu.rendering.fonts import FontSource
from cedu.rendering.shaping import Typesetter

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
_LEVEL = Room(_ROOM, "strong", range(76, 15, -3), 3, _INK, _LEADING)
_BESIDE = Room(_ROOM, "plain", range(36, 17, -2), 2, _MUTED, _LEADING)
_COLOURS = 128


def card(certification: str, level: str, organization: str, language: str, badge: bytes) -> bytes | str:
    """The picture as PNG, 1200 by 630 pixels; or why it can't be drawn. `badge` is a PNG."""
    from PIL import Image

    setter = Typesetter(_FONTS)
    blocks: list[Lettering] = []
    for text, room in ((certification, _BESIDE), (level, _LEVEL), (organization, _BESIDE)):
        found = fitted(setter, room, text, language)
        if isinstance(found, str):
            return found
        # What is too long even in the smallest size is cut short: the page says all of it.
        blocks.append(found._replace(lines=found.lines[: room.lines]))
    is_rtl = blocks[1].lines[0].is_rtl
    picture = painted(_shapes(blocks, is_rtl), WIDTH, HEIGHT, _BACK)
    with Image.open(io.BytesIO(badge), formats=("PNG",)) as opened:
        emblem = opened.convert("RGBA").resize((_BADGE, _BADGE), Image.Resampling.LANCZOS)
    picture.paste(emblem, (WIDTH - _MARGIN - _BADGE if is_rtl else _MARGIN, (HEIGHT - _BADGE) // 2), emblem)
    content = io.BytesIO()
    picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


def _shapes(blocks: Sequence[Lettering], is_rtl: bool) -> Iterator[Shape]:
    """The texts below one another, on the side of the badge."""
    top = (HEIGHT - sum(block.height for block in blocks) - _GAP * (len(blocks) - 1)) / 2
    for block in blocks:
        for line in block.lines:
            start = WIDTH - 2 * _MARGIN - _BADGE - line.width * block.size / 1000 if is_rtl else 2 * _MARGIN + _BADGE
            yield from drawn(line, start, top + block.size * _ASCENT, block.size, block.room.colour, _BACK)
            top += block.size * _LEADING
        top += _GAP
