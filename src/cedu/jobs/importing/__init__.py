"""Read a stranger's file into the workspace: YAML, texts and assets, with a report of all that became of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from cedu.diagnostics import did_you_mean
from cedu.formats.archive import ArchiveError, Source, open_source
from cedu.importers import Imported, Importer, Note, Place, importers
from cedu.jobs.importing.plan import Plan
from cedu.jobs.importing.report import CannotImportError, ImportReport, NoObjectiveError
from cedu.jobs.importing.writing import put
from cedu.jobs.parallel import without_garbage_collection
from cedu.jobs.validate import Progress, validate
from cedu.model.ids import kebab
from cedu.model.library import Library
from cedu.source.tree import is_searched

_SURE = 0.5  # how sure an importer has to be
_CLEAR = 0.15  # and by how much more than the next
_STEPS = 4
_WORKBOOK = "save each sheet of the workbook as CSV UTF-8, and import that"
_TEXT = "no questions can be told from the text around them; write them in a spreadsheet, or as text2qti's Markdown"
_INSTEAD = {
    **dict.fromkeys((".xlsx", ".xls", ".ods"), _WORKBOOK),
    **dict.fromkeys((".docx", ".doc", ".odt", ".pdf"), _TEXT),
    ".mbz": "it is a backup of a Moodle course; export the course's question bank as Moodle XML, and import that",
    ".yaml": "what is written in our YAML belongs into the workspace as it is; copy it there",
}


def import_file(
    root: Path,
    path: Path,
    *,
    format: str = "",
    into: Path | None = None,
    dry_run: bool = False,
    columns: Mapping[str, str] | None = None,
    objective: str = "",
    progress: Progress | None = None,
) -> ImportReport:
    """Import `path` into the folder `into` of the workspace at `root`; all of it or, where anything fails, nothing.

    `format` is an importer's name, and found out where it is empty. Items without an objective get `objective`,
    `course.objective`. Raises CannotImportError, before anything is written; NoObjectiveError where there is no such objective.
    """
    step = progress or (lambda _done, _all: None)
    try:
        source = open_source(path, columns)
    except ArchiveError as error:
        raise CannotImportError(str(error)) from None
    if not any(source.members.values()):
        raise CannotImportError(f"`{source.name}` is empty")
    importer = importers()[format] if format else recognised(source)
    if columns and not importer.has_columns:
        raise CannotImportError(f"`{source.name}` is read as {importer.name}, which has no columns: leave --column out")
    folder = _folder(root, into, source)
    step(1, _STEPS)
    library = validate(root).library
    if objective:
        objective = _objective(objective, library)
    with without_garbage_collection():
        imported = importer.read(source)
        imported = replace(imported, notes=(*imported.notes, *_left(source, importer)))
        step(2, _STEPS)
        plan = Plan(root, folder, importer.name, source.name, library, objective)
        report = plan.of(imported)
    step(3, _STEPS)
    if dry_run or not plan.files:
        return replace(report, dry_run=dry_run)
    put(root, folder, plan.files)
    after = validate(root)
    place = folder.relative_to(root).as_posix()
    step(4, _STEPS)
    return replace(report, findings=tuple(each for each in after.findings if each.span.path.startswith(f"{place}/") or place == "."))


def _objective(name: str, library: Library) -> str:
    """What the objective `name` is called now."""
    if found := library.present_name("objective", name):
        return found
    known = library.names.get("objective", frozenset())
    what = did_you_mean(name, known) or ("write it as course.objective" if known else "no course here has objectives yet")
    raise NoObjectiveError(f"no objective `{name}`; {what}")


def recognised(source: Source) -> Importer:
    """The importer that knows what `source` is. Raises CannotImportError where none does, or several do."""
    sure = sorted(((importer.recognises(source), name) for name, importer in importers().items()), reverse=True)
    likely = [name for certainty, name in sure if certainty >= _SURE]
    if not likely and (instead := _INSTEAD.get(PurePath(source.name).suffix.lower())):
        raise CannotImportError(f"`{source.name}` can't be read: {instead}")
    if not likely:
        titles = "\n".join(f"  {name}: {importer.title}" for name, importer in importers().items())
        raise CannotImportError(f"`{source.name}` is in no format that is recognised; name it with --format:\n{titles}")
    if len(likely) > 1 and sure[0][0] - sure[1][0] < _CLEAR:
        raise CannotImportError(f"`{source.name}` may be {' or '.join(likely)}; say which with --format")
    return importers()[likely[0]]


def _left(source: Source, used: Importer) -> Iterator[Note]:
    """The members that another importer reads and `used` doesn't; of a package, which one importer reads as a whole, there are none."""
    if len(source.members) < 2:
        return
    others = [importer for importer in importers().values() if importer is not used and importer.recognises(source) > _SURE]
    for name, content in source.members.items() if others else ():
        alone = Source(PurePath(name).name, {name: content}, source.columns)
        if used.recognises(alone) >= _SURE:
            continue
        if other := next((importer for importer in others if importer.recognises(alone) > _SURE), None):
            yield Note(Place(name), "refused", f"it is {other.name}, and not read with the files in {used.name}: import it by itself")


def _folder(root: Path, into: Path | None, source: Source) -> Path:
    """Where to write, as an absolute path."""
    home = root / "curricula" if (root / "curricula").is_dir() else root
    folder = into.resolve() if into else home.resolve() / (kebab(source.name.partition(".")[0]) or "imported")
    real_root = root.resolve()
    if not folder.is_relative_to(real_root):
        raise CannotImportError(f"`{into}` lies outside the workspace {root}")
    if folder.exists() and not folder.is_dir():
        raise CannotImportError(f"`{folder}` is a file")
    steps = folder.relative_to(real_root).parts
    if not is_searched(steps):
        raise CannotImportError(f"`{'/'.join(steps)}` is a folder that cedu does not look into; name another with --into")
    return root / folder.relative_to(real_root)


__all__ = ["CannotImportError", "ImportReport", "Imported", "NoObjectiveError", "import_file", "recognised"]
