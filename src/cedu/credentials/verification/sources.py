"""Where it is known which keys an issuer has, and what it has revoked: files that somebody trusts, or what the issuer publishes today."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from cedu.credentials import data_integrity, did, jsonld, status_list, web
from cedu.credentials.verification.verdict import Relied

# How old a status list may be that does not say itself until when it is good.
MOST_AGE = timedelta(days=7)


class Keys(NamedTuple):
    """The public keys (Multikey) by key id that an issuer lists for assertion."""

    listed: Mapping[str, str]
    relied: Relied


class Standing(NamedTuple):
    """Was a credential revoked? None where that is not known, for a reason."""

    revoked: bool | None
    reason: str = ""
    relied: Relied | None = None


class Sources(Protocol):
    """What is known of issuers."""

    def keys(self, issuer: str) -> Keys | str:
        """The keys of an issuer (a DID), or why they are not known."""
        ...

    def standing(self, status: Mapping[str, Any], issuer: str, keys: Keys, now: datetime) -> Standing:
        """What is known of a credential with this `credentialStatus`."""
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

    def standing(self, status: Mapping[str, Any], issuer: str, keys: Keys, now: datetime) -> Standing:
        """See Sources."""
        found = next((one for one in self._lists if one.content.get("id") == status.get("statusListCredential")), None)
        if found is None:
            return Standing(None, f"the list {status.get('statusListCredential')} is not at hand")
        return standing(found, status, issuer, keys, now, self._most_age)


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

    def standing(self, status: Mapping[str, Any], issuer: str, keys: Keys, now: datetime) -> Standing:
        """See Sources. A list is fetched from nowhere but the issuer's own host: it would tell others which credentials are looked at."""
        place = status.get("statusListCredential")
        if not isinstance(place, str) or urlsplit(place).netloc != urlsplit(did.location(issuer)).netloc:
            return Standing(None, f"the list {place} lies on another host than the issuer's")
        found = self._fetch(place)
        return Standing(None, found) if isinstance(found, str) else standing(found, status, issuer, keys, now, self._most_age)

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


def listed(document: Document, issuer: str) -> Keys | str:
    """The keys that a DID document lists for assertion."""
    keys = did.assertion_keys(document.content, issuer)
    return f"{document.place}: {keys}" if isinstance(keys, str) else Keys(keys, Relied("DID document", document.place, document.as_of))


def standing(
    document: Document, status: Mapping[str, Any], issuer: str, keys: Keys, now: datetime, most_age: timedelta | None = None
) -> Standing:
    """What a status list says. That something was revoked is said by a stale list too: nothing is taken back into force."""
    verified = data_integrity.verified(document.content, keys.listed, now)
    if isinstance(verified, str):
        return Standing(None, f"the list {document.place} is not genuine: {verified}")
    until = _until(verified.document)
    relied = Relied("status list", document.place, verified.valid_from, until)
    if status_list.is_revoked(verified.document, status, issuer, verified.valid_from) is True:
        return Standing(True, "", relied)
    answer = status_list.is_revoked(verified.document, status, issuer, now)
    if isinstance(answer, str):
        return Standing(None, answer, relied)
    limit = most_age if most_age is not None else MOST_AGE if until is None else None
    if limit is not None and now - verified.valid_from > limit:
        days = limit / timedelta(days=1)
        return Standing(None, f"the list is of {verified.valid_from:%Y-%m-%d %H:%M} UTC, older than {days:g} days", relied)
    return Standing(answer, "", relied)


def _until(document: Mapping[str, Any]) -> datetime | None:
    try:
        return datetime.fromisoformat(str(document["validUntil"])).astimezone(UTC)
    except (KeyError, ValueError):
        return None
