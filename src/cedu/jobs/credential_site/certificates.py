"""The page of one certificate, and the files that it offers."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urlencode

from cedu.bundle import Output
from cedu.credentials import baking
from cedu.credentials.award import Credential
from cedu.credentials.registry import Kept, Registry
from cedu.jobs.credential_site.claims import Achieved, achieved
from cedu.jobs.credential_site.frame import Frame
from cedu.jobs.credential_site.names import Names

# The texts that the page's script says.
_SCRIPTED = ("as_of", "name_comparing", "name_other", "name_same", "outdated", "share_copied", "state_expired")
_LINKEDIN = "https://www.linkedin.com/profile/add?"


class Shelf(NamedTuple):
    """What pages of certificates are made from; `at` is the time (UTC) that they tell the state of."""

    frame: Frame
    registry: Registry
    names: Names
    at: datetime


class _Field(NamedTuple):
    """A line of the page. One that is `foreign` is in the language of the certification, one that is a `code` reads from left to right."""

    label: str
    text: str
    url: str = ""
    wide: bool = False
    code: bool = False
    foreign: bool = False


def certificate_files(shelf: Shelf, kept: Kept, versions: Sequence[Credential]) -> Iterator[Output]:
    """The page of an award, and what is published of each version of its credential."""
    folder = f"c/{kept.award.number}"
    if kept.erased:
        language = shelf.frame.language(shelf.frame.organization.language)
        yield shelf.frame.page(f"{folder}/index.html", "erased.html", kept.award.number, language)
        return
    for credential in versions:
        yield Output(PurePosixPath(f"{folder}/v{credential.version}.json"), credential.document)
        yield Output(PurePosixPath(f"{folder}/v{credential.version}.jwt"), credential.jwt.encode())
    current = versions[-1]
    named = kept.learner.listed and not kept.revoked_at
    badge = baking.png(shelf.registry.asset(current.badge), current.document.decode())
    yield Output(PurePosixPath(f"{folder}/v{current.version}.png"), badge)
    if named:
        yield Output(PurePosixPath(f"{folder}/v{current.version}.pdf"), shelf.registry.asset(current.template) + current.page)
    yield _page(shelf, kept, versions, named, f"{folder}/index.html")


def _page(shelf: Shelf, kept: Kept, versions: Sequence[Credential], named: bool, path: str) -> Output:
    frame, award, current = shelf.frame, kept.award, versions[-1]
    said = achieved(json.loads(current.document))
    language = frame.language(current.language, said.language)
    say = frame.words(language).credential.say
    address = f"{frame.url}c/{award.number}/"
    in_force = _in_force(shelf, kept)
    return frame.page(
        path,
        "certificate.html",
        said.level,
        language,
        address=address,
        whole=said.whole,
        description=said.achievement,
        picture=f"{frame.url}achievements/{award.certification}/{award.level}/picture.png",
        badge=f"../../achievements/{award.certification}/{award.level}/badge.png",
        name=current.name if kept.learner.listed else "",
        check=None if kept.learner.listed else shelf.names.check(award.number, current.version, current.name),
        test=award.test,
        state=_state(shelf, kept, say, language),
        until=str(award.valid_until) if award.valid_until and in_force else "",
        said_language=said.language if said.language.split("-")[0] != language.split("-")[0] else "",
        fields=list(_fields(frame, kept, current, said, language)),
        files={"json": f"v{current.version}.json"},
        downloads=list(_downloads(current.version, named, say)),
        versions=[
            {"words": say("replaced", old=old.version, date=frame.day(new.issued_at.date(), language)), "url": f"v{old.version}.json"}
            for old, new in pairwise(versions)
        ],
        linkedin="" if award.test or not in_force else _linkedin(kept, said, frame.organization.name, address),
        verify=f"../../{_verify_page(frame, language)}",
        data=frame.data(language, _SCRIPTED),
    )


def _verify_page(frame: Frame, language: str) -> str:
    """Where the page that checks files is, in a language."""
    return "verify/index.html" if language == frame.tags[0] else f"verify/{language}/index.html"


def _in_force(shelf: Shelf, kept: Kept) -> bool:
    until = kept.award.valid_until
    return not kept.revoked_at and (until is None or until >= shelf.at.date())


def _state(shelf: Shelf, kept: Kept, say: Any, language: str) -> dict[str, str]:
    """Whether an award is in force, in a word for the style, and in words for people. Why one was revoked is nobody else's business."""
    until = kept.award.valid_until
    if kept.revoked_at:
        return {"kind": "revoked", "words": say("state_revoked", date=shelf.frame.day(kept.revoked_at.date(), language))}
    if until and not _in_force(shelf, kept):
        return {"kind": "expired", "words": say("state_expired", date=shelf.frame.day(until, language))}
    return {"kind": "in-force", "words": say("state_in_force")}


def _fields(frame: Frame, kept: Kept, current: Credential, said: Achieved, language: str) -> Iterator[_Field]:
    """Everything that is printed on the certificate, in its order."""
    award, issuer = kept.award, frame.issuer
    say = frame.words(language).credential.say
    about = f"../../achievements/{award.certification}/{award.level}/index.html"
    until = frame.day(award.valid_until, language) if award.valid_until else say("no_end")
    yield _Field(say("level"), said.level, about, foreign=True)
    yield _Field(say("certification"), said.certification, foreign=True)
    yield _Field(say("achievement"), said.achievement, wide=True, foreign=True)
    yield _Field(say("awarded"), frame.day(award.awarded_on, language))
    yield _Field(say("valid_until"), until)
    yield _Field(say("number"), award.number, code=True)
    yield _Field(say("version"), str(current.version))
    yield _Field(say("issuer"), said.issuer)
    if issuer.signatory:
        yield _Field(say("signatory"), ", ".join(filter(None, (issuer.signatory, issuer.signatory_role))))
    yield _Field(say("organization"), frame.organization.name)


def _downloads(version: int, named: bool, say: Any) -> Iterator[dict[str, str]]:
    texts = {"pdf": "pdf", "png": "badge", "json": "json", "jwt": "jwt"}
    yield from ({"url": f"v{version}.{ending}", "text": say(text)} for ending, text in texts.items() if named or ending != "pdf")


def _linkedin(kept: Kept, said: Achieved, organization: str, address: str) -> str:
    """The address that offers to add the certificate to one's own profile (linkedin.com, "Add to Profile")."""
    award = kept.award
    values = {
        "startTask": "CERTIFICATION_NAME",
        "name": said.whole,
        "organizationName": organization,
        "issueYear": award.awarded_on.year,
        "issueMonth": award.awarded_on.month,
    }
    if award.valid_until:
        values |= {"expirationYear": award.valid_until.year, "expirationMonth": award.valid_until.month}
    return _LINKEDIN + urlencode({**values, "certUrl": address, "certId": award.number})
