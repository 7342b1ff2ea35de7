"""Days: calendar months before and after one, and a clock that was set back."""

from datetime import date
from functools import lru_cache

from cedu.diagnostics import Finding, Span

_MONTHS = 12


@lru_cache(4096)
def add_months(day: date, months: int) -> date:
    """The same day so many calendar months later (earlier where negative), or the last of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    if not date.min.year <= day.year + years <= date.max.year:
        return date.min if months < 0 else date.max
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    return date(day.year + years, month + 1, day.day)


def set_back(today: date, last_run: date, registry: str) -> Finding | None:
    """What is wrong where `today` lies before the day of the last run that `registry` (its path) knows of."""
    if today >= last_run:
        return None
    message = f"today is {today}, but the registry's last run was on {last_run}"
    return Finding(Span(registry), message, "set this machine's clock, or say `--today`; awards keep the days of their results", "CE728")
