"""What commands on credentials have in common: how a refusal ends them, and the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from cedu.cli.console import day, fail, write
from cedu.cli.issuer.saying import now

__all__ = ["as_json", "now", "refusals", "today_or"]


@contextmanager
def refusals() -> Iterator[None]:
    """Say why something can't be done, and end the command."""
    from cedu.credentials.keys import KeysError
    from cedu.credentials.registry import RegistryError
    from cedu.jobs.credential import CredentialError

    try:
        yield
    except (CredentialError, KeysError, RegistryError) as error:
        fail(str(error))


def today_or(text: str) -> date:
    """The day that an option names, or else today."""
    return day(text) or date.today()


def as_json(document: Any) -> None:
    """Write a result for programs."""
    import json

    write([json.dumps(document, ensure_ascii=False, indent=2) + "\n"], utf8=True)
