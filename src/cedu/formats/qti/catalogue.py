"""What a manifest says of items beside their questions (IMS Content Packaging 1.2, IEEE LOM)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import normpath
from typing import get_args
from urllib.parse import unquote

from cedu.formats.qti.manifest import OBJECTIVE
from cedu.formats.qti.nodes import Node
from cedu.model.annotations import Difficulty

# IEEE 1484.12.1, 5.8, and what tools write instead.
_DIFFICULTY: Mapping[str, Difficulty] = {
    "very easy": "easy",
    "easy": "easy",
    "low": "easy",
    "medium": "medium",
    "difficult": "hard",
    "hard": "hard",
    "high": "hard",
    "very difficult": "hard",
}
_MOST_TAGS = 50


@dataclass(frozen=True, slots=True)
class About:
    """What is said of an item."""

    difficulty: Difficulty = "medium"
    objective: str = ""
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def catalogue(manifest: Node, folder: PurePosixPath) -> tuple[Mapping[str, About], str, str]:
    """What is said of each member, the title of the package, and what it calls itself where we wrote it."""
    found: dict[str, About] = {}
    for resource in manifest.all("resource"):
        metadata = resource.child("metadata")
        if metadata is not None and resource.get("href"):
            found[normpath(str(folder / unquote(resource.get("href"))))] = about(metadata)
    metadata = manifest.child("metadata")
    general = next(metadata.all("general"), None) if metadata is not None else None
    if general is None:
        return found, "", ""
    return found, _text(general.child("title")), _ours(general)


def about(metadata: Node) -> About:
    """What the metadata of one item says."""
    general = next(metadata.all("general"), None)
    tags = tuple(_text(node) for node in (general.nodes if general is not None else ()) if node.name == "keyword")
    level = next((_value(node) for node in metadata.all("difficulty")), "")
    objective = ""
    for classification in metadata.all("classification"):
        purpose = classification.child("purpose")
        taxon = next(classification.all("taxon"), None)
        name = taxon.child("id") if taxon is not None else None
        if purpose is not None and _value(purpose) == OBJECTIVE and name is not None:
            objective = name.text.strip()
    notes = (f"the difficulty `{level}` became `medium`",) if level and level.lower() not in _DIFFICULTY else ()
    return About(_DIFFICULTY.get(level.lower(), get_args(Difficulty)[1]), objective, tuple(filter(None, tags))[:_MOST_TAGS], notes)


def _value(node: Node) -> str:
    value = node.child("value")
    return (value or node).text.strip()


def _text(node: Node | None) -> str:
    return " ".join(node.text.split()) if node is not None else ""


def _ours(general: Node) -> str:
    for identifier in general.all("identifier"):
        catalog, entry = identifier.child("catalog"), identifier.child("entry")
        if catalog is not None and entry is not None and catalog.text.strip() == "cedu":
            return entry.text.strip()
    return ""
