"""What commands on keys have in common: how a refusal ends them, the time, and what to do when keys have changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cedu.cli.console import fail, say, write

if TYPE_CHECKING:
    from cedu.jobs.issuer import Changed

_NEXT = (
    "next: publish the DID document (`cedu credential site --out DIR`), so that others can verify with it,",
    "      and back up the keys: `cedu issuer backup FILE`",
)


@contextmanager
def refusals() -> Iterator[None]:
    """Say why keys or the registry can't be used, and end the command."""
    from cedu.credentials.keys import KeysError
    from cedu.credentials.registry import RegistryError

    try:
        yield
    except (KeysError, RegistryError) as error:
        fail(str(error))


def now() -> datetime:
    """The time, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def changed(changed: "Changed") -> None:
    """Say what has become of keys, and what to do next."""
    for what, names in (("made", changed.made), ("registered", changed.known), ("retired", changed.retired)):
        write(f"{what} {name}\n" for name in names)
    for line in _NEXT:
        say(line)
