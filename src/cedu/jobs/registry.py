"""The registry's own upkeep: what it is, newer tables, backups, and going back to one."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cedu.credentials import private
from cedu.credentials.registry import Counts, Head, RegistryError, copies, exists, location, opened, place, upgrades
from cedu.credentials.registry.copies import Restored
from cedu.credentials.registry.engines import connected


class Shown(NamedTuple):
    """Where the registry is, which version it has, what it holds, where its chain of events ends, and why that is an old state, if so."""

    place: str
    version: int
    counts: Counts
    head: Head
    lost_end: str


def show(root: Path) -> Shown:
    """What there is. Raises RegistryError."""
    _there(root)
    with opened(root) as registry:
        return Shown(place(), upgrades.steps()[-1].version, registry.counts(), registry.head(), registry.lost_end())


def upgrade(root: Path) -> tuple[str, ...]:
    """Bring an older registry to the version that this cedu needs; what was done, in words. Raises RegistryError."""
    _there(root)
    with connected(location(root)) as database:
        steps = upgrades.upgrade(database) if upgrades.version(database) else ()
    return tuple(f"version {step.version}: {step.title}" for step in steps)


def backup(root: Path, path: Path) -> None:
    """Write a backup. Raises RegistryError."""
    _there(root)
    _outside(root, path)
    try:
        copies.back_up(location(root), path)
    except FileExistsError:
        raise RegistryError(f"`{path}` is there already, and a backup never replaces another: name another file") from None


def restore(root: Path, path: Path, now: datetime) -> Restored:
    """Go back to a backup. Raises RegistryError."""
    if reason := private.exposed(root):
        raise RegistryError(f"nothing personal can be kept here: {reason}")
    if not (root / private.FOLDER / private.NUMBER_KEY).exists():
        raise RegistryError(f"`{private.FOLDER}/{private.NUMBER_KEY}` is missing: `cedu issuer restore FILE` brings it back")
    return copies.restore(location(root), root, path, now)


def _there(root: Path) -> None:
    if not exists(root):
        raise RegistryError("there is no registry yet: the first `cedu certify` makes it")


def _outside(root: Path, path: Path) -> None:
    """A backup is personal: it lies in `private/`, or outside of what is shared."""
    inside, target = root.resolve(), path.resolve()
    if target.is_relative_to(inside) and not target.is_relative_to(inside / private.FOLDER):
        raise RegistryError(f"a backup holds names and results of people: write it to `{private.FOLDER}/`, or outside of the workspace")
