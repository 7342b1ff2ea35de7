"""There and back: what a target writes, the importer of the same format reads as it was, but for what the target says it loses."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings

from cedu.formats.loss import Loss
from cedu.importers import Imported, ImportedItem, Source, importers
from cedu.items import lift, lower
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.model.assessment import Bank
from cedu.model.item import Item
from cedu.model.library import Library
from cedu.source.emit import emit
from cedu.source.structure import build
from cedu.source.text import read
from cedu.targets import targets
from generated_items import TYPES, items

WORKSPACE = Path(__file__).parents[2] / "banks/every-type"
# Every format of banks that is written and read.
FORMATS = sorted(name for name in set(targets()) & set(importers()) if Bank in targets()[name].kinds)
NONE = {"points": 1, "feedback": {}, "hint": "", "tags": [], "difficulty": "medium", "objective": None}


@cache
def library() -> Library:
    return validate(WORKSPACE, today=date(2026, 11, 22)).library


def bank_of(*made: dict[str, Any]) -> Bank:
    """The bank that YAML with these items would be."""
    document, findings = read("everything.bank.yaml", emit({"id": "everything", "title": "Everything", "items": made}).encode())
    assert document is not None, findings
    return build(Bank, document)


def there_and_back(format: str, bank: Bank) -> Imported:
    context = Reading(library())
    target = targets()[format]
    members = {}
    for output in target.build(bank, context):
        content = output.content
        members[output.path.as_posix()] = content.read_bytes() if isinstance(content, Path) else content
    return importers()[format].read(Source(f"everything{target.suffix}", members))


def said(item: Item) -> dict[str, Any]:
    """What an item says, but for what never leaves the team."""
    feedback = item.feedback
    return {
        **lift(lower(item)),
        "stem": item.stem,
        "points": item.points,
        "feedback": {"correct": feedback.correct, "incorrect": feedback.incorrect} if feedback else {"correct": "", "incorrect": ""},
        "hint": item.hint,
        "tags": list(item.tags),
        "difficulty": item.difficulty,
        "objective": item.objective or "",
    }


def read_back(found: ImportedItem) -> dict[str, Any]:
    return {
        **lift(found.interaction),
        "stem": found.stem,
        "points": found.points,
        "feedback": {"correct": found.correct, "incorrect": found.incorrect},
        "hint": found.hint,
        "tags": list(found.tags),
        "difficulty": found.difficulty,
        "objective": found.objective,
    }


def hit(format: str, bank: Bank) -> dict[str, list[Loss]]:
    """What the target says it loses of each item, by the item's id."""
    found: dict[str, list[Loss]] = {}
    for item in bank.items:
        alone = bank_of_one(bank, item)
        context = Reading(library())
        found[item.id] = [loss for loss in targets()[format].loses if any(loss.where(alone, context.options))]
    return found


def bank_of_one(bank: Bank, item: Item) -> Bank:
    from dataclasses import replace

    return replace(bank, items=(item,))


def kept(value: dict[str, Any], losses: list[Loss]) -> dict[str, Any]:
    """What is left to compare of an item."""
    changed = {name for loss in losses for name in loss.changes}
    value = dict(value)
    if "ids" in changed:
        value = renamed(value)
    for name in changed:
        without(value, name.split("."))
    return value


def without(value: Any, steps: list[str]) -> None:
    if isinstance(value, list):
        for each in value:
            without(each, steps)
    elif len(steps) == 1:
        value.pop(steps[0], None)
    elif steps[0] in value:
        without(value[steps[0]], steps[1:])


def renamed(value: dict[str, Any]) -> dict[str, Any]:
    """The same with numbers for the ids of parts, and for what names them."""
    names: dict[str, str] = {}

    def collect(node: Any, path: str) -> Any:
        if isinstance(node, list):
            return [collect(each, f"{path}.{place}") for place, each in enumerate(node)]
        if not isinstance(node, dict):
            return node
        if "id" in node:
            names[node["id"]] = path
        return {key: path if key == "id" else collect(each, f"{path}.{key}") for key, each in node.items()}

    made = collect({key: each for key, each in value.items() if key != "stem"}, "")
    for each in made.get("elements", ()):
        each["category"] = names.get(each["category"], each["category"])
    stem = value["stem"]
    for place, gap in enumerate(value.get("gaps", ())):
        stem = stem.replace(f"[[{gap['id']}]]", f"[[{place}]]")
    return {**made, "stem": stem}


def compare(format: str, bank: Bank) -> Iterator[str]:
    """What is not as it was, for each item that the format can hold."""
    back = there_and_back(format, bank)
    found = {each.id: each for every in back.items for each in every.items}
    losses = hit(format, bank)
    held = [item for item in bank.items if not any("type" in loss.changes for loss in losses[item.id])]
    if not any(found):  # a format that knows no ids: what it holds comes back in its order
        found = dict(zip((item.lasting_id for item in held), (each for every in back.items for each in every.items), strict=False))
    for item in held:
        if item.lasting_id not in found:
            yield f"{item.id} did not come back: {list(back.notes)}, {sorted(found)}"
            continue
        before, after = kept(said(item), losses[item.id]), kept(read_back(found[item.lasting_id]), losses[item.id])
        for name in sorted({*before, *after}):
            if before.get(name) != after.get(name):
                yield f"{item.id}.{name}: {before.get(name)!r} came back as {after.get(name)!r}"


@pytest.mark.parametrize("format", FORMATS)
def test_the_forty_items_come_back_but_for_declared_losses(format: str) -> None:
    bank = Reading(library()).entity("bank", "everything")
    assert len(bank.items) == 40
    assert list(compare(format, bank)) == []


@pytest.mark.parametrize("type", sorted(TYPES))
@pytest.mark.parametrize("format", FORMATS)
def test_any_item_comes_back_but_for_declared_losses(format: str, type: str) -> None:
    @seed(4)
    @settings(max_examples=30, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(items(type))
    def check(made: dict[str, Any]) -> None:
        assert list(compare(format, bank_of(made))) == []

    check()


@pytest.mark.parametrize("format", FORMATS)
def test_the_longest_matching_comes_back_whole(format: str) -> None:
    pairs = [{"id": f"p{place}", "premise": f"Premise {place}", "response": f"Response {place}"} for place in range(26)]
    distractors = [{"id": f"d{place}", "response": f"Distractor {place}"} for place in range(26)]
    bank = bank_of({"id": "long", "type": "matching", "stem": "Match them.", "pairs": pairs, "distractors": distractors})
    assert list(compare(format, bank)) == []
