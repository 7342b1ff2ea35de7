"""The fields of one item, as YAML has them, to how it is answered: for what comes from elsewhere and says it in our words."""

from collections.abc import Mapping
from typing import Any

from cedu.items import lower
from cedu.model.assessment import Bank
from cedu.model.interaction import Interaction
from cedu.source import schema
from cedu.source.emit import emit
from cedu.source.structure import build
from cedu.source.text import read


class FieldsError(ValueError):
    """Fields that are no item's; the message says why."""


def interaction_from(fields: Mapping[str, Any]) -> Interaction:
    """How an item with these fields is answered. Raises FieldsError."""
    item = {"id": "item", "stem": "Text", **fields}
    try:
        document, findings = read("more", emit({"id": "bank", "title": "Bank", "items": [item]}).encode())
    except (TypeError, ValueError, AttributeError, StopIteration, RecursionError):
        raise FieldsError("it holds what YAML can't") from None
    findings = findings if document is None else schema.check(document, "bank", None)
    if document is None or findings:
        raise FieldsError("; ".join(dict.fromkeys(finding.message for finding in findings)) or "it can't be read")
    try:
        return lower(build(Bank, document).items[0])
    except (ArithmeticError, ValueError, LookupError):  # such as a step of 0 among the values to draw
        raise FieldsError("nothing can be drawn or computed from it") from None
