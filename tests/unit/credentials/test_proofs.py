"""Both kinds of proof: what is genuine, what is refused and why, and that signing repeats itself."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from cedu.credentials import data_integrity, did, jsonld, jwt, proof, times
from cedu.credentials.keys import LocalSigner
from unit.credentials.issued import ISSUED, NOW, Issuer

ISSUER = Issuer()
KEYS = did.assertion_keys(ISSUER.did_document(), ISSUER.did)
assert not isinstance(KEYS, str)
PLAIN = ISSUER.unsigned()
SIGNED: dict[str, Any] = json.loads(ISSUER.json())
TOKEN = ISSUER.jwt().decode()
Change = Callable[[Any], object]


def copied(document: Any, change: Change) -> Any:
    document = json.loads(json.dumps(document))
    change(document)
    return document


def encoded(value: Any) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def test_a_genuine_document_is_what_it_says() -> None:
    for found in (data_integrity.verified(SIGNED, KEYS, NOW), jwt.verified(TOKEN, KEYS, NOW)):
        assert not isinstance(found, str), found
        assert found.document == PLAIN
        assert found.valid_from == ISSUED
        assert found.valid_until is not None
    assert isinstance(data_integrity.verified({**SIGNED, "proof": [SIGNED["proof"]]}, KEYS, NOW), proof.Verified)


SMALL: dict[str, Any] = {
    "@context": [jsonld.CREDENTIALS],
    "id": "https://example.org/c/1",
    "type": ["VerifiableCredential"],
    "issuer": "did:web:example.org",
    "name": 'A "quoted" name',
    "validFrom": "2026-11-12T12:00:00Z",
    "credentialSubject": {"id": "https://example.org/me"},
}


def test_signing_repeats_itself() -> None:
    """And with keys that are written down, for ever: what is signed never depends on the version of anything."""
    ed = LocalSigner(ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    es = LocalSigner(ec.derive_private_key(int.from_bytes(bytes(range(32))), ec.SECP256R1()))
    first, again = (data_integrity.Prover(ed, "did:web:example.org").prove(SMALL) for _ in range(2))
    assert first == again
    assert list(first)[-1] == "proof"
    assert first["proof"] == {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-11-12T12:00:00Z",
        "verificationMethod": f"did:web:example.org#{ed.public_key}",
        "proofPurpose": "assertionMethod",
        "proofValue": "z2fGEzHPaaisDVaDYzFGV3G76DLWbf4gfXGDQ76dL1ExgY3VBbi5XsdpF7BMKMQNju8tP6kmMdGFNzxR7kQLZHznr",
    }
    token = jwt.signed(SMALL, es, "did:web:example.org")
    assert token == jwt.signed(SMALL, es, "did:web:example.org")
    assert token.rpartition(".")[2] == "LTs3NSHsbcTm_c0GAxgytilwCRz35L09qRI_nkg_1NgSNA_uvJvvwerCvDF7tkoF-mxBqylOdHaxEn9evnkRnw"


def test_a_document_that_is_not_strict_is_never_signed() -> None:
    with pytest.raises(ValueError, match="has no definition"):
        data_integrity.Prover(ISSUER.eddsa, ISSUER.did).prove({**PLAIN, "honours": "summa"})


def test_many_of_a_shape_are_verified_alike() -> None:
    for index in range(5):
        signed = json.loads(ISSUER.json(index=index))
        assert isinstance(data_integrity.verified(signed, KEYS, NOW), proof.Verified)
        signed["credentialStatus"]["statusListIndex"] = "99"
        assert data_integrity.verified(signed, KEYS, NOW) == "the signature does not belong to what it says"
        assert isinstance(jwt.verified(ISSUER.jwt(index=index).decode(), KEYS, NOW), proof.Verified)


OTHER = LocalSigner.generate("eddsa-rdfc-2022")
CHANGED: dict[str, tuple[Change, str]] = {
    "a word": (lambda d: d.update(name="x"), "the signature does not belong"),
    "no proof": (lambda d: d.pop("proof"), "it has no proof"),
    "an empty proof": (lambda d: d.update(proof={}), "not exactly"),
    "a proof that is a text": (lambda d: d.update(proof="z"), "several proofs"),
    "two proofs": (lambda d: d.update(proof=[d["proof"], d["proof"]]), "several proofs"),
    "a proof with more": (lambda d: d["proof"].update(id="https://example.org/"), "not exactly"),
    "a proof with less": (lambda d: d["proof"].pop("created"), "not exactly"),
    "a proof with a context": (lambda d: d["proof"].update({"@context": d["@context"]}), "not exactly"),
    "a value that is a number": (lambda d: d["proof"].update(proofValue=1), "not exactly"),
    "a purpose": (lambda d: d["proof"].update(proofPurpose="authentication"), "`proofPurpose` is `authentication`"),
    "a suite": (lambda d: d["proof"].update(cryptosuite="eddsa-2022"), "`cryptosuite` is `eddsa-2022`"),
    "a type": (lambda d: d["proof"].update(type="Ed25519Signature2020"), "`type` is"),
    "a time that is none": (lambda d: d["proof"].update(created="2026-13-01T00:00:00Z"), "at no time"),
    "a time to come": (lambda d: d["proof"].update(created="2999-01-01T00:00:00Z"), "still to come"),
    "an earlier time": (lambda d: d["proof"].update(created="2026-01-01T00:00:00Z"), "does not belong"),
    "a key of nobody": (lambda d: d["proof"].update(verificationMethod=f"{ISSUER.did}#{OTHER.public_key}"), "doesn't list the key"),
    "a key of another": (lambda d: d["proof"].update(verificationMethod=f"did:web:thief.example#{OTHER.public_key}"), "not the issuer's"),
    "a key without a scheme": (lambda d: d["proof"].update(verificationMethod=OTHER.public_key), "not the issuer's"),
    "a key for tokens": (
        lambda d: d["proof"].update(verificationMethod=f"{ISSUER.did}#{ISSUER.es256.public_key}"),
        "is none for eddsa-rdfc-2022",
    ),
    "a signature too short": (lambda d: d["proof"].update(proofValue=d["proof"]["proofValue"][:-2]), "does not belong"),
    "a signature too long": (lambda d: d["proof"].update(proofValue="z" + "2" * 5000), "does not belong"),
    "a signature of other letters": (lambda d: d["proof"].update(proofValue="z0OIl"), "does not belong"),
    "a signature in another base": (lambda d: d["proof"].update(proofValue="u" + d["proof"]["proofValue"][1:]), "does not belong"),
    "a proof inside": (lambda d: d["credentialSubject"]["achievement"].update(proof=d["proof"]), "no definition"),
    "another issuer": (lambda d: d["issuer"].update(id="did:web:thief.example"), "not the issuer's"),
    "an issuer that is no profile": (lambda d: d["issuer"].update(type=["Achievement"]), "`issuer` is no `Profile`"),
    "an issuer by its address": (lambda d: d.update(issuer=ISSUER.did), "no `issuer` with an `id`"),
    "a status by its address": (lambda d: d.update(credentialStatus=d["credentialStatus"]["id"]), "no entry of a status list"),
    "no subject": (lambda d: d.pop("credentialSubject"), "not one `credentialSubject`"),
    "two subjects": (
        lambda d: d.update(credentialSubject=[d["credentialSubject"], {"id": "https://e.org/"}]),
        "not one `credentialSubject`",
    ),
    "no achievement": (lambda d: d["credentialSubject"].pop("achievement"), "has no `achievement`"),
    "nobody": (lambda d: [d["credentialSubject"].pop(key) for key in ("id", "identifier")], "whom it is about"),
    "no badge": (lambda d: d.update(type=["VerifiableCredential"]), "neither an Open Badges credential"),
    "no credential": (lambda d: d.update(type=["OpenBadgeCredential"]), "no definition"),
    "a result that is evidence": (lambda d: d["credentialSubject"]["result"][0].update(type=["Evidence"]), "no definition"),
    "a name in a list": (lambda d: d.update(name=[d["name"]]), "`name` is no text"),
    "a date in a list": (lambda d: d.update(awardedDate=[d["awardedDate"]]), "`awardedDate` is no text"),
    "true as a text": (lambda d: d["credentialSubject"]["identifier"][0].update(hashed="true"), "`hashed` is neither"),
    "an identity that is none": (lambda d: d["credentialSubject"]["identifier"][0].update(type=["IdentifierEntry"]), "no definition"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_document_that_was_changed_is_refused(name: str) -> None:
    change, reason = CHANGED[name]
    found = data_integrity.verified(copied(SIGNED, change), KEYS, NOW)
    assert isinstance(found, str)
    assert reason in found


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"validFrom": "2026-11-12"}, "`validFrom` is no time"),
        ({"validFrom": "2026-11-12T12:00:00"}, "`validFrom` is no time"),
        ({"validFrom": "2026-02-30T00:00:00Z"}, "`validFrom` is no time"),
        ({"validFrom": "0000-01-01T00:00:00Z"}, "`validFrom` is no time"),
        ({"validFrom": "٢٠٢٦-01-01T00:00:00Z"}, "`validFrom` is no time"),
        ({"validFrom": ["2026-11-12T12:00:00Z"]}, "`validFrom` is no time"),
        ({"validUntil": "for ever"}, "`validUntil` is no time"),
        ({"validUntil": "2026-11-01T00:00:00Z"}, "lies before"),
        ({"validFrom": "2026-11-23T00:00:00Z"}, "still to come"),
    ],
)
def test_dates_that_the_issuer_should_not_have_signed(values: dict[str, Any], reason: str) -> None:
    found = proof.accepted({**PLAIN, **values}, "key", NOW)
    assert isinstance(found, str)
    assert reason in found
    unproved = {**PLAIN, **values, "validFrom": PLAIN["validFrom"]}
    if unproved != PLAIN:
        signed = {**data_integrity.Prover(ISSUER.eddsa, ISSUER.did).prove(unproved)}
        assert reason in str(data_integrity.verified(signed, KEYS, NOW))


def parts() -> list[Any]:
    return [json.loads(base64.urlsafe_b64decode(part + "==")) for part in TOKEN.split(".")[:2]]


def token(header: Any, payload: Any, signer: LocalSigner = ISSUER.es256) -> str:
    message = f"{encoded(header)}.{encoded(payload)}"
    return f"{message}.{encoded(signer.sign(message.encode()))}"


HEADER, PAYLOAD = parts()
TWICE = json.dumps(PAYLOAD)[:-1].encode() + b', "iss": "x"}'
TOKENS: dict[str, tuple[str, str]] = {
    "nothing": ("", "no token"),
    "two parts": (TOKEN.rpartition(".")[0], "no token"),
    "four parts": (TOKEN + "." + TOKEN, "no token"),
    "white space": (TOKEN + "\n", "no token"),
    "padding": (TOKEN + "=", "no token"),
    "other letters": (TOKEN.replace(".", ".+", 1), "no token"),
    "a short signature": (TOKEN[:-4], "no token"),
    "a last letter with bits to spare": (TOKEN[:-1] + chr(ord(TOKEN[-1]) + 1), "no token"),
    "a header that is no JSON": (f"{encoded(b'x')}.{TOKEN.partition('.')[2]}", "the token's header"),
    "a payload with a key twice": (f"{encoded(HEADER)}.{encoded(TWICE)}.{'A' * 86}", "`iss` is there twice"),
    "no algorithm": (token({**HEADER, "alg": "none"}, PAYLOAD), "signed with `none`"),
    "a shared secret": (token({**HEADER, "alg": "HS256"}, PAYLOAD), "signed with `HS256`"),
    "an algorithm in other letters": (token({**HEADER, "alg": "es256"}, PAYLOAD), "signed with `es256`"),
    "no key": (token({"alg": "ES256", "typ": "JWT"}, PAYLOAD), "not exactly"),
    "a key in the header": (token({**HEADER, "jwk": {}}, PAYLOAD), "not exactly"),
    "a key elsewhere": (token({**HEADER, "jku": "https://thief.example/"}, PAYLOAD), "not exactly"),
    "critical rules": (token({**HEADER, "crit": ["b64"], "b64": False}, PAYLOAD), "not exactly"),
    "another type": (token({**HEADER, "typ": "at+jwt"}, PAYLOAD), "not exactly"),
    "a stranger's key": (token({**HEADER, "kid": "did:web:thief.example#z"}, PAYLOAD), "not the issuer's"),
    "a key for documents": (token({**HEADER, "kid": f"{ISSUER.did}#{ISSUER.eddsa.public_key}"}, PAYLOAD), "is none for ES256"),
    "a stranger's signature": (token(HEADER, PAYLOAD, LocalSigner.generate("ES256")), "does not belong"),
    "a signature of zeros": (f"{TOKEN.rpartition('.')[0]}.{'A' * 86}", "does not belong"),
    "another payload": (f"{encoded(HEADER)}.{encoded({**PAYLOAD, 'name': 'x'})}.{TOKEN.rpartition('.')[2]}", "does not belong"),
    "a document inside": (token(HEADER, {"vc": PLAIN, "iss": ISSUER.did}), "contexts"),
    "a proof inside": (token(HEADER, {**PAYLOAD, "proof": SIGNED["proof"]}), "a proof inside"),
    "claims of another issuer": (token(HEADER, {**PAYLOAD, "iss": "did:web:thief.example"}), "claims are not"),
    "claims of another credential": (token(HEADER, {**PAYLOAD, "jti": "https://example.org/"}), "claims are not"),
    "claims of another subject": (token(HEADER, {**PAYLOAD, "sub": "https://example.org/"}), "claims are not"),
    "claims of an earlier start": (token(HEADER, {**PAYLOAD, "nbf": 1}), "claims are not"),
    "claims of a later end": (token(HEADER, {**PAYLOAD, "exp": 2**40}), "claims are not"),
    "claims without an end": (token(HEADER, {key: value for key, value in PAYLOAD.items() if key != "exp"}), "claims are not"),
    "a term that nobody defines": (token(HEADER, {**PAYLOAD, "honours": "summa"}), "no definition"),
    "too much": (TOKEN + "A" * 600_000, "characters"),
}


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_that_was_changed_is_refused(name: str) -> None:
    text, reason = TOKENS[name]
    found = jwt.verified(text, KEYS, NOW)
    assert isinstance(found, str)
    assert reason in found


def test_a_token_says_who_what_and_when() -> None:
    """Open Badges 3.0, 8.2.2 and 8.2.3."""
    assert {"alg": "ES256", "kid": f"{ISSUER.did}#{ISSUER.es256.public_key}", "typ": "JWT"} == HEADER
    assert {key: value for key, value in PAYLOAD.items() if key not in PLAIN} == {
        "iss": ISSUER.did,
        "jti": PLAIN["id"],
        "sub": PLAIN["credentialSubject"]["id"],
        "nbf": int(ISSUED.timestamp()),
        "exp": int(times.moment(PLAIN["validUntil"]).timestamp()),  # type: ignore[union-attr]
    }


@pytest.mark.parametrize("text", ["2026-11-12T12:00:00Z", "2026-11-12T13:00:00+01:00", "2026-11-12T12:00:00.123456Z"])
def test_a_time_is_in_utc_and_in_whole_seconds(text: str) -> None:
    assert times.moment(text) == ISSUED


@pytest.mark.parametrize("key", ["", "z", "zz", "u123", "z6Mk", "z" + "1" * 50, "z0OIl", OTHER.public_key + "1"])
def test_a_key_that_is_none(key: str) -> None:
    assert proof.loaded(key, "eddsa-rdfc-2022") is None
    assert proof.loaded(key, "ES256") is None


def test_clocks_may_be_some_minutes_apart() -> None:
    early = ISSUED - timedelta(minutes=4)
    assert isinstance(data_integrity.verified(SIGNED, KEYS, early), proof.Verified)
    assert isinstance(data_integrity.verified(SIGNED, KEYS, early - timedelta(minutes=2)), str)


def test_written_documents_are_read_again() -> None:
    assert jsonld.read(jsonld.written(SIGNED)) == SIGNED
