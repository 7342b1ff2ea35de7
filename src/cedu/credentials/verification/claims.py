"""What stands in a credential: before it is verified, only who it says has signed it; after that, what it claims."""

import base64
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from cedu.credentials import jsonld
from cedu.credentials.proof import Verified
from cedu.credentials.verification.carriers import Carried
from cedu.credentials.verification.verdict import Claim, Verdict

_ID = re.compile(r"/c/([A-Z][A-Z0-9]{1,7}-\d{4}-[0-9A-Z]{4}-[0-9A-Z]{5})/v([1-9]\d{0,5})\.json", re.ASCII)
_MULTIHASH = b"\x12\x20"  # SHA2-256, 32 bytes (Multihash)
_TYPES = ({"VerifiableCredential"}, {"OpenBadgeCredential", "AchievementCredential"})


def issuer_said(carried: Carried) -> str | Verdict:
    """Who a credential says has issued it; or that it is none."""
    said = _payload(carried)
    if said is None:
        return Verdict("unreadable", ("the token holds no JSON",), carried.kind)
    types = set(map(str, _each(said.get("type"))))
    if not all(types & known for known in _TYPES):
        return Verdict("unreadable", ("this is no Open Badges 3.0 credential",), carried.kind)
    issuer = _identifier(said.get("issuer"))
    return issuer if issuer else Verdict("unknown issuer", ("it names no issuer",), carried.kind)


def keys_said(carried: Carried) -> list[str]:
    """The ids of the keys that a credential says it was signed with."""
    if carried.document is None:
        header = _part(carried.text, 0) or {}
        return [header["kid"]] if isinstance(header.get("kid"), str) else []
    proofs = [proof for proof in _each(carried.document.get("proof")) if isinstance(proof, dict)]
    return [method for proof in proofs if isinstance(method := proof.get("verificationMethod"), str)]


def claimed(verified: Verified, issuer: str) -> Claim | str:
    """What a genuine credential claims; or why that can't be so."""
    document = verified.document
    if _identifier(document.get("issuer")) != issuer or not verified.key.startswith(f"{issuer}#"):
        return "it was signed by somebody else than its issuer"
    try:
        times = {name: _time(document.get(name)) for name in ("awardedDate", "validUntil")}
    except ValueError as error:
        return str(error)
    id = str(document.get("id", ""))
    found = _ID.search(id)
    subject = document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    achievement = achievement if isinstance(achievement, dict) else {}
    maker = document.get("issuer")
    return Claim(
        id=id,
        number=found[1] if found else "",
        version=int(found[2]) if found else 0,
        level=_words(achievement.get("name")),
        achievement=_words(achievement.get("description")),
        awarded=times["awardedDate"],
        valid_from=verified.valid_from,
        valid_until=times["validUntil"],
        issuer=issuer,
        issuer_name=_words(maker.get("name")) if isinstance(maker, dict) else "",
        key=verified.key,
    )


def vouches_for(document: Mapping[str, Any], pages: bytes) -> bool:
    """Does a credential name the SHA-256 of all that is printed? (W3C VC Data Model 2.0, 5.3)"""
    import base58

    related = [each for each in _each(document.get("relatedResource")) if isinstance(each, dict)]
    digests = [each.get("digestMultibase") for each in related if each.get("mediaType") == "application/pdf"]
    return digests == ["z" + base58.b58encode(_MULTIHASH + pages).decode()]


def _payload(carried: Carried) -> dict[str, Any] | None:
    return carried.document if carried.document is not None else _part(carried.text, 1)


def _part(token: str, place: int) -> dict[str, Any] | None:
    """A part of a JWT, before it is verified: only to find out whose key to look for."""
    part = token.split(".")[place]
    try:
        found = jsonld.read(base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True))
    except ValueError:
        return None
    return None if isinstance(found, str) else found


def _each(value: object) -> Iterator[object]:
    yield from value if isinstance(value, list) else () if value is None else (value,)


def _identifier(value: object) -> str:
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def _words(value: object) -> str:
    """A text, or the first of one in several languages."""
    if isinstance(value, list):
        value = value[0] if value else ""
    found = value.get("@value") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def _time(value: object) -> datetime | None:
    """A time in UTC. Raises ValueError for what is none, or has no zone (W3C VC Data Model 2.0, 4.9 and A.3)."""
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        if found is not None and found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"`{str(value)[:40]}` is no time")
