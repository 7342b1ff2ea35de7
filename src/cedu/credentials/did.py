"""The issuer's decentralized identifier (did:web), and the DID document that lists its keys.

A key's id is the identifier, `#`, and the public key itself (Multikey), so nobody can put another key in its place without anyone noticing.
A key for Data Integrity is written down as Multikey, and one for tokens as JSON Web Key: what verifies either kind reads it as it is.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, unquote, urlsplit

from cedu.credentials.encoding import base64url
from cedu.credentials.proof import loaded

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

# A segment is what may stand in a DID (W3C DID Core 1.0, 3.1), so its address needs no escaping of its own.
_DID = re.compile(r"did:web:(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+(?::(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+)*")
# Where nobody can publish anything (RFC 2606, 2 and 3; RFC 6761, 6).
_EXAMPLES = re.compile(r"(.*\.)?(example|test|invalid|localhost|example\.(com|net|org))", re.IGNORECASE)
_CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1", "https://w3id.org/security/jwk/v1")


def identity(issuer_url: str) -> str:
    """The identifier of who publishes at `issuer_url` (did:web). Raises ValueError where there can be none."""
    parts = urlsplit(issuer_url)
    if parts.scheme != "https" or not parts.hostname or parts.username is not None or parts.query or parts.fragment:
        raise ValueError(f"`{issuer_url}` is no https address without a user, a query and a fragment")
    host = parts.hostname.encode("idna").decode("ascii")
    port = f"%3A{parts.port}" if parts.port not in (None, 443) else ""
    segments = [quote(unquote(segment), safe="") for segment in parts.path.strip("/").split("/") if segment]
    return ":".join((f"did:web:{host}{port}", *segments))


def is_for_examples(issuer_url: str) -> bool:
    """Is this an address that nobody can own?"""
    return bool(_EXAMPLES.fullmatch(urlsplit(issuer_url).hostname or ""))


def location(did: str) -> str:
    """Where the DID document of a did:web lies. Raises ValueError for another identifier."""
    if not _DID.fullmatch(did):
        raise ValueError(f"`{did}` is no did:web")
    host, *segments = did.removeprefix("did:web:").split(":")
    host = unquote(host)
    parts = urlsplit(f"https://{host}")
    if parts.netloc != host or not parts.hostname or parts.username is not None:
        raise ValueError(f"`{did}` names no host")
    parts.port  # noqa: B018 - raises ValueError for a port that is none
    path = "/".join(segments) if segments else ".well-known"
    return f"https://{host}/{path}/did.json"


def key_id(did: str, public_key: str) -> str:
    """The id of a key of `did`: the URL of its verification method."""
    return f"{did}#{public_key}"


def document(did: str, public_keys: Iterable[str]) -> dict[str, Any]:
    """The DID document: each of these keys (as Multikeys, base58btc) as verification method, and listed for assertion.

    Give it active and retired keys. A retired one signs no more, and what it signed stays good: it has neither `expires` nor `revoked`,
    because verifiers must refuse whatever such a key signed, at any time (W3C Controlled Identifiers 1.0, 2.2). A compromised key is left
    out.
    """
    methods = [{"id": key_id(did, key), "controller": did, **_written(key)} for key in public_keys]
    return {
        "@context": list(_CONTEXTS),
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def assertion_keys(document: Mapping[str, Any], did: str) -> dict[str, str] | str:
    """The public keys (Multikey) by key id that the DID document of `did` lists for assertion; or why it is none."""
    if document.get("id") != did:
        return f"the DID document is not the one of `{did}`"
    methods, listed = document.get("verificationMethod"), document.get("assertionMethod")
    if not isinstance(methods, list) or not isinstance(listed, list):
        return "the DID document lists no keys for assertion"
    found: dict[str, str] = {}
    for method in methods:
        if not isinstance(method, dict) or method.get("id") not in listed:
            continue
        if method.get("type") not in ("Multikey", "JsonWebKey") or method.get("controller") != did or {"revoked", "expires"} & set(method):
            continue
        key = str(method["id"]).removeprefix(key_id(did, ""))
        if method["id"] != key_id(did, key) or not _says(method, key):
            return f"the key `{method['id']}` is not the one that its id names"
        found[method["id"]] = key
    return found


def _written(key: str) -> dict[str, Any]:
    """How a key (Multikey) is written down in its verification method."""
    jwk = _jwk(key)
    return {"type": "JsonWebKey", "publicKeyJwk": jwk} if jwk else {"type": "Multikey", "publicKeyMultibase": key}


def _says(method: Mapping[str, Any], key: str) -> bool:
    """Does a verification method hold this key (Multikey), in the form that its type is for?"""
    if method["type"] == "Multikey":
        return bool(method.get("publicKeyMultibase") == key)
    given, jwk = method.get("publicKeyJwk"), _jwk(key)
    if jwk is None or not isinstance(given, dict):
        return False
    # A private key that was published is nobody's any more (W3C Controlled Identifiers 1.0, 2.2.3).
    return "d" not in given and jwk.items() <= {"alg": jwk["alg"], **given}.items()


def _jwk(key: str) -> dict[str, str] | None:
    """A key on P-256 (Multikey) as JSON Web Key (RFC 7518, 6.2.1); None for any other."""
    point = cast("EllipticCurvePublicKey | None", loaded(key, "ES256"))
    if point is None:
        return None
    numbers = point.public_numbers()
    x, y = (base64url(number.to_bytes(32)) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y, "alg": "ES256"}
