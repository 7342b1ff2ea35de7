"""Text as glyphs: any script, in the order in which it is read on paper, joined and stacked as its writers do; or why not.

A name that is drawn wrong is worse than none: whatever no font here has is refused in words. Lengths are in 1/1000 of the font's size.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from cedu.rendering.clusters import IGNORABLE, breaks
from cedu.rendering.fonts import Font, Fonts, FontSource
from cedu.rendering.paragraphs import Paragraph, Piece, missing, paragraph
from cedu.rendering.scripts import JOINED
from cedu.rendering.wrapping import Segment, even

_CIRCLE = "\u25cc"
_APART: Mapping[str, bool] = {"liga": False, "clig": False, "calt": False}


class Glyph(NamedTuple):
    """A glyph of a font: how far it moves the pen, and where from the pen it is drawn (to the right, and up).

    `text` is what its cluster stands for, at the first glyph of a cluster from the left; None at its others.
    """

    id: int
    advance: float
    x: float
    y: float
    text: str | None


class Run(NamedTuple):
    """Glyphs of one font, from left to right."""

    font: Font
    glyphs: tuple[Glyph, ...]
    is_rtl: bool


class Line(NamedTuple):
    """A line from left to right; `is_rtl` says that its reader starts at the right."""

    runs: tuple[Run, ...]
    width: float
    is_rtl: bool


class Typesetter:
    """Sets texts in the fonts of a design, found by their names, and in what can take their place."""

    def __init__(self, fonts: Mapping[str, FontSource], folders: tuple[Path, ...] = ()) -> None:
        self.fonts = Fonts(fonts, folders)

    def line(self, text: str, names: Sequence[str], language: str, tracking: float = 0, *, rtl: bool | None = None) -> Line | str:
        """`text` on one line, in the first of these fonts that has its characters; or why it can't be drawn.

        `tracking` is room between letters, which scripts that are joined don't take. `rtl` is which way all of it runs, if that is known.
        """
        found = paragraph(unicodedata.normalize("NFC", text), self.fonts, names, language, rtl)
        return found if isinstance(found, str) else _line(found, 0, len(found.text), tracking)

    def lines(self, text: str, names: Sequence[str], language: str, room: float, tracking: float = 0) -> list[Line] | str:
        """`text` on as few lines as fit into `room`, as even as can be; a word that is wider has a line of its own, and sticks out."""
        found = paragraph(unicodedata.normalize("NFC", text), self.fonts, names, language)
        whole = found if isinstance(found, str) else _line(found, 0, len(found.text), tracking)
        if isinstance(found, str) or isinstance(whole, str):
            return str(whole)
        if whole.width <= room:
            return [whole]
        parts = _parts(found, room, tracking)
        lines = [parts] if isinstance(parts, str) else [_line(found, start, end, tracking) for start, end in parts]
        return next((line for line in lines if isinstance(line, str)), None) or [line for line in lines if isinstance(line, Line)]


def _parts(whole: Paragraph, room: float, tracking: float) -> list[tuple[int, int]] | str:
    """Where lines start and end: between words if that helps, else wherever one may."""
    segments: list[Segment] = []
    for anywhere in (False, True):
        segments = []
        for start, end in pairwise((0, *breaks(whole.text, whole.starts, anywhere=anywhere), len(whole.text))):
            seen = start + len(whole.text[start:end].rstrip(" \u3000"))
            words, with_space = _line(whole, start, seen, tracking), _line(whole, start, end, tracking)
            if isinstance(words, str) or isinstance(with_space, str):
                return words if isinstance(words, str) else str(with_space)
            segments.append(Segment(start, seen, words.width, with_space.width + tracking))
        if all(each.width <= room for each in segments):
            break
    return even(segments, room)


def _line(whole: Paragraph, start: int, end: int, tracking: float) -> Line | str:
    """The characters from `start` to `end` as a line."""
    runs: list[tuple[int, Run]] = []
    tracked = False
    for piece in whole.pieces:
        low, high = max(piece.start, start), min(piece.end, end)
        if low >= high:
            continue
        run = _shaped(whole, piece, low, high, tracking)
        if isinstance(run, str):
            return run
        place = min(piece.places) if low == piece.start and high == piece.end else _place(whole, piece, low, high)
        runs.append((place, run))
        tracked = piece.script not in JOINED
    runs.sort(key=lambda each: each[0])
    width = sum(glyph.advance for _, run in runs for glyph in run.glyphs)
    return Line(tuple(run for _, run in runs if run.glyphs), width - (tracking if tracked else 0), whole.is_rtl)


def _place(whole: Paragraph, piece: Piece, low: int, high: int) -> int:
    own = [start for start in whole.starts if piece.start <= start < piece.end]
    return min(place for start, place in zip(own, piece.places, strict=True) if low <= start < high)


@cache
def _buffer() -> Any:
    import uharfbuzz as hb

    return hb.Buffer()


def _shaped(whole: Paragraph, piece: Piece, low: int, high: int, tracking: float) -> Run | str:
    """A piece from left to right, or why HarfBuzz has none for a part of it."""
    import uharfbuzz as hb

    buffer = _buffer()
    buffer.reset()
    buffer.add_str(whole.text, low, high - low)
    buffer.direction = "rtl" if piece.is_rtl else "ltr"
    buffer.script, buffer.language = piece.script, whole.language or "und"
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    room = tracking if piece.script not in JOINED else 0
    hb.shape(piece.font.shaper, buffer, _APART if room else {})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    if not infos:  # nothing but what nobody sees
        return Run(piece.font, (), piece.is_rtl)
    starts = [info.cluster for info in infos]
    marks = sorted({*starts})
    texts = {start: whole.text[start:end] for start, end in zip(marks, [*marks[1:], high], strict=True)}
    found: list[Glyph] = []
    before = -1
    for info, position, start, after in zip(infos, positions, starts, [*starts[1:], -1], strict=True):
        advance = position.x_advance + (room if start != after else 0)
        text = texts[start] if start != before else None
        found.append(Glyph(info.codepoint, advance, position.x_offset, position.y_offset, text))
        before = start
    run = Run(piece.font, tuple(found), piece.is_rtl)
    return _unseen(run) or _circled(run, piece, whole.text[low:high]) or run


def _unseen(run: Run) -> str:
    """Why a part of a run would be a blank or a box, if one that is no space would."""
    draws = run.font.draws
    if all(glyph.id and (draws(glyph.id) or glyph.text == " ") for glyph in run.glyphs):
        return ""
    for glyphs, text in grouped(run):
        if not all(glyph.id for glyph in glyphs):
            return missing(text, (run.font,))
        if not any(draws(glyph.id) for glyph in glyphs):
            hidden = next((each for each in text if unicodedata.category(each) != "Zs" and not IGNORABLE.match(each)), "")
            if hidden:
                return missing(hidden, ())
    return ""


def _circled(run: Run, piece: Piece, text: str) -> str:
    """HarfBuzz puts a dotted circle where a mark has no letter: so the text is no valid one of its script."""
    if piece.script == "Latn" or _CIRCLE in text or not (circle := piece.font.glyph(_CIRCLE)):
        return ""
    wrong = any(glyph.id == circle for glyph in run.glyphs)
    return f"in `{text}` there is a mark without a letter that it could belong to" if wrong else ""


def glyphs_of(font: Font, text: str) -> Run:
    """A text in Latin letters in one font, which has all of them."""
    piece = Piece(0, len(text), font, "Latn", False, (0,))
    run = _shaped(Paragraph(text, [0], [piece], "en", False), piece, 0, len(text), 0)
    return run if isinstance(run, Run) else Run(font, (), False)


def uses(lines: Iterable[Line]) -> dict[Font, dict[int, str]]:
    """The glyphs of each font, in order, and the text that each stands for by itself (empty where that can't be said)."""
    found: dict[Font, dict[int, str]] = {}
    for line in lines:
        for run in line.runs:
            known = found.setdefault(run.font, {})
            if not run.is_rtl and all(glyph.text and len(glyph.text) == 1 and not (glyph.x or glyph.y) for glyph in run.glyphs):
                for glyph in run.glyphs:
                    known[glyph.id] = known.get(glyph.id) or glyph.text or ""
                continue
            # What frames and follows clusters that are more than one letter as one glyph (see `embedding`).
            if run.is_rtl or any(glyph.x or glyph.y or len(glyph.text or "") != 1 for glyph in run.glyphs):
                known |= {glyph: text for glyph, text in ((run.font.blank, " "), (run.font.nothing, "")) if glyph}
            for glyphs, text in grouped(run):
                alone = {glyphs[0].id: text} if len(glyphs) == 1 else {run.font.glyph(each): each for each in text}
                for glyph in glyphs:
                    known[glyph.id] = known.get(glyph.id) or alone.get(glyph.id, "")
    return {font: dict(sorted(glyphs.items())) for font, glyphs in found.items()}


def grouped(run: Run) -> Iterator[tuple[list[Glyph], str]]:
    """The clusters of a run from left to right: the glyphs of each, and what they stand for."""
    cluster: list[Glyph] = []
    for glyph in run.glyphs:
        if glyph.text is not None and cluster:
            yield cluster, cluster[0].text or ""
            cluster = []
        cluster.append(glyph)
    if cluster:
        yield cluster, cluster[0].text or ""
