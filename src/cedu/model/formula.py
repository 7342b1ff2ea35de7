"""Formulas: what a formula item computes its key with, read without ever running what an author wrote."""

import ast
import math
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

_LONGEST = 500
_WHOLE = 1e12  # from here on nothing is rounded: with the places below, as many digits as a decimal has
_PLACES = 12


def _rounded(value: float, places: float = 0) -> float:
    """To so many decimal places, a half away from nothing, as people do it (and PHP, which Moodle computes with)."""
    if abs(value) >= _WHOLE:
        return value
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-max(-_PLACES, min(_PLACES, int(places)))), ROUND_HALF_UP))


FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "abs": abs, "ceil": math.ceil, "floor": math.floor, "round": _rounded, "sqrt": math.sqrt, "exp": math.exp, "log": math.log,
    "log10": math.log10, "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin, "acos": math.acos, "atan": math.atan,
    "min": min, "max": max,
}  # fmt: skip
_CONSTANTS = {"pi": math.pi}
_OPERATORS: Mapping[type, Callable[[float, float], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Mod: math.fmod,
    ast.Pow: lambda a, b: a**b,
}


class FormulaError(ValueError):
    """A formula that can't be read or computed; the message says why."""


class Formula:
    """Numbers, names, `+ - * / % ^ ( )` and the functions in FUNCTIONS; `^` (or `**`) is a power. All numbers are floats."""

    def __init__(self, text: str) -> None:
        """Read `text`. Raises FormulaError."""
        self._tree = _parsed(text)

    @property
    def names(self) -> frozenset[str]:
        """The variables that it needs."""
        called = {id(node.func) for node in ast.walk(self._tree) if isinstance(node, ast.Call)}
        names = {node.id for node in ast.walk(self._tree) if isinstance(node, ast.Name) and id(node) not in called}
        return frozenset(names - set(_CONSTANTS))

    def value(self, values: Mapping[str, float]) -> float:
        """What it comes to. Raises FormulaError where it comes to no number."""
        try:
            found = _value(self._tree, values)
        except (ArithmeticError, ValueError, TypeError) as error:
            raise FormulaError(str(error.args[-1])) from None
        if isinstance(found, complex) or not math.isfinite(found):
            raise FormulaError("it comes to no number")
        return float(found)


@cache
def formula(text: str) -> Formula:
    """The formula that `text` writes. Raises FormulaError."""
    return Formula(text)


def _parsed(text: str) -> ast.expr:
    if len(text) > _LONGEST:
        raise FormulaError(f"it is longer than {_LONGEST} characters")
    try:
        tree = ast.parse(text.strip().replace("^", "**"), mode="eval").body
        for problem in _problems(tree):
            raise FormulaError(problem)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise error if isinstance(error, FormulaError) else FormulaError("it can't be read as a formula") from None
    return tree


def _problems(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.BinOp(left, operator, right) if type(operator) in _OPERATORS:
            yield from (*_problems(left), *_problems(right))
        case ast.UnaryOp(ast.USub() | ast.UAdd(), operand):
            yield from _problems(operand)
        case ast.Call(ast.Name(name), arguments, []) if name in FUNCTIONS:
            for argument in arguments:
                yield from _problems(argument)
        case ast.Call(ast.Name(name)):
            yield f"there is no function `{name}`"
        case ast.Constant(bool()):
            yield "`True` and `False` are no numbers"
        case ast.Constant(int() | float()) | ast.Name():
            return
        case _:
            yield "a formula has numbers, names, `+ - * / % ^ ( )` and functions"


def _value(node: ast.AST, values: Mapping[str, float]) -> Any:
    match node:
        case ast.BinOp(left, operator, right):
            return _OPERATORS[type(operator)](_value(left, values), _value(right, values))
        case ast.UnaryOp(operator, operand):
            return -_value(operand, values) if isinstance(operator, ast.USub) else _value(operand, values)
        case ast.Call(ast.Name(name), arguments):
            return FUNCTIONS[name](*(_value(argument, values) for argument in arguments))
        case ast.Name(name):
            if name not in values and name not in _CONSTANTS:
                raise FormulaError(f"there is no variable `{name}`")
            return values[name] if name in values else _CONSTANTS[name]
        case ast.Constant(int() | float() as value):
            return float(value)
    raise FormulaError("it can't be read as a formula")
