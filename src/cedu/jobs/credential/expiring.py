"""Who has to renew: levels that end soon or have ended, and were not renewed."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from cedu.credentials.days import add_months
from cedu.credentials.registry import Kept, exists, opened
from cedu.jobs.credential.levels import levels
from cedu.model.certification import Level


class Due(NamedTuple):
    """An award that ends, the level's titles, and since when its holder may renew it (None: it can't be renewed any more)."""

    kept: Kept
    title: str
    opens: date | None


def expiring(root: Path, today: date, *, ahead: int, behind: int) -> Iterator[Due]:
    """The awards that end within so many days, or have ended within so many, the first to end first.

    Who has renewed, was revoked or erased is not among them.
    """
    if not exists(root):
        return
    known = levels(root)
    with opened(root) as registry:
        latest = {held.number for held in registry.held().values()}
        due = [
            kept
            for kept in registry.awards(valid_until=today + timedelta(days=ahead), test=False)
            if kept.award.number in latest and not kept.revoked_at and not kept.erased and _ended(kept) >= today - timedelta(days=behind)
        ]
    for kept in sorted(due, key=lambda kept: (_ended(kept), kept.learner.name, kept.award.number)):
        key = (kept.award.certification, kept.award.level)
        certification, level = known.get(key, (None, None))
        title = f"{certification.title}: {level.title}" if certification and level else f"{key[0]}: {key[1]}"
        is_earned = certification is not None and certification.status == "active"
        yield Due(kept, title, _opens(_ended(kept), level) if level and is_earned else None)


def _ended(kept: Kept) -> date:
    return kept.award.valid_until or date.max


def _opens(until: date, level: Level) -> date:
    return add_months(until, -level.renewal_months) if level.renewal_months else until + timedelta(days=1)


def document(due: Due, today: date) -> dict[str, Any]:
    """An award that ends as JSON has it."""
    learner, award = due.kept.learner, due.kept.award
    return {
        "learner_id": learner.id,
        "name": learner.name,
        "email": learner.email,
        "certification": award.certification,
        "level": award.level,
        "title": due.title,
        "number": award.number,
        "valid_until": str(award.valid_until),
        "expired": bool(award.valid_until and award.valid_until < today),
        "renewal_opens_on": str(due.opens) if due.opens else None,
        "due": bool(due.opens and due.opens <= today),
    }
