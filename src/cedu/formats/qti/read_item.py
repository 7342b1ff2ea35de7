"""An item of QTI as one of ours: what answers it, its points, its feedback; or why it can't be."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cedu.formats.from_html import Converted
from cedu.formats.qti import read_choice, read_sets, read_typed
from cedu.formats.qti.building import MAXSCORE, RESULT, TAKEN, UNIT
from cedu.formats.qti.formula import FORMULA
from cedu.formats.qti.nodes import Node
from cedu.formats.qti.operators import Value
from cedu.formats.qti.reading import Reading, RefusedError
from cedu.model.interaction import (
    ChoiceInteraction,
    HotspotInteraction,
    Interaction,
    PassageInteraction,
    marked_by,
)

_NUMBERS = ("float", "integer")
_GAPS = ("textEntryInteraction", "inlineChoiceInteraction")
_MOST_POINTS = 1000


@dataclass(frozen=True, slots=True)
class ItemRead:
    """An item in our terms; `notes` are what has changed."""

    stem: str
    interaction: Interaction
    points: float
    correct: str
    incorrect: str
    hint: str
    notes: tuple[str, ...]


def item(root: Node, markdown: Callable[[str], Converted], files: dict[str, str]) -> ItemRead:
    """An `assessmentItem` as one of ours; `files` are our paths of its images by their address. Raises RefusedError."""
    reading = Reading(root, markdown)
    if root.get("adaptive") == "true":
        raise RefusedError(root.line, "it is adaptive: it asks again until the answer is right")
    found, marks = _interaction(reading, files)
    stem = _stem(reading, marks)
    if not stem:
        raise RefusedError(reading.body.line, "it has no text to ask with")
    found, correct, incorrect = _feedback(reading, found)
    hints = [reading.markdown(block.children) for block in reading.body.all("rubricBlock") if "hint" in block.classes]
    _look_at_rest(reading)
    return ItemRead(stem, found, _points(reading, found), correct, incorrect, "\n\n".join(hints), tuple(reading.notes))


def _interaction(reading: Reading, files: dict[str, str]) -> tuple[Interaction, dict[int, str]]:
    """How it is answered, and which interactions have a mark in the stem."""
    asked = reading.asked
    if not asked:
        return PassageInteraction(), {}
    names = {node.name for node in asked}
    unit = next((node for node in asked if node.get("responseIdentifier") == UNIT and node.name == "inlineChoiceInteraction"), None)
    if reading.ours and FORMULA in reading.templates:
        return read_typed.formula(reading, unit), {}
    if any(node.name == "templateProcessing" for node in reading.root.nodes):
        raise RefusedError(reading.root.line, "its values are drawn in a way that is not known")
    if unit is not None and len(asked) == 2 and reading.ours:
        return read_typed.with_units(reading, asked[0], unit), {}
    if names <= {"uploadInteraction"}:
        return read_sets.upload(reading, asked), {}
    if names <= set(_GAPS) and (len(asked) > 1 or names == {"inlineChoiceInteraction"} or _has_gap(reading, asked[0])):
        found = read_typed.gaps(reading, asked)
        return found, {id(node): gap.id for node, gap in zip(asked, found.gaps, strict=True)}
    if len(asked) > 1:
        raise RefusedError(asked[1].line, "it asks several questions at once: make an item of each")
    return _alone(reading, asked[0], files)


def _alone(reading: Reading, node: Node, files: dict[str, str]) -> tuple[Interaction, dict[int, str]]:
    match node.name:
        case "choiceInteraction" | "hottextInteraction":
            return read_choice.choice(reading, node), {}
        case "textEntryInteraction" | "sliderInteraction" if reading.response(node).base_type in _NUMBERS:
            if node.name == "sliderInteraction":
                reading.note("a slider became a number to type")
            return read_typed.number(reading, node), {}
        case "textEntryInteraction":
            return read_typed.text(reading, node), {}
        case "extendedTextInteraction":
            return read_sets.essay(reading, node), {}
        case "orderInteraction":
            return read_sets.order(reading, node), {}
        case "matchInteraction":
            return read_sets.match(reading, node), {}
        case "gapMatchInteraction":
            gaps, marks = read_sets.gap_match(reading, node)
            return gaps, dict(marks)
        case "hotspotInteraction":
            return read_choice.hotspot(reading, node, files), {}
    raise RefusedError(node.line, f"it is answered by `{node.name}`, for which there is no type of item here")


def _has_gap(reading: Reading, node: Node) -> bool:
    """Does a field to type in stand inside a sentence? In ours, where its response says that it is a gap."""
    if reading.ours:
        return node.get("responseIdentifier") != "RESPONSE"
    around = next((parent for parent in (reading.body, *_parents(reading.body)) if node in parent.nodes), reading.body)
    place = around.children.index(node)
    before, after = _text(around.children[:place]), _text(around.children[place + 1 :])
    return reading.response(node).base_type == "string" and (after.strip(".?!:;") != "" or before[-1:] not in ("", ".", "?", "!", ":"))


def _text(children: list[Node | str]) -> str:
    return "".join(child if isinstance(child, str) else child.text for child in children).strip()


def _parents(node: Node) -> list[Node]:
    return [each for child in node.nodes for each in (child, *_parents(child))]


def _stem(reading: Reading, marks: dict[int, str]) -> str:
    """What is asked: all that is not to be answered with, and the prompts."""
    children = reading.body.children
    stem = reading.body.child("div")
    if reading.ours and stem is not None and "stem" in stem.classes:
        return reading.markdown(stem.children, marks)
    parts: list[Node | str] = []
    for child in children:
        if isinstance(child, Node) and child.name in ("hottextInteraction", "gapMatchInteraction"):
            parts += [each for each in child.children if not (isinstance(each, Node) and each.name in ("gapText", "gapImg"))]
        else:
            parts.append(child)
    prompts = [
        prompt.children
        for prompt in reading.body.all("prompt")
        if not any(prompt in each.nodes for each in parts if isinstance(each, Node) and each.name == "prompt")
    ]
    parts = [part for part in parts if not (isinstance(part, Node) and part.name == "prompt")]
    texts = [reading.markdown(parts, marks), *(reading.markdown(prompt, marks) for prompt in prompts)]
    return "\n\n".join(filter(None, texts))


def _points(reading: Reading, interaction: Interaction) -> float:
    """The most that can be earned: as it is declared, or what the right answer earns."""
    if marked_by(interaction) == "nobody":
        return 0
    outcomes = reading.scoring.declared_outcomes
    declared = outcomes[MAXSCORE].default if MAXSCORE in outcomes else None
    if not isinstance(declared, float):
        node = next((each for each in reading.root.all("outcomeDeclaration") if each.get("identifier") == reading.score_name), None)
        declared = read_typed.first_number(node.get("normalMaximum")) if node is not None else None
    if declared is None and marked_by(interaction) == "key":
        declared = reading.earned(reading.right)
    if not isinstance(declared, float) or not 0 < declared <= _MOST_POINTS:
        if marked_by(interaction) == "key" and declared is not None:
            reading.note("its points were none that can be given, and are 1 now")
        return 1
    return declared


def _feedback(reading: Reading, interaction: Interaction) -> tuple[Interaction, str, str]:
    """What is said after a right and a wrong answer; what is said of one choice goes to it."""
    texts = {(node.get("outcomeIdentifier"), node.get("identifier")): node for node in reading.root.all("modalFeedback")}
    if not texts or marked_by(interaction) != "key":
        if texts:
            reading.note("without its feedback, which no key says when to show")
        return interaction, "", ""
    shown = {key: reading.markdown(node.children) for key, node in texts.items()}
    interaction = _of_parts(reading, interaction, shown)
    if reading.ours:
        return interaction, shown.get((RESULT, "correct"), ""), shown.get((RESULT, "incorrect"), "")
    right, wrong = reading.outcomes(reading.right), reading.outcomes({})
    said: dict[str, list[str]] = {"correct": [], "incorrect": []}
    for key, text in shown.items():
        after = [_is_shown(texts[key], outcomes.get(key[0])) for outcomes in (right, wrong)]
        if after == [True, False]:
            said["correct"].append(text)
        elif after == [False, True]:
            said["incorrect"].append(text)
        else:
            reading.note("without feedback that is shown always, or after some answers only")
    return interaction, "\n\n".join(said["correct"]), "\n\n".join(said["incorrect"])


def _is_shown(node: Node, value: Value) -> bool:
    names = value if isinstance(value, tuple) else (value,)
    return (node.get("identifier") in names) == (node.get("showHide", "show") == "show")


def _of_parts(reading: Reading, interaction: Interaction, shown: dict[tuple[str, str], str]) -> Interaction:
    """The interaction with what is said of each of its places, or of its choices; that is taken out of `shown`."""
    if isinstance(interaction, HotspotInteraction) and reading.ours:
        areas = tuple(replace(area, feedback=shown.pop((TAKEN, f"choice-{area.id}"), "")) for area in interaction.areas)
        return replace(interaction, areas=areas)
    if not isinstance(interaction, ChoiceInteraction) or interaction.response != "single" or reading.ours:
        return interaction
    node = reading.asked[0]
    found = [choice.get("identifier") for choice in node.all("simpleChoice")]
    if len(found) != len(interaction.choices):
        return interaction
    after = [reading.outcomes({node.get("responseIdentifier"): each}) for each in found]
    said: dict[int, str] = {}
    for modal in reading.root.all("modalFeedback"):
        outcome, name = modal.get("outcomeIdentifier"), modal.get("identifier")
        places = [place for place, outcomes in enumerate(after) if _is_shown(modal, outcomes.get(outcome))]
        if len(places) == 1 and interaction.choices[places[0]].id not in interaction.keys and len(found) > 2:
            said[places[0]] = "\n\n".join(filter(None, (said.get(places[0]), shown.pop((outcome, name), ""))))
    choices = tuple(replace(choice, feedback=choice.feedback or said.get(place, "")) for place, choice in enumerate(interaction.choices))
    return replace(interaction, choices=choices)


def _look_at_rest(reading: Reading) -> None:
    """Note what else is in the body and has no place here."""
    if any(node.name == "endAttemptInteraction" for node in reading.body.all("endAttemptInteraction")):
        reading.note("without a button that ends the attempt")
    for block in reading.body.all("rubricBlock"):
        views = block.get("view").split()
        if "hint" not in block.classes and "scorer" not in views:
            reading.note(f"without what is said to {block.get('view') or 'others'}")
    kinds = ("feedbackBlock", "feedbackInline")
    if sum(1 for _ in reading.body.all(*kinds)) > sum(1 for choice in reading.body.all("simpleChoice") for _ in choice.all(*kinds)):
        reading.note("without feedback inside the question")
