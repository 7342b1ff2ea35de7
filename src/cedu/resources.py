"""Where schemas and templates lie: in the wheel, in a checkout, and in a workspace's own folder."""

from functools import cache
from pathlib import Path


@cache
def shipped(kind: str) -> Path:
    """The folder of the `schemas` or `templates` that come with cedu, in a wheel, a checkout or an editable install."""
    package = Path(__file__).resolve().parent
    inside_wheel = package / kind
    return inside_wheel if inside_wheel.is_dir() else package.parent.parent / kind


def layers(kind: str, root: Path | None) -> tuple[Path, ...]:
    """The folders to look through, the workspace's own first; one folder is named once, however it is reached."""
    own = root / kind if root else None
    if own and own.is_dir() and own.resolve() != shipped(kind).resolve():
        return (own, shipped(kind))
    return (shipped(kind),)
