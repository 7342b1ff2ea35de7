"""The allow-list for a stranger's HTML, and what was left out by it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from cedu.formats.html_tree import Node, names

EMPHASIS = {"em": "*", "i": "*", "strong": "**", "b": "**", "s": "~~", "del": "~~", "strike": "~~"}
CODE = frozenset({"code", "tt", "samp", "kbd"})
_PLAIN = names("span div p label abbr cite time dfn bdi bdo var address q center legend summary caption wbr figcaption")
_DROPPED = names(
    "script style textarea title xmp iframe noembed noframes object embed applet audio video canvas svg select input form datalist "
    "template link meta base head frame frameset map area progress meter output dialog annotation annotation-xml"
)
_SILENTLY = frozenset({"title", "meta", "link", "head", "base"})
_BLOCKS = names(
    "body html header footer main nav section article aside details fieldset hgroup h1 h2 h3 h4 h5 h6 hr pre blockquote figure "
    "ul ol li dl dt dd table thead tbody tfoot tr td th colgroup col"
)
_KNOWN = frozenset((*EMPHASIS, *CODE, *_PLAIN, *_BLOCKS, "a", "img", "br", "math", "sub", "sup"))


@dataclass(slots=True)
class Marks:
    """What a conversion shares: where images and links lead, may dollars mean maths, and what was left out so far."""

    image: Callable[[str], str | None]
    link: Callable[[str], str | None] | None
    dollars: bool
    lost: dict[str, None] = field(default_factory=dict)

    def lose(self, what: str) -> None:
        """Note that something is left out."""
        self.lost[what] = None

    def allows(self, node: Node) -> bool:
        """Does an element's content stay? Whatever of it is left out is noted."""
        for name in node.attributes:
            if name == "style" or (name.startswith("on") and len(name) > 2):
                self.lose(f"`{name}`")
        if node.name in _DROPPED:
            if node.name not in _SILENTLY and node.attributes.get("type") != "checkbox":
                self.lose(f"`<{node.name}>`")
            return False
        if node.name not in _KNOWN:
            self.lose(f"`<{node.name[:40]}>`")
        return True
