"""Outcomes for people and for programs: which requirement is met by what, and what is missing."""

from collections.abc import Iterator
from typing import Any

from cedu.credentials.decision import Checked, Decision, Evidence
from cedu.jobs.certify.running import Outcome


def why(decision: Decision) -> Iterator[str]:
    """What a decision stands on: what refuses it, and a line for each requirement."""
    lacking = tuple(decision.why.lacking()) if decision.why else ()
    yield from (reason for reason in decision.reasons if reason not in lacking)
    if decision.why:
        for leaf in decision.why.leaves(met=True):
            if leaf.by:
                yield f"met: {leaf.kind} `{leaf.id}`, by {_evidence(leaf.by)}"
    yield from (f"missing: {one}" for one in lacking)


def _evidence(by: Evidence) -> str:
    if by.number or not by.file:
        return f"award {by.number} of {by.on}" if by.number else f"an award of this run, of {by.on}"
    score = f", {by.score:g} %" if by.score is not None else ""
    assessor = f", {by.assessor}" if by.assessor else ""
    exempt = f", exempt: {by.exemption}" if by.exemption else ""
    return f"{by.file}:{by.line} of {by.on}{score}{assessor}{exempt}"


def document(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON has it."""
    decision = outcome.decision
    return {
        "learner_id": outcome.learner_id,
        "name": outcome.name,
        "certification": decision.key[0],
        "level": decision.key[1],
        "title": outcome.title,
        "state": decision.state,
        "imported": outcome.imported,
        "cycle": decision.cycle,
        "awarded_on": _day(decision.awarded_on),
        "valid_until": _day(decision.valid_until),
        "number": decision.number or None,
        "reasons": list(decision.reasons),
        "requirements": _checked(decision.why) if decision.why else None,
    }


def _checked(checked: Checked) -> dict[str, Any]:
    its: dict[str, Any] = {"kind": checked.kind, "met": checked.met_on is not None}
    if checked.parts:
        return {**its, "needed": checked.needed, "parts": [_checked(part) for part in checked.parts]}
    by = {name: _plain(value) for name, value in checked.by._asdict().items() if value not in ("", 0, None)} if checked.by else None
    return {
        **its,
        "id": checked.id,
        "title": checked.title,
        "least_score": checked.least_score,
        "by": by,
        "missing": checked.missing or None,
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float) else str(value)


def _day(day: Any) -> str | None:
    return str(day) if day else None
