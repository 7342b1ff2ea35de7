"""What a build would do to learners: what each LMS hears when, who can read which keys, and what is lost. It builds nothing."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cedu.deliveries import ONCE, Receiver, exams
from cedu.diagnostics import Span
from cedu.jobs.making import place
from cedu.jobs.memory import Unit
from cedu.jobs.reading import NotThereError, Reading
from cedu.jobs.validate import Progress, Validated, validate
from cedu.jobs.wanted import asked_for, check_names, units, widening
from cedu.model.assessment import Assessment, Bank
from cedu.model.course import Course
from cedu.model.entity import Entity
from cedu.model.library import Library
from cedu.model.outline import Outline
from cedu.model.pool import asked, exams_shown_in_browser, pool
from cedu.model.workspace import Build
from cedu.player.budget import needs
from cedu.player.bundle import launchables
from cedu.player.completion import situations, terms
from cedu.source.tree import ROOT_FILE
from cedu.targets import Target, targets


class Contract(NamedTuple):
    """What an LMS is told of a course in a target's package, or of each of its modules that are `launched` by themselves.

    `rule` is the course's `completion`. `elements` are the standard's, and each row has what happens, then a word for each element. Without
    elements the LMS is told nothing.
    """

    course: str
    target: str
    rule: str
    launched: tuple[str, ...]
    elements: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Exposure(NamedTuple):
    """Where the keys of an assessment's or a bank's items go: so many of them, in which bundle (empty for none), and who can read them."""

    kind: str
    id: str
    stakes: str
    items: int
    bundle: str
    readers: str


class Lost(NamedTuple):
    """What a target loses: how often in one entity, first where, and what to do about it."""

    target: str
    span: Span
    places: int
    text: str
    remedy: str


class Room(NamedTuple):
    """How many characters a launchable needs at most between visits (a module, or where that is empty the course), and has."""

    course: str
    module: str
    target: str
    needs: int
    has: int


class Explained(NamedTuple):
    """All that there is to say of a build, for whom it would be, and what is wrong with the workspace.

    `to` is None, and nothing is said, where `cedu.yaml` is broken: what it asks for is not known then.
    """

    validated: Validated
    to: Receiver | None
    contracts: tuple[Contract, ...]
    exposures: tuple[Exposure, ...]
    losses: tuple[Lost, ...]
    rooms: tuple[Room, ...]


def explain(
    root: Path,
    *,
    names: Sequence[str] = (),
    only: Sequence[str] = (),
    delivery: str = "",
    lms: str = "",
    today: date | None = None,
    progress: Progress | None = None,
) -> Explained:
    """What `cedu.jobs.build.build` with the same arguments would do, whether the workspace is good enough to be built or not.

    Raises what that raises.
    """
    check_names(only, lms)
    validated = validate(root, today=today, progress=progress, widened=widening(only, delivery, lms))
    library = validated.library
    if any(finding.severity == "error" and finding.span.path == ROOT_FILE and finding.code < "CE2" for finding in validated.findings):
        return Explained(validated, None, (), (), (), ())
    to = asked_for(library.workspace, only, delivery or lms)
    reading = Reading(library, to)
    contracts: list[Contract] = []
    exposures: list[Exposure] = []
    losses: list[Lost] = []
    rooms: list[Room] = []
    seen = set()
    for unit in units(library, to, names):
        if unit.kind == ONCE:
            continue
        target = targets()[unit.target]
        try:
            entity = reading.entity(unit.kind, unit.id)
            exposures += _exposures(entity, unit, target, library, reading)
            if isinstance(entity, Course):
                contracts += _contracts(entity, target, reading)
                rooms += _rooms(entity, target, library, to)
            for each in (entity, *_travelling(entity, reading)):
                if (target.name, each.kind, each.id) not in seen:
                    losses += _losses(each, target, to.options)
                seen.add((target.name, each.kind, each.id))
        except NotThereError:
            continue  # the rules say so
    brought = {(each.kind, each.id) for each in exposures if each.bundle}
    exposures += [_left_behind(exam, to) for exam in exams(library, to) if not names and ("assessment", exam.id) not in brought]
    return Explained(validated, to, tuple(contracts), tuple(exposures), tuple(losses), tuple(rooms))


def _contracts(course: Course, target: Target, reading: Reading) -> Iterator[Contract]:
    """One for the whole course, or one for all modules that are alike."""
    rule = f"lessons: {course.completion_rule.lessons}, assessments: {course.completion_rule.assessments}"
    if target.tells is None:
        yield Contract(course.id, target.name, rule, (), (), ())
        return
    alike: dict[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], list[str]] = {}
    for launchable in launchables(course, reading.options):
        agreed = terms(course, launchable.lessons, reading.entity)
        told = [(situation.words, target.tells(agreed, situation.standing)) for situation in situations(agreed)]
        rows = tuple((words, *heard.values()) for words, heard in told)
        alike.setdefault((tuple(told[0][1]), rows), []).extend(launchable.names[1:])
    for (elements, rows), launched in alike.items():
        yield Contract(course.id, target.name, rule, tuple(launched), elements, rows)


def _exposures(entity: Entity, unit: Unit, target: Target, library: Library, reading: Reading) -> Iterator[Exposure]:
    bundle = place(target, unit, entity)
    if isinstance(entity, Assessment | Bank):
        stakes = entity.stakes if isinstance(entity, Assessment) else ""
        yield Exposure(entity.kind, entity.id, stakes, _pooled(entity, reading), bundle, _readers(target))
    for id in dict.fromkeys(lesson.assessment for lesson in entity.lessons if lesson.assessment) if isinstance(entity, Course) else ():
        outline = library.outlines.get(("assessment", id))
        if outline is None:
            continue
        if target.scored_by != "client":
            who = (
                "whoever may edit the course in the LMS, which scores it"
                if target.scored_by == "server"
                else "nobody: it is not asked there"
            )
            yield Exposure("assessment", id, outline.stakes, _pooled(reading.entity("assessment", id), reading), bundle, who)
        elif outline.stakes == "certification":
            yield Exposure("assessment", id, outline.stakes, 0, "", f"nobody: refused in {bundle}, which is scored in the browser (CE602)")
        else:
            warning = ", though it is graded (CE603)" if outline.stakes == "graded" else ""
            shared = [f"; {number} of the exam `{exam}` (CE609)" for exam, number in exams_shown_in_browser(outline, library).items()]
            count = len(asked(reading.entity("assessment", id), reading.entity))
            yield Exposure("assessment", id, outline.stakes, count, bundle, "".join(("every learner who looks", warning, *shared)))


def _readers(target: Target) -> str:
    """Who can read the keys of what is built as `target` for itself."""
    if target.scored_by == "person":
        return "whoever gets a file that ends in `-key.pdf`: the booklets hold none"
    if target.scored_by == "nobody":
        return "whoever gets the file: it is a table with the answers in it"
    return "whoever may see the questions in the LMS, which scores them"


def _pooled(entity: Assessment | Bank, reading: Reading) -> int:
    """How many items it asks or may ask."""
    return len(list(pool(entity, reading.entity)))


def _left_behind(exam: Outline, to: Receiver) -> Exposure:
    what = "nothing that is built for this LMS holds it" if to.lms else "none of these targets brings it to an LMS"
    return Exposure("assessment", exam.id, exam.stakes, 0, "", f"nobody: {what}")


def _travelling(entity: Entity, reading: Reading) -> Iterator[Assessment | Bank]:
    """What a course takes along: the assessments that its lessons ask, and the banks that those draw from."""
    for id in dict.fromkeys(lesson.assessment for lesson in entity.lessons if lesson.assessment) if isinstance(entity, Course) else ():
        assessment: Assessment = reading.entity("assessment", id)
        yield assessment
        draws = assessment.blueprint.draws if assessment.blueprint else ()
        yield from (reading.entity("bank", draw.bank) for draw in draws if draw.bank)


def _losses(entity: Entity, target: Target, options: Build) -> Iterator[Lost]:
    for loss in target.loses:
        if not loss.silent and (spans := sorted(loss.where(entity, options))):
            yield Lost(target.name, spans[0], len(spans), f"{loss.feature} {loss.becomes}", loss.remedy)


def _rooms(course: Course, target: Target, library: Library, to: Receiver) -> Iterator[Room]:
    if target.suspend_data is not None:
        for need in needs(library.outlines["course", course.id], library, to.options.scos):
            yield Room(course.id, need.module.id if need.module else "", target.name, need.characters, target.suspend_data)
