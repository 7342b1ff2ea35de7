"""What is typed, as QTI asks for it and scores it: texts, numbers with or without units, formulas, gaps."""

from decimal import Decimal
from math import isfinite
from typing import assert_never
from xml.etree.ElementTree import Element  # writing only: nothing is parsed here

from cedu.formats.qti import building as b
from cedu.formats.qti.asking import Answer, Asking, all_points, mapped, more
from cedu.formats.qti.building import MAXSCORE, RESPONSE, SCORE, UNIT, make
from cedu.formats.qti.formula import bounds, draw, templates
from cedu.formats.qti.patterns import schema_pattern
from cedu.model.interaction import (
    ChoiceInteraction,
    FormulaInteraction,
    GapInteraction,
    Interaction,
    NumberEntryInteraction,
    TextEntryInteraction,
    Unit,
    extent,
)
from cedu.model.numbers import as_written, decimal


def text(interaction: TextEntryInteraction, asking: Asking) -> Answer:
    """Scored by a mapping, or where there are patterns, by comparing."""
    declared, when = _typed(RESPONSE, interaction, asking.points)
    answer = Answer([declared], [make("p", {}, _entry(RESPONSE, interaction))])
    if when is None:
        return mapped(answer)
    answer.rules.append(b.if_answered(RESPONSE, b.condition(when, all_points(asking))))
    return answer


def _entry(name: str, interaction: Interaction) -> Element:
    return make("textEntryInteraction", {"responseIdentifier": name, "expectedLength": str(extent(interaction).characters)})


def _typed(name: str, interaction: TextEntryInteraction, points: float | Decimal) -> tuple[Element, Element | None]:
    """The declaration of a text, and what says whether it is right; None where its mapping says so."""
    case = interaction.case_sensitive
    answers = [answer.strip() for answer in interaction.answers]
    found = b.mapping([(answer, points) for answer in answers], case_sensitive=case) if answers else None
    declared = b.response(name, "single", "string", answers[:1], found)
    patterns = [pattern for text in interaction.patterns if (pattern := schema_pattern(text, case)) is not None]
    if not patterns:
        return declared, None
    equal = {"caseSensitive": "true" if case else "false"}
    tests = [make("stringMatch", equal, b.variable(name), b.base("string", answer)) for answer in answers]
    return declared, b.several("or", tests + [make("patternMatch", {"pattern": pattern}, b.variable(name)) for pattern in patterns])


def number(interaction: NumberEntryInteraction, asking: Asking) -> Answer:
    """A range has no right answer to show, so that none is declared: that tells it from a number with a tolerance."""
    right = [] if interaction.is_range else [decimal(interaction.answer)]
    answer = Answer([b.response(RESPONSE, "single", "float", right)], [make("p", {}, _entry(RESPONSE, interaction))])
    if interaction.units:
        return _with_units(answer, interaction.units, [_in(interaction, unit.factor) for unit in interaction.units], asking)
    is_exact = make("equal", {"toleranceMode": "exact"}, b.variable(RESPONSE), b.correct(RESPONSE))
    when = _in(interaction, 1) if interaction.tolerance or interaction.is_range else is_exact
    answer.rules.append(b.if_answered(RESPONSE, b.condition(when, all_points(asking))))
    return answer


def _in(interaction: NumberEntryInteraction, factor: float) -> Element:
    """Is the number right whose unit is so much of the first one?"""
    low, high = (as_written(end) / as_written(factor) for end in (interaction.lowest, interaction.highest))
    return b.lies_between(RESPONSE, b.base("float", decimal(low)), b.base("float", decimal(high)))


def _with_units(answer: Answer, units: tuple[Unit, ...], right: list[Element], asking: Asking) -> Answer:
    """A number, and a unit to choose behind it; `right` says for each unit whether the number is."""
    names = [f"unit-{number}" for number in range(1, len(units) + 1)]
    factors = b.mapping((name, unit.factor) for name, unit in zip(names, units, strict=True))
    answer.declared.append(b.response(UNIT, "single", "identifier", names[:1], factors))
    choices = [make("inlineChoice", {"identifier": name}, text=unit.name) for name, unit in zip(names, units, strict=True)]
    answer.body[0][0].tail = " "
    answer.body[0].append(make("inlineChoiceInteraction", {"responseIdentifier": UNIT, "shuffle": "false"}, *choices))
    tests = [
        make("and", {}, make("match", {}, b.variable(UNIT), b.base("identifier", name)), test)
        for name, test in zip(names, right, strict=True)
    ]
    answer.rules.append(b.if_answered(RESPONSE, b.condition(b.several("or", tests), all_points(asking))))
    return answer


def formula(interaction: FormulaInteraction, asking: Asking) -> Answer:
    """One of the drawn variants: an index is drawn, and picks the values and the answer from what is declared.

    The formula and the ranges of its variables are declared, too, so that whoever reads the file can draw others.
    """
    variants = [variant for variant in interaction.variants if isfinite(variant.answer)]
    answer = Answer([b.response(RESPONSE, "single", "float")], [make("p", {}, _entry(RESPONSE, interaction))])
    answer.templates = [*templates(interaction), draw(interaction, variants)]
    answer.marks = {each.name: make("printedVariable", {"identifier": each.name}) for each in interaction.variables}
    right = [b.lies_between(RESPONSE, b.variable(low), b.variable(high)) for low, high in bounds(interaction)]
    if interaction.units:
        return _with_units(answer, interaction.units, right, asking)
    answer.rules.append(b.if_answered(RESPONSE, b.condition(right[0], all_points(asking))))
    return answer


def gaps(interaction: GapInteraction, asking: Asking) -> Answer:
    """An interaction in the stem for each gap, of which each right one adds its share."""
    answer = Answer()
    each = b.share(asking.points, max(len(interaction.gaps), 1))
    for gap in interaction.gaps:
        name, share = f"{RESPONSE}-{gap.id}", b.base("float", decimal(each))
        match gap.entry:
            case TextEntryInteraction():
                declared, when = _typed(name, gap.entry, each)
                earned = make("mapResponse", {"identifier": name}) if when is None else share
                rule = b.if_answered(name, more(earned) if when is None else b.condition(when, more(earned)))
                answer.marks[gap.id] = _entry(name, gap.entry)
            case ChoiceInteraction(choices, keys):
                right = [f"choice-{choice.id}" for choice in choices if choice.id in keys]
                declared, rule = b.response(name, "single", "identifier", right), b.condition(b.is_correct(name), more(share))
                options = [make("inlineChoice", {"identifier": f"choice-{choice.id}"}, text=choice.text) for choice in choices]
                shuffle = {"shuffle": "true" if gap.entry.shuffle else "false"}
                answer.marks[gap.id] = make("inlineChoiceInteraction", {"responseIdentifier": name, **shuffle}, *options)
            case _:
                assert_never(gap.entry)
        answer.declared.append(declared)
        answer.rules.append(rule)
    too_much = make("gt", {}, b.variable(SCORE), b.variable(MAXSCORE))
    answer.rules.append(b.condition(too_much, b.set_outcome(SCORE, b.variable(MAXSCORE))))
    return answer
