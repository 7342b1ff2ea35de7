"""Places on an image, with letters that tie them to what is chosen below it."""

from collections.abc import Iterator
from html import escape
from typing import assert_never
from urllib.parse import quote

from cedu.model.interaction import Area, HotspotInteraction
from cedu.rendering.markdown import Rewrite

_NARROWEST = 320  # pixels: a smaller image is shown larger, so that its places can be hit
_PIN = 28  # how often the radius of a letter's disc goes into the longer side


def picture(interaction: HotspotInteraction, rewrite: Rewrite) -> str:
    """The image with its areas drawn over it, as far as it is there. What is drawn only helps to choose: a screen reader skips it."""
    source = rewrite(quote(interaction.image))
    if not source:
        return ""
    width, height = interaction.width, interaction.height
    scale = max(1, _NARROWEST / width)
    size = f'width="{width * scale:.0f}" height="{height * scale:.0f}"'
    areas = "".join(_areas(interaction))
    return (
        f'<div class="hotspot"><img src="{escape(source)}" alt="{escape(interaction.text)}" {size}>'
        f'<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none" aria-hidden="true">{areas}</svg></div>'
    )


def letter(index: int) -> str:
    """A, B, …, Z, AA, AB, …, from 0."""
    return (letter(index // 26 - 1) if index > 25 else "") + chr(ord("A") + index % 26)


def _areas(interaction: HotspotInteraction) -> Iterator[str]:
    width, height = interaction.width, interaction.height
    radius = max(width, height) / _PIN
    for index, area in enumerate(interaction.areas):
        corner = _corner(area)
        x, y = (min(max(place, radius), max(length - radius, radius)) for place, length in zip(corner, (width, height), strict=True))
        yield (
            f'<g data-area="{area.id}">{_shape(area)}<circle class="pin" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'
            f'<text x="{x:g}" y="{y:g}" dy="0.35em" font-size="{1.3 * radius:g}">{letter(index)}</text></g>'
        )


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
