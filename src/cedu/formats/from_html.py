"""A stranger's HTML into Markdown that our renderer takes back, by an allow-list: what is not on it is dropped, and named.

What is on it: paragraphs, headings, emphasis, code, quotes, lists, definitions, tables, rules, links, images and maths. Of an element that
only says how its text looks, the text stays. Scripts, styles, forms, frames and media go with all that is in them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cedu.formats.html_allowed import Marks
from cedu.formats.html_inline import Inline
from cedu.formats.html_tree import BLOCKS, Node, Tree
from cedu.formats.markdown_text import literal

_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_CLOSING = re.compile(r"(^| )(#+)$")  # signs that a heading would lose
_TICKS = re.compile(r"`+")
_LANGUAGE = re.compile(r"(?:^|\s)lang(?:uage)?-([A-Za-z0-9+#_.-]{1,30})")
_ALIGN = re.compile(r"align-(left|center|right)|text-align:\s*(left|center|right)")
_DASHES = {"left": ":---", "center": ":---:", "right": "---:", "": "---"}


class Converted(NamedTuple):
    """Markdown, and what was left out of it, each once, in words that follow `without `."""

    text: str
    lost: tuple[str, ...]


def markdown(html: str, image: Callable[[str], str | None], link: Callable[[str], str | None] | None = None) -> Converted:
    """`html` as Markdown.

    `image` gives the path that an image gets for its address, or None for one that is dropped; `link` the same for what is linked to, and
    where there is none, a link to a file inside the source is dropped.
    """
    if "<" not in html and "&" not in html and "\\" not in html:
        return Converted(literal("\n".join(" ".join(line.split()) for line in html.strip().splitlines())), ())
    tree = Tree(html)
    marks = Marks(image=image, link=link, dollars=html.count("$") > 1 or "&" in html or "\\(" in html or "\\[" in html or "<math" in html)
    if tree.cut:
        marks.lose("what is too long, or too deep inside other elements")
    blocks = _Writer(marks).blocks(tree.root)
    return Converted("\n\n".join(blocks), tuple(marks.lost))


@dataclass(slots=True)
class _Writer:
    marks: Marks

    def blocks(self, parent: Node) -> list[str]:
        """The blocks in `parent`, each as Markdown; what stands between two of them in lines of its own is a paragraph."""
        found: list[str] = []
        line: list[Node | str] = []
        last = ""
        for child in self._flat(parent):
            if isinstance(child, str) or child.name not in BLOCKS:
                line.append(child)
                continue
            found += self._paragraph(line)
            line = []
            if child.name == last and last in ("ul", "ol"):
                found.append("<!-- -->")  # or the two lists would be one
            found += self._block(child)
            last = child.name
        return found + self._paragraph(line)

    def _flat(self, parent: Node) -> Iterator[Node | str]:
        """What is in `parent`: an element that only groups blocks, and one of no meaning, gives way to what is in it."""
        for child in parent.children:
            if isinstance(child, str) or not self.marks.allows(child):
                if isinstance(child, str):
                    yield child
                continue
            if child.name not in BLOCKS and _has_blocks(child):
                yield from self._flat(child)
            else:
                yield child

    def _paragraph(self, line: list[Node | str]) -> list[str]:
        text = Inline(self.marks).convert(line)
        return [text] if text else []

    def _block(self, node: Node) -> list[str]:
        match node.name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                text = " ".join(Inline(self.marks).convert(node.children).split("\n")).strip()
                text = _CLOSING.sub(r"\1\\\2", text)
                return [f"{_HEADINGS[node.name]} {text}"] if text else []
            case "p":
                return self._paragraph(list(self._flat(node))) if not _has_blocks(node) else self.blocks(node)
            case "pre":
                return [_fence(node)]
            case "ul" | "ol":
                return self._list(node)
            case "dl":
                return self._definitions(node)
            case "blockquote":
                return [_prefixed(self.blocks(node), "> ", ">")]
            case "hr":
                return ["---"]
            case "table":
                return self._table(node)
            case "figure":
                return self._figure(node)
            case "div" if "admonition" in node.classes:
                return self._admonition(node)
            case _:
                return self.blocks(node)

    def _list(self, node: Node) -> list[str]:
        items = [child for child in node.children if isinstance(child, Node) and child.name == "li"]
        others = Node("", children=[child for child in node.children if not (isinstance(child, Node) and child.name == "li")])
        start = node.attributes.get("start", "")
        number = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
        loose = any(isinstance(child, Node) and child.name == "p" for item in items for child in item.children)
        lines = []
        for index, item in enumerate(items):
            mark = f"{number + index}. " if node.name == "ol" else "- "
            blocks = self.blocks(item)
            if blocks and _is_task(item):
                blocks[0] = f"[{'x' if _is_task(item) == 'done' else ' '}] {blocks[0]}"
            elif blocks:
                blocks[0] = re.sub(r"^\[(?=[ xX]\] )", r"\\[", blocks[0])
            body = ("\n\n" if loose else "\n").join(blocks) if loose or _tight(blocks) else "\n\n".join(blocks)
            lines.append((mark + body.replace("\n", "\n" + " " * len(mark))).rstrip() if body else mark.rstrip())
        text = re.sub(r"(?m)^ +$", "", ("\n\n" if loose else "\n").join(lines))
        return [*self.blocks(others), *([text] if text else [])]

    def _definitions(self, node: Node) -> list[str]:
        lines: list[str] = []
        for child in self._flat(node):
            if isinstance(child, Node) and child.name == "dt":
                if lines:
                    lines.append("")
                lines.append(" ".join(Inline(self.marks).convert(child.children).split()) or "…")
            elif isinstance(child, Node) and child.name == "dd":
                body = "\n\n".join(self.blocks(child)) or "…"
                if not lines:
                    lines.append("…")
                lines.append(re.sub(r"(?m)^ +$", "", ": " + body.replace("\n", "\n  ")))
            elif isinstance(child, Node) and child.name == "div":
                lines += self._definitions(child)
        return ["\n".join(lines)] if lines else []

    def _figure(self, node: Node) -> list[str]:
        caption = node.find("figcaption")
        picture = node.find("img")
        rest = [child for child in node.children if child not in (caption, picture) and not (isinstance(child, str) and not child.strip())]
        if caption and picture and "title" not in picture.attributes and not rest:
            picture.attributes["title"] = " ".join(caption.text().split())
            node = Node("figure", children=[picture])
        return self.blocks(node)

    def _admonition(self, node: Node) -> list[str]:
        """What our renderer makes of `!!! note "Title"`."""
        kind = next((name for name in node.classes if name != "admonition"), "note")
        heads = [child for child in node.children if isinstance(child, Node) and "admonition-title" in child.classes]
        title = " ".join(heads[0].text().split()).replace('"', "”") if heads else ""
        rest = Node("div", children=[child for child in node.children if child not in heads])
        first = f'!!! {kind} "{title}"' if title and title.lower() != kind else f"!!! {kind}"
        return ["\n".join([first, _prefixed(self.blocks(rest), "    ", "")])]

    def _table(self, node: Node) -> list[str]:
        rows = list(_rows(node))
        caption = [block for child in node.children if isinstance(child, Node) and child.name == "caption" for block in self.blocks(child)]
        cells = [[child for child in row.children if isinstance(child, Node) and child.name in ("td", "th")] for row in rows]
        cells = [row for row in cells if row]
        if not cells:
            return [*caption, *self.blocks(Node("", children=[child for row in rows for child in row.children]))]
        if any(cell.attributes.get(name, "1") != "1" for row in cells for cell in row for name in ("colspan", "rowspan")):
            self.marks.lose("the merged cells of a table")
        if not any(cell.name == "th" for cell in cells[0]):
            self.marks.lose("the plain first row of a table, which is its head now")
        width = max(map(len, cells))
        texts = [[self._cell(cell) for cell in row] + [""] * (width - len(row)) for row in cells]
        dashes = [_DASHES[_alignment(cell)] for cell in cells[0]] + ["---"] * (width - len(cells[0]))
        lines = [f"| {' | '.join(row)} |" for row in (texts[0], dashes, *texts[1:])]
        return [*caption, "\n".join(re.sub(r"\|  (?=\|)", "| ", line) for line in lines)]

    def _cell(self, cell: Node) -> str:
        if _has_blocks(cell):
            text = " ".join(self._words(cell))
            if any(isinstance(child, Node) and child.name not in ("p", "div") and child.name in BLOCKS for child in cell.children):
                self.marks.lose("lists and other blocks in cells of a table")
        else:
            text = Inline(self.marks).convert(list(self._flat(cell)))
        text = text.replace("\\\n", " ").replace("\n", " ")
        return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", text)

    def _words(self, node: Node) -> Iterator[str]:
        """The paragraphs in a cell, each in one line."""
        line: list[Node | str] = []
        for child in self._flat(node):
            if isinstance(child, Node) and child.name in BLOCKS:
                yield from self._paragraph(line)
                line = []
                yield from self._words(child)
            else:
                line.append(child)
        yield from self._paragraph(line)


def _has_blocks(node: Node) -> bool:
    return any(isinstance(child, Node) and (child.name in BLOCKS or _has_blocks(child)) for child in node.children)


def _rows(node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Node):
            if child.name == "tr":
                yield child
            elif child.name in ("thead", "tbody", "tfoot"):
                yield from _rows(child)


def _alignment(cell: Node) -> str:
    found = _ALIGN.search(f"{cell.attributes.get('class', '')} {cell.attributes.get('style', '')}")
    return (found[1] or found[2]) if found else cell.attributes.get("align", "") if cell.attributes.get("align") in _DASHES else ""


def _is_task(item: Node) -> str:
    """`done` or `open` for an entry of a task list, as our renderer writes it."""
    box = item.find("input") if "task-list-item" in item.classes else None
    return "" if box is None else "done" if "checked" in box.attributes else "open"


def _tight(blocks: list[str]) -> bool:
    """Can each block follow the one before on the next line?"""
    return all(block.startswith(("- ", "```", "> ", "#", "1. ")) for block in blocks[1:])


def _prefixed(blocks: list[str], prefix: str, empty: str) -> str:
    return "\n".join(f"{prefix}{line}" if line else empty for line in "\n\n".join(blocks).split("\n"))


def _fence(node: Node) -> str:
    """A block of code."""
    code = node.find("code")
    inside = code if code and code.text().strip() == node.text().strip() else node
    text = inside.text().replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if node.children and isinstance(first := node.children[0], str) and first.startswith("\n"):
        text = text.removeprefix("\n")  # which HTML drops
    ticks = "`" * max(3, *(len(run) + 1 for run in _TICKS.findall(text)), 3)
    named = _LANGUAGE.search(f"{inside.attributes.get('class', '')} {node.attributes.get('class', '')}")
    return f"{ticks}{named[1] if named else ''}\n{text}\n{ticks}"
