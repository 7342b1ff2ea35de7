"""What a build is asked for: for whom, and which bundles those are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from cedu.deliveries import ONCE, Receiver, drawn, everybody, exams, receiver
from cedu.diagnostics import did_you_mean
from cedu.jobs.memory import Unit
from cedu.lms import presets
from cedu.model.library import Library
from cedu.model.workspace import Delivery, Workspace
from cedu.targets import targets

# What stands for a target where a publisher's steps were written.
STEPS = "upload-steps"
# So many names are listed for whoever gave one that is like none of them.
_MOST_NAMES = 16


class UnknownNameError(LookupError):
    """There is no such target, LMS or delivery, or no such entity (`kind/id`)."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        names = list(known)
        there = f"there are {', '.join(names)}" if 0 < len(names) <= _MOST_NAMES else ""
        hint = did_you_mean(name, names) or there
        super().__init__(f"no {what} `{name}`" + (f"; {hint}" if hint else ""))


class UnbuildableError(LookupError):
    """What was asked for is there, and nothing is made of it."""


def check_names(only: Sequence[str], lms: str) -> None:
    """Raises UnknownNameError for a target or an LMS that is not there."""
    for name in only:
        if name not in targets():
            raise UnknownNameError("target", name, targets())
    if lms and lms not in presets():
        raise UnknownNameError("LMS", lms, presets())


def widening(only: Sequence[str], delivery: str, lms: str) -> Callable[[Workspace], Workspace]:
    """What makes a workspace say that it builds what is asked for, and delivers to this LMS, so that it is validated for that as well."""

    def widened(workspace: Workspace) -> Workspace:
        if lms:
            return replace(workspace, deliveries={lms: Delivery(origin=workspace.origin, lms=lms), **workspace.deliveries})
        if delivery:
            return workspace
        names = tuple(dict.fromkeys((*workspace.target_names, *_names(workspace, only))))
        return replace(workspace, build=replace(workspace.build_settings, targets=names))

    return widened


def _names(workspace: Workspace, only: Sequence[str]) -> Sequence[str]:
    """The targets that are built for everybody: those that are asked for, or else those of `cedu.yaml`, or else all but paper."""
    # What is printed is asked for by name: it needs fonts for all that is written.
    return only or workspace.target_names or tuple(name for name, target in targets().items() if target.scored_by != "person")


def asked_for(workspace: Workspace, only: Sequence[str], name: str) -> Receiver:
    """For whom is built: the delivery or the LMS of this name, or where it is empty, everybody; with the targets `only`, if any are named.

    Raises UnknownNameError where there is no such delivery, and UnbuildableError where nothing is left to build.
    """
    if not name:
        return everybody(workspace, _names(workspace, only))
    if name not in workspace.deliveries and name not in presets():
        raise UnknownNameError("delivery", name, workspace.deliveries)
    found = receiver(workspace, name)
    if found is None:
        raise UnbuildableError(f"no LMS `{workspace.deliveries[name].lms}`, so nothing can be built for `{name}`")
    chosen = found.only(only) if only else found
    if not chosen.targets:
        raise UnbuildableError(f"`{name}` gets none of these targets: {', '.join(only)}; it gets {_listed(found)}")
    return chosen


def units(library: Library, to: Receiver, names: Sequence[str] = ()) -> list[Unit]:
    """What is built for `to`: all of it, or of the entities `names` (`kind/id`).

    Raises UnknownNameError where there is no such entity, and UnbuildableError where nothing is made of it.
    """
    known = {"/".join(key): key for key in library.outlines}
    for name in names:
        if name not in known:
            raise UnknownNameError("entity", name, known)
    wanted = {known[name] for name in names}
    found = [unit for unit in _units(library, to) if not wanted or unit.kind == ONCE or (unit.kind, unit.id) in wanted]
    for kind, id in sorted(wanted - {(unit.kind, unit.id) for unit in found}):
        raise UnbuildableError(f"nothing is built of `{kind}/{id}`: {_reason(library, to, kind, id)}")
    if to.name and all(unit.kind == ONCE for unit in found):
        raise UnbuildableError(f"nothing is built for `{to.name}`: it gets no active course or exam as {_listed(to)}")
    return found


def still_wanted(library: Library, names: Iterable[str]) -> Callable[[Unit], bool]:
    """Tells of what earlier builds made for the receivers of these `names` whether it is still what the workspace promises."""
    found = {name: receiver(library.workspace, name) for name in names if name}
    promised = {name: frozenset(_units(library, to)) for name, to in found.items() if to}

    def is_wanted(unit: Unit) -> bool:
        if unit.receiver:
            return unit.receiver in promised and (unit.target == STEPS or unit in promised[unit.receiver])
        outline = library.outlines.get((unit.kind, unit.id))
        return unit.kind == ONCE or (outline is not None and outline.status == "active")

    return is_wanted


def _units(library: Library, to: Receiver) -> Iterator[Unit]:
    ids = {kind: tuple(_ids(library, to, kind)) for kind in to.targets}
    for target in dict.fromkeys(target for found in to.targets.values() for target in found):
        for kind, found in to.targets.items():
            if target in found:
                yield from (Unit(target.name, kind, id, to.name) for id in ids[kind])


def _ids(library: Library, to: Receiver, kind: str) -> Iterator[str]:
    """The ids of one kind of which something is built for `to`."""
    if kind == ONCE:
        yield ""
    elif to.name and kind == "assessment":
        yield from (outline.id for outline in exams(library, to))
    elif to.name and kind == "bank":
        yield from (outline.id for outline in drawn(library, exams(library, to)))
    else:
        yield from (outline.id for outline in library.of(kind) if outline.status == "active" and to.gets(kind, outline.id))


def _reason(library: Library, to: Receiver, kind: str, id: str) -> str:
    status = library.outlines[kind, id].status
    if status != "active":
        return f"its status is {status}"
    if kind in to.targets:
        return f"`{to.name}` does not get it"
    return f"none of these targets builds that: {_listed(to)}"


def _listed(to: Receiver) -> str:
    return ", ".join(dict.fromkeys(target.name for found in to.targets.values() for target in found))
