"""The registry as its users see it: what goes in, and what can be asked."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from cedu.credentials.award import Award, Credential, Learner
from cedu.credentials.decision import Held
from cedu.credentials.registry.values import Counts, Event, Head, Issued, IssuerKey, Kept, People, Printed, Run


class Registry:
    """An open registry, for one thread. What changes it is one transaction each, durable when the method returns."""

    def begin_run(self, results_sha256: str, source_commit: str, at: datetime) -> Run:
        """Begin a run, or take up again the one of the same results and commit that was not finished."""
        raise NotImplementedError

    def finish_run(self, run: int) -> None:
        """Say that a run is done: the same results make a new one from now on."""
        raise NotImplementedError

    def issued_in(self, run: int) -> frozenset[str]:
        """The numbers of the awards that a run has issued so far."""
        raise NotImplementedError

    def people(self) -> People:
        """Which ids are one person, and who was erased."""
        raise NotImplementedError

    def held(self, *, test: bool = False) -> Mapping[tuple[str, str, str], Held]:
        """The award of the latest cycle, by person, certification and level (lasting ids)."""
        raise NotImplementedError

    def is_taken(self, number: str) -> bool:
        """Is there an award with this number?"""
        raise NotImplementedError

    def number_of(self, award: Award) -> str:
        """The number of the award that makes `award` impossible: the same person's, level's and cycle's; empty where there is none."""
        raise NotImplementedError

    def next_ordinal(self) -> int:
        """The ordinal after all that were ever used (see `credentials.status_index`)."""
        raise NotImplementedError

    def issue(self, learner: Learner, award: Award, credential: Credential, run: int) -> Issued:
        """Keep an award with its first credential: all of it, or nothing."""
        raise NotImplementedError

    def add_version(self, credential: Credential, run: int) -> Issued:
        """Keep the next version of an award's credential, which takes the place of the one before, and what it calls its holder."""
        raise NotImplementedError

    def revoke(self, number: str, reason: str, at: datetime) -> bool:
        """Revoke an award, for good; False where it is already. Raises LookupError where there is none."""
        raise NotImplementedError

    def erase(self, learner_id: str, at: datetime) -> tuple[str, ...]:
        """Erase a person; the numbers of their awards, whose files have to go too. Raises LookupError for nobody's id."""
        raise NotImplementedError

    def merge(self, from_id: str, into_id: str, at: datetime) -> tuple[str, ...]:
        """Make two ids one person; the numbers of awards that are revoked as duplicates. Raises RegistryError where it can't be."""
        raise NotImplementedError

    def set_listed(self, learner_id: str, listed: bool) -> None:
        """Note whether a learner's name may be shown on the pages of their certificates. Raises LookupError for nobody's id."""
        raise NotImplementedError

    def put_asset(self, content: bytes) -> str:
        """Keep what many certificates share, once; its SHA-256."""
        raise NotImplementedError

    def asset(self, sha256: str) -> bytes:
        """What was kept. Raises LookupError where there is nothing."""
        raise NotImplementedError

    def keys(self) -> tuple[IssuerKey, ...]:
        """The issuer's keys, in the order in which they came."""
        raise NotImplementedError

    def put_key(self, key: IssuerKey, at: datetime) -> None:
        """Keep a key, or what has become of one."""
        raise NotImplementedError

    def awards(
        self,
        *,
        number: str = "",
        learner_id: str = "",
        certification: str = "",
        level: str = "",
        valid_until: date | None = None,
        key: str = "",
        test: bool | None = None,
    ) -> Iterator[Kept]:
        """Awards by number: of a person (by any of their ids), of a level, that end by a day, whose newest credential a key signed."""
        raise NotImplementedError

    def credentials(self, number: str) -> tuple[Credential, ...]:
        """Every version of an award's credential. An erased one's `name` and bytes are empty. Raises LookupError where there is none."""
        raise NotImplementedError

    def current(self, number: str) -> Credential:
        """The newest version of an award's credential. Raises LookupError where there is none."""
        raise NotImplementedError

    def printed(self) -> Iterator[Printed]:
        """The newest version of every credential, by number: what the files are a copy of."""
        raise NotImplementedError

    def status_lists(self) -> int:
        """How many status lists there are: each that has a place taken, and those before it."""
        raise NotImplementedError

    def statuses(self, status_list: int) -> tuple[int, ...]:
        """The indexes in a status list that are revoked: of revoked awards, and of credentials that a newer version has replaced."""
        raise NotImplementedError

    def events(self, number: str = "") -> Iterator[Event]:
        """The chain of events, from the first on; of one award only, where `number` is given."""
        raise NotImplementedError

    def head(self) -> Head:
        """The end of the chain."""
        raise NotImplementedError

    def counts(self) -> Counts:
        """How much there is."""
        raise NotImplementedError

    def audit(self) -> Iterator[str]:
        """What is wrong with the registry, in words: the chain, the rows against it, the hashes of what is kept, a lost end."""
        raise NotImplementedError
