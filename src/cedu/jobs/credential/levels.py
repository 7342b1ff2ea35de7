"""The levels of a workspace, by the lasting ids that the registry knows them by."""

from pathlib import Path

from cedu.credentials.award import LevelKey
from cedu.model.certification import Certification, Level
from cedu.source.load import load
from cedu.source.tree import read_tree


def levels(root: Path) -> dict[LevelKey, tuple[Certification, Level]]:
    """Each level whose certification can be read, whatever else is wrong with the workspace."""
    entities = (load(root, path, kind).entity for path, kind in read_tree(root).documents.items() if kind == "certification")
    certifications = (entity for entity in entities if isinstance(entity, Certification))
    return {(its.lasting_id, level.lasting_id): (its, level) for its in certifications for level in its.levels}
