"""One question of Moodle XML as an item."""

import binascii
import math
from base64 import b64decode
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cedu.formats.moodle.answers import Given, NoItemError, Understood
from cedu.formats.moodle.ids import groups
from cedu.formats.moodle.reading import Category, Files, Texts, labels, own_name, paragraphs, short_name
from cedu.formats.xml import line_of
from cedu.importers import ImportedItem, Note, Place

if TYPE_CHECKING:
    from lxml.etree import _Element

_ONE_TAG = 50


class Question:
    """Reads one `<question>`; what could not be kept is in `notes`."""

    def __init__(self, element: "_Element", member: str, files: Files, category: Category) -> None:
        self.element = element
        self.type = element.get("type", "")
        self.name = self.said("name")
        self.idnumber = (element.findtext("idnumber") or "").strip()
        self.category = category
        self.texts = Texts(files)
        self.place = Place(member, line_of(element), self.name or self.idnumber or self.type)
        self.groups = groups(element.get("ids", ""))
        self.default = self.format("questiontext", "html")
        self.weight = 1  # of gaps together
        self.notes: list[Note] = []

    def item(self) -> ImportedItem | None:
        """The item; None, and a note, where there is none for it."""
        from cedu.importers.moodle_xml.kinds import understood

        try:
            stem, found = understood(self)
            if not stem:
                raise NoItemError("it asks nothing: its text is empty")
        except NoItemError as error:
            self.notes.append(Note(self.place, "refused", str(error)))
            return None
        for text in (*found.notes, *self.asides()):
            self.changed(text)
        said = self.markdown("generalfeedback")
        owner, id = own_name(self.name, self.idnumber)
        labelled = labels(
            [tag.findtext("text") or "" for within in ("tags", "coursetags") for tag in self.element.iterfind(f"{within}/tag")]
        )
        tag = self.category.tag if self.category.tag != owner else ""
        item = ImportedItem(
            ident=self.idnumber or self.name,
            place=self.place,
            stem=stem,
            interaction=found.interaction,
            id=id or self.idnumber or short_name(self.name),
            points=self.points(),
            difficulty=labelled.difficulty,
            objective=self.category.objective,
            correct=paragraphs(found.correct, said),
            incorrect=paragraphs(found.incorrect, said),
            hint=paragraphs(*(self.markdown_of(hint) for hint in self.element.iterfind("hint"))),
            tags=tuple(dict.fromkeys((*labelled.tags, *([tag[:_ONE_TAG]] if tag else [])))),
        )
        if self.texts.lost:
            self.changed(f"it comes without {', '.join(self.texts.lost)}")
        return item

    def asides(self) -> Iterator[str]:
        """What any question may say that no item does."""
        if (self.element.findtext("hidden") or "0").strip() == "1":
            yield "it was hidden in Moodle, and is an item like any other"
        partly, wrong = self.said("partiallycorrectfeedback"), self.said("incorrectfeedback")
        if partly and partly != wrong:
            yield "feedback on a partly right answer was left out"
        if self.said("responsetemplate"):
            yield "the text that answers started from was left out"
        if self.said("instructions"):
            yield "what was said about units was left out"
        if self.element.find("image_base64") is not None:
            yield "its image, which stands where Moodle 1 had it, was left out"
        if any((self.element.findtext(name) or "0").strip() not in ("", "0") for name in ("minwordlimit", "maxwordlimit")):
            yield "bounds on the number of words were left out"

    def changed(self, text: str) -> None:
        """Note what could not be kept as it was."""
        self.notes.append(Note(self.place, "changed", text))

    def points(self) -> float:
        """What it is worth; of gaps, where nothing else is said, their weights together."""
        points = self.number("defaultgrade")
        return points if points is not None else self.weight

    def number(self, path: str, element: "_Element | None" = None) -> float | None:
        """A number in an element; None where there is none."""
        return number((self.element if element is None else element).findtext(path))

    def flag(self, tag: str, otherwise: bool) -> bool:
        """Is an element `true` or `1`?"""
        text = self.element.findtext(tag)
        return otherwise if text is None else text.strip() not in ("", "0", "false")

    def format(self, path: str, otherwise: str) -> str:
        """The format of a text."""
        found = self.element.find(path)
        return otherwise if found is None else found.get("format", otherwise)

    def said(self, path: str, element: "_Element | None" = None) -> str:
        """A text as it is written."""
        found = (self.element if element is None else element).find(path)
        return "" if found is None else written(found)

    def said_or(self, tag: str, otherwise: str) -> str:
        """What stands in an element without a `<text>`."""
        return (self.element.findtext(tag) or otherwise).strip()

    def markdown(self, path: str, element: "_Element | None" = None) -> str:
        """A text as Markdown."""
        found = (self.element if element is None else element).find(path)
        return "" if found is None else self.markdown_of(found)

    def markdown_of(self, element: "_Element") -> str:
        """The text in an element as Markdown."""
        return self.texts.markdown(written(element), element.get("format", self.default), attached(element))

    def answers(self, *, shown: bool) -> list[Given]:
        """Every `<answer>`; its text as Markdown where it is `shown`."""
        found = []
        for answer in self.element.iterfind("answer"):
            text = self.markdown_of(answer) if shown else written(answer)
            worth = number(answer.findtext("fraction"))
            worth = worth * 100 if worth is not None else number(answer.get("fraction")) or 0
            found.append(Given(text, worth, self.markdown("feedback", answer)))
        return found

    def with_feedback(self, found: Understood) -> Understood:
        """`found` with what Moodle says after a right and a wrong answer of a whole question."""
        correct, incorrect = self.markdown("correctfeedback"), self.markdown("incorrectfeedback")
        return Understood(found.interaction, paragraphs(correct, found.correct), paragraphs(incorrect, found.incorrect), found.notes)


def written(element: "_Element") -> str:
    """The `<text>` in an element, or in old files what stands in itself."""
    return (element.findtext("text") or ("" if element.find("text") is not None else element.text or "")).strip()


def attached(element: "_Element") -> dict[str, bytes]:
    """The files in an element, by their path there."""
    found: dict[str, bytes] = {}
    for file in element.iterfind("file"):
        name = f"{file.get('path', '/').strip('/')}/{file.get('name', '')}".strip("/")
        try:
            found.setdefault(name, b64decode(file.text or ""))
        except (binascii.Error, ValueError):
            continue  # the image is named as lost
    return found


def number(text: str | None) -> float | None:
    """A number as Moodle writes it; None for anything else."""
    try:
        found = float((text or "").strip().replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) else None
