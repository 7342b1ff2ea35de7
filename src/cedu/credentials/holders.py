"""Holders from before: who was awarded which level by another service, from a table of ours, of Credly's or of Accredible's.

The columns of each are known; others, and what the service calls our levels, stand in cedu.yaml: `results: exports:`, `format: holders`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cedu.credentials.award import Learner, LevelKey
from cedu.credentials.results import ResultsFile, files
from cedu.credentials.results.gathering import Gathering, Judge
from cedu.credentials.results.known import Known
from cedu.credentials.results.layouts import first_of
from cedu.credentials.results.records import folded, name_of, places_of, rows
from cedu.diagnostics import Finding, did_you_mean
from cedu.formats.table import Row
from cedu.model.workspace import Export, Identity

if TYPE_CHECKING:
    from cedu.model.library import Library

# What we call a column, and what Credly (`Badge Template Name`) and Accredible (`recipient.name`) do.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "recipient_name", "recipient.name", "full_name"),
    "first_name": ("first_name", "issued_to_first_name", "recipient_first_name"),
    "last_name": ("last_name", "issued_to_last_name", "recipient_last_name"),
    "email": ("email", "recipient_email", "recipient.email", "email_address"),
    "language": ("language", "locale"),
    "certification": ("certification",),
    "level": (
        "level",
        "badge_template_name",
        "badge_name",
        "badge",
        "group_name",
        "group.name",
        "credential_name",
        "credential.name",
        "course_name",
    ),
    "awarded_on": ("awarded_on", "issued_at", "issued_at_date", "issued_on", "credential.issued_on", "issue_date", "date_issued"),
    "valid_until": ("valid_until", "expires_at", "expired_on", "credential.expired_on", "expiration_date", "expiry_date"),
    "number": ("number", "badge_id", "credential_id", "credential.id", "certificate_number", "id"),
    "state": ("state", "status", "badge_state"),
}
_IDENTITY: Mapping[Identity, tuple[str, ...]] = {
    "id": ("learner_id", "issuer_earner_id", "recipient_id", "recipient.id"),
    "email": ("learner_id", "email", "recipient_email", "recipient.email", "email_address"),
    "username": ("learner_id", "username", "issuer_earner_id", "recipient_id", "recipient.id"),
}
_GONE = frozenset(("revoked", "rejected", "deleted"))
_NEVER = frozenset(("", "-", "never", "none", "false"))


class Holder(NamedTuple):
    """An award of another service: by whom (ids of today), since when, until when (None for good), and the number there.

    `cycle` counts the awards of this level to this learner in all files, from 1.
    """

    learner: Learner
    level: LevelKey
    awarded_on: date
    valid_until: date | None
    number: str
    file: str
    line: int
    cycle: int = 1


@dataclass(frozen=True, slots=True)
class Holders:
    """What was read, each file's SHA-256, and all that is wrong."""

    holders: tuple[Holder, ...]
    hashes: Mapping[str, str]
    findings: tuple[Finding, ...]

    @property
    def sha256(self) -> str:
        """The SHA-256 of the one file; of several, that of the sorted lines of theirs."""
        return files.joint_sha256(self.hashes.values())


def read_holders(given: Iterable[ResultsFile], library: "Library", today: date, merged: Mapping[str, str] | None = None) -> Holders:
    """The holders in several files. `merged` gives the learner id that goes on by one that was merged into it. Raises OSError."""
    gathering = Gathering(Known(library), today, merged or {})
    found: list[Holder] = []
    hashes = {}
    for file in given:
        looked = files.look(file.path)
        hashes[file.shown] = looked.sha256
        judge = Judge(gathering, file.shown)
        if looked.problem:
            judge.find(1, "CE710", looked.problem, looked.hint)
            continue
        with files.opened(file.path, looked.encoding) as text:
            found += _File(gathering, file).read(rows(text, judge))
    return Holders(tuple(_numbered(found, gathering)), hashes, gathering.findings)


def _numbered(found: Iterable[Holder], gathering: Gathering) -> Iterator[Holder]:
    """The holders with their cycles, one for each learner, level and day."""
    numbers: dict[str, Holder] = {}
    days: dict[tuple[str, LevelKey], list[Holder]] = {}
    for holder in sorted(found, key=lambda holder: holder.awarded_on):
        cycles = days.setdefault((holder.learner.id, holder.level), [])
        twin = cycles[-1] if cycles and cycles[-1].awarded_on == holder.awarded_on else numbers.get(holder.number)
        if twin is None:
            numbers.update({holder.number: holder} if holder.number else {})
            cycles.append(holder)
            yield holder._replace(cycle=len(cycles))
        elif (twin.learner, *twin[1:5]) != (holder.learner, *holder[1:5]):
            what = f"learner `{holder.learner.id}`" if twin.learner.id == holder.learner.id else f"the number `{holder.number}`"
            message = f"{what} stands here and in {twin.file}, line {twin.line}, with something else"
            gathering.find(holder.file, holder.line, "CE739", message, "delete the one that is wrong")


class _File:
    """One file."""

    def __init__(self, gathering: Gathering, file: ResultsFile) -> None:
        self._gathering = gathering
        self._file = file
        self._library = gathering.known.library
        settings = self._library.workspace.results_settings
        fitting = (one for one in settings.exports.values() if one.format == "holders")
        self._export = settings.exports.get(file.export) if file.export else next(fitting, None)
        self._learner = settings.learner
        self._judge = Judge(gathering, file.shown, self._export.days if self._export else "year-month-day")
        self._levels = self._titled(self._export)

    def _titled(self, export: Export | None) -> Mapping[str, str]:
        """The levels by what they may be called: as cedu.yaml says, by id, and by a title that only one of them has."""
        titles: dict[str, list[str]] = {}
        for outline in self._library.of("certification"):
            for declared in outline.declared:
                if declared.kind == "level":
                    for title in (declared.title, f"{outline.title}: {declared.title}", f"{outline.title} {declared.title}"):
                        titles.setdefault(title.casefold(), []).append(declared.name)
        unique = {title: names[0] for title, names in titles.items() if len(names) == 1}
        return unique | {name.casefold(): level for name, level in (export.levels.items() if export else ())}

    def read(self, lines: Iterator[Row]) -> Iterator[Holder]:
        """Every row that is good."""
        first = next(lines, None)
        header = first.cells if first else []
        columns = self._columns(header)
        needed = [name for name in ("learner_id", "level", "awarded_on") if name not in columns]
        if "name" not in columns and not {"first_name", "last_name"} <= columns.keys():
            needed.insert(1, "name")
        if needed:
            hint = "say in cedu.yaml, in `results: exports:`, which `columns` these are"
            self._judge.find(1, "CE712", f"no column {', '.join(f'`{name}`' for name in needed)}", hint)
            return
        for line, values in lines:
            if any(cell.strip() for cell in values[len(header) :]):
                self._judge.find(
                    line, "CE721", f"{len(values)} cells, where the header has {len(header)}", "quote a cell with the delimiter"
                )
            elif holder := self._holder(line, {name: values[at].strip() for name, at in columns.items() if at < len(values)}):
                yield holder

    def _columns(self, header: list[str]) -> dict[str, int]:
        places = places_of(header)
        known = {**_COLUMNS, "learner_id": _IDENTITY[self._learner]}
        found = {name: at for name, words in known.items() if (at := first_of(places, *words)) >= 0}
        said = self._export.columns if self._export else {}
        return found | {ours: places[folded(theirs)] for ours, theirs in said.items() if folded(theirs) in places}

    def _holder(self, line: int, values: Mapping[str, str]) -> Holder | None:
        judge, get, before = self._judge, values.get, self._gathering.errors
        who = judge.who(line, get("learner_id", ""), name_of(get), get("email", ""), get("language", ""))
        level = self._level(line, get("certification", ""), get("level", ""))
        awarded_on = judge.day(line, get("awarded_on", ""), "awarded_on")
        until = get("valid_until", "")
        valid_until = judge.until(line, until) if until.casefold() not in _NEVER else None
        if valid_until and valid_until < awarded_on and self._gathering.errors == before:
            judge.find(line, "CE738", f"valid until {valid_until}, and awarded on {awarded_on}", "correct the day that is wrong")
        if get("state", "").casefold() in _GONE:
            judge.find(line, "CE738", f"the award was {get('state', '').casefold()} there", "delete the row")
        number = judge.text(line, "number", get("number", ""))
        if self._gathering.errors > before or level is None:
            return None
        id = self._gathering.present(who.id)
        learner = Learner(id=id, name=who.name, email=who.email, language=who.language)
        return Holder(learner, level, awarded_on, valid_until, number, self._file.shown, line)

    def _level(self, line: int, certification: str, level: str) -> LevelKey | None:
        """The level that is meant, by its id or by what it is called."""
        written = f"{certification}.{level}" if certification else level
        found = self._levels.get(level.casefold()) or self._levels.get(f"{certification} {level}".strip().casefold()) or written
        now = self._library.present_name("level", found)
        if now is None:
            hint = did_you_mean(written, self._library.names.get("level", ())) if self._gathering.hints.more() else ""
            self._judge.find(line, "CE737", f"no level `{written[:80]}`", hint or "`levels` of an export in cedu.yaml says which it is")
            return None
        owner, _, local = now.partition(".")
        return owner, local
