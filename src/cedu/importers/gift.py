"""GIFT: questions as text, with all of the syntax that Moodle reads."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cedu.importers import Imported, ImportedItem, ImportedItems, Importer, Note, Place, Source

if TYPE_CHECKING:
    from cedu.formats.gift_syntax import Asked, Entry, Part
    from cedu.formats.moodle.answers import Given, Understood
    from cedu.formats.moodle.ids import Groups
    from cedu.formats.moodle.reading import Category

_BRACES = re.compile(r"(?s)\{[^{}]*\}")
_NAME = re.compile(r"(?m)^\s*::[^:\n]+::|^\$CATEGORY:")
_GIFT = re.compile(r"\{\s*(?:T|F|TRUE|FALSE|#|=|~|\})", re.IGNORECASE)
_GAP = "_____"
_CHARACTERS, _LINES = 2000, 10
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}


def recognises(source: Source) -> float:
    """A `.gift`, or a text with questions in braces."""
    return max((_certainty(name, content) for name, content in source.members.items()), default=0)


def _certainty(name: str, content: bytes) -> float:
    if name.lower().endswith((".gift", ".gift.txt")):
        return 0.95
    start = content[:200_000]
    if not name.lower().endswith(".txt") or b"\0" in start or start.lstrip()[:1] == b"<":
        return 0
    text = start.decode("utf-8", "replace")
    if _GIFT.search(text) is None:
        return 0
    return 0.9 if _NAME.search(text) and _BRACES.search(text) else 0.7


def read(source: Source) -> Imported:
    """Every question of every file: a bank for each."""
    from cedu.formats.moodle.reading import decoded

    banks: list[ImportedItems] = []
    notes: list[Note] = []
    for name, content in sorted(source.members.items()):
        if _certainty(name, content) > 0 or len(source.members) == 1:
            member = name if len(source.members) > 1 else ""
            items = tuple(_items(decoded(content), member, notes))
            stem = PurePosixPath(name).stem
            if items:
                banks.append(ImportedItems(ident=stem, title=stem, items=items, id=stem))
    if not banks and not notes:
        notes.append(Note(Place(), "refused", "there is no question in it"))
    return Imported(title=PurePosixPath(source.name).stem, items=tuple(banks), notes=tuple(notes))


def _items(content: str, member: str, notes: list[Note]) -> Iterator[ImportedItem]:
    from cedu.formats.gift_syntax import entries, show
    from cedu.formats.moodle.answers import NoItemError
    from cedu.formats.moodle.reading import Category, category

    its = Category()
    seen: Counter[str] = Counter()
    for entry in entries(content):
        if entry.text.startswith("$CATEGORY:"):
            its = category(show(entry.text.removeprefix("$CATEGORY:")))
            continue
        question = _Question(entry, member, its)
        try:
            item = question.item()
        except NoItemError as error:
            notes.append(Note(question.place, "refused", str(error)))
            continue
        notes += question.notes
        seen[item.ident] += 1
        yield item if not item.ident or seen[item.ident] == 1 else replace(item, ident=f"{item.ident} ({seen[item.ident]})")


class _Question:
    """Reads one question; what could not be kept is in `notes`."""

    def __init__(self, entry: "Entry", member: str, category: "Category") -> None:
        from cedu.formats.gift_syntax import show
        from cedu.formats.moodle.ids import groups
        from cedu.formats.moodle.reading import Files, Texts

        self.entry = entry
        self.groups = groups(entry.ids)
        self.category = category
        self.texts = Texts(Files())
        self.format = "moodle"
        self.place = Place(member, entry.line, entry.id or " ".join(show(entry.text).split())[:60])
        self.notes: list[Note] = []

    def item(self) -> ImportedItem:
        """The item. Raises NoItemError."""
        from cedu.formats.gift_syntax import asked
        from cedu.formats.moodle.answers import NoItemError
        from cedu.formats.moodle.reading import labels, own_name, paragraphs, short_name
        from cedu.model.interaction import marked_by

        question = asked(self.entry.text)
        self.place = replace(self.place, what=question.name or self.entry.id or question.before.strip()[:60])
        self.format = question.format
        stem, found = self.understood(question)
        if not stem:
            raise NoItemError("it asks nothing: its text is empty")
        self.notes += (Note(self.place, "changed", text) for text in found.notes)
        said = self.shown(question.general)
        labelled = labels(self.entry.tags)
        owner, id = own_name(question.name, self.entry.id)
        tag = self.category.tag if self.category.tag != owner else ""
        if self.texts.lost:
            self.notes.append(Note(self.place, "changed", f"it comes without {', '.join(self.texts.lost)}"))
        return ImportedItem(
            ident=self.entry.id or question.name,
            place=self.place,
            stem=stem,
            interaction=found.interaction,
            id=id or self.entry.id or short_name(question.name),
            points=0 if marked_by(found.interaction) == "nobody" else 1,
            difficulty=labelled.difficulty,
            objective=self.category.objective,
            correct=paragraphs(found.correct, said),
            incorrect=paragraphs(found.incorrect, said),
            tags=tuple(dict.fromkeys((*labelled.tags, *([tag] if tag else [])))),
        )

    def understood(self, question: "Asked") -> "tuple[str, Understood]":
        """The stem, and how the question is answered. Raises NoItemError."""
        from cedu.formats.gift import END
        from cedu.formats.moodle.answers import Understood
        from cedu.formats.moodle.ids import ids
        from cedu.formats.moodle.markup import unmarked
        from cedu.model.interaction import ChoiceInteraction, Gap, GapInteraction, PassageInteraction, TextEntryInteraction

        if question.answers is None:
            return self.markdown(question.before), Understood(PassageInteraction())
        if not question.after:
            return self.markdown(question.before), self.answered(question.answers, self.groups)
        # A missing word: what is in braces is asked in the middle of the text.
        group = self.groups[0] if self.groups else ()
        found = self.answered(question.answers, (group[1:],), gap=True)
        entry = found.interaction
        if not isinstance(entry, TextEntryInteraction | ChoiceInteraction) or (
            isinstance(entry, ChoiceInteraction) and entry.response != "single"
        ):
            return self.markdown(f"{question.before}{_GAP}{question.after}"), found
        (id,) = ids(group[:1], 1)
        before, after = question.before, "" if question.after.strip() == END else question.after
        stem = unmarked(before + after, [(len(before), len(before), id)], self.markdown)
        return stem, replace(found, interaction=GapInteraction((Gap(id, entry),)))

    def answered(self, answers: str, groups: "Groups", *, gap: bool = False) -> "Understood":
        """How a question with something between its braces is answered, by Moodle's order of signs. Raises NoItemError."""
        from cedu.formats import gift_syntax
        from cedu.formats.moodle import answers as understand
        from cedu.formats.moodle.answers import Row, Understood
        from cedu.model.interaction import ExtendedTextInteraction

        if not answers:
            return Understood(ExtendedTextInteraction(_LINES, _CHARACTERS))
        if answers.startswith(">") and (order := gift_syntax.order(answers)):
            texts = [self.shown(each) for each in order.texts]
            return understand.ordering(texts, groups, all_shown=order.all_shown, all_or_nothing=order.all_or_nothing)
        if answers.startswith("#"):
            return understand.number([self.number(part) for part in gift_syntax.parts(answers[1:])])
        if "~" in answers:
            return self.choices(gift_syntax.parts(answers), groups, gap=gap)
        if "=" in answers and "->" in answers:
            pairs = gift_syntax.rows(answers)
            return understand.matching([Row(self.shown(premise), self.literal(response)) for premise, response in pairs], groups)
        said, *feedback = answers.split("#", 2)
        if said.strip() in _TRUTHS:
            wrong, right = (self.shown(each) for each in (*feedback, "", "")[:2])
            answer = _TRUTHS[said.strip()]
            return understand.true_false(answer, *((right, wrong) if answer else (wrong, right)))
        return understand.typed([self.given(part, typed=True) for part in gift_syntax.parts(answers)], case_sensitive=False)

    def choices(self, parts: "list[Part]", groups: "Groups", *, gap: bool) -> "Understood":
        """Choices: one may be chosen where one of them has a `=`; a scale where all of them are right."""
        from cedu.formats.moodle import answers as understand
        from cedu.formats.moodle.reading import words

        single = any(part.right for part in parts)
        given = [self.given(part) for part in parts]
        if gap:
            given = [each._replace(text=words(self.raw(part.text)), feedback="") for each, part in zip(given, parts, strict=True)]
        return understand.choices(given, groups, single=single, shuffle=True, scored=not (single and all(each.is_right for each in given)))

    def given(self, part: "Part", *, typed: bool = False) -> "Given":
        """An answer with its share and what is said of it."""
        from cedu.formats.moodle.answers import Given

        return Given(self.raw(part.text) if typed else self.shown(part.text), part.worth, self.shown(part.feedback))

    def number(self, part: "Part") -> "Given":
        """A number; without one, what is said to all others. Raises NoItemError."""
        from cedu.formats import gift_syntax
        from cedu.formats.moodle.answers import Given

        said = self.shown(part.feedback)
        if not part.text or part.text == "*":
            return Given("*", 0, said)
        return gift_syntax.number(part)._replace(feedback=said)

    def shown(self, text: str) -> str:
        """A text that may start with its format, as Markdown."""
        from cedu.formats.gift_syntax import formatted

        found = formatted(text, self.format)
        return self.texts.markdown(found.text, found.format)

    def markdown(self, text: str) -> str:
        """A text in the question's own format, as Markdown."""
        return self.texts.markdown(text, self.format)

    @staticmethod
    def raw(text: str) -> str:
        """A text as it is typed."""
        from cedu.formats.gift_syntax import formatted

        return formatted(text, "plain").text

    @staticmethod
    def literal(text: str) -> str:
        """A plain text as Markdown."""
        from cedu.formats.gift_syntax import show
        from cedu.formats.markdown_text import literal

        return literal(show(text))


IMPORTER = Importer("gift", "GIFT, Moodle's text format for questions", recognises, read)
