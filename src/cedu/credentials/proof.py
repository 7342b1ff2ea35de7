"""What proofs of either kind share: what they say once verified, and the rules on dates, issuers and keys that both obey."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from cedu.credentials.encoding import from_base58btc
from cedu.credentials.signer import Suite
from cedu.credentials.times import SKEW, moment, shown

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

# Multicodec's codes of public keys, as a varint before them (W3C Controlled Identifiers 1.0, 2.2.2).
PREFIXES: Mapping[Suite, bytes] = {"eddsa-rdfc-2022": b"\xed\x01", "ES256": b"\x80\x24"}
_SIZES: Mapping[Suite, int] = {"eddsa-rdfc-2022": 34, "ES256": 35}


class Verified(NamedTuple):
    """A genuine document, without its proof: the id of the key that signed it, and from and until when it is valid (UTC).

    Whether it has expired or is revoked is another question.
    """

    document: dict[str, Any]
    key: str
    valid_from: datetime
    valid_until: datetime | None


def accepted(document: Mapping[str, Any], key: str, now: datetime) -> Verified | str:
    """What a document says whose signature is genuine; or why its dates, or the key's owner, make it none (`key` is the key's id)."""
    valid_from, valid_until = moment(document.get("validFrom")), moment(document.get("validUntil"))
    if valid_from is None:
        return "`validFrom` is no time with a zone"
    if "validUntil" in document and valid_until is None:
        return "`validUntil` is no time with a zone"
    if valid_until and valid_until < valid_from:
        return "`validUntil` lies before `validFrom`"
    if valid_from > now + SKEW:
        return f"it is valid from {shown(valid_from)} on, which is still to come"
    return Verified(dict(document), key, valid_from, valid_until)


def issuer_of(document: Mapping[str, Any]) -> str:
    """The id of who says it; empty where nobody does."""
    issuer = document.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else ""


def public_key(method: Any, issuer: str, suite: Suite, public_keys: Mapping[str, str]) -> "Ed25519PublicKey | EllipticCurvePublicKey | str":
    """The key with the id `method`, which has to be one of `issuer`'s for `suite`; or why it can't be used."""
    if not isinstance(method, str) or not issuer or method.partition("#")[0] != issuer:
        return f"the key `{method}` is not the issuer's, who is `{issuer}`"
    if method not in public_keys:
        return f"the issuer doesn't list the key `{method}` for assertion"
    key = loaded(public_keys[method], suite)
    return f"the key `{method}` is none for {suite}" if key is None else key


def loaded(multikey: str, suite: Suite) -> "Ed25519PublicKey | EllipticCurvePublicKey | None":
    """A public key in Multikey's form (base58btc); None for one that is none, or for another suite."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    try:
        content = from_base58btc(multikey)
        if content[:2] != PREFIXES[suite] or len(content) != _SIZES[suite]:
            return None
        if suite == "ES256":
            return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), content[2:])
        return ed25519.Ed25519PublicKey.from_public_bytes(content[2:])
    except ValueError:
        return None
