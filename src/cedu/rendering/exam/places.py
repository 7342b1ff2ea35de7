"""A picture with the places on it that can be chosen, each with its letter."""

from collections.abc import Sequence

from cedu.model.ids import capital
from cedu.model.interaction import Area, HotspotInteraction, Option
from cedu.rendering.paper.boxes import INK, stroke
from cedu.rendering.paper.canvases import Canvas, upright
from cedu.rendering.paper.pictures import Pictures
from cedu.rendering.paper.rows import Row, room
from cedu.rendering.paper.type import Style, glyphs

_TALLEST, _LEAST = 340, 200
_RADIUS = 7.5


def hotspot_rows(interaction: HotspotInteraction, lettered: Sequence[Option], pictures: Pictures, width: float) -> list[Row]:
    """The picture in one row, as large as there is room for."""
    picture = pictures.fitted(interaction.image, width, _TALLEST, least=_LEAST)
    if picture is None:
        return []
    # Coordinates are pixels of the size that the author gave, whatever the file has.
    across, down = picture.width / interaction.width, picture.height / interaction.height
    letters = {option.id: capital(index) for index, option in enumerate(lettered)}

    def paint(canvas: Canvas, x: float, top: float) -> None:
        picture.draw(canvas, x, top - picture.height + picture.sinks)
        stroke(canvas, "#c4c9ce", 0.4)
        canvas.rect(x, top - picture.height, picture.width, picture.height, stroke=1, fill=0)
        with upright(canvas, x, picture.width):
            for area in interaction.areas:
                _outline(canvas, area, x, top, across, down)
            for area in interaction.areas:
                _badge(canvas, letters[area.id], *_corner(area, x, top, across, down))

    # A letter at the upper edge reaches over it.
    return [room(_RADIUS, stays=True), Row(picture.height + 2, paint)]


def _outline(canvas: Canvas, area: Area, x: float, top: float, across: float, down: float) -> None:
    """The edge of an area: light on dark and dark on light."""
    for colour, thick in (("#ffffff", 2.2), (INK, 0.9)):
        stroke(canvas, colour, thick)
        match area.shape, area.coordinates:
            case "rectangle", (left, upper, right, lower, *_):
                canvas.rect(x + left * across, top - lower * down, (right - left) * across, (lower - upper) * down, stroke=1, fill=0)
            case "circle", (middle_x, middle_y, radius, *_):
                canvas.ellipse(
                    x + (middle_x - radius) * across,
                    top - (middle_y + radius) * down,
                    x + (middle_x + radius) * across,
                    top - (middle_y - radius) * down,
                    stroke=1,
                    fill=0,
                )
            case _, corners:
                path = canvas.beginPath()
                points = list(zip(corners[::2], corners[1::2], strict=False))
                for number, (right, low) in enumerate(points):
                    (path.lineTo if number else path.moveTo)(x + right * across, top - low * down)
                path.close()
                canvas.drawPath(path, stroke=1, fill=0)


def _corner(area: Area, x: float, top: float, across: float, down: float) -> tuple[float, float]:
    """Where an area's letter stands: at its upper left."""
    match area.shape, area.coordinates:
        case "circle", (middle_x, middle_y, radius, *_):
            return x + (middle_x - radius * 0.7) * across, top - (middle_y - radius * 0.7) * down
        case "rectangle", (left, upper, *_):
            return x + left * across, top - upper * down
        case _, corners:
            return x + corners[0] * across, top - corners[1] * down


def _badge(canvas: Canvas, text: str, x: float, y: float) -> None:
    (shown,) = glyphs(text, Style(size=9.5, bold=True))
    stroke(canvas, INK, 0.9)
    canvas.setFillColor("#ffffff")
    canvas.circle(x, y, _RADIUS, stroke=1, fill=1)
    shown.draw(canvas, x - shown.width / 2, y - 3.2)
