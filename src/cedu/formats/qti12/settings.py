"""What Canvas says of a quiz in a file of its own (`lib/cc/importer/canvas/quiz_metadata_converter.rb`)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cedu.formats.imported import ImportedItem, ImportedItems
from cedu.formats.qti12.parsed import bare, plain, text_of
from cedu.formats.xml import XmlError, parse
from cedu.model.interaction import ChoiceInteraction

if TYPE_CHECKING:
    from lxml.etree import _Element


def with_canvas_settings(items: ImportedItems, members: Mapping[str, bytes]) -> ImportedItems:
    """A quiz with what Canvas says of it in the folder of its name."""
    content = members.get(f"{items.ident}/assessment_meta.xml")
    if items.settings is None or content is None:
        return items
    try:
        root = bare(parse(content))
    except XmlError:
        return items
    mixed = text_of(root.find("shuffle_answers")) == "true"
    return replace(items, settings={**items.settings, **_settings(root)}, items=tuple(map(_mixed, items.items)) if mixed else items.items)


def _mixed(item: ImportedItem) -> ImportedItem:
    """With its choices shuffled: Canvas says so once for all questions, and not in any of them."""
    its = item.interaction
    if isinstance(its, ChoiceInteraction) and its.response != "true-false":
        return replace(item, interaction=replace(its, shuffle=True))
    return item


def _settings(root: "_Element") -> dict[str, Any]:
    """What an assessment's YAML would say: how often, how long, for what, and what it is about."""
    found: dict[str, Any] = {}
    for name, ours in (("allowed_attempts", "attempts"), ("time_limit", "time_limit_minutes")):
        written = text_of(root.find(name))
        if written.isascii() and written.isdigit() and len(written) < 7 and int(written):
            found[ours] = int(written)
    summary = plain(text_of(root.find("description")))
    if summary:
        found["summary"] = summary
    match text_of(root.find("quiz_type")):
        case "assignment" | "graded_survey":
            found |= {"purpose": "summative", "stakes": "graded"}
        case "practice_quiz" | "survey":
            found |= {"purpose": "formative", "stakes": "practice"}
    return found
