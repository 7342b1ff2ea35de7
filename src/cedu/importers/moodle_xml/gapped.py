"""Questions with gaps in their text."""

import re
from typing import TYPE_CHECKING

from cedu.formats.moodle import answers
from cedu.formats.moodle import cloze as notation
from cedu.formats.moodle.answers import NoItemError, Understood
from cedu.formats.moodle.cloze import CHOSEN, NUMBER, SHUFFLED, TYPED, TYPED_WITH_CASE, Written
from cedu.formats.moodle.ids import ids
from cedu.formats.moodle.markup import unmarked
from cedu.formats.moodle.reading import words
from cedu.importers.moodle_xml.question import attached, written
from cedu.model.interaction import ChoiceInteraction, Gap, GapInteraction, Option, TextEntryInteraction

if TYPE_CHECKING:
    from cedu.importers.moodle_xml.question import Question

_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")


def cloze(question: "Question") -> tuple[str, Understood]:
    """A text with gaps in Moodle's notation. Raises NoItemError."""
    element = question.element.find("questiontext")
    html = "" if element is None else written(element)
    gaps = list(notation.gaps(html))
    if not gaps:
        raise NoItemError("it has no gap")
    names = ids([group[0] if group else "" for group in question.groups], len(gaps))
    notes: list[str] = []
    made = tuple(_gap(question, gap, id, place, notes) for place, (gap, id) in enumerate(zip(gaps, names, strict=True)))
    if len({type(gap.entry) for gap in made}) > 1:
        raise NoItemError("some of its gaps are typed into, and others chosen for: make it two items")
    if len({gap.weight for gap in gaps}) > 1:
        notes.append("gaps that weighed differently earn the same")
    if question.element.find("defaultgrade") is None:
        question.weight = sum(gap.weight for gap in gaps)
    places = [(gap.start, gap.end, id) for gap, id in zip(gaps, names, strict=True)]
    files = {} if element is None else attached(element)
    stem = unmarked(html, places, lambda text: question.texts.markdown(text, question.default, files))
    return stem, Understood(GapInteraction(made), notes=tuple(dict.fromkeys(notes)))


def _gap(question: "Question", gap: Written, id: str, place: int, notes: list[str]) -> Gap:
    if gap.type in (*TYPED, *TYPED_WITH_CASE):
        found = answers.typed(gap.answers, case_sensitive=gap.type in TYPED_WITH_CASE)
    elif gap.type in (*CHOSEN, *SHUFFLED):
        group = question.groups[place][1:] if place < len(question.groups) else ()
        given = [each._replace(text=words(each.text), feedback="") for each in gap.answers]
        found = answers.choices(given, (group,), single=True, shuffle=gap.type in SHUFFLED)
    else:
        wanted = "a number" if gap.type in NUMBER else "several choices" if gap.type.startswith("M") else f"Moodle's `{gap.type}`"
        raise NoItemError(f"one of its gaps asks for {wanted}, which no gap here can: make it an item of its own")
    notes += found.notes
    if any(each.feedback for each in gap.answers):
        notes.append("feedback on what is put into a gap was left out")
    if isinstance(found.interaction, TextEntryInteraction | ChoiceInteraction):
        return Gap(id, found.interaction)
    raise NoItemError("it has a gap without a key")


def chosen(question: "Question") -> tuple[str, Understood]:
    """A text with `[[1]]` for the first of the choices, and so on; each gap offers those of the same group. Raises NoItemError."""
    element = question.element.find("questiontext")
    html = "" if element is None else written(element)
    tag = "selectoption" if question.type == "gapselect" else "dragbox"
    options = [(words(question.said(".", option)), (option.findtext("group") or "1").strip()) for option in question.element.iterfind(tag)]
    places = [found for found in _PLACE.finditer(html) if 0 < int(found[1]) <= len(options)]
    if not places:
        raise NoItemError("it has no gap")
    shuffle = question.element.find("shuffleanswers") is not None and question.flag("shuffleanswers", True) is not False
    gaps = []
    for id, found in zip(ids((), len(places)), places, strict=True):
        right = int(found[1]) - 1
        offered = [place for place, option in enumerate(options) if option[1] == options[right][1]]
        if len(offered) < 2:
            raise NoItemError("a gap has fewer than two choices")
        names = dict(zip(offered, ids((), len(offered)), strict=True))
        choices = tuple(Option(names[place], options[place][0] or answers.NOTHING) for place in offered)
        gaps.append(Gap(id, ChoiceInteraction(choices, frozenset({names[right]}), "single", shuffle)))
    marks = [(found.start(), found.end(), gap.id) for found, gap in zip(places, gaps, strict=True)]
    files = {} if element is None else attached(element)
    stem = unmarked(html, marks, lambda text: question.texts.markdown(text, question.default, files))
    return stem, question.with_feedback(Understood(GapInteraction(tuple(gaps))))
