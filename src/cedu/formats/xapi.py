"""xAPI statements, as far as readers of them agree: Experience API 1.0.3, Data, 2.4."""

from datetime import UTC, datetime
from typing import Any

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
_MOST = 1e12


def at(value: Any, *steps: str) -> Any:
    """What lies behind these keys, if anything."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def text(value: Any, *steps: str) -> str:
    """The text behind these keys; empty where there is none."""
    found = at(value, *steps)
    return found if isinstance(found, str) else ""


def number(value: Any, *steps: str) -> float | None:
    """The number behind these keys; None where there is none, or none that anybody means."""
    found = at(value, *steps)
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) and abs(found) < _MOST else None


def time(statement: Any) -> datetime | None:
    """When it was, by the statement's `timestamp` (2.4.7); None where that isn't said."""
    try:
        found = datetime.fromisoformat(text(statement, "timestamp"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
