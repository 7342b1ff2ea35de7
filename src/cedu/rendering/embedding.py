"""Fonts inside a PDF: TrueType subsets as Type 0 fonts (ISO 32000-1, 9.7), and text shown with them. The same bytes for the same glyphs.

The code of a glyph is its number in the font, two bytes, so that text can be drawn before it is known which glyphs a subset has.
"""

import hashlib
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from cedu.rendering.fonts import Font
from cedu.rendering.shaping import Glyph, Line, Run, glyphs_of, grouped
from cedu.rendering.subsets import subset

# Latin-1, Latin Extended-A, letters of Romanian and Vietnamese, what stands between words; and the pairs that many fonts make one glyph of.
_LATIN = "".join(
    map(chr, (*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x218, 0x21C)))
) + "".join(map(chr, (*range(0x1EA0, 0x1EFA), 0x2010, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E, 0x2026)))
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "ft", "tt", "fj", "fh", "fb", "fk", "Th")


@dataclass(frozen=True, slots=True)
class Embedded:
    """A subset: by glyph, the text that it stands for (empty where that can't be said) and its width in 1/1000 of the font's size."""

    name: str
    program: bytes
    texts: Mapping[int, str]
    widths: Mapping[int, int]
    places: Mapping[int, int]
    descriptor: bytes

    def objects(self, first: int) -> list[bytes]:
        """The bodies of this font's six objects, which are to be numbered from `first`; the first is the one that pages refer to."""
        name = self.name.encode()
        font = b"<< /Type /Font /Subtype /Type0 /BaseFont /%b /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>"
        descendant = (
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%b /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            b" /FontDescriptor %d 0 R /CIDToGIDMap %d 0 R /DW 0 /W %b >>"
        )
        descriptor = b"<< /Type /FontDescriptor /FontName /%b %b /FontFile2 %d 0 R >>"
        return [
            font % (name, first + 1, first + 5),
            descendant % (name, first + 2, first + 4, _widths(self.widths)),
            descriptor % (name, self.descriptor, first + 3),
            _stream(self.program, b" /Length1 %d" % len(self.program)),
            _stream(_map(self.places)),
            _stream(_to_unicode(self.texts)),
        ]


def embedded(font: Font, glyphs: Mapping[int, str]) -> Embedded | str:
    """The subset of a font with these glyphs (`shaping.uses`), or why it can't be made."""
    made = subset(font, sorted(glyphs))
    if isinstance(made, str):
        return made
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(made.program).digest()[:6])
    widths = {glyph: round(font.shaper.get_glyph_h_advance(glyph)) for glyph in sorted(glyphs)}
    return Embedded(f"{tag}+{font.name}", made.program, dict(sorted(glyphs.items())), widths, made.places, made.descriptor)


def latin(font: Font) -> Mapping[int, str]:
    """The glyphs that Latin names need, whoever bears them: Latin-1, Latin Extended-A, Romanian, Vietnamese and what they are joined to."""
    found: dict[int, str] = {}
    for text in (*filter(font.has, _LATIN), *(each for each in _LIGATURES if all(map(font.has, each)))):
        for glyphs, cluster in grouped(glyphs_of(font, text)):
            for glyph in glyphs:
                found.setdefault(glyph.id, cluster if len(glyphs) == 1 else "")
    return dict(sorted(found.items()))


def shown(line: Line, size: float, fonts: Mapping[Font, tuple[str, Embedded]]) -> bytes:
    """The operators that show a line, between `BT` with its place and `ET`; by font, its name among the page's resources."""
    return operators(line, size, {font: (name, each.texts, each.widths) for font, (name, each) in fonts.items()})


def operators(line: Line, size: float, fonts: Mapping[Font, tuple[str, Mapping[int, str], Mapping[int, int]]]) -> bytes:
    """The operators that show a line; by font, its name among the resources, and the texts and widths of its glyphs."""
    found: list[str] = []
    for run in line.runs:
        name, texts, widths = fonts[run.font]
        found.append(f"/{name} {size:.6g} Tf")
        found += _run(run, size, texts, widths)
    return "\n".join(found).encode()


def _run(run: Run, size: float, texts: Mapping[int, str], widths: Mapping[int, int]) -> list[str]:
    if all(glyph.text == texts[glyph.id] and not (glyph.x or glyph.y) and (not run.is_rtl or len(glyph.text) == 1) for glyph in run.glyphs):
        return _array(run.glyphs, size, widths)
    found: list[str] = []
    plain: list[Glyph] = []
    for glyphs, text in grouped(run):
        is_level = not any(glyph.x or glyph.y for glyph in glyphs)
        if is_level and "".join(texts[glyph.id] for glyph in glyphs) == text and (not run.is_rtl or len(text) == 1):
            plain += glyphs
            continue
        found += _array(plain, size, widths)
        plain = []
        # What is copied out of the page is what was written, where glyphs alone don't say it (14.9.4).
        letters, last = (text[:0:-1], text[0]) if run.is_rtl and run.font.nothing else ("", text)
        for letter in letters:  # readers turn round what runs from right to left, letter by letter: so each stands by itself
            found += _span(letter, [f"[<{run.font.nothing:04X}>] TJ"])
        found += _span(last, _array(_framed(glyphs, run.font), size, widths))
    return found + _array(plain, size, widths)


def _framed(glyphs: list[Glyph], font: Font) -> list[Glyph]:
    """The same glyphs, first something unseen where they start, and last what ends where they end: so readers see no gap in the word."""
    moving = [glyph for glyph in glyphs if glyph.advance]
    if not font.blank or not moving:
        return glyphs
    marks: list[Glyph] = []
    at = 0.0
    for glyph in glyphs:
        if not glyph.advance:
            marks.append(glyph._replace(x=at + glyph.x))
        at += glyph.advance
    return [Glyph(font.blank, 0, 0, 0, None), *marks, *moving]


def _span(text: str, shows: list[str]) -> list[str]:
    return [f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC", *shows, "EMC"]


def _array(glyphs: Sequence[Glyph], size: float, widths: Mapping[int, int]) -> list[str]:
    """Glyphs as arrays of codes and corrections, one for each height above the base line (9.4.3)."""
    found: list[str] = []
    raised = False
    for rise, group in groupby(glyphs, key=lambda glyph: glyph.y):
        parts: list[str] = ["[<"]
        owed = 0.0
        for glyph in group:
            owed -= glyph.x
            if owed:
                parts.append(f">{owed:.6g}<")
            parts.append(f"{glyph.id:04X}")
            owed = widths[glyph.id] - glyph.advance + glyph.x
        parts.append(f">{owed:.6g}] TJ" if owed else ">] TJ")
        if rise or raised:
            found.append(f"{rise * size / 1000:.6g} Ts")
            raised = bool(rise)
        found.append("".join(parts))
    if raised:
        found.append("0 Ts")
    return found


def _widths(widths: Mapping[int, int]) -> bytes:
    """An array of widths (9.7.4.3): glyphs that follow one another by number stand together."""
    parts: list[str] = []
    last = -2
    for glyph, width in widths.items():
        parts.append(f" {width}" if glyph == last + 1 else f"{'] ' if parts else ''}{glyph} [{width}")
        last = glyph
    return f"[{''.join(parts)}]]".encode()


def _map(places: Mapping[int, int]) -> bytes:
    """The place in the subset of each glyph's code, two bytes each."""
    found = bytearray(2 * max(places) + 2)
    for glyph, place in places.items():
        struct.pack_into(">H", found, 2 * glyph, place)
    return bytes(found)


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    """A CMap from codes to text (9.10.3)."""
    pairs = [f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>" for glyph, text in texts.items() if text]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    listed = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{listed}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode%b >>\nstream\n%b\nendstream" % (len(packed), entries, packed)
