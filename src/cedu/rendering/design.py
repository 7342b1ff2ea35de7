"""The design of a certificate: `templates/certificate/layout.yaml` and `words.yaml`, the workspace's own before ours."""

import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from pathlib import Path, PurePosixPath
from types import UnionType
from typing import Any, Literal, TypeAlias, get_args, get_origin

from cedu.bundle import is_inside
from cedu.diagnostics import Finding, did_you_mean
from cedu.rendering.fonts import FontSource
from cedu.resources import layers
from cedu.source.text import Document, read

CODE = "CE724"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """A filled rectangle; a thin one is a line."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0
    when: str = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rosette:
    """Ellipses turned round a centre, as on banknotes; `clip` is x, y, width and height of what is shown of it."""

    x: float
    y: float
    radius: float
    petals: int
    stroke: str
    line_width: float
    clip: list[float]
    when: str = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text. One too long for its box shrinks to `least_size`, then takes more lines; where `long` is wrap, the other way."""

    text: str
    x: float
    y: float
    width: float
    font: str
    size: float
    colour: str
    height: float = 0
    least_size: float = 0
    lines: int = 1
    long: Literal["shrink", "wrap"] = "shrink"
    align: Literal["left", "centre", "right"] = "left"
    vertical: Literal["top", "middle"] = "top"
    tracking: float = 0
    capitals: bool = False
    when: str = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A PNG or JPEG, as large as its box allows, at the left of its top: the organization's logo, or one that lies beside the design."""

    file: str
    x: float
    y: float
    width: float
    height: float
    when: str = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A QR code, drawn as squares."""

    text: str
    x: float
    y: float
    width: float
    colour: str
    when: str = "yes"


Box: TypeAlias = Rectangle | Rosette | Text | Image | QrCode
_BOXES: dict[str, type[Box]] = {"rectangle": Rectangle, "rosette": Rosette, "text": Text, "image": Image, "qr": QrCode}
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


def _anything(_: Any) -> bool:
    return True


def _is_colour(value: Any) -> bool:
    return bool(_COLOUR.fullmatch(value))


# What a value has to be beyond its type.
_LIMITS: dict[str, Callable[[Any], bool]] = {
    "colour": _is_colour,
    "fill": _is_colour,
    "stroke": _is_colour,
    "petals": lambda value: 1 <= value <= 500,
    "lines": lambda value: 1 <= value <= 50,
    "clip": lambda value: len(value) == 4,
    "size": lambda value: 1 <= value <= 500,
}
_WORDS = frozenset(("certificate", "certifies", "earned", "because", "awarded", "valid_until", "number", "verify", "months", "date"))


@dataclass(frozen=True, slots=True)
class Design:
    """A design that can be drawn: page in millimetres, boxes in order, fonts by name, words by language, folders to look for fonts in."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    fonts: dict[str, FontSource]
    words: dict[str, dict[str, Any]]
    folders: tuple[Path, ...]


def load(root: Path) -> tuple[Design | None, list[Finding]]:
    """The design that the workspace at `root` has, or all that is wrong with it."""
    findings: list[Finding] = []
    folders = tuple(folder / "certificate" for folder in layers("templates", root))
    layout, words = (_document(root, folders, name, findings) for name in ("layout.yaml", "words.yaml"))
    if layout is None or words is None:
        return None, findings
    boxes = [_part(layout, ("boxes", index), _BOXES, findings) for index in range(len(_list(layout, findings, "boxes")))]
    fonts = {name: _font(layout, name, findings) for name in _mapping(layout, findings, "fonts")}
    page = _mapping(layout, findings, "page")
    sides = [side for side in ("width", "height") if not _is(page.get(side), float)]
    findings += [Finding(layout.origin.span("page", side), f"the page needs a `{side}` in millimetres", code=CODE) for side in sides]
    for language, table in words.value.items() if isinstance(words.value, dict) else ():
        if not isinstance(table, dict) or (missing := _WORDS - set(table)):
            what = ", ".join(sorted(f"`{word}`" for word in (missing if isinstance(table, dict) else _WORDS)))
            findings.append(Finding(words.origin.span(language), f"the words for `{language}` lack {what}", code=CODE))
    for index, box in enumerate(boxes):
        if isinstance(box, Text) and box.font not in fonts:
            span = layout.origin.span("boxes", index, "font")
            findings.append(Finding(span, f"no font `{box.font}`", did_you_mean(box.font, fonts), CODE))
    if findings:
        return None, findings
    drawn = tuple(box for box in boxes if box)
    return Design(page["width"], page["height"], drawn, {n: f for n, f in fonts.items() if f}, words.value, folders), []


def _document(root: Path, folders: tuple[Path, ...], name: str, findings: list[Finding]) -> Document | None:
    path = next(folder / name for folder in folders if (folder / name).is_file())
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else f"shipped/certificate/{name}"
    document, found = read(shown, path.read_bytes())
    findings += found
    return document


def _mapping(document: Document, findings: list[Finding], key: str) -> dict[str, Any]:
    value = document.value.get(key) if isinstance(document.value, dict) else None
    if isinstance(value, dict) and value:
        return value
    findings.append(Finding(document.origin.span(key), f"`{key}` is missing, or is no mapping", code=CODE))
    return {}


def _list(document: Document, findings: list[Finding], key: str) -> list[Any]:
    value = document.value.get(key) if isinstance(document.value, dict) else None
    if isinstance(value, list):
        return value
    findings.append(Finding(document.origin.span(key), f"`{key}` is missing, or is no list", code=CODE))
    return []


def _font(document: Document, name: str, findings: list[Finding]) -> FontSource | None:
    value = document.value["fonts"][name]
    if not (isinstance(value, dict) and isinstance(value.get("file"), str) and value.get("style") in ("serif", "sans")):
        findings.append(
            Finding(document.origin.span("fonts", name), f"font `{name}` needs a `file` and a `style`, serif or sans", code=CODE)
        )
        return None
    package = value.get("package") or ""
    # To look for `a.b`, Python would run `a`, which may be the workspace's own.
    if package and not (isinstance(package, str) and package.isidentifier()):
        findings.append(Finding(document.origin.span("fonts", name, "package"), f"`{package}` is no name of a package of fonts", code=CODE))
        return None
    if not is_inside(PurePosixPath(value["file"])):
        message = f"`{value['file']}` lies outside of the package, or of the folder of the design"
        findings.append(Finding(document.origin.span("fonts", name, "file"), message, code=CODE))
        return None
    return FontSource(package, value["file"], value["style"])


def _part(document: Document, steps: tuple[str | int, ...], types: dict[str, type[Box]], findings: list[Finding]) -> Box | None:
    value = document.value["boxes"][steps[1]]
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in types:
        findings.append(Finding(document.origin.span(*steps, "type"), f"a box's `type` is one of {', '.join(types)}", code=CODE))
        return None
    known = {field.name: field for field in fields(types[kind])}
    before = len(findings)
    for key, given in value.items():
        if key == "type":
            continue
        if key not in known:
            findings.append(Finding(document.origin.key(*steps, key), f"unknown key `{key}`", did_you_mean(key, known), CODE))
        elif not _is(given, known[key].type) or not _LIMITS.get(key, _anything)(given):
            findings.append(Finding(document.origin.span(*steps, key), f"`{key}` can't be `{given}`", code=CODE))
    missing = [f"`{name}`" for name, field in known.items() if field.default is MISSING and name not in value]
    if missing:
        findings.append(Finding(document.origin.span(*steps), f"a box of type `{kind}` needs {', '.join(missing)}", code=CODE))
    return types[kind](**{key: given for key, given in value.items() if key != "type"}) if len(findings) == before else None


def _is(value: Any, kind: Any) -> bool:
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    if get_origin(kind) is list:
        return isinstance(value, list) and all(_is(each, get_args(kind)[0]) for each in value)
    if isinstance(kind, UnionType):
        return any(_is(value, each) for each in get_args(kind))
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, kind)
