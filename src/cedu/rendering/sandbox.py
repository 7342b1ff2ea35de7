"""What a workspace's template may spend: time, memory and numbers are bounded, whatever it computes.

Jinja's sandbox keeps a template away from Python, not from `{{ 10**(10**8) }}`, which no signal stops. Here every loop, call, filter and
sum is paid for out of one budget per rendering, by the size of what goes in.
"""

from collections.abc import Callable, Iterable, Iterator, Sized
from functools import wraps
from itertools import chain
from time import monotonic
from typing import Any

from jinja2 import nodes
from jinja2.environment import Environment, Template
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from jinja2.visitor import NodeTransformer

_BUDGET = 1_000_000  # steps
_SECONDS = 5.0  # where steps are dearer than we think
_LONGEST = 1_000_000  # characters of a text, entries of a list
_BITS = 4096  # of a number
_OUTPUT = 32_000_000  # characters
_CHARACTERS_A_STEP = 50

_FILTERS = """
abs attr capitalize count d default dictsort e escape first float forceescape groupby int items join last length list lower map max min
reject rejectattr replace reverse round safe select selectattr sort string striptags title trim truncate unique upper urlencode
"""
_TEXT_METHODS = """
capitalize casefold count endswith find index isalnum isalpha isascii isdigit islower isnumeric isspace istitle isupper join lower lstrip
partition removeprefix removesuffix replace rfind rindex rpartition rsplit rstrip split splitlines startswith strip striptags swapcase
title unescape upper
"""
_SET_METHODS = ("difference", "intersection", "isdisjoint", "issubset", "issuperset", "union")
_METHODS: dict[type, frozenset[str]] = {
    str: frozenset(_TEXT_METHODS.split()),
    dict: frozenset(("get", "items", "keys", "values")),
    list: frozenset(("count", "index")),
    tuple: frozenset(("count", "index")),
    set: frozenset(_SET_METHODS),
    frozenset: frozenset(_SET_METHODS),
}
_MACHINERY = (Macro, BlockReference, LoopContext, Cycler, Joiner)


class Budget:
    """What is left to spend on one rendering.

    An environment and its overlays share one, because Jinja's own filters and functions are bound to the first of them.
    """

    __slots__ = ("end", "left")

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Begin another rendering."""
        self.left: float = _BUDGET
        self.end = monotonic() + _SECONDS

    def spend(self, steps: float) -> None:
        """Pay for `steps`. Raises SecurityError where there is not enough left."""
        self.left -= steps
        if self.left < 0 or monotonic() > self.end:
            raise SecurityError("the template computes too much: a loop or a call goes on for too long")

    def each(self, values: Iterable[Any]) -> Iterator[Any]:
        """`values`, each of them paid for."""
        for value in values:
            self.spend(1)
            yield value

    def pay_for(self, value: Any) -> Any:
        """`value`, paid for by its size; what has none is paid for as it is used."""
        if isinstance(value, str):
            self.spend(len(value) / _CHARACTERS_A_STEP)
        elif isinstance(value, Sized):
            self.spend(len(value) / 5)
        elif isinstance(value, Iterator):
            return self.each(value)
        return value

    def weigh(self, value: Any) -> Any:
        """`value`, a list, tuple or dict that a template makes, paid for by all that is in it: what lies in it twice is written twice."""
        waiting = [value]
        while waiting:
            inner = waiting.pop()
            self.spend(1)
            if isinstance(inner, dict):
                waiting += inner.values()
            elif isinstance(inner, list | tuple):
                waiting += inner
        return value


class _Bounds(NodeTransformer):
    """Makes each loop, each `~`, and each list, tuple and dict that is written out go through a filter, where it is paid for."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - the name that Jinja looks for
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, "each", [], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return nodes.Filter(nodes.List(node.nodes, lineno=node.lineno), "join", [], [], None, None, lineno=node.lineno)

    def _weighed(self, node: nodes.Expr) -> nodes.Node:
        self.generic_visit(node)
        if getattr(node, "ctx", "load") != "load":  # the names that a loop or a `set` fills
            return node
        return nodes.Filter(node, "weigh", [], [], None, None, lineno=node.lineno)

    visit_List = visit_Tuple = visit_Dict = _weighed  # noqa: N815


class _Namespace(Namespace):
    """A namespace that does not write out what is in it, which may be itself."""

    def __repr__(self) -> str:
        return "<namespace>"


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which no template runs long or grows large."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "**", "%"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.budget = Budget()
        self.filters = {name: _paid(self, self.filters[name]) for name in _FILTERS.split()}
        self.filters["join"] = _paid(self, self._bounded_join(self.filters["join"]))
        self.filters["replace"] = _paid(self, self._bounded_replace(self.filters["replace"]))
        self.filters["sum"] = _paid(self, _sum)
        self.filters |= {"each": self.budget.each, "weigh": self.budget.weigh}
        self.globals = {"range": self._range, "dict": self._dict, "namespace": _Namespace, "cycler": Cycler, "joiner": Joiner}
        self.concat = self._concat  # type: ignore[method-assign]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if len(source) > _LONGEST:
            raise SecurityError("the template is too long")
        parsed = super()._parse(source, name, filename)
        _Bounds().visit(parsed)
        return parsed

    def _load_template(self, name: str, globals: Any) -> Template:
        self.budget.spend(20)
        return super()._load_template(name, globals)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """`left operator right`, where it is not too much."""
        self.budget.spend(1)
        if operator == "%" and isinstance(left, str):
            raise SecurityError("`%` does not format text here")
        if operator == "**" and not (abs(left) <= 1_000_000 and abs(right) <= 64):
            raise SecurityError(f"the power {left} ** {right} is too large")
        if operator == "*":
            times = [value for value in (left, right) if isinstance(value, int)]
            long = [value for value in (left, right) if isinstance(value, str | list | tuple)]
            if long and times and len(long[0]) * max(times[0], 0) > _LONGEST:
                raise SecurityError("the repetition is too long")
            if long and times:
                self.budget.spend(len(long[0]) * max(times[0], 0) / _CHARACTERS_A_STEP)
        if operator == "+" and isinstance(left, Sized) and isinstance(right, Sized):
            self._bound_length(len(left) + len(right))
        result = super().call_binop(context, operator, left, right)
        if isinstance(result, int) and result.bit_length() > _BITS:
            raise SecurityError("the number is too large")
        return result

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call `__obj`, where it may be called, and pay for it."""
        __self.budget.spend(2)
        owner, name = getattr(__obj, "__self__", None), getattr(__obj, "__name__", "")
        if isinstance(owner, str) and name == "join" and args:
            return __self.filters["join"](__self, args[0], owner)
        if isinstance(owner, str) and name == "replace" and len(args) >= 2:
            __self._bound_replacement(owner, args[0], args[1])
        if owner is not None and not isinstance(owner, Environment):
            __self.budget.pay_for(owner)
        args = tuple(__self.budget.pay_for(arg) if not isinstance(arg, str) else arg for arg in args)
        if not __self.is_safe_callable(__obj):
            raise SecurityError(f"a template may not call `{name or type(__obj).__name__}`")
        return super().call(__context, __obj, *args, **kwargs)

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, what Jinja itself offers, functions that we offer, and methods of plain values that cost what they look like."""
        if isinstance(obj, _MACHINERY) or obj in self.globals.values() or getattr(obj, "offered", False):
            return True
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, _MACHINERY):
            return super().is_safe_callable(obj)
        for kind, names in _METHODS.items():
            if isinstance(owner, kind):
                return getattr(obj, "__name__", "") in names
        return False

    def _dict(self, *pairs: Any, **named: Any) -> dict[Any, Any]:
        made: dict[Any, Any] = self.budget.weigh(dict(*pairs, **named))
        return made

    def _range(self, *bounds: int) -> range:
        numbers = range(*bounds)
        if len(numbers) > 100_000:
            raise SecurityError(f"the range is too long: {len(numbers)}")
        return numbers

    def _concat(self, parts: Iterable[str]) -> str:
        size = 0
        kept = []
        for part in parts:
            size += len(part)
            self.budget.spend(0.1)
            if size > _OUTPUT:
                raise SecurityError("the output is too long")
            kept.append(part)
        return "".join(kept)

    def _bound_length(self, length: int) -> None:
        if length > _LONGEST:
            raise SecurityError("the text is too long")
        self.budget.spend(length / _CHARACTERS_A_STEP)

    def _bound_replacement(self, text: Any, old: Any, new: Any) -> None:
        self._bound_length(len(str(text)) + str(text).count(str(old)) * len(str(new)))

    def _bounded_join(self, join: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(join)
        def bounded(eval_ctx: EvalContext, values: Iterable[Any], d: str = "", attribute: Any = None) -> Any:
            parts = list(values)
            sized = (value if isinstance(value, str) else "" for value in parts)
            self._bound_length(sum(map(len, sized)) + len(parts) * len(d))
            return join(eval_ctx, parts, d, attribute)

        return bounded

    def _bounded_replace(self, replace: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(replace)
        def bounded(eval_ctx: EvalContext, s: Any, old: Any, new: Any, count: int | None = None) -> Any:
            self._bound_replacement(s, old, new)
            return replace(eval_ctx, s, old, new, count)

        return bounded


def _sum(numbers: Iterable[float]) -> float:
    """The sum of numbers; of lists it would take the square of their length."""
    return sum(number + 0 for number in numbers)


def _paid(environment: BoundedEnvironment, function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, a filter, with what it is given paid for."""

    @wraps(function)
    def paid(*args: Any, **kwargs: Any) -> Any:
        budget = environment.budget
        budget.spend(1)
        checked = (value if isinstance(value, Environment | Context | EvalContext) else budget.pay_for(value) for value in args)
        for value in chain(args, kwargs.values()):
            if isinstance(value, int) and value.bit_length() > _BITS:
                raise SecurityError("the number is too large")
        return function(*checked, **kwargs)

    return paid


def offered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a function of ours as one that templates may call."""
    function.offered = True  # type: ignore[attr-defined]
    return function
