"""What each format keeps of each type of item, and what becomes of the rest: the losses that the targets declare, as a document."""

from typing import Any, NamedTuple

from cedu.formats.loss import Loss, fate
from cedu.items import item_types
from cedu.model.assessment import Assessment, Bank
from cedu.model.course import Course
from cedu.targets import Target, targets

# Signs that need no colour to be told apart.
_SIGNS = {"kept": "✓", "changed": "~", "other": "≠"}


class Marked(NamedTuple):
    """A text of ours that is Markdown."""

    text: str


def format_values() -> dict[str, Any]:
    """What the template shows: a row for each type of item with a sign for each target, and each target's losses."""
    carrying = [target for target in targets().values() if {Assessment, Bank, Course} & set(target.kinds)]
    return {
        "formats": [
            {"name": target.name, "title": target.title, "losses": [_marked(loss) for loss in target.loses]} for target in carrying
        ],
        "rows": [
            {"type": item_type.name, "signs": [Marked(_SIGNS[fate(_telling(target), item_type)]) for target in carrying]}
            for item_type in item_types().values()
        ],
        "signs": {fate: Marked(sign) for fate, sign in _SIGNS.items()},
    }


def _telling(target: Target) -> list[Loss]:
    """The losses by which types differ: what any item may lose, such as a hint, would give all of them the same sign."""
    most = len(item_types()) - 2
    return [loss for loss in target.loses if not loss.silent and sum(map(loss.touches, item_types().values())) <= most]


def _marked(loss: Loss) -> dict[str, Any]:
    return {name: Marked(value) if value and isinstance(value, str) else value for name, value in _loss(loss).items()}


def _loss(loss: Loss) -> dict[str, Any]:
    types = [item_type.name for item_type in item_types().values() if loss.touches(item_type)]
    every = len(types) == len(item_types())
    return {"types": [] if every else types, "feature": loss.feature, "becomes": loss.becomes, "remedy": loss.remedy}


def page(target: Target) -> str:
    """The losses of one target as text, for a terminal."""
    lines = [f"{target.name}  {target.title}", "", "What it can't express:" if target.loses else "It keeps all there is."]
    for loss in map(_loss, target.loses):
        of = f" ({', '.join(loss['types'])})" if loss["types"] else ""
        remedy = f": {loss['remedy']}" if loss["remedy"] else ""
        lines.append(f"- {loss['feature']}{of} {loss['becomes']}{remedy}")
    return "\n".join(lines) + "\n"
