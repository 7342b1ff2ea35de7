"""What ends a command on keys, credentials or the registry."""

from collections.abc import Iterator
from contextlib import contextmanager

from cedu.cli.console import fail


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
