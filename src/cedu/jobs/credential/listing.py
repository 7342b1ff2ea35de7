"""What was awarded: a list of it, and all that is known of one award."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cedu.credentials.award import Credential
from cedu.credentials.registry import Event, Kept, exists, opened
from cedu.credentials.times import shown as written
from cedu.jobs.certify.files import ENDINGS, FOLDER
from cedu.jobs.credential import State, found, registry_of, state


class Wanted(NamedTuple):
    """Which awards somebody wants to see; empty values leave it open. `since` is a day of award."""

    learner_id: str = ""
    certification: str = ""
    level: str = ""
    state: str = ""
    since: date | None = None
    test: bool | None = False


class Listed(NamedTuple):
    """An award, and whether it is in force."""

    kept: Kept
    state: State


class Shown(NamedTuple):
    """All that is known of an award: every version of its credential, what was done to it, and the files that are there."""

    kept: Kept
    state: State
    versions: tuple[Credential, ...]
    events: tuple[Event, ...]
    files: tuple[str, ...]


def listed(root: Path, wanted: Wanted, today: date) -> Iterator[Listed]:
    """The awards that are wanted, by number."""
    if not exists(root):
        return
    with opened(root) as registry:
        learner_id, certification, level = wanted[:3]
        for kept in registry.awards(learner_id=learner_id, certification=certification, level=level, test=wanted.test):
            its = state(kept, today)
            if wanted.state in ("", its) and (wanted.since is None or kept.award.awarded_on >= wanted.since):
                yield Listed(kept, its)


def shown(root: Path, number: str, today: date) -> Shown:
    """One award. Raises CredentialError where there is none."""
    with registry_of(root) as registry:
        kept = found(registry, number)
        its = kept.award.number
        files = tuple(path for ending in ENDINGS if (root / (path := f"{FOLDER}/{its}{ending}")).is_file())
        return Shown(kept, state(kept, today), registry.credentials(its), tuple(registry.events(its)), files)


def listed_document(listed: Listed) -> dict[str, Any]:
    """An award as JSON has it."""
    (learner, award, versions, revoked_at, reason, duplicate_of, _), its = listed
    return {
        "number": award.number,
        "state": its,
        "learner_id": learner.id,
        "name": learner.name,
        "email": learner.email,
        "language": learner.language,
        "listed": learner.listed,
        "certification": award.certification,
        "level": award.level,
        "cycle": award.cycle,
        "awarded_on": str(award.awarded_on),
        "valid_until": str(award.valid_until) if award.valid_until else None,
        "basis": award.basis,
        "test": award.test,
        "versions": versions,
        "revoked_at": written(revoked_at) if revoked_at else None,
        "reason": reason or None,
        "duplicate_of": duplicate_of or None,
    }


def shown_document(shown: Shown) -> dict[str, Any]:
    """All of an award as JSON has it."""
    award = shown.kept.award
    return {
        **listed_document(Listed(shown.kept, shown.state)),
        "former_number": award.former_number or None,
        "certification_version": award.certification_version,
        "source_commit": award.source_commit or None,
        "results_sha256": award.results_sha256 or None,
        "assessments": dict(award.assessments),
        "scores": [{"assessment": score.assessment, "percent": score.percent, "on": str(score.on)} for score in award.scores],
        "exemptions": list(award.exemptions),
        "credentials": [_version(credential) for credential in shown.versions],
        "events": [{"at": event.at, "kind": event.kind, "version": event.version, "hash": event.hash} for event in shown.events],
        "files": list(shown.files),
    }


def _version(credential: Credential) -> dict[str, Any]:
    return {
        "version": credential.version,
        "issued_at": written(credential.issued_at),
        "name": credential.name,
        "language": credential.language,
        "status_list": credential.status_list,
        "status_index": credential.status_index,
        "keys": list(credential.keys),
        "pdf_sha256": credential.pdf_sha256,
    }
