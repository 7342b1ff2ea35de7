"""Who gets what: everybody, what `build` of `cedu.yaml` says; a customer, what their delivery promises; anybody, what suits their LMS."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from cedu.model.assessment import Assessment, Bank
from cedu.model.entity import Entity
from cedu.model.library import Library
from cedu.model.outline import Outline, Reference
from cedu.model.workspace import Build, Delivery, Workspace
from cedu.targets import Target, named

# The kind that a target has of which it makes something once.
ONCE = Workspace.kind
# So many names of deliveries fit into a message.
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whoever bundles are built for.

    `name` is the folder of their bundles below `dist/`: of a delivery, or of an LMS; empty for everybody. `lms` is the LMS that they have,
    empty where it is not said. `targets` are by kind of entity. `courses` are the ids of those that they get, or None for all of them.
    """

    name: str
    lms: str
    options: Build
    targets: Mapping[str, tuple[Target, ...]]
    courses: frozenset[str] | None = None

    def gets(self, kind: str, id: str) -> bool:
        """Is anything built for them of that, if it is active? Of exams and banks, what belongs to their courses: `exams` tells."""
        if not self.name:
            return True
        return kind in self.targets and (kind != "course" or self.courses is None or id in self.courses)

    def only(self, names: Iterable[str]) -> "Receiver":
        """The same with no other targets than those of these names."""
        chosen = {kind: tuple(target for target in found if target.name in names) for kind, found in self.targets.items()}
        return replace(self, targets={kind: found for kind, found in chosen.items() if found})


class Planned(NamedTuple):
    """That something is built: for the receiver of this name, as this target, with these options."""

    receiver: str
    target: Target
    options: Build


def everybody(workspace: Workspace, names: Iterable[str] = ()) -> Receiver:
    """Whoever takes what lies in `dist/` itself: the targets that `build` says, or those of `names`."""
    by_kind: dict[str, tuple[Target, ...]] = {}
    for target in named(names or workspace.target_names):
        for cls in target.kinds:
            by_kind[cls.kind] = (*by_kind.get(cls.kind, ()), target)
    return Receiver("", "", workspace.build_settings, by_kind)


def promised(workspace: Workspace) -> tuple[Receiver, ...]:
    """Who gets something by the deliveries of `cedu.yaml`; one to an LMS that nobody knows is left out (CE604)."""
    return _promised(_Same(workspace))


class _Same:
    """A workspace as a key: rules ask of one and the same for each of thousands of entities."""

    __slots__ = ("workspace",)

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def __hash__(self) -> int:
        return id(self.workspace)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.workspace is other.workspace


@lru_cache(maxsize=1)
def _promised(same: _Same) -> tuple[Receiver, ...]:
    return tuple(found for name in same.workspace.deliveries if (found := receiver(same.workspace, name)))


def receiver(workspace: Workspace, name: str) -> Receiver | None:
    """The receiver of this name: a delivery, or whoever has the LMS of this name; None where there is none."""
    from cedu.lms import presets

    delivery = workspace.deliveries.get(name) or Delivery(origin=workspace.origin, lms=name)
    preset = presets().get(delivery.lms)
    if preset is None:
        return None
    by_kind = {kind: named([target]) for kind, target in preset.targets.items()}
    # The pages of a site share files that the workspace's own pages come with.
    if once := tuple(target for target in by_kind.get("course", ()) if Workspace in target.kinds):
        by_kind[ONCE] = once
    options = preset.options(workspace.build_settings)
    options = replace(options, scos=delivery.scos) if delivery.scos else options
    return Receiver(name, preset.name, options, by_kind, frozenset(delivery.courses) if delivery.courses else None)


def receivers(workspace: Workspace) -> tuple[Receiver, ...]:
    """Everybody, and who is promised something: all for whom a workspace has to be right."""
    return (everybody(workspace), *promised(workspace))


def planned(workspace: Workspace, entity: Entity) -> Iterator[Planned]:
    """What is built of `entity`, if it is active: for rules that look at one entity alone.

    Of an exam or a bank, which go to a customer with courses, it says so wherever they may be about one of those.
    """
    for each in receivers(workspace):
        if each.name and not _may_go_to(each, entity):
            continue
        for target in each.targets.get(entity.kind, ()):
            yield Planned(each.name, target, each.options)


def carried(workspace: Workspace, entity: Entity) -> Iterator[Planned]:
    """What is built of courses that may ask an assessment, or draw from a bank: it travels in them, wherever they go."""
    if isinstance(entity, Assessment | Bank) and entity.status == "active":
        for each in receivers(workspace):
            for target in each.targets.get("course", ()):
                yield Planned(each.name, target, each.options)


def labels(plans: Iterable[Planned]) -> str:
    """What to call them in a message: each target once, with the deliveries that it is built for where it is not built anyway."""
    by_target: dict[str, list[str]] = {}
    for plan in plans:
        by_target.setdefault(plan.target.name, []).append(plan.receiver)
    return ", ".join(name if "" in found else f"{name} ({_listed(found)})" for name, found in by_target.items())


def asked_in_browser(library: Library, stakes: str) -> Iterator[tuple[str, Reference]]:
    """Where a lesson asks an assessment with these stakes and its course is scored in the browser: by what (`labels`), and where."""
    found = receivers(library.workspace)
    for course, reference in library.asked_in_lessons(stakes):
        plans = [
            Planned(each.name, target, each.options)
            for each in found
            if each.gets("course", course.id)
            for target in each.targets.get("course", ())
            if target.scored_by == "client"
        ]
        if plans:
            yield labels(plans), reference


def exams(library: Library, to: Receiver) -> tuple[Outline, ...]:
    """The active certification exams about the courses that `to` gets: they may not travel with a course whose keys anybody can read."""
    active = [outline for outline in library.of("assessment") if outline.stakes == "certification" and outline.status == "active"]
    return tuple(outline for outline in active if to.courses is None or to.courses & _about(library, outline))


def drawn(library: Library, from_: Iterable[Outline]) -> tuple[Outline, ...]:
    """The active banks that these assessments draw from."""
    names = {draw.bank for outline in from_ for draw in outline.draws}
    return tuple(outline for outline in library.of("bank") if outline.id in names and outline.status == "active")


def _about(library: Library, exam: Outline) -> frozenset[str]:
    """The courses whose objectives an exam asks about, itself or by the banks that it draws from."""
    named_here = [reference for reference in exam.references if reference.kind == "objective"]
    banks = drawn(library, [exam]) if not named_here else ()
    named_there = [reference for bank in banks for reference in bank.references if reference.kind == "objective"]
    return frozenset(reference.name.partition(".")[0] for reference in (*named_here, *named_there))


def _may_go_to(to: Receiver, entity: Entity) -> bool:
    """Does a customer get `entity`, as far as it alone can tell?"""
    if isinstance(entity, Assessment | Bank):
        if isinstance(entity, Assessment) and entity.stakes != "certification":
            return False
        courses = {objective.partition(".")[0] for objective in _objectives(entity)}
        return to.courses is None or not courses or bool(to.courses & courses)
    return to.gets(entity.kind, entity.id)


def _objectives(entity: Assessment | Bank) -> Iterator[str]:
    yield from (item.objective for item in entity.items if item.objective)
    if isinstance(entity, Assessment):
        yield from entity.objectives
        draws = entity.blueprint.draws if entity.blueprint else ()
        yield from (draw.objective for draw in draws if draw.objective)


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
