"""What an interaction becomes in QTI, and the rules by which most of them are scored."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element  # writing only: nothing is parsed here

from cedu.formats.qti import building as b
from cedu.formats.qti.building import RESPONSE, SCORE, make
from cedu.model.numbers import decimal


@dataclass(slots=True)
class Answer:
    """What an interaction becomes: `declared`, a `body` below the stem, or `marks` in it, by name; and the rules that set SCORE.

    `template` is the standard template that does the same as `rules`, where there is one. `taken`: feedback of options, by identifier,
    which the response shows. `outcomes`, `templates` and `processing` are for the item, in this order.
    """

    declared: list[Element] = field(default_factory=list)
    body: list[Element] = field(default_factory=list)
    marks: dict[str, Element] = field(default_factory=dict)
    rules: list[Element] = field(default_factory=list)
    template: str = ""
    taken: dict[str, str] = field(default_factory=dict)
    outcomes: list[Element] = field(default_factory=list)
    templates: list[Element] = field(default_factory=list)
    processing: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asking:
    """What an item is asked with: its points, the HTML of Markdown, words in its language, and where a file of the workspace lies."""

    points: float
    html: Callable[[str], str]
    say: Callable[[str], str]
    file: Callable[[str], str]


def exact(answer: Answer, asking: Asking) -> Answer:
    """Exactly what is declared as right earns the points."""
    answer.rules.append(b.condition(b.is_correct(RESPONSE), all_points(asking)))
    answer.template = "match_correct" if asking.points == 1 else ""
    return answer


def mapped(answer: Answer) -> Answer:
    """What is declared for each part of the answer is added up."""
    answer.rules.append(b.if_answered(RESPONSE, b.set_outcome(SCORE, make("mapResponse", {"identifier": RESPONSE}))))
    answer.template = "map_response"
    return answer


def all_points(asking: Asking) -> Element:
    """The rule that gives all points."""
    return b.set_outcome(SCORE, b.base("float", decimal(asking.points)))


def more(earned: Element) -> Element:
    """The rule that adds what is `earned`."""
    return b.set_outcome(SCORE, make("sum", {}, b.variable(SCORE), earned))
