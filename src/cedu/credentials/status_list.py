"""The list that says which credentials are revoked: a bit for each (W3C Bitstring Status List 1.0)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

SIZE = 131_072


def address(issuer_url: str, number: int) -> str:
    """The id of the status list with this number, which is also where it is published."""
    return f"{issuer_url.rstrip('/')}/status/{number}.json"


def entry(issuer_url: str, number: int, index: int) -> dict[str, str]:
    """A credential's `credentialStatus`."""
    raise NotImplementedError


def document(issuer_url: str, did: str, number: int, revoked: Iterable[int], valid_from: datetime, valid_until: datetime) -> dict[str, Any]:
    """The status list credential, not yet proved: a verifier refuses it before `valid_from` and after `valid_until` (UTC)."""
    raise NotImplementedError


def is_revoked(status_list: Mapping[str, Any], status: Mapping[str, Any], issuer: str, now: datetime) -> bool | str:
    """Does a status list (verified: `data_integrity.verified`) say that a credential with this `credentialStatus` by `issuer` is revoked?

    Or why it doesn't answer: it is another list, another issuer's, not yet valid or stale.
    """
    raise NotImplementedError
