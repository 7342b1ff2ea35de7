"""Fonts for what is printed: found in packages, in the workspace or on the system, and chosen so that every character is drawn.

A text with one glyph for each character is drawn right as it is. One that has to be shaped (joined, reordered, stacked) or runs from
right to left is refused, because a certificate with a wrong name is worse than none.
"""

import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple

# Fonts with many letters, the likeliest first: Debian and Fedora, macOS, Windows. TrueType outlines only, which is what reportlab embeds.
_FALLBACKS: Mapping[str, tuple[str, ...]] = {
    "serif": ("NotoSerif-Regular.ttf", "DejaVuSerif.ttf", "ipam.ttf", "NanumMyeongjo.ttf", "times.ttf", "simsun.ttc", "msmincho.ttc"),
    "sans": ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "ipag.ttf", "NanumGothic.ttf", "arial.ttf", "malgun.ttf", "msgothic.ttc"),
    "mono": ("DejaVuSansMono.ttf", "NotoSansMono-Regular.ttf", "LiberationMono-Regular.ttf", "Menlo.ttc", "consola.ttf", "cour.ttf"),
}
_ANY = ("DroidSansFallbackFull.ttf", "DroidSansFallback.ttf", "Arial Unicode.ttf", "arialuni.ttf", "simhei.ttf")
_INSTALL = "install one that does, such as fonts-noto-core or fonts-droid-fallback"
# Conjoining Hangul, and Mongolian, which joins although it has neither marks nor a direction of its own.
_SHAPED = ((0x1100, 0x11FF), (0xA960, 0xA97F), (0xD7B0, 0xD7FF), (0x1800, 0x18AF))


class FontSource(NamedTuple):
    """A font of a design: a file in an installed package, or beside the design where `package` is empty, and what to take in its place."""

    package: str
    file: str
    style: Literal["serif", "sans", "mono"]
    weight: Literal["regular", "bold"] = "regular"


class Font(NamedTuple):
    """A font that is ready to draw with: its name in reportlab, and the characters that it has."""

    name: str
    characters: frozenset[int]


class Fonts:
    """The fonts of a design, and what can take their place."""

    def __init__(self, sources: Mapping[str, FontSource], folders: tuple[Path, ...]) -> None:
        self._sources = sources
        self._folders = folders
        self._found: dict[tuple[tuple[str, ...], str], Font | None] = {}

    def covering(self, name: str, text: str) -> Font | str:
        """A font that has every character of `text`, the one called `name` if it does; or why there is none."""
        if problem := unshaped(text):
            return problem
        needed = {ord(character) for character in text}
        for path in self._candidates(self._sources[name]):
            font = _registered(path)
            if font and needed <= font.characters:
                return font
        first = self.first(name)
        missing = sorted(needed - (first.characters if first else frozenset()))
        return f"no font here has {', '.join(shown(chr(code)) for code in missing[:5])}: {_INSTALL}"

    def runs(self, names: Sequence[str], text: str) -> list[tuple[Font, str]] | str:
        """`text` in pieces, each in the first of these fonts, or in their place, that has its characters; or why one can't be drawn."""
        if problem := unshaped(text):
            return problem
        found: list[tuple[Font, str]] = []
        for character in text:
            font = self._font_of(tuple(names), character)
            if font is None:
                return f"no font here has {shown(character)}: {_INSTALL}"
            if found and found[-1][0] == font:
                found[-1] = (font, found[-1][1] + character)
            else:
                found.append((font, character))
        return found

    def _font_of(self, names: tuple[str, ...], character: str) -> Font | None:
        key = (names, character)
        if key not in self._found:
            fonts = (_registered(path) for name in names for path in self._candidates(self._sources[name]))
            self._found[key] = next((font for font in fonts if font and ord(character) in font.characters), None)
        return self._found[key]

    def first(self, name: str) -> Font | None:
        """The font called `name`, or what is there in its place."""
        return next((font for path in self._candidates(self._sources[name]) if (font := _registered(path))), None)

    def _candidates(self, source: FontSource) -> Iterator[Path]:
        spec = find_spec(source.package) if source.package else None
        for folder in spec.submodule_search_locations or () if spec else self._folders:
            path = Path(folder) / ("files" if source.package else "") / source.file
            if path.is_file():
                yield path
        yield from (found for file in (*_FALLBACKS[source.style], *_ANY) if (found := _system_fonts().get(file)))


def shown(character: str) -> str:
    """A character in a message."""
    return f"`{character}` (U+{ord(character):04X})"


def unshaped(text: str) -> str:
    """Why `text` (in NFC) can't be drawn a glyph for each character; empty where it can."""
    for character in text:
        code = ord(character)
        needs = unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf") or any(low <= code <= high for low, high in _SHAPED)
        if needs or unicodedata.bidirectional(character) in ("R", "AL", "AN"):
            name = unicodedata.name(character, f"U+{code:04X}").lower()
            return f"`{character}` ({name}) belongs to a script that has to be shaped, which cedu can't do yet"
    return ""


@cache
def _registered(path: Path) -> Font | None:
    """A font that reportlab can embed, or None: one with CFF outlines, or a broken one."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    try:
        font: Any = TTFont(str(path), str(path))
    except (TTFError, OSError):
        return None
    pdfmetrics.registerFont(font)
    return Font(str(path), frozenset(font.face.charToGlyph))


@cache
def _system_fonts() -> dict[str, Path]:
    """The files in the system's font folders that may be needed, by name."""
    home = Path.home()
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts"]
    if sys.platform == "darwin":
        folders = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    elif sys.platform == "win32":
        folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    wanted = {*chain(*_FALLBACKS.values()), *_ANY}
    found: dict[str, Path] = {}
    for folder in folders:
        for parent, names, files in os.walk(folder):
            names.sort()
            for file in sorted(wanted.intersection(files)):
                found.setdefault(file, Path(parent) / file)
    return found
