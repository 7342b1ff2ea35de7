"""Credentials as JSON Web Tokens, signed with ES256 (Open Badges 3.0, 8.2; W3C Securing Verifiable Credentials using JOSE and COSE, 3.1).

The token's payload is the credential itself, with the claims of RFC 7519 that repeat what it says.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cedu.credentials import did as identifiers
from cedu.credentials import jsonld, shape
from cedu.credentials.canonical import canonical
from cedu.credentials.encoding import base64url, from_base64url
from cedu.credentials.proof import Verified, accepted, issuer_of, public_key
from cedu.credentials.signer import Signer
from cedu.credentials.times import moment

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

_CLAIMS = ("iss", "jti", "sub", "nbf", "exp")


def signed(document: Mapping[str, Any], signer: Signer, did: str) -> str:
    """`document` (without a proof) as a compact JWS; the same again for the same document."""
    header = {"alg": "ES256", "kid": identifiers.key_id(did, signer.public_key), "typ": "JWT"}
    payload = {**document, **_claims(document)}
    message = f"{base64url(jsonld.written(header))}.{base64url(jsonld.written(payload))}"
    return f"{message}.{base64url(signer.sign(message.encode('ascii')))}"


def verified(text: str, public_keys: Mapping[str, str], now: datetime) -> Verified | str:
    """What the token says, if it is genuine and one of `public_keys` (by key id: `did.assertion_keys`) signed it; or why not.

    Its words are as strict as those of a document.
    """
    if len(text) > 2 * jsonld.MOST_BYTES:
        return f"it has more than {2 * jsonld.MOST_BYTES:,} characters"
    try:
        header, payload, signature = map(from_base64url, text.split("."))
    except ValueError:
        return "it is no token of three parts in base64url"
    head, claims = jsonld.read(header), jsonld.read(payload)
    if isinstance(head, str) or isinstance(claims, str):
        return f"the token's {'header' if isinstance(head, str) else 'payload'}: {head if isinstance(head, str) else claims}"
    if problem := _header(head):
        return problem
    document = {name: value for name, value in claims.items() if name not in _CLAIMS}
    try:
        canonical(document)
    except ValueError as error:
        return str(error)
    if problems := shape.problems(document):
        return problems[0]
    key = public_key(head["kid"], issuer_of(document), "ES256", public_keys)
    if isinstance(key, str):
        return key
    if not _is_genuine(key, signature, text.rpartition(".")[0].encode("ascii")):  # type: ignore[arg-type]
        return "the signature does not belong to what it says"
    found = accepted(document, head["kid"], now)
    if isinstance(found, Verified) and {name: claims.get(name) for name in _CLAIMS if name in claims} != _claims(document):
        return "the token's claims are not what the credential says"
    return found


def _claims(document: Mapping[str, Any]) -> dict[str, Any]:
    """The registered claims that repeat a credential (Open Badges 3.0, 8.2.3): NumericDate is in whole seconds."""
    subject = document["credentialSubject"]
    claims: dict[str, Any] = {"iss": issuer_of(document), "jti": document["id"], "nbf": _seconds(document["validFrom"])}
    if "id" in subject:
        claims["sub"] = subject["id"]
    if "validUntil" in document:
        claims["exp"] = _seconds(document["validUntil"])
    return claims


def _seconds(text: str) -> int:
    time = moment(text)
    if time is None:
        raise ValueError(f"`{text}` is no time with a zone")
    return int(time.timestamp())


def _header(header: Mapping[str, Any]) -> str:
    """Why a token with this header is refused; empty where it isn't. What names a key of its own, or other rules, is none of ours."""
    if header.get("alg") != "ES256":
        return f"it is signed with `{header.get('alg')}`, not with ES256"
    if set(header) != {"alg", "kid", "typ"} or header["typ"] != "JWT":
        return "the token's header has not exactly `alg`, `kid` and `typ`, which is `JWT`"
    return ""


def _is_genuine(key: "EllipticCurvePublicKey", signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    if len(signature) != 64:  # each signature has one spelling (RFC 7518, 3.4)
        return False
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    try:
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True
