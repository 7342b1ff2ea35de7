"""The type that tests are set in: faces, and texts as pieces of lines."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from cedu.diagnostics import Span
from cedu.rendering.fonts import Font, Fonts, FontSource
from cedu.rendering.paper.boxes import INK, PALE, Chance, Glyphs, Piece, Space, Tint, width_of
from cedu.rendering.shaping import Typesetter

_SANS, _SERIF = "font_source_sans_pro", "font_source_serif_pro"
_FACES = {
    "body": FontSource(_SANS, "SourceSansPro-Regular.ttf", "sans"),
    "italic": FontSource(_SANS, "SourceSansPro-It.ttf", "sans"),
    "bold": FontSource(_SANS, "SourceSansPro-Semibold.ttf", "sans"),
    "bold italic": FontSource(_SANS, "SourceSansPro-SemiboldIt.ttf", "sans"),
    "title": FontSource(_SERIF, "SourceSerifPro-Semibold.ttf", "serif"),
    "maths": FontSource(_SERIF, "SourceSerifPro-Regular.ttf", "serif"),
    "maths italic": FontSource(_SERIF, "SourceSerifPro-It.ttf", "serif"),
    "code": FontSource("", "", "mono"),
}
_WORDS = re.compile(r"[ \t\n\r]+|[^ \t\n\r]+")
# What only says where lines may end, or how an emoji looks: nothing that is drawn.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufe0e\ufe0f]")
# What no line of Chinese, Japanese or Korean starts with, and what none ends with (JIS X 4051, in short).
_NOT_FIRST = frozenset("、。，．・：；？！）］｝」』】〕〉》”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%),.:;?!]}")
_NOT_LAST = frozenset("（［｛「『【〔〈《“‘([{")


class UnprintableError(Exception):
    """Something that can't be drawn on paper: why, and where it is written, as soon as that is known."""

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.span = span


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: its face (a name of `_FACES`, made bold or italic), size in points and colour."""

    size: float = 10.5
    colour: str = INK
    face: str = "body"
    bold: bool = False
    italic: bool = False
    code: bool = False
    struck: bool = False
    rise: float = 0
    leading: float = 1.36

    @property
    def faces(self) -> tuple[str, ...]:
        """The faces to look for a character in, the best first."""
        if self.code:
            return ("code", "body")
        if self.face != "body":
            return tuple(dict.fromkeys((self.face, self.face.split()[0], "body")))
        name = " ".join(filter(None, ("bold" if self.bold else "", "italic" if self.italic else "")))
        return tuple(dict.fromkeys(filter(None, (name, "bold" if self.bold else "", "body"))))


BODY = Style()
SMALL = replace(BODY, size=9)


@cache
def fonts() -> Fonts:
    """The faces of this process."""
    return Fonts(_FACES, ())


def pieces(text: str, style: Style = BODY, *, inline_code: bool = False) -> list[Piece]:
    """`text` as pieces of lines. Raises UnprintableError."""
    found: list[Piece] = []
    style = replace(style, size=style.size * 0.9) if style.code else style
    for match in _WORDS.finditer(printable(text)):
        if match[0].isspace():
            width = _space(style) * (len(match[0]) if style.code else 1)
            found.append(Space(width, Tint(width, style.size) if inline_code else None))
        else:
            found += _word(match[0], style, PALE if inline_code else "")
    return found


def glyphs(text: str, style: Style) -> list[Glyphs]:
    """`text` as pieces that no line parts, with its spaces. Raises UnprintableError."""
    found = _runs(style.faces, printable(text))
    return [Glyphs(run, font, style.size, style.colour, style.rise, struck=style.struck) for font, run in found]


def printable(text: str) -> str:
    """`text` as it is drawn: composed, and without characters that nobody sees."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def problem(text: str) -> str:
    """Why `text` can't be drawn, or nothing."""
    if text.isascii():
        return ""
    found = typesetter().line(" ".join(printable(text).split()), BODY.faces, "")
    return found if isinstance(found, str) else ""


@cache
def typesetter() -> Typesetter:
    """What shapes this process's texts."""
    return Typesetter(_FACES)


def _word(word: str, style: Style, shade: str) -> list[Piece]:
    found: list[Piece] = []
    for font, run in _runs(style.faces, word):
        for bit in _bits(run):
            if found and _may_part(word_end(found), bit[0]):
                found.append(Chance())
            found.append(Glyphs(bit, font, style.size, style.colour, style.rise, shade, style.struck))
    return found


def word_end(found: list[Piece]) -> str:
    """The last character of what was set."""
    last = found[-1]
    return last.text[-1] if isinstance(last, Glyphs) else ""


def _bits(run: str) -> list[str]:
    """A run as it is where only spaces part words; else one character each."""
    return list(run) if any(_is_wide(character) for character in run) else [run]


def _may_part(before: str, after: str) -> bool:
    return (_is_wide(before) or _is_wide(after)) and after not in _NOT_FIRST and before not in _NOT_LAST


def _is_wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"


def _space(style: Style) -> float:
    found = _runs(style.faces, " ")
    return width_of(" ", found[0][0], style.size)


@lru_cache(maxsize=8192)
def _runs(faces: tuple[str, ...], text: str) -> list[tuple[Font, str]]:
    found = fonts().runs(faces, text)
    if isinstance(found, str):
        raise UnprintableError(found)
    return found
