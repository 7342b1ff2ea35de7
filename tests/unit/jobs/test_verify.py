"""Verifying in the issuer's own workspace, whose registry knows more, and anywhere else."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest

from cedu.cli.app import run
from cedu.credentials import keys, private, registry
from cedu.credentials.award import Award, Credential
from cedu.credentials.keys import LocalSigner
from cedu.credentials.numbers import number
from cedu.credentials.verification.verdict import Verdict
from cedu.jobs import issuer as issuing
from cedu.jobs.verify import Asked, UnusableError, document, verify
from cedu.rendering.certificate.writing import opened
from unit.credentials.issued import AWARD, ISSUED, LEARNER, NOW, Issuer
from unit.credentials.served import reply, server

PASSPHRASE = "correct horse battery staple"
SCHEMA = json.loads((Path(__file__).parents[3] / "schemas/reports/verification.schema.json").read_text(encoding="utf-8"))
OFFLINE = Asked(offline=True)


class Academy:
    """A workspace with keys and a registry, which holds one award, and the files of its certificate beside it."""

    def __init__(self, root: Path, url: str = "https://learn.example.org/certificates/") -> None:
        self.root = root
        self.files = root / "files"
        self.files.mkdir()
        said = f"cedu: 1\nnamespace: https://learn.example.org/\norganization: {{name: A}}\nissuer: {{name: A, url: '{url}'}}\n"
        (root / "cedu.yaml").write_text(said, encoding="utf-8")
        issuing.init(root, lambda: PASSPHRASE, NOW)
        secret = private.number_secret(root)
        self.award = replace(AWARD, number=number(secret, "CEDU", 2026, ("ada",), lambda _: False))
        self.issuer = self._issuer(url)
        self.issue(1, 4711)

    def _issuer(self, url: str) -> Issuer:
        with registry.opened(self.root) as kept:
            eddsa, es256 = keys.open_signers(self.root, lambda: PASSPHRASE, kept.issuer_keys())
        assert isinstance(eddsa, LocalSigner)
        assert isinstance(es256, LocalSigner)
        return Issuer(url, eddsa, es256)

    def issue(self, version: int, index: int, award: Award | None = None) -> None:
        """Issue a version of a credential, and write its files."""
        award = award or self.award
        page = b"page"
        pdf = self.issuer.pdf(award, version=version, index=index)
        parts = opened(pdf)
        assert parts
        token = self.issuer.jwt(award, version=version, index=index, pages=sha256(parts.body).digest())
        credential = Credential(
            number=award.number,
            version=version,
            issued_at=ISSUED,
            name=LEARNER.name,
            language="en",
            status_list=0,
            status_index=index,
            keys=(self.issuer.eddsa.public_key, self.issuer.es256.public_key),
            document=parts.document,
            jwt=token.decode(),
            template=sha256(b"template").hexdigest(),
            page=page,
            pdf_sha256=sha256(b"template" + page).hexdigest(),
            badge="",
            badge_svg="",
        )
        with registry.opened(self.root) as kept:
            kept.put_asset(b"template")
            run = kept.begin_run("2" * 64, "0" * 40, NOW)
            learner = replace(LEARNER, id=award.learner_id)
            assert (kept.issue(learner, award, credential, run.id) if version == 1 else kept.add_version(credential, run.id)) == "issued"
        for ending, content in (("json", credential.document), ("jwt", credential.jwt.encode()), ("pdf", pdf)):
            (self.files / f"{award.learner_id}-{version}.{ending}").write_bytes(content)

    def verdict(self, what: str = "ada-1.pdf", asked: Asked = OFFLINE, now: datetime = NOW) -> Verdict:
        path = self.files / what
        return verify(self.root, str(path) if path.exists() else what, asked, now)


@pytest.fixture
def academy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Academy:
    monkeypatch.delenv("CEDU_REGISTRY", raising=False)
    monkeypatch.chdir(tmp_path)
    return Academy(tmp_path)


@pytest.mark.parametrize("name", ["ada-1.pdf", "ada-1.json", "ada-1.jwt"])
def test_in_its_own_workspace_the_registry_is_enough(academy: Academy, name: str) -> None:
    verdict = academy.verdict(name)
    assert (verdict.word, verdict.notes) == ("genuine", ())
    assert [(relied.what, relied.place, relied.as_of) for relied in verdict.relied] == [("registry", "private/registry.sqlite", NOW)]


def test_a_number(academy: Academy) -> None:
    its = academy.award.number
    for typed in (its, its.lower(), its[:9] + its[9:].replace("0", "O").replace("1", "I"), its.replace("-", " – ")):
        verdict = academy.verdict(typed)
        assert (verdict.word, verdict.kind) == ("genuine", "number")
        assert verdict.claim
        assert (verdict.claim.number, verdict.claim.level) == (its, "Author: Practitioner")


def test_a_number_that_was_mistyped_and_one_that_there_is_not(academy: Academy) -> None:
    its = academy.award.number
    last = "B" if its[-1] == "A" else "A"
    for typed in (its[:-1] + last, its[:-1], its + "A"):
        verdict = academy.verdict(typed)
        assert verdict.word == "unknown number"
        assert "mistyped" in verdict.reasons[0]
    other = number(bytes(32), "CEDU", 2026, ("nobody",), lambda _: False)
    assert academy.verdict(other).reasons == (f"the registry has no award {other}",)


def test_a_revoked_award(academy: Academy) -> None:
    with registry.opened(academy.root) as kept:
        kept.revoke(academy.award.number, "cheated", NOW)
    for what in ("ada-1.pdf", "ada-1.jwt", academy.award.number):
        verdict = academy.verdict(what)
        assert (verdict.word, verdict.reasons) == ("revoked", ("it was revoked on 2026-11-22: cheated",))


def test_a_version_that_another_has_taken_the_place_of(academy: Academy) -> None:
    academy.issue(2, 17)
    for ending in ("json", "jwt", "pdf"):
        verdict = academy.verdict(f"ada-1.{ending}")
        assert (verdict.word, verdict.reasons) == ("superseded", ("version 2 has taken the place of version 1",))
        assert academy.verdict(f"ada-2.{ending}").word == "genuine"
    verdict = academy.verdict(academy.award.number)
    assert verdict.word == "genuine"
    assert verdict.claim
    assert verdict.claim.version == 2


def test_an_erased_learner(academy: Academy) -> None:
    with registry.opened(academy.root) as kept:
        kept.erase("ada", NOW)
    assert academy.verdict(academy.award.number).word == "erased"
    assert "its holder has been erased from the registry" in academy.verdict("ada-1.pdf").notes


def test_a_credential_that_the_registry_does_not_know(academy: Academy) -> None:
    """Signed with our key, and unknown here: the registry is an old backup, or the key is in other hands."""
    others = replace(academy.award, number=number(bytes(32), "CEDU", 2026, ("eve",), lambda _: False))
    for content in (academy.issuer.json(others), academy.issuer.json(academy.award, version=2)):
        (academy.files / "unknown.json").write_bytes(content)
        verdict = academy.verdict("unknown.json")
        assert verdict.word == "uncertain"
        assert "somebody else has the key" in verdict.reasons[0]


def test_another_credential_under_the_same_number(academy: Academy) -> None:
    """Only who has the key can have signed it, and that was not us."""
    for better in (replace(academy.award, valid_until=None), replace(academy.award, awarded_on=date(2020, 1, 31))):
        for content in (academy.issuer.json(better), academy.issuer.jwt(better), academy.issuer.pdf(better)):
            (academy.files / "other").write_bytes(content)
            verdict = academy.verdict("other")
            assert verdict.word == "uncertain"
            assert verdict.reasons == ("the registry has another credential under this number: somebody else has the key",)


def test_an_expired_award(academy: Academy) -> None:
    later = NOW + timedelta(days=1000)
    assert academy.verdict(now=later).word == "expired"
    assert academy.verdict(academy.award.number, now=later).word == "expired"


def test_keys_that_changed(academy: Academy) -> None:
    issuing.rotate(academy.root, lambda: PASSPHRASE, NOW)
    assert academy.verdict().word == "genuine"
    key = academy.issuer.eddsa.public_key
    issuing.compromise(academy.root, key, datetime(2026, 11, 20, tzinfo=UTC), lambda: PASSPHRASE, NOW)
    for what in ("ada-1.pdf", "ada-1.json", academy.award.number):
        verdict = academy.verdict(what)
        assert verdict.word == "unknown issuer"
        assert verdict.reasons == (
            "the key that it was signed with is compromised since 2026-11-20: ask for a credential that was issued anew",
        )
    assert academy.verdict("ada-1.jwt").word == "genuine"


def test_a_compromised_key_that_is_listed_in_what_was_saved(academy: Academy) -> None:
    saved = published(academy, academy.files)
    issuing.rotate(academy.root, lambda: PASSPHRASE, NOW)
    issuing.compromise(academy.root, academy.issuer.eddsa.public_key, NOW, lambda: PASSPHRASE, NOW)
    verdict = academy.verdict(asked=saved)
    assert verdict.word == "unknown issuer"
    assert verdict.reasons[0].startswith("the key that it was signed with is compromised since")
    assert academy.verdict("ada-1.jwt", asked=saved).word == "genuine"


def published(academy: Academy, folder: Path) -> Asked:
    """What a stranger has saved of the issuer's."""
    (folder / "did.json").write_text(json.dumps(academy.issuer.did_document()), encoding="utf-8")
    (folder / "list.json").write_text(json.dumps(academy.issuer.status_list()), encoding="utf-8")
    return Asked(offline=True, trust=[folder / "did.json"], status=[folder / "list.json"])


def test_a_stranger_needs_the_did_document_and_the_list(academy: Academy) -> None:
    saved = published(academy, academy.files)
    content = str(academy.files / "ada-1.pdf")
    verdict = verify(None, content, saved, NOW)
    assert verdict.word == "genuine"
    assert [relied.place for relied in verdict.relied] == [str(saved.trust[0]), str(saved.status[0])]
    assert verify(None, content, replace(saved, status=()), NOW).word == "uncertain"
    assert verify(None, content, replace(saved, trust=()), NOW).word == "unknown issuer"
    assert verify(None, content, OFFLINE, NOW).word == "unknown issuer"
    assert verify(None, content, replace(saved, most_age=timedelta(minutes=30)), NOW).word == "uncertain"


def test_the_registry_knows_better_than_what_was_saved(academy: Academy) -> None:
    saved = published(academy, academy.files)
    with registry.opened(academy.root) as kept:
        kept.revoke(academy.award.number, "cheated", NOW)
    verdict = academy.verdict(asked=saved)
    assert verdict.word == "revoked"
    assert [relied.what for relied in verdict.relied] == ["DID document", "status list", "registry"]
    assert verify(None, str(academy.files / "ada-1.pdf"), saved, NOW).word == "genuine"


def test_what_was_asked_can_not_be_answered(academy: Academy) -> None:
    (academy.files / "broken.json").write_bytes(b"{")
    for root, what, asked, why in (
        (academy.root, "nothing.pdf", OFFLINE, "neither a file that is there nor the number"),
        (None, academy.award.number, OFFLINE, "there is none here"),
        (academy.root, str(academy.files / "ada-1.pdf"), Asked(trust=[academy.files / "broken.json"]), "broken.json"),
    ):
        with pytest.raises(UnusableError, match=why):
            verify(root, what, asked, NOW)


def test_a_registry_that_can_not_be_read_is_noted(academy: Academy) -> None:
    (academy.root / "private" / "registry.sqlite").write_bytes(b"no database" * 100)
    verdict = academy.verdict(asked=published(academy, academy.files))
    assert verdict.word == "genuine"
    assert verdict.notes[0].startswith("the registry here can't be read: ")
    with pytest.raises(UnusableError, match="can't be read"):
        academy.verdict(academy.award.number)


# The command


@pytest.fixture
def site(academy: Academy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Issuer]:
    """An issuer that publishes on this machine, and an empty folder to verify from."""
    pages: dict[str, bytes] = {}
    with server(tmp_path, lambda request: reply(request, pages[request.path])) as port:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "localhost.crt"))
        issuer = Issuer(f"https://localhost:{port}/")
        now = datetime.now(UTC)
        pages |= {"/.well-known/did.json": json.dumps(issuer.did_document()).encode()}
        pages |= {"/status/0.json": json.dumps(issuer.status_list(at=now - timedelta(hours=3))).encode()}
        empty = tmp_path / "empty"
        empty.mkdir()
        monkeypatch.chdir(empty)
        yield issuer


def test_the_command_asks_the_issuer(site: Issuer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("ada.pdf").write_bytes(site.pdf(at=datetime.now(UTC) - timedelta(days=1)))
    assert run(["verify", "ada.pdf"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("genuine\n")
    assert "Author: Practitioner" in said
    assert f"{site.url.split('/')[2]} vouches for it: make sure that this is whom you expect" in said
    assert f"status list: {site.url}status/0.json, of " in said
    assert "(3 hours ago), good until " in said
    assert run(["verify", "ada.pdf", "--offline"]) == 1
    assert capsys.readouterr().out.startswith("unknown issuer\n")
    assert run(["verify", "ada.pdf", "--max-status-age", "0.1"]) == 1
    assert capsys.readouterr().out.startswith("uncertain\n")
    Path("ida.pdf").write_bytes(Path("ada.pdf").read_bytes().replace(b"Ada", b"Ida"))
    assert run(["verify", "ida.pdf"]) == 1
    assert capsys.readouterr().out.startswith("tampered\n  what is printed is not what was signed\n")
    assert run(["verify", "eve.pdf"]) == 1
    assert "neither a file" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["ada-1.pdf", "number", "mistyped", "picture"])
def test_what_is_written_for_machines_fits_its_schema(academy: Academy, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    (academy.files / "picture").write_bytes(b"\x89PNG\r\n\x1a\n")
    named = {"number": academy.award.number, "mistyped": academy.award.number[:-1]}.get(what, str(academy.files / what))
    code = run(["verify", named, "--offline", "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(said)
    assert said["genuine_and_in_force"] is (code == 0) is (what in ("ada-1.pdf", "number"))
    assert said["asked"] == Path(named).name
    assert "Lovelace" not in json.dumps(said)


def test_every_word_is_in_the_schema() -> None:
    from typing import get_args

    from cedu.credentials.verification.verdict import Kind, What, Word

    properties = SCHEMA["properties"]
    assert set(properties["verdict"]["enum"]) == set(get_args(Word))
    assert set(properties["kind"]["enum"]) == {*get_args(Kind), None}
    assert set(properties["relied_on"]["items"]["properties"]["what"]["enum"]) == set(get_args(What))
    assert document("x", Verdict("unreadable"), NOW)["format"] == properties["format"]["const"]
