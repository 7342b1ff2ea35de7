"""Formulas as Moodle computes them (`question/type/calculated`): PHP, with `{name}` for a variable; there and back."""

import ast
import re

from cedu.model.formula import FUNCTIONS, FormulaError, formula

_LONGEST = 2000
_PLACEHOLDER = re.compile(r"\{([^{}<>\"' ][^{}<>\"']{0,100})\}")
# The operators that PHP has as functions.
_CALLS: dict[type[ast.operator], str] = {ast.Pow: "pow", ast.Mod: "fmod"}
_SIGNS = {"pow": " ^ ", "fmod": " % "}


def moodle_formula(text: str) -> str:
    """A formula of ours in Moodle's notation: `{mass} * pow({x}, 2)`."""
    source = text.strip().replace("^", "**")
    try:
        return _Writer(source).write(ast.parse(source, mode="eval").body)
    except (SyntaxError, ValueError, RecursionError):
        return source  # CE4 says what is wrong with it


class _Writer:
    """Writes again what stands in `source`, but for what PHP says in other ways."""

    def __init__(self, source: str) -> None:
        self.source = source.encode()  # the parser counts in bytes

    def write(self, node: ast.expr) -> str:
        """The source of `node`, changed."""
        match node:
            case ast.BinOp(left, operator, right) if type(operator) in _CALLS:
                return f"{_CALLS[type(operator)]}({self.write(left)}, {self.write(right)})"
            case ast.BinOp(left, _, right):
                return self.around(node, [left, right])
            case ast.UnaryOp(_, operand):
                return self.around(node, [operand])
            case ast.Call(_, arguments, _):
                return self.around(node, arguments)
            case ast.Name("pi"):
                return "pi()"
            case ast.Name(name):
                return f"{{{name}}}"
        return self.text(node.col_offset, node.end_col_offset or 0)

    def around(self, node: ast.expr, parts: list[ast.expr]) -> str:
        """The source of `node` with its `parts` written again."""
        written, place = "", node.col_offset
        for part in parts:
            written += self.text(place, part.col_offset) + self.part(part)
            place = part.end_col_offset or 0
        return written + self.text(place, node.end_col_offset or 0)

    def part(self, node: ast.expr) -> str:
        """An operand, or an argument."""
        return self.write(node)

    def text(self, start: int, end: int) -> str:
        """A piece of the source."""
        return self.source[start:end].decode()


def cedu_formula(text: str, names: dict[str, str]) -> str:
    """A formula of Moodle's in our notation; `names` says what we call a variable. Raises FormulaError."""
    source = text.strip().removeprefix("=").strip()
    source = _PLACEHOLDER.sub(lambda found: f"{names.get(found[1].strip(), found[1])}", source).replace("pi()", "pi")
    if len(source) > _LONGEST:
        raise FormulaError(f"it is longer than {_LONGEST} characters")
    if "^" in source:
        raise FormulaError("`^` is no power in Moodle")
    try:
        tree = ast.parse(source, mode="eval").body
        written = _Reader(source).write(tree)
        formula(written)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise error if isinstance(error, FormulaError) else FormulaError("it can't be read as a formula") from None
    return written


class _Reader(_Writer):
    """Writes what stands in `source` with operators for the functions that PHP has instead."""

    def write(self, node: ast.expr) -> str:
        """The source of `node`, changed."""
        match node:
            case ast.Call(ast.Name("pow" | "fmod" as name), [left, right], []):
                return _SIGNS[name].join(_in_brackets(each, self.write(each)) for each in (left, right))
            case ast.BinOp(left, _, right):
                return self.around(node, [left, right])
            case ast.UnaryOp(_, operand):
                return self.around(node, [operand])
            case ast.Call(ast.Name(name), arguments, []) if name in FUNCTIONS:
                return self.around(node, arguments)
        return self.text(node.col_offset, node.end_col_offset or 0)

    def part(self, node: ast.expr) -> str:
        """An operand; `%` binds no tighter than what may stand around it."""
        written = self.write(node)
        return f"({written})" if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fmod" else written


def _in_brackets(node: ast.expr, written: str) -> str:
    """An operand that an operator may stand beside."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS
    return written if isinstance(node, ast.Name | ast.Constant) or is_call else f"({written})"
