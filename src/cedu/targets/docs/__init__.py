"""Docs: learning paths and a curriculum guide for those who decide and plan, as Markdown and as HTML."""

from collections.abc import Iterator

from cedu.bundle import Output
from cedu.model.path import Path
from cedu.model.workspace import Workspace
from cedu.targets import Context, Target


def build(entity: Path | Workspace, context: Context) -> Iterator[Output]:
    """The documents of a path, or of the whole workspace."""
    from cedu.targets.docs.documents import guide_files, path_files

    return path_files(entity, context) if isinstance(entity, Path) else guide_files(entity, context)


TARGET = Target("docs", "Curriculum guide", (Path, Workspace), build, "folder")
