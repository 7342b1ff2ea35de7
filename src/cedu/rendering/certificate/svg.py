"""Drawings (SVG 1.1) as paths on reportlab's canvas. What can't be drawn as it is meant is refused by name, never left out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_GROUPS = ("svg", "g", "a")
_UNSEEN = ("defs", "title", "desc", "metadata", "style", "clipPath", "namedview")
# Properties that change nothing here, or that are read; any other is refused where it is set to something.
_READ: tuple[str, ...] = (
    "fill",
    "stroke",
    "stroke-width",
    "fill-rule",
    "clip-rule",
    "opacity",
    "fill-opacity",
    "stroke-opacity",
    "stroke-linecap",
)
_READ += ("stroke-linejoin", "stroke-miterlimit", "clip-path", "display", "visibility", "color")
_REFUSED: tuple[str, ...] = ("mask", "filter", "marker", "marker-start", "marker-mid", "marker-end", "stroke-dasharray", "mix-blend-mode")
_INHERITED = {"fill": "#000000", "stroke": "none", "stroke-width": "1", "fill-rule": "nonzero", "fill-opacity": "1", "stroke-opacity": "1"}
_INHERITED |= {"stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4", "visibility": "visible", "color": "#000000"}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TRANSFORM = re.compile(r"(\w+)\s*\(([^)]*)\)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_MOST_ELEMENTS = 20_000
_DEEPEST = 60


class _RefusedError(ValueError):
    """What a drawing has that can't be drawn."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """A path in the drawing's own units, how it is painted, and what clips it."""

    element: "_Element"
    style: Mapping[str, str]
    transforms: tuple[tuple[float, ...], ...]
    alpha: float
    clips: tuple[tuple["_Element", tuple[tuple[float, ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that can be drawn: its size, and its shapes from the lowest to the topmost."""

    size: tuple[float, float]
    origin: tuple[float, float]
    shapes: tuple[_Shape, ...]

    def draw(self, canvas: Any) -> None:
        """Draw it with its lower left corner where the canvas' origin is. Raises ValueError and its like where a path is broken."""
        canvas.transform(1, 0, 0, -1, -self.origin[0], self.size[1] + self.origin[1])
        for shape in self.shapes:
            canvas.saveState()
            for element, transforms in shape.clips:
                _clip(canvas, element, transforms)
            for transform in shape.transforms:
                canvas.transform(*transform)
            _paint(canvas, shape)
            canvas.restoreState()


def read(content: bytes) -> Drawing | str:
    """The drawing in a file, or what is the matter with it."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return "is no XML"
    if _name(root) != "svg":
        return "is no SVG"
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return f"has more than {_MOST_ELEMENTS} elements"
    try:
        left, top, width, height = _view(root)
        shapes = tuple(_shapes(root, _Reader(root), dict(_INHERITED), (), 1.0, (), 0))
    except _RefusedError as problem:
        return str(problem)
    except (ValueError, KeyError, IndexError):
        return "has numbers or paths that can't be read"
    return Drawing((width, height), (left, top), shapes)


def _name(element: "_Element") -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _view(root: "_Element") -> tuple[float, float, float, float]:
    box = [float(each) for each in _NUMBER.findall(root.get("viewBox", ""))]
    if len(box) != 4:
        sides = [_NUMBER.match(root.get(side, "")) for side in ("width", "height")]
        box = [0.0, 0.0, *(float(side[0]) for side in sides if side)]
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        raise _RefusedError("says neither `viewBox` nor how large it is")
    return box[0], box[1], box[2], box[3]


class _Reader:
    """Looks up what elements refer to: rules of the style sheet, and other elements."""

    def __init__(self, root: "_Element") -> None:
        self._classes: dict[str, dict[str, str]] = {}
        self.by_id = {id: element for element in root.iter() if (id := element.get("id"))}
        for sheet in (each for each in root.iter() if _name(each) == "style"):
            for selectors, body in _RULE.findall(sheet.text or ""):
                for selector in (each.strip() for each in selectors.split(",")):
                    if not re.fullmatch(r"\.[\w-]+", selector):
                        raise _RefusedError(f"has a style sheet with `{selector}`")
                    self._classes.setdefault(selector[1:], {}).update(_declarations(body))

    def style(self, element: "_Element") -> dict[str, str]:
        """What is said of an element alone: by attributes, by classes, by its own style."""
        said = {name: element.get(name, "") for name in (*_READ, *_REFUSED) if element.get(name)}
        for name in (element.get("class") or "").split():
            said |= self._classes.get(name, {})
        said |= _declarations(element.get("style") or "")
        for name in _REFUSED:
            if said.get(name, "none") not in ("none", "normal"):
                raise _RefusedError(f"has `{name}`")
        for name in ("fill", "stroke"):
            if said.get(name, "").startswith("url("):
                raise _RefusedError("has gradients or patterns")
        return said

    def clip(self, reference: str) -> "_Element":
        """The clip path that a reference means."""
        match = re.fullmatch(r"url\(\s*[\"']?#([^\"')]+)[\"']?\s*\)", reference)
        if not match or match[1] not in self.by_id:
            raise _RefusedError("has a `clip-path` that leads nowhere")
        return self.by_id[match[1]]


def _declarations(text: str) -> dict[str, str]:
    pairs = (each.split(":", 1) for each in text.split(";") if ":" in each)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


def _shapes(
    element: "_Element",
    reader: _Reader,
    style: dict[str, str],
    transforms: tuple[tuple[float, ...], ...],
    alpha: float,
    clips: tuple[tuple["_Element", tuple[tuple[float, ...], ...]], ...],
    depth: int,
) -> Iterator[_Shape]:
    """What an element shows, with what lies in it."""
    name = _name(element)
    if name in _UNSEEN or not name or depth > _DEEPEST:
        return
    said = reader.style(element)
    if said.get("display") == "none":
        return
    if name not in (*_SHAPES, *_GROUPS):
        raise _RefusedError("has letters, which need their font: turn them into paths" if name == "text" else f"has `{name}` in it")
    style = style | {key: value for key, value in said.items() if key in _INHERITED and value != "inherit"}
    transforms = (*transforms, *_transforms(element.get("transform") or ""))
    alpha *= _share(said.get("opacity", "1"))
    if alpha < 1 and name in _GROUPS and len(element) > 1:
        raise _RefusedError("has groups that are seen through")
    if (clip := said.get("clip-path", "none")) != "none":
        clips = (*clips, (reader.clip(clip), transforms))
    if name in _SHAPES and style["visibility"] == "visible":
        yield _Shape(element, style, transforms, alpha, clips)
    for child in element:
        yield from _shapes(child, reader, style, transforms, alpha, clips, depth + 1)


def _share(text: str) -> float:
    value = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    return min(max(value, 0.0), 1.0)


def _transforms(text: str) -> Iterator[tuple[float, ...]]:
    """The matrices of a `transform` (SVG 1.1, 7.6)."""
    from math import cos, radians, sin, tan

    for name, inside in _TRANSFORM.findall(text):
        values = [float(each) for each in _NUMBER.findall(inside)]
        match name, values:
            case "matrix", [_, _, _, _, _, _]:
                yield tuple(values)
            case "translate", [x, *y]:
                yield (1, 0, 0, 1, x, y[0] if y else 0)
            case "scale", [x, *y]:
                yield (x, 0, 0, y[0] if y else x, 0, 0)
            case "rotate", [angle, *about]:
                across, down = (about[0], about[1]) if about else (0.0, 0.0)
                turn = radians(angle)
                yield (1, 0, 0, 1, across, down)
                yield (cos(turn), sin(turn), -sin(turn), cos(turn), 0, 0)
                yield (1, 0, 0, 1, -across, -down)
            case "skewX", [angle]:
                yield (1, 0, tan(radians(angle)), 1, 0, 0)
            case "skewY", [angle]:
                yield (1, tan(radians(angle)), 0, 1, 0, 0)
            case _:
                raise _RefusedError(f"has the transformation `{name}`")


def _traced(canvas: Any, element: "_Element") -> Any:
    """An element's outline as a path of the canvas."""
    from fontTools.pens.basePen import BasePen
    from fontTools.svgLib.path.parser import parse_path
    from fontTools.svgLib.path.shapes import PathBuilder

    path = canvas.beginPath()

    class Pen(BasePen):  # type: ignore[misc]
        """Passes on what it is told."""

        def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            path.moveTo(*point)

        def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            path.lineTo(*point)

        def _curveToOne(self, one: tuple[float, float], two: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
            path.curveTo(*one, *two, *end)

        def _closePath(self) -> None:  # noqa: N802
            path.close()

    builder = PathBuilder()
    for each in element if _name(element) == "clipPath" else (element,):
        if each.get("transform") and each is not element:
            raise _RefusedError("has a `clip-path` that is transformed")
        builder.add_path_from_element(_plain(each))
    for outline in builder.paths:
        parse_path(outline, Pen(None))
    return path


def _plain(element: "_Element") -> "_Element":
    """The element without its transformation, which is done already."""
    from copy import copy

    plain = copy(element)
    if "transform" in plain.attrib:
        del plain.attrib["transform"]
    return plain


def _clip(canvas: Any, element: "_Element", transforms: tuple[tuple[float, ...], ...]) -> None:
    for transform in transforms:
        canvas.transform(*transform)
    canvas.clipPath(_traced(canvas, element), stroke=0, fill=0)
    for a, b, c, d, e, f in reversed(transforms):
        whole = a * d - b * c
        canvas.transform(d / whole, -b / whole, -c / whole, a / whole, (c * f - d * e) / whole, (b * e - a * f) / whole)


def _paint(canvas: Any, shape: _Shape) -> None:
    """Fill and outline a shape."""
    style = shape.style
    fill, stroke = (_colour(style[name], style["color"]) for name in ("fill", "stroke"))
    if fill:
        canvas.setFillColor(fill, alpha=shape.alpha * _share(style["fill-opacity"]))
    if stroke:
        canvas.setStrokeColor(stroke, alpha=shape.alpha * _share(style["stroke-opacity"]))
        canvas.setLineWidth(float(_NUMBER.findall(style["stroke-width"])[0]))
        canvas.setLineCap({"round": 1, "square": 2}.get(style["stroke-linecap"], 0))
        canvas.setLineJoin({"round": 1, "bevel": 2}.get(style["stroke-linejoin"], 0))
        canvas.setMiterLimit(float(style["stroke-miterlimit"]))
    mode = 0 if style["fill-rule"] == "evenodd" else 1
    if fill or stroke:
        canvas.drawPath(_traced(canvas, shape.element), stroke=int(bool(stroke)), fill=int(bool(fill)), fillMode=mode)


def _colour(text: str, current: str) -> Any:
    """A colour, or None for `none`."""
    from reportlab.lib.colors import toColor

    text = current if text.lower() == "currentcolor" else text.strip()
    if text in ("none", "transparent"):
        return None
    if re.fullmatch("#[0-9a-fA-F]{3}", text):
        text = "#" + "".join(2 * digit for digit in text[1:])
    return toColor(text)
