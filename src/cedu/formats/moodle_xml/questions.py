"""What the questions of each type have in Moodle XML beside what all have."""

from collections.abc import Callable, Iterable
from html import escape
from typing import assert_never
from xml.etree import ElementTree as ET

from cedu.formats.moodle import rows
from cedu.formats.moodle.cloze import gap
from cedu.formats.moodle.credit import fractions
from cedu.formats.moodle.formulas import moodle_formula
from cedu.formats.moodle.markers import MARKER, coordinates
from cedu.formats.moodle.markup import marked
from cedu.formats.moodle.wildcards import escaped, wildcard
from cedu.formats.moodle_xml.parts import Parts, attach, fields, text
from cedu.model.interaction import (
    ChoiceInteraction,
    Criterion,
    ExtendedTextInteraction,
    FormulaInteraction,
    GapInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    OrderInteraction,
    PassageInteraction,
    ScaleInteraction,
    TextEntryInteraction,
    Unit,
    UploadInteraction,
    Variable,
)
from cedu.model.item import Feedback, Item
from cedu.model.numbers import as_written, decimal, places

_DIGITS = 6  # of a computed answer that Moodle shows


def question_type(interaction: Interaction) -> str:
    """What Moodle calls a question that is answered so."""
    match interaction:
        case ChoiceInteraction(response=response):
            return "truefalse" if response == "true-false" else "multichoice"
        case ScaleInteraction():
            return "multichoice"
        case TextEntryInteraction():
            return "shortanswer"
        case NumberEntryInteraction():
            return "numerical"
        case FormulaInteraction():
            return "calculated"
        case MatchInteraction():
            return "matching"
        case OrderInteraction():
            return "ordering"
        case GapInteraction():
            return "cloze"
        case HotspotInteraction():
            return "ddmarker"
        case ExtendedTextInteraction() | UploadInteraction():
            return "essay"
        case PassageInteraction():
            return "description"
    assert_never(interaction)


class Answers:
    """Writes what is asked and how it is answered into the `<question>` of one item."""

    def __init__(self, element: ET.Element, parts: Parts, item: Item, feedback: Feedback) -> None:
        self.element = element
        self.parts = parts
        self.item = item
        self.feedback = feedback

    def stem(self, interaction: Interaction) -> None:
        """The `<questiontext>`; gaps and values of variables stand in it in Moodle's notation."""
        instead: dict[str, str] | None = None
        if isinstance(interaction, GapInteraction):
            weight = gap_weight(self.item, interaction)
            instead = {each.id: gap(each, weight) for each in interaction.gaps}
        elif isinstance(interaction, FormulaInteraction):
            instead = {each.name: f"{{{each.name}}}" for each in interaction.variables}
        stem = self.item.stem
        self.parts.composed(self.element, "questiontext", lambda show: show(stem) if instead is None else marked(stem, instead, show))

    def write(self, interaction: Interaction) -> None:
        """What each type has of its own."""
        match interaction:
            case ChoiceInteraction(response="true-false"):
                for choice in interaction.choices:
                    right = choice.id in interaction.keys
                    self.answer("100" if right else "0", choice.id, self.feedback.correct if right else self.feedback.incorrect)
            case ChoiceInteraction():
                self.choices(interaction)
            case ScaleInteraction(options):
                fields(self.element, single=True, shuffleanswers=False, answernumbering="none", showstandardinstruction="0")
                self.combined(Feedback(origin=self.item.origin))
                for option in options:
                    self.shown("100", option.text, "")
            case TextEntryInteraction(answers, case_sensitive, patterns):
                fields(self.element, usecase="1" if case_sensitive else "0")
                self.typed((*map(escaped, answers), *(found for pattern in patterns if (found := wildcard(pattern)))))
            case NumberEntryInteraction(answer, tolerance):
                for each in self.typed([decimal(answer)]):
                    fields(each, tolerance=decimal(tolerance) if each.get("fraction") == "100" else "0")
                self.units(interaction.units)
            case FormulaInteraction():
                self.formula(interaction)
            case MatchInteraction():
                self.matching(interaction)
            case OrderInteraction(options):
                fields(self.element, layouttype="VERTICAL", selecttype="ALL", selectcount=str(len(options)), gradingtype="ALL_OR_NOTHING")
                # Where it doesn't say how many were right, Moodle makes up two hints that do (`question/type/ordering/questiontype.php`).
                fields(self.element, showgrading="SHOW", numberingstyle="none", shownumcorrect="0")
                self.combined(self.feedback)
                for place, option in enumerate(options, 1):
                    self.shown(str(place), option.text, option.feedback)
            case HotspotInteraction():
                self.hotspot(interaction)
            case ExtendedTextInteraction(lines=lines):
                fields(self.element, responseformat="editor", responserequired="1", responsefieldlines=str(lines))
                fields(self.element, attachments="0", attachmentsrequired="0")
                self.grading(interaction.rubric, interaction.model_answer)
            case UploadInteraction(files, types, rubric):
                fields(self.element, responseformat="noinline", responserequired="0", responsefieldlines="10")
                fields(self.element, attachments=str(files), attachmentsrequired="1")
                fields(self.element, filetypeslist=",".join(f".{type}" for type in types))
                self.grading(rubric, "")
            case GapInteraction() | PassageInteraction():
                pass
            case _:
                assert_never(interaction)

    def answer(self, fraction: str, typed: str, feedback: str) -> ET.Element:
        """One `<answer>` that is compared with what is typed."""
        answer = ET.SubElement(self.element, "answer", fraction=fraction, format="moodle_auto_format")
        text(answer, typed)
        self.parts.html(answer, "feedback", feedback)
        return answer

    def typed(self, answers: Iterable[str]) -> list[ET.Element]:
        """An `<answer>` for each right one, and one for all others where there is something to say."""
        found = [self.answer("100", answer, self.feedback.correct) for answer in answers]
        return [*found, *([self.answer("0", "*", self.feedback.incorrect)] if self.feedback.incorrect else [])]

    def shown(self, fraction: str, markdown: str, feedback: str) -> None:
        """One `<answer>` that learners see."""
        answer = self.parts.html(self.element, "answer", markdown)
        answer.set("fraction", fraction)
        self.parts.html(answer, "feedback", feedback)

    def choices(self, interaction: ChoiceInteraction) -> None:
        """Choices and their shares."""
        fields(self.element, single=interaction.response == "single", shuffleanswers=interaction.shuffle, answernumbering="abc")
        self.combined(self.feedback)
        worth = fractions(interaction)
        for choice in interaction.choices:
            self.shown(worth[choice.id], choice.text, choice.feedback)

    def matching(self, interaction: MatchInteraction) -> None:
        """Rows of a premise and a response; Moodle's responses are plain text."""
        from cedu.rendering.markdown import plain

        fields(self.element, shuffleanswers=True)
        self.combined(self.feedback)
        for row in rows(interaction):
            element = self.parts.html(self.element, "subquestion", row.premise)
            text(ET.SubElement(element, "answer"), plain(row.response))

    def combined(self, feedback: Feedback) -> None:
        """What Moodle says after a right, a partly right and a wrong answer."""
        self.parts.html(self.element, "correctfeedback", feedback.correct)
        self.parts.html(self.element, "partiallycorrectfeedback", feedback.incorrect)
        self.parts.html(self.element, "incorrectfeedback", feedback.incorrect)

    def units(self, units: tuple[Unit, ...]) -> None:
        """Units, typed after the number: one has to be, or nothing is earned. Moodle multiplies the key by what is given of one."""
        if not units:
            fields(self.element, unitgradingtype="0", unitpenalty="0", showunits="3", unitsleft="0")
            return
        fields(self.element, unitgradingtype="2", unitpenalty="1", showunits="0", unitsleft="0")
        element = ET.SubElement(self.element, "units")
        for unit in units:
            fields(ET.SubElement(element, "unit"), multiplier=decimal(1 / unit.factor), unit_name=unit.name)

    def formula(self, interaction: FormulaInteraction) -> None:
        """The formula, and a set of values for each variant."""
        fields(self.element, synchronize="0", single="0", answernumbering="abc", shuffleanswers="0")
        self.combined(Feedback(origin=self.item.origin))
        for each in self.typed([moodle_formula(interaction.formula)]):
            right = each.get("fraction") == "100"
            tolerance = decimal(interaction.tolerance) if right else "0"
            fields(each, tolerance=tolerance, tolerancetype="2", correctanswerformat="2", correctanswerlength=str(_DIGITS))
        self.units(interaction.units)
        definitions = ET.SubElement(self.element, "dataset_definitions")
        for place, variable in enumerate(interaction.variables):
            self.dataset(ET.SubElement(definitions, "dataset_definition"), variable, [each.values[place] for each in interaction.variants])

    def dataset(self, element: ET.Element, variable: Variable, values: list[str]) -> None:
        """One variable and its values, which have so many decimals."""
        places = decimals(variable)
        said = {"status": "private", "name": variable.name, "distribution": "uniform"}
        said |= {"minimum": decimal(variable.lowest), "maximum": decimal(variable.highest), "decimals": str(places)}
        for tag, value in said.items():
            text(ET.SubElement(element, tag), value)
        fields(element, type="calculated", itemcount=str(len(values)))
        items = ET.SubElement(element, "dataset_items")
        for number, value in enumerate(values, 1):
            fields(ET.SubElement(items, "dataset_item"), number=str(number), value=value)
        fields(element, number_of_items=str(len(values)))

    def hotspot(self, interaction: HotspotInteraction) -> None:
        """A marker for each right place, to be put onto the image."""
        self.combined(self.feedback)
        name = interaction.image.rpartition("/")[2]
        attach(self.element, name, self.parts.path(interaction.image))
        keys = [area for area in interaction.areas if area.id in interaction.keys]
        drag = ET.SubElement(self.element, "drag")
        fields(drag, no="1")
        text(drag, MARKER)
        fields(drag, noofdrags=str(len(keys)))
        for number, area in enumerate(keys, 1):
            fields(ET.SubElement(self.element, "drop"), no=str(number), shape=area.shape, coords=coordinates(area), choice="1")

    def grading(self, rubric: tuple[Criterion, ...], model_answer: str) -> None:
        """What whoever marks looks at: the rubric, and a good answer."""

        def compose(show: Callable[[str], str]) -> str:
            rows = "".join(
                f'<tr data-id="{escape(each.id)}"><td class="criterion">{show(each.text)}</td>'
                f'<td class="points">{decimal(each.points)}</td></tr>'
                for each in rubric
            )
            table = f'<table class="rubric">{rows}</table>' if rubric else ""
            return table + (f'<div class="model-answer">{show(model_answer)}</div>' if model_answer else "")

        self.parts.composed(self.element, "graderinfo", compose)
        text(ET.SubElement(self.element, "responsetemplate", format="html"), "")


def gap_weight(item: Item, interaction: GapInteraction) -> int:
    """What each gap earns: Moodle takes whole points for each, of which there is one at least."""
    share = as_written(item.points) / len(interaction.gaps)
    return int(share) if share == int(share) and share >= 1 else 1


def decimals(variable: Variable) -> int:
    """How many decimals the values of a variable have."""
    return max(places(variable.lowest), places(variable.step))
