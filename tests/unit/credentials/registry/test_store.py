"""What goes into the registry, and what can be asked of it, on both engines."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from cedu.credentials.decision import Held
from cedu.credentials.registry import IssuerKey, RegistryError, opened
from registry_samples import AT, COMMIT, RESULTS, TEMPLATE, begun, credential, made


def test_an_award_is_kept_with_its_credential(root: Path) -> None:
    learner, award, its = made(root, 1)
    with opened(root) as registry:
        run = begun(registry)
        assert registry.issue(learner, award, its, run) == "issued"
    with opened(root) as registry:
        assert registry.held() == {("u-1", "author", "associate"): Held(date(2026, 1, 31), date(2028, 1, 31), award.number, 1, False)}
        assert registry.held(test=True) == {}
        (kept,) = registry.awards()
        assert kept == registry.award(award.number)
        assert (kept.learner, kept.award, kept.versions, kept.revoked_at, kept.erased) == (learner, award, 1, None, False)
        assert registry.credentials(award.number) == (its,)
        assert registry.current(award.number) == its
        assert registry.asset(its.template) == TEMPLATE
        assert registry.issued_in(run) == {award.number}
        assert registry.number_of(award) == award.number
        assert registry.is_taken(award.number)
        assert registry.next_ordinal() == 2
        assert registry.status_lists() == 1
        (printed,) = registry.printed()
        assert (printed.number, printed.version, printed.issued_at, printed.pdf_sha256) == (award.number, 1, AT, its.pdf_sha256)
        (event,) = registry.events(award.number)
        assert (event.kind, event.version, event.run, event.facts["document"]) == ("issued", 1, run, sha256(its.document).hexdigest())
        assert registry.head() == (event.seq, event.hash)
        assert list(registry.audit()) == []
        for ask in (registry.award, registry.credentials, registry.current, registry.asset):
            with pytest.raises(LookupError):
                ask("CERT-0")


def test_a_second_award_number_or_place_is_impossible(root: Path) -> None:
    first, second = made(root, 1), made(root, 2)
    with opened(root) as registry:
        run = begun(registry)
        assert registry.issue(*first, run) == "issued"
        before = registry.head()
        again = made(root, 1, number=second.award.number, awarded_on=date(2026, 5, 5), ordinal=7)
        assert registry.issue(*again, run) == "held"
        assert registry.issue(*made(root, 2, number=first.award.number), run) == "number taken"
        assert registry.issue(*made(root, 2, ordinal=1), run) == "index taken"
        assert registry.head() == before
        assert registry.counts().awards == registry.counts().learners == 1
        assert registry.issue(*made(root, 1, cycle=2, ordinal=3), run) == "issued"
        assert registry.issue(*made(root, 1, test=True, ordinal=4), run) == "issued"
        assert registry.held()["u-1", "author", "associate"].cycle == 2
        assert registry.held(test=True)["u-1", "author", "associate"].cycle == 1
        assert len(list(registry.awards(test=False))) == 2
        with pytest.raises(ValueError, match="belong to others"):
            registry.issue(second.learner, first.award, first.credential, run)


def test_a_run_that_was_interrupted_is_taken_up_with_its_time(root: Path) -> None:
    with opened(root) as registry:
        run = registry.begin_run(RESULTS, COMMIT, AT)
        registry.put_asset(TEMPLATE)
        registry.issue(*made(root, 1, ordinal=run.first_ordinal), run.id)
    later = AT + timedelta(days=3)
    with opened(root) as registry:
        again = registry.begin_run(RESULTS, COMMIT, later)
        assert (again.id, again.issued_at, again.first_ordinal, again.resumed) == (run.id, AT, 0, True)
        assert registry.begin_run(RESULTS, "1" * 40, later).issued_at == later
        registry.finish_run(run.id)
        new = registry.begin_run(RESULTS, COMMIT, later)
        assert (new.issued_at, new.first_ordinal, new.resumed, new.behind) == (later, 1, False, None)


def test_a_clock_that_was_set_back_is_noticed(root: Path) -> None:
    with opened(root) as registry:
        registry.issue(*made(root, 1), begun(registry))
        assert registry.begin_run("1" * 64, COMMIT, AT - timedelta(hours=1)).behind == AT
        assert registry.begin_run("2" * 64, COMMIT, AT).behind is None


def test_a_credential_gets_a_new_version(root: Path) -> None:
    _, award, its = made(root, 1)
    with opened(root) as registry:
        run = begun(registry)
        registry.issue(*made(root, 1), run)
        registry.issue(*made(root, 2), run)
        second = credential(root, award.number, 5, 2, "Zoë Corrected")
        assert registry.add_version(replace(second, version=3), run) == "held"
        assert registry.add_version(credential(root, award.number, 2, 2, "Zoë"), run) == "index taken"
        assert registry.add_version(second, run) == "issued"
        assert registry.add_version(second, run) == "held"
        assert registry.credentials(award.number) == (its, second)
        assert registry.current(award.number) == second
        assert registry.award(award.number).learner.name == "Zoë Corrected"
        assert [printed.version for printed in registry.printed() if printed.number == award.number] == [2]
        # What was replaced is no longer in force.
        assert registry.statuses(its.status_list) == (its.status_index,)
        assert [event.kind for event in registry.events(award.number)] == ["issued", "reissued"]
        assert list(registry.audit()) == []
        registry.revoke(award.number, "cheated", AT)
        with pytest.raises(RegistryError, match="was revoked"):
            registry.add_version(credential(root, award.number, 6, 3, "Zoë"), run)


def test_an_award_is_revoked_for_good(root: Path) -> None:
    _, award, its = made(root, 1)
    with opened(root) as registry:
        run = begun(registry)
        registry.issue(*made(root, 1), run)
        assert registry.statuses(0) == ()
        assert registry.revoke(award.number, "cheated", AT)
        assert not registry.revoke(award.number, "again", AT)
        kept = registry.award(award.number)
        assert (kept.revoked_at, kept.reason) == (AT, "cheated")
        assert registry.held()["u-1", "author", "associate"].revoked
        assert registry.statuses(0) == (its.status_index,)
        assert registry.issue(*made(root, 1), run) == "held"
        assert list(registry.audit()) == []
        assert not any("cheated" in str(event) for event in registry.events())
        with pytest.raises(LookupError):
            registry.revoke("CERT-0", "", AT)


def test_awards_are_found(root: Path) -> None:
    with opened(root) as registry:
        run = begun(registry)
        registry.issue(*made(root, 1), run)
        registry.issue(*made(root, 2, level="expert", valid_until=None), run)
        registry.issue(*made(root, 3, certification="admin", valid_until=date(2027, 1, 1)), run)

        def found(**asked: object) -> list[str]:
            return sorted(kept.learner.id for kept in registry.awards(**asked))  # type: ignore[arg-type]

        assert found() == ["u-1", "u-2", "u-3"]
        assert found(learner_id="u-2") == ["u-2"]
        assert found(certification="author") == ["u-1", "u-2"]
        assert found(certification="author", level="expert") == ["u-2"]
        assert found(valid_until=date(2027, 1, 1)) == ["u-3"]
        assert found(valid_until=date(2028, 1, 31)) == ["u-1", "u-3"]
        assert found(key="zDnTest") == ["u-1", "u-2", "u-3"]
        assert found(key="zDnOther") == []


def test_more_than_a_page_is_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(root) as registry:
        run = begun(registry)
        for index in range(1_100):
            registry.issue(*made(root, index), run)
        numbers = [kept.award.number for kept in registry.awards()]
        assert numbers == sorted(numbers)
        assert len(set(numbers)) == len(numbers) == len(registry.held()) == len(list(registry.printed())) == 1_100
        assert [event.seq for event in registry.events()] == list(range(1, 1_101))
        assert list(registry.audit()) == []


def test_keys_are_kept(root: Path) -> None:
    key = IssuerKey("z6MkTest", "eddsa-rdfc-2022", "active", AT)
    later = AT + timedelta(days=1)
    with opened(root) as registry:
        registry.put_key(key, AT)
        registry.put_key(IssuerKey("zDnTest", "ES256", "active", later), later)
        registry.put_key(key._replace(state="retired", until=later), later)
        assert registry.issuer_keys() == (key._replace(state="retired", until=later), IssuerKey("zDnTest", "ES256", "active", later))
        assert [event.kind for event in registry.events()] == ["key"] * 3
        assert list(registry.audit()) == []


def test_what_many_share_is_kept_once(root: Path) -> None:
    with opened(root) as registry:
        assert registry.put_asset(b"a") == registry.put_asset(b"a") == sha256(b"a").hexdigest()
        assert registry.asset(sha256(b"a").hexdigest()) == b"a"
