"""What a schema refuses, in an author's words: the field, the line, and the nearest right spelling."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from cedu.diagnostics import Finding, Span, nearest
from cedu.source.text import Document

_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "a mapping of keys to values",
    "null": "nothing",
}


def findings_of(document: Document, schema: dict[str, Any], *, own: bool) -> Iterator[Finding]:
    """The findings that explain why `document` is not valid; `own` where the schema is the workspace's."""
    required_at: set[tuple[Any, ...]] = set()
    for error in validator(schema).iter_errors(document.value):
        if error.validator == "required":  # one error for each missing key: name them together
            place = tuple(error.absolute_path)
            if place in required_at:
                continue
            required_at.add(place)
        explain = _EXPLANATIONS.get(str(error.validator), _other)
        if "propertyNames" in error.absolute_schema_path:
            explain = _property_name
        for finding in explain(document, error):
            hint = finding.hint or (error.schema.get("description", "") if own and isinstance(error.schema, dict) else "")
            yield finding._replace(hint=hint)


def validator(schema: dict[str, Any]) -> Any:
    """The validator that explains; it leaves patterns to the fast one, which reads them as JSON Schema does and in linear time."""
    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema.validators import extend

    def pattern(_validator: Any, wanted: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
        if isinstance(value, str) and not _pattern_of(wanted).is_valid(value):
            yield ValidationError(f"{value!r} does not match {wanted!r}")

    return extend(Draft202012Validator, {"pattern": pattern})(schema)  # type: ignore[no-untyped-call]


@cache
def _pattern_of(pattern: str) -> Any:
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator({"pattern": pattern})


def _name(error: Any) -> str:
    """The field that an error is about, as an author names it."""
    path = list(error.absolute_path)
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        owner = next((part for part in reversed(path) if isinstance(part, str)), "")
        return f"number {path[-1] + 1} of `{owner}`" if owner else f"number {path[-1] + 1}"
    return f"`{path[-1]}`"


def _at(document: Document, error: Any, *more: str | int) -> Span:
    return document.origin.span(*error.absolute_path, *more)


def _key(document: Document, error: Any, *more: str | int) -> Span:
    return document.origin.key(*error.absolute_path, *more)


def _written(document: Document, error: Any) -> str:
    """The value as it stands in the file."""
    mark = document.mark
    for step in error.absolute_path:
        mark = mark[2][step]
    return document.text[mark[1].start_mark.index : mark[1].end_mark.index]


def _found(value: Any, written: str) -> str:
    """What stands there, in YAML's words."""
    match value:
        case None:
            return "nothing" if written in ("", "null") else f"`{written}`"
        case bool():
            return f"`{written}`"
        case int() | float():
            return f"the number {written}"
        case str():
            return f"the text `{_short(value)}`" if value else "an empty text"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _type(document: Document, error: Any) -> Iterator[Finding]:
    value, wanted = error.instance, error.validator_value
    names = [wanted] if isinstance(wanted, str) else wanted
    written = _written(document, error)
    expected = " or ".join(_TYPES[name] for name in names)
    hint = ""
    if "string" in names and isinstance(value, bool | int | float):
        hint = f'quote it to make it a text: "{written}"'
    elif value is None:
        hint = "write a value, or delete the key"
    elif names == ["boolean"] and isinstance(value, str) and value.casefold() in ("yes", "no", "on", "off", "true", "false"):
        hint = f"write `{'true' if value.casefold() in ('yes', 'on', 'true') else 'false'}`, without quotation marks"
    elif ("integer" in names or "number" in names) and isinstance(value, str) and re.fullmatch(r"-?0*[0-9]+([.,][0-9]+)?", value):
        hint = "write it without quotation marks, without zeros in front, and with a dot for decimals"
    elif names == ["array"] and not isinstance(value, list):
        hint = "put it in brackets, or on a line of its own after `- `"
    yield Finding(_at(document, error), f"{_name(error)} has to be {expected}, not {_found(value, written)}", hint, "CE103")


def _additional(document: Document, error: Any) -> Iterator[Finding]:
    known = sorted(error.schema.get("properties", {}))
    for key in error.instance:
        if key in known:
            continue
        close = _meant(key, error)
        if close:
            hint = f"did you mean `{close}`?" if close not in error.instance else f"`{close}` is there already; delete one of the two"
        else:
            hint = "keys here: " + ", ".join(f"`{name}`" for name in known)
        if not close and "meta" in known:
            hint += "; what is your team's own goes under `meta:`"
        yield Finding(_key(document, error, key), f"unknown key `{key}`", hint, "CE101")


def _meant(key: str, error: Any) -> str | None:
    """The key that an unknown one was meant to be: rather one that is not there yet."""
    known = error.schema.get("properties", {})
    return nearest(key, (name for name in known if name not in error.instance)) or nearest(key, known)


def _required(document: Document, error: Any) -> Iterator[Finding]:
    known = error.schema.get("properties", {})
    misspelt = {_meant(key, error): key for key in error.instance if key not in known} if known else {}
    # A misspelt key is reported as an unknown one, but for an item without a type, of which it is not known what it may have.
    is_named = error.schema.get("additionalProperties") is False
    missing = [f"`{name}`" for name in error.validator_value if name not in error.instance and not (is_named and name in misspelt)]
    if not missing:
        return
    names = " and ".join(filter(None, [", ".join(missing[:-1]), missing[-1]]))
    hint = next((f"write `{name}` for `{misspelt[name]}`" for name in error.validator_value if name in misspelt and not is_named), "")
    yield Finding(_start(document, error), f"{_what(error)} lacks {names}", hint, "CE102")


def _what(error: Any) -> str:
    """What lacks something: by its id where it has one."""
    value, path = error.instance, list(error.absolute_path)
    if isinstance(value, dict) and isinstance(value.get("id"), str) and path:
        owner = next((part for part in reversed(path) if isinstance(part, str)), "")
        return f"`{value['id']}` in `{owner}`"
    return _name(error)


def _start(document: Document, error: Any) -> Span:
    """Where a mapping starts: its first key in a list, else the key that leads to it."""
    path = list(error.absolute_path)
    if not path:
        return Span(document.path)
    return _at(document, error) if isinstance(path[-1], int) else _key(document, error)


def _any_of(document: Document, error: Any) -> Iterator[Finding]:
    """Our schemas use `anyOf` for one thing only: one of several keys has to be there."""
    names = [f"`{branch['required'][0]}`" for branch in error.validator_value if "required" in branch]
    if len(names) < len(error.validator_value):
        yield from _other(document, error)
        return
    yield Finding(_start(document, error), f"{_what(error)} lacks one of {', '.join(names)}", "", "CE102")


def _enum(document: Document, error: Any) -> Iterator[Finding]:
    options = [error.validator_value] if error.validator == "const" else error.validator_value
    allowed = [str(option) for option in options]
    value = error.instance
    close = nearest(value, allowed) if isinstance(value, str) else None
    ordered = [close, *(name for name in allowed if name != close)] if close else allowed
    listed = ", ".join(f"`{name}`" for name in ordered)
    written = _written(document, error)
    hint = f"did you mean `{close}`? allowed: {listed}" if close else f"allowed: {listed}"
    if not isinstance(value, str) and written in options:
        hint = f'quote it to make it a text: "{written}"'
    yield Finding(_at(document, error), f"{_name(error)} can't be {_found(value, written)}", hint, "CE104")


def _pattern(document: Document, error: Any) -> Iterator[Finding]:
    words = error.schema.get("patternErrorMessage", f"it has to match {error.validator_value}")
    hint = ""
    if "kebab-case" in words or "small letters" in words:
        import unicodedata

        # Of an address that stands where a host is asked for, the host is meant.
        plain = unicodedata.normalize("NFKD", re.sub(r"^https?://([^/?#]+).*", r"\1", error.instance)).encode("ascii", "ignore").decode()
        suggestion = re.sub(r"[^a-z0-9.]+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", plain).lower()).strip("-.")
        hint = f"such as `{suggestion}`" if re.fullmatch(error.validator_value, suggestion) else ""
    yield Finding(_at(document, error), f"{_name(error)} is `{_short(error.instance)}`: {words}", hint, "CE105")


def _not(document: Document, error: Any) -> Iterator[Finding]:
    """A key that `dependentSchemas` forbids beside another."""
    steps = list(error.absolute_schema_path)
    if "dependentSchemas" not in steps:
        yield from _other(document, error)
        return
    message = f"{_name(error)} can't stand beside `{steps[steps.index('dependentSchemas') + 1]}`"
    yield Finding(_key(document, error), message, "delete one of the two, or make two entries of them", "CE108")


def _dependent(document: Document, error: Any) -> Iterator[Finding]:
    """Keys that ask for other keys beside them."""
    for key, needed in error.validator_value.items():
        missing = [f"`{name}`" for name in needed if name not in error.instance]
        if key in error.instance and missing:
            yield Finding(_key(document, error, key), f"`{key}` needs {' and '.join(missing)} beside it", "", "CE109")


def _property_name(document: Document, error: Any) -> Iterator[Finding]:
    name = str(error.instance)
    span = document.origin.key(*error.absolute_path, name)
    words = error.schema.get("patternErrorMessage", "it is not allowed as a key")
    yield Finding(span, f"the key `{_short(name)}`: {words}", "", "CE105")


def _unique(document: Document, error: Any) -> Iterator[Finding]:
    places: dict[str, int] = {}
    for index, value in enumerate(error.instance):
        if (first := places.setdefault(json.dumps(value, sort_keys=True), index)) < index:
            message = f"{_name(error)} has `{_short(str(value))}` twice: number {first + 1} is the same"
            yield Finding(_at(document, error, index), message, "delete one of the two", "CE107")


def _amount(text: str) -> Callable[[Document, Any], Iterator[Finding]]:
    """An explanation of a bound; `text` has the place of the bound."""

    def explain(document: Document, error: Any) -> Iterator[Finding]:
        yield Finding(_at(document, error), f"{_name(error)} {text.format(error.validator_value)}", "", "CE106")

    return explain


def _other(document: Document, error: Any) -> Iterator[Finding]:
    """A keyword that only a workspace's own schemas use."""
    value = error.validator_value
    wanted = f"{error.validator}: {_short(str(value))}" if isinstance(value, str | int | float) else error.validator
    yield Finding(_start(document, error), f"{_name(error)} does not fit `{wanted}` in the workspace's own schema", "", "CE109")


def _length(document: Document, error: Any) -> Iterator[Finding]:
    if error.validator != "maxLength" and error.validator_value in (1, r"\S"):  # blanks alone are no text
        yield Finding(_at(document, error), f"{_name(error)} is empty", "write a text, or delete the key", "CE106")
        return
    bound = "at least" if error.validator == "minLength" else "at most"
    message = f"{_name(error)} has {len(error.instance)} characters; {bound} {error.validator_value} are allowed"
    yield Finding(_at(document, error), message, "", "CE106")


def _items(document: Document, error: Any) -> Iterator[Finding]:
    bound = "at least" if error.validator.startswith("min") else "at most"
    count, limit = len(error.instance), error.validator_value
    yield Finding(
        _start(document, error), f"{_name(error)} has {count or 'no'} {'entry' if count == 1 else 'entries'}; {bound} {limit}", "", "CE106"
    )


_EXPLANATIONS: dict[str, Callable[[Document, Any], Iterator[Finding]]] = {
    "type": _type,
    "additionalProperties": _additional,
    "required": _required,
    "anyOf": _any_of,
    "enum": _enum,
    "const": _enum,
    "pattern": lambda document, error: (_length if error.validator_value == r"\S" else _pattern)(document, error),
    "not": _not,
    "dependentRequired": _dependent,
    "uniqueItems": _unique,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _items,
    "maxItems": _items,
    "minProperties": _items,
    "minimum": _amount("is below {}"),
    "exclusiveMinimum": _amount("has to be more than {}"),
    "maximum": _amount("is above {}"),
    "exclusiveMaximum": _amount("has to be less than {}"),
}
