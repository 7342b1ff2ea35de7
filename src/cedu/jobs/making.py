"""One bundle: made of what a target yields, into the stage."""

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

from cedu.bundle import UnportableError, write_file, write_folder, write_zip
from cedu.deliveries import ONCE, Receiver
from cedu.diagnostics import Finding, Span
from cedu.jobs.memory import Output, Unit
from cedu.jobs.reading import Digests, NotThereError, Reading
from cedu.model.library import Library
from cedu.targets import Target, targets


class Made(NamedTuple):
    """What became of one unit: its output, or findings that say why there is none; and the digest of each thing that was read."""

    unit: Unit
    output: Output | None
    read: dict[str, str]
    findings: tuple[Finding, ...]


class Making(NamedTuple):
    """What is made for one receiver, and where it is put together."""

    library: Library
    to: Receiver
    stage: Path


def make(making: Making, unit: Unit) -> Made:
    """Make one unit; in a worker, so that nothing of it stays in memory."""
    from cedu.rendering.paper.faces import UnprintableError
    from cedu.rendering.templates import TemplateProblem

    library, to, stage = making
    target = targets()[unit.target]
    reading = Reading(library, to)
    outline = library.outlines.get((unit.kind, unit.id))
    source = outline.path if outline else "cedu.yaml"
    try:
        entity: Any = library.workspace if unit.kind == ONCE else reading.entity(unit.kind, unit.id)
        path = place(target, unit, entity)
        files = _write(target, stage / path, entity, reading)
    except TemplateProblem as problem:
        return refused(unit, Span(problem.path, problem.line), problem.message, "CE610", "see `shipped/` for what the template gets")
    except UnprintableError as error:
        return refused(unit, error.span or Span(source), f"it can't be printed: {error}", "CE615")
    except NotThereError as error:
        return refused(unit, Span(source), str(error), error.code)
    except UnportableError as error:
        return refused(unit, Span(source), f"no bundle can be made of it: {error}", "CE217")
    except (OSError, UnicodeDecodeError) as error:
        return refused(unit, Span(getattr(error, "filename", None) or unit.name), f"it can't be read or written: {error}", "CE015")
    digests = Digests(library)
    hashes = {file.relative_to(stage).as_posix(): _sha256(file) for file in files}
    output = Output(unit, path, hashes, _facts(target, entity, to))
    return Made(unit, output, {name: digests[name] for name in sorted(reading.names)}, ())


def place(target: Target, unit: Unit, entity: Any) -> str:
    """Where a unit lies below `dist/`; it keeps the first id that the entity ever had (design, promise 5)."""
    folder = f"{unit.receiver}/{target.name}" if unit.receiver else target.name
    if unit.kind == ONCE:
        return folder
    return f"{folder}/{unit.kind}/{entity.lasting_id}{_suffix(target)}"


def whose(to: Receiver) -> dict[str, str]:
    """What `build.json` says of whom something is for; a delivery that is called like its LMS goes by that."""
    return {key: value for key, value in (("delivery", to.name if to.name != to.lms else ""), ("lms", to.lms)) if value}


def refused(unit: Unit, span: Span, message: str, code: str, hint: str = "") -> Made:
    """Why a unit was not made."""
    return Made(unit, None, {}, (Finding(span, message, hint, code),))


def _suffix(target: Target) -> str:
    return "" if target.pack == "folder" else target.suffix or ".zip"


def _facts(target: Target, entity: Any, to: Receiver) -> dict[str, str]:
    """What `build.json` says of a bundle beside what it is and where."""
    facts = whose(to)
    version = getattr(entity, "version", "")
    if version:
        facts["version"] = version
    if target.edition:
        facts["edition"] = target.edition(to.options)
    if suffix := _suffix(target):
        facts["file_name"] = "-".join(filter(None, (entity.lasting_id, version))) + suffix
    return facts


def _write(target: Target, path: Path, entity: Any, reading: Reading) -> list[Path]:
    """Write what the target yields; the files that were written."""
    outputs = target.build(entity, reading)
    if target.pack == "folder":
        return write_folder(outputs, path)
    (write_zip if target.pack == "zip" else write_file)(outputs, path)
    return [path]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
