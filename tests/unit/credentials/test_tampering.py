"""Whole files that somebody has changed, and what is said of each."""

import base64
import hmac
import json
import random
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from cedu.credentials import baking, did
from cedu.credentials.badge import Face, drawn
from cedu.credentials.keys import LocalSigner
from cedu.credentials.verification import verify
from cedu.credentials.verification.sources import Document, Files
from cedu.credentials.verification.verdict import Word
from cedu.rendering.certificate.writing import finished, opened
from unit.credentials.issued import AWARD, ISSUED, LEARNER, NOW, NUMBER, Issuer, body

ISSUER = Issuer()
THIEF = LocalSigner.generate("eddsa-rdfc-2022")
THIEVES_TOKENS = LocalSigner.generate("ES256")
Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> bytes:
    """The credential as JSON, with a change after it was signed."""
    document = json.loads(ISSUER.json())
    change(document)
    return json.dumps(document).encode()


def to(*path: str | int, value: object) -> Change:
    """A change of one value."""

    def change(document: Any) -> None:
        *parents, last = path
        for key in parents:
            document = document[key]
        assert document[last] != value if isinstance(last, int) or last in document else True
        document[last] = value

    return change


def without(*path: str | int) -> Change:
    def change(document: Any) -> None:
        *parents, last = path
        for key in parents:
            document = document[key]
        del document[last]

    return change


SUBJECT, ACHIEVEMENT = "credentialSubject", ("credentialSubject", "achievement")


def in_two_parts(document: dict[str, Any]) -> None:
    """The same statements, and so the same signature: but who looks for the achievement's name finds none."""
    whole = document[SUBJECT]["achievement"]
    document[SUBJECT]["achievement"] = [{key: whole[key] for key in ("id", "type", "name")}, {**whole}]
    del document[SUBJECT]["achievement"][1]["name"]


JSON_CHANGES: dict[str, tuple[Change, Word]] = {
    "the achievement in two parts": (in_two_parts, "tampered"),
    "the achievement in a list": (lambda document: document[SUBJECT].update(achievement=[document[SUBJECT]["achievement"]]), "tampered"),
    "the subject in a list": (lambda document: document.update(credentialSubject=[document[SUBJECT]]), "tampered"),
    "the name in a list": (lambda document: document[SUBJECT]["achievement"].update(name=["Author: Practitioner"]), "tampered"),
    "the end in a list": (lambda document: document.update(validUntil=[document["validUntil"]]), "tampered"),
    "the day in a list": (lambda document: document.update(awardedDate=[document["awardedDate"]]), "tampered"),
    "an achievement that is none": (to(*ACHIEVEMENT, "type", value="Profile"), "tampered"),
    "a proof inside": (lambda document: document["issuer"].update(proof=document["proof"]), "tampered"),
    "another level": (to(*ACHIEVEMENT, "name", value="Author: Expert"), "tampered"),
    "another claim": (to(*ACHIEVEMENT, "description", value="Writes courses that sell."), "tampered"),
    "another achievement": (to(*ACHIEVEMENT, "id", value="https://learn.example.org/certificates/achievements/author/expert"), "tampered"),
    "other criteria": (to(*ACHIEVEMENT, "criteria", "narrative", value="Nothing."), "tampered"),
    "a competency more": (
        lambda document: document[SUBJECT]["achievement"]["alignment"].append(
            {"type": ["Alignment"], "targetName": "Fly", "targetUrl": "https://example.org/fly"}
        ),
        "tampered",
    ),
    "a competency less": (without(*ACHIEVEMENT, "alignment"), "tampered"),
    "another holder": (to(SUBJECT, "identifier", 0, "identityHash", value="sha256$" + "0" * 64), "tampered"),
    "another salt": (to(SUBJECT, "identifier", 0, "salt", value="0" * 32), "tampered"),
    "another rung": (
        to(SUBJECT, "result", 0, "achievedLevel", value="https://learn.example.org/certificates/achievements/author/expert#level"),
        "tampered",
    ),
    "another day": (to("awardedDate", value="2025-11-01T00:00:00Z"), "tampered"),
    "issued earlier": (to("validFrom", value="2025-11-01T00:00:00Z"), "tampered"),
    "valid for longer": (to("validUntil", value="2038-11-01T23:59:59Z"), "tampered"),
    "valid for good": (without("validUntil"), "tampered"),
    "another number": (to("id", value="https://learn.example.org/certificates/c/CEDU-2026-0000-0000A/v1.json"), "tampered"),
    "another version": (to("id", value=f"https://learn.example.org/certificates/c/{NUMBER}/v2.json"), "tampered"),
    "other evidence": (to("evidence", 0, "narrative", value="Somebody's word."), "tampered"),
    "no evidence": (without("evidence"), "tampered"),
    "nothing to be revoked by": (without("credentialStatus"), "tampered"),
    "another place in the list": (to("credentialStatus", "statusListIndex", value="4712"), "tampered"),
    "another list": (
        to("credentialStatus", "statusListCredential", value=f"{ISSUER.url}status/1.json"),
        "tampered",
    ),
    "another schema": (to("credentialSchema", 0, "id", value="https://example.org/schema.json"), "tampered"),
    "a page that it was not": (
        to("relatedResource", value=[{"id": "https://example.org/x.pdf", "mediaType": "application/pdf", "digestMultibase": "zQmXYZ"}]),
        "tampered",
    ),
    "an issuer by another name": (to("issuer", "name", value="Another Academy"), "tampered"),
    "an issuer nobody knows": (to("issuer", "id", value="did:web:elsewhere.example"), "unknown issuer"),
    "an issuer of another kind": (to("issuer", "id", value="did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"), "unknown issuer"),
    "no issuer": (without("issuer"), "unknown issuer"),
    "an undefined word": (to("honours", value="summa cum laude"), "tampered"),
    "an undefined word inside": (to(SUBJECT, "fullName", value="Eve"), "tampered"),
    "a defined word more": (to("description", value="With distinction."), "tampered"),
    "a null": (to("description", value=None), "unreadable"),
    "an unknown type": (lambda document: document["type"].append("DiplomaCredential"), "tampered"),
    "another kind of credential": (to("type", value=["VerifiableCredential"]), "unreadable"),
    "contexts the other way round": (lambda document: document["@context"].reverse(), "tampered"),
    "a context more": (lambda document: document["@context"].append("https://example.org/context.json"), "tampered"),
    "a context of its own": (lambda document: document["@context"].append({"honours": "https://example.org/honours"}), "tampered"),
    "an id from nowhere": (to("id", value="v1.json"), "tampered"),
    "no proof": (without("proof"), "tampered"),
    "an empty proof": (to("proof", value=[]), "tampered"),
    "the proof twice": (lambda document: document.update(proof=[document["proof"]] * 2), "tampered"),
    "another signature": (to("proof", "proofValue", value="z" + "2" * 87), "tampered"),
    "no signature": (without("proof", "proofValue"), "tampered"),
    "another purpose": (to("proof", "proofPurpose", value="authentication"), "tampered"),
    "another algorithm": (to("proof", "cryptosuite", value="eddsa-jcs-2022"), "tampered"),
    "signed at another time": (to("proof", "created", value="2026-11-12T12:00:01Z"), "tampered"),
    "a proof that ends later": (to("proof", "expires", value="2038-11-12T12:00:01Z"), "tampered"),
    "signed with the other key": (
        lambda document: document["proof"].update(verificationMethod=did.key_id(ISSUER.did, ISSUER.es256.public_key)),
        "tampered",
    ),
    "signed with a key that isn't listed": (
        lambda document: document["proof"].update(verificationMethod=did.key_id(ISSUER.did, THIEF.public_key)),
        "unknown issuer",
    ),
    "signed with a key that names itself": (
        lambda document: document["proof"].update(verificationMethod=f"did:key:{THIEF.public_key}#{THIEF.public_key}"),
        "unknown issuer",
    ),
}


@pytest.mark.parametrize(("change", "word"), JSON_CHANGES.values(), ids=JSON_CHANGES)
def test_a_credential_that_was_changed(change: Change, word: Word) -> None:
    verdict = ISSUER.verdict(changed(change))
    assert verdict.word == word, verdict.reasons
    assert verdict.reasons
    assert verdict.claim is None


def test_what_changes_nothing_is_genuine() -> None:
    """White space and the order of keys are no part of what is signed."""
    document = json.loads(ISSUER.json())
    assert ISSUER.verdict(json.dumps(dict(sorted(document.items())), indent=3).encode()).word == "genuine"
    assert ISSUER.verdict(b"\xef\xbb\xbf\r\n" + ISSUER.json() + b"\n").word == "genuine"
    assert ISSUER.verdict(ISSUER.jwt() + b"\n").word == "genuine"


def forged() -> Issuer:
    """The same issuer, by somebody with keys of their own."""
    return Issuer(ISSUER.url, THIEF, THIEVES_TOKENS)


@pytest.mark.parametrize("content", [forged().json(), forged().jwt(), forged().pdf()], ids=["JSON", "JWT", "PDF"])
def test_a_credential_by_somebody_who_pretends(content: bytes) -> None:
    verdict = ISSUER.verdict(content)
    assert verdict.word == "unknown issuer"
    assert "it never was theirs, or they have withdrawn it" in verdict.reasons[0]


def test_a_credential_of_one_issuer_under_the_name_of_another() -> None:
    """An issuer who is trusted, too, can't speak for another."""
    other = Issuer("https://other.example.org/")
    unsigned = ISSUER.unsigned()
    document = json.loads(other.proved(unsigned))
    dids = [Document(each.did_document(), "did.json", NOW) for each in (ISSUER, other)]
    files = Files(dids, [Document(ISSUER.status_list(), "0.json", NOW)])
    assert verify(json.dumps(document).encode(), files, NOW).word == "unknown issuer"
    assert verify(other.json(), files, NOW).word == "uncertain"


def token(
    *, header: dict[str, Any] | None = None, claims: dict[str, Any] | None = None, sign: Callable[[bytes], bytes] | None = None
) -> bytes:
    """The credential as a JWT, with changes to its header or its claims."""
    parts = ISSUER.jwt().decode().split(".")
    for place, change in enumerate((header, claims)):
        if change is not None:
            said = json.loads(base64.urlsafe_b64decode(parts[place] + "==")) | change
            said = {key: value for key, value in said.items() if value is not ...}
            parts[place] = encoded(json.dumps(said).encode())
    message = f"{parts[0]}.{parts[1]}".encode()
    return message + b"." + (encoded(sign(message)) if sign else parts[2]).encode()


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def symmetric(message: bytes) -> bytes:
    """The public key taken for a secret."""
    return hmac.digest(ISSUER.es256.public_key.encode(), message, sha256)


THIEVES_KEY = {"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"}
TOKENS: dict[str, tuple[bytes, Word]] = {
    "another level": (token(claims={"name": "Author: Expert"}), "tampered"),
    "valid for longer": (token(claims={"validUntil": "2038-11-01T23:59:59Z", "exp": 2172268799}), "tampered"),
    "a claim that contradicts": (token(claims={"exp": 2172268799}, sign=ISSUER.es256.sign), "tampered"),
    "a claim about another": (token(claims={"sub": "https://example.org/eve"}, sign=ISSUER.es256.sign), "tampered"),
    "an undefined word": (token(claims={"honours": "summa"}, sign=ISSUER.es256.sign), "tampered"),
    "no algorithm": (token(header={"alg": "none"}, sign=lambda _: bytes(64)), "tampered"),
    "no signature": (token(header={"alg": "none"}, sign=lambda _: b""), "unreadable"),
    "a secret that is public": (token(header={"alg": "HS256"}, sign=symmetric), "tampered"),
    "a signature of nothing": (token(sign=lambda _: bytes(64)), "tampered"),
    "half a signature": (token(sign=lambda message: ISSUER.es256.sign(message)[:32]), "tampered"),
    "the signature of another": (token(sign=lambda _: ISSUER.es256.sign(b"another")), "tampered"),
    "another issuer's name": (token(claims={"issuer": {"id": "did:web:elsewhere.example", "type": ["Profile"]}}), "unknown issuer"),
    "a key that isn't listed": (
        token(header={"kid": did.key_id(ISSUER.did, THIEVES_TOKENS.public_key)}, sign=THIEVES_TOKENS.sign),
        "unknown issuer",
    ),
    "a key that it brings along": (token(header={"jwk": THIEVES_KEY}, sign=THIEVES_TOKENS.sign), "tampered"),
    "a key from elsewhere": (token(header={"x5u": "https://example.org/key"}, sign=THIEVES_TOKENS.sign), "tampered"),
    "no key": (token(header={"kid": ...}, sign=ISSUER.es256.sign), "tampered"),
    "the other key": (token(header={"kid": did.key_id(ISSUER.did, ISSUER.eddsa.public_key)}, sign=ISSUER.eddsa.sign), "tampered"),
    "rules that nobody knows": (token(header={"crit": ["exp"]}, sign=ISSUER.es256.sign), "tampered"),
    "a payload that is none": (b"e30.AAAA." + b"A" * 86, "unreadable"),
    "a payload of a list": (f"e30.{encoded(b'[]')}.{'A' * 86}".encode(), "unreadable"),
    "four parts": (ISSUER.jwt() + b".AAAA", "unreadable"),
}


@pytest.mark.parametrize(("content", "word"), TOKENS.values(), ids=TOKENS)
def test_a_token_that_was_changed(content: bytes, word: Word) -> None:
    verdict = ISSUER.verdict(content)
    assert verdict.word == word, verdict.reasons
    assert verdict.reasons
    assert verdict.claim is None


PDF = ISSUER.pdf()
OTHER = ISSUER.pdf(name="Eve Example", index=4712)


def parts(pdf: bytes) -> tuple[bytes, bytes]:
    found = opened(pdf)
    assert found
    return found.body, found.document


def swapped() -> bytes:
    """Eve's page with Ada's credential."""
    printed, credential = parts(OTHER)[0], parts(PDF)[1]
    return printed + finished(printed, credential)


def attached(credential: bytes) -> bytes:
    """Ada's page with another credential."""
    printed = parts(PDF)[0]
    return printed + finished(printed, credential)


def rewritten(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """What another program makes of a certificate."""
    written = BytesIO()
    with pikepdf.open(BytesIO(PDF)) as pdf:
        change(pdf)
        pdf.save(written)
    return written.getvalue()


def updated() -> bytes:
    """An incremental update that puts another page in the place of the one that is printed (ISO 32000-1, 7.5.6)."""
    number = PDF.index(b"Ada Lovelace")
    start = PDF.rindex(b" 0 obj", 0, number)
    name = PDF[PDF.rindex(b"\n", 0, start) + 1 : start]
    stream = b"BT /F1 24 Tf 72 500 Td (Eve Example) Tj ET"
    at = len(PDF)
    entry = b"%010d 00000 n \n" % at
    before = PDF[PDF.rindex(b"startxref\n") + 10 :].split()[0]
    last = PDF[PDF.rindex(b"trailer\n") + 8 :].split(b"/Prev")[0]
    added = b"%b 0 obj\n<</Length %d>>stream\n%b\nendstream\nendobj\n" % (name, len(stream), stream)
    table = b"xref\n%b 1\n%btrailer\n%b/Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (name, entry, last, before, at + len(added))
    return PDF + added + table


PDFS: dict[str, tuple[Callable[[], bytes], Word]] = {
    "a printed letter": (lambda: PDF.replace(b"Ada", b"Ida"), "tampered"),
    "a printed name of another length": (lambda: PDF.replace(b"Ada Lovelace", b"Eve"), "tampered"),
    "a bit of the page": (lambda: PDF[:900] + bytes([PDF[900] ^ 1]) + PDF[901:], "tampered"),
    "a size of paper": (lambda: PDF.replace(b"842 595", b"595 842"), "tampered"),
    "the credential of another": (swapped, "tampered"),
    "the credential on its own": (lambda: attached(ISSUER.json()), "tampered"),
    "another version's credential": (lambda: attached(ISSUER.json(version=2, pages=sha256(b"another page").digest())), "tampered"),
    "a word of the credential": (lambda: PDF.replace(b"Writes courses that teach.", b"Writes courses that sells."), "tampered"),
    "a credential that is none": (lambda: attached(b"{}"), "unreadable"),
    "a token in the credential's place": (lambda: attached(ISSUER.jwt()), "tampered"),
    "an update after the end": (updated, "tampered"),
    "a byte after the end": (lambda: PDF + b" ", "tampered"),
    "a thousand in one": (lambda: PDF * 1000, "tampered"),
    "a line after the end": (lambda: PDF + b"\n%%EOF\n", "tampered"),
    "a byte less": (lambda: PDF[:-1], "tampered"),
    "another trailer": (lambda: PDF.replace(b"startxref\n", b"startxref\n0"), "tampered"),
    "a comment between the parts": (lambda: PDF.replace(b"%%EOF\n", b"%%EOF\n%comment\n", 1), "tampered"),
    "written anew": (lambda: rewritten(lambda _: None), "tampered"),
    "signed off by another program": (lambda: rewritten(lambda pdf: pdf.docinfo.update({"/Title": "Certificate"})), "tampered"),
    "two attachments": (lambda: rewritten(lambda pdf: pdf.attachments.update({"a.json": b"{}"})), "tampered"),
    "no attachment": (lambda: parts(PDF)[0], "unreadable"),
    "an attachment less": (lambda: rewritten(lambda pdf: pdf.attachments.clear()), "unreadable"),
    "a page with another's body": (lambda: body("Eve") + PDF, "tampered"),
    "something before its beginning": (lambda: b"\n" + PDF, "unreadable"),
    "half of it": (lambda: PDF[: len(PDF) // 2], "unreadable"),
    "only its beginning": (lambda: PDF[:100], "unreadable"),
}


@pytest.mark.parametrize(("make", "word"), PDFS.values(), ids=PDFS)
def test_a_certificate_that_was_changed(make: Callable[[], bytes], word: Word) -> None:
    content = make()
    assert content != PDF
    verdict = ISSUER.verdict(content)
    assert verdict.word == word, verdict.reasons
    assert verdict.reasons
    assert verdict.claim is None


@pytest.mark.parametrize("content", [ISSUER.json(), ISSUER.jwt(), PDF], ids=["JSON", "JWT", "PDF"])
def test_whatever_bit_is_turned_it_is_never_genuine(content: bytes) -> None:
    """Anywhere, the last characters included, where encodings have bits to spare."""
    chance = random.Random(5)
    places = [*range(len(content) - 12, len(content)), *(chance.randrange(len(content)) for _ in range(150))]
    for place in places:
        turned = bytearray(content)
        turned[place] ^= 1 << chance.randrange(8)
        assert ISSUER.verdict(bytes(turned)).word != "genuine", place


def test_both_certificates_were_genuine() -> None:
    assert [ISSUER.verdict(pdf).word for pdf in (PDF, OTHER)] == ["genuine", "genuine"]
    assert b"%b, %b" % (LEARNER.name.encode(), NUMBER.encode()) in PDF


PICTURE = drawn(Face("Author", "Practitioner", "Example Learning", 1, 2))
assert not isinstance(PICTURE, str)
PNG, SVG = PICTURE.png, PICTURE.svg
TEXT = ISSUER.json().decode()
TOKEN = ISSUER.jwt().decode()
CHANGED = changed(to(*ACHIEVEMENT, "name", value="Author: Expert")).decode()
PLACE = b'<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" verify="a.b.c"/></svg>'
BADGES: dict[str, tuple[Callable[[], bytes], Word]] = {
    "PNG: another level": (lambda: baking.png(PNG, CHANGED), "tampered"),
    "PNG: a word of the chunk": (lambda: baking.png(PNG, TEXT).replace(b"Writes courses", b"Wrote courses."), "unreadable"),
    "PNG: no credential": (lambda: PNG, "unreadable"),
    "PNG: two credentials": (lambda: doubled(baking.png(PNG, TEXT)), "unreadable"),
    "PNG: nonsense": (lambda: baking.png(PNG, "{"), "unreadable"),
    "PNG: half of it": (lambda: baking.png(PNG, TEXT)[:5_000], "unreadable"),
    "PNG: somebody who pretends": (lambda: baking.png(PNG, forged().json().decode()), "unknown issuer"),
    "PNG: a token with another signature": (lambda: baking.png(PNG, TOKEN[:-86] + "A" * 86), "tampered"),
    "SVG: another level": (lambda: baking.svg(SVG, CHANGED), "tampered"),
    "SVG: a word of the credential": (lambda: baking.svg(SVG, TEXT).replace(b"Writes courses", b"Wrote courses."), "tampered"),
    "SVG: no credential": (lambda: SVG, "unreadable"),
    "SVG: two credentials": (lambda: baking.svg(SVG, TEXT).replace(b"</svg>", PLACE), "unreadable"),
    "SVG: half of it": (lambda: baking.svg(SVG, TEXT)[:3_000], "unreadable"),
    "SVG: an entity in it": (lambda: b'<!DOCTYPE svg [<!ENTITY a "b">]>' + baking.svg(SVG, TEXT).partition(b"?>")[2], "unreadable"),
    "SVG: somebody who pretends": (lambda: baking.svg(SVG, forged().jwt().decode()), "unknown issuer"),
    "SVG: a token with another signature": (lambda: baking.svg(SVG, TOKEN[:-86] + "A" * 86), "tampered"),
}


def doubled(picture: bytes) -> bytes:
    """A PNG with its credential twice."""
    start = picture.index(b"iTXt") - 4
    end = start + 12 + int.from_bytes(picture[start : start + 4])
    return picture[:end] + picture[start:end] + picture[end:]


@pytest.mark.parametrize(("make", "word"), BADGES.values(), ids=BADGES)
def test_a_badge_that_was_changed(make: Callable[[], bytes], word: Word) -> None:
    verdict = ISSUER.verdict(make())
    assert verdict.word == word, verdict.reasons
    assert verdict.reasons
    assert verdict.claim is None


def test_a_genuine_badge_and_what_it_does_not_vouch_for() -> None:
    """The picture is not signed, and whoever verifies is told so."""
    for kind, picture in (
        ("PNG", baking.png(PNG, TEXT)),
        ("PNG", baking.png(PNG, TOKEN)),
        ("SVG", baking.svg(SVG, TEXT)),
        ("SVG", baking.svg(SVG, TOKEN)),
    ):
        verdict = ISSUER.verdict(picture)
        assert (verdict.word, verdict.kind) == ("genuine", kind)
        assert verdict.notes == ("the picture itself is not signed: what counts is what stands here",)


def test_a_certificate_from_before_its_time() -> None:
    assert ISSUER.verdict(ISSUER.pdf(AWARD, at=ISSUED + timedelta(days=100))).word == "not yet valid"
