"""Badges: a picture that carries its credential (Open Badges 3.0, 5.3)."""


def png(picture: bytes, credential: str) -> bytes:
    """The PNG `picture` with `credential` (JSON or a JWT) inside, in the place of one that it has. Raises ValueError where it is no PNG."""
    raise NotImplementedError


def svg(picture: bytes, credential: str) -> bytes:
    """The SVG `picture` with `credential` (JSON or a JWT) inside, in the place of one that it has. Raises ValueError where it is no SVG."""
    raise NotImplementedError


def extracted(picture: bytes) -> str | None:
    """The credential (JSON or a JWT) in a PNG or an SVG; None where there is none. Raises ValueError, with the reason, for a broken picture."""
    raise NotImplementedError
