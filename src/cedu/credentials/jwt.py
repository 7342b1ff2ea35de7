"""Credentials as JSON Web Tokens, signed with ES256 (Open Badges 3.0, 8.2; W3C VC-JOSE-COSE)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cedu.credentials.proof import Verified
from cedu.credentials.signer import Signer


def signed(document: Mapping[str, Any], signer: Signer, did: str) -> str:
    """`document` (without a proof) as a compact JWS; the same again for the same document."""
    raise NotImplementedError


def verified(text: str, public_keys: Mapping[str, str], now: datetime) -> Verified | str:
    """What the token says, if it is genuine and one of `public_keys` (by key id: `did.assertion_keys`) signed it; or why not."""
    raise NotImplementedError
