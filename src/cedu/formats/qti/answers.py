"""How each interaction is asked and scored in QTI: what is declared, what stands in the body, and by which rules an answer earns points.

QTI 2.1 ASI Information Model, 7 (interactions), 8 (response processing) and 11 (templates).
"""

from typing import assert_never
from xml.etree.ElementTree import Element  # writing only: nothing is parsed here

from cedu.formats.qti import building as b
from cedu.formats.qti import typed
from cedu.formats.qti.asking import Answer, Asking, exact, mapped
from cedu.formats.qti.building import RESPONSE, TAKEN, make
from cedu.formats.qti.facts import MIME
from cedu.formats.qti.graphics import hotspot
from cedu.formats.qti.names import BLOCKS
from cedu.formats.qti.xhtml import elements, put
from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    FormulaInteraction,
    GapInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    Option,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    UploadInteraction,
)
from cedu.model.numbers import as_written


def answer(interaction: Interaction, asking: Asking) -> Answer:
    """How `interaction` is asked and scored."""
    match interaction:
        case ChoiceInteraction():
            return _choice(interaction, asking)
        case TextEntryInteraction():
            return typed.text(interaction, asking)
        case NumberEntryInteraction():
            return typed.number(interaction, asking)
        case FormulaInteraction():
            return typed.formula(interaction, asking)
        case OrderInteraction():
            return _order(interaction, asking)
        case MatchInteraction():
            return _match(interaction, asking)
        case GapInteraction():
            return typed.gaps(interaction, asking)
        case HotspotInteraction():
            return _hotspot(interaction, asking)
        case ExtendedTextInteraction(lines, characters):
            attributes = {"responseIdentifier": RESPONSE, "expectedLength": str(characters), "expectedLines": str(lines)}
            return Answer([b.response(RESPONSE, "single", "string")], [make("extendedTextInteraction", attributes)])
        case UploadInteraction():
            return _upload(interaction)
        case ScaleInteraction(options):
            found = _asked_choice([(option, "") for option in options], asking, "single", shuffle=False)
            found.set("class", "scale")
            return Answer([b.response(RESPONSE, "single", "identifier")], [found])
        case PassageInteraction():
            return Answer()
    assert_never(interaction)


def _choice(interaction: ChoiceInteraction, asking: Asking) -> Answer:
    is_ours = interaction.response == "true-false"
    names = {choice.id: choice.id if is_ours else f"choice-{choice.id}" for choice in interaction.choices}
    keys = [names[choice.id] for choice in interaction.choices if choice.id in interaction.keys]
    cardinality = "multiple" if interaction.response == "multiple" else "single"
    mapping = None
    if interaction.partial_credit and keys:
        each = b.share(asking.points, len(keys))
        wrong = -each * as_written(interaction.penalty)
        earned = ((name, each if name in keys else wrong) for name in names.values())
        mapping = b.mapping(((name, earns) for name, earns in earned if earns), asking.points)
    found = _asked_choice([(choice, choice.feedback) for choice in interaction.choices], asking, cardinality, interaction.shuffle, is_ours)
    answer = Answer([b.response(RESPONSE, cardinality, "identifier", keys, mapping)], [found])
    if any(choice.feedback for choice in interaction.choices):
        answer.outcomes.append(b.declare("outcomeDeclaration", TAKEN, "identifier", cardinality=cardinality))
        answer.processing.append(b.set_outcome(TAKEN, b.variable(RESPONSE)))
    return exact(answer, asking) if mapping is None else mapped(answer)


def _asked_choice(choices: list[tuple[Option, str]], asking: Asking, cardinality: str, shuffle: bool, is_ours: bool = False) -> Element:
    """Choices and their feedback; `is_ours`: their texts are the words for true and false."""
    attributes = {"responseIdentifier": RESPONSE, "shuffle": "true" if shuffle else "false"}
    found = make("choiceInteraction", attributes | {"maxChoices": "1" if cardinality == "single" else "0"})
    for choice, feedback in choices:
        name = choice.id if is_ours else f"choice-{choice.id}"
        child = put(make("simpleChoice", {"identifier": name}), asking.say(choice.id) if is_ours else asking.html(choice.text))
        if feedback:
            html = asking.html(feedback)
            is_block = any(element.tag in BLOCKS for element in elements(html)[1])
            shown = {"outcomeIdentifier": TAKEN, "identifier": name, "showHide": "show"}
            child.append(put(make("feedbackBlock" if is_block else "feedbackInline", shown), html))
        found.append(child)
    return found


def _order(interaction: OrderInteraction, asking: Asking) -> Answer:
    found = make("orderInteraction", {"responseIdentifier": RESPONSE, "shuffle": "true"})
    # By id, because the order of the source is the right one, and not every player shuffles.
    shown = sorted(interaction.options, key=lambda option: option.id)
    for option in reversed(shown) if tuple(shown) == interaction.options else shown:
        found.append(put(make("simpleChoice", {"identifier": f"choice-{option.id}"}), asking.html(option.text)))
    right = [f"choice-{option.id}" for option in interaction.options]
    return exact(Answer([b.response(RESPONSE, "ordered", "identifier", right)], [found]), asking)


def _match(interaction: MatchInteraction, asking: Asking) -> Answer:
    """A source goes to one target. A category takes any number (0), a response of a matching as many as there are premises."""
    most = "0" if interaction.response == "categories" else str(len(interaction.sources))
    found = make("matchInteraction", {"responseIdentifier": RESPONSE, "shuffle": "true", "maxAssociations": "0"})
    for side, options, matches in (("source", interaction.sources, "1"), ("target", interaction.targets, most)):
        group = make("simpleMatchSet")
        for option in options:
            attributes = {"identifier": f"{side}-{option.id}", "matchMax": matches}
            group.append(put(make("simpleAssociableChoice", attributes), asking.html(option.text)))
        found.append(group)
    pairs = [f"source-{source} target-{target}" for source, target in interaction.key]
    each = b.share(asking.points, max(len(pairs), 1))
    declared = b.response(RESPONSE, "multiple", "directedPair", pairs, b.mapping(((pair, each) for pair in pairs), asking.points))
    return mapped(Answer([declared], [found]))


def _hotspot(interaction: HotspotInteraction, asking: Asking) -> Answer:
    keys = [f"choice-{area.id}" for area in interaction.areas if area.id in interaction.keys]
    answer = Answer([b.response(RESPONSE, interaction.response, "identifier", keys)], [hotspot(interaction, asking.file)])
    answer.taken = {f"choice-{area.id}": area.feedback for area in interaction.areas if area.feedback}
    if answer.taken:
        answer.outcomes.append(b.declare("outcomeDeclaration", TAKEN, "identifier", cardinality=interaction.response))
        answer.processing.append(b.set_outcome(TAKEN, b.variable(RESPONSE)))
    return exact(answer, asking)


def _upload(interaction: UploadInteraction) -> Answer:
    """A field for each file; the types that it may have are its class, and where there is one that is known, its type."""
    answer = Answer()
    known = [MIME[ending] for ending in interaction.file_types if ending in MIME]
    types = {"type": known[0]} if len(known) == len(interaction.file_types) == 1 else {}
    classes = {"class": " ".join(f"file-type-{ending}" for ending in interaction.file_types)} if interaction.file_types else {}
    for number in range(1, interaction.files + 1):
        name = RESPONSE if number == 1 else f"{RESPONSE}-{number}"
        answer.declared.append(b.response(name, "single", "file"))
        answer.body.append(make("uploadInteraction", {"responseIdentifier": name, **types, **classes}))
    return answer
