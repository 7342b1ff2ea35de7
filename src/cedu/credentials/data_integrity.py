"""Data Integrity proofs with the cryptosuite eddsa-rdfc-2022 (W3C Data Integrity EdDSA Cryptosuites 1.0, 3.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cedu.credentials.proof import Verified
from cedu.credentials.signer import Signer


class Prover:
    """Proves documents of one issuer with one key; many of the same shape as fast as one."""

    def __init__(self, signer: Signer, did: str) -> None:
        self._signer = signer
        self._did = did

    def prove(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """`document` with its proof, which is created when the document becomes valid (`validFrom`). The same again for the same document.

        Raises ValueError for a document that isn't strict JSON-LD.
        """
        raise NotImplementedError


def verified(document: Mapping[str, Any], public_keys: Mapping[str, str], now: datetime) -> Verified | str:
    """What `document` says, if its proof is genuine and one of `public_keys` (by key id: `did.assertion_keys`) made it; or why not."""
    raise NotImplementedError
