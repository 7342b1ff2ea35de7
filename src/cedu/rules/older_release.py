"""Course for another release of the product.

## What it finds

A course whose `applies_to` does not include the release that customers have now, as `products` in `cedu.yaml` says.

## Why it matters

Learners would look for buttons that have moved. Either the course is stale, or `applies_to` is.

## Bad

```yaml course.yaml
applies_to: "installer >= 1.0, < 2"
```

## Good

```yaml course.yaml
applies_to: "installer >= 2.0"
```
"""

import operator
import re
from collections.abc import Callable, Iterator
from typing import Any

from cedu.diagnostics import Finding, Severity
from cedu.model.course import Course
from cedu.rules import Rule, Settings

_BOUND = re.compile(r"(>=|<=|==|>|<) *([0-9.]+)")
_HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}


def check(course: Course, settings: Settings) -> Iterator[Finding]:
    """The course, if it does not apply to what customers have."""
    if not course.applies_to or course.status == "retired":
        return
    id = re.split(r"[ <>=]", course.applies_to, maxsplit=1)[0]
    for product in settings.workspace.products:
        if product.id != id:
            continue
        present = _numbers(product.version)
        if not all(_HOLDS[sign](present, _numbers(bound)) for sign, bound in _BOUND.findall(course.applies_to)):
            message = f"the course applies to `{course.applies_to}`, but customers have {id} {product.version}"
            yield Finding(course.origin.span("applies_to"), message, "bring the course up to date, or retire it")


def _numbers(version: str) -> tuple[tuple[int, str], ...]:
    """A version to compare, each number by how long it is and then by its digits, of which there may be any: `2` and `2.0` are the same."""
    numbers = [part.lstrip("0") for part in (version.split(".") + [""] * 3)[:4]]
    return tuple((len(number), number) for number in numbers)


RULE = Rule("CE803", Severity.WARNING, check, each=(Course,))
