"""What puts an end to awards: revoking them, erasing a person, and finding that two learners are one."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cedu.jobs.certify.files import Files
from cedu.jobs.credential import CredentialError, found, registry_of


def revoke(root: Path, number: str, reason: str, now: datetime) -> str:
    """Revoke an award for good, and take its files away; its number as it is printed. Raises CredentialError."""
    if not reason.strip():
        raise CredentialError("say why: the holder has a right to know")
    with registry_of(root) as registry:
        its = found(registry, number).award.number
        if not registry.revoke(its, reason, now):
            raise CredentialError(f"{its} is revoked already")
        Files(root, registry).remove((its,))
    return its


def erase(root: Path, learner_id: str, now: datetime) -> tuple[str, ...]:
    """Erase a person: what is left of each of their awards is its number, its hash, and that it is revoked. Raises CredentialError."""
    with registry_of(root) as registry:
        try:
            numbers = registry.erase(learner_id, now)
        except LookupError:
            raise CredentialError(f"there is no learner `{learner_id}`, or they were erased already") from None
        Files(root, registry).remove(numbers)
    return numbers


class Merged(NamedTuple):
    """How many awards the id that is given up had, and the numbers of those that are revoked as duplicates."""

    awards: int
    duplicates: tuple[str, ...]


def merge(root: Path, from_id: str, into_id: str, now: datetime) -> Merged:
    """Make two learner ids one person, who goes on as `into_id`.

    Raises RegistryError where they can't be one.
    """
    with registry_of(root) as registry:
        awards = sum(1 for _ in registry.awards(learner_id=from_id, test=None))
        duplicates = registry.merge(from_id, into_id, now)
        Files(root, registry).remove(duplicates)
    return Merged(awards, duplicates)
