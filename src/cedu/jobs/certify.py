"""Certify: award each level whose requirements a learner meets, once, however often and however parallel it runs."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cedu.bundle import write_bytes
from cedu.credentials import private
from cedu.credentials.eligibility import Decision, Exam, Held, LevelKey, decide
from cedu.credentials.numbers import number
from cedu.credentials.registry import FILE, Award, Registry, UnsupportedRegistryError, opened
from cedu.credentials.results import MOST_BYTES, Result, read
from cedu.diagnostics import Finding, Span
from cedu.jobs.validate import Validated, validate
from cedu.model.certification import Certification, Level
from cedu.model.workspace import Workspace
from cedu.rendering.certificate_before import Certificate, Printer
from cedu.rendering.design import load
from cedu.source.load import read_entity

Progress = Callable[[int, int], None]
_STALE = 3600.0
CERTIFICATES = f"{private.FOLDER}/certificates"


class Outcome(NamedTuple):
    """What became of one learner and one level."""

    learner_id: str
    name: str
    certification: str
    level: str
    decision: Decision


class Certified(NamedTuple):
    """What a run found and did. `written` are the certificates' paths from the root; `refused` says that nothing was even tried."""

    validated: Validated
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...] = ()
    written: tuple[str, ...] = ()
    refused: bool = False


@dataclass(frozen=True, slots=True)
class _Learner:
    """A learner's results, and who they are by the latest of them."""

    id: str
    results: tuple[Result, ...]

    @property
    def latest(self) -> Result:
        return max(self.results, key=lambda result: (result.completed_on, result.line))


def certify(root: Path, results: Path, *, today: date | None = None, dry_run: bool = False, progress: Progress | None = None) -> Certified:
    """Award what the results in a file (see `credentials.results`) earn; a dry run says what would be done, and writes nothing.

    Raises OSError where the results can't be read or something can't be written.
    """
    today = today or date.today()
    validated = validate(root, today=today)
    if validated.errors:
        return Certified(validated, validated.findings, refused=True)
    if reason := private.exposed(root):
        finding = Finding(Span("cedu.yaml"), f"nothing personal can be kept here: {reason}", code="CE725")
        return Certified(validated, (finding,), refused=True)
    design, findings = load(root)
    if design is None:
        return Certified(validated, tuple(findings), refused=True)
    shown = results.resolve().relative_to(root.resolve()).as_posix() if results.resolve().is_relative_to(root.resolve()) else str(results)
    with results.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    rows, faults = read(shown, content, _known(validated), today)
    learners = _by_learner(rows)
    from cedu.rendering.templates import environment

    workspace = validated.library.workspace
    printer = Printer(design, environment(root), (workspace.organization.language,))
    try:
        with _registry(root, dry_run) as registry:
            run = _Run(root, validated, registry, printer, sha256(content).hexdigest(), dry_run)
            outcomes: list[Outcome] = []
            for done, learner in enumerate(learners, 1):
                outcomes += run.learner(learner)
                if progress:
                    progress(done, len(learners))
            written = tuple(_project(root, registry)) if registry and not dry_run else ()
    except UnsupportedRegistryError as error:
        finding = Finding(Span(f"{private.FOLDER}/{FILE}"), str(error), code="CE726")
        return Certified(validated, (*faults, finding), refused=True)
    return Certified(validated, faults, tuple(outcomes), written)


class _Run:
    """One run over the learners of one file."""

    def __init__(
        self, root: Path, validated: Validated, registry: Registry | None, printer: Printer, results_sha256: str, dry_run: bool
    ) -> None:
        self._root = root
        self._workspace = validated.library.workspace
        self._registry = registry
        self._printer = printer
        self._sha256 = results_sha256
        self._dry_run = dry_run
        self._secret = private.number_secret(root, create=not dry_run)
        outlines = validated.library.of("certification")
        entities = [read_entity(root, outline.path, "certification") for outline in outlines if outline.status == "active"]
        self._certifications = [entity for entity in entities if isinstance(entity, Certification)]
        self._levels: dict[LevelKey, tuple[Certification, Level]] = {
            (certification.id, level.id): (certification, level) for certification in self._certifications for level in certification.levels
        }
        self._exams = {outline.id: Exam(outline.passing_score, outline.stakes) for outline in validated.library.of("assessment")}
        self._held: Mapping[LevelKey, Mapping[str, Held]] = {key: self._holders(key) for key in self._levels}

    def _lasting(self, key: LevelKey) -> tuple[str, str]:
        certification, level = self._levels[key]
        return certification.lasting_id, level.lasting_id

    def _holders(self, key: LevelKey) -> dict[str, Held]:
        return self._registry.held(*self._lasting(key)) if self._registry else {}

    def learner(self, learner: _Learner) -> Iterator[Outcome]:
        """Decide, draw and keep whatever one learner has earned."""
        held = {key: holders[learner.id] for key, holders in self._held.items() if learner.id in holders}
        refused: dict[LevelKey, str] = {}
        while True:
            decisions = decide(self._certifications, self._exams, learner.results, held, refused)
            drawn = {decision.key: self._draw(learner, decision) for decision in decisions if decision.state == "awarded"}
            problems = {key: pdf for key, (_, pdf) in drawn.items() if isinstance(pdf, str)}
            if not problems:
                break
            refused |= problems  # a level that builds on one that can't be printed isn't earned either
        for decision in decisions:
            certification, level = self._levels[decision.key]
            if decision.key in drawn:
                award, pdf = drawn[decision.key]
                if isinstance(pdf, bytes):
                    decision = self._keep(decision, award, pdf)
            yield Outcome(learner.id, learner.latest.name, certification.title, level.title, decision)

    def _draw(self, learner: _Learner, decision: Decision) -> tuple[Award, bytes | str]:
        """The award, and its certificate, or why it can't be drawn."""
        certification, level = self._levels[decision.key]
        lasting = self._lasting(decision.key)
        awarded_on = decision.awarded_on or date.min
        issuer = self._workspace.issuer
        key = (self._workspace.namespace, learner.id, *lasting, 1)
        taken = self._registry.is_taken if self._registry else lambda _: False
        award = Award(
            number=number(self._secret, issuer.number_prefix if issuer else "CERT", awarded_on.year, key, taken),
            learner_id=learner.id,
            name=learner.latest.name,
            email=learner.latest.email,
            language=learner.latest.language or self._workspace.organization.language,
            certification=lasting[0],
            level=lasting[1],
            cycle=1,
            certification_version=certification.version,
            awarded_on=awarded_on,
            valid_until=decision.valid_until,
            results_sha256=self._sha256,
        )
        return award, self._printer.draw(_certificate(self._root, self._workspace, certification, level, award))

    def _keep(self, decision: Decision, award: Award, pdf: bytes) -> Decision:
        """Keep an award; where another process was faster, the learner holds it already."""
        if self._dry_run or self._registry is None:
            return decision
        if self._registry.add(award, pdf):
            return replace(decision, number=award.number)
        held = self._holders(decision.key).get(award.learner_id)
        if held is None:
            raise RuntimeError(f"the registry neither takes nor has award {award.number}")
        return Decision(decision.key, "held", awarded_on=held.awarded_on, valid_until=held.valid_until, number=held.number)


def _certificate(root: Path, workspace: Workspace, certification: Certification, level: Level, award: Award) -> Certificate:
    organization, issuer = workspace.organization, workspace.issuer
    logo = organization.logo or ""
    return Certificate(
        name=award.name,
        level=level.title,
        certification=certification.title,
        achievement=level.achievement,
        number=award.number,
        awarded_on=award.awarded_on,
        valid_until=award.valid_until,
        language=award.language,
        organization=organization.name,
        issuer=issuer.name if issuer else organization.name,
        signatory=issuer.signatory if issuer else "",
        signatory_role=issuer.signatory_role if issuer else "",
        url=(issuer.url if issuer else None) or "",
        logo=str(root / logo) if logo.lower().endswith((".png", ".jpg", ".jpeg")) else "",
    )


@contextmanager
def _registry(root: Path, dry_run: bool) -> Iterator[Registry | None]:
    """The registry; in a dry run, only one that is there already."""
    path = root / private.FOLDER / FILE
    if dry_run and not path.exists():
        yield None
        return
    private.folder(root)
    with opened(path) as registry:
        yield registry


def _project(root: Path, registry: Registry) -> Iterator[str]:
    """Write the file of each certificate that has none, or not all of it: files are copies of what the registry holds."""
    folder = root / CERTIFICATES
    folder.mkdir(mode=0o700, exist_ok=True)
    for torn in folder.glob(".*.tmp"):  # of a run that was killed; a young one may be of a run that goes on
        if time.time() - torn.stat().st_mtime > _STALE:
            torn.unlink(missing_ok=True)
    for name, size in registry.certificates():
        path = folder / f"{name}.pdf"
        if not path.is_file() or path.stat().st_size != size:
            write_bytes(path, registry.pdf(name))
            yield f"{CERTIFICATES}/{name}.pdf"


def _known(validated: Validated) -> dict[tuple[str, str], str]:
    """The id that a course or an assessment has today, by any that it ever had: LMSs report the first."""
    known: dict[tuple[str, str], str] = {}
    for (kind, id), outline in validated.library.outlines.items():
        for former in outline.formerly:
            known.setdefault((kind, former), id)
    return known | {key: key[1] for key in validated.library.outlines}


def _by_learner(rows: Sequence[Result]) -> list[_Learner]:
    by_id: dict[str, list[Result]] = {}
    for row in rows:
        by_id.setdefault(row.learner_id, []).append(row)
    return [_Learner(id, tuple(results)) for id, results in by_id.items()]
