"""Times as documents and the registry write them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

# How far two clocks may be apart.
SKEW = timedelta(minutes=5)
# XML Schema's dateTimeStamp: a date, a time and a zone (Verifiable Credentials Data Model 2.0, 4.9).
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def shown(time: datetime) -> str:
    """A time as it is written: in UTC, to the second."""
    return time.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def moment(text: Any) -> datetime | None:
    """The time, in UTC, that `text` says; None where it is no time with a zone."""
    match = _TIME.fullmatch(text) if isinstance(text, str) else None
    try:
        return datetime.fromisoformat(match[1] + match[2].replace("Z", "+00:00")).astimezone(UTC) if match else None
    except (ValueError, OverflowError):
        return None
