"""Write one entity that is valid as it stands."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Template
from unicodedata import normalize

from cedu.bundle import write_bytes
from cedu.diagnostics import did_you_mean
from cedu.jobs.validate import validate
from cedu.model.kinds import KINDS
from cedu.model.library import Library
from cedu.resources import layers

NEW_KINDS = tuple(kind for kind in KINDS if kind != "workspace")
_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 64
# What YAML takes for something else than a text.
_NO_TEXT = re.compile("[0-9]+(e[0-9]+)?|true|false|null")


class CannotWriteError(Exception):
    """Why the entity can't be written; nothing was."""


def write_new(root: Path, folder: Path, kind: str, id: str) -> tuple[Path, ...]:
    """Write the entity into `folder` of the workspace at `root`, a course into a folder of its own there; the files that were written.

    Raises CannotWriteError for a kind or an id that can't be, that is taken, or that would overwrite something.
    """
    _check_names(kind, id)
    library = validate(root).library
    _check_free(library, kind, id)
    if kind == "course":
        _check_free(library, "assessment", id)
    files = dict(_files(root, library, kind, id))
    # A course gets a folder of its own; one that is there already may hold anything.
    for path in {folder / (id if kind == "course" else each) for each in files}:
        if os.path.lexists(path):
            raise CannotWriteError(f"{path} is there already")
    _write(folder, files)
    return tuple(folder / path for path in files)


def _check_names(kind: str, id: str) -> None:
    if kind == "workspace":
        raise CannotWriteError("a workspace is started with `cedu init`")
    if kind not in NEW_KINDS:
        raise CannotWriteError(f"there is no kind `{kind}`; {did_you_mean(kind, NEW_KINDS) or 'there are ' + ', '.join(NEW_KINDS)}")
    if not _ID.fullmatch(id) or len(id) > _LONGEST_ID:
        better = "-".join(re.findall("[a-z0-9]+", normalize("NFKD", id).encode("ascii", "ignore").decode().lower()))[:_LONGEST_ID].strip(
            "-"
        )
        hint = f"; did you mean `{better}`?" if better else ""
        raise CannotWriteError(f"`{id}` is no id: small letters, digits and single hyphens, at most {_LONGEST_ID} characters{hint}")


def _check_free(library: Library, kind: str, id: str) -> None:
    """No entity has the id, or had it."""
    if outline := library.outlines.get((kind, id)):
        raise CannotWriteError(f"there is {_a(kind)} `{id}` already, in {outline.path}")
    if (kind, id) in library.broken_ids:
        raise CannotWriteError(f"there is {_a(kind)} `{id}` already, in a file that can't be read; `cedu validate` names it")
    if former := next((each for each in library.of(kind) if id in each.formerly), None):
        raise CannotWriteError(f"the {kind} `{former.id}` was formerly `{id}`, and LMSs know it by that: take another id")


def _files(root: Path, library: Library, kind: str, id: str) -> Iterator[tuple[str, bytes]]:
    """Each file of the entity: its path from the folder that it goes to, and its bytes. A workspace's own templates come first."""
    names = {"id": _text(id), "raw": id, "title": _title(kind, id)}
    needs = {"path": ("audience", "course"), "certification": ("course",)}.get(kind, ())
    for needed in needs:
        if not library.ids(needed):
            raise CannotWriteError(f"{_a(kind)} names {_a(needed)}, and there is none; begin with `cedu new {needed} ID`")
        names[needed] = _text(library.ids(needed)[0])
    sources = [folder / "new" for folder in layers("templates", root)]
    if kind == "course":
        source = next(each / "course" for each in sources if (each / "course").is_dir())
        for path in sorted(source.rglob("*.*")):
            yield f"{id}/{path.relative_to(source).as_posix().replace('ID', id)}", _filled(path, names)
    else:
        yield f"{id}.{kind}.yaml", _filled(next(each / f"{kind}.yaml" for each in sources if (each / f"{kind}.yaml").is_file()), names)


def _filled(path: Path, names: dict[str, str]) -> bytes:
    return Template(path.read_text(encoding="utf-8")).safe_substitute(names).encode()


def _text(id: str) -> str:
    """The id as YAML takes it for a text."""
    return f'"{id}"' if _NO_TEXT.fullmatch(id) else id


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ae" else f"a {kind}"


def _title(kind: str, id: str) -> str:
    words = id.replace("-", " ")
    return f"{kind.capitalize()} {words}" if _NO_TEXT.match(words) else words.capitalize()


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """One file, or one folder of files: whole or not at all."""
    if len(files) == 1:
        ((path, content),) = files.items()
        write_bytes(folder / path, content)
        return
    home = folder / Path(next(iter(files))).parts[0]
    folder.mkdir(parents=True, exist_ok=True)
    stage = home.with_name(f".{home.name}.{os.getpid()}.tmp")
    try:
        for path, content in files.items():
            target = stage / Path(path).relative_to(home.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        stage.rename(home)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
