"""Is a file genuine, and in force? As of what its issuer says of its keys and of what it has revoked, wherever that comes from."""

from datetime import datetime

from cedu.credentials import data_integrity, jwt
from cedu.credentials.proof import Verified
from cedu.credentials.times import SKEW
from cedu.credentials.verification import carriers, claims
from cedu.credentials.verification.carriers import Carried
from cedu.credentials.verification.sources import WHENEVER, Keys, Question, Sources, Standing
from cedu.credentials.verification.verdict import Verdict

_PICTURE = "the picture itself is not signed: what counts is what stands here"


def verify(content: bytes, sources: Sources, now: datetime) -> Verdict:
    """The verdict on a file's bytes at the time `now` (UTC), by what `sources` say."""
    carried = carriers.opened(content)
    if isinstance(carried, Verdict):
        return carried
    verdict = _credential(carried, sources, now)
    return verdict.noting(_PICTURE) if verdict.claim and carried.kind in ("PNG", "SVG") else verdict


def _credential(carried: Carried, sources: Sources, now: datetime) -> Verdict:
    issuer = claims.issuer_said(carried)
    if isinstance(issuer, Verdict):
        return issuer
    keys = sources.keys(issuer)
    if isinstance(keys, str):
        return Verdict("unknown issuer", (keys,), carried.kind)
    verified = _verified(carried, issuer, keys)
    if isinstance(verified, Verdict):
        return verified.relying(keys.relied)
    claim = claims.claimed(verified, issuer)
    if isinstance(claim, str):
        return Verdict("tampered", (claim,), carried.kind).relying(keys.relied)
    verdict = Verdict("genuine", (), carried.kind, claim).relying(keys.relied)
    if carried.pages is not None and not claims.vouches_for(verified.document, carried.pages):
        return verdict.saying("tampered", "what is printed is not what was signed")
    return _in_force(verdict, verified, _standing(verified, issuer, keys, sources, now), now)


def _verified(carried: Carried, issuer: str, keys: Keys) -> Verified | Verdict:
    """What is signed, and by whom; or a verdict."""
    named = claims.keys_said(carried)
    if not named:
        return Verdict("tampered", ("nothing in it is signed",), carried.kind)
    if unlisted := [key for key in named if key not in keys.listed]:
        why = f"{issuer} does not list the key {unlisted[0]} for assertion: it never was theirs, or they have withdrawn it"
        return Verdict("unknown issuer", (why,), carried.kind)
    if carried.document is None:
        verified = jwt.verified(carried.text, keys.listed, WHENEVER)
    else:
        verified = data_integrity.verified(carried.document, keys.listed, WHENEVER)
    if isinstance(verified, str):
        return Verdict("tampered", (verified,), carried.kind)
    return verified


def _standing(verified: Verified, issuer: str, keys: Keys, sources: Sources, now: datetime) -> Standing:
    """What is known of whether the credential was revoked."""
    status = verified.document.get("credentialStatus")
    status = status[0] if isinstance(status, list) and len(status) == 1 else status
    if not isinstance(status, dict) or status.get("type") != "BitstringStatusListEntry" or status.get("statusPurpose") != "revocation":
        return Standing(None, "it names no list of revoked credentials of a kind that is known")
    return sources.standing(Question(status, issuer, keys, now))


def _in_force(verdict: Verdict, verified: Verified, standing: Standing, now: datetime) -> Verdict:
    claim = verdict.claim
    if standing.relied:
        verdict = verdict.relying(standing.relied)
    if standing.revoked:
        return verdict.saying("revoked", standing.reason or "the issuer has withdrawn it")
    if claim and claim.valid_until and claim.valid_until < now:
        return verdict.saying("expired", f"it was valid until {claim.valid_until:%Y-%m-%d}")
    if verified.valid_from > now + SKEW:
        return verdict.saying("not yet valid", f"it is valid from {verified.valid_from:%Y-%m-%d %H:%M} UTC")
    if claim and claim.test:
        return verdict.saying("test", "it was issued as a test, and certifies nothing")
    if standing.revoked is None:
        return verdict.saying("uncertain", f"whether it was revoked is not known: {standing.reason}")
    return verdict
