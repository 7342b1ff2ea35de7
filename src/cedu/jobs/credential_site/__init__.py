"""The site of certificates: a page for each, what others need to verify it, and a page that checks files in the reader's browser.

Static files for any web host, to be put where `issuer.url` says. The site holds the name of those only who are listed; of everybody else
what it takes to compare a name with the one that was printed. The status lists, the pages that check with them, and `assets/made.js` name
the time at which they were made, since nobody should believe old ones; all else is the same again until something has changed.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from cedu.bundle import Output, write_folder
from cedu.credentials import did, private, status_list
from cedu.credentials.award import LevelKey
from cedu.credentials.data_integrity import Prover
from cedu.credentials.keys import KeysError, open_signers
from cedu.credentials.registry import Registry, RegistryError, exists, opened
from cedu.credentials.times import shown
from cedu.jobs.credential_site.certificates import Shelf, certificate_files
from cedu.jobs.credential_site.claims import Achieved, achieved
from cedu.jobs.credential_site.folder import MARK, MARK_TEXT, replacing, unusable
from cedu.jobs.credential_site.frame import Frame
from cedu.jobs.credential_site.names import FILE, LABEL, Names
from cedu.jobs.credential_site.overviews import framework_files, level_files, verify_files
from cedu.jobs.issuer import publisher

# How long a status list is to be believed (what `cedu verify` takes for the most where a list does not say).
DAYS = 7
Progress = Callable[[int, int], None]


class Site(NamedTuple):
    """What was written: how many pages of certificates, where they belong, and until when they can be relied on."""

    certificates: int
    url: str
    until: datetime


class _Level(NamedTuple):
    """What the newest credential of a level says, and its badge."""

    said: Achieved
    badge: str
    real: bool
    issued_at: datetime


def site(
    root: Path,
    out: Path,
    passphrase: Callable[[], str],
    at: datetime,
    *,
    days: int = DAYS,
    progress: Progress | None = None,
) -> Site | str:
    """Write the site to the folder `out`, whole or not at all, as of `at` (UTC, to the second); or why it can't be written.

    Raises OSError where something can't be read or written.
    """
    from cedu.rendering.templates import TemplateProblem

    if reason := unusable(out, root):
        return reason
    try:
        workspace, issuer, url, identity = publisher(root)
        if not exists(root):
            return "nobody was awarded anything yet, so there is nothing to publish: `cedu certify` awards"
        frame = Frame(root, workspace, issuer, url)
        with opened(root) as registry, replacing(out, root) as stage:
            keys = registry.issuer_keys()
            signers = open_signers(root, passphrase, keys)
            document = did.document(identity, [key.public_key for key in keys if key.state != "compromised"])
            until = at + timedelta(days=days)
            lists = list(_lists(registry, Prover(signers.eddsa, identity), url, identity, at, until))
            names = Names(root / private.FOLDER / FILE, private.derived(private.number_secret(root), LABEL))
            shelf = Shelf(frame, registry, names, at)
            count, levels = _write_certificates(shelf, stage, progress)
            write_folder(_others(frame, registry, levels, document, lists, at, until), stage)
            names.keep()
    except (KeysError, RegistryError, TemplateProblem, ValueError) as error:
        return str(error)
    return Site(count, url, until)


def _lists(registry: Registry, prover: Prover, url: str, identity: str, at: datetime, until: datetime) -> Iterator[dict[str, Any]]:
    """The signed status lists, as of now."""
    for number in range(registry.status_lists()):
        yield prover.prove(status_list.document(url, identity, number, registry.statuses(number), at, until))


def _write_certificates(shelf: Shelf, stage: Path, progress: Progress | None) -> tuple[int, dict[LevelKey, _Level]]:
    """Write what belongs to each award; how many there are, and what their newest credentials say of each level."""
    total, count = shelf.registry.counts().awards if progress else 0, 0
    levels: dict[LevelKey, _Level] = {}
    for count, kept in enumerate(shelf.registry.awards(), 1):
        versions = shelf.registry.credentials(kept.award.number)
        write_folder(certificate_files(shelf, kept, versions), stage)
        key, current = (kept.award.certification, kept.award.level), versions[-1]
        before = levels.get(key)
        newer = before is None or (not kept.award.test, current.issued_at) > (before.real, before.issued_at)
        if newer and not kept.erased:
            levels[key] = _Level(achieved(json.loads(current.document)), current.badge, not kept.award.test, current.issued_at)
        if progress:
            progress(count, total)
    return count, levels


def _others(
    frame: Frame,
    registry: Registry,
    levels: Mapping[LevelKey, _Level],
    document: Mapping[str, Any],
    lists: list[dict[str, Any]],
    at: datetime,
    until: datetime,
) -> Iterator[Output]:
    """Whatever is no single certificate's."""
    from cedu.credentials.card import card

    yield Output(PurePosixPath(MARK), MARK_TEXT)
    place = did.location(document["id"])
    yield Output(PurePosixPath("did.json" if place == f"{frame.url}did.json" else ".well-known/did.json"), _json(document))
    for number, each in enumerate(lists):
        yield Output(PurePosixPath(f"status/{number}.json"), _json(each))
    made = json.dumps({"made": shown(at), "until": shown(until)}, separators=(",", ":"))
    yield Output(PurePosixPath("assets/made.js"), f"window.ceduMade={made};\n".encode())
    yield from frame.assets()
    for key, level in sorted(levels.items()):
        badge, said = registry.asset(level.badge), level.said
        picture = card(said.certification, said.level, frame.organization.name, said.language, badge)
        if isinstance(picture, str):
            raise ValueError(f"the picture of `{said.level}`: {picture}")
        yield from level_files(frame, key, said, badge, picture)
    yield from framework_files(frame, [level.said for _, level in sorted(levels.items())])
    example = f"{frame.issuer.number_prefix}-{at.year}-0000-00000"
    yield from verify_files(frame, [document], lists, at, example)


def _json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"
