"""What commands that change keys say in the end."""

from typing import TYPE_CHECKING

from cedu.cli.console import say, write

if TYPE_CHECKING:
    from cedu.jobs.issuer import Changed

_NEXT = (
    "next: publish the DID document (`cedu credential site --out DIR`), so that others can verify with it,",
    "      and back up the keys: `cedu issuer backup FILE`",
)


def changed(changed: "Changed") -> None:
    """Say what has become of keys, and what to do next."""
    for what, names in (("made", changed.made), ("registered", changed.known), ("retired", changed.retired)):
        write(f"{what} {name}\n" for name in names)
    for line in _NEXT:
        say(line)
