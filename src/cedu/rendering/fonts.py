"""Fonts for what is printed: found in packages, in the workspace or on the system, and chosen by script, style and weight.

Fonts may come from strangers. HarfBuzz reads them, which is made for that; one that it can't read, or that may not be embedded, is as if it
were not there.
"""

import os
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import category

from cedu.rendering.scripts import Style, Weight, files

# No font is larger, and no folder beside a design has more of them.
_MOST_BYTES, _MOST_FILES = 160_000_000, 64
_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_WEIGHTS: Mapping[Weight, float] = {"regular": 400, "bold": 600}
# OpenType 1.9, OS/2: embedding is forbidden; pictures only.
_RESTRICTED, _PICTURES_ONLY = 0x000F, 0x0200


class FontSource(NamedTuple):
    """A font of a design: a file in an installed package, or beside the design where `package` is empty, and what to take in its place."""

    package: str
    file: str
    style: Style
    weight: Weight = "regular"


class Font:
    """A font that text can be set in; there is one object for each font of a file. Lengths are in 1/1000 of its size."""

    __slots__ = ("_characters", "_drawn", "_glyphs", "blank", "face", "is_truetype", "name", "nothing", "outlines", "path", "shaper")

    def __init__(self, path: Path, face: Any, weight: Weight, name: str) -> None:
        import uharfbuzz as hb

        self.path, self.face, self.name = path, face, name
        self.shaper, self.outlines = hb.Font(face), hb.Font(face)
        self.shaper.scale = (1000, 1000)
        if face.has_var_data:
            for font in (self.shaper, self.outlines):
                font.set_variations({"wght": _WEIGHTS[weight]})
        self.is_truetype = "glyf" in face.table_tags and not face.has_var_data
        self._characters: Any = face.unicodes
        self._glyphs: dict[str, bool] = {}
        self._drawn: dict[int, bool] = {}
        # Glyphs of which nothing can be seen, with a width and without; 0 where there is none.
        self.blank = self.glyph(" ")
        nothing = (self.glyph(each) for each in "\u200b\u200d\u200c\u2060\ufeff")
        self.nothing = next((each for each in nothing if each and not self.draws(each) and not self.shaper.get_glyph_h_advance(each)), 0)

    def __repr__(self) -> str:
        return f"Font({self.name})"

    def has(self, character: str) -> bool:
        """Is a character in this font, and is anything drawn for it that is no space?"""
        if (known := self._glyphs.get(character)) is None:
            known = ord(character) in self._characters and (category(character) == "Zs" or self.draws(self.glyph(character)))
            self._glyphs[character] = known
        return known

    def glyph(self, character: str) -> int:
        """The glyph that a character has by itself; 0 if it has none."""
        return int(self.shaper.get_nominal_glyph(ord(character)) or 0)

    def draws(self, glyph: int) -> bool:
        """Is anything to be seen of a glyph?"""
        if (known := self._drawn.get(glyph)) is None:
            extents = self.shaper.get_glyph_extents(glyph)
            known = self._drawn[glyph] = bool(extents and extents.width and extents.height)
        return known


class Fonts:
    """The fonts of a design, and what can take their place: what lies beside the design, then the system's."""

    def __init__(self, sources: Mapping[str, FontSource], folders: Sequence[Path] = ()) -> None:
        self._sources = sources
        self._folders = tuple(folders)
        self._candidates: dict[tuple[tuple[str, ...], str, str], list[Font]] = {}

    def problems(self) -> Iterator[tuple[str, str]]:
        """What is wrong with the files that a design names: the name of the font there, and why."""
        for name, source in self._sources.items():
            path = next(self._own(source), None)
            if path is None and source.file:
                place = f"in the package `{source.package}`" if source.package else "beside the design"
                yield name, f"there is no font `{source.file}` {place}"
            elif path and opened(path, 0, source.weight) is None:
                yield name, f"the font `{source.file}` is broken, or may not be embedded (OpenType's OS/2 table, fsType)"

    def candidates(self, names: Sequence[str], group: str, language: str) -> list[Font]:
        """The fonts to look in for characters of a script (a group of `scripts`), the best first."""
        key = (tuple(names), group, language)
        if key not in self._candidates:
            self._candidates[key] = list(dict.fromkeys(self._all(key[0], group, language)))
        return self._candidates[key]

    def _all(self, names: tuple[str, ...], group: str, language: str) -> Iterator[Font]:
        for name in names:
            source = self._sources[name]
            own = [font for path in self._own(source) if (font := opened(path, 0, source.weight))]
            yield from own or _on_system(source, group, language)
        first = self._sources[names[0]]
        for path in _beside(self._folders):
            if font := opened(path, 0, first.weight):
                yield font
        yield from _on_system(first, group, language)

    def _own(self, source: FontSource) -> Iterator[Path]:
        """The file that a design names, if it's there."""
        if source.package:
            spec = find_spec(source.package)
            folders = [Path(folder) / "files" for folder in (spec.submodule_search_locations if spec else None) or ()]
        else:
            folders = [folder / sub for folder in self._folders for sub in ("", "fonts", "../fonts")]
        for folder in folders:
            path = folder / source.file
            if source.file and path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                yield path


def _on_system(source: FontSource, group: str, language: str) -> Iterator[Font]:
    """The system's fonts in a style and a weight for a script, the best first."""
    for file, number in files(group, language, source.style, source.weight):
        if (found := _system_fonts().get(file)) and (font := opened(found, number, source.weight)):
            yield font


@cache
def opened(path: Path, number: int = 0, weight: Weight = "regular") -> Font | None:
    """A font of a file that text can be set in and that may be embedded, or None."""
    import uharfbuzz as hb

    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        face = hb.Face(hb.Blob.from_file_path(str(path)), number)
        tags = set(face.table_tags)
        if (
            not face.glyph_count
            or not {"cmap", "head", "hhea"} <= tags
            or not tags & {"glyf", "CFF ", "CFF2"}
            or not _may_be_embedded(face)
        ):
            return None
        return Font(path, face, weight, _name(face, path))
    except (hb.HarfBuzzError, OSError, ValueError, RuntimeError):
        return None


def _may_be_embedded(face: Any) -> bool:
    data = bytes(face.reference_table("OS/2").data)
    flags = struct.unpack_from(">H", data, 8)[0] if len(data) >= 10 else 0
    return flags & _RESTRICTED != 2 and not flags & _PICTURES_ONLY


def _name(face: Any, path: Path) -> str:
    """A font's PostScript name, with nothing in it that a PDF's name can't have."""
    import uharfbuzz as hb

    name = face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or path.stem
    return "".join(each for each in name if each.isascii() and (each.isalnum() or each in "-_."))[:60] or "Font"


@cache
def _beside(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """The fonts that lie beside a design, or for all designs in `fonts/` next to its folder; by name."""
    found = (path for folder in folders for sub in ("", "fonts", "../fonts") for path in sorted((folder / sub).glob("*")))
    own = [path for path in found if path.suffix.lower() in _ENDINGS and path.resolve().is_relative_to(path.parent.resolve())]
    return tuple(own[:_MOST_FILES])


@cache
def _system_fonts() -> Mapping[str, Path]:
    """The files in the system's font folders, by their names in small letters."""
    home = Path.home()
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts"]
    if sys.platform == "darwin":
        folders = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    elif sys.platform == "win32":
        folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    found: dict[str, Path] = {}
    for folder in folders:
        for parent, names, each in os.walk(folder):
            names.sort()
            for file in sorted(each):
                if file.lower().endswith(_ENDINGS):
                    found.setdefault(file.casefold(), Path(parent) / file)
    return found
