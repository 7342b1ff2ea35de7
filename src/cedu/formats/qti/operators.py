"""The operators of expressions in QTI (QTI 2.1, 15.3), on values that are there."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

from cedu.formats.qti.nodes import Node

# A value: nothing, one (text, number, truth) or a container of several.
One = str | float | bool
Value = One | tuple[One, ...] | None


def several(value: Value) -> tuple[One, ...]:
    """The values of a container, or the one."""
    return value if isinstance(value, tuple) else () if value is None else (value,)


def same(one: Value, other: Value, cardinality: str = "") -> bool:
    """Are two values the same? The order in a container counts where its `cardinality` is `ordered`."""
    if isinstance(one, tuple) and isinstance(other, tuple) and cardinality != "ordered":
        return sorted(map(str, one)) == sorted(map(str, other))
    return one == other


def _and(found: Sequence[Value]) -> Value:
    return False if False in found else None if None in found else True


def _or(found: Sequence[Value]) -> Value:
    return True if True in found else None if None in found else False


def _near(found: Sequence[Value], node: Node) -> bool:
    one, other = _float(found[0]), _float(found[1])
    bounds = [float(each) for each in node.get("tolerance").split()] or [0.0]
    low, high = bounds[0], bounds[-1]
    if node.get("toleranceMode", "exact") == "relative":
        low, high = abs(one) * low / 100, abs(one) * high / 100
    elif node.get("toleranceMode", "exact") == "exact":
        return one == other
    # Somebody's decimal ends are to be right, as they are in ours.
    off = 1e-12 * max(abs(one), abs(other), 1)
    is_above = other > one - low - off if node.get("includeLowerBound", "true") == "true" else other > one - low + off
    is_below = other < one + high + off if node.get("includeUpperBound", "true") == "true" else other < one + high - off
    return is_above and is_below


def _string_match(found: Sequence[Value], node: Node) -> bool:
    one, other = str(found[0]), str(found[1])
    if node.get("caseSensitive") in ("false", "0"):
        one, other = one.casefold(), other.casefold()
    return one in other or other in one if node.get("substring") in ("true", "1") else one == other


def _pattern(found: Sequence[Value], node: Node) -> bool:
    """Nobody's pattern runs here: what can't be matched in linear time could hang. A pattern's own text stands for what it matches."""
    return str(found[0]) == PATTERN + node.get("pattern")


def _numbers(operate: Callable[[float, float], Value]) -> Callable[[Sequence[Value], Node], Value]:
    return lambda found, _node: operate(_float(found[0]), _float(found[1]))


def _float(value: Value) -> float:
    """Raises TypeError or ValueError for what is no number."""
    if isinstance(value, tuple) or value is None:
        raise TypeError("several values, where one is asked for")
    return float(value)


def _flat(found: Sequence[Value]) -> tuple[One, ...]:
    return tuple(one for value in found for one in several(value))


# A text that stands for "what this pattern matches".
PATTERN = "\x00"
ON_NOTHING: Mapping[str, Callable[[Sequence[Value]], Value]] = {
    "and": _and,
    "or": _or,
    "not": lambda found: None if found[:1] == [None] else found[:1] != [True],
    "isNull": lambda found: found[:1] in ([None], [()], [""]),
    "multiple": lambda found: _flat(found) or None,
    "ordered": lambda found: _flat(found) or None,
    "containerSize": lambda found: float(len(_flat(found))),
}
OPERATORS: Mapping[str, Callable[[Sequence[Value], Node], Value]] = {
    "match": lambda found, _node: same(found[0], found[1]),
    "equal": _near,
    "equalRounded": lambda found, node: len({round(_float(value), int(node.get("figures", "0"))) for value in found[:2]}) == 1,
    "stringMatch": _string_match,
    "substring": lambda found, node: _string_match(found, Node("substring", {**node.attributes, "substring": "true"})),
    "patternMatch": _pattern,
    "member": lambda found, _node: found[0] in several(found[1]),
    "contains": lambda found, _node: all(one in several(found[0]) for one in several(found[1])),
    "delete": lambda found, _node: tuple(one for one in several(found[1]) if one != found[0]) or None,
    "index": lambda found, node: several(found[0])[int(node.get("n")) - 1],
    "gt": _numbers(lambda one, other: one > other),
    "gte": _numbers(lambda one, other: one >= other),
    "lt": _numbers(lambda one, other: one < other),
    "lte": _numbers(lambda one, other: one <= other),
    "subtract": _numbers(lambda one, other: one - other),
    "divide": _numbers(lambda one, other: one / other),
    "sum": lambda found, _node: float(sum(map(float, _flat(found)))),
    "product": lambda found, _node: reduce(lambda one, other: one * float(other), _flat(found), 1.0),
    "min": lambda found, _node: min(map(float, _flat(found))),
    "max": lambda found, _node: max(map(float, _flat(found))),
    "round": lambda found, _node: float(round(_float(found[0]))),
    "truncate": lambda found, _node: float(int(_float(found[0]))),
    "integerToFloat": lambda found, _node: found[0],
}
