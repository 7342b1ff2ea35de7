"""What is said of a credential that is as it was issued: in force or not, and what that stands on."""

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from cedu.credentials import data_integrity, status_list
from cedu.credentials.verification import verify
from cedu.credentials.verification.carriers import MOST_BYTES
from cedu.credentials.verification.sources import Document, Files, Published, Several
from cedu.credentials.verification.verdict import Verdict
from unit.credentials.issued import AWARD, ISSUED, NOW, NUMBER, Issuer
from unit.credentials.served import reply, server

ISSUER = Issuer()
PDF_END = b"trailer\n<</Size 9/Root 1 0 R/ID[<%b><%b>]>>\nstartxref\n10\n%%%%EOF\n" % (b"0" * 32, b"0" * 32)
FORMS = [ISSUER.json(), ISSUER.jwt(), ISSUER.pdf()]
every_form = pytest.mark.parametrize("content", FORMS, ids=["JSON", "JWT", "PDF"])


@every_form
def test_a_genuine_credential_and_what_it_claims(content: bytes) -> None:
    verdict = ISSUER.verdict(content)
    assert (verdict.word, verdict.reasons, verdict.notes) == ("genuine", (), ())
    claim = verdict.claim
    assert claim
    assert (claim.number, claim.version, claim.level, claim.test) == (NUMBER, 1, "Author: Practitioner", False)
    assert (claim.issuer, claim.issuer_name) == ("did:web:learn.example.org:certificates", "Example Learning")
    assert claim.key.startswith(f"{claim.issuer}#z")
    assert (claim.awarded, claim.valid_from) == (datetime(2026, 11, 1, tzinfo=UTC), ISSUED)
    assert claim.valid_until == datetime(2028, 11, 1, 23, 59, 59, tzinfo=UTC)
    assert [(relied.what, relied.place, relied.as_of) for relied in verdict.relied] == [
        ("DID document", "did.json", NOW),
        ("status list", "0.json", NOW - timedelta(hours=1)),
    ]


def test_nothing_of_the_holder_is_told() -> None:
    for content in FORMS:
        told = repr(ISSUER.verdict(content))
        assert "Lovelace" not in told
        assert "ada@example.org" not in told


@every_form
def test_a_revoked_credential(content: bytes) -> None:
    issuer = replace(ISSUER, revoked={4711})
    assert issuer.verdict(content).word == "revoked"
    assert replace(ISSUER, revoked={4710, 4712}).verdict(content).word == "genuine"


@every_form
def test_a_credential_whose_time_is_over(content: bytes) -> None:
    end = datetime(2028, 11, 1, 23, 59, 59, tzinfo=UTC)
    for now, word in ((end, "genuine"), (end + timedelta(seconds=1), "expired")):
        assert ISSUER.verdict(content, now=now, at=now - timedelta(hours=1)).word == word
    # Revoked counts for more: it says that the issuer has changed its mind.
    assert replace(ISSUER, revoked={4711}).verdict(content, now=end + timedelta(days=9)).word == "revoked"


def test_a_credential_whose_time_is_yet_to_come() -> None:
    """A clock may be a little wrong."""
    for form in (ISSUER.json, ISSUER.jwt, ISSUER.pdf):
        assert ISSUER.verdict(form(at=NOW + timedelta(minutes=4))).word == "genuine"
        verdict = ISSUER.verdict(form(at=NOW + timedelta(minutes=6)))
        assert (verdict.word, verdict.reasons) == ("not yet valid", ("it is valid from 2026-11-22 12:06 UTC",))


def test_a_test_is_told() -> None:
    verdict = ISSUER.verdict(ISSUER.json(replace(AWARD, test=True)))
    assert (verdict.word, verdict.reasons) == ("test", ("it was issued as a test, and certifies nothing",))
    assert verdict.claim
    assert verdict.claim.level == "TEST, NOT REAL: Author: Practitioner"


def test_a_credential_for_good() -> None:
    verdict = ISSUER.verdict(ISSUER.json(replace(AWARD, valid_until=None)), now=NOW + timedelta(days=9999), at=NOW + timedelta(days=9998))
    assert verdict.word == "genuine"
    assert verdict.claim
    assert verdict.claim.valid_until is None


# Keys that change


@every_form
def test_what_a_retired_key_signed_stays_good_and_what_a_compromised_one_signed_does_not(content: bytes) -> None:
    rotated = ISSUER.rotated()
    assert rotated.verdict(content).word == "genuine"
    assert rotated.verdict(rotated.json()).word == "genuine"
    compromised = ISSUER.compromised()
    verdict = compromised.verdict(content)
    assert (verdict.word, verdict.claim) == ("unknown issuer", None)
    assert compromised.verdict(compromised.json()).word == "genuine"


def test_an_old_did_document_knows_no_new_keys() -> None:
    """Offline, with what was saved before the keys changed: the credential is no forgery, but nobody here can tell."""
    rotated = ISSUER.rotated()
    verdict = ISSUER.verdict(rotated.json())
    assert verdict.word == "unknown issuer"
    assert ISSUER.verdict(ISSUER.json()).word == "genuine"
    # The saved list was signed with a key that is retired by now: that goes on to count.
    files = Files([Document(rotated.did_document(), "did.json", NOW)], [Document(ISSUER.status_list(), "0.json", NOW)])
    assert verify(ISSUER.json(), files, NOW).word == "genuine"


def test_a_list_that_was_signed_with_a_compromised_key_says_nothing() -> None:
    replaced = ISSUER.compromised()
    files = Files([Document(replaced.did_document(), "did.json", NOW)], [Document(ISSUER.status_list(), "0.json", NOW)])
    verdict = verify(replaced.json(), files, NOW)
    assert verdict.word == "uncertain"
    assert "is not genuine" in verdict.reasons[0]


@pytest.mark.parametrize(
    "change",
    [
        {"id": "did:web:elsewhere.example"},
        {"assertionMethod": []},
        {"assertionMethod": None},
        {"verificationMethod": "all"},
        {"verificationMethod": []},
    ],
)
def test_a_did_document_that_lists_no_key_for_assertion(change: dict[str, Any]) -> None:
    files = Files([Document(ISSUER.did_document() | change, "did.json", NOW)], [Document(ISSUER.status_list(), "0.json", NOW)])
    assert verify(ISSUER.json(), files, NOW).word == "unknown issuer"


def test_a_replaced_did_document_is_another_issuers() -> None:
    """Somebody who takes over the host can say which keys are the issuer's from now on, and nothing that was signed before verifies."""
    thief = Issuer(ISSUER.url)
    assert thief.verdict(ISSUER.json()).word == "unknown issuer"
    document = ISSUER.did_document()
    document["verificationMethod"][0]["publicKeyMultibase"] = thief.eddsa.public_key
    files = Files([Document(document, "did.json", NOW)], [])
    for content in (ISSUER.json(), thief.json()):
        assert verify(content, files, NOW).word == "unknown issuer"


# Lists of what was revoked


def listed(issuer: Issuer, **change: Any) -> dict[str, Any]:
    """A status list with a change in what it says of itself, signed."""
    said = status_list.document(issuer.url, issuer.did, 0, issuer.revoked, NOW - timedelta(hours=1), NOW + timedelta(days=30))
    subject = said["credentialSubject"] | change.pop("subject", {})
    said |= {"credentialSubject": subject, **change}
    said = {key: value for key, value in said.items() if value is not None}
    return data_integrity.Prover(issuer.eddsa, issuer.did).prove(said)


def by(document: dict[str, Any], *, now: datetime = NOW, most_age: timedelta | None = None) -> Verdict:
    return verify(
        ISSUER.json(), Files([Document(ISSUER.did_document(), "did.json", NOW)], [Document(document, "0.json", NOW)], most_age), now
    )


def test_no_list_at_hand() -> None:
    verdict = verify(ISSUER.json(), Files([Document(ISSUER.did_document(), "did.json", NOW)], []), NOW)
    assert verdict.word == "uncertain"
    assert verdict.reasons == (
        "whether it was revoked is not known: the list https://learn.example.org/certificates/status/0.json is not at hand",
    )
    assert verdict.claim


def test_a_stale_list_can_revoke_and_can_acquit_nobody() -> None:
    until = NOW + timedelta(days=30)
    stale = until + timedelta(minutes=6)
    assert by(listed(ISSUER), now=until).word == "genuine"
    verdict = by(listed(ISSUER), now=stale)
    assert verdict.word == "uncertain"
    assert "stale: it was valid until 2026-12-22T12:00:00Z" in verdict.reasons[0]
    assert by(listed(replace(ISSUER, revoked={4711})), now=stale).word == "revoked"


def test_how_old_a_list_may_be() -> None:
    """A list that doesn't say until when it is good counts for a week; whoever verifies may ask for less, or for more."""
    endless = listed(ISSUER, validUntil=None)
    week = NOW - timedelta(hours=1) + timedelta(days=7)
    assert by(endless, now=week).word == "genuine"
    verdict = by(endless, now=week + timedelta(minutes=1))
    assert (verdict.word, verdict.reasons) == (
        "uncertain",
        ("whether it was revoked is not known: the list is of 2026-11-22 11:00 UTC, older than 7 days",),
    )
    assert by(endless, now=week + timedelta(days=2), most_age=timedelta(days=10)).word == "genuine"
    assert by(listed(ISSUER), now=NOW + timedelta(hours=1), most_age=timedelta(hours=1)).word == "uncertain"
    assert by(listed(ISSUER), now=NOW + timedelta(days=31), most_age=timedelta(days=99)).word == "uncertain"


LISTS: dict[str, dict[str, Any]] = {
    "unsigned": {key: value for key, value in listed(ISSUER).items() if key != "proof"},
    "changed": listed(replace(ISSUER, revoked={4711})) | {"credentialSubject": listed(ISSUER)["credentialSubject"]},
    "a thief's": listed(Issuer(ISSUER.url)),
    "another issuer's": listed(Issuer("https://other.example.org/"), id=f"{ISSUER.url}status/0.json"),
    "about something else": listed(ISSUER, subject={"encodedList": "uAAAA"}),
    "too short": listed(ISSUER, subject={"encodedList": status_list.encoded([])[:40]}),
    "to come": listed(ISSUER, validFrom="2027-11-22T11:00:00Z", validUntil="2028-11-22T11:00:00Z"),
    "no list": json.loads(ISSUER.json()) | {"id": f"{ISSUER.url}status/0.json"},
}


@pytest.mark.parametrize("document", LISTS.values(), ids=LISTS)
def test_a_list_that_says_nothing(document: dict[str, Any]) -> None:
    verdict = by(document)
    assert verdict.word == "uncertain"
    assert verdict.reasons[0].startswith("whether it was revoked is not known: ")


def test_a_list_that_swells_is_left() -> None:
    bomb = "u" + base64.urlsafe_b64encode(gzip.compress(bytes(20_000_000), mtime=0)).decode().rstrip("=")
    assert by(listed(ISSUER, subject={"encodedList": bomb})).word == "uncertain"


# Files that are none


@pytest.mark.parametrize(
    "content",
    [
        *(
            b"",
            b"hello",
            b"\x00" * 100,
            b"{}",
            b"{",
            b"[1]",
            b'"text"',
            b"null",
            b"%PDF-1.7",
            b"%PDF-",
            b"\x89PNG\r\n\x1a\n",
            b"<svg/>",
            b"<",
        ),
        *(b"a.b.c", b"\xff\xfe{\x00}\x00", b"{" * 100_000, b'{"a":' * 100_000, b"[" * 100_000, b'{"a": 1, "a": 1}', b'{"a": NaN}'),
        *(
            b'{"a": "\\ud800"}',
            b"PK\x03\x04",
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            b"{" + b" " * 1_100_000 + b"}",
        ),
        bytes(MOST_BYTES + 1),
        # A hundred thousand places that could be where a certificate's attachment begins.
        b"%PDF-1.7\n" + (PDF_END + b"1 0 obj\n<</Length 1/Type>>stream\n") * 100_000,
    ],
)
def test_what_is_no_certificate(content: bytes) -> None:
    verdict = ISSUER.verdict(content)
    assert verdict.word == "unreadable"
    assert verdict.reasons


# What issuers publish


class Site:
    """An issuer's pages, on this machine."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append(request.path)
        found = self.pages.get(request.path)
        reply(request, found or b"", 200 if found else 404)

    def publish(self, issuer: Issuer, **how: Any) -> None:
        self.pages = {
            "/certificates/did.json": json.dumps(issuer.did_document()).encode(),
            "/certificates/status/0.json": json.dumps(issuer.status_list(**how)).encode(),
        }


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def issuer(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Issuer]:
    """An issuer that publishes on this machine."""
    with server(tmp_path, site) as port:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "localhost.crt"))
        issuer = Issuer(f"https://localhost:{port}/certificates/")
        site.publish(issuer)
        yield issuer


def test_what_an_issuer_publishes_is_asked_for_once(issuer: Issuer, site: Site) -> None:
    published = Published()
    for content in (issuer.json(), issuer.jwt(), issuer.pdf()):
        verdict = verify(content, published, NOW)
        assert verdict.word == "genuine", verdict.reasons
    assert site.asked == ["/certificates/did.json", "/certificates/status/0.json"]
    assert [relied.place for relied in verdict.relied] == [f"{issuer.url}did.json", f"{issuer.url}status/0.json"]


def test_what_an_issuer_has_revoked_or_replaced_since(issuer: Issuer, site: Site) -> None:
    content = issuer.json()
    site.publish(replace(issuer, revoked={4711}))
    assert verify(content, Published(), NOW).word == "revoked"
    site.publish(issuer.rotated())
    assert verify(content, Published(), NOW).word == "genuine"
    site.publish(issuer.compromised())
    assert verify(content, Published(), NOW).word == "unknown issuer"
    site.publish(issuer, at=NOW - timedelta(days=40))
    assert verify(content, Published(), NOW).word == "uncertain"


def test_an_issuer_that_does_not_answer(issuer: Issuer, site: Site) -> None:
    content = issuer.json()
    listed = site.pages.pop("/certificates/status/0.json")
    verdict = verify(content, Published(), NOW)
    assert verdict.word == "uncertain"
    assert "status/0.json can't be fetched: the server answers 404" in verdict.reasons[0]
    site.pages = {"/certificates/status/0.json": listed}
    assert verify(content, Published(), NOW).word == "unknown issuer"
    for nonsense in (b"<html>", b"[1]", b'{"id": 1}'):
        site.pages = {"/certificates/did.json": nonsense}
        assert verify(content, Published(), NOW).word == "unknown issuer"


def test_no_other_host_is_asked(issuer: Issuer, site: Site) -> None:
    """Neither for a list that lies elsewhere, nor for issuers that are no did:web, or not on a public address."""
    unsigned = issuer.unsigned()
    unsigned["credentialStatus"] |= {"statusListCredential": "https://tracker.example.org/status/0.json"}
    verdict = verify(issuer.proved(unsigned), Published(), NOW)
    assert verdict.word == "uncertain"
    assert "on another host" in verdict.reasons[0]
    for did in ("did:web:10.0.0.1", "did:web:localhost", "did:key:z6Mk", "did:web:127.0.0.1%3A8443", "https://example.org", "did:web:"):
        document = json.loads(issuer.json())
        document["issuer"]["id"] = did
        verdict = verify(json.dumps(document).encode(), Published(), NOW)
        assert verdict.word == "unknown issuer"
        assert verdict.reasons
    assert site.asked == ["/certificates/did.json"]


def test_a_list_at_hand_that_is_stale_gives_way_to_what_is_published(issuer: Issuer) -> None:
    stale = issuer.files(at=NOW - timedelta(days=99))
    assert verify(issuer.json(), stale, NOW).word == "uncertain"
    assert verify(issuer.json(), Several(stale, Published()), NOW).word == "genuine"
    assert (
        verify(issuer.json(), Several(stale, Files([], [])), NOW)
        .reasons[0]
        .startswith("whether it was revoked is not known: the status list")
    )


def test_a_lasting_award_is_one_day_long() -> None:
    """The last day counts to its end."""
    content = ISSUER.json(replace(AWARD, valid_until=date(2026, 11, 22)))
    assert ISSUER.verdict(content).word == "genuine"
