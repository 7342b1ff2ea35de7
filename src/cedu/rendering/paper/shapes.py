"""What formulas are made of beside letters: boxes set together, strokes, brackets as high as what they hold. Lengths are points."""

from dataclasses import dataclass

from cedu.rendering.paper.boxes import INK, Box, Glyphs, stroke
from cedu.rendering.paper.canvases import Canvas, upright


@dataclass(frozen=True, slots=True)
class Set:
    """Boxes where they stand: x and y of each from the left end of the base line."""

    parts: tuple[tuple[float, float, Box], ...]
    width: float
    ascent: float
    depth: float

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw each."""
        with upright(canvas, x, self.width):
            for right, up, box in self.parts:
                box.draw(canvas, x + right, y + up)


@dataclass(frozen=True, slots=True)
class Strokes:
    """Lines through points, from the left end of the base line."""

    points: tuple[tuple[float, float], ...]
    width: float
    ascent: float
    depth: float
    thick: float = 0.55

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw them in one go."""
        path = canvas.beginPath()
        for number, (right, up) in enumerate(self.points):
            (path.lineTo if number else path.moveTo)(x + right, y + up)
        stroke(canvas, INK, self.thick)
        canvas.drawPath(path, stroke=1, fill=0)


@dataclass(frozen=True, slots=True)
class Stretched:
    """A bracket made as high as what it holds: `factor` times as high, and lowered."""

    glyph: Glyphs
    factor: float
    sinks: float

    @property
    def width(self) -> float:
        """It gets no wider."""
        return self.glyph.width

    @property
    def ascent(self) -> float:
        """How far it reaches above the base line."""
        return self.glyph.ascent * self.factor - self.sinks

    @property
    def depth(self) -> float:
        """How far it reaches below."""
        return self.glyph.depth * self.factor + self.sinks

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it."""
        with upright(canvas, x, self.width):
            canvas.saveState()
            canvas.translate(x, y - self.sinks)
            canvas.scale(1, self.factor)
            self.glyph.draw(canvas, 0, 0)
            canvas.restoreState()
