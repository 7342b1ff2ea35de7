"""Places on an image, with letters that tie them to what is chosen below it."""

from html import escape
from typing import assert_never
from urllib.parse import quote

from cedu.model.ids import capital
from cedu.model.interaction import Area, HotspotInteraction
from cedu.rendering.markdown import Rewrite

_NARROWEST = 320  # pixels: a smaller image is shown larger, so that its places can be hit


def picture(interaction: HotspotInteraction, rewrite: Rewrite) -> str:
    """The image with its areas drawn over it, as far as it is there. What is drawn only helps to choose: a screen reader skips it."""
    source = rewrite(quote(interaction.image))
    if not source:
        return ""
    width, height = interaction.width, interaction.height
    scale = max(1, _NARROWEST / width)
    size = f'width="{width * scale:.0f}" height="{height * scale:.0f}"'
    shapes = "".join(f'<g data-area="{area.id}">{_shape(area)}</g>' for area in interaction.areas)
    pins = "".join(_pin(area, capital(index), width, height) for index, area in enumerate(interaction.areas))
    return (
        f'<div class="hotspot"><img src="{escape(source)}" alt="{escape(interaction.text)}" {size}>'
        f'<svg aria-hidden="true"><svg viewBox="0 0 {width} {height}" preserveAspectRatio="none" width="100%" height="100%">{shapes}</svg>'
        f"{pins}</svg></div>"
    )


def _pin(area: Area, letter: str, width: int, height: int) -> str:
    """The letter of an area: its place in percent, its size as on the page, so that it can be read on every screen."""
    x, y = _corner(area)
    at = f'x="{100 * x / width:g}%" y="{100 * y / height:g}%"'
    return f'<svg {at} class="pin" data-area="{area.id}"><circle r="11"/><text dy="0.35em">{letter}</text></svg>'


def _shape(area: Area) -> str:
    places = area.coordinates
    match area.shape:
        case "rectangle":
            left, top, right, bottom = places
            return f'<rect x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}"/>'
        case "circle":
            x, y, radius = places
            return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'
        case "polygon":
            return f'<polygon points="{" ".join(f"{place:g}" for place in places)}"/>'
    assert_never(area.shape)


def _corner(area: Area) -> tuple[float, float]:
    """Where its letter stands: at its edge, so that what is in it can be seen."""
    if area.shape == "circle":
        x, y, radius = area.coordinates
        return x - 0.7 * radius, y - 0.7 * radius
    return area.coordinates[0], area.coordinates[1]
