"""What becomes of credentials after they were issued: corrected, reissued, renewed, revoked, erased, merged; and listed and audited."""

import csv
import io
import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from academy import TODAY, Academy, learners
from cedu.credentials.registry import RegistryError, location, opened
from cedu.credentials.registry.engines import connected
from cedu.jobs import issuer
from cedu.jobs.certify.files import Files
from cedu.jobs.credential import CredentialError
from cedu.jobs.credential.auditing import audit
from cedu.jobs.credential.changing import erase, merge, revoke
from cedu.jobs.credential.expiring import document, expiring
from cedu.jobs.credential.exporting import exported
from cedu.jobs.credential.listing import Wanted, listed, shown, shown_document
from cedu.jobs.credential.reissuing import Correction, reissue, reissue_compromised, renew

LATER = datetime(2026, 6, 2, tzinfo=UTC)
Passphrase = Callable[[], str]


@pytest.fixture
def certified(academy: Academy) -> Academy:
    academy.certify()
    return academy


def problems(academy: Academy) -> list[str]:
    return list(audit(academy.root, LATER).problems)


def test_a_corrected_name_is_the_next_version_of_the_same_number(certified: Academy, passphrase: Passphrase) -> None:
    number = certified.numbers[0]
    before = certified.files()
    typed = number.lower().replace("-", " - ")
    assert reissue(certified.root, typed, Correction(name="Ada Lovelace"), passphrase, LATER) == number
    found = shown(certified.root, number, TODAY)
    assert [(version.version, version.name) for version in found.versions] == [(1, "Learner Nº 0"), (2, "Ada Lovelace")]
    assert found.kept.learner.name == "Ada Lovelace"
    assert [event.kind for event in found.events] == ["issued", "reissued"]
    after = certified.files()
    assert {name for name in after if after[name] != before[name]} == {
        f"{number}{ending}" for ending in (".pdf", ".json", ".jwt", ".png", ".svg")
    }
    with opened(certified.root) as registry:
        first, second = found.versions
        assert registry.statuses(first.status_list) == (first.status_index,)
    assert json.loads(second.document)["id"].endswith(f"/{number}/v2.json")
    assert problems(certified) == []


def test_a_corrected_address_is_kept(certified: Academy, passphrase: Passphrase) -> None:
    number = certified.numbers[0]
    reissue(certified.root, number, Correction(email="ada@example.org"), passphrase, LATER)
    assert shown(certified.root, number, TODAY).kept.learner.email == "ada@example.org"
    one, two = (json.loads(version.document)["credentialSubject"] for version in shown(certified.root, number, TODAY).versions)
    assert one["identifier"] != two["identifier"]


def test_what_a_compromised_key_signed_is_issued_anew(certified: Academy, passphrase: Passphrase) -> None:
    keys = shown(certified.root, certified.numbers[0], TODAY).versions[0].keys
    issuer.compromise(certified.root, keys[0], None, passphrase, LATER)
    assert sum("compromised key" in problem for problem in problems(certified)) == 6
    revoke(certified.root, certified.numbers[0], "cheated", LATER)
    stop = 2

    def stopping(done: int, _: int) -> None:
        if done == stop:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reissue_compromised(certified.root, passphrase, LATER, stopping)
    later = datetime(2026, 6, 3, tzinfo=UTC)
    assert len(reissue_compromised(certified.root, passphrase, later).numbers) == 3
    assert reissue_compromised(certified.root, passphrase, later) == ((), ())
    newest = [shown(certified.root, number, TODAY).versions[-1] for number in certified.numbers[1:]]
    assert {version.version for version in newest} == {2}
    assert {version.issued_at for version in newest} == {LATER}
    assert not {keys[0]} & {key for version in newest for key in version.keys}
    assert not [problem for problem in problems(certified) if "compromised key:" in problem]


def test_what_cannot_be_issued_anew_keeps_nothing_else_from_it(certified: Academy, passphrase: Passphrase) -> None:
    keys = shown(certified.root, certified.numbers[0], TODAY).versions[0].keys
    issuer.compromise(certified.root, keys[0], None, passphrase, LATER)
    path = certified.root / "git.certification.yaml"
    path.write_text("".join(line for line in path.read_text().splitlines(keepends=True) if "id: expert" not in line))
    numbers, reasons = reissue_compromised(certified.root, passphrase, LATER)
    assert sorted(numbers) == sorted(certified.numbers[::2])
    assert [reason.split(": ")[:2] for reason in reasons] == [
        [number, "there is no level `git-user.expert` in this workspace any more"] for number in sorted(certified.numbers[1::2])
    ]


def test_a_level_is_renewed_by_hand_with_a_reason(certified: Academy, passphrase: Passphrase) -> None:
    number = certified.numbers[0]
    with pytest.raises(CredentialError, match="say why"):
        renew(certified.root, number, " ", passphrase, date(2028, 1, 1), LATER)
    new = renew(certified.root, number, "taught the course", passphrase, date(2028, 1, 1), LATER)
    award = shown(certified.root, new, TODAY).kept.award
    assert (award.cycle, award.valid_until, award.exemptions) == (2, date(2030, 2, 1), ("taught the course",))
    with pytest.raises(CredentialError, match="renewed already"):
        renew(certified.root, number, "again", passphrase, date(2028, 1, 1), LATER)
    with pytest.raises(CredentialError, match="for good"):
        renew(certified.root, certified.numbers[1], "why not", passphrase, date(2028, 1, 1), LATER)
    certified.certify()
    assert certified.states == ["held"] * 6
    assert problems(certified) == []


def test_what_is_revoked_is_gone_and_stays_so(certified: Academy, passphrase: Passphrase) -> None:
    number = certified.numbers[0]
    with pytest.raises(CredentialError, match="say why"):
        revoke(certified.root, number, "", LATER)
    assert revoke(certified.root, number, "cheated", LATER) == number
    assert not [name for name in certified.files() if name.startswith(number)]
    with pytest.raises(CredentialError, match="already"):
        revoke(certified.root, number, "again", LATER)
    with pytest.raises(RegistryError):
        reissue(certified.root, number, Correction(name="A"), passphrase, LATER)
    assert problems(certified) == []


def test_after_a_certificate_that_was_revoked_a_new_one_is_given_by_hand(certified: Academy, passphrase: Passphrase) -> None:
    number, lasting = certified.numbers[:2]
    for one in (number, lasting):
        revoke(certified.root, one, "cheated", LATER)
    certified.certify()
    assert certified.states[:2] == ["revoked", "revoked"]
    assert "`cedu credential renew" in certified.outcomes[0].decision.reasons[0]
    new = renew(certified.root, number, "passed again, in the office", passphrase, date(2026, 5, 4), LATER)
    award = shown(certified.root, new, TODAY).kept.award
    # Nothing is left of the time that was revoked.
    assert (award.cycle, award.awarded_on, award.valid_until) == (2, date(2026, 5, 4), date(2028, 5, 4))
    assert renew(certified.root, lasting, "passed again", passphrase, date(2026, 5, 4), LATER)
    certified.certify()
    assert certified.states == ["held"] * 6
    assert shown(certified.root, number, TODAY).state == "revoked"
    assert problems(certified) == []


def test_of_an_erased_person_nothing_is_left(certified: Academy, passphrase: Passphrase) -> None:
    numbers = [outcome.decision.number for outcome in certified.outcomes if outcome.learner_id == "u-1"]
    assert sorted(erase(certified.root, "u-1", LATER)) == sorted(numbers)
    assert not [name for name in certified.files() if name.startswith(tuple(numbers))]
    with pytest.raises(CredentialError, match="no learner"):
        erase(certified.root, "u-9", LATER)
    found = shown(certified.root, numbers[0], TODAY)
    assert found.state == "erased"
    assert "Nº 1" not in json.dumps(shown_document(found), ensure_ascii=False)
    with pytest.raises(RegistryError):
        reissue(certified.root, numbers[0], Correction(name="A"), passphrase, LATER)
    # A run that was going on while the person was erased puts no file back.
    with opened(certified.root) as registry:
        assert Files(certified.root, registry).project() == 0
    assert problems(certified) == []


def test_of_two_ids_of_one_person_one_goes_on(certified: Academy) -> None:
    awards, duplicates = merge(certified.root, "u-1", "u-0", LATER)
    assert (awards, len(duplicates)) == (2, 2)
    assert not [name for name in certified.files() if name.startswith(duplicates)]
    assert problems(certified) == []


def test_the_list_says_what_is_in_force(certified: Academy) -> None:
    revoke(certified.root, certified.numbers[1], "cheated", LATER)
    everything = list(listed(certified.root, Wanted(), date(2028, 3, 1)))
    assert sorted(state for _, state in everything) == ["expired"] * 3 + ["revoked"] + ["valid"] * 2
    assert [its.kept.learner.id for its in listed(certified.root, Wanted(learner_id="u-0", level="associate"), TODAY)] == ["u-0"]
    assert len(list(listed(certified.root, Wanted(state="expired"), date(2028, 3, 1)))) == 3
    assert list(listed(certified.root, Wanted(since=date(2026, 2, 2)), TODAY)) == []
    with pytest.raises(CredentialError, match="mistyped"):
        shown(certified.root, "EXA-2026-XXXX-XXXXX", TODAY)


def test_no_cell_of_the_table_to_send_with_is_a_formula(academy: Academy) -> None:
    academy.write(learners(1).replace("Learner Nº 0", '"=HYPERLINK(""https://evil.example"")"').replace("u0@example.org", "-x@example.org"))
    academy.certify()
    header, *rows = csv.reader(io.StringIO("".join(exported(academy.root, Wanted(), TODAY))))
    assert len(rows) == 2
    row = dict(zip(header, rows[0], strict=True))
    assert (row["name"], row["email"]) == ('\'=HYPERLINK("https://evil.example")', "'-x@example.org")
    assert row["link"] == f"https://verify.example.org/c/c/{row['number']}/"
    assert (academy.root / row["file"]).is_file()
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_who_has_to_renew_is_listed_until_they_have(certified: Academy, passphrase: Passphrase) -> None:
    def due(today: date) -> list[tuple[str, bool]]:
        found = [document(each, today) for each in expiring(certified.root, today, ahead=60, behind=30)]
        return [(each["learner_id"], each["due"]) for each in found]

    assert due(date(2027, 11, 1)) == []
    assert due(date(2027, 12, 10)) == [("u-0", True), ("u-1", True), ("u-2", True)]
    numbers = [outcome.decision.number for outcome in certified.outcomes if outcome.decision.key[1] == "associate"]
    renew(certified.root, numbers[0], "taught", passphrase, date(2027, 12, 10), LATER)
    revoke(certified.root, numbers[1], "cheated", LATER)
    assert due(date(2027, 12, 10)) == [("u-2", True)]
    assert due(date(2028, 2, 20)) == [("u-2", True)]
    assert due(date(2028, 4, 1)) == []


def test_the_audit_finds_files_that_were_changed_and_files_put_them_right(certified: Academy) -> None:
    assert problems(certified) == []
    before = certified.files()
    folder = certified.root / "private" / "certificates"
    first, second, third = sorted(folder.iterdir())[:3]
    time = first.stat().st_mtime_ns
    first.write_bytes(first.read_bytes() + b"\n")
    os.utime(first, ns=(time, time))
    second.unlink()
    (folder / "notes.txt").write_text("mine")
    stranger = folder / third.name.replace(third.name[:13], "EXA-2026-0000")
    found = problems(certified)
    assert [problem.partition(" is ")[0] for problem in found] == [
        f"private/certificates/{name}" for name in (first.name, second.name, "notes.txt")
    ]
    assert not stranger.exists()
    with opened(certified.root) as registry:
        assert Files(certified.root, registry).project(thorough=True) == 1
    assert certified.files() == before | {"notes.txt": certified.files()["notes.txt"]}


def test_the_audit_finds_an_address_that_nobody_has_signed_for_and_a_credential_that_is_gone(certified: Academy) -> None:
    first, second = sorted(certified.numbers[:2])  # of one learner; the audit goes by numbers
    with connected(location(certified.root)) as database:
        database.run(f"UPDATE learner SET email = 'eve@example.org' WHERE id = (SELECT learner_id FROM award WHERE number = '{first}')")
    (problem,) = problems(certified)
    assert problem == f"the holder of {first} has an address, or an id, that none of their certificates is made out to"
    with connected(location(certified.root)) as database:
        database.run("PRAGMA foreign_keys=OFF")
        database.run(f"DELETE FROM credential WHERE number = '{second}'")
    assert f"credential {second}, version 1, is missing" in problems(certified)


def test_the_audit_knows_by_the_numbers_that_settings_were_changed(certified: Academy) -> None:
    path = certified.root / "cedu.yaml"
    path.write_text(path.read_text().replace("number_prefix: EXA", "number_prefix: OTHER"))
    assert problems(certified) == []
    path.write_text(path.read_text().replace("namespace: https://learn.", "namespace: https://other."))
    assert [problem.partition(":")[0] for problem in problems(certified)] == sorted(
        f"{number} can't be made again" for number in certified.numbers
    )
