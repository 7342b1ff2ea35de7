"""QTI 1.2 as XML: a file with a test, or with questions that no test asks yet."""

from collections.abc import Iterable
from typing import assert_never
from xml.etree.ElementTree import Element, SubElement  # writing only: nothing is parsed here

from cedu.formats import imscp
from cedu.formats.qti12.processing import RESPONSE, process
from cedu.formats.qti12.questions import Calculate, Choose, Fields, Fill, Group, Label, Nothing, Number, Part, Parts, Question, Write
from cedu.formats.xml import legal

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"


def assessment(
    ident: str, title: str, language: str, fields: Fields, questions: Iterable[Question | Group], schema: str, rubric: str = ""
) -> bytes:
    """A file with one test; `schema` is where the XSD lies, and `rubric` what is said (HTML) before the first question."""
    root = _root(schema)
    test = SubElement(root, "assessment", {"ident": ident, "title": imscp.text(title), "xml:lang": language})
    _fields(test, fields)
    if rubric:
        _material(SubElement(test, "rubric"), rubric)
    section = SubElement(test, "section", {"ident": f"{ident}-section"})
    for question in questions:
        section.append(_item(question) if isinstance(question, Question) else _group(question))
    return imscp.document(root)


def bank(ident: str, title: str, questions: Iterable[Question], schema: str) -> bytes:
    """A file with questions that no test asks yet; `title` is what Canvas calls the bank, which others don't look at."""
    root = _root(schema)
    objects = SubElement(root, "objectbank", {"ident": ident})
    _fields(objects, (("bank_title", title),))
    objects.extend(map(_item, questions))
    return imscp.document(root)


def _root(schema: str) -> Element:
    attributes = {"xmlns": NAMESPACE, "xmlns:xsi": imscp.XSI, "xsi:schemaLocation": f"{NAMESPACE} {schema}"}
    return Element("questestinterop", attributes)


def _fields(parent: Element, fields: Fields) -> None:
    metadata = SubElement(parent, "qtimetadata")
    for label, entry in fields:
        field = SubElement(metadata, "qtimetadatafield")
        imscp.add_text(field, "fieldlabel", label)
        imscp.add_text(field, "fieldentry", entry)


def _group(group: Group) -> Element:
    """A section that draws; how much each question is worth is Canvas's own (`selection_extension`)."""
    section = Element("section", {"ident": group.ident, "title": imscp.text(group.title)})
    selection = SubElement(SubElement(section, "selection_ordering"), "selection")
    imscp.add_text(selection, "selection_number", str(group.amount))
    imscp.add_text(SubElement(selection, "selection_extension"), "points_per_item", group.points)
    section.extend(map(_item, group.questions))
    return section


def _item(question: Question) -> Element:
    item = Element("item", {"ident": question.ident, "title": imscp.text(question.title)})
    _fields(SubElement(item, "itemmetadata"), question.fields)
    presentation = SubElement(item, "presentation")
    _material(presentation, question.text)
    _presented(presentation, question)
    processing = SubElement(item, "resprocessing")
    outcome = "Decimal" if question.apart else "Integer"
    SubElement(SubElement(processing, "outcomes"), "decvar", {"varname": "SCORE", "vartype": outcome, "minvalue": "0", "maxvalue": "100"})
    feedback = process(processing, question)
    if isinstance(question.response, Nothing) and not feedback:
        item.remove(processing)
    if isinstance(question.response, Calculate):
        _calculated(SubElement(SubElement(item, "itemproc_extension"), "calculated"), question.response)
    for ident, text in feedback.items():
        _material(SubElement(SubElement(item, "itemfeedback", {"ident": ident}), "flow_mat"), text)
    for name, text in (("hint", question.hint), ("solution", question.solution)):
        if text:
            inside = SubElement(SubElement(item, "itemfeedback", {"ident": name}), name)
            _material(SubElement(inside, f"{name}material"), text)
    return item


def _presented(presentation: Element, question: Question) -> None:
    """Where the answer goes."""
    match question.response:
        case Choose(labels, several, shuffle):
            cardinality = "Multiple" if several else "Single"
            lid = SubElement(presentation, "response_lid", {"ident": RESPONSE, "rcardinality": cardinality})
            _choices(lid, labels, shuffle)
        case Parts(parts):
            for part in parts:
                _part(presentation, part)
        case Fill():
            _blank(presentation, {"rows": "1"})
        case Write(lines, characters):
            _blank(presentation, {"rows": str(lines), "maxchars": str(characters)})
        case Number() | Calculate():
            _blank(presentation, {"rows": "1", "fibtype": "Decimal"})
        case Nothing():
            pass
        case _:
            assert_never(question.response)


def _part(presentation: Element, part: Part) -> None:
    lid = SubElement(presentation, "response_lid", {"ident": part.ident, "rcardinality": "Single"})
    _material(lid, part.prompt, part.plain)
    _choices(lid, part.labels, part.shuffle)


def _choices(lid: Element, labels: Iterable[Label], shuffle: bool) -> None:
    choices = SubElement(lid, "render_choice", {"shuffle": "Yes" if shuffle else "No"})
    for label in labels:
        _material(SubElement(choices, "response_label", {"ident": label.ident}), label.text, label.plain)


def _blank(presentation: Element, attributes: dict[str, str]) -> None:
    SubElement(SubElement(presentation, "response_str", {"ident": RESPONSE, "rcardinality": "Single"}), "render_fib", attributes)


def _calculated(element: Element, response: Calculate) -> None:
    """Canvas's extension for a formula and what has been drawn for it."""
    imscp.add_text(element, "answer_tolerance", response.tolerance)
    imscp.add_text(SubElement(element, "formulas", {"decimal_places": str(response.places)}), "formula", response.formula)
    variables = SubElement(element, "vars")
    for name, lowest, highest, places in response.variables:
        variable = SubElement(variables, "var", {"name": name, "scale": str(places)})
        imscp.add_text(variable, "min", lowest)
        imscp.add_text(variable, "max", highest)
    sets = SubElement(element, "var_sets")
    for number, values in enumerate(response.sets, 1):
        one = SubElement(sets, "var_set", {"ident": str(number)})
        for (name, *_), value in zip(response.variables, values, strict=False):
            SubElement(one, "var", {"name": name}).text = value
        imscp.add_text(one, "answer", values[-1])


def _material(parent: Element, text: str, plain: bool = False) -> None:
    """HTML in ASCII: Moodle reads that of a question as ISO 8859-1 (`entities::update_sources`), but knows numeric references."""
    element = SubElement(SubElement(parent, "material"), "mattext", {"texttype": "text/plain" if plain else "text/html"})
    element.text = legal(text) if plain else legal(text).encode("ascii", "xmlcharrefreplace").decode()
