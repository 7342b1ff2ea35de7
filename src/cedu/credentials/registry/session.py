"""What all parts of the registry work with: the database, and the secrets that digests and pseudonyms are made with."""

import hmac
from dataclasses import dataclass, field
from hashlib import sha256

from cedu.credentials import private, status_index
from cedu.credentials.registry.engines import Database
from cedu.credentials.registry.rows import Row, canonical
from cedu.credentials.registry.values import ERASED, pseudonym

# What an erasure takes from a credential, so that no digest of it may be needed later on.
_ERASABLE = frozenset({"name", "document", "jwt", "page"})


@dataclass(frozen=True, slots=True)
class Session:
    """An open registry: `key` makes pseudonyms and digests, `places` the places in status lists."""

    database: Database
    key: bytes = field(repr=False)
    places: bytes = field(repr=False)

    def award_digest(self, row: Row, *, erased: bool = False) -> str:
        """What an event says of an award's row.

        It needs the secret, so that nobody can find out a score by trying all that there are; and it stays the same when a learner's id
        gives way to its pseudonym.
        """
        who = row["learner_id"] if erased else pseudonym(self.key, row["learner_id"])
        return self._digest({**row, "learner_id": who})

    def credential_digest(self, row: Row) -> str:
        """What an event says of a credential's row: all that an erasure leaves of it."""
        return self._digest({name: value for name, value in row.items() if name not in _ERASABLE})

    def holder_digest(self, name: str, page: bytes) -> str:
        """What an event says of whom a credential names. Without the page, which an erasure takes, no name can be tried."""
        return self._digest({"name": name, "page": sha256(page).hexdigest()})

    def alias_digest(self, *ids: str) -> str:
        """What an event says of an id that stands for another: of the one alone, or of the two. Erased ones are pseudonyms already."""
        return self._digest({"ids": [id if id.startswith(ERASED) else pseudonym(self.key, id) for id in ids]})

    def _digest(self, row: Row) -> str:
        return hmac.digest(self.key, canonical(row), "sha256").hex()


def session(database: Database, secret: bytes) -> Session:
    """The session of a database; `secret` is the one that numbers are made with."""
    return Session(database, private.derived(secret, "registry"), private.derived(secret, status_index.LABEL))
