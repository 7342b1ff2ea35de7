"""A QTI document of any edition from 2.0 to 3.0 as a tree in 2.1's names, and the HTML in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from cedu.formats.qti.names import HTML, camel
from cedu.formats.xml import XmlError, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_VOID = frozenset(("br", "hr", "img", "col", "source", "track", "param"))
# What became something else on the way out comes back as what it was.
_CAME_FROM = {"figure": "figure", "figcaption": "figcaption", "section": "section", "s": "s"}
_STRUCTURAL = ("contentBody", "positionObjectStage", "templateBlock", "templateInline")


@dataclass(slots=True, eq=False)
class Node:
    """An element: its name in 2.1's spelling, its attributes, what is in it, and its line."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)
    line: int = 0

    def get(self, name: str, otherwise: str = "") -> str:
        """An attribute."""
        return self.attributes.get(name, otherwise).strip()

    @property
    def nodes(self) -> "list[Node]":
        """The elements in it."""
        return [child for child in self.children if isinstance(child, Node)]

    def child(self, *names: str) -> "Node | None":
        """The first element in it of one of these names."""
        return next((node for node in self.nodes if node.name in names), None)

    def all(self, *names: str) -> "Iterator[Node]":
        """Every element of these names anywhere in it, in order."""
        for node in self.nodes:
            if node.name in names:
                yield node
            yield from node.all(*names)

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.get("class").split()


def read(data: bytes) -> Node:
    """The root of a document. Raises XmlError."""
    return _node(parse(data))


def document(data: bytes) -> Node | XmlError:
    """The root of a document, or why there is none."""
    try:
        return read(data)
    except XmlError as error:
        return error


def _node(element: "_Element") -> Node:
    space, _, local = str(element.tag).rpartition("}")
    is_math = "MathML" in space
    is_ours = not is_math and (local.startswith("qti-") or local not in HTML)
    attributes = {}
    for key, value in element.attrib.items():
        name = str(key).rpartition("}")[2]
        attributes[camel(name) if is_ours and not name.startswith(("data-", "aria-")) else name] = str(value)
    name = camel(local.removeprefix("qti-")) if is_ours else local
    found = Node(name, attributes, [], getattr(element, "sourceline", 0) or 0)
    for text, child in _parts(element):
        if isinstance(child, Node) and child.name == "contentBody":
            found.children += child.children
        elif child is not None:
            found.children.append(child)
        if text:
            found.children.append(text)
    return found


def _parts(element: "_Element") -> "Iterator[tuple[str, Node | None]]":
    """What is in an element: each child with the text behind it, and first the text before them."""
    yield str(element.text or ""), None
    for child in element:
        is_element = isinstance(child.tag, str)
        yield str(child.tail or ""), _node(child) if is_element else None


def html(nodes: "list[Node | str]", other: Callable[[Node], str]) -> str:
    """The HTML of what is in a text; `other` says what stands for an element of QTI's own."""
    return "".join(escape(node, quote=False) if isinstance(node, str) else _html(node, other) for node in nodes)


def _html(node: Node, other: Callable[[Node], str]) -> str:
    if node.name in _STRUCTURAL:
        return html(node.children, other)
    if node.name == "math":
        return _math(node)
    if node.name == "span" and "maths" in node.classes and node.get("label"):
        return f'<math alttext="{escape(node.get("label"))}" display="{"block" if "display" in node.classes else "inline"}"></math>'
    if node.name == "object":
        return f'<img src="{escape(node.get("data"))}" alt="{escape(node.text.strip())}">' if is_image(node) else other(node)
    if node.name not in HTML:
        return other(node)
    name = next((_CAME_FROM[each] for each in node.classes if each in _CAME_FROM and node.name in ("div", "p", "span")), node.name)
    return _written(node, name, lambda child: _html(child, other))


def _math(node: Node) -> str:
    return _written(node, node.name, _math)


def is_image(node: Node) -> bool:
    """Is an `object` an image?"""
    kind = node.get("type")
    return kind.startswith("image/") or (not kind and node.get("data").lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")))


def _written(node: Node, name: str, write: Callable[[Node], str]) -> str:
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in node.attributes.items())
    inner = "".join(escape(child, quote=False) if isinstance(child, str) else write(child) for child in node.children)
    return f"<{name}{attributes}>" if name in _VOID else f"<{name}{attributes}>{inner}</{name}>"
