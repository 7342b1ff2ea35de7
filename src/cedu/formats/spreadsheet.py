"""Items as rows of a table that people edit in Excel: the columns, and how each way to answer is written in them.

One row an item. `answer` holds what is right: the letters of choices (`A, C`), `true` or `false`, accepted texts on a line each, or a
number as `5`, `5 +- 0.1` or `[4, 6]`. `choice_1`, … are choices, premises, steps or things to order, `feedback_1`, … what is said of
them, and `match_1`, … the responses of a matching. What has no column is in `more`, as JSON with the fields of YAML.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from cedu.model.ids import letters

FIXED = ("id", "type", "stem", "answer")
LATER = ("correct", "incorrect", "hint", "points", "difficulty", "objective", "tags", "more")
LETTERS = letters(52)  # as many rows as a matching can have, with its distractors
# The list of each type that lies in numbered columns, and which of its texts in which.
LISTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "single-choice": ("choices", {"text": "choice", "feedback": "feedback"}),
    "multiple-choice": ("choices", {"text": "choice", "feedback": "feedback"}),
    "matching": ("pairs", {"premise": "choice", "response": "match"}),
    "ordering": ("sequence", {"text": "choice"}),
    "scale": ("steps", {"text": "choice"}),
}
PLAIN = ("passage", "essay", "upload", "true-false", "short-text", "number")
# What a spreadsheet would run, or hide, in some languages at their full width, too (OWASP, "CSV Injection"); a plain number is none.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
Fields = dict[str, Any]


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _DANGEROUS.match(cell) and not _NUMBER.fullmatch(cell) else cell


def bare(cell: str) -> str:
    """A cell as it was before `safe`."""
    return cell[1:] if cell[:1] == "'" and _DANGEROUS.match(cell) else cell


def cells(fields: Fields) -> dict[str, str]:
    """What an item's own fields, its `type` among them, are in columns; all that no column can hold is in `more`."""
    rest = dict(fields)
    type = rest.pop("type")
    row = {"type": type}
    if type in LISTS:
        row |= _listed(type, rest)
    elif type == "true-false":
        row["answer"] = json.dumps(rest.pop("answer"))
    elif type == "short-text" and not any("\n" in answer or answer != answer.strip() for answer in rest["answers"]):
        row["answer"] = "\n".join(rest.pop("answers"))
    elif type == "number":
        row["answer"] = _number(rest)
    if rest:
        row["more"] = json.dumps(rest, ensure_ascii=False)
    return row


def _listed(type: str, rest: Fields) -> dict[str, str]:
    """The numbered columns of a list, whose ids stay in `rest` where they are not a, b, c, …"""
    name, columns = LISTS[type]
    parts = [*rest.pop(name), *rest.pop("distractors", ())]
    row = {f"{column}_{place}": part[key] for place, part in enumerate(parts, 1) for key, column in columns.items() if part.get(key)}
    if any(part["id"] != letter for part, letter in zip(parts, LETTERS, strict=False)):
        rest["ids"] = [part["id"] for part in parts]
    if right := [LETTERS[place].upper() for place, part in enumerate(parts) if part.get("correct")]:
        row["answer"] = ", ".join(right)
    return row


def _number(rest: Fields) -> str:
    if "lowest" in rest:
        return f"[{_digits(rest.pop('lowest'))}, {_digits(rest.pop('highest'))}]"
    answer, tolerance = rest.pop("answer"), rest.pop("tolerance", 0)
    return f"{_digits(answer)} +- {_digits(tolerance)}" if tolerance else _digits(answer)


def _digits(value: float) -> str:
    return repr(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
