"""Where it is known which keys an issuer has, and what it has revoked: files that somebody trusts, or what the issuer publishes today."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from cedu.credentials import data_integrity, did, jsonld, shape, status_list, web
from cedu.credentials.times import SKEW
from cedu.credentials.verification.verdict import Relied

# How old a status list may be that does not say itself until when it is good.
MOST_AGE = timedelta(days=7)
# The time that signatures are verified at: what is not valid yet is not forged, and is told apart from that.
WHENEVER = datetime(9999, 1, 1, tzinfo=UTC)


class Keys(NamedTuple):
    """The public keys (Multikey) by key id that an issuer lists for assertion."""

    listed: Mapping[str, str]
    relied: Relied


class Standing(NamedTuple):
    """Was a credential revoked? None where that is not known, for a reason."""

    revoked: bool | None
    reason: str = ""
    relied: Relied | None = None


class Question(NamedTuple):
    """What is asked about a credential: its `credentialStatus`, whose it is, which keys may have signed the list, and what time it is."""

    status: Mapping[str, Any]
    issuer: str
    keys: Keys
    now: datetime


class Sources(Protocol):
    """What is known of issuers."""

    def keys(self, issuer: str) -> Keys | str:
        """The keys of an issuer (a DID), or why they are not known."""
        ...

    def standing(self, question: Question) -> Standing:
        """What is known of whether a credential was revoked."""
        ...


class Document(NamedTuple):
    """A document that is there: what it says, where it comes from, and when that was so."""

    content: Mapping[str, Any]
    place: str
    as_of: datetime | None


class Files:
    """DID documents and status lists that whoever verifies has at hand. `most_age` limits a list's age; without, it is the list's own."""

    def __init__(self, dids: Sequence[Document], lists: Sequence[Document], most_age: timedelta | None = None) -> None:
        self._dids = dids
        self._lists = lists
        self._most_age = most_age

    def keys(self, issuer: str) -> Keys | str:
        """See Sources."""
        found = next((document for document in self._dids if document.content.get("id") == issuer), None)
        return listed(found, issuer) if found else f"nothing that is trusted here says which keys {issuer} has"

    def standing(self, question: Question) -> Standing:
        """See Sources."""
        found = next((one for one in self._lists if one.content.get("id") == question.status.get("statusListCredential")), None)
        if found is None:
            return Standing(None, f"the list {question.status.get('statusListCredential')} is not at hand")
        return standing(found, question, self._most_age)


class Published:
    """What issuers publish on the web (did:web), at this very time. What was fetched once is kept for the next credential."""

    def __init__(self, most_age: timedelta | None = None) -> None:
        self._most_age = most_age
        self._fetched: dict[str, Document | str] = {}

    def keys(self, issuer: str) -> Keys | str:
        """See Sources."""
        try:
            place = did.location(issuer)
        except ValueError as error:
            return str(error)
        found = self._fetch(place)
        return found if isinstance(found, str) else listed(found, issuer)

    def standing(self, question: Question) -> Standing:
        """See Sources. A list is fetched from nowhere but the issuer's own host: it would tell others which credentials are looked at."""
        place = question.status.get("statusListCredential")
        if not isinstance(place, str) or urlsplit(place).netloc != urlsplit(did.location(question.issuer)).netloc:
            return Standing(None, f"the list {place} lies on another host than the issuer's")
        found = self._fetch(place)
        return Standing(None, found) if isinstance(found, str) else standing(found, question, self._most_age)

    def _fetch(self, place: str) -> Document | str:
        if place not in self._fetched:
            self._fetched[place] = self._get(place)
        return self._fetched[place]

    def _get(self, place: str) -> Document | str:
        try:
            content = jsonld.read(web.fetch(place))
        except web.FetchError as error:
            return f"{place} {error}"
        return f"{place}: {content}" if isinstance(content, str) else Document(content, place, datetime.now(UTC).replace(microsecond=0))


class Several:
    """Several sources, the first of which that knows is believed: for keys and for what was revoked."""

    def __init__(self, *sources: Sources) -> None:
        self._sources = sources

    def keys(self, issuer: str) -> Keys | str:
        """See Sources."""
        why = f"nothing here says which keys {issuer} has"
        for source in self._sources:
            found = source.keys(issuer)
            if isinstance(found, Keys):
                return found
            why = found
        return why

    def standing(self, question: Question) -> Standing:
        """See Sources."""
        best = Standing(None, "nothing here says what was revoked")
        for source in self._sources:
            found = source.standing(question)
            if found.revoked is not None:
                return found
            best = found if found.relied or not best.relied else best
        return best


def listed(document: Document, issuer: str) -> Keys | str:
    """The keys that a DID document lists for assertion."""
    keys = did.assertion_keys(document.content, issuer)
    return f"{document.place}: {keys}" if isinstance(keys, str) else Keys(keys, Relied("DID document", document.place, document.as_of))


def standing(document: Document, question: Question, most_age: timedelta | None = None) -> Standing:
    """What a status list says. That something was revoked is said by a stale list too: nothing is taken back into force."""
    status, issuer, keys, now = question
    verified = data_integrity.verified(document.content, keys.listed, WHENEVER)
    if isinstance(verified, str):
        return Standing(None, f"the list {document.place} is not genuine: {verified}")
    until = verified.valid_until
    relied = Relied("status list", document.place, verified.valid_from, until)
    if "BitstringStatusListCredential" not in shape.as_list(verified.document.get("type")):
        return Standing(None, f"{document.place} is no status list")
    if verified.valid_from > now + SKEW:
        return Standing(None, f"the list is of {verified.valid_from:%Y-%m-%d %H:%M} UTC, which is still to come", relied)
    if status_list.is_revoked(verified, status, issuer, verified.valid_from) is True:
        return Standing(True, "", relied)
    answer = status_list.is_revoked(verified, status, issuer, now)
    if isinstance(answer, str):
        return Standing(None, answer, relied)
    limit = most_age if most_age is not None else MOST_AGE if until is None else None
    if limit is not None and now - verified.valid_from > limit:
        days = limit / timedelta(days=1)
        return Standing(None, f"the list is of {verified.valid_from:%Y-%m-%d %H:%M} UTC, older than {days:g} days", relied)
    return Standing(answer, "", relied)
