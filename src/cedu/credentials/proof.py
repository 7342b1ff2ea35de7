"""What a proof says once it is verified, whichever kind it is."""

from datetime import datetime
from typing import Any, NamedTuple


class Verified(NamedTuple):
    """A genuine document, without its proof: the id of the key that signed it, and since when it is valid (UTC)."""

    document: dict[str, Any]
    key: str
    valid_from: datetime
