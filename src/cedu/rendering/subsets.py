"""Subsets of fonts as TrueType programs. Fonts with other outlines (CFF, variable ones) are drawn anew with quadratic curves."""

import io
import struct
from collections.abc import Sequence
from typing import Any, NamedTuple

from cedu.rendering.fonts import Font

# The largest subset: more glyphs than any page has.
_MOST_BYTES = 4_000_000
# How far a new outline may lie from the old one, in 1/1000 of the font's size.
_NEAR = 0.5
_SYMBOLIC, _ITALIC = 4, 64
# The tables that a PDF needs (ISO 32000-1, 9.9); what steers screens is left out.
_KEPT = frozenset(("head", "hhea", "maxp", "hmtx", "loca", "glyf"))


class Subset(NamedTuple):
    """A TrueType program, the place in it of each glyph of the font, and what a font descriptor says of it (ISO 32000-1, 9.8)."""

    program: bytes
    places: dict[int, int]
    descriptor: bytes


def subset(font: Font, glyphs: Sequence[int]) -> Subset | str:
    """The part of a font with these glyphs, and `.notdef`; or why it can't be made."""
    import uharfbuzz as hb

    wanted = sorted({0, *glyphs})
    try:
        program, places = _cut(font, wanted) if font.is_truetype else _drawn(font, wanted)
    except (hb.HarfBuzzError, RuntimeError, ValueError, ArithmeticError) as error:
        return f"the font `{font.path.name}` is broken: {error or 'no part of it can be taken'}"
    if len(program) > _MOST_BYTES:
        return f"the font `{font.path.name}` is broken, or made for something else: {len(glyphs)} glyphs take {len(program)} bytes"
    return Subset(program, places, _descriptor(font))


def _cut(font: Font, wanted: Sequence[int]) -> tuple[bytes, dict[int, int]]:
    import uharfbuzz as hb

    asked = hb.SubsetInput()
    asked.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    asked.glyph_set.update(wanted)
    asked.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in {*font.face.table_tags} - _KEPT)
    plan = hb.SubsetPlan(font.face, asked)
    places = dict(plan.old_to_new_glyph_mapping)
    return bytes(plan.execute().blob.data), {glyph: places[glyph] for glyph in wanted}


def _drawn(font: Font, wanted: Sequence[int]) -> tuple[bytes, dict[int, int]]:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    upem = font.face.upem
    outlines, widths = {}, {}
    for place, glyph in enumerate(wanted):
        pen = TTGlyphPen(None)
        font.outlines.draw_glyph_with_pen(glyph, Cu2QuPen(pen, _NEAR * upem / 1000, reverse_direction="glyf" not in font.face.table_tags))
        name = ".notdef" if not place else f"g{place}"
        outlines[name] = pen.glyph()
        widths[name] = (font.outlines.get_glyph_h_advance(glyph), 0)
    builder = FontBuilder(upem, isTTF=True)
    builder.setupGlyphOrder([*outlines])
    builder.setupGlyf(outlines)
    sides = {name: (width, getattr(builder.font["glyf"][name], "xMin", 0)) for name, (width, _) in widths.items()}
    builder.setupHorizontalMetrics(sides)
    extents = font.outlines.get_font_extents("ltr")
    builder.setupHorizontalHeader(ascent=round(extents.ascender), descent=round(extents.descender))
    builder.setupMaxp()
    head: Any = builder.font["head"]
    head.created = head.modified = 0
    builder.font.recalcTimestamp = False
    buffer = io.BytesIO()
    builder.font.save(buffer)
    return buffer.getvalue(), {glyph: place for place, glyph in enumerate(wanted)}


def _descriptor(font: Font) -> bytes:
    import uharfbuzz as hb

    extents = font.shaper.get_font_extents("ltr")
    high = font.shaper.get_glyph_extents(font.glyph("H")) if font.has("H") else None
    slant, weight = (font.shaper.get_style_value(tag) for tag in (hb.StyleTag.SLANT_ANGLE, hb.StyleTag.WEIGHT))
    head = bytes(font.face.reference_table("head").data)
    box = struct.unpack_from(">4h", head, 36) if len(head) >= 44 else (0, 0, 0, 0)
    return (
        f"/Flags {_SYMBOLIC | (_ITALIC if slant else 0)} /FontBBox [{' '.join(str(round(side * 1000 / font.face.upem)) for side in box)}]"
        f" /ItalicAngle {slant:.6g} /Ascent {round(extents.ascender)} /Descent {round(extents.descender)}"
        f" /CapHeight {round(high.y_bearing if high else extents.ascender)} /StemV {round(10 + 220 * (weight - 50) / 900)}"
    ).encode()
