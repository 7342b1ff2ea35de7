"""New credentials for awards that there are: with what was wrong put right, signed with another key, or for the next cycle."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cedu.credentials import private
from cedu.credentials.award import Award, Credential, Learner
from cedu.credentials.days import add_months
from cedu.credentials.keys import open_signers
from cedu.credentials.registry import Issued, Kept, Registry, Run
from cedu.jobs.certify.files import Files
from cedu.jobs.certify.planning import Order, numbered
from cedu.jobs.certify.standing import Standing, standing_of
from cedu.jobs.certify.workshop import Workshop, workshop_of
from cedu.jobs.credential import CredentialError, found, registry_of
from cedu.jobs.issuer import identity
from cedu.jobs.validate import validate
from cedu.model.certification import Certification, Level

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was wrong about a holder, and is right now; None where nothing was."""

    name: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class _Maker:
    """What makes credentials by hand."""

    registry: Registry
    standing: Standing
    workshop: Workshop
    run: Run

    def keep(self, order: Order, how: Callable[[Credential], Issued]) -> bool:
        """Make a credential, and keep it; False where another process was faster."""
        for content in self.workshop.assets(order):
            self.registry.put_asset(content)
        while True:
            made = self.workshop.make(order._replace(ordinal=self.registry.next_ordinal()))
            if isinstance(made, str):
                raise CredentialError(f"the certificate of {order.award.number} can't be drawn: {made}")
            issued = how(made)
            if issued == "number taken":
                raise CredentialError(f"another certificate has the number {order.award.number}")
            if issued != "index taken":
                return issued == "issued"


def reissue(root: Path, number: str, correction: Correction, passphrase: Callable[[], str], now: datetime) -> str:
    """Issue the next version of an award's credential, with what was wrong put right; the number, which stays.

    Raises CredentialError, KeysError and RegistryError.
    """
    its = _standing(root)
    with registry_of(root) as registry:
        kept = found(registry, number)
        said = {name: value for name in ("name", "email") if (value := getattr(correction, name)) is not None}
        run = _run(registry, its, f"reissue {kept.award.number} {kept.versions} {sorted(said.items())}", now)
        maker = _Maker(registry, its, _workshop(its, registry, run, passphrase), run)
        _reissued(maker, kept, replace(kept.learner, **said))
        _finish(root, registry, run)
    return kept.award.number


class Reissued(NamedTuple):
    """The numbers of what was issued anew, and why the rest was not."""

    numbers: tuple[str, ...]
    problems: tuple[str, ...] = ()


def reissue_compromised(root: Path, passphrase: Callable[[], str], now: datetime, progress: Progress | None = None) -> Reissued:
    """Issue anew whatever a compromised key has signed; the numbers stay. Stopped anywhere, it can be done again."""
    its = _standing(root)
    with registry_of(root) as registry:
        names = sorted(key.public_key for key in registry.issuer_keys() if key.state == "compromised")
        wanted = {kept.award.number: kept for name in names for kept in registry.awards(key=name)}
        left = [kept for _, kept in sorted(wanted.items()) if not kept.revoked_at and not kept.erased]
        if not left:
            return Reissued(())
        run = _run(registry, its, f"compromised {names}", now)
        maker = _Maker(registry, its, _workshop(its, registry, run, passphrase), run)
        problems: dict[str, str] = {}
        for done, kept in enumerate(left, 1):
            try:
                _reissued(maker, kept, kept.learner)
            except CredentialError as error:
                problems[kept.award.number] = f"{kept.award.number}: {error}"
            if progress:
                progress(done, len(left))
        _finish(root, registry, run)
    return Reissued(tuple(kept.award.number for kept in left if kept.award.number not in problems), tuple(problems.values()))


def renew(root: Path, number: str, reason: str, passphrase: Callable[[], str], today: date, now: datetime) -> str:
    """Award the next cycle of a level by hand, for a `reason`; the new number. Raises CredentialError, KeysError and RegistryError."""
    if not reason.strip():
        raise CredentialError("say why: what a holder need not do is an exemption, and stands in the award")
    its = _standing(root)
    with registry_of(root) as registry:
        kept = found(registry, number)
        award = _next_cycle(its, registry, kept, reason.strip(), today)
        run = _run(registry, its, f"renew {kept.award.number} {today} {reason}", now)
        maker = _Maker(registry, its, _workshop(its, registry, run, passphrase), run)
        learner = kept.learner
        award = numbered(its, private.number_secret(root), award, registry.is_taken)
        if not maker.keep(Order(learner, award, 0), lambda made: registry.issue(learner, award, made, run.id)):
            raise CredentialError(f"{kept.award.number} is renewed already, by {registry.number_of(award)}")
        _finish(root, registry, run)
    return award.number


def _next_cycle(its: Standing, registry: Registry, kept: Kept, reason: str, today: date) -> Award:
    before = kept.award
    held = registry.held(test=before.test).get((kept.learner.id, before.certification, before.level))
    if kept.erased:
        raise CredentialError(f"{before.number} was erased with its holder, so it can't be renewed")
    if held is None or held.number != before.number:
        raise CredentialError(f"{before.number} is renewed already, by {held.number if held else 'another'}")
    if before.valid_until is None and not kept.revoked_at:
        raise CredentialError(f"{before.number} is valid for good, so there is nothing to renew")
    certification, level = _level(its, before)
    # Who renews in time loses none of what was left; of what was revoked, nothing is left.
    since = max(today, before.valid_until) if before.valid_until and not kept.revoked_at else today
    until = add_months(since, level.validity_months) if level.validity_months else None
    return replace(
        before,
        number="",
        cycle=before.cycle + 1,
        awarded_on=today,
        valid_until=until,
        certification_version=certification.version,
        source_commit=its.source_commit,
        assessments={},
        results_sha256="",
        scores=(),
        exemptions=(reason,),
        basis="earned",
    )


def _reissued(maker: _Maker, kept: Kept, learner: Learner) -> None:
    _level(maker.standing, kept.award)
    order = Order(learner, kept.award, 0, kept.versions + 1)
    if not maker.keep(order, lambda made: maker.registry.add_version(made, maker.run.id, learner.email)):
        raise CredentialError(f"{kept.award.number} has been issued anew by somebody else meanwhile: `cedu credential show` tells")


def _standing(root: Path) -> Standing:
    """The workspace, with certifications that are retired: what was awarded goes on."""
    identity(root)
    if reason := private.exposed(root):
        raise CredentialError(f"nothing personal can be kept here: {reason}")
    validated = validate(root)
    if validated.errors:
        raise CredentialError(f"the workspace has {validated.errors} errors: `cedu validate` says where")
    return standing_of(root, validated.library, every=True)


def _level(its: Standing, award: Award) -> tuple[Certification, Level]:
    key = next((key for key, lasting in its.lasting.items() if lasting == (award.certification, award.level)), None)
    if key is None:
        name = f"{award.certification}.{award.level}"
        raise CredentialError(f"there is no level `{name}` in this workspace any more: go back to a commit that has it")
    return its.levels[key]


def _run(registry: Registry, its: Standing, what: str, now: datetime) -> Run:
    """A run of its own; the same thing, begun and not finished, goes on with its time."""
    return registry.begin_run(sha256(what.encode()).hexdigest(), its.source_commit, now)


def _workshop(its: Standing, registry: Registry, run: Run, passphrase: Callable[[], str]) -> Workshop:
    return workshop_of(its, open_signers(its.root, passphrase, registry.issuer_keys()), private.number_secret(its.root), run.issued_at)


def _finish(root: Path, registry: Registry, run: Run) -> None:
    Files(root, registry).project()
    registry.finish_run(run.id)
