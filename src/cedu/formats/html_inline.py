"""The line of Markdown that a line of a stranger's HTML becomes."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from cedu.formats.html_allowed import CODE, EMPHASIS, Marks
from cedu.formats.html_tree import Node
from cedu.formats.markdown_text import marks, starts
from cedu.source.markdown import MATHS, is_outside

_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_TEX = re.compile(r"(\\[()\[\]]|\$\$)")
_CLOSE = {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}
_TICKS = re.compile(r"`+")
_SUPERSCRIPT = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_SUBSCRIPT = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_LONGEST_TEX = 2000  # what the renderer takes for maths


@dataclass(slots=True)
class _Emphasis:
    mark: str
    name: str
    text: str


@dataclass(slots=True)
class Inline:
    """One paragraph as it grows: texts that are done, emphasis that waits for what follows it, and text without its backslashes yet."""

    shared: Marks
    parts: list[str | _Emphasis] = field(default_factory=list)
    raw: str = ""

    def convert(self, nodes: Sequence[Node | str]) -> str:
        """The whole paragraph."""
        self._all(nodes, frozenset())
        self._flush()
        while self.parts and _is_nothing(self.parts[-1]):
            self.parts.pop()
        while self.parts and _is_nothing(self.parts[0]):
            del self.parts[0]
        lines = [line.strip(" ") for line in self._joined().strip("\n ").split("\n")]
        return starts("\n".join(line for line in lines if line).strip())

    def _all(self, nodes: Sequence[Node | str], inside: frozenset[str]) -> None:
        for node in nodes:
            if isinstance(node, str):
                self.raw += node
            elif self.shared.allows(node):
                self._element(node, inside)

    def _element(self, node: Node, inside: frozenset[str]) -> None:
        name = node.name
        if name in EMPHASIS:
            self._emphasis(node, inside)
        elif name in CODE:
            self._put(_code(node.text()))
        elif name == "br":
            self._put("\\\n")
        elif name == "img":
            self._image(node)
        elif name == "a":
            self._link(node, inside)
        elif name == "math":
            self._math(node)
        elif name in ("sub", "sup") and "footnote-ref" not in node.classes:
            self._raised(node, _SUPERSCRIPT if name == "sup" else _SUBSCRIPT, inside)
        elif name == "q":
            self.raw += "“"
            self._all(node.children, inside)
            self.raw += "”"
        else:
            self._all(node.children, inside)

    def _put(self, text: str) -> None:
        """Add Markdown that is done."""
        self._flush()
        self.parts.append(text)

    def _flush(self) -> None:
        """Put backslashes into the text so far, and make maths of the TeX between brackets in it."""
        raw, self.raw = self.raw, ""
        if not raw:
            return
        pieces = _TEX.split(raw) if "\\" in raw or "$$" in raw else [raw]
        index = 0
        while index < len(pieces):
            piece = pieces[index]
            is_closed = index % 2 and index + 2 < len(pieces) and pieces[index + 2] == _CLOSE.get(piece)
            if is_closed and (tex := _maths(pieces[index + 1], display=piece != "\\(")):
                self.parts.append(tex)
                index += 3
                continue
            # What follows decides on a backslash at the end, so that a bracket which opens no maths goes with its neighbours.
            if piece:
                self.parts.append(marks(_WHITE.sub(_space, piece), dollars=self.shared.dollars))
            index += 1

    def _emphasis(self, node: Node, inside: frozenset[str]) -> None:
        mark = EMPHASIS[node.name]
        if mark in inside:
            self._all(node.children, inside)
            return
        inner = Inline(self.shared)
        inner._all(node.children, inside | {mark})
        text = inner._joined()
        bare = text.strip()
        if not bare:
            self.raw += text
            return
        self.raw += text[: len(text) - len(text.lstrip())]
        self._flush()
        last = self.parts[-1] if self.parts else None
        if isinstance(last, _Emphasis) and last.mark == mark:
            last.text += bare
        else:
            self.parts.append(_Emphasis(mark, node.name, bare))
        self.raw += text[len(text.rstrip()) :]

    def _image(self, node: Node) -> None:
        alt = " ".join(node.attributes.get("alt", "").split())
        if tex := _equation(node, alt):
            self._put(tex)
            return
        source = node.attributes.get("src", "").strip()
        path = self.shared.image(source) if source else None
        if path is None:
            self.shared.lose(f"the image `{source[:80]}`")
            self.raw += alt
            return
        self._put(f"![{_label(alt)}]({_target(path, node.attributes.get('title', ''))})")

    def _link(self, node: Node, inside: frozenset[str]) -> None:
        url = self._address(node.attributes.get("href", "").strip()) if "[" not in inside else None
        if url is None:
            self._all(node.children, inside)
            return
        inner = Inline(self.shared)
        inner._all(node.children, inside | {"["})
        text = inner._joined()
        if not text.strip():
            self.raw += text
            return
        self._flush()
        if self.parts and isinstance(last := self.parts[-1], str) and last.endswith("!"):
            self.parts[-1] = last[:-1] + "\\!"
        shown = text.strip()
        if node.text().strip() == url and re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]+", url):
            self._put(f"<{url}>")
        else:
            self._put(f"[{_balanced(shown)}]({_target(url, node.attributes.get('title', ''))})")

    def _address(self, url: str) -> str | None:
        """Where a link leads; None where it leads nowhere that it may."""
        if not url:
            return None
        plain = re.sub(r"[\x00-\x20]", "", url).lower()
        if plain.startswith("#") or (is_outside(plain) and plain.startswith(_SCHEMES)):
            return url
        if (
            not is_outside(plain)
            and not plain.startswith(("//", "\\"))
            and self.shared.link
            and (path := self.shared.link(url)) is not None
        ):
            return path
        self.shared.lose(f"the link to `{url[:80]}`")
        return None

    def _math(self, node: Node) -> None:
        """Maths whose LaTeX stands with it: as an annotation (MathML 3, 5.2), or as a text instead."""
        annotation = next((each for each in _all_nodes(node, "annotation") if "tex" in each.attributes.get("encoding", "").lower()), None)
        tex = annotation.text() if annotation else node.attributes.get("alttext", "")
        if tex.strip() and (found := _maths(tex, display=node.attributes.get("display") == "block")):
            self._put(found)
            return
        self.shared.lose("the layout of maths (MathML)")
        self.raw += " ".join(node.text().split())

    def _raised(self, node: Node, small: dict[str, str], inside: frozenset[str]) -> None:
        text = node.text()
        if text.strip() and all(character in small for character in text.strip()):
            self.raw += "".join(small[character] for character in text.strip())
        else:
            self.shared.lose(f"`<{node.name}>`")
            self._all(node.children, inside)

    def _joined(self) -> str:
        """All parts as one text; emphasis that CommonMark would not see between its neighbours is left out (6.2)."""
        self._flush()
        text = ""
        for index, part in enumerate(self.parts):
            if isinstance(part, str):
                text += part.lstrip(" ") if text.endswith((" ", "\n")) else part
                continue
            after = self.parts[index + 1] if index + 1 < len(self.parts) else ""
            after = after.mark if isinstance(after, _Emphasis) else after[:1]
            mark = "_" if part.mark == "*" and text.endswith("*") else part.mark
            if _opens(text[-1:], part.text, mark) and _opens(after[:1], part.text[::-1], mark):
                text += f"{mark}{part.text}{mark}"
            else:
                self.shared.lose(f"`<{part.name}>` next to other signs")
                text += part.text
        return text


def _is_nothing(part: str | _Emphasis) -> bool:
    """Is it white space, or a break, before or after which nothing stands?"""
    return isinstance(part, str) and (part == "\\\n" or not part.strip())


def _space(found: re.Match[str]) -> str:
    return "\n" if "\n" in found[0] else " "


def _opens(before: str, text: str, mark: str) -> bool:
    """Can `mark` stand between `before` and `text`? (CommonMark 6.2, left-flanking)"""
    first = text.lstrip("*_~")[:1]
    outside = not before or before.isspace() or _is_punctuation(before)
    return bool(first) and not first.isspace() and (outside or (mark != "_" and not _is_punctuation(first)))


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _code(text: str) -> str:
    """A piece of code in a line."""
    text = text.replace("\r", "").replace("\n", " ")
    if not text.strip():
        return text
    runs = set(map(len, _TICKS.findall(text)))
    ticks = "`" * next(length for length in range(1, len(text) + 2) if length not in runs)
    edge = " " if text[0] == "`" or text[-1] == "`" or (text[0] == text[-1] == " ") else ""
    return f"{ticks}{edge}{text}{edge}{ticks}"


def _maths(tex: str, *, display: bool) -> str:
    """LaTeX between dollars; nothing where our renderer would not see it as maths."""
    tex = tex if display and tex.strip() else " ".join(tex.split())
    mark = "$$" if display else "$"
    written = f"{mark}{tex}{mark}"
    return written if tex and len(tex) <= _LONGEST_TEX and "\n\n" not in tex and MATHS.fullmatch(written) else ""


def _equation(node: Node, alt: str) -> str:
    """What Canvas draws a formula with: an image that holds its LaTeX."""
    if "equation_image" not in node.classes:
        return ""
    return _maths(node.attributes.get("data-equation-content", "") or alt.removeprefix("LaTeX:"), display=False)


def _all_nodes(node: Node, name: str) -> list[Node]:
    found = []
    for child in node.children:
        if isinstance(child, Node):
            found += [child] if child.name == name else _all_nodes(child, name)
    return found


def _label(text: str) -> str:
    """A text between brackets."""
    return re.sub(r"([\[\]])", r"\\\1", marks(text))


def _balanced(shown: str) -> str:
    """The text of a link, whose brackets have to be in pairs."""
    depth = 0
    for character in shown:
        depth += (character == "[") - (character == "]")
        if depth < 0:
            break
    return shown if depth == 0 else re.sub(r"(?<!\\)([\[\]])", r"\\\1", shown)


def _target(url: str, title: str) -> str:
    """Where a link or an image leads, and its title."""
    url = re.sub(r"[\x00-\x1f\x7f]", "", url).replace("\\", "%5C").replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    if url.count("(") != url.count(")") or re.search(r"\)[^(]*\(", url):
        url = url.replace("(", "%28").replace(")", "%29")
    url = re.sub(r"&(?=#?\w+;)", "&amp;", url)
    title = " ".join(title.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'{url} "{title}"' if title else url
