"""Files that come with what is imported: images above all."""

import posixpath
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path

from cedu.bundle import unportable
from cedu.importers import Place
from cedu.jobs.importing.report import Entry

# What cedu would take for a source of its own, or another tool for its settings.
_OURS = (".yaml", ".yml", ".md")


def assets_of(folder: Path, assets: Mapping[str, bytes], files: MutableMapping[str, bytes]) -> Iterator[Entry]:
    """Add to `files` what of `assets` is to be written below `folder`; one that is there and differs is kept, because it may be edited."""
    for path, content in sorted(assets.items()):
        place = Place(path)
        if reason := _refused(path):
            yield Entry("refused", place=place, text=reason)
            continue
        target = folder / path
        if not target.exists():
            files[path] = content
            yield Entry("written", path=path, thing="file")
        elif not target.is_file() or target.read_bytes() != content:
            text = "it differs from the source's; delete it here, and import again to take that one"
            yield Entry("kept", path=path, text=text, thing="file")
        else:
            yield Entry("unchanged", path=path, thing="file")


def _refused(path: str) -> str:
    """Why a file isn't written at `path`; nothing where it may be."""
    if reason := unportable(path):
        return f"its path {reason}"
    if posixpath.normpath(path) != path or not path.startswith("assets/"):
        return "its path leads out of the folder for assets"
    if path.lower().endswith(_OURS) or any(step.startswith(".") for step in path.split("/")):
        return "a file of this name would mean something to cedu or other tools"
    return ""
