"""A stranger's HTML as a tree, as far as converters need one: never an error, bounded in depth and size, linear in time.

The WHATWG's parsing in small: what authors leave open is closed where the next element says so; scripts and the like are one text.
"""

import re
from dataclasses import dataclass, field
from html import unescape

LONGEST = 10_000_000  # characters; an editor's image inside a text may take millions
DEEPEST = 60

_OPENING = re.compile(r"<(?:!--|[!?]|(?P<close>/?)(?P<name>[A-Za-z][^\s/><]*+))")
_REST_OF_TAG = re.compile(r"""(?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+>""")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?+""")


def names(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


VOID = names("area base br col embed hr img input link meta param source track wbr")
_RAW = names("script style textarea title xmp iframe noembed noframes")
BLOCKS = names(
    "address article aside blockquote body center details dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
# What the start of an element closes, and what it can't reach beyond.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
_ENDS_PARAGRAPH = BLOCKS - {"td", "th", "tr", "tbody", "thead", "tfoot", "body", "html", "figcaption", "legend", "summary"}
_PARAGRAPH = frozenset({"p"})
_AROUND_PARAGRAPH = frozenset({"td", "th", "li", "dd", "dt", "blockquote", "div", "figure", "table"})


@dataclass(slots=True)
class Node:
    """An element: its name in small letters, its attributes, and what is in it; of two texts in a row one is made."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add a text."""
        if self.children and isinstance(last := self.children[-1], str):
            self.children[-1] = last + text
        elif text:
            self.children.append(text)

    @property
    def classes(self) -> list[str]:
        """The names in `class`."""
        return self.attributes.get("class", "").split()

    def text(self) -> str:
        """All text in it, as it stands."""
        return "".join(child if isinstance(child, str) else "\n" if child.name == "br" else child.text() for child in self.children)

    def find(self, name: str) -> "Node | None":
        """The first element of this name in it, at any depth."""
        for child in self.children:
            if isinstance(child, Node) and (found := child if child.name == name else child.find(name)):
                return found
        return None


class Tree:
    """HTML, read: its `root`, and was it `cut`, because it is too long or too deep?"""

    def __init__(self, html: str) -> None:
        self.root = Node("")
        self.cut = len(html) > LONGEST
        self._open = [self.root]
        self._read(html[:LONGEST])

    def _read(self, html: str) -> None:
        position = 0
        while found := _OPENING.search(html, position):
            self._text(html[position : found.start()])
            name = found["name"]
            if name is None:
                position = _after(html, "-->" if found[0] == "<!--" else ">", found.end())
                continue
            rest = _REST_OF_TAG.match(html, found.end())
            if rest is None:  # no other tag ends either
                self._text(html[found.start() :])
                return
            position = rest.end()
            name = name.lower()
            if found["close"]:
                self._end(name)
            else:
                self._start(name, rest[0][:-1])
                if name in _RAW:
                    position = self._raw(html, name, position)
        self._text(html[position:])

    def _text(self, text: str) -> None:
        self._open[-1].add(unescape(text) if "&" in text else text)

    def _start(self, name: str, written: str) -> None:
        if name in _CLOSES:
            self._close(*_CLOSES[name])
        elif name in _ENDS_PARAGRAPH:
            self._close(_PARAGRAPH, _AROUND_PARAGRAPH)
        node = Node(name, _attributes(written) if written.strip(" /\n") else {})
        self._open[-1].children.append(node)
        if name in VOID or (written.endswith("/") and name not in BLOCKS and name not in _RAW):
            return
        if len(self._open) <= DEEPEST:
            self._open.append(node)
        else:
            self.cut = True

    def _close(self, names: frozenset[str], limits: frozenset[str]) -> None:
        """Close what of `names` is open, up to the first of `limits`."""
        for index in range(len(self._open) - 1, 0, -1):
            name = self._open[index].name
            if name in names:
                del self._open[index:]
                return
            if name in limits:
                return

    def _end(self, name: str) -> None:
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].name == name:
                del self._open[index:]
                return

    def _raw(self, html: str, name: str, position: int) -> int:
        """The content of an element that holds no others; returns where it ends."""
        end = re.compile(f"</{name}", re.IGNORECASE).search(html, position)
        stop = end.start() if end else len(html)
        if self._open[-1].name == name:
            self._open[-1].add(html[position:stop])
        return stop


def _after(html: str, mark: str, position: int) -> int:
    found = html.find(mark, position)
    return len(html) if found < 0 else found + len(mark)


def _attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        name, double, single, bare = match.groups()
        value = double or single or bare or ""
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found
