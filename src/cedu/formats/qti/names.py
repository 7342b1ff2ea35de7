"""The two editions of QTI: 2.1's names are ours, and 3.0 has the same ones in kebab-case with `qti-` before them, and few things more.

QTI 3.0 Best Practices, "Migrating from 2.x": elements and attributes of QTI's own are renamed; those of HTML and MathML stay.
"""

import re
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, tostring  # writing only: nothing is parsed here

from cedu.formats import imscp

MATHML = "http://www.w3.org/1998/Math/MathML"
# The elements of HTML that stand in a body, in either edition (QTI 2.1, 6.2; QTI 3.0, 2.11).
_HTML = """
a abbr acronym address article aside audio b bdi bdo big blockquote br caption cite code col colgroup dd details dfn div dl dt
em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img kbd label li nav object ol p param picture pre q rb rp rt ruby
samp section small source span strong sub summary sup table tbody td tfoot th thead tr track tt ul var video
"""
HTML = frozenset(_HTML.split())
BLOCKS = frozenset(("address", "blockquote", "div", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"))
# What holds a text in 3.0 holds it in an element of its own.
_WRAPPED = ("rubricBlock", "modalFeedback", "feedbackBlock", "templateBlock")
_UPPER = re.compile(r"[A-Z]")
_LOWER = re.compile(r"-([a-z0-9])")


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition: its namespaces and schemas, and what a manifest calls it, a package and a bank of items."""

    name: Literal["2.1", "3.0"]
    namespace: str
    schema: str
    packaging: str
    packaging_schema: str
    package: str
    bank: str
    schema_version: str
    templates: str

    @property
    def short(self) -> str:
        """`v2p1`, as types of resources and addresses have it."""
        return f"v{self.name.replace('.', 'p')}"


QTI21 = Edition(
    name="2.1",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    packaging="http://www.imsglobal.org/xsd/imscp_v1p1",
    packaging_schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    package="QTIv2.1 Package",
    bank="QTIv2.1 Item Bank Package",
    schema_version="1.0.0",
    templates="http://www.imsglobal.org/question/qti_v2p1/rptemplates/{}",
)
QTI30 = Edition(
    name="3.0",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    packaging="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    packaging_schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    package="QTI Package",
    bank="QTI Item Bank",
    schema_version="3.0.0",
    templates="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{}.xml",
)


def document(root: Element, edition: Edition) -> bytes:
    """The bytes of an item or a test, built in 2.1's names; UTF-8, the same on every machine."""
    for processing in root.iter("responseProcessing"):
        if template := processing.get("template"):
            processing.set("template", edition.templates.format(template))
    if edition is QTI30:
        _to_3(root)
    root.set("xmlns", edition.namespace)
    root.set("xmlns:xsi", imscp.XSI)
    root.set("xsi:schemaLocation", f"{edition.namespace} {edition.schema}")
    _indent(root, 0)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def kebab(name: str) -> str:
    """`choiceInteraction` as `choice-interaction`."""
    return _UPPER.sub(lambda found: "-" + found[0].lower(), name)


def camel(name: str) -> str:
    """`choice-interaction` as `choiceInteraction`."""
    return _LOWER.sub(lambda found: found[1].upper(), name)


def _to_3(element: Element) -> None:
    """Rename `element` and all that is in it."""
    if element.tag == "math":
        return
    for child in element:
        _to_3(child)
    if element.tag == "object":
        _to_image(element)
    if element.tag in HTML:
        return
    if element.tag in _WRAPPED:
        body = Element("qti-content-body")
        body.text, element.text = element.text, None
        body.extend(element)
        for child in list(element):
            element.remove(child)
        element.append(body)
    for name in [name for name in element.attrib if _UPPER.search(name) and ":" not in name]:
        element.set(kebab(name), element.attrib.pop(name))
    element.tag = f"qti-{kebab(element.tag)}"


def _to_image(element: Element) -> None:
    """An image is an `img`, which 2.1 does not have for what is pointed at."""
    size = {name: element.attrib[name] for name in ("width", "height")}
    attributes = {"src": element.attrib["data"], "alt": element.text or "", **size}
    element.clear()
    element.tag = "img"
    element.attrib.update(attributes)


def _indent(element: Element, level: int) -> None:
    """Put each element that is not part of a text on a line of its own."""
    if not len(element) or element.text or element.tag in HTML or element.tag == "math":
        return
    if any(child.tail or child.tag == "math" or (child.tag in HTML and child.tag not in BLOCKS) for child in element):
        return
    inner = "\n" + "  " * (level + 1)
    element.text = inner
    for child in element:
        _indent(child, level + 1)
        child.tail = inner
    element[-1].tail = inner[:-2]
