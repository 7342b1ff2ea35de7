"""Two ids of one person, a person's wishes, and what is left of one who is erased."""

import os
from datetime import date
from pathlib import Path

import pytest

from cedu.credentials.registry import People, RegistryError, opened
from cedu.credentials.registry.engines import connected
from cedu.credentials.registry.session import session
from registry_samples import AT, begun, made


def test_two_ids_become_one_person(root: Path) -> None:
    with opened(root) as registry:
        run = begun(registry)
        early, late = made(root, 1), made(root, 2, awarded_on=date(2026, 3, 3))
        other = made(root, 2, level="expert", ordinal=3)
        for award in (early, late, other):
            registry.issue(*award, run)
        assert registry.merge("u-1", "u-2", AT) == (late.award.number,)
        kept = registry.award(late.award.number)
        assert (kept.revoked_at, kept.duplicate_of, kept.reason) == (AT, early.award.number, f"duplicate of {early.award.number}")
        assert {key: held.number for key, held in registry.held().items()} == {
            ("u-2", "author", "associate"): early.award.number,
            ("u-2", "author", "expert"): other.award.number,
        }
        people = registry.people()
        assert (people.person("u-1"), people.person("u-2"), people.person("u-3")) == ("u-2", "u-2", "u-3")
        # Results of either id award nothing twice, not even those of a run that has not heard of it.
        assert registry.issue(*made(root, 1, ordinal=8), run) == "held"
        assert registry.issue(*made(root, 2, ordinal=8, number="CERT-2"), run) == "held"
        assert registry.issue(*made(root, 1, level="master", ordinal=8), run) == "held"
        assert registry.number_of(early.award) == early.award.number
        assert registry.merge("u-1", "u-2", AT) == registry.merge("u-2", "u-1", AT) == ()
        assert {kept.award.number for kept in registry.awards(learner_id="u-1")} == {its.award.number for its in (early, late, other)}
        assert list(registry.audit()) == []


def test_an_award_in_force_stays_rather_than_a_revoked_one(root: Path) -> None:
    with opened(root) as registry:
        run = begun(registry)
        early, late = made(root, 1), made(root, 2, awarded_on=date(2026, 3, 3))
        for award in (early, late):
            registry.issue(*award, run)
        registry.revoke(early.award.number, "a mistake", AT)
        assert registry.merge("u-1", "u-2", AT) == (early.award.number,)
        assert registry.award(early.award.number).reason == "a mistake"
        assert registry.held()["u-2", "author", "associate"].number == late.award.number
        assert list(registry.audit()) == []


def test_ids_that_have_no_awards_yet_are_merged_too(root: Path) -> None:
    with opened(root) as registry:
        run = begun(registry)
        assert registry.merge("old", "new", AT) == ()
        assert registry.merge("new", "u-1", AT) == ()
        assert registry.people().person("old") == "u-1"
        assert registry.issue(*made(root, 1), run) == "issued"
        assert registry.award(made(root, 1).award.number).learner.name == "Zoë 1"
        assert list(registry.audit()) == []


def test_an_id_that_is_new_takes_over_who_it_is(root: Path) -> None:
    with opened(root) as registry:
        award = made(root, 1)
        registry.issue(*award, begun(registry))
        registry.set_listed("u-1", True, AT)
        registry.merge("u-1", "new", AT)
        learner = registry.award(award.award.number).learner
        assert (learner.id, learner.name, learner.email, learner.listed) == ("new", award.learner.name, award.learner.email, True)
        assert list(registry.audit()) == []


def test_whether_a_learner_is_listed(root: Path) -> None:
    with opened(root) as registry:
        registry.issue(*made(root, 1), begun(registry))
        registry.merge("u-0", "u-1", AT)
        registry.set_listed("u-0", True, AT)
        number = made(root, 1).award.number
        assert registry.award(number).learner.listed
        # What results say of a learner later on does not change their wish.
        registry.issue(*made(root, 1, cycle=2, ordinal=2), 1)
        assert registry.award(number).learner.listed
        with pytest.raises(LookupError):
            registry.set_listed("nobody", True, AT)


def test_an_erased_person_is_gone_and_is_not_awarded_again(root: Path) -> None:
    first, second, other = made(root, 1), made(root, 2, level="expert"), made(root, 3)
    with opened(root) as registry:
        run = begun(registry)
        for award in (first, second, other):
            registry.issue(*award, run)
        registry.revoke(second.award.number, "Zoë 2 has cheated", AT)
        registry.merge("u-2", "u-1", AT)
        numbers = tuple(sorted((first.award.number, second.award.number)))
        assert registry.erase("u-2", AT) == numbers
        assert registry.erase("u-1", AT) == numbers
        kept = registry.award(first.award.number)
        assert kept.erased
        assert (kept.learner.name, kept.learner.email, kept.learner.language) == ("", "", "")
        assert kept.award.scores == kept.award.exemptions == ()
        assert kept.award.awarded_on == date(2026, 1, 31)
        assert registry.award(second.award.number).reason == ""
        credential = registry.current(first.award.number)
        assert (credential.name, credential.document, credential.jwt, credential.page) == ("", b"", "", b"")
        assert credential.pdf_sha256 == first.credential.pdf_sha256
        assert [printed.erased for printed in registry.printed() if printed.number in numbers] == [True, True]
        assert registry.statuses(0) == (second.credential.status_index,)
        # Old results, and new ones of the same ids, bring nobody back.
        people = registry.people()
        assert people.is_erased("u-1") and people.is_erased("u-2") and not people.is_erased("u-3")
        assert registry.issue(*made(root, 1, ordinal=9), run) == "held"
        assert registry.issue(*made(root, 2, level="master", ordinal=9), run) == "held"
        assert registry.number_of(first.award) == first.award.number
        assert {kept.award.number for kept in registry.awards(learner_id="u-1")} == set(numbers)
        with pytest.raises(RegistryError, match="was erased"):
            registry.merge("u-1", "u-3", AT)
        with pytest.raises(LookupError):
            registry.set_listed("u-1", True, AT)
        with pytest.raises(LookupError):
            registry.erase("nobody", AT)
        assert list(registry.audit()) == []
        # Revoking what is left is still possible.
        assert registry.revoke(first.award.number, "", AT)
        assert list(registry.audit()) == []
    if "CEDU_REGISTRY" not in os.environ:
        left = b"".join(path.read_bytes() for path in (root / "private").iterdir())
        for gone in ("Zoë 1", "zoe.1@", "u-1", "Zoë 2", "u-2", "zoe.2@"):
            assert gone.encode() not in left, gone
        assert b"Zo\xc3\xab 3" in left


def test_events_hold_nothing_personal(root: Path) -> None:
    with opened(root) as registry:
        run = begun(registry)
        registry.issue(*made(root, 1), run)
        registry.issue(*made(root, 2), run)
        registry.merge("u-2", "u-1", AT)
        registry.erase("u-1", AT)
        said = repr(list(registry.events()))
    assert all(word not in said for word in ("Zoë", "zoe", "u-1", "u-2", "erased:", "exam"))


def test_nothing_shows_the_secret_by_being_shown(sqlite: Path) -> None:
    secret = bytes(range(65, 97))
    with connected(str(sqlite / "registry.sqlite")) as database:
        shown = repr(session(database, secret)) + repr(People({}, frozenset(), frozenset(), secret))
    assert "b'" not in shown
