"""Certify: award each level whose requirements a learner meets, once, however often and however parallel it runs."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cedu.credentials import private
from cedu.credentials.days import set_back
from cedu.credentials.keys import KeysError, open_signers
from cedu.credentials.registry import People, Registry, Run, UnsupportedRegistryError, exists, location, opened
from cedu.credentials.results import Results, ResultsFile, read
from cedu.credentials.results.values import Candidate
from cedu.diagnostics import Finding, Severity, Span
from cedu.jobs.certify.files import FOLDER, Behind, Files
from cedu.jobs.certify.planning import Planner
from cedu.jobs.certify.running import Outcome, rehearsed
from cedu.jobs.certify.running import Run as Running
from cedu.jobs.certify.standing import Standing, standing_of
from cedu.jobs.certify.workshop import Workshop, drawing_of, workshop_of
from cedu.jobs.executors import Growing
from cedu.jobs.issuer import identity
from cedu.jobs.validate import validate

__all__ = ["FOLDER", "Asked", "Certified", "Outcome", "certify"]

# How many pieces of work are done before it pays to start further processes.
_ALONE = 2


class Certified(NamedTuple):
    """What a run found and did: of how many credentials the files were written, and why it stopped before its end, if it did.

    `refused` says that nothing was even tried; `resumed`, that an earlier run went on.
    """

    findings: tuple[Finding, ...]
    refused: bool = False
    resumed: bool = False
    written: int = 0
    stopped: str = ""
    interrupted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run is to do. `today` decides what is valid, and `now` (UTC) is the time of issue; both are the clock's where left out.

    `passphrase` is asked for when something is to be signed. `tell` hears what has become of each learner; `progress`, of how many of how
    many. `executor` draws and signs: this machine's cores do, where it is left out.
    """

    passphrase: Callable[[], str]
    today: date | None = None
    now: datetime | None = None
    dry_run: bool = False
    test: bool = False
    export: str = ""
    tell: Callable[[list[Outcome]], None] = field(default=lambda _: None)
    progress: Callable[[int, int], None] | None = None
    executor: Executor | None = None


def certify(root: Path, results: Sequence[Path], asked: Asked) -> Certified:
    """Award what the results in some files earn; a dry run says what would be done, and writes nothing.

    Raises OSError where the results can't be read or something can't be written.
    """
    now = (asked.now or datetime.now(UTC)).replace(microsecond=0)
    today = asked.today or date.today()
    validated = validate(root, today=today)
    if validated.errors:
        return Certified(validated.findings, refused=True)
    if reason := private.exposed(root):
        finding = Finding(Span("cedu.yaml"), f"nothing personal can be kept here: {reason}", code="CE725")
        return Certified((finding,), refused=True)
    try:
        if not asked.dry_run:
            identity(root)
        with _registry(root, asked.dry_run) as registry:
            merged = registry.people().aliases if registry else {}
            found = read(_named(root, results, asked.export), validated.library, today, merged)
            its = standing_of(root, validated.library)
            if registry is None or asked.dry_run:
                return _rehearse(its, registry, found, today, asked)
            if reason := registry.lost_end():
                hint = "`cedu registry restore FILE` brings a backup back, and `cedu explain CE752` tells what else there is to do"
                return Certified((*found.findings, Finding(Span(location(root)), reason, hint, "CE752")), refused=True)
            return _run(its, registry, found, today, now, asked)
    except UnsupportedRegistryError as error:
        return Certified((Finding(Span(location(root)), str(error), code="CE726"),), refused=True)
    except KeysError as error:
        return Certified((Finding(Span(error.path), str(error), code="CE750"),), refused=True)


def _named(root: Path, results: Sequence[Path], export: str) -> Iterator[ResultsFile]:
    """The files as findings call them: by their path from the root, where they lie below it."""
    for path in results:
        inside = path.resolve().is_relative_to(root.resolve())
        yield ResultsFile(path, path.resolve().relative_to(root.resolve()).as_posix() if inside else str(path), export)


@contextmanager
def _registry(root: Path, dry_run: bool) -> Iterator[Registry | None]:
    """The registry; in a dry run, only one that is there already."""
    if dry_run and not exists(root):
        yield None
        return
    with opened(root) as registry:
        yield registry


def _rehearse(its: Standing, registry: Registry | None, found: Results, today: date, asked: Asked) -> Certified:
    secret = private.number_secret(its.root, create=False)
    held = registry.held(test=asked.test) if registry else {}
    planner = Planner(its, secret, found.sha256, held, today, test=asked.test)
    candidates, findings = _split(found, registry.people() if registry else None)
    for done, outcomes in enumerate(rehearsed(planner, drawing_of(its), candidates), 1):
        asked.tell(outcomes)
        if asked.progress:
            asked.progress(done, len(candidates))
    return Certified(findings)


def _run(its: Standing, registry: Registry, found: Results, today: date, now: datetime, asked: Asked) -> Certified:
    # A test of the same results is another run.
    run = registry.begin_run(sha256(f"test {found.sha256}".encode()).hexdigest() if asked.test else found.sha256, its.source_commit, now)
    if run.behind and asked.today is None and (finding := set_back(now.date(), run.behind.date(), location(its.root))):
        registry.finish_run(run.id)
        return Certified((*found.findings, finding), refused=True)
    secret = private.number_secret(its.root)
    done = registry.issued_in(run.id)
    planner = Planner(its, secret, found.sha256, registry.held(test=asked.test), today, first=run.first_ordinal, done=done, test=asked.test)
    candidates, findings = _split(found, registry.people())
    files = Files(its.root, registry)
    stopped, interrupted, written = "stopped", False, 0
    try:
        with Behind(files) as behind:
            running = Running(registry, planner, lambda: _workshop(its, registry, secret, run, asked), run.id, behind.add)
            stopped, interrupted = _award(running, candidates, asked)
        written = behind.count + (0 if stopped else files.project(asked.progress))
    finally:
        # Where nothing was awarded, there is nothing to go on with.
        if not stopped or not registry.issued_in(run.id):
            registry.finish_run(run.id)
    return Certified(findings, resumed=run.resumed and bool(done), written=written, stopped=stopped, interrupted=interrupted)


def _award(running: Running, candidates: list[Candidate], asked: Asked) -> tuple[str, bool]:
    """Award what is earned; why that stopped before its end, and whether somebody wanted it to."""
    executor = asked.executor or Growing(_ALONE)
    try:
        for done, outcomes in enumerate(running.outcomes(candidates, executor), 1):
            asked.tell(outcomes)
            if asked.progress:
                asked.progress(done, len(candidates))
    except KeyboardInterrupt:
        return "interrupted", True
    except BrokenExecutor:
        return "a process that draws certificates was ended, perhaps for want of memory", False
    finally:
        if executor is not asked.executor:
            executor.shutdown(cancel_futures=True)
    return "", False


def _workshop(its: Standing, registry: Registry, secret: bytes, run: Run, asked: Asked) -> Workshop:
    return workshop_of(its, open_signers(its.root, asked.passphrase, registry.keys()), secret, run.issued_at)


def _split(found: Results, people: People | None) -> tuple[list[Candidate], tuple[Finding, ...]]:
    """The learners whose results count, and what is wrong: somebody who was erased is awarded nothing any more."""
    candidates = list(found.candidates.values())
    counted = [each for each in candidates if people is None or not people.is_erased(each.learner.id)]
    findings = found.findings
    if erased := len(candidates) - len(counted):
        message = f"{erased} of the learners were erased, and are awarded nothing any more"
        hint = "delete their results; somebody who comes back gets another learner id"
        findings += (Finding(Span(next(iter(found.hashes))), message, hint, "CE751", Severity.WARNING),)
    return counted, findings
