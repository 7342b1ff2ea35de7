"""Our HTML as the XHTML that QTI's bodies hold (QTI 2.1, 6.2): elements of XHTML 1, well-formed, images with a text, MathML in its namespace.

What HTML5 adds becomes a `div` or a `span` with the same class; ids and anchors go, because an item holds several texts.
"""

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder  # writing only: nothing is parsed here

from cedu.formats.qti.names import MATHML
from cedu.formats.xml import legal

BLOCKS = frozenset("address blockquote div dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul".split())
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
        elif tag not in _VOID and tag != "input" and self._open:
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
