"""How a row of a stranger's table is answered."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from cedu.formats.spreadsheet import LETTERS, LISTS, PLAIN, Fields
from cedu.formats.table import number as plain_number
from cedu.formats.text2qti import number
from cedu.items import item_types
from cedu.items.true_false import true_or_false
from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    Interaction,
    NumberEntryInteraction,
    Option,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    UploadInteraction,
)
from cedu.source.fields import FieldsError, interaction_from

Cell = Callable[[str], str]
Numbered = Mapping[tuple[str, int], str]
_TRUE = frozenset({"true", "t", "yes", "y", "wahr", "richtig", "ja", "correct", "right"})
_FALSE = frozenset({"false", "f", "no", "n", "falsch", "nein", "incorrect", "wrong"})
_TYPES = {
    **dict.fromkeys(("multiple choice", "mc", "mcq", "choice", "multichoice", "single", "single answer", "select one"), "choice"),
    **dict.fromkeys(("multiple answer", "multiple answers", "multiple response", "multiple select", "ma", "checkbox"), "multiple-choice"),
    **dict.fromkeys(("tf", "t f", "true false", "true or false", "truefalse", "boolean"), "true-false"),
    **dict.fromkeys(("short answer", "shortanswer", "sa", "fill in the blank", "fib", "text"), "short-text"),
    **dict.fromkeys(("numeric", "numerical", "num"), "number"),
    **dict.fromkeys(("open", "long answer", "paragraph", "free text", "text answer"), "essay"),
    "match": "matching", "order": "ordering", "sequence": "ordering", "likert": "scale", "file": "upload", "file upload": "upload",
}  # fmt: skip
_SEPARATORS = re.compile(r"\s*(?:[,;|/&\n]|\band\b|\bund\b)\s*|\s+")
_POSITION = re.compile(r"(?:option|choice|answer)?\s*\(?(?:([a-z])|(\d{1,2}))\)?\.?", re.IGNORECASE)


class RowError(ValueError):
    """A row that can't be read; the message says why."""


def interaction_of(cell: Cell, numbered: Numbered) -> Interaction:
    """How the row is answered. Raises RowError."""
    type = _type(cell, numbered)
    if cell("more"):
        return _with_more(type, cell, numbered)
    match type:
        case "single-choice" | "multiple-choice":
            return _choice(type, cell("answer"), _options(numbered))
        case "true-false":
            return true_or_false(_truth(cell("answer")))
        case "short-text":
            return TextEntryInteraction(_answers(cell("answer")))
        case "number":
            return _number(cell("answer"))
        case "essay":
            return ExtendedTextInteraction(10, 2000)
        case "upload":
            return UploadInteraction(1)
        case "passage":
            return PassageInteraction()
        case "ordering":
            return OrderInteraction(_options(numbered, least=2))
        case "scale":
            return ScaleInteraction(_options(numbered, least=2))
        case _:
            return _with_more(type, cell, numbered)


def _type(cell: Cell, numbered: Numbered) -> str:
    """Our name of the type: as the row says, or as it is filled in."""
    said = cell("type").strip().lower()
    if said in item_types():
        return said
    name = _TYPES.get(" ".join(re.sub(r"[\s/_-]+", " ", said).split()), "" if not said else None)
    if name is None:
        raise RowError(f"there is no type `{said[:60]}`; there are {', '.join(item_types())}")
    if name not in ("", "choice"):
        return name
    options = [text for (column, _), text in numbered.items() if column == "choice"]
    if name == "choice" or options:
        if sorted(map(str.lower, options)) == ["false", "true"]:
            return "true-false"
        return "multiple-choice" if len(_keys(cell("answer"), _options(numbered))) > 1 else "single-choice"
    answer = cell("answer")
    if not answer:
        return "essay"
    if answer.lower() in _TRUE | _FALSE:
        return "true-false"
    return "number" if plain_number(answer) is not None or number(answer) else "short-text"


def _options(numbered: Numbered, least: int = 1) -> tuple[Option, ...]:
    """The choices in their order, called a, b, c, …; an empty cell between them is none."""
    texts = [(place, numbered["choice", place]) for place in range(len(LETTERS)) if ("choice", place) in numbered]
    if len(texts) < least:
        raise RowError(f"{len(texts)} cells with choices, where {least} are needed")
    return tuple(Option(letter, text, numbered.get(("feedback", place), "")) for letter, (place, text) in zip(LETTERS, texts, strict=False))


def _choice(type: str, answer: str, options: tuple[Option, ...]) -> ChoiceInteraction:
    if len(options) < 2:
        raise RowError("fewer than two cells with choices")
    keys = _keys(answer, options)
    if type == "single-choice" and len(keys) != 1:
        raise RowError("an item with one right choice has several in `answer`")
    return ChoiceInteraction(options, keys, "multiple" if type == "multiple-choice" else "single", shuffle=True)


def _keys(answer: str, options: tuple[Option, ...]) -> frozenset[str]:
    """The ids of the right choices: by letters, by their texts, or by numbers. Raises RowError."""
    if not answer:
        raise RowError("`answer` is empty, so no choice is right")
    by_text = {option.text.casefold(): option.id for option in options}
    parts = [answer.strip()] if _POSITION.fullmatch(answer.strip()) else [part for part in _SEPARATORS.split(answer) if part]
    positions = [_POSITION.fullmatch(part) for part in parts]
    if all(found and found[1] for found in positions):
        return _in_range((LETTERS.index(found[1].lower()) for found in positions if found), options)
    if answer.casefold() in by_text:
        return frozenset({by_text[answer.casefold()]})
    lines = [line.strip().casefold() for line in re.split(r"[\n;|]", answer) if line.strip()]
    if all(line in by_text for line in lines):
        return frozenset(by_text[line] for line in lines)
    if all(found and found[2] for found in positions):
        return _in_range((int(found[2]) - 1 for found in positions if found), options)
    raise RowError(f"`answer` is `{answer[:60]}`: neither letters of choices, such as `A, C`, nor their texts")


def _in_range(places: Any, options: tuple[Option, ...]) -> frozenset[str]:
    found = frozenset(places)
    if not all(0 <= place < len(options) for place in found):
        raise RowError(f"`answer` names a choice beyond the {len(options)} that there are")
    return frozenset(options[place].id for place in found)


def _truth(answer: str) -> bool:
    if answer.lower() not in _TRUE | _FALSE | {"1", "0"}:
        raise RowError(f"`answer` is `{answer[:60]}`, and neither `true` nor `false`")
    return answer.lower() in _TRUE or answer == "1"


def _answers(answer: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(line.strip() for line in answer.splitlines() if line.strip()))
    if not found:
        raise RowError("`answer` is empty")
    return found


def _number(answer: str) -> NumberEntryInteraction:
    """A number with a point or a comma, one with a margin, or a range."""
    value = plain_number(answer)
    found = NumberEntryInteraction(value) if value is not None else number(answer)
    if found is None:
        raise RowError(f"`answer` is `{answer[:60]}`: no number, range such as `[4, 6]`, or number with a margin such as `5 +- 0.1`")
    return found


def _with_more(type: str, cell: Cell, numbered: Numbered) -> Interaction:
    """What columns and `more` say together, as the fields of YAML, which their schema looks at."""
    try:
        more = json.loads(cell("more") or "{}")
    except (ValueError, RecursionError):
        more = None
    if not isinstance(more, dict):
        raise RowError("`more` is no JSON object")
    ids = more.pop("ids", None)
    fields: Fields = {"type": type}
    if type in LISTS and LISTS[type][0] not in more:
        fields |= _listed(type, cell, numbered, ids if isinstance(ids, list) else None)
    elif type == "true-false":
        fields["answer"] = _truth(cell("answer"))
    elif type == "short-text" and "answers" not in more:
        fields["answers"] = list(_answers(cell("answer")))
    elif type == "number" and "answer" not in more and "lowest" not in more:
        found = _number(cell("answer"))
        ends = {"lowest": found.lowest, "highest": found.highest}
        fields |= ends if found.is_range else {"answer": found.answer, "tolerance": found.tolerance}
    elif type not in item_types() or (type not in PLAIN and not more):
        raise RowError(f"an item of the type `{type}` needs its fields as JSON in the column `more`")
    try:
        return interaction_from({**fields, **more})
    except FieldsError as error:
        raise RowError(str(error)) from None


def _listed(type: str, cell: Cell, numbered: Numbered, ids: list[Any] | None) -> Fields:
    """The list that lies in numbered columns."""
    name, columns = LISTS[type]
    places = [place for place in range(len(LETTERS)) if any((column, place) in numbered for column in columns.values())]
    parts: list[Fields] = []
    for index, place in enumerate(places):
        texts = {key: numbered[column, place] for key, column in columns.items() if (column, place) in numbered}
        parts.append({"id": ids[index] if ids and index < len(ids) else LETTERS[index], **texts})
    if type == "matching":
        distractors = [part for part in parts if "premise" not in part]
        pairs = [part for part in parts if "premise" in part]
        return {"pairs": pairs, **({"distractors": distractors} if distractors else {})}
    if type in ("single-choice", "multiple-choice"):
        keys = _keys(cell("answer"), tuple(Option(str(part["id"]), str(part.get("text", ""))) for part in parts))
        parts = [{**part, "correct": True} if part["id"] in keys else part for part in parts]
    return {name: parts}
