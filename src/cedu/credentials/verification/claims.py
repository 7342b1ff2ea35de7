"""What stands in a credential: before it is verified, only who it says has signed it; after that, what it claims."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from cedu.credentials import jsonld
from cedu.credentials.achievement import TEST, multihash
from cedu.credentials.canonical import canonical
from cedu.credentials.encoding import from_base64url
from cedu.credentials.numbers import PRINTED
from cedu.credentials.proof import Verified, issuer_of
from cedu.credentials.shape import as_list
from cedu.credentials.times import moment
from cedu.credentials.verification.carriers import Carried
from cedu.credentials.verification.verdict import Claim, Verdict

_ID = re.compile(rf"/c/({PRINTED})/v([1-9]\d{{0,5}})\.json\Z", re.ASCII)
_TYPES = ({"VerifiableCredential"}, {"OpenBadgeCredential", "AchievementCredential"})


def issuer_said(carried: Carried) -> str | Verdict:
    """Who a credential says has issued it; or that it is none."""
    said = _payload(carried)
    if said is None:
        return Verdict("unreadable", ("the token holds no JSON",), carried.kind)
    types = set(map(str, as_list(said.get("type"))))
    if not all(types & known for known in _TYPES):
        return Verdict("unreadable", ("this is no Open Badges 3.0 credential",), carried.kind)
    issuer = issuer_of(said)
    return issuer if issuer else Verdict("unknown issuer", ("it names no issuer",), carried.kind)


def keys_said(carried: Carried) -> list[str]:
    """The ids of the keys that a credential says it was signed with."""
    if carried.document is None:
        header = _part(carried.text, 0) or {}
        return [header["kid"]] if isinstance(header.get("kid"), str) else []
    proofs = [proof for proof in as_list(carried.document.get("proof")) if isinstance(proof, dict)]
    return [method for proof in proofs if isinstance(method := proof.get("verificationMethod"), str)]


def claimed(verified: Verified, issuer: str) -> Claim | str:
    """What a genuine credential claims; or why that can't be so."""
    document = verified.document
    if issuer_of(document) != issuer or not verified.key.startswith(f"{issuer}#"):
        return "it was signed by somebody else than its issuer"
    awarded = moment(document.get("awardedDate"))
    if awarded is None and "awardedDate" in document:
        return "`awardedDate` is no time with a zone"
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
        awarded=awarded,
        valid_from=verified.valid_from,
        valid_until=verified.valid_until,
        issuer=issuer,
        issuer_name=_words(maker.get("name")) if isinstance(maker, dict) else "",
        key=verified.key,
        content=content(document),
        test=_words(achievement.get("name")).startswith(TEST),
    )


def content(document: Mapping[str, Any]) -> bytes:
    """The SHA-256 of all that a document without its proof says. Raises ValueError for one that isn't strict JSON-LD."""
    return sha256(canonical(document)).digest()


def vouches_for(document: Mapping[str, Any], pages: bytes) -> bool:
    """Does a credential name the SHA-256 of all that is printed? (W3C VC Data Model 2.0, 5.3)"""
    related = [each for each in as_list(document.get("relatedResource")) if isinstance(each, dict)]
    digests = [each.get("digestMultibase") for each in related if each.get("mediaType") == "application/pdf"]
    return digests == [multihash(pages)]


def _payload(carried: Carried) -> dict[str, Any] | None:
    return carried.document if carried.document is not None else _part(carried.text, 1)


def _part(token: str, place: int) -> dict[str, Any] | None:
    """A part of a JWT, before it is verified: only to find out whose key to look for."""
    try:
        found = jsonld.read(from_base64url(token.split(".")[place]))
    except ValueError:
        return None
    return None if isinstance(found, str) else found


def _words(value: object) -> str:
    """A text, or the first of several."""
    found = next(iter(as_list(value)), "")
    return found if isinstance(found, str) else ""
