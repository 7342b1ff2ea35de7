"""The registry as its users see it: what goes in, and what can be asked."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from cedu.credentials.award import Award, Credential, Learner
from cedu.credentials.decision import Held
from cedu.credentials.registry import anchor, auditing, chain, issuing, keys, people, reading
from cedu.credentials.registry.session import Session
from cedu.credentials.registry.values import Counts, Event, Head, Issued, IssuerKey, Kept, People, Printed, Run


class Registry:
    """An open registry, for one thread. What changes it is one transaction each, durable when the method returns."""

    def __init__(self, session: Session, anchor_path: Path) -> None:
        self._session = session
        self._database = session.database
        self._anchor = anchor_path
        self._missed = anchor.missed(self._database, anchor_path)

    def begin_run(self, results_sha256: str, source_commit: str, at: datetime) -> Run:
        """Begin a run, or take up again the one of the same results and commit that was not finished."""
        return issuing.begin_run(self._session, results_sha256, source_commit, at)

    def finish_run(self, run: int) -> None:
        """Say that a run is done: the same results make a new one from now on."""
        issuing.finish_run(self._session, run)

    def issued_in(self, run: int) -> frozenset[str]:
        """The numbers of the awards that a run has issued so far."""
        return reading.issued_in(self._database, run)

    def people(self) -> People:
        """Which ids are one person, and who was erased."""
        return reading.people(self._session)

    def held(self, *, test: bool = False) -> Mapping[tuple[str, str, str], Held]:
        """The award of the latest cycle, by person, certification and level (lasting ids)."""
        return reading.held(self._database, test=test)

    def is_taken(self, number: str) -> bool:
        """Is there an award with this number?"""
        return reading.is_taken(self._database, number)

    def number_of(self, award: Award) -> str:
        """The number of the award that makes `award` impossible: the same person's, level's and cycle's; empty where there is none."""
        return reading.number_of(self._session, award)

    def next_ordinal(self) -> int:
        """The ordinal after all that were ever used (see `credentials.status_index`)."""
        return reading.next_ordinal(self._database)

    def issue(self, learner: Learner, award: Award, credential: Credential, run: int) -> Issued:
        """Keep an award with its first credential: all of it, or nothing."""
        return issuing.issue(self._session, learner, award, credential, run)

    def add_version(self, credential: Credential, run: int, email: str | None = None) -> Issued:
        """Keep the next version of an award's credential, which takes the place of the one before, and what it calls its holder.

        `email` is the holder's new address, where there is one.
        """
        return issuing.add_version(self._session, credential, run, email)

    def revoke(self, number: str, reason: str, at: datetime) -> bool:
        """Revoke an award, for good; False where it is already. Raises LookupError where there is none."""
        return people.revoke(self._session, number, reason, at)

    def erase(self, learner_id: str, at: datetime) -> tuple[str, ...]:
        """Erase a person; the numbers of their awards, whose files have to go too. Raises LookupError for nobody's id."""
        return people.erase(self._session, learner_id, at)

    def merge(self, from_id: str, into_id: str, at: datetime) -> tuple[str, ...]:
        """Make two ids one person; the numbers of awards that are revoked as duplicates. Raises RegistryError where it can't be."""
        return people.merge(self._session, from_id, into_id, at)

    def set_listed(self, learner_id: str, listed: bool, at: datetime) -> None:
        """Note whether a learner's name may be shown on the pages of their certificates. Raises LookupError for nobody's id."""
        people.set_listed(self._session, learner_id, listed, at)

    def put_asset(self, content: bytes) -> str:
        """Keep what many certificates share, once; its SHA-256."""
        return issuing.put_asset(self._session, content)

    def asset(self, sha256: str) -> bytes:
        """What was kept. Raises LookupError where there is nothing."""
        return reading.asset(self._database, sha256)

    def issuer_keys(self) -> tuple[IssuerKey, ...]:
        """The issuer's keys, in the order in which they came."""
        return keys.keys(self._database)

    def put_key(self, key: IssuerKey, at: datetime) -> None:
        """Keep a key, or what has become of one."""
        keys.put_key(self._database, key, at)

    def awards(
        self,
        *,
        learner_id: str = "",
        certification: str = "",
        level: str = "",
        valid_until: date | None = None,
        key: str = "",
        test: bool | None = None,
    ) -> Iterator[Kept]:
        """Awards by number: of a person (by any of their ids), of a level, that end by a day, whose newest credential a key signed."""
        return reading.awards(self._session, reading.Filter(learner_id, certification, level, valid_until, key, test))

    def award(self, number: str) -> Kept:
        """One award. Raises LookupError where there is none."""
        return reading.one(self._session, number)

    def credentials(self, number: str) -> tuple[Credential, ...]:
        """Every version of an award's credential. An erased one's `name` and bytes are empty. Raises LookupError where there is none."""
        return reading.credentials(self._database, number)

    def current(self, number: str) -> Credential:
        """The newest version of an award's credential. Raises LookupError where there is none."""
        return reading.current(self._database, number)

    def printed(self) -> Iterator[Printed]:
        """The newest version of every credential, by number: what the files are a copy of."""
        return reading.printed(self._database)

    def status_lists(self) -> int:
        """How many status lists there are: each that has a place taken, and those before it."""
        return reading.status_lists(self._database)

    def statuses(self, status_list: int) -> tuple[int, ...]:
        """The indexes in a status list that are revoked: of revoked awards, and of credentials that a newer version has replaced."""
        return reading.statuses(self._database, status_list)

    def events(self, number: str = "") -> Iterator[Event]:
        """The chain of events, from the first on; of one award only, where `number` is given."""
        return chain.events(self._database, number)

    def head(self) -> Head:
        """The end of the chain."""
        return chain.head(self._database)

    def counts(self) -> Counts:
        """How much there is."""
        return reading.counts(self._database)

    def lost_end(self) -> str:
        """Why this is an old state of the registry, in words, as far as is seen at once; empty where it isn't."""
        return anchor.problem(self._database, anchor.read(self._anchor))

    def audit(self) -> Iterator[str]:
        """What is wrong with the registry, in words: the chain, the rows against it, the hashes of what is kept, a lost end."""
        yield from self._missed
        yield from auditing.audit(self._session, anchor.read(self._anchor))
