"""Our HTML as the XHTML that QTI's bodies hold (QTI 2.1, 6.2): elements of XHTML 1, images with a text, MathML in its namespace.

What HTML5 adds becomes a `div` or a `span` with the same class; ids and anchors go, because an item holds several texts, and so do the
colours of code.
"""

from collections.abc import Mapping
from copy import deepcopy
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder  # writing only: nothing is parsed here

from cedu.formats.qti.names import BLOCKS, MATHML
from cedu.formats.xml import legal
from cedu.model.marks import marks

_VOID = ("br", "hr", "img")
_INSTEAD = {"figure": "div", "figcaption": "p", "section": "div", "s": "span", "label": "span"}
_KEPT = {"a": ("href",), "img": ("src", "alt"), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}


def elements(html: str) -> tuple[str, list[Element]]:
    """The text before the first element, and the elements with the text after each."""
    parser = _Parser()
    parser.feed(legal(html))
    parser.close()
    return parser.found()


def put(parent: Element, html: str) -> Element:
    """`parent` with `html` in it, behind what it holds already."""
    text, children = elements(html)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.extend(children)
    return parent


def blocks(html: str) -> list[Element]:
    """`html` as blocks: as they are, or one paragraph with all of it."""
    text, children = elements(html)
    if not text.strip() and children and all(child.tag in BLOCKS and not (child.tail or "").strip() for child in children):
        for child in children:
            child.tail = None
        return children
    is_inline = all(child.tag not in BLOCKS for child in children)
    box = Element("p" if is_inline else "div")
    box.text = text
    box.extend(children)
    return [box]


def mark(element: Element, made: Mapping[str, Element]) -> None:
    """Put what is `made` for a name in place of its mark, `[[name]]`, wherever one stands in the text of `element`."""
    children = list(element)
    element[:] = _split(element, "text", made)
    for child in children:
        mark(child, made)
        element.append(child)
        element.extend(_split(child, "tail", made))


def _split(element: Element, where: str, made: Mapping[str, Element]) -> list[Element]:
    """Leave what stands before the first mark of a text in it, and give what comes after: the made elements with the text behind each."""
    text = getattr(element, where) or ""
    found = [each for each in marks(text) if each.name in made] if "[[" in text else []
    inserted = []
    for place, each in enumerate(found, 1):
        end = found[place].start if place < len(found) else len(text)
        inserted.append(deepcopy(made[each.name]))
        inserted[-1].tail = text[each.start + len(each.name) + 4 : end]
    if found:
        setattr(element, where, text[: found[0].start])
    return inserted


class _Parser(HTMLParser):
    """Reads what our renderer has made: every element that is not void is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = TreeBuilder()
        self._builder.start("body", {})
        self._open: list[str] = []
        self._is_maths = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "math":
            self._is_maths = True
        if self._is_maths:
            kept = {name: value for name, value in given.items() if name != "xmlns"}
            self._builder.start(tag, {"xmlns": MATHML, **kept} if tag == "math" else kept)
            return
        if tag == "span" and "pre" in self._open:
            return
        if tag == "input":
            self._builder.data("☑" if "checked" in given else "☐")
            return
        name, attributes = self._ours(tag, given)
        self._builder.start(name, attributes)
        if tag in _VOID:
            self._builder.end(name)
        else:
            self._open.append(name)

    def handle_endtag(self, tag: str) -> None:
        if self._is_maths:
            self._builder.end(tag)
            self._is_maths = tag != "math"
        elif tag not in _VOID and tag != "input" and not (tag == "span" and "pre" in self._open):
            self._builder.end(self._open.pop())

    def handle_data(self, data: str) -> None:
        self._builder.data(data)

    def found(self) -> tuple[str, list[Element]]:
        """What has been read."""
        root = self._builder.end("body")
        return root.text or "", list(root)

    def _ours(self, tag: str, given: dict[str, str]) -> tuple[str, dict[str, str]]:
        """The name and the attributes of an element as the profile has it."""
        if tag == "a" and given.get("href", "#").startswith("#"):
            return "span", {}
        attributes = {name: given[name] for name in ("class", *_KEPT.get(tag, ())) if name in given}
        if tag in _INSTEAD:
            classes = " ".join(filter(None, (tag, given.get("class"))))
            return _INSTEAD[tag], attributes | {"class": classes}
        return tag, attributes | ({"alt": given.get("alt", "")} if tag == "img" else {})
