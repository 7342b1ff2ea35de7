"""What xAPI 1.0.3 asks of every statement (Part Two), as far as an AU can break it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from cmi5.requirements import UUID

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)")
DURATION = re.compile(r"P(?=.)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
INTERACTIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("choice", "sequencing"), ("choices",)),
    "likert": ("scale",),
    "matching": ("source", "target"),
    "performance": ("steps",),
    **dict.fromkeys(("true-false", "fill-in", "long-fill-in", "numeric", "other"), ()),
}
INTERACTION_KEYS = {"interactionType", "correctResponsesPattern", "choices", "scale", "source", "target", "steps"}

Check = Callable[[Any], bool]


def _is(kind: type | tuple[type, ...]) -> Check:
    return lambda value: isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _like(pattern: re.Pattern[str]) -> Check:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _language_map(value: Any) -> bool:
    return isinstance(value, dict) and all(LANGUAGE.fullmatch(key) and isinstance(text, str) for key, text in value.items())


def _extensions(value: Any) -> bool:
    return isinstance(value, dict) and all(IRI.fullmatch(key) for key in value)


def _activities(value: Any) -> bool:
    return isinstance(value, list) and not [wrong for each in value for wrong in _keys(each, ACTIVITY, {"id"}, "")]


def _keys(value: Any, known: dict[str, Check], needed: set[str], path: str) -> Iterator[str]:
    """Where an object lacks a key, has one that xAPI does not know, or a value that it does not take (2.2: nor null)."""
    if not isinstance(value, dict):
        yield f"{path} is no object"
        return
    yield from (f"{path}.{key} is missing" for key in needed - value.keys())
    for key, inner in value.items():
        if key not in known:
            yield f"{path}.{key} is unknown"
        elif not known[key](inner):
            yield f"{path}.{key} is {inner!r}"


def _object(known: dict[str, Check], *needed: str) -> Check:
    return lambda value: not list(_keys(value, known, set(needed), ""))


def _components(value: Any) -> bool:
    ids = [each.get("id") for each in value]
    return len(set(ids)) == len(ids) and all(isinstance(id, str) and id and not re.search(r"\s", id) for id in ids)


DEFINITION: dict[str, Check] = {
    "name": _language_map,
    "description": _language_map,
    "type": _like(IRI),
    "moreInfo": _like(IRI),
    "extensions": _extensions,
    "interactionType": lambda value: value in INTERACTIONS,
    "correctResponsesPattern": lambda value: isinstance(value, list) and all(isinstance(each, str) for each in value),
    **dict.fromkeys(("choices", "scale", "source", "target", "steps"), _components),
}
ACTIVITY: dict[str, Check] = {"objectType": lambda value: value == "Activity", "id": _like(IRI), "definition": _object(DEFINITION)}
ACCOUNT: dict[str, Check] = {"homePage": _like(IRI), "name": _is(str)}
ACTOR: dict[str, Check] = {"objectType": lambda value: value == "Agent", "name": _is(str), "account": _object(ACCOUNT, "homePage", "name")}
SCORE: dict[str, Check] = dict.fromkeys(("scaled", "raw", "min", "max"), _is((int, float)))
RESULT: dict[str, Check] = {
    "score": _object(SCORE),
    "success": _is(bool),
    "completion": _is(bool),
    "response": _is(str),
    "duration": _like(DURATION),
    "extensions": _extensions,
}
CONTEXT: dict[str, Check] = {
    "registration": _like(UUID),
    "contextActivities": _object(dict.fromkeys(("parent", "grouping", "category", "other"), _activities)),
    "revision": _is(str),
    "platform": _is(str),
    "language": _like(LANGUAGE),
    "extensions": _extensions,
}
STATEMENT: dict[str, Check] = {
    "id": _like(UUID),
    "actor": _object(ACTOR, "account"),
    "verb": _object({"id": _like(IRI), "display": _language_map}, "id"),
    "object": _object(ACTIVITY, "id"),
    "result": _object(RESULT),
    "context": _object(CONTEXT),
    "timestamp": _like(TIMESTAMP),
    "version": lambda value: isinstance(value, str) and value.startswith("1.0"),
}


def wrong(statement: Any) -> list[str]:
    """What an LRS answers 400 for."""
    found = list(_keys(statement, STATEMENT, {"actor", "verb", "object"}, "statement"))
    return found or [*_score(statement.get("result", {}).get("score", {})), *_interaction(statement)]


def _score(score: dict[str, float]) -> Iterator[str]:
    """2.4.5.1."""
    if not -1 <= score.get("scaled", 0) <= 1:
        yield f"scaled is {score['scaled']}"
    least, most = score.get("min", float("-inf")), score.get("max", float("inf"))
    if least >= most or not least <= score.get("raw", max(least, -1e9)) <= most:
        yield f"score is {score}"


def _interaction(statement: dict[str, Any]) -> Iterator[str]:
    """2.4.4.1, Interaction Activities: the lists of components are those of the type; patterns and answers name only what is in them."""
    definition = statement["object"].get("definition", {})
    if not INTERACTION_KEYS & definition.keys():
        return
    kind = definition.get("interactionType")
    if kind not in INTERACTIONS:
        yield f"an interaction of type {kind}"
        return
    if lists := (INTERACTION_KEYS - {"interactionType", "correctResponsesPattern", *INTERACTIONS[kind]}) & definition.keys():
        yield f"{kind} with {lists}"
    answer = [statement["result"]["response"]] if "response" in statement.get("result", {}) else []
    for pattern in (*definition.get("correctResponsesPattern", ()), *answer):
        if not _is_pattern(pattern, definition):
            yield f"{kind}: {pattern!r}"


def _is_pattern(pattern: str, definition: dict[str, Any]) -> bool:
    """Is it a response, or a pattern of one, to what `definition` asks?"""
    ids = {name: [each["id"] for each in definition.get(name, ())] for name in ("choices", "source", "target")}
    parts = pattern.split("[,]")
    match definition["interactionType"]:
        case "true-false":
            return pattern in ("true", "false")
        case "choice":
            return set(parts) <= set(ids["choices"]) and len(set(parts)) == len(parts)
        case "sequencing":
            return sorted(parts) == sorted(ids["choices"])
        case "matching":
            pairs = [part.split("[.]") for part in parts]
            return all(len(pair) == 2 and pair[0] in ids["source"] and pair[1] in ids["target"] for pair in pairs)
        case "numeric":
            return all(re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", end) for end in pattern.split("[:]"))
        case _:
            return True
