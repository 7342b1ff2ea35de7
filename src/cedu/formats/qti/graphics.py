"""Hotspots in QTI: an image and the places on it (QTI 2.1, 7.4), whose coordinates are whole pixels."""

import mimetypes
from collections.abc import Callable
from xml.etree.ElementTree import Element  # writing only: nothing is parsed here

from cedu.formats import imscp
from cedu.formats.qti.building import RESPONSE, make
from cedu.formats.qti.facts import LABEL, SHAPES
from cedu.model.interaction import HotspotInteraction


def hotspot(interaction: HotspotInteraction, file: Callable[[str], str]) -> Element:
    """The interaction; `file` says where the image lies."""
    from cedu.rendering.markdown import plain

    most = "1" if interaction.response == "single" else "0"
    found = make("hotspotInteraction", {"responseIdentifier": RESPONSE, "maxChoices": most})
    size = {"width": str(interaction.width), "height": str(interaction.height)}
    kind = mimetypes.guess_type(interaction.image)[0] or "image/png"
    found.append(make("object", {"data": file(interaction.image), "type": kind, **size}, text=imscp.text(interaction.text)))
    for area in interaction.areas:
        coords = ",".join(str(round(coordinate)) for coordinate in area.coordinates)
        attributes = {"identifier": f"choice-{area.id}", "shape": SHAPES[area.shape], "coords": coords}
        found.append(make("hotspotChoice", attributes | {"hotspotLabel": imscp.shortened(plain(area.label), LABEL)}))
    return found
