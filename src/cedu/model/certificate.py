"""How certificates look: what `cedu.yaml` says of all of them, and a certification of its own."""

from pathlib import Path
from typing import Literal, NamedTuple

from cedu.model.annotations import DesignRef
from cedu.model.entity import Part, frozen
from cedu.resources import layers

Paper = Literal["a4", "letter"]
Orientation = Literal["landscape", "portrait"]


@frozen
class Certificate(Part):
    """What is said of certificates; the rest is as it is elsewhere."""

    design: DesignRef | None = None
    paper: Paper | None = None
    orientation: Orientation | None = None


class Look(NamedTuple):
    """A design, which is a folder in `templates/certificate/`, and the page."""

    design: str = "rosette"
    paper: Paper = "a4"
    orientation: Orientation = "landscape"


def look(*said: Certificate | None) -> Look:
    """What the first of those says who says anything: the certification, then the workspace."""
    found: dict[str, str] = {}
    for each in reversed(said):
        for name in Look._fields:
            if each and (value := getattr(each, name)):
                found[name] = value
    return Look(**found)  # type: ignore[arg-type]  # the schema lets nothing else through


def designs(root: Path | None) -> frozenset[str]:
    """The designs that a workspace has: its own and ours."""
    folders = (folder / "certificate" for folder in layers("templates", root))
    return frozenset(file.parent.name for folder in folders for file in folder.glob("*/*.yaml"))
