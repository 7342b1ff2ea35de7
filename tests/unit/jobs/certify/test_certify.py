"""Certifying as a whole: once, however often, however parallel, and whatever stops it."""

import os
import signal
import subprocess
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from academy import HEADER, NOW, Academy, learners
from cedu.credentials.registry import opened
from cedu.jobs import issuer
from cedu.jobs.certify import Outcome
from cedu.jobs.credential.auditing import audit
from cedu.jobs.executors import Growing


def test_two_runs_award_once(academy: Academy) -> None:
    first = academy.certify()
    assert academy.states == ["awarded"] * 6
    assert (first.written, first.resumed, first.stopped) == (6, False, "")
    numbers, rows, files = academy.numbers, academy.rows(), academy.files()
    assert len(set(numbers)) == 6
    assert len(files) == 30
    again = academy.certify()
    assert academy.states == ["held"] * 6
    assert again.written == 0
    assert (academy.numbers, academy.rows(), academy.files()) == (numbers, rows, files)
    with opened(academy.root) as registry:
        award = registry.award(numbers[0]).award
    # Lasting ids, not today's; and what the award stands on.
    assert (award.certification, award.level, award.cycle, award.certification_version) == ("git-user", "associate", 1, "1.0.0")
    assert award.scores[0][:2] == ("exam", 95)
    assert [*award.assessments] == ["first-exam"]
    assert len(award.results_sha256) == 64
    assert list(audit(academy.root, NOW).problems) == []


def test_the_same_results_give_the_same_bytes_where_the_registry_is_lost(academy: Academy) -> None:
    academy.certify()
    twin = academy.twin()
    twin.certify()
    assert twin.rows() == academy.rows()
    assert twin.files() == academy.files()


def test_other_processes_make_the_same_bytes(academy: Academy) -> None:
    academy.write(learners(30))
    academy.certify()
    twin = academy.twin()
    executor = Growing(0)
    twin.certify(executor=executor)
    executor.shutdown()
    assert twin.rows() == academy.rows()
    assert twin.files() == academy.files()


@pytest.mark.parametrize("after", [1, 12, 24, 29])
def test_a_run_that_is_interrupted_goes_on_with_its_time_and_places(academy: Academy, after: int) -> None:
    # One of them can't be printed: what its certificates would have taken is taken whether the run is interrupted or not.
    text = learners(30).replace("Learner Nº 7,", "Learner \U00013000,")
    academy.write(text)
    twin = academy.twin()
    twin.certify()

    def interrupt(outcomes: list[Outcome]) -> None:
        nonlocal after
        after -= 1
        if after == 0:
            signal.raise_signal(signal.SIGINT)

    stopped = academy.certify(tell=interrupt)
    assert (stopped.interrupted, stopped.stopped) == (True, "interrupted")
    later = datetime(2026, 6, 2, tzinfo=UTC)
    gone_on = academy.certify(now=later, tell=academy.outcomes.extend)
    assert gone_on.resumed
    assert academy.rows() == twin.rows()
    assert academy.files() == twin.files()
    academy.write(learners(31), "more.csv")
    academy.certify("more.csv", now=later)
    assert academy.states.count("awarded") == 4  # the one that is new, and the one that is called otherwise now


def test_an_interruption_before_the_first_award_leaves_nothing_to_go_on_with(academy: Academy) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        academy.certify(passphrase=interrupted)
    later = datetime(2026, 6, 2, tzinfo=UTC)
    assert not academy.certify(now=later).resumed
    with opened(academy.root) as registry:
        assert registry.current(academy.numbers[0]).issued_at == later


def test_a_dry_run_says_the_same_and_writes_nothing(academy: Academy) -> None:
    academy.certify(dry_run=True)  # fills the cache of validation
    before = sorted(path for path in academy.root.rglob("*") if ".cedu" not in path.parts)
    academy.certify(dry_run=True, passphrase=pytest.fail)
    assert academy.states == ["awarded"] * 6
    assert sorted(path for path in academy.root.rglob("*") if ".cedu" not in path.parts) == before
    academy.certify()
    academy.certify(dry_run=True)
    assert academy.states == ["held"] * 6


def test_nothing_has_to_be_signed_where_nothing_is_new(academy: Academy) -> None:
    academy.certify()
    academy.certify(passphrase=pytest.fail)
    assert academy.states == ["held"] * 6


def test_a_test_is_told_from_what_is_real_and_in_nobodys_way(academy: Academy) -> None:
    academy.certify(test=True)
    assert academy.states == ["awarded"] * 6
    tests = academy.numbers
    assert {number.partition("-")[0] for number in tests} == {"TEST"}
    academy.certify()
    assert academy.states == ["awarded"] * 6
    # A test's number doesn't tell the real one's.
    assert not {number.partition("-")[2][:-1] for number in tests} & {number.partition("-")[2][:-1] for number in academy.numbers}
    academy.certify(test=True)
    assert (academy.states, academy.numbers) == (["held"] * 6, tests)
    with opened(academy.root) as registry:
        assert b"TEST" in registry.current(tests[0]).document


def test_a_name_that_cannot_be_drawn_refuses_its_awards_only(academy: Academy) -> None:
    academy.write(learners(2).replace("Learner Nº 1", "Learner \U00013000"))
    for dry_run in (True, False):
        academy.certify(dry_run=dry_run)
        assert academy.states == ["awarded", "awarded", "refused", "not yet"], dry_run
        assert "no font" in academy.outcomes[2].decision.reasons[0]
    assert len(academy.rows()["award"]) == 2


def test_bad_rows_are_found_and_good_ones_awarded(academy: Academy) -> None:
    academy.write(learners(2).replace("u-1,Learner Nº 1,u1@example.org,assessment", "u-1,Learner Nº 1,u1@example.org,assesment"))
    found = academy.certify()
    address, row = found.findings
    assert (row.code, row.span.path, row.span.line) == ("CE714", "results.csv", 5)
    # What nobody else could verify is said, but of a test.
    assert (address.code, address.severity, address.span.path, address.span.line) == ("CE753", "warning", "cedu.yaml", 4)
    assert "CE753" not in [finding.code for its in (academy.certify(), academy.certify(test=True)) for finding in its.findings]
    assert academy.states == ["awarded", "awarded", "not yet", "not yet"]


def test_several_files_are_one_run_in_whatever_order(academy: Academy) -> None:
    lines = learners(2).splitlines(keepends=True)
    academy.write("".join(lines[::2]), "courses.csv")
    academy.write("".join(lines[1::2]), "exams.csv")
    academy.certify("courses.csv", "exams.csv")
    assert academy.states == ["awarded"] * 4
    with opened(academy.root) as registry:
        one = registry.award(academy.numbers[0]).award.results_sha256
    twin = academy.twin()
    twin.certify("exams.csv", "courses.csv")
    with opened(twin.root) as registry:
        assert registry.award(twin.numbers[0]).award.results_sha256 == one


def test_what_was_done_after_the_award_renews_it(academy: Academy) -> None:
    academy.certify()
    first = academy.numbers[0]
    renewal = "".join(
        f"u-0,Learner Nº 0,u0@example.org,{row},2027-12-0{day},server\n"
        for day, row in ((1, "course,git,,yes"), (2, "assessment,exam,85,"))
    )
    academy.write(learners(3) + renewal)
    later: dict[str, Any] = {"today": date(2027, 12, 5), "now": datetime(2027, 12, 5, tzinfo=UTC)}
    academy.certify(**later)
    assert academy.states == ["renewed", "held", *["held"] * 4]
    with opened(academy.root) as registry:
        award = registry.award(academy.numbers[0]).award
    assert (award.cycle, award.awarded_on, award.valid_until) == (2, date(2027, 12, 2), date(2030, 2, 1))
    assert academy.numbers[0] != first
    # Old results, and the same again, renew nothing.
    for name in ("old.csv", "results.csv"):
        if name == "old.csv":
            academy.write(learners(3), name)
        academy.certify(name, **later)
        assert academy.states == ["held"] * 6, name


def test_old_results_award_nothing_after_a_revocation(academy: Academy) -> None:
    academy.certify()
    number = academy.numbers[0]
    with opened(academy.root) as registry:
        registry.revoke(number, "cheated", NOW)
    academy.certify()
    assert academy.states[:2] == ["revoked", "held"]
    assert not [name for name in academy.files() if name.startswith(number)]


def test_an_erased_learner_is_awarded_nothing_by_an_old_file(academy: Academy) -> None:
    academy.certify()
    with opened(academy.root) as registry:
        registry.erase("u-1", NOW)
    found = academy.certify()
    assert [finding.code for finding in found.findings] == ["CE751"]
    assert {outcome.learner_id for outcome in academy.outcomes} == {"u-0", "u-2"}
    assert len(academy.files()) == 20
    assert list(audit(academy.root, NOW).problems) == []


def test_merged_ids_are_one_person(academy: Academy) -> None:
    lines = learners(2).replace("u-1,Learner Nº 1,u1@", "u-0b,Learner Nº 0,u0@").splitlines(keepends=True)
    academy.write("".join([lines[0], lines[3]]))
    academy.certify()
    assert set(academy.states) == {"not yet"}
    academy.write("".join(lines[:2]), "first.csv")
    academy.certify("first.csv")
    with opened(academy.root) as registry:
        registry.merge("u-0", "u-0b", NOW)
    academy.write("".join(lines), "both.csv")
    academy.certify("both.csv")
    assert (academy.states, {outcome.learner_id for outcome in academy.outcomes}) == (["held"] * 2, {"u-0b"})
    assert list(audit(academy.root, NOW).problems) == []


def test_a_clock_that_was_set_back_awards_nothing(academy: Academy) -> None:
    academy.certify()
    academy.write(learners(5))
    before = datetime(2026, 5, 1, tzinfo=UTC)
    found = academy.certify(today=None, now=before)
    assert found.refused
    assert "CE728" in [finding.code for finding in found.findings]
    academy.certify(today=None, now=NOW)
    assert academy.states.count("awarded") == 4


def test_keys_that_were_rotated_sign_from_then_on(academy: Academy, passphrase: Callable[[], str]) -> None:
    academy.certify()
    issuer.rotate(academy.root, passphrase, NOW)
    academy.write(learners(4))
    academy.certify()
    assert academy.states.count("awarded") == 2
    with opened(academy.root) as registry:
        keys = {kept.award.number: registry.current(kept.award.number).keys for kept in registry.awards()}
    assert len(set(keys.values())) == 2
    assert list(audit(academy.root, NOW).problems) == []


def test_nothing_is_awarded_where_it_could_leak_or_the_workspace_is_wrong(academy: Academy) -> None:
    subprocess.run(["git", "init", "-q", academy.root], check=True, env=os.environ | {"GIT_CONFIG_GLOBAL": os.devnull})
    refused = academy.certify()
    assert (refused.refused, [finding.code for finding in refused.findings]) == (True, ["CE725"])
    (academy.root / ".gitignore").write_text("private/\nfresh/\n")
    (academy.root / "git.course.yaml").write_text("id: git\n")
    assert academy.certify().refused
    assert not academy.outcomes


def test_without_an_address_or_keys_nothing_is_awarded(academy: Academy) -> None:
    path = academy.root / "cedu.yaml"
    text = path.read_text()
    path.write_text(text.replace("url: https://verify.example.org/c, ", ""))
    refused = academy.certify()
    assert (refused.refused, [finding.code for finding in refused.findings]) == (True, ["CE750"])
    path.write_text(text)
    for key in (academy.root / "private" / "keys").iterdir():
        key.unlink()
    assert [finding.code for finding in academy.certify().findings] == ["CE750"]
    wrong = academy.twin().certify(passphrase=lambda: "another phrase")
    assert [finding.code for finding in wrong.findings] == ["CE750"]


def test_the_source_of_an_award_is_its_commit(academy: Academy) -> None:
    def git(*arguments: str) -> str:
        environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull}
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        done = subprocess.run(["git", "-C", academy.root, *who, *arguments], check=True, env=environment, capture_output=True, text=True)
        return done.stdout.strip()

    (academy.root / ".gitignore").write_text("private/\nfresh/\n.cedu/\n")
    for command in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "Begin")):
        git(*command)
    commit = git("rev-parse", "HEAD")
    academy.certify()
    first = academy.numbers[0]
    academy.write(learners(4))
    academy.certify()
    with opened(academy.root) as registry:
        commits = {registry.award(number).award.source_commit for number in academy.numbers}
        assert registry.award(first).award.source_commit == commit
    assert commits == {commit, f"{commit}+"}


class _Elsewhere(Executor):
    """A cluster's executor, as far as we see it: what it is given can be pickled, and comes when it is asked for."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        import pickle

        copied, arguments = pickle.loads(pickle.dumps((function, args)))
        future: Future[Any] = Future()
        future.set_result(copied(*arguments))
        return future


def test_any_executor_can_draw_and_sign(academy: Academy) -> None:
    academy.certify(executor=_Elsewhere())
    assert academy.states == ["awarded"] * 6
    twin = academy.twin()
    twin.certify()
    assert twin.rows() == academy.rows()


def test_a_certificate_that_was_lost_or_changed_is_written_again_the_same(academy: Academy) -> None:
    academy.certify()
    before = academy.files()
    folder = academy.root / "private" / "certificates"
    files = sorted(folder.iterdir())
    files[0].unlink()
    files[-1].write_bytes(b"torn")
    torn = folder / f".{files[1].name}.1.tmp"
    torn.write_bytes(b"half")
    os.utime(torn, (0, 0))
    assert academy.certify().written == 2
    assert academy.files() == before
    assert not torn.exists()
    assert files[0].stat().st_mode & 0o077 == 0


def test_the_latest_name_is_printed(academy: Academy) -> None:
    lines = learners(1).splitlines()
    newer = lines[1].replace("Learner Nº 0", "Nova").replace("2026-02-01", "2026-03-01")
    (academy.root / "results.csv").write_text("\n".join([HEADER.strip(), *lines, newer]), encoding="utf-8")
    academy.certify()
    assert {outcome.name for outcome in academy.outcomes} == {"Nova"}
    assert academy.outcomes[0].decision.awarded_on == date(2026, 2, 1)


def test_a_registry_that_cannot_be_read_refuses_the_run(academy: Academy, tmp_path: Path) -> None:
    (academy.root / "private" / "registry.sqlite").write_bytes(b"no database at all" * 100)
    assert [finding.code for finding in academy.certify().findings] == ["CE726"]


def test_an_old_registry_awards_nothing_until_somebody_says_so(academy: Academy) -> None:
    path = academy.root / "private" / "registry.sqlite"
    academy.write(learners(1), "first.csv")
    academy.certify("first.csv")
    old = path.read_bytes()
    academy.certify()
    path.write_bytes(old)
    found = academy.certify()
    assert (found.refused, [finding.code for finding in found.findings]) == (True, ["CE752"])
    problems = audit(academy.root, NOW).problems
    assert any("old backup" in problem for problem in problems)
    unknown = [problem for problem in problems if "the registry doesn't know" in problem]
    assert len(unknown) == 4


def test_holders_from_before_keep_their_days_and_numbers(academy: Academy) -> None:
    (academy.root / "holders.csv").write_text(
        "learner_id,name,email,level,awarded_on,valid_until,number\n"
        "u-0,Learner Nº 0,u0@example.org,certified.associate,2025-03-01,2027-03-01,OLD-17\n"
        "u-8,Learner Nº 8,u8@example.org,associate,2025-06-01,2026-06-30,OLD-18\n"
    )
    holders = (academy.root / "holders.csv",)
    academy.certify(holders=holders, dry_run=True)
    foreseen = [(outcome.learner_id, outcome.decision.state, outcome.imported) for outcome in academy.outcomes]
    academy.certify(holders=holders)
    states = [(outcome.learner_id, outcome.decision.state, outcome.imported) for outcome in academy.outcomes]
    assert states == foreseen
    assert states[:2] == [("u-0", "awarded", True), ("u-8", "awarded", True)]
    # What others awarded counts for what builds on it, and is not awarded again.
    assert states[2:4] == [("u-0", "held", False), ("u-0", "awarded", False)]
    with opened(academy.root) as registry:
        award = registry.award(academy.numbers[0]).award
        assert b"OLD-17" in registry.current(award.number).document
    assert (award.basis, award.former_number, award.number[:4]) == ("imported", "OLD-17", "EXA-")
    assert (award.awarded_on, award.valid_until) == (date(2025, 3, 1), date(2027, 3, 1))
    numbers = academy.numbers
    academy.certify(holders=holders)
    assert set(academy.states) == {"held"}
    assert academy.numbers[:2] == numbers[:2]
    assert list(audit(academy.root, NOW).problems) == []
