"""Certify: award each level whose requirements a learner meets, once, however often and however parallel it runs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from cedu.credentials import did, private
from cedu.credentials.holders import read_holders
from cedu.credentials.keys import KeysError
from cedu.credentials.registry import People, Registry, UnsupportedRegistryError, exists, opened, place
from cedu.credentials.results import ResultsFile, read
from cedu.credentials.results.values import Candidate
from cedu.diagnostics import Finding, Severity, Span
from cedu.jobs.certify.asked import Asked, Certified
from cedu.jobs.certify.carrying_out import Office, Work
from cedu.jobs.certify.files import FOLDER
from cedu.jobs.certify.holders import HoldersPlanner
from cedu.jobs.certify.lookalikes import look_alikes
from cedu.jobs.certify.planning import Planner, Registered
from cedu.jobs.certify.running import Outcome
from cedu.jobs.certify.standing import standing_of
from cedu.jobs.issuer import identity
from cedu.jobs.parallel import without_garbage_collection
from cedu.jobs.validate import validate
from cedu.model.workspace import Issuer

__all__ = ["FOLDER", "Asked", "Certified", "Outcome", "certify"]


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
        return _refused(Finding(Span("cedu.yaml"), f"nothing personal can be kept here: {reason}", code="CE725"))
    try:
        if not asked.dry_run:
            identity(root)
        with _registry(root, asked.dry_run) as registry:
            if registry and not asked.dry_run and (reason := registry.lost_end()):
                hint = "`cedu registry restore FILE` brings a backup back, and `cedu explain CE752` tells what else there is to do"
                return _refused(Finding(Span(place()), reason, hint, "CE752"))
            office = Office(standing_of(root, validated.library), registry, today, now, asked)
            people = registry.people() if registry else None
            certified = _all(office, results, people)
            address = _address(validated.library.workspace.issuer) if certified.written and not asked.test else ()
            return certified._replace(findings=(*address, *certified.findings))
    except UnsupportedRegistryError as error:
        return _refused(Finding(Span(place()), str(error), code="CE726"))
    except KeysError as error:
        return _refused(Finding(Span(error.path), str(error), code="CE750"))


def _address(issuer: Issuer | None) -> Iterator[Finding]:
    """What is wrong about the address that certificates carry."""
    if issuer is None or not issuer.url or not did.is_for_examples(issuer.url):
        return
    message = f"`{issuer.url}` is an address for examples, so nobody else can ever verify what is awarded"
    hint = "set one of your own before a certificate goes out, for each carries it for good; to try things out, award with `--test`"
    yield Finding(issuer.origin.span("url"), message, hint, "CE753", Severity.WARNING)


def _refused(finding: Finding) -> Certified:
    return Certified((finding,), refused=True)


@contextmanager
def _registry(root: Path, dry_run: bool) -> Iterator[Registry | None]:
    """The registry; in a dry run, only one that is there already."""
    if dry_run and not exists(root):
        yield None
        return
    with opened(root) as registry:
        yield registry


def _all(office: Office, results: Sequence[Path], people: People | None) -> Certified:
    """Holders from before first: what they hold counts for what results earn."""
    findings: tuple[Finding, ...] = ()
    done = Certified(())
    for one in (_holders, _results):
        found, work = one(office, results, people)
        findings += found
        if work is None:
            continue
        its = office.carry_out(work)
        findings += its.findings
        done = its._replace(written=done.written + its.written, resumed=done.resumed or its.resumed)
        if its.refused or its.stopped:
            break
    return done._replace(findings=findings)


def _holders(office: Office, _: Sequence[Path], people: People | None) -> tuple[tuple[Finding, ...], Work | None]:
    """What other services awarded."""
    its, asked = office.standing, office.asked
    if not asked.holders:
        return (), None
    found = read_holders(_named(its.root, asked.holders, asked.export), its.library, office.today, people.aliases if people else {})
    learners = {holder.learner.id: Candidate.of(holder.learner) for holder in found.holders}
    candidates, findings = _split(list(learners.values()), people, next(iter(found.hashes)))

    def planner(secret: bytes, registered: Registered) -> Planner:
        return HoldersPlanner(its, secret, found.sha256, registered, office.today, holders=found.holders, test=asked.test)

    return (*found.findings, *findings), Work(found.sha256, planner, candidates)


def _results(office: Office, results: Sequence[Path], people: People | None) -> tuple[tuple[Finding, ...], Work | None]:
    """What results earn."""
    its, asked = office.standing, office.asked
    if not results:
        return (), None
    with without_garbage_collection():
        found = read(_named(its.root, results, asked.export), its.library, office.today, people.aliases if people else {})
    candidates, findings = _split(list(found.candidates.values()), people, next(iter(found.hashes)))
    sha256 = found.sha256  # and not all that was found, which would be kept until the end

    def planner(secret: bytes, registered: Registered) -> Planner:
        return Planner(its, secret, sha256, registered, office.today, test=asked.test)

    return (*found.findings, *findings), Work(sha256, planner, candidates)


def _named(root: Path, files: Sequence[Path], export: str) -> Iterator[ResultsFile]:
    """The files as findings call them: by their path from the root, where they lie below it."""
    for path in files:
        inside = path.resolve().is_relative_to(root.resolve())
        yield ResultsFile(path, path.resolve().relative_to(root.resolve()).as_posix() if inside else str(path), export)


def _split(candidates: list[Candidate], people: People | None, file: str) -> tuple[list[Candidate], tuple[Finding, ...]]:
    """The learners who count, and what is wrong: somebody who was erased is awarded nothing any more."""
    counted = [each for each in candidates if people is None or not people.is_erased(each.id)]
    findings = tuple(look_alikes(counted, people.ids if people else (), file))
    erased = len(candidates) - len(counted)
    if not erased:
        return counted, findings
    message = f"of the learners, {erased} {'was' if erased == 1 else 'were'} erased: nothing is awarded to whoever was"
    hint = "delete their results; somebody who comes back gets another learner id"
    return counted, (*findings, Finding(Span(file), message, hint, "CE751", Severity.WARNING))
