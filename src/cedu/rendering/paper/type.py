"""The type that tests are set in: faces, and texts as pieces of lines."""

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise

from cedu.rendering.clusters import clusters, may_part
from cedu.rendering.paper.boxes import INK, PALE, Chance, Glyphs, Piece, Space, Tint
from cedu.rendering.paper.faces import UnprintableError, shaped, writing

_WORDS = re.compile(r"[ \t\n\r]+|[^ \t\n\r]+")
# What only says where lines may end, or how an emoji looks: nothing that is drawn.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufe0e\ufe0f]")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: its face (a name of `faces`, made bold or italic), size in points and colour."""

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
    found = printable(text)
    shaped(found, style.faces)
    return [Glyphs(found, style.faces, style.size, style.colour, style.rise, struck=style.struck)] if found else []


def printable(text: str) -> str:
    """`text` as it is drawn: composed, and without characters that nobody sees."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def problem(text: str, language: str) -> str:
    """Why `text` can't be drawn, or nothing."""
    if text.isascii():
        return ""
    with writing(language):
        try:
            shaped(" ".join(printable(text).split()), BODY.faces)
        except UnprintableError as error:
            return str(error)
    return ""


def _word(word: str, style: Style, shade: str) -> list[Piece]:
    found: list[Piece] = []
    shaped(word, style.faces)
    starts = clusters(word)
    ends = [start for start in starts[1:] if may_part(word, start)]
    for start, end in pairwise((0, *ends, len(word))):
        if found:
            found.append(Chance())
        found.append(Glyphs(word[start:end], style.faces, style.size, style.colour, style.rise, shade, style.struck))
    return found


def _space(style: Style) -> float:
    return shaped(" ", style.faces).width * style.size / 1000
