"""What the player's scripts have to know of an interaction, which is all of it but the texts; `player/kinds.js` documents it."""

from math import isnan
from typing import Any, assert_never

from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    FormulaInteraction,
    Gap,
    GapInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    Unit,
    UploadInteraction,
    Variant,
)


def key(interaction: Interaction) -> dict[str, Any]:
    """The kind of answer, and what is right, as JSON has it."""
    match interaction:
        case ChoiceInteraction():
            keys = [choice.id for choice in interaction.choices if choice.id in interaction.keys]
            found: dict[str, Any] = {"type": interaction.response, "keys": keys}
            penalty = {"penalty": interaction.penalty} if interaction.partial_credit else {}
            return found | penalty | ({"shuffle": True} if interaction.shuffle else {})
        case HotspotInteraction():
            return {"type": interaction.response, "keys": [area.id for area in interaction.areas if area.id in interaction.keys]}
        case TextEntryInteraction():
            return {"type": "text", **_text(interaction)}
        case NumberEntryInteraction():
            return {"type": "number", "answer": interaction.answer, "tolerance": interaction.tolerance, **_units(interaction.units)}
        case FormulaInteraction():
            answers = [variant.answer for variant in drawn(interaction)]
            return {"type": "number", "variants": answers, "tolerance": interaction.tolerance, **_units(interaction.units)}
        case OrderInteraction():
            return {"type": "order", "keys": [option.id for option in interaction.options]}
        case MatchInteraction():
            return {"type": "match", "keys": dict(interaction.key)}
        case GapInteraction():
            return {"type": "gaps", "gaps": [_gap(gap) for gap in interaction.gaps]}
        case ExtendedTextInteraction():
            return {"type": "essay"}
        case ScaleInteraction():
            return {"type": "scale"}
        case UploadInteraction() | PassageInteraction():
            return {"type": "none"}
    assert_never(interaction)


def drawn(interaction: FormulaInteraction) -> tuple[Variant, ...]:
    """The variants that a learner may get: those that have an answer."""
    return tuple(variant for variant in interaction.variants if not isnan(variant.answer))


def _text(entry: TextEntryInteraction) -> dict[str, Any]:
    patterns = {"patterns": list(entry.patterns)} if entry.patterns else {}
    return {"answers": list(entry.answers), "caseSensitive": entry.case_sensitive, **patterns}


def _units(units: tuple[Unit, ...]) -> dict[str, Any]:
    return {"units": [[unit.name, unit.factor] for unit in units]} if units else {}


def _gap(gap: Gap) -> dict[str, Any]:
    if isinstance(gap.entry, TextEntryInteraction):
        return {"id": gap.id, **_text(gap.entry)}
    return {"id": gap.id, "keys": sorted(gap.entry.keys), **({"shuffle": True} if gap.entry.shuffle else {})}
