"""Build a workspace: every bundle that is asked for, whole or not at all, and only what has changed since the last time."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cedu import __version__
from cedu.bundle import write_bytes, write_folder, write_zip
from cedu.diagnostics import Finding, Span, did_you_mean
from cedu.jobs.dist import keep, put_in_place, stage_for
from cedu.jobs.memory import Memory, Output, Unit
from cedu.jobs.parallel import spread
from cedu.jobs.program import program
from cedu.jobs.provenance import provenance
from cedu.jobs.reading import Digests, NotThereError, Reading
from cedu.jobs.validate import Progress, Validated, validate
from cedu.model.entity import lasting_id
from cedu.model.library import Library
from cedu.model.workspace import Workspace
from cedu.resources import layers
from cedu.targets import Target, named, targets

# Measured: what one unit takes, in seconds, to decide whether a second process pays.
_SECONDS_A_UNIT = 0.03


class UnknownNameError(LookupError):
    """There is no such target, or no such entity (`kind/id`)."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        hint = did_you_mean(name, known)
        super().__init__(f"no {what} `{name}`" + (f"; {hint}" if hint else ""))


class UnbuildableError(LookupError):
    """What was asked for is there, and nothing is made of it."""


class Built(NamedTuple):
    """What a build made: `outputs` is empty where it was refused; `fresh` of them were there already."""

    validated: Validated
    findings: tuple[Finding, ...]
    outputs: tuple[Output, ...]
    fresh: int


class _Made(NamedTuple):
    """What a worker reports of one unit."""

    unit: Unit
    output: Output | None
    read: dict[str, str]
    findings: tuple[Finding, ...]


def build(
    root: Path,
    *,
    names: Sequence[str] = (),
    only: Sequence[str] = (),
    today: date | None = None,
    progress: Progress | None = None,
) -> Built:
    """Validate the workspace at `root`, and build what `names` (`kind/id`) and the targets `only` say, or all of it.

    Raises UnknownNameError where there is no such entity or target, and UnbuildableError where no target makes anything of an entity.
    """
    validated = validate(root, today=today)
    library = validated.library
    chosen = _chosen_targets(library.workspace, only)
    if validated.errors:
        return Built(validated, validated.findings, (), 0)
    wanted = _units(library, chosen, names)
    memory = Memory(root, _key(root), library)
    fresh = {unit: output for unit in wanted if (output := memory.fresh(unit))}
    stage = stage_for(root)
    changed = [unit for unit in wanted if unit not in fresh]
    outputs = dict(fresh)
    findings: list[Finding] = []
    for number, made in enumerate(spread(_make, (library, stage), changed, seconds=len(changed) * _SECONDS_A_UNIT), 1):
        findings += made.findings
        if made.output:
            outputs[made.unit] = made.output
            memory.remember(made.output, made.read)
        if progress:
            progress(number, len(changed))
    if findings:
        shutil.rmtree(stage)
        return Built(validated, tuple(findings), (), 0)
    partial = bool(names) or bool(only)
    kept = [output for output in memory.last() if partial and output.unit not in outputs and _still_wanted(library, output.unit)]
    for output in [*fresh.values(), *kept]:
        for path in output.files:
            keep(root / "dist" / path, stage / path)
    everything = tuple(sorted([*outputs.values(), *kept]))
    _carry_over(root / "dist", stage)
    write_bytes(stage / "build.json", _manifest(root, everything))
    put_in_place(stage, root / "dist")
    memory.save(everything)
    return Built(validated, (), tuple(outputs[unit] for unit in wanted), len(fresh))


def _chosen_targets(workspace: Workspace, only: Sequence[str]) -> tuple[Target, ...]:
    for name in only:
        if name not in targets():
            raise UnknownNameError("target", name, targets())
    return named(only or workspace.target_names or tuple(targets()))


def _units(library: Library, chosen: Sequence[Target], names: Sequence[str]) -> list[Unit]:
    known = {"/".join(key): key for key in library.outlines}
    for name in names:
        if name not in known:
            raise UnknownNameError("entity", name, known)
    wanted = {known[name] for name in names}
    units = []
    for target in chosen:
        for cls in target.kinds:
            if cls is Workspace:
                units += [Unit(target.name, "workspace", "")]
                continue
            outlines = [outline for outline in library.of(cls.kind) if outline.status == "active"]
            units += [Unit(target.name, cls.kind, outline.id) for outline in outlines if not wanted or (cls.kind, outline.id) in wanted]
    for kind, id in sorted(wanted - {(unit.kind, unit.id) for unit in units}):
        status = library.outlines[kind, id].status
        names_of_targets = ", ".join(target.name for target in chosen)
        reason = f"none of these targets builds that: {names_of_targets}" if status == "active" else f"its status is {status}"
        raise UnbuildableError(f"nothing is built of `{kind}/{id}`: {reason}")
    return units


def _still_wanted(library: Library, unit: Unit) -> bool:
    if unit.kind == "workspace":
        return True
    outline = library.outlines.get((unit.kind, unit.id))
    return outline is not None and outline.status == "active"


def _make(shared: tuple[Library, Path], unit: Unit) -> _Made:
    """Build one unit into the stage; in a worker, so that nothing of it stays in memory."""
    from cedu.rendering.templates import TemplateProblem

    library, stage = shared
    target = targets()[unit.target]
    reading = Reading(library)
    try:
        entity: Any = library.workspace if unit.kind == "workspace" else reading.entity(unit.kind, unit.id)
        files = _write(target, unit, entity, reading, stage)
    except TemplateProblem as problem:
        span = Span(problem.path, problem.line)
        return _Made(unit, None, {}, (Finding(span, problem.message, "see `shipped/` for what the template gets", "CE610"),))
    except NotThereError as error:
        outline = library.outlines.get((unit.kind, unit.id))
        return _Made(unit, None, {}, (Finding(Span(outline.path if outline else "cedu.yaml"), str(error), code=error.code),))
    except (OSError, UnicodeDecodeError) as error:
        span = Span(getattr(error, "filename", None) or unit.name)
        return _Made(unit, None, {}, (Finding(span, f"it can't be read or written: {error}", "", "CE015"),))
    digests = Digests(library)
    version = getattr(entity, "version", "")
    path = _path(target, unit, entity)
    return _Made(unit, Output(unit, path, version, files), {name: digests[name] for name in sorted(reading.names)}, ())


def _path(target: Target, unit: Unit, entity: Any) -> str:
    """Where a unit lies below `dist/`; it keeps the first id that the entity ever had (design, promise 5)."""
    if unit.kind == "workspace":
        return target.name
    return f"{target.name}/{unit.kind}/{lasting_id(entity.id, entity.formerly)}{'' if target.pack == 'folder' else target.suffix or '.zip'}"


def _write(target: Target, unit: Unit, entity: Any, reading: Reading, stage: Path) -> dict[str, str]:
    """Write what the target yields; the SHA-256 of each file, by its path from `dist/`."""
    path = stage / _path(target, unit, entity)
    outputs = target.build(entity, reading)
    if target.pack == "folder" or unit.kind == "workspace":
        written = write_folder(outputs, path)
    elif target.pack == "zip":
        write_zip(outputs, path)
        written = [path]
    else:
        (output,) = outputs
        write_bytes(path, output.content if isinstance(output.content, bytes) else output.content.read_bytes())
        written = [path]
    return {file.relative_to(stage).as_posix(): _sha256(file) for file in written}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _carry_over(dist: Path, stage: Path) -> None:
    """Take along what lies in `dist/` and is none of cedu's: it is not ours to delete."""
    if not dist.is_dir():
        return
    for entry in dist.iterdir():
        if entry.name in targets() or entry.name == "build.json" or entry.name.startswith("."):
            continue
        for file in [entry] if entry.is_file() else [path for path in entry.rglob("*") if path.is_file()]:
            keep(file, stage / file.relative_to(dist))


def _manifest(root: Path, outputs: Sequence[Output]) -> bytes:
    """`dist/build.json`: what was built from which source."""
    source = provenance(root)
    rows = []
    for output in outputs:
        row: dict[str, Any] = {"target": output.unit.target, "kind": output.unit.kind, "id": output.unit.id, "path": output.path}
        if output.version:
            row["version"] = output.version
        rows.append({**row, "files": dict(sorted(output.files.items()))})
    manifest = {"cedu": __version__, "commit": source.commit, "changed_since_commit": source.changed, "outputs": rows}
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()


def _key(root: Path) -> str:
    """What every unit depends on: cedu itself, `cedu.yaml`, and the templates."""
    digest = hashlib.sha256(f"{program()}\0".encode() + (root / "cedu.yaml").read_bytes())
    for folder in layers("templates", root):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()
