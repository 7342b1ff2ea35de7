"""Build a workspace: every bundle that is asked for, whole or not at all, and only what has changed since the last time."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cedu import __version__
from cedu.bundle import write_bytes
from cedu.deliveries import ONCE, Receiver
from cedu.diagnostics import Finding, Span
from cedu.jobs.dist import alone, carry_over, keep, put_in_place, staged
from cedu.jobs.making import Made, Making, make, refused, whose
from cedu.jobs.memory import Memory, Output, Unit
from cedu.jobs.parallel import spread
from cedu.jobs.program import program
from cedu.jobs.provenance import provenance
from cedu.jobs.reading import Reading
from cedu.jobs.validate import Progress, Validated, validate
from cedu.jobs.wanted import STEPS, asked_for, check_names, still_wanted, units, widening
from cedu.lms import presets
from cedu.model.library import Library
from cedu.resources import layers
from cedu.targets import targets

# Measured: what one unit takes, in seconds, to decide whether a second process pays.
_SECONDS_A_UNIT = 0.03


class Built(NamedTuple):
    """What a build made: `outputs` is empty where it was refused; `fresh` of them were there already."""

    validated: Validated
    findings: tuple[Finding, ...]
    outputs: tuple[Output, ...]
    fresh: int


def build(
    root: Path,
    *,
    names: Sequence[str] = (),
    only: Sequence[str] = (),
    delivery: str = "",
    lms: str = "",
    today: date | None = None,
    progress: Progress | None = None,
) -> Built:
    """Validate the workspace at `root`, and build what `names` (`kind/id`) and the targets `only` say, or all of it.

    That is for everybody; or for the customer of a `delivery` of `cedu.yaml`; or for whoever has this `lms`.

    Raises UnknownNameError where there is no such entity, target, delivery or LMS, and UnbuildableError where nothing is made of what is
    named.
    """
    check_names(only, lms)
    validated = validate(root, today=today, widened=widening(only, delivery, lms))
    library = validated.library
    if validated.errors:
        return Built(validated, validated.findings, (), 0)
    to = asked_for(library.workspace, only, delivery or lms)
    asked = dict.fromkeys(units(library, to, names))
    with alone(root), staged(root) as stage:
        return _build(root, validated, Making(library, to, stage), asked, not names and not only, progress)


def _build(root: Path, validated: Validated, making: Making, asked: dict[Unit, None], complete: bool, progress: Progress | None) -> Built:
    """Build what is `asked` for; `complete`: that is all there is to build for whoever it is for."""
    library, to, stage = making
    memory = Memory(root, _key(root), library)
    fresh = {unit: output for unit in asked if (output := memory.fresh(unit))}
    made = list(_made(making, [unit for unit in asked if unit not in fresh], progress))
    there = memory.last()
    kept = [output for output in _staying(library, there, to, complete=complete) if output.unit not in asked]
    if to.lms and not any(each.findings for each in made):
        made.append(_steps(making, [*fresh.values(), *(each.output for each in made if each.output), *kept]))
    if findings := tuple(finding for each in made for finding in each.findings):
        return Built(validated, findings, (), 0)
    outputs = fresh | {each.unit: each.output for each in made if each.output}
    for output in [*fresh.values(), *kept]:
        for path in output.files:
            keep(root / "dist" / path, stage / path)
    carry_over(root / "dist", stage, {path for output in there for path in output.files}, _folders(to) if complete else ())
    everything = tuple(sorted([*outputs.values(), *kept], key=lambda output: (output.unit.receiver, output.unit)))
    write_bytes(stage / "build.json", _manifest(root, everything))
    put_in_place(stage, root / "dist")
    memory.save(everything, {each.unit: each.read for each in made})
    unchanged = sum(unit in fresh or (unit.target == STEPS and output in there) for unit, output in outputs.items())
    return Built(validated, (), tuple(outputs[unit] for unit in dict.fromkeys((*asked, *outputs))), unchanged)


def _made(making: Making, changed: Sequence[Unit], progress: Progress | None) -> Iterator[Made]:
    for number, made in enumerate(spread(make, making, changed, seconds=len(changed) * _SECONDS_A_UNIT), 1):
        yield made
        if progress:
            progress(number, len(changed))


def _staying(library: Library, there: Sequence[Output], to: Receiver, *, complete: bool) -> Iterator[Output]:
    """What stays of what earlier builds made. A complete build for somebody replaces all that was there for them, and nobody else's."""
    others = [output for output in there if not (output.unit.receiver == to.name and (complete or output.unit.target == STEPS))]
    wanted = still_wanted(library, {output.unit.receiver for output in others})
    return (output for output in others if wanted(output.unit))


def _steps(making: Making, outputs: Sequence[Output]) -> Made:
    """A page beside the bundles of an LMS that tells a publisher what to do with them there."""
    from cedu.jobs.upload_steps import Bundle, upload_steps
    from cedu.rendering.templates import TemplateProblem

    library, to, stage = making
    unit = Unit(STEPS, ONCE, "", to.name)
    paths = [(output.unit, output.path.removeprefix(f"{to.name}/")) for output in sorted(outputs) if output.unit.receiver == to.name]
    bundles = [Bundle(unit.target, unit.kind, unit.id, path) for unit, path in paths]
    path = f"{to.name}/UPLOAD.md"
    try:
        page = upload_steps(presets()[to.lms], bundles, Reading(library, to), whose(to).get("delivery", ""))
    except TemplateProblem as problem:
        return refused(unit, Span(problem.path, problem.line), problem.message, "CE610", "see `shipped/` for what the template gets")
    write_bytes(stage / path, page)
    return Made(unit, Output(unit, path, {path: hashlib.sha256(page).hexdigest()}, whose(to)), {}, ())


def _folders(to: Receiver) -> tuple[str, ...]:
    """The folders of `dist/` that hold what is built for `to`, and nothing else."""
    return tuple(f"{to.name}/{name}" if to.name else name for name in targets())


def _manifest(root: Path, outputs: Sequence[Output]) -> bytes:
    """`dist/build.json`: what was built from which source, for whom."""
    source = provenance(root)
    rows: list[dict[str, Any]] = [
        {
            "target": output.unit.target,
            "kind": output.unit.kind,
            "id": output.unit.id,
            "path": output.path,
            **output.facts,
            "files": dict(sorted(output.files.items())),
        }
        for output in outputs
    ]
    manifest = {"cedu": __version__, "commit": source.commit, "changed_since_commit": source.changed, "outputs": rows}
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()


def _key(root: Path) -> str:
    """What every unit depends on: cedu itself, and the templates."""
    digest = hashlib.sha256(f"{program()}\0".encode())
    for folder in layers("templates", root):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()
