"""The issuer's decentralized identifier (did:web), and the DID document that lists its keys.

A key's id is the identifier, `#`, and the public key itself, so nobody can put another key in its place without anyone noticing.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

# A segment is what may stand in a DID (W3C DID Core 1.0, 3.1), so its address needs no escaping of its own.
_DID = re.compile(r"did:web:(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+(?::(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+)*")
_CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")


def identity(issuer_url: str) -> str:
    """The identifier of who publishes at `issuer_url` (did:web). Raises ValueError where there can be none."""
    parts = urlsplit(issuer_url)
    if parts.scheme != "https" or not parts.hostname or parts.username is not None or parts.query or parts.fragment:
        raise ValueError(f"`{issuer_url}` is no https address without a user, a query and a fragment")
    host = parts.hostname.encode("idna").decode("ascii")
    port = f"%3A{parts.port}" if parts.port not in (None, 443) else ""
    segments = [quote(unquote(segment), safe="") for segment in parts.path.strip("/").split("/") if segment]
    return ":".join((f"did:web:{host}{port}", *segments))


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
    """The DID document: each of these keys (Multikey, base58btc) as verification method, and listed for assertion.

    Give it active and retired keys. A retired one signs no more, and what it signed stays good: it has neither `expires` nor `revoked`,
    because verifiers must refuse whatever such a key signed, at any time (W3C Controlled Identifiers 1.0, 2.2). A compromised key is left
    out.
    """
    methods = [{"id": key_id(did, key), "type": "Multikey", "controller": did, "publicKeyMultibase": key} for key in public_keys]
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
        id, key = method["id"], method.get("publicKeyMultibase")
        if method.get("type") != "Multikey" or method.get("controller") != did or {"revoked", "expires"} & set(method):
            continue
        if not isinstance(key, str) or id != key_id(did, key):
            return f"the key `{id}` is not the one that its id names"
        found[id] = key
    return found
