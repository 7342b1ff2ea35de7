"""The picture of a level, where the workspace has none of its own: drawn once as shapes, and written as PNG and as SVG."""

from typing import NamedTuple


class Face(NamedTuple):
    """What a badge shows."""

    certification: str
    level: str
    issuer: str
    rank: int  # of the level in its certification, from 1
    of: int


class Badge(NamedTuple):
    """The same picture twice: 600 by 600 pixels, and without a size."""

    png: bytes
    svg: bytes


def drawn(face: Face) -> Badge | str:
    """The badge, the same bytes for the same face; or why it can't be drawn."""
    raise NotImplementedError
