"""Data Integrity proofs with the cryptosuite eddsa-rdfc-2022 (W3C Data Integrity EdDSA Cryptosuites 1.0, 3.2)."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cedu.credentials import did as identifiers
from cedu.credentials import jsonld, shape
from cedu.credentials.canonical import canonical
from cedu.credentials.encoding import base58btc, from_base58btc
from cedu.credentials.proof import Verified, accepted, issuer_of, public_key
from cedu.credentials.signer import Signer
from cedu.credentials.times import SKEW, moment

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_FIXED = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod"}
_KEYS = {*_FIXED, "created", "verificationMethod", "proofValue"}


class Prover:
    """Proves documents of one issuer with one key; many of the same shape as fast as one."""

    def __init__(self, signer: Signer, did: str) -> None:
        self._signer = signer
        self._method = identifiers.key_id(did, signer.public_key)

    def prove(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """`document` with its proof, which is created when the document becomes valid (`validFrom`). The same again for the same document.

        Raises ValueError for a document that isn't strict JSON-LD.
        """
        created = document["validFrom"]
        digest = sha256(canonical(document)).digest()
        signature = self._signer.sign(_options(tuple(document["@context"]), created, self._method) + digest)
        proof = {
            "type": _FIXED["type"],
            "cryptosuite": _FIXED["cryptosuite"],
            "created": created,
            "verificationMethod": self._method,
            "proofPurpose": _FIXED["proofPurpose"],
            "proofValue": base58btc(signature),
        }
        return {**document, "proof": proof}


def verified(document: Mapping[str, Any], public_keys: Mapping[str, str], now: datetime) -> Verified | str:
    """What `document` says, if its proof is genuine and one of `public_keys` (by key id: `did.assertion_keys`) made it; or why not."""
    unsigned = {key: value for key, value in document.items() if key != "proof"}
    try:
        digest = sha256(canonical(unsigned)).digest()
    except ValueError as error:
        return str(error)
    if problems := shape.problems(unsigned):
        return problems[0]
    proof = _proof(document.get("proof"), now)
    if isinstance(proof, str):
        return proof
    key = public_key(proof["verificationMethod"], issuer_of(unsigned), "eddsa-rdfc-2022", public_keys)
    if isinstance(key, str):
        return key
    try:
        options = _options(tuple(unsigned["@context"]), proof["created"], proof["verificationMethod"])
    except ValueError as error:
        return str(error)
    if not _is_genuine(key, proof["proofValue"], options + digest):  # type: ignore[arg-type]
        return "the signature does not belong to what it says"
    return accepted(unsigned, proof["verificationMethod"], now)


def _proof(proof: Any, now: datetime) -> dict[str, str] | str:
    """The only proof of a document; or why it is refused."""
    if isinstance(proof, list) and len(proof) == 1:
        proof = proof[0]
    if not isinstance(proof, dict):
        return "it has several proofs" if proof else "it has no proof"
    if set(proof) != _KEYS or not all(isinstance(value, str) for value in proof.values()):
        return f"its proof has not exactly {', '.join(f'`{key}`' for key in sorted(_KEYS))}"
    wrong = next((key for key, value in _FIXED.items() if proof[key] != value), None)
    if wrong:
        return f"its proof's `{wrong}` is `{proof[wrong]}`, not `{_FIXED[wrong]}`"
    created = moment(proof["created"])
    if created is None or created > now + SKEW:
        return "its proof was created at no time, or at one still to come"
    return proof


@lru_cache(maxsize=64)
def _options(contexts: tuple[str, ...], created: str, method: str) -> bytes:
    """The SHA-256 of the proof's own canonical form (3.2.5). Raises ValueError for a proof that isn't strict JSON-LD."""
    return sha256(jsonld.canonical({"@context": list(contexts), **_FIXED, "created": created, "verificationMethod": method})).digest()


def _is_genuine(key: "Ed25519PublicKey", value: str, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(from_base58btc(value) if len(value) < 100 else b"", message)
    except (ValueError, InvalidSignature):
        return False
    return True
