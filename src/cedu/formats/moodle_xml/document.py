"""A file of questions in Moodle XML.

The attribute `ids` of a question names its parts. Moodle's reader looks for no such attribute, so that no learner sees it; ours does.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree import ElementTree as ET  # writing only: nothing is parsed here

from cedu.formats.moodle import Filed, idnumber
from cedu.formats.moodle.ids import line
from cedu.formats.moodle_xml.parts import Parts, fields, text
from cedu.formats.moodle_xml.questions import Answers, question_type
from cedu.items import lower
from cedu.model.interaction import FormulaInteraction, GapInteraction, marked_by
from cedu.model.item import Feedback
from cedu.model.numbers import decimal
from cedu.model.pool import Pooled


def quiz(filed: Iterable[Filed], file: Callable[[str], Path]) -> bytes:
    """A whole file of questions; `file` gives a file of the workspace by its path from the root."""
    root = ET.Element("quiz")
    for pooled, category in filed:
        if category:
            element = ET.SubElement(root, "question", type="category")
            text(ET.SubElement(element, "category"), category)
        root.append(question(pooled, file))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def question(pooled: Pooled, file: Callable[[str], Path]) -> ET.Element:
    """An item as a `<question>`."""
    item = pooled.item
    interaction = lower(item)
    feedback = item.feedback or Feedback(origin=item.origin)
    element = ET.Element("question", type=question_type(interaction))
    if ids := line(interaction):
        element.set("ids", ids)
    parts = Parts(pooled, file, computed=isinstance(interaction, FormulaInteraction))
    answers = Answers(element, parts, item, feedback)
    text(ET.SubElement(element, "name"), pooled.name)
    answers.stem(interaction)
    # Where no key decides, or Moodle has no place for it, what is said is said to everybody.
    everybody = marked_by(interaction) != "key" or isinstance(interaction, GapInteraction)
    said = "\n\n".join(dict.fromkeys(filter(None, (feedback.correct, feedback.incorrect)))) if everybody else ""
    parts.html(element, "generalfeedback", said)
    # Moodle adds up the weights of gaps, whatever stands here; we read it.
    fields(element, defaultgrade=decimal(item.points), penalty="0", hidden="0", idnumber=idnumber(pooled))
    answers.write(interaction)
    if item.hint:
        parts.html(element, "hint", item.hint)
    tags = ET.SubElement(element, "tags")
    for tag in (item.difficulty, *item.tags):
        text(ET.SubElement(tags, "tag"), tag)
    return element
