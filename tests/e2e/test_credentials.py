"""Credentials as strangers see them: other people's software verifies each kind, and refuses what somebody has changed; so do we.

`@digitalbazaar/vc` verifies Data Integrity proofs, `@digitalbazaar/vc-bitstring-status-list` revocations, and `jose` tokens.
"""

import base64
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from strangers import Case, Strangers

from cedu.credentials import baking, data_integrity, did, jsonld, jwt, status_list
from cedu.credentials.achievement import Exam
from cedu.credentials.award import Score
from cedu.credentials.badge import Face, drawn
from cedu.credentials.keys import LocalSigner
from cedu.credentials.verification import verify
from cedu.credentials.verification.sources import Document, Files
from cedu.credentials.verification.verdict import Verdict
from unit.credentials.issued import AWARD, Issuer

# Lists of revocations are checked by the real clock.
NOW = datetime.now(UTC).replace(microsecond=0)
ISSUED = NOW - timedelta(days=10)
REVOKED, INDEX = 4711, 815


class _Issuer(Issuer):
    """An issuer whose level names two assessments."""

    @property
    def claim(self) -> Any:
        return replace(super().claim, exams=(Exam("final", "The final exam", 80.0), Exam("lab", "Lab", None)))


ISSUER = _Issuer(revoked={REVOKED})
# Another issuer, who may publish whatever they like about themselves.
THIEF = _Issuer(url="https://thief.example/")
SCORES = (Score("final", 92.5, ISSUED.date()), Score("lab", 70, ISSUED.date()))
HELD = replace(AWARD, scores=SCORES, awarded_on=ISSUED.date(), valid_until=(NOW + timedelta(days=700)).date())
LIST = status_list.address(ISSUER.url, 0)
PLAIN = ISSUER.unsigned(HELD, at=ISSUED, index=INDEX)
DOCUMENTS = {url: jsonld.context(url) for url in PLAIN["@context"]}
DOCUMENTS |= {ISSUER.did: ISSUER.did_document(), THIEF.did: THIEF.did_document()}

Change = Callable[[dict[str, Any]], object]


def proved(document: dict[str, Any], issuer: Issuer = ISSUER, *, method: str = "") -> dict[str, Any]:
    found = data_integrity.Prover(issuer.eddsa, method or issuer.did).prove(document)
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def shown(document: dict[str, Any], kind: str = "credential", **documents: Any) -> Case:
    return Case(kind, json.dumps(document), documents)


def after(change: Change, kind: str = "credential") -> Case:
    """Changed after it was signed."""
    document = proved(PLAIN)
    change(document)
    return shown(document, kind)


def before(change: Change, kind: str = "credential") -> Case:
    """Signed by the issuer as it should not have been."""
    document = json.loads(json.dumps(PLAIN))
    change(document)
    return shown(proved(document), kind)


def part(document: Any, *path: str | int) -> Any:
    for key in path:
        document = document[key]
    return document


def put(*path: str | int, value: Any) -> Change:
    def change(document: dict[str, Any]) -> None:
        part(document, *path[:-1])[path[-1]] = value

    return change


def gone(*path: str | int) -> Change:
    def change(document: dict[str, Any]) -> None:
        del part(document, *path[:-1])[path[-1]]

    return change


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(header: dict[str, Any], payload: dict[str, Any], sign: Callable[[bytes], bytes] = ISSUER.es256.sign) -> Case:
    message = f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(payload).encode())}"
    return Case("token", f"{message}.{encoded(sign(message.encode()))}")


def parts() -> tuple[dict[str, Any], dict[str, Any], str]:
    head, body, signature = jwt.signed(PLAIN, ISSUER.es256, ISSUER.did).split(".")
    header, payload = (json.loads(base64.urlsafe_b64decode(each + "==")) for each in (head, body))
    return header, payload, signature


def listed(change: Change = lambda _: None, *, at: datetime = ISSUED, days: int = 30, issuer: Issuer = ISSUER) -> dict[str, Any]:
    unsigned = status_list.document(ISSUER.url, issuer.did, 0, {REVOKED}, at, at + timedelta(days=days))
    change(unsigned)
    return proved(unsigned, issuer)


def with_list(document: dict[str, Any]) -> Case:
    return Case("status", json.dumps(proved(PLAIN)), {LIST: document})


def other_keys(change: Change) -> Case:
    """With another DID document."""
    document = ISSUER.did_document()
    change(document)
    return shown(proved(PLAIN), "credential", **{ISSUER.did: document})


def stolen() -> Case:
    """A thief signs in the issuer's name, with a key of the thief's own."""
    return shown(proved(PLAIN, THIEF))


def impersonated() -> Case:
    """A thief's key, under the issuer's name."""
    return shown(proved(PLAIN, THIEF, method=ISSUER.did))


def both() -> Case:
    document = proved(PLAIN)
    document["proof"] = [document["proof"], proved(PLAIN, THIEF)["proof"]]
    return shown(document)


def twice() -> Case:
    text = json.dumps(proved(PLAIN))
    return Case("credential", text.replace('"name":', '"name": "Somebody else\'s", "name":', 1))


def short_list(document: dict[str, Any]) -> None:
    import gzip

    document["credentialSubject"]["encodedList"] = "u" + encoded(gzip.compress(bytes(200), mtime=0))


def altered_list() -> Case:
    document = listed()
    document["credentialSubject"]["encodedList"] = status_list.encoded({1})
    return with_list(document)


def hmac_token() -> Case:
    header, payload, _ = parts()
    return token(header | {"alg": "HS256"}, payload, lambda message: hmac.digest(ISSUER.es256.public_key.encode(), message, "sha256"))


def der_token() -> Case:
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    header, payload, _ = parts()

    def sign(message: bytes) -> bytes:
        raw = ISSUER.es256.sign(message)
        return encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))

    return token(header, payload, sign)


def resigned(change: Change) -> Case:
    """A token that the issuer signed, though its header or payload is changed: `{header, payload}`."""
    header, payload, _ = parts()
    whole = {"header": header, "payload": payload}
    change(whole)
    return token(whole["header"], whole["payload"])


def reworded(change: Change) -> Case:
    """A token whose payload was changed after it was signed."""
    _, payload, signature = parts()
    head = jwt.signed(PLAIN, ISSUER.es256, ISSUER.did).partition(".")[0]
    change(payload)
    return Case("token", f"{head}.{encoded(json.dumps(payload).encode())}.{signature}")


SUBJECT = "credentialSubject"
LEVEL = (SUBJECT, "achievement")
PROOF = "proof"
TOMORROW = (NOW + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
YESTERDAY = (NOW - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
THIEF_KEY = did.key_id(THIEF.did, THIEF.eddsa.public_key)

# What was done, and whether other people's software refuses it too. Where it doesn't, it doesn't look: JSON-LD passes over null and empty
# lists; JSON.parse takes the last of two keys; a context that changes nothing is none of vc's business, nor is a time zone, and one good
# proof among several is enough for it; jose leaves what claims mean, and keys in headers, to whoever calls it; and a list may be short.
TAMPERED: dict[str, tuple[Case, bool]] = {
    "the name is another": (after(put("name", value="Certified: Expert")), True),
    "the holder is another": (after(put(SUBJECT, "identifier", 0, "identityHash", value="sha256$" + sha256(b"me").hexdigest())), True),
    "the score is higher": (after(put(SUBJECT, "result", 1, "value", value="99")), True),
    "the level is another": (after(put(SUBJECT, "result", 0, "achievedLevel", value="https://learn.example.org/expert")), True),
    "the achievement is another": (after(put(*LEVEL, "name", value="Expert")), True),
    "the criteria are others": (after(put(*LEVEL, "criteria", "narrative", value="Pay.")), True),
    "a competency is added": (after(lambda d: part(d, *LEVEL, "alignment").append({"type": ["Alignment"], "targetName": "Flying"})), True),
    "it is valid for longer": (after(put("validUntil", value="2999-01-01T00:00:00Z")), True),
    "it is valid for ever": (after(gone("validUntil")), True),
    "it was awarded earlier": (after(put("awardedDate", value="2001-01-01T00:00:00Z")), True),
    "the issuer is named otherwise": (after(put("issuer", "name", value="Somebody")), True),
    "the issuer is another": (after(put("issuer", "id", value=THIEF.did)), True),
    "its status is gone": (after(gone("credentialStatus")), True),
    "its place in the list is another": (after(put("credentialStatus", "statusListIndex", value="1")), True),
    "the printed page is another": (after(put("evidence", value=[{"id": "https://e.example/", "type": ["Evidence"]}])), True),
    "a term without a meaning": (after(put("honours", value="summa cum laude")), True),
    "a term without a meaning, deep inside": (after(put(*LEVEL, "honours", value="summa cum laude")), True),
    "a type without a meaning": (after(lambda d: d["type"].append("DoctorOfEverything")), True),
    "a relative address": (after(put(*LEVEL, "image", "id", value="badge.png")), True),
    "null": (after(put("description", value=None)), False),
    "an empty list": (after(put(SUBJECT, "endorsement", value=[])), False),
    "a key twice": (twice(), False),
    "contexts the other way round": (after(lambda d: d["@context"].reverse()), True),
    "a context that nobody knows": (after(lambda d: d["@context"].append("https://thief.example/context.json")), True),
    "a context of its own": (after(lambda d: d["@context"].append({"honours": "https://thief.example/#honours"})), False),
    "no proof": (after(gone(PROOF)), True),
    "a signature of nothing": (after(put(PROOF, "proofValue", value="z" + "1" * 64)), True),
    "the signature of something else": (
        after(put(PROOF, "proofValue", value=proved(ISSUER.unsigned(HELD, at=ISSUED, index=1))[PROOF]["proofValue"])),
        True,
    ),
    "a proof for another purpose": (after(put(PROOF, "proofPurpose", value="authentication")), True),
    "a proof of another suite": (after(put(PROOF, "cryptosuite", value="ecdsa-rdfc-2019")), True),
    "a proof of another type": (after(put(PROOF, "type", value="Ed25519Signature2020")), True),
    "a proof of another time": (after(put(PROOF, "created", value=YESTERDAY)), True),
    "a proof with a nonce": (after(put(PROOF, "nonce", value="n")), True),
    "a thief's key in the proof": (after(put(PROOF, "verificationMethod", value=THIEF_KEY)), True),
    "a key for tokens in the proof": (
        after(put(PROOF, "verificationMethod", value=did.key_id(ISSUER.did, ISSUER.es256.public_key))),
        True,
    ),
    "a thief in the issuer's name": (stolen(), True),
    "a thief's key in the issuer's name": (impersonated(), True),
    "a second proof, of a thief": (both(), False),
    "a key that left the DID document": (other_keys(put("verificationMethod", value=[])), True),
    "a key that is not for assertion": (other_keys(put("assertionMethod", value=[])), True),
    "signed, though valid from a word": (before(put("validUntil", value="soon")), True),
    "signed, though valid from a date without a zone": (before(put("validFrom", value="2026-11-01T00:00:00")), False),
    "signed, though not yet valid": (before(put("validFrom", value=TOMORROW)), True),
    "signed, but expired": (before(put("validUntil", value=YESTERDAY)), True),
    "a token whose name is another": (reworded(put("name", value="Expert")), True),
    "a token that is not signed": (token({**parts()[0], "alg": "none"}, parts()[1], lambda _: b""), True),
    "a token signed with a public key": (hmac_token(), True),
    "a token with a key of its own": (resigned(put("header", "jwk", value={"kty": "EC"})), False),
    "a token with rules of its own": (resigned(put("header", "crit", value=["b64"])), True),
    "a token of another type": (resigned(put("header", "typ", value="at+jwt")), True),
    "a token with a thief's key": (token({**parts()[0], "kid": THIEF_KEY}, parts()[1], THIEF.es256.sign), True),
    "a token with a key for proofs": (
        token({**parts()[0], "kid": did.key_id(ISSUER.did, ISSUER.eddsa.public_key)}, parts()[1], ISSUER.eddsa.sign),
        True,
    ),
    "a token of a thief in the issuer's name": (token(parts()[0], parts()[1], THIEF.es256.sign), True),
    "a token with a signature in DER": (der_token(), True),
    "a token that expires later than it says": (resigned(put("payload", "exp", value=32503680000)), False),
    "a token about another credential": (resigned(put("payload", "jti", value="https://learn.example.org/other")), False),
    "a token of another issuer": (resigned(put("payload", "iss", value=THIEF.did)), True),
    "a token that is not yet valid": (resigned(put("payload", "nbf", value=int((NOW + timedelta(days=1)).timestamp()))), True),
    "a token with a term without a meaning": (resigned(put("payload", "honours", value="summa cum laude")), False),
    "a list of another issuer": (with_list(listed(issuer=THIEF)), True),
    "a list that was changed": (altered_list(), True),
    "a list of another purpose": (with_list(listed(put(SUBJECT, "statusPurpose", value="suspension"))), True),
    "a list that is stale": (with_list(listed(days=5)), True),
    "a list that is too short": (with_list(listed(short_list)), False),
    "a list that is not yet valid": (with_list(listed(at=NOW + timedelta(days=1))), True),
}


def theirs(tmp_path: Path, node: Callable[..., Any], cases: dict[str, Case]) -> dict[str, Any]:
    """What other people's software says, by name."""
    return Strangers(node, tmp_path, ISSUER.did, DOCUMENTS | {LIST: listed()}).say(cases, NOW)


def ours(shown: Case | bytes) -> Verdict:
    """What we say of a case, or of a file."""
    known = DOCUMENTS | {LIST: listed()} | ((shown.documents if isinstance(shown, Case) else None) or {})
    identities = [Document(document, url, NOW) for url, document in known.items() if url.startswith("did:")]
    content = shown.text.encode() if isinstance(shown, Case) else shown
    return verify(content, Files(identities, [Document(known[LIST], LIST, NOW)]), NOW)


@pytest.fixture(scope="module")
def sayings(tmp_path_factory: pytest.TempPathFactory, node: Callable[..., Any], modules: Path) -> dict[str, Any]:
    assert modules.is_dir()
    return theirs(tmp_path_factory.mktemp("credentials"), node, {name: case for name, (case, _) in TAMPERED.items()})


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_tampered_with_is_refused(name: str, sayings: dict[str, Any]) -> None:
    case, they_refuse = TAMPERED[name]
    verdict = ours(case)
    assert verdict.word in ("tampered", "unknown issuer", "unreadable", "not yet valid", "expired", "uncertain"), verdict
    assert verdict.reasons
    assert sayings[name]["verified"] is not they_refuse, sayings[name]


def test_there_are_at_least_thirty_ways_that_both_refuse() -> None:
    assert sum(they_refuse for _, they_refuse in TAMPERED.values()) >= 30


def test_other_peoples_software_verifies_every_form(tmp_path: Path, node: Callable[..., Any], modules: Path) -> None:
    signed = json.dumps(proved(PLAIN))
    spoken = jwt.signed(PLAIN, ISSUER.es256, ISSUER.did)
    picture = drawn(Face("Author", "Practitioner", "Example Learning", 1, 2))
    assert not isinstance(picture, str)
    baked = {f"png with {what[:1]}": baking.png(picture.png, what) for what in (signed, spoken)}
    baked |= {f"svg with {what[:1]}": baking.svg(picture.svg, what) for what in (signed, spoken)}
    cases = {"json": Case("status", signed), "jwt": Case("token", spoken)}
    for name, content in baked.items():
        held = baking.extracted(content) or ""
        cases[name] = Case("status" if held.startswith("{") else "token", held)
    said = theirs(tmp_path, node, cases)
    assert {name: (each["verified"], each.get("revoked", False)) for name, each in said.items()} == dict.fromkeys(cases, (True, False)), (
        said
    )
    assert {ours(content).word for content in (signed.encode(), spoken.encode(), *baked.values())} == {"genuine"}


def test_other_peoples_software_sees_what_is_revoked(tmp_path: Path, node: Callable[..., Any], modules: Path) -> None:
    case = shown(proved(ISSUER.unsigned(HELD, at=ISSUED, index=REVOKED)), "status")
    said = theirs(tmp_path, node, {"revoked": case})["revoked"]
    assert (said["verified"], said["revoked"]) == (True, True)
    assert ours(case).word == "revoked"


def test_old_credentials_verify_after_keys_were_rotated_and_none_after_they_leaked(
    tmp_path: Path, node: Callable[..., Any], modules: Path
) -> None:
    """Retired keys are listed, compromised ones are not."""
    later = {"rotated": ISSUER.rotated(), "compromised": ISSUER.compromised()}
    cases = {}
    for name, issuer in later.items():
        documents = {ISSUER.did: issuer.did_document()}
        cases[f"{name} credential"] = Case("credential", json.dumps(proved(PLAIN)), documents)
        cases[f"{name} token"] = Case("token", jwt.signed(PLAIN, ISSUER.es256, ISSUER.did), documents)
    said = theirs(tmp_path, node, cases)
    assert {name: each["verified"] for name, each in said.items()} == {name: "rotated" in name for name in cases}, said
    assert {name: ours(case).word for name, case in cases.items()} == {
        name: "genuine" if "rotated" in name else "unknown issuer" for name in cases
    }


def test_texts_in_any_script_and_with_any_punctuation_verify(tmp_path: Path, node: Callable[..., Any], modules: Path) -> None:
    """Escapes, line ends and characters beyond the basic plane are where canonical forms differ."""
    wild = (
        'a "b" \\ c',
        "one\ntwo\r\n\tthree",
        "Zoë Łukasz 🎓 \U0001d538",
        "عَرَبِيّ עברית",
        "日本語 한국어",
        "\u2028\u0085\ufeff",
        "\u00a0",
        "<&>'",
    )
    cases = {}
    for number, text in enumerate(wild):
        document = json.loads(json.dumps(PLAIN))
        document["name"] = document["credentialSubject"]["achievement"]["criteria"]["narrative"] = text
        cases[f"text {number}"] = shown(proved(document))
        cases[f"token {number}"] = Case("token", jwt.signed(document, ISSUER.es256, ISSUER.did))
    said = theirs(tmp_path, node, cases)
    assert {name: each["verified"] for name, each in said.items()} == dict.fromkeys(cases, True), said


def test_a_key_of_a_stranger_that_nobody_lists_signs_nothing() -> None:
    stranger = LocalSigner.generate("eddsa-rdfc-2022")
    case = shown(data_integrity.Prover(stranger, ISSUER.did).prove(PLAIN))
    assert ours(case).word == "unknown issuer"
