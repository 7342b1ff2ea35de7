"""What items become in the QTI 1.2 of Canvas's Classic Quizzes: its question types (`lib/cc/qti/qti_items.rb`), all of which it reads back.

Of an answer's ident Canvas makes a number out of the first digits in it (`associate_interaction.rb`: get_canvas_matches), so each starts
with a letter and a number of its own; ours end in the id that it stands for.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from math import isnan
from typing import assert_never

from cedu.formats.qti12.questions import Calculate, Choose, Fill, Label, Nothing, Number, Part, Parts, Question, Response, Write
from cedu.items import lower
from cedu.model.interaction import (
    Area,
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
from cedu.model.item import Feedback
from cedu.model.marks import with_marks
from cedu.model.numbers import decimal, places
from cedu.model.pool import Pooled

# How Canvas calls what we call otherwise, where it stands before a bracket.
FUNCTIONS = {"log": "ln", "log10": "log", "exp": "e"}
_CALL = re.compile(r"\b([a-z]+[0-9]*)(?=\s*\()")
_MOST_PLACES = 10


@dataclass(frozen=True, slots=True)
class Writing:
    """What questions are written with: lasting idents, the HTML of Markdown beside a file of the workspace, and words for learners."""

    ident: Callable[..., str]
    html: Callable[[str, str], str]
    say: Callable[[str], str]


def question(pooled: Pooled, writing: Writing, before: str = "") -> Question:
    """One item; `before` is Markdown of the same file that stands before its stem."""
    return _Writer(pooled, writing).question(lower(pooled.item), before)


class _Writer:
    """Turns one item into a question."""

    def __init__(self, pooled: Pooled, writing: Writing) -> None:
        self.owner, self.item = pooled
        self.title = pooled.name
        self.writing = writing

    def question(self, interaction: Interaction, before: str) -> Question:
        """The whole of it."""
        feedback = self.item.feedback or Feedback(origin=self.item.origin)
        model_answer = interaction.model_answer if isinstance(interaction, ExtendedTextInteraction) else ""
        return Question(
            ident=self.writing.ident(self.owner.kind, self.owner.lasting_id, self.item.lasting_id),
            title=self.title,
            fields=tuple(self.fields(interaction)),
            text="".join(f"<div>{text}</div>" for text in (self.html(before), self.stem(interaction)) if text),
            response=self.response(interaction),
            correct=self.html(feedback.correct),
            incorrect=self.html(feedback.incorrect),
            hint=self.html(self.item.hint),
            solution=self.html(model_answer),
            apart=True,
        )

    def fields(self, interaction: Interaction) -> Iterator[tuple[str, str]]:
        """Metadata: the first two are Canvas's, the others the standard's or nobody's."""
        yield "question_type", question_type(interaction)
        yield "points_possible", decimal(self.item.points)
        if self.item.difficulty != "medium":
            yield "qmd_levelofdifficulty", self.item.difficulty
        if self.item.objective:
            yield "qmd_topic", self.item.objective
        if self.item.tags:
            yield "qmd_keywords", ", ".join(self.item.tags)

    def html(self, markdown: str) -> str:
        """A text of the item as HTML."""
        return self.writing.html(markdown, self.owner.origin.path) if markdown else ""

    def stem(self, interaction: Interaction) -> str:
        """The stem, with gaps and values in the brackets that Canvas asks for; and the image that is pointed at."""
        match interaction:
            case GapInteraction(gaps):
                return with_marks(self.html, self.item.stem, {gap.id: f"[{gap.id}]" for gap in gaps})
            case FormulaInteraction(_, variables):
                return with_marks(self.html, self.item.stem, {variable.name: f"[{variable.name}]" for variable in variables})
            case HotspotInteraction():
                return self.html(f"{self.item.stem}\n\n![{alternative(interaction.text)}](<{interaction.image}>)")
            case _:
                return self.html(self.item.stem)

    def response(self, interaction: Interaction) -> Response:
        """How it is answered."""
        match interaction:
            case ChoiceInteraction():
                return self.choice(interaction)
            case TextEntryInteraction(answers, case_sensitive):
                return Fill(answers, case_sensitive)
            case NumberEntryInteraction():
                return _number(interaction)
            case FormulaInteraction():
                return _calculated(interaction)
            case OrderInteraction(options):
                return self.order(options)
            case MatchInteraction():
                return self.match(interaction)
            case GapInteraction(gaps):
                return self.gaps(gaps)
            case HotspotInteraction(areas=areas, keys=keys, response=response):
                labels = tuple(self.label("area", area, area.id in keys) for area in areas)
                return Choose(labels, response == "multiple")
            case ScaleInteraction(options):
                return Choose(tuple(self.label("step", option, right=True) for option in options))
            case ExtendedTextInteraction(lines, characters):
                return Write(lines, characters)
            case UploadInteraction() | PassageInteraction():
                return Nothing()
        assert_never(interaction)

    def choice(self, interaction: ChoiceInteraction) -> Choose:
        """Choices as they are written. What Canvas takes for true or false is called so, in the learner's language."""
        if interaction.response == "true-false":
            labels = [Label(c.id, self.writing.say(c.id), c.id in interaction.keys, plain=True) for c in interaction.choices]
        else:
            labels = [self.label("choice", choice, choice.id in interaction.keys) for choice in interaction.choices]
        penalty = interaction.penalty if interaction.partial_credit else None
        return Choose(tuple(labels), interaction.response == "multiple", interaction.shuffle, penalty)

    def label(self, prefix: str, option: Option | Area, right: bool) -> Label:
        """Something to choose."""
        text = option.label if isinstance(option, Area) else option.text
        html, plain = self.shown(text)
        return Label(f"{prefix}-{option.id}", html, right, self.html(option.feedback), plain)

    def shown(self, markdown: str) -> tuple[str, bool]:
        """A short text, and is it plain? What Canvas has no formatting for, it takes as it stands."""
        html = self.html(markdown)
        return (markdown, True) if html == escape(markdown, quote=False) else (html, False)

    def match(self, interaction: MatchInteraction) -> Parts:
        """Sources, each with all targets. The first letter of a target's ident says whether it is a category."""
        letter = "c" if interaction.response == "categories" else "m"
        key = dict(interaction.key)
        targets = [
            (f"{letter}{place}-{target.id}", target.id, *self.shown(target.text)) for place, target in enumerate(interaction.targets, 1)
        ]
        parts = []
        for place, source in enumerate(interaction.sources, 1):
            labels = tuple(Label(ident, text, id == key[source.id], plain=plain) for ident, id, text, plain in targets)
            parts.append(Part(f"response_{place}-{source.id}", *_prompt(self.shown(source.text), labels)))
        return Parts(tuple(parts))

    def order(self, options: Sequence[Option]) -> Parts:
        """Things in an order that says nothing, each with the number of its place."""
        shown = sorted(enumerate(options, 1), key=lambda one: sha256(f"{self.title}\n{one[1].id}".encode()).digest())
        if [place for place, _ in shown] == list(range(1, len(options) + 1)):
            shown.reverse()
        parts = []
        for number, (place, option) in enumerate(shown, 1):
            labels = tuple(Label(f"place-{each}", str(each), each == place, plain=True) for each in range(1, len(options) + 1))
            parts.append(Part(f"response_{number}-{option.id}", *_prompt(self.shown(option.text), labels)))
        return Parts(tuple(parts))

    def gaps(self, gaps: Iterable[Gap]) -> Parts:
        """Gaps by the names that stand in the stem: in Canvas, what may be typed into one is a list of right choices."""
        parts = []
        for place, gap in enumerate(gaps, 1):
            entry = gap.entry
            if isinstance(entry, ChoiceInteraction):
                chosen = [Label(f"g{place}-{c.id}", c.text, c.id in entry.keys, plain=True) for c in entry.choices]
                parts.append(Part(f"response_{gap.id}", gap.id, tuple(chosen), plain=True, shuffle=entry.shuffle))
            else:
                typed = [Label(f"g{place}-{number}", text, right=True, plain=True) for number, text in enumerate(entry.answers, 1)]
                parts.append(Part(f"response_{gap.id}", gap.id, tuple(typed), plain=True))
        return Parts(tuple(parts))


def question_type(interaction: Interaction) -> str:
    """What Canvas calls it."""
    match interaction:
        case ChoiceInteraction(response="true-false"):
            return "true_false_question"
        case ChoiceInteraction(response="multiple") | HotspotInteraction(response="multiple"):
            return "multiple_answers_question"
        case ChoiceInteraction() | HotspotInteraction() | ScaleInteraction():
            return "multiple_choice_question"
        case TextEntryInteraction():
            return "short_answer_question"
        case NumberEntryInteraction():
            return "numerical_question"
        case FormulaInteraction():
            return "calculated_question"
        case OrderInteraction() | MatchInteraction():
            return "matching_question"
        case GapInteraction(gaps):
            typed = any(isinstance(gap.entry, TextEntryInteraction) for gap in gaps)
            return "fill_in_multiple_blanks_question" if typed else "multiple_dropdowns_question"
        case ExtendedTextInteraction():
            return "essay_question"
        case UploadInteraction():
            return "file_upload_question"
        case PassageInteraction():
            return "text_only_question"
    assert_never(interaction)


def _prompt(shown: tuple[str, bool], labels: tuple[Label, ...]) -> tuple[str, tuple[Label, ...], bool]:
    return shown[0], labels, shown[1]


def alternative(text: str) -> str:
    """A text between the brackets of an image."""
    return re.sub(r"([\[\]\\])", r"\\\1", text)


def _number(interaction: NumberEntryInteraction) -> Number:
    exact = "" if interaction.is_range else decimal(interaction.answer)
    return Number(decimal(interaction.lowest), decimal(interaction.highest), exact)


def _calculated(interaction: FormulaInteraction) -> Calculate:
    """All drawings that have an answer. Canvas draws no more by itself, unless somebody edits the question."""
    answers = [decimal(variant.answer) for variant in interaction.variants if not isnan(variant.answer)]
    return Calculate(
        formula=_CALL.sub(lambda found: FUNCTIONS.get(found[1], found[1]), interaction.formula.replace("**", "^")),
        variables=tuple(
            (v.name, decimal(v.lowest), decimal(v.highest), max(places(v.step), places(v.lowest))) for v in interaction.variables
        ),
        sets=tuple((*variant.values, decimal(variant.answer)) for variant in interaction.variants if not isnan(variant.answer)),
        tolerance=decimal(interaction.tolerance),
        places=min(max((len(answer.partition(".")[2]) for answer in answers), default=0), _MOST_PLACES),
    )
