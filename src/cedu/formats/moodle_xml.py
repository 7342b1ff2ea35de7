"""Moodle XML: how each interaction is written (`question/format/xml/format.php`, `question/type/ordering`)."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import assert_never
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree as ET  # writing only: nothing is parsed here

from cedu.formats.moodle import Filed, decimal, fractions, idnumber, is_local, rows, short_answer
from cedu.formats.xml import legal
from cedu.items import lower
from cedu.model.interaction import (
    ChoiceInteraction,
    Interaction,
    MatchInteraction,
    NumberEntryInteraction,
    OrderInteraction,
    TextEntryInteraction,
)
from cedu.model.item import Feedback
from cedu.model.pool import Pooled


def quiz(filed: Iterable[Filed], file: Callable[[str], Path]) -> bytes:
    """A whole file of questions; `file` gives a file of the workspace by its path from the root."""
    root = ET.Element("quiz")
    for pooled, category in filed:
        if category:
            element = ET.SubElement(root, "question", type="category")
            _text(ET.SubElement(element, "category"), category)
        root.append(_Writer(pooled, file).question())
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


class _Writer:
    """Writes one item: its texts may name files beside the YAML file that it was declared in."""

    def __init__(self, pooled: Pooled, file: Callable[[str], Path]) -> None:
        self.pooled = pooled
        self.item = pooled.item
        self.folder = PurePosixPath(pooled.owner.origin.path).parent
        self.file = file

    def question(self) -> ET.Element:
        """The item as a `<question>`."""
        interaction = lower(self.item)
        element = ET.Element("question", type=_type(interaction))
        _text(ET.SubElement(element, "name"), self.pooled.name)
        self.html(element, "questiontext", self.item.stem)
        self.html(element, "generalfeedback", "")
        _fields(element, defaultgrade=decimal(self.item.points), penalty="0", hidden="0", idnumber=idnumber(self.pooled))
        self.answers(element, interaction, self.item.feedback or Feedback(origin=self.item.origin))
        tags = ET.SubElement(element, "tags")
        for tag in (self.item.difficulty, *self.item.tags):
            _text(ET.SubElement(tags, "tag"), tag)
        return element

    def answers(self, element: ET.Element, interaction: Interaction, feedback: Feedback) -> None:
        """What follows the question's text, which each type has its own of."""
        match interaction:
            case ChoiceInteraction(response="true-false"):
                for choice in interaction.choices:
                    right = choice.id in interaction.keys
                    self.answer(element, "100" if right else "0", choice.id, feedback.correct if right else feedback.incorrect)
            case ChoiceInteraction():
                _fields(element, single=interaction.response == "single", shuffleanswers=interaction.shuffle, answernumbering="abc")
                self.combined(element, feedback)
                worth = fractions(interaction)
                for choice in interaction.choices:
                    self.answer(element, worth[choice.id], choice.text, choice.feedback, html=True)
            case TextEntryInteraction(answers, case_sensitive):
                _fields(element, usecase="1" if case_sensitive else "0")
                for answer in answers:
                    self.answer(element, "100", short_answer(answer), feedback.correct)
                if feedback.incorrect:
                    self.answer(element, "0", "*", feedback.incorrect)
            case NumberEntryInteraction(answer, tolerance):
                _fields(self.answer(element, "100", decimal(answer), feedback.correct), tolerance=decimal(tolerance))
                if feedback.incorrect:
                    _fields(self.answer(element, "0", "*", feedback.incorrect), tolerance="0")
            case MatchInteraction():
                _fields(element, shuffleanswers=True)
                self.combined(element, feedback)
                for premise, response in rows(interaction):
                    self.row(element, premise, response)
            case OrderInteraction(options):
                _fields(element, layouttype="VERTICAL", selecttype="ALL", selectcount=str(len(options)), gradingtype="ALL_OR_NOTHING")
                _fields(element, showgrading="SHOW", numberingstyle="none")
                self.combined(element, feedback)
                for place, option in enumerate(options, 1):
                    self.answer(element, str(place), option.text, option.feedback, html=True)
            case _:
                assert_never(interaction)

    def answer(self, element: ET.Element, fraction: str, text: str, feedback: str, *, html: bool = False) -> ET.Element:
        """One `<answer>`, in Markdown where `html`, else as it is."""
        if html:
            answer = self.html(element, "answer", text)
        else:
            answer = ET.SubElement(element, "answer", format="moodle_auto_format")
            _text(answer, text)
        answer.set("fraction", fraction)
        self.html(answer, "feedback", feedback)
        return answer

    def row(self, element: ET.Element, premise: str, response: str) -> None:
        """One row of a matching; Moodle's responses are plain text."""
        from cedu.rendering.markdown import plain

        _text(ET.SubElement(self.html(element, "subquestion", premise), "answer"), plain(response))

    def combined(self, element: ET.Element, feedback: Feedback) -> None:
        """What Moodle says after a right, a partly right and a wrong answer."""
        self.html(element, "correctfeedback", feedback.correct)
        self.html(element, "partiallycorrectfeedback", feedback.incorrect)
        self.html(element, "incorrectfeedback", feedback.incorrect)

    def html(self, parent: ET.Element, tag: str, markdown: str) -> ET.Element:
        """Markdown as an element with HTML, and the files that it shows."""
        from cedu.rendering.markdown import inline
        from cedu.source.markdown import scan

        element = ET.SubElement(parent, tag, format="html")
        files: dict[str, Path] = {}
        images = {link.url for link in scan(markdown).links if link.is_image}
        _text(element, inline(markdown, lambda url: self.carried(url, images, files)) if markdown else "")
        for path, file in sorted(files.items()):
            folder = "" if "/" not in path else path.rsplit("/", 1)[0] + "/"
            inside = ET.SubElement(element, "file", name=path.rsplit("/", 1)[-1], path=f"/{folder}", encoding="base64")
            inside.text = b64encode(file.read_bytes()).decode()
        return element

    def carried(self, url: str, images: set[str], files: dict[str, Path]) -> str:
        """Where Moodle finds an image of the workspace, which is noted in `files`; nothing for a link to one of its files."""
        if not is_local(url):
            return url
        inside = unquote(urlsplit(url).path)
        if not inside or not {url, unquote(url)} & images:
            return ""
        path = normpath(str(self.folder / inside))
        files[path] = self.file(path)
        return f"@@PLUGINFILE@@/{quote(path)}"


def _type(interaction: Interaction) -> str:
    match interaction:
        case ChoiceInteraction(response=response):
            return "truefalse" if response == "true-false" else "multichoice"
        case TextEntryInteraction():
            return "shortanswer"
        case NumberEntryInteraction():
            return "numerical"
        case MatchInteraction():
            return "matching"
        case OrderInteraction():
            return "ordering"
        case _:
            assert_never(interaction)


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = legal(text)


def _fields(parent: ET.Element, **fields: str | bool) -> None:
    for tag, value in fields.items():
        ET.SubElement(parent, tag).text = value if isinstance(value, str) else str(value).lower()
