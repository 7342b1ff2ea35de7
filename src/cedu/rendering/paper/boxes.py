"""What stands on a line: pieces of text, blanks to fill in, pictures; each a box with a base line. Lengths are points (1/72 inch)."""

from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from cedu.rendering.paper.canvases import Canvas, show, upright
from cedu.rendering.paper.faces import shaped

INK, GREY, LINE, PALE = "#111820", "#5b6670", "#9aa4ad", "#f2f4f6"


class Box(Protocol):
    """Something on a line: so wide, so high above the base line and so deep below it."""

    @property
    def width(self) -> float:
        """How wide it is."""

    @property
    def ascent(self) -> float:
        """How far it reaches above the base line."""

    @property
    def depth(self) -> float:
        """How far it reaches below."""

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it, with its left end at `x` and its base line at `y`."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A piece of text in one look; `rise` lifts it above the base line, and a `shade` lies behind it.

    `rtl` says which way it runs, and `place` where it stands from the left, where what stands around it decides that.
    """

    text: str
    faces: tuple[str, ...]
    size: float
    colour: str = INK
    rise: float = 0
    shade: str = ""
    struck: bool = False
    rtl: bool | None = None
    place: int | None = None

    @property
    def width(self) -> float:
        """How wide it is."""
        return shaped(self.text, self.faces, self.rtl).width * self.size / 1000

    @property
    def ascent(self) -> float:
        """The height of its tallest letters."""
        return self.size * 0.76 + self.rise

    @property
    def depth(self) -> float:
        """How deep letters with tails reach."""
        return self.size * 0.24 - self.rise

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it."""
        if self.shade:
            canvas.setFillColor(self.shade)
            canvas.rect(x, y - self.size * 0.22, self.width, self.size * 1.02, stroke=0, fill=1)
        canvas.setFillColor(self.colour)
        with upright(canvas, x, self.width):
            show(canvas, shaped(self.text, self.faces, self.rtl), self.size, x, y + self.rise)
        if self.struck:
            stroke(canvas, self.colour, 0.5)
            canvas.line(x, y + self.size * 0.26, x + self.width, y + self.size * 0.26)


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to write on."""

    width: float
    ascent: float = 14
    depth: float = 2

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it."""
        stroke(canvas, INK, 0.6)
        canvas.line(x + 2, y - 1.5, x + self.width - 2, y - 1.5)


@dataclass(frozen=True, slots=True)
class Square:
    """A box to write one letter or number into."""

    side: float = 14
    ascent: float = 11
    depth: float = 3

    @property
    def width(self) -> float:
        """Its side, and some room."""
        return self.side + 5

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it."""
        stroke(canvas, INK, 0.7)
        canvas.rect(x, y - self.depth, self.side, self.side, stroke=1, fill=0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, so large; where it stands on a line, a little below the base line."""

    image: Any
    width: float
    height: float
    sinks: float = 2

    @property
    def ascent(self) -> float:
        """All of it but what hangs below."""
        return self.height - self.sinks

    @property
    def depth(self) -> float:
        """What hangs below."""
        return self.sinks

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it."""
        with upright(canvas, x, self.width):
            canvas.drawImage(self.image, x, y - self.sinks, self.width, self.height, mask="auto")


@dataclass(frozen=True, slots=True)
class Tint:
    """The shade behind the room between two words of code."""

    width: float
    size: float
    ascent: float = 0
    depth: float = 0

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it, a hair wider, so that no seam shows."""
        canvas.setFillColor(PALE)
        canvas.rect(x - 0.2, y - self.size * 0.22, self.width + 0.4, self.size * 1.02, stroke=0, fill=1)


class Space(NamedTuple):
    """Room between words, where a line may end; none at the end of a line. `tint` is what lies behind it."""

    width: float
    tint: Box | None = None


class Turn(NamedTuple):
    """A line ends here."""


class Chance(NamedTuple):
    """A line may end here, without any room."""


Piece = Box | Space | Turn | Chance


class Placed(NamedTuple):
    """A box, and how far it stands from the start of its line."""

    x: float
    box: Box


class Line(NamedTuple):
    """A line of boxes."""

    placed: tuple[Placed, ...]
    ascent: float
    depth: float

    @property
    def width(self) -> float:
        """Where its last box ends."""
        return max((x + box.width for x, box in self.placed), default=0.0)

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw its boxes, with its base line at `y`."""
        for offset, box in self.placed:
            box.draw(canvas, x + offset, y)


def stroke(canvas: Canvas, colour: str, width: float) -> None:
    """Set how lines are drawn."""
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(width)
