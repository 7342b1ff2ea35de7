"""Common Cartridge: what items become in its profile of QTI 1.2 (CC 1.1, Implementation, 4.10).

The profile knows a choice of one, a choice of several, true or false, a blank, and an essay; the exact answer is worth all, any other
nothing. What LMSs make of it is told by Moodle 4.5's importer (`backup/cc/entity11.quiz.class.php`) and Canvas's
(`lib/cc/importer/standard`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from html import escape
from itertools import combinations
from math import ceil, floor, isnan, lcm
from typing import assert_never

from cedu.formats.qti12.questions import Choose, Fill, Label, Question, Response, Write
from cedu.formats.qti12_canvas import alternative
from cedu.items import lower
from cedu.model.assessment import Assessment, Bank
from cedu.model.interaction import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    FormulaInteraction,
    Gap,
    GapInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    Option,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    UploadInteraction,
)
from cedu.model.item import Feedback, Item
from cedu.model.marks import with_marks
from cedu.model.numbers import as_written, decimal
from cedu.model.pool import Pooled, passages

# `cc_maxattempts` and `cc_weighting` can say no more (`ccv1p1_qtiasiv1p2p1_v1p0.xsd`, rules 1i and 2c).
ATTEMPTS = 5
HEAVIEST = 99
# A sequence to choose comes with so many others.
_OTHER_SEQUENCES = 3
# An answer is also right when it is rounded to fewer decimal places, as long as that is near enough.
_MOST_PLACES = 6
_MOST_WHOLE = 25
_ELSEWHERE = "…"
_HERE = "[ ? ]"
_LINES, _CHARACTERS = 10, 2000


@dataclass(frozen=True, slots=True)
class Writing:
    """What questions are written with: lasting idents, the HTML of an owner's Markdown, and words in the learner's language."""

    ident: Callable[..., str]
    html: Callable[[str, Assessment | Bank], str]
    say: Callable[[str], str]


def assessment_fields(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """What the profile can say of a test: that it is one, how often it may be taken, and for how many minutes."""
    attempts = assessment.attempts
    fields = [("cc_profile", "cc.exam.v0p1"), ("qmd_assessmenttype", "Examination"), ("qmd_scoretype", "Percentage")]
    fields.append(("qmd_feedbackpermitted", "Yes"))
    fields.append(("cc_maxattempts", str(attempts) if attempts and attempts <= ATTEMPTS else "unlimited"))
    if assessment.time_limit_minutes:
        fields.append(("qmd_timelimit", str(assessment.time_limit_minutes)))
    return tuple(fields)


def questions(pooled: Sequence[Pooled], writing: Writing) -> Iterator[Question]:
    """The items as questions of the profile, with weights in the ratio of their points; each after the passage that it is about."""
    about: dict[tuple[str, str], Mapping[str, Item]] = {}
    interactions = [(one, lower(one.item)) for one in pooled]
    asked = [(one, interaction) for one, interaction in interactions if not isinstance(interaction, ScaleInteraction | PassageInteraction)]
    weights = weigh([points(one.item, interaction) for one, interaction in asked])
    for (one, interaction), weight in zip(asked, weights, strict=True):
        key = (one.owner.kind, one.owner.id)
        if key not in about:
            about[key] = passages(one.owner)
        passage = about[key].get(one.item.id)
        yield from _Writer(one, weight, writing, passage.stem if passage else "").questions(interaction)


def weigh(points: Sequence[Fraction]) -> list[int]:
    """`points` as whole weights from 1 to 99: as they are, or else in the same ratio, as nearly as that goes."""
    whole = [each * lcm(*(each.denominator for each in points)) for each in points]
    if max(whole, default=0) > HEAVIEST:
        whole = [each * HEAVIEST / max(whole) for each in whole]
    return [max(round(each), 1) for each in whole]


def points(item: Item, interaction: Interaction) -> Fraction:
    """What each question is worth that `item` becomes."""
    match interaction:
        case MatchInteraction(sources):
            parts = len(sources)
        case GapInteraction(gaps):
            parts = len(gaps)
        case _:
            parts = 1
    return Fraction(decimal(item.points)) / parts


class _Writer:
    """Turns one item into questions; `before` is Markdown of the same file that stands before its stem."""

    def __init__(self, pooled: Pooled, weight: int, writing: Writing, before: str = "") -> None:
        self.owner, self.item = pooled
        self.title = pooled.name
        self.weight = weight
        self.writing = writing
        self.before = before

    def questions(self, interaction: Interaction) -> Iterator[Question]:
        """A question for the item, or one for each part of it."""
        match interaction:
            case ChoiceInteraction(response="true-false"):
                yield self.question("true_false", Choose(tuple(self.labels(interaction))))
            case ChoiceInteraction():
                # Of two choices the profile would rather hear as true or false (rule 4d), but that would take their texts away in Moodle.
                several = interaction.response == "multiple"
                labels = tuple(self.labels(interaction))
                labels = self.mixed(labels) if interaction.shuffle else labels
                yield self.question("multiple_response" if several else "multiple_choice", Choose(labels, several, interaction.shuffle))
            case TextEntryInteraction(answers, case_sensitive):
                yield self.question("fib", Fill(answers, case_sensitive))
            case NumberEntryInteraction():
                yield self.question("fib", Fill(_written(interaction)))
            case FormulaInteraction():
                yield from self.computed(interaction)
            case MatchInteraction(sources, _, key):
                for source in sources:
                    text = f"<div>{self.html(self.item.stem)}</div><div>{self.html(source.text)}</div>"
                    yield self.question("multiple_choice", self.responses(interaction, dict(key)[source.id]), source.id, text)
            case GapInteraction(gaps):
                for gap in gaps:
                    yield self.gap(gap, gaps)
            case OrderInteraction(options):
                yield self.question("multiple_choice", self.sequences(options))
            case HotspotInteraction():
                yield self.pointed(interaction)
            case ExtendedTextInteraction(lines, characters, _, model_answer):
                yield self.question("essay", Write(lines, characters), solution=model_answer)
            case UploadInteraction():
                yield self.question("essay", Write(_LINES, _CHARACTERS))
            case ScaleInteraction() | PassageInteraction():
                return
            case _:
                assert_never(interaction)

    def question(self, type: str, response: Response, part: str = "", text: str = "", solution: str = "") -> Question:
        """The item, or the `part` of it that is asked by itself, with its own `text` as HTML."""
        text, feedback = text or self.html(self.item.stem), self.item.feedback or Feedback(origin=self.item.origin)
        fields = [("cc_profile", f"cc.{type}.v0p1"), ("cc_weighting", str(self.weight))]
        if type == "essay":
            fields.append(("qmd_computerscored", "No"))
        if self.item.objective:
            fields.append(("cc_question_category", self.item.objective))
        return Question(
            ident=self.writing.ident(self.owner.kind, self.owner.lasting_id, self.item.lasting_id, *([part] if part else [])),
            title=f"{self.title}.{part}" if part else self.title,
            fields=tuple(fields),
            text=f"<div>{self.html(self.before)}</div><div>{text}</div>" if self.before else text,
            response=response,
            correct="" if type == "essay" else self.html(feedback.correct),
            incorrect="" if type == "essay" else self.html(feedback.incorrect),
            hint=self.html(self.item.hint),
            solution=self.html(solution),
        )

    def html(self, markdown: str) -> str:
        """A text of the item as HTML."""
        return self.writing.html(markdown, self.owner) if markdown else ""

    def labels(self, interaction: ChoiceInteraction) -> Iterator[Label]:
        """The choices as they are written. Moodle asks for the idents `true` and `false`; any other starts with a letter."""
        for choice in interaction.choices:
            right = choice.id in interaction.keys
            if interaction.response == "true-false":
                yield Label(choice.id, self.writing.say(choice.id), right)
            else:
                yield Label(f"choice-{choice.id}", self.html(choice.text), right, self.html(choice.feedback))

    def computed(self, interaction: FormulaInteraction) -> Iterator[Question]:
        """The first drawing that has an answer, for everybody."""
        names = [variable.name for variable in interaction.variables]
        for variant in interaction.variants:
            if not isnan(variant.answer):
                text = with_marks(self.html, self.item.stem, dict(zip(names, variant.values, strict=True)))
                yield self.question("fib", Fill(_written(interaction.entry(variant))), text=text)
                return

    def gap(self, gap: Gap, gaps: Sequence[Gap]) -> Question:
        """What one gap asks, where it stands in the stem."""
        text = with_marks(self.html, self.item.stem, {each.id: _HERE if each is gap else _ELSEWHERE for each in gaps})
        entry = gap.entry
        if isinstance(entry, TextEntryInteraction):
            return self.question("fib", Fill(entry.answers, entry.case_sensitive), gap.id, text)
        labels = [Label(f"choice-{c.id}", escape(c.text, quote=False), c.id in entry.keys) for c in entry.choices]
        return self.question(
            "multiple_choice", Choose(self.mixed(labels) if entry.shuffle else tuple(labels), shuffle=entry.shuffle), gap.id, text
        )

    def pointed(self, interaction: HotspotInteraction) -> Question:
        """A choice between what the areas of an image are labelled with, below it."""
        several = interaction.response == "multiple"
        labels = [Label(f"choice-{a.id}", self.html(a.label), a.id in interaction.keys, self.html(a.feedback)) for a in interaction.areas]
        text = self.html(f"{self.item.stem}\n\n![{alternative(interaction.text)}](<{interaction.image}>)")
        return self.question(
            "multiple_response" if several else "multiple_choice", Choose(self.mixed(labels), several, shuffle=True), text=text
        )

    def responses(self, interaction: MatchInteraction, key: str) -> Choose:
        """What may belong to a premise."""
        labels = [Label(f"choice-{target.id}", self.html(target.text), target.id == key) for target in interaction.targets]
        return Choose(self.mixed(labels), shuffle=True)

    def sequences(self, options: Sequence[Option]) -> Choose:
        """The right sequence, and others in which two things have changed places."""
        swaps = [pair for pair in combinations(range(len(options)), 2) if options[pair[0]].text != options[pair[1]].text]
        swaps.sort(key=lambda pair: self.digest(options[pair[0]].id + options[pair[1]].id))
        orders = [list(options)]
        for one, other in swaps[:_OTHER_SEQUENCES]:
            order = list(options)
            order[one], order[other] = order[other], order[one]
            orders.append(order)
        texts = ["".join(f"<li>{self.html(option.text)}</li>" for option in order) for order in orders]
        labels = [Label(f"sequence-{number}", f"<ol>{text}</ol>", number == 1) for number, text in enumerate(texts, 1)]
        return Choose(self.mixed(labels), shuffle=True)

    def mixed(self, labels: Sequence[Label]) -> tuple[Label, ...]:
        """`labels` in an order that says nothing: an LMS that does not shuffle keeps it, and authors like to write the key first."""
        return tuple(sorted(labels, key=lambda label: self.digest(label.ident)))

    def digest(self, part: str) -> bytes:
        """The same for ever for a part of this item."""
        return sha256(f"{self.title}\n{part}".encode()).digest()


def _written(entry: NumberEntryInteraction) -> tuple[str, ...]:
    """How a right number may be written: as it is, rounded, whole, with a comma; and with each unit, if it asks for one."""
    units = [(unit.name, as_written(unit.factor)) for unit in entry.units] or [("", Decimal(1))]
    found: dict[str, None] = {}
    for name, factor in units:
        for number in _numbers(entry, factor):
            for written in (number, number.replace(".", ",")):
                found |= dict.fromkeys((f"{written} {name}", f"{written}{name}") if name else (written,))
    return tuple(found)


def _numbers(entry: NumberEntryInteraction, factor: Decimal) -> list[str]:
    """Numbers that are right, in a unit of that `factor`: the answer, rounded, the ends, and whole ones between, if they are few."""
    lowest, highest = (as_written(end) / factor for end in (entry.lowest, entry.highest))
    answer = as_written(entry.answer) / factor
    exact = [] if entry.is_range else [answer, *(round(answer, places) for places in range(_MOST_PLACES, -1, -1))]
    ends = [lowest, highest] if entry.is_range else []
    first, last = ceil(lowest), floor(highest)
    whole = range(first, last + 1) if last - first < _MOST_WHOLE else ()
    near = [*exact, *ends, *(Decimal(number) for number in whole)]
    return list(dict.fromkeys(decimal(float(number)) for number in near if lowest <= number <= highest))
