"""How each interaction is asked and scored in QTI: what is declared, what stands in the body, and by which rules an answer earns points.

QTI 2.1 ASI Information Model, 7 (interactions), 8 (response processing) and 11 (templates).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import assert_never
from xml.etree.ElementTree import Element  # writing only: nothing is parsed here

from cedu.formats.qti import building as b
from cedu.formats.qti.building import MAXSCORE, RESPONSE, SCORE, TAKEN, UNIT, make
from cedu.formats.qti.graphics import hotspot
from cedu.formats.qti.names import BLOCKS
from cedu.formats.qti.patterns import schema_pattern
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
    Unit,
    UploadInteraction,
    extent,
)

# The endings that authors write, as types that a browser knows.
MIME = {
    "pdf": "application/pdf", "zip": "application/zip", "txt": "text/plain", "csv": "text/csv", "md": "text/markdown", "html": "text/html",
    "json": "application/json", "xml": "application/xml", "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif",
    "svg": "image/svg+xml", "mp3": "audio/mpeg", "mp4": "video/mp4", "doc": "application/msword", "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint", "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip


@dataclass(slots=True)
class Answer:
    """What an interaction becomes: `declared`, a `body` below the stem, or `marks` in it, by name; and the rules that set SCORE.

    `template` is the standard template that does the same as `rules`, where there is one. `taken`: feedback of options, by identifier,
    which the response shows. `outcomes`, `templates` and `processing` are for the item, in this order.
    """

    declared: list[Element] = field(default_factory=list)
    body: list[Element] = field(default_factory=list)
    marks: dict[str, Element] = field(default_factory=dict)
    rules: list[Element] = field(default_factory=list)
    template: str = ""
    taken: dict[str, str] = field(default_factory=dict)
    outcomes: list[Element] = field(default_factory=list)
    templates: list[Element] = field(default_factory=list)
    processing: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asking:
    """What an item is asked with: its points, the HTML of Markdown, words in its language, and where a file of the workspace lies."""

    points: float
    html: Callable[[str], str]
    say: Callable[[str], str]
    file: Callable[[str], str]


def answer(interaction: Interaction, asking: Asking) -> Answer:
    """How `interaction` is asked and scored."""
    match interaction:
        case ChoiceInteraction():
            return _choice(interaction, asking)
        case TextEntryInteraction():
            return _text(interaction, asking)
        case NumberEntryInteraction():
            return _number(interaction, asking)
        case FormulaInteraction():
            return _formula(interaction, asking)
        case OrderInteraction():
            return _order(interaction, asking)
        case MatchInteraction():
            return _match(interaction, asking)
        case GapInteraction():
            return _gaps(interaction, asking)
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


def _exact(answer: Answer, asking: Asking) -> Answer:
    """Exactly what is declared as right earns the points."""
    answer.rules.append(b.condition(b.is_correct(RESPONSE), _all(asking)))
    answer.template = "match_correct" if asking.points == 1 else ""
    return answer


def _mapped(answer: Answer) -> Answer:
    """What is declared for each part of the answer is added up."""
    answer.rules.append(b.if_answered(RESPONSE, b.set_outcome(SCORE, make("mapResponse", {"identifier": RESPONSE}))))
    answer.template = "map_response"
    return answer


def _all(asking: Asking) -> Element:
    """The rule that gives all points."""
    return b.set_outcome(SCORE, b.base("float", b.number(asking.points)))


def _choice(interaction: ChoiceInteraction, asking: Asking) -> Answer:
    is_ours = interaction.response == "true-false"
    names = {choice.id: choice.id if is_ours else f"choice-{choice.id}" for choice in interaction.choices}
    keys = [names[choice.id] for choice in interaction.choices if choice.id in interaction.keys]
    cardinality = "multiple" if interaction.response == "multiple" else "single"
    mapping = None
    if interaction.partial_credit and keys:
        each = b.share(asking.points, len(keys))
        wrong = -each * Decimal(repr(interaction.penalty))
        earned = ((name, each if name in keys else wrong) for name in names.values())
        mapping = b.mapping(((name, earns) for name, earns in earned if earns), asking.points)
    found = _asked_choice([(choice, choice.feedback) for choice in interaction.choices], asking, cardinality, interaction.shuffle, is_ours)
    answer = Answer([b.response(RESPONSE, cardinality, "identifier", keys, mapping)], [found])
    if any(choice.feedback for choice in interaction.choices):
        answer.outcomes.append(b.declare("outcomeDeclaration", TAKEN, "identifier", cardinality=cardinality))
        answer.processing.append(b.set_outcome(TAKEN, b.variable(RESPONSE)))
    return _exact(answer, asking) if mapping is None else _mapped(answer)


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


def _text(interaction: TextEntryInteraction, asking: Asking) -> Answer:
    declared, when = _typed(RESPONSE, interaction, asking.points)
    answer = Answer([declared], [make("p", {}, _entry(RESPONSE, interaction))])
    if when is None:
        return _mapped(answer)
    answer.rules.append(b.if_answered(RESPONSE, b.condition(when, _all(asking))))
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


def _number(interaction: NumberEntryInteraction, asking: Asking) -> Answer:
    """A range has no right answer to show, so that none is declared: that tells it from a number with a tolerance."""
    right = [] if interaction.is_range else [b.number(interaction.answer)]
    answer = Answer([b.response(RESPONSE, "single", "float", right)], [make("p", {}, _entry(RESPONSE, interaction))])
    if interaction.units:
        return _with_units(answer, interaction.units, [_in(interaction, unit.factor) for unit in interaction.units], asking)
    is_exact = make("equal", {"toleranceMode": "exact"}, b.variable(RESPONSE), b.correct(RESPONSE))
    when = _in(interaction, 1) if interaction.tolerance or interaction.is_range else is_exact
    answer.rules.append(b.if_answered(RESPONSE, b.condition(when, _all(asking))))
    return answer


def _in(interaction: NumberEntryInteraction, factor: float) -> Element:
    """Is the number right whose unit is so much of the first one?"""
    low, high = (Decimal(repr(end)) / Decimal(repr(factor)) for end in (interaction.lowest, interaction.highest))
    return b.lies_between(RESPONSE, b.base("float", b.number(low)), b.base("float", b.number(high)))


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
    answer.rules.append(b.if_answered(RESPONSE, b.condition(b.several("or", tests), _all(asking))))
    return answer


def _formula(interaction: FormulaInteraction, asking: Asking) -> Answer:
    """One of the drawn variants: an index is drawn, and picks the values and the answer from what is declared.

    The formula and the ranges of its variables are declared, too, so that whoever reads the file can draw others.
    """
    from cedu.formats.qti.formula import bounds, draw, templates

    variants = [variant for variant in interaction.variants if isfinite(variant.answer)]
    answer = Answer([b.response(RESPONSE, "single", "float")], [make("p", {}, _entry(RESPONSE, interaction))])
    answer.templates = [*templates(interaction), draw(interaction, variants)]
    answer.marks = {each.name: make("printedVariable", {"identifier": each.name}) for each in interaction.variables}
    right = [b.lies_between(RESPONSE, b.variable(low), b.variable(high)) for low, high in bounds(interaction)]
    if interaction.units:
        return _with_units(answer, interaction.units, right, asking)
    answer.rules.append(b.if_answered(RESPONSE, b.condition(right[0], _all(asking))))
    return answer


def _order(interaction: OrderInteraction, asking: Asking) -> Answer:
    found = make("orderInteraction", {"responseIdentifier": RESPONSE, "shuffle": "true"})
    # By id, because the order of the source is the right one, and not every player shuffles.
    shown = sorted(interaction.options, key=lambda option: option.id)
    for option in reversed(shown) if tuple(shown) == interaction.options else shown:
        found.append(put(make("simpleChoice", {"identifier": f"choice-{option.id}"}), asking.html(option.text)))
    right = [f"choice-{option.id}" for option in interaction.options]
    return _exact(Answer([b.response(RESPONSE, "ordered", "identifier", right)], [found]), asking)


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
    return _mapped(Answer([declared], [found]))


def _gaps(interaction: GapInteraction, asking: Asking) -> Answer:
    """An interaction in the stem for each gap, of which each right one adds its share."""
    answer = Answer()
    each = b.share(asking.points, max(len(interaction.gaps), 1))
    for gap in interaction.gaps:
        name, share = f"{RESPONSE}-{gap.id}", b.base("float", b.number(each))
        match gap.entry:
            case TextEntryInteraction():
                declared, when = _typed(name, gap.entry, each)
                earned = make("mapResponse", {"identifier": name}) if when is None else share
                rule = b.if_answered(name, _more(earned) if when is None else b.condition(when, _more(earned)))
                answer.marks[gap.id] = _entry(name, gap.entry)
            case ChoiceInteraction(choices, keys):
                right = [f"choice-{choice.id}" for choice in choices if choice.id in keys]
                declared, rule = b.response(name, "single", "identifier", right), b.condition(b.is_correct(name), _more(share))
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


def _more(earned: Element) -> Element:
    """The rule that adds what is `earned`."""
    return b.set_outcome(SCORE, make("sum", {}, b.variable(SCORE), earned))


def _hotspot(interaction: HotspotInteraction, asking: Asking) -> Answer:
    keys = [f"choice-{area.id}" for area in interaction.areas if area.id in interaction.keys]
    answer = Answer([b.response(RESPONSE, interaction.response, "identifier", keys)], [hotspot(interaction, asking.file)])
    answer.taken = {f"choice-{area.id}": area.feedback for area in interaction.areas if area.feedback}
    if answer.taken:
        answer.outcomes.append(b.declare("outcomeDeclaration", TAKEN, "identifier", cardinality=interaction.response))
        answer.processing.append(b.set_outcome(TAKEN, b.variable(RESPONSE)))
    return _exact(answer, asking)


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
