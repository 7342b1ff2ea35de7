"""The boxes that a layout is made of, and where they lie on a page. Lengths are millimetres, sizes of type points.

A box is placed as it would be in words: by two of `left`, `right` and `width`, or by `centre` (how far right of the page's middle) and
`width`; and likewise from top to bottom. So one layout fits A4 and US Letter.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Align = Literal["start", "centre", "end"]
Vertical = Literal["top", "middle", "bottom"]
Fit = Literal["contain", "cover", "stretch"]
# From one baseline to the next, in units of the size of type.
LEADING = 1.2
MM = 72 / 25.4


class Place(NamedTuple):
    """A rectangle on the page in points: `x` from its left, `y` from its foot to the rectangle's lower edge."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What every box has: its place, and `when` it is drawn: always, unless that text is empty, `no`, `False` or `None`."""

    left: float | None = None
    right: float | None = None
    width: float | None = None
    centre: float | None = None
    top: float | None = None
    bottom: float | None = None
    height: float | None = None
    middle: float | None = None
    when: str = "yes"

    @property
    def own_height(self) -> float | None:
        """How high it is by itself, where the layout does not say."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle(Box):
    """A rectangle, filled or with an outline."""

    fill: str = ""
    stroke: str = ""
    line_width: float = 0.25
    radius: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Box):
    """A line from the top left corner of its box to the bottom right one; level, where it has no height."""

    stroke: str
    line_width: float = 0.25

    @property
    def own_height(self) -> float:
        """Level."""
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rosette(Box):
    """Ellipses turned round a centre, as on banknotes: what its box shows of it; `across` and `down` move the centre from the middle."""

    radius: float
    petals: int
    stroke: str
    line_width: float
    slimness: float = 0.42
    across: float = 0
    down: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Guilloche(Box):
    """A frame of interwoven waves, `depth` deep; `wavelength` is adjusted so that whole waves fit."""

    depth: float
    stroke: str
    line_width: float
    strands: int = 6
    wavelength: float = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Box):
    """A text. One too long for its box shrinks to `least_size`, then takes more lines; where `long` is wrap, the other way."""

    text: str
    font: str
    size: float
    colour: str
    least_size: float | None = None
    lines: int = 1
    long: Literal["shrink", "wrap"] = "shrink"
    align: Align = "start"
    vertical: Vertical = "top"
    leading: float = LEADING
    tracking: float = 0
    capitals: bool = False
    heading: bool = False

    @property
    def own_height(self) -> float:
        """All its lines."""
        return self.lines * self.size * self.leading / MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Box):
    """A picture (PNG, JPEG or SVG): the organization's logo, or one that lies beside the design. `alt` are the words for it, if any."""

    file: str
    fit: Fit = "contain"
    align: Align = "start"
    vertical: Vertical = "top"
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background(Box):
    """A page from a design tool (PDF, PNG, JPEG or SVG) below all else; it fills the page unless it is placed."""

    file: str
    fit: Fit = "cover"


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode(Box):
    """A QR code, as wide as high, which is a link as well. `alt` are the words for it."""

    text: str
    colour: str
    alt: str = ""

    @property
    def own_height(self) -> float | None:
        """A square."""
        return self.width


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Box):
    """Who signs: a picture of the signature where there is one, a line, and below it the name and what that person is."""

    name: str
    font: str
    size: float
    colour: str
    file: str = ""
    role: str = ""
    role_font: str = ""
    role_colour: str = ""
    stroke: str = ""
    line_width: float = 0.25
    align: Align = "start"


AnyBox: TypeAlias = Rectangle | Line | Rosette | Guilloche | Text | Image | Background | QrCode | Signature
BOXES: dict[str, type[AnyBox]] = {
    "background": Background,
    "rectangle": Rectangle,
    "line": Line,
    "rosette": Rosette,
    "guilloche": Guilloche,
    "image": Image,
    "text": Text,
    "qr": QrCode,
    "signature": Signature,
}


def misplaced(box: AnyBox) -> str:
    """Why nobody can tell where a box lies; empty where it is clear."""
    if isinstance(box, Background) and all(getattr(box, side) is None for side in ("left", "right", "width", "top", "bottom", "height")):
        return ""
    level = _known(box.left, box.right, box.width, box.centre)
    upright = _known(box.top, box.bottom, box.own_height if box.height is None else box.height, box.middle)
    if not level:
        return "a box needs two of `left`, `right` and `width`, or `centre` and `width`"
    if box.height is None and box.own_height is not None and box.top is not None and box.bottom is not None:
        return ""
    return "" if upright else "a box needs two of `top`, `bottom` and `height`, or `middle` and `height`"


def _known(start: float | None, end: float | None, size: float | None, centre: float | None) -> bool:
    if centre is not None:
        return size is not None and start is None and end is None
    return sum(each is not None for each in (start, end, size)) == 2


def placed(box: AnyBox, page: tuple[float, float], *, mirrored: bool) -> Place:
    """Where a box that is not `misplaced` lies on a page of this width and height; `mirrored` swaps left and right."""
    left, right = (box.right, box.left) if mirrored else (box.left, box.right)
    centre = -box.centre if mirrored and box.centre is not None else box.centre
    if isinstance(box, Background) and left is right is box.width is None:
        left = right = 0.0
    top, bottom, height = box.top, box.bottom, box.height
    if isinstance(box, Background) and top is bottom is height is None:
        top = bottom = 0.0
    if height is None and (top is None or bottom is None):
        height = box.own_height
    x, width = _along(left, right, box.width, centre, page[0])
    y, height = _along(top, bottom, height, box.middle, page[1])
    return Place(x * MM, (page[1] - y - height) * MM, width * MM, height * MM)


def _along(start: float | None, end: float | None, size: float | None, centre: float | None, whole: float) -> tuple[float, float]:
    """How far from the start a box begins, and how long it is."""
    if centre is not None:
        return (whole - (size or 0)) / 2 + centre, size or 0
    if start is not None and end is not None:
        return start, whole - start - end
    return start if start is not None else whole - (end or 0) - (size or 0), size or 0


def parts(box: Signature, place: Place) -> list[tuple[AnyBox, Place]]:
    """The picture, the line and the texts that a signature is made of, from the foot of its place upwards."""
    role_size = box.size * 0.86
    role_height = role_size * LEADING if box.role else 0
    name_height = box.size * LEADING
    line = place.y + role_height + name_height + 1.2 * MM
    picture = Image(file=box.file, align=box.align, vertical="bottom", when=box.file or "no", alt=box.name)
    name = Text(text=box.name, font=box.font, size=box.size, least_size=box.size * 0.65, colour=box.colour, align=box.align)
    found: list[tuple[AnyBox, Place]] = [(picture, place._replace(y=line, height=place.y + place.height - line))]
    if box.stroke:
        found.append((Line(stroke=box.stroke, line_width=box.line_width), place._replace(y=line, height=0)))
    found.append((name, place._replace(y=place.y + role_height, height=name_height)))
    if box.role:
        font, colour = box.role_font or box.font, box.role_colour or box.colour
        role = Text(text=box.role, font=font, size=role_size, least_size=role_size * 0.65, colour=colour, align=box.align)
        found.append((role, place._replace(height=role_height)))
    return found
