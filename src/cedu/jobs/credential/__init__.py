"""The registry's day to day: what `cedu credential` does, a module for each kind of thing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal

from cedu.credentials.numbers import normalized
from cedu.credentials.registry import Kept, Registry, exists, opened

State = Literal["valid", "expired", "revoked", "erased"]


class CredentialError(ValueError):
    """What was asked for can't be done; the message says why, and what to do."""


def state(kept: Kept, today: date) -> State:
    """Whether an award is in force."""
    if kept.erased:
        return "erased"
    if kept.revoked_at:
        return "revoked"
    return "expired" if kept.award.valid_until and kept.award.valid_until < today else "valid"


def found(registry: Registry, written: str) -> Kept:
    """The award with a number as somebody typed it. Raises CredentialError."""
    number = normalized(written)
    if number is None:
        raise CredentialError(f"`{written}` is no number of a certificate, or was mistyped: its last character checks the others")
    try:
        return registry.award(number)
    except LookupError:
        raise CredentialError(f"there is no certificate {number}") from None


@contextmanager
def registry_of(root: Path) -> Iterator[Registry]:
    """The registry of a workspace in which something was awarded. Raises CredentialError where nothing was."""
    if not exists(root):
        raise CredentialError("nothing was awarded here yet: `cedu certify RESULTS` does")
    with opened(root) as registry:
        yield registry
