"""An assessment as an `assessmentTest`: one part, its settings, sections with what is asked or drawn, and whether it is passed.

QTI 2.1 Assessment Test, Section and Item Information Model, 3 to 6.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element  # writing only: nothing is parsed here

from cedu.formats import imscp
from cedu.formats.qti import building as b
from cedu.formats.qti.building import MAXSCORE, SCORE, make
from cedu.formats.qti.item import TOOL
from cedu.model.assessment import Assessment, Bank
from cedu.model.item import Item
from cedu.model.numbers import decimal
from cedu.model.pool import Find, Pooled

PASSED, PASSING_SCORE = "PASSED", "PASSING_SCORE"
# An item as a test refers to it: its identifier and where its file lies.
Reference = Callable[[Pooled], tuple[str, str]]


def test(assessment: Assessment, identifier: str, find: Find, reference: Reference) -> Element:
    """The test in QTI 2.1's names."""
    sections = _Sections(assessment, find, reference)
    control = make("itemSessionControl", {"maxAttempts": str(assessment.attempts or 0), "showFeedback": "true"})
    part = make("testPart", {"identifier": "part", "navigationMode": "nonlinear", "submissionMode": "individual"}, control)
    part.append(sections.whole())
    attributes = {"identifier": identifier, "title": imscp.text(assessment.title), "toolName": TOOL}
    parts = [*_outcomes(assessment)]
    if assessment.time_limit_minutes:
        parts.append(make("timeLimits", {"maxTime": str(assessment.time_limit_minutes * 60)}))
    return make("assessmentTest", attributes, *parts, part, _processing(assessment))


def _outcomes(assessment: Assessment) -> Iterator[Element]:
    kind = "outcomeDeclaration"
    yield b.declare(kind, SCORE, "float", ["0"])
    yield b.declare(kind, MAXSCORE, "float", ["0"])
    if assessment.passing_score is not None:
        yield b.declare(kind, PASSING_SCORE, "float", [decimal(assessment.passing_score)])
        yield b.declare(kind, PASSED, "boolean", ["false"])


def _processing(assessment: Assessment) -> Element:
    """Add up what items earn, and hold it against the passing score, in percent of what they can earn."""
    rules = [
        b.set_outcome(name, make("sum", {}, make("testVariables", {"variableIdentifier": name, "baseType": "float"})))
        for name in (SCORE, MAXSCORE)
    ]
    if assessment.passing_score is not None:
        earned = make("product", {}, b.variable(SCORE), b.base("float", "100"))
        needed = make("product", {}, b.variable(MAXSCORE), b.variable(PASSING_SCORE))
        rules.append(b.set_outcome(PASSED, make("gte", {}, earned, needed)))
    return make("outcomeProcessing", {}, *rules)


class _Sections:
    """Numbers sections, and refers to each item by an identifier that is there once."""

    def __init__(self, assessment: Assessment, find: Find, reference: Reference) -> None:
        self.assessment = assessment
        self.find = find
        self.reference = reference
        self.number = 0
        self.named: dict[str, int] = {}

    def whole(self) -> Element:
        """All that is asked."""
        blueprint = self.assessment.blueprint
        whole = self.section(self.assessment.title, visible=True)
        if self.assessment.shuffle:
            whole.append(make("ordering", {"shuffle": "true"}))
        if blueprint is None:
            whole.extend(self.asked([Pooled(self.assessment, item) for item in self.assessment.items]))
            return whole
        for draw, amount in zip(blueprint.draws, blueprint.amounts, strict=True):
            owner: Assessment | Bank = self.find("bank", draw.bank) if draw.bank else self.assessment
            part = self.section(" · ".join(filter(None, (owner.title, draw.objective, draw.difficulty))), together=False)
            groups = [(passage, item) for passage, item in with_passage(owner.items) if draw.fits(item)]
            part.append(make("selection", {"select": str(min(amount, len(groups)))}))
            if self.assessment.shuffle:
                part.append(make("ordering", {"shuffle": "true"}))
            for passage, item in groups:
                part.append(self.together([Pooled(owner, passage), Pooled(owner, item)]) if passage else self.item(Pooled(owner, item)))
            if groups:
                whole.append(part)
        return whole

    def asked(self, pooled: Sequence[Pooled]) -> Iterator[Element]:
        """Items in their order; where that is shuffled, each passage stays with what is about it."""
        if not self.assessment.shuffle:
            yield from map(self.item, pooled)
            return
        group: list[Pooled] = []
        for one in pooled:
            if one.item.type == "passage":
                if group:
                    yield self.together(group)
                group = [one]
            elif group:
                group.append(one)
            else:
                yield self.item(one)
        if group:
            yield self.together(group)

    def together(self, pooled: Iterable[Pooled]) -> Element:
        """Items that stay together, in this order."""
        section = self.section(self.assessment.title)
        section.extend(map(self.item, pooled))
        return section

    def section(self, title: str, visible: bool = False, together: bool = True) -> Element:
        """A section that is still empty; one that is not visible and not kept together mixes with what is beside it."""
        self.number += 1
        attributes = {"identifier": f"section-{self.number}", "title": imscp.text(title), "visible": "true" if visible else "false"}
        return make("assessmentSection", attributes | {"keepTogether": "true" if together else "false"})

    def item(self, pooled: Pooled) -> Element:
        """A reference to an item."""
        identifier, href = self.reference(pooled)
        times = self.named[identifier] = self.named.get(identifier, 0) + 1
        name = identifier if times == 1 else f"{identifier}-{times}"
        return make("assessmentItemRef", {"identifier": name, "href": href})


def with_passage(items: Iterable[Item]) -> Iterator[tuple[Item | None, Item]]:
    """Each item that asks something, and the passage that it is about: the last one before it."""
    passage = None
    for item in items:
        if item.type == "passage":
            passage = item
        else:
            yield passage, item
