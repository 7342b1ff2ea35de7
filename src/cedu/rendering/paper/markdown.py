"""Markdown on paper: the same text that a page shows, as rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cedu.model.marks import marks
from cedu.rendering.paper.boxes import GREY, LINE, Piece, Space, Turn, stroke
from cedu.rendering.paper.canvases import Canvas
from cedu.rendering.paper.faces import UnprintableError, writing
from cedu.rendering.paper.maths import formula
from cedu.rendering.paper.pictures import Pictures
from cedu.rendering.paper.rows import (
    Row,
    barred,
    behind,
    box_row,
    cells,
    hung,
    room,
    ruled,
    said,
    shifted,
    text_rows,
    tinted,
    together,
    unturned,
)
from cedu.rendering.paper.type import BODY, Style, pieces
from cedu.rendering.syntax import parser
from cedu.source.markdown import is_outside

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_INDENT = 15
_TALLEST = 300
_LEAST_COLUMN = 24
_ON_A_LINE = 60
# What stands in a text instead of a mark: the pieces for its name, or None where it is no mark of ours.
Fill = Callable[[str], list[Piece] | None]


def _nothing(_name: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets the Markdown of one file: pictures are looked for from there, and marks filled in."""

    pictures: Pictures
    fill: Fill = _nothing

    def rows(self, text: str, width: float, style: Style = BODY) -> list[Row]:
        """Blocks below one another. Raises UnprintableError."""
        from markdown_it.tree import SyntaxTreeNode

        return self._blocks(SyntaxTreeNode(parser().parse(text)).children, width, style)

    def _blocks(self, nodes: Sequence["SyntaxTreeNode"], width: float, style: Style, *, tight: bool = False) -> list[Row]:
        found: list[Row] = []
        for node in nodes:
            rows = self._block(node, width, style)
            if rows and found:
                found.append(room(style.size * (0.2 if tight else 0.55), stays=found[-1].stays))
            found += rows
        return found

    def _block(self, node: "SyntaxTreeNode", width: float, style: Style) -> list[Row]:
        match node.type:
            case "paragraph" | "dt":
                return self._paragraph(node, width, replace(style, bold=True) if node.type == "dt" else style)
            case "heading":
                large = replace(style, size=style.size + max(4 - int(node.tag[1]), 0), bold=True)
                return together([*self._paragraph(node, width, large), room(1)])[:-1]
            case "inline" | "admonition_title":
                children = node.children or []
                shown = replace(style, bold=True) if node.type == "admonition_title" else style
                return text_rows(self._line(children[0] if node.type != "inline" and children else node, shown), width, shown)
            case "bullet_list" | "ordered_list":
                return self._list(node, width, style)
            case "blockquote" | "dd":
                return barred(self._blocks(node.children, width - 11, style))
            case "admonition":
                return tinted(self._blocks(node.children, width - 14, style, tight=True), width)
            case "fence" | "code_block":
                return self._code(node.content, width, style)
            case "math_block":
                return text_rows(formula(node.content, True, style), width, style, "centre")
            case "table":
                return self._table(node, width, style)
            case "hr":
                return [room(3), ruled(width), room(3)]
            case "footnote":
                number = str(int(node.meta["id"]) + 1)
                small = replace(style, size=style.size - 1.5)
                return hung(self._blocks(node.children, width - _INDENT, small), _mark(number, small), _INDENT)
            case "footnote_anchor" | "html_block":
                return []
            case _:
                return self._blocks(node.children, width, style, tight=node.type == "dl")

    def _paragraph(self, node: "SyntaxTreeNode", width: float, style: Style) -> list[Row]:
        inner = node.children[0].children if node.children else []
        if len(inner) == 1 and inner[0].type == "image":
            return self._figure(inner[0], width, style)
        if len(inner) == 1 and inner[0].type == "math_display":
            return text_rows(formula(inner[0].content, True, style), width, style, "centre")
        return text_rows(self._line(node.children[0], style), width, style) if node.children else []

    def _figure(self, node: "SyntaxTreeNode", width: float, style: Style) -> list[Row]:
        picture = self.pictures.fitted(str(node.attrs.get("src", "")), width, _TALLEST)
        small = replace(style, size=style.size - 1, colour=GREY)
        if picture is None:
            return tinted(text_rows(pieces(f"[{node.content}]", small), width - 14, small), width)
        title = str(node.attrs.get("title", ""))
        caption = text_rows(pieces(title, small), width, small) if title else []
        return together([box_row(picture, above=2, below=2), *caption])

    def _list(self, node: "SyntaxTreeNode", width: float, style: Style) -> list[Row]:
        found: list[Row] = []
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
        for number, item in enumerate(node.children):
            rows = self._blocks(item.children, width - _INDENT, style, tight=True)
            mark = f"{start + number}." if node.type == "ordered_list" else "•"
            found += [*([room(style.size * 0.2)] if found else []), *hung(rows, _mark(mark, style), _INDENT)]
        return found

    def _code(self, code: str, width: float, style: Style) -> list[Row]:
        """Code, which runs from left to right in any language."""
        with writing("en"):
            rows = self._code_rows(code, width - 14, replace(style, code=True, leading=1.25))
        return tinted(unturned(rows, width - 14), width)

    def _code_rows(self, code: str, width: float, mono: Style) -> list[Row]:
        found: list[Row] = []
        for line in code.rstrip("\n").expandtabs(4).split("\n"):
            indent = natural(pieces(line[: len(line) - len(line.lstrip(" "))], mono))
            rows = text_rows(self._filled(line.strip(), mono), width - indent, mono)
            found += shifted(rows, indent) or [Row(mono.size * mono.leading, _nothing_seen)]
        return found

    def _table(self, node: "SyntaxTreeNode", width: float, style: Style) -> list[Row]:
        lines = [(line, part.type == "thead") for part in node.children for line in part.children]
        columns = max((len(line.children) for line, _ in lines), default=0)
        if not columns:
            return []
        small = replace(style, size=style.size - 0.5)
        wide = [1.0] * columns
        for line, _ in lines:
            for number, cell in enumerate(line.children):
                wide[number] = max(wide[number], min(natural(self._line_of(cell, replace(small, bold=True))), width))
        if width < _LEAST_COLUMN * columns:
            raise UnprintableError(f"a table with {columns} columns is wider than a page")
        widths = _shared_out(wide, width - 12 * columns)
        found: list[Row] = []
        for line, is_head in lines:
            x, columns_ = 0.0, []
            for cell, room_for in zip(line.children, widths, strict=False):
                align = {"text-align:center": "centre", "text-align:right": "right"}.get(str(cell.attrs.get("style", "")), "left")
                shown = replace(small, bold=True) if is_head else small
                columns_.append((x + 6, [room(3), *text_rows(self._line_of(cell, shown), room_for + 0.5, shown, align), room(3)]))
                x += room_for + 12
            row = cells(columns_)
            found += behind([replace(row, stays=is_head)], _under(x, 0.9 if is_head else 0.4))
        return found

    def _line_of(self, cell: "SyntaxTreeNode", style: Style) -> list[Piece]:
        return self._line(cell.children[0], style) if cell.children else []

    def _line(self, node: "SyntaxTreeNode", style: Style) -> list[Piece]:
        """The pieces of what stands on a line."""
        found: list[Piece] = []
        for child in node.children:
            found += self._inline(child, style)
        return found

    def _inline(self, node: "SyntaxTreeNode", style: Style) -> list[Piece]:
        match node.type:
            case "text":
                return self._filled(node.content, style)
            case "softbreak":
                return pieces(" ", style)
            case "hardbreak":
                return [Turn()]
            case "code_inline":
                return self._filled(node.content, replace(style, code=True), inline_code=True)
            case "math_inline" | "math_display":
                return formula(node.content, node.type == "math_display", style)
            case "strong":
                return self._line(node, replace(style, bold=True))
            case "em":
                return self._line(node, replace(style, italic=True))
            case "s":
                return self._line(node, replace(style, struck=True))
            case "link":
                address = str(node.attrs.get("href", ""))
                shown = self._line(node, style)
                if not is_outside(address) or address == _words(node):
                    return shown
                return [*shown, *pieces(" ", style), *pieces(f"({address.removeprefix('mailto:')})", replace(style, colour=GREY))]
            case "image":
                picture = self.pictures.fitted(str(node.attrs.get("src", "")), 240, _ON_A_LINE)
                return [picture] if picture else pieces(f"[{node.content}]", replace(style, colour=GREY))
            case "footnote_ref":
                return pieces(str(int(node.meta["id"]) + 1), replace(style, size=style.size * 0.7, rise=style.size * 0.32))
            case "html_inline":
                return pieces("☐", style) if "checkbox" in node.content else []
            case _:
                return self._line(node, style)

    def _filled(self, text: str, style: Style, *, inline_code: bool = False) -> list[Piece]:
        found: list[Piece] = []
        done = 0
        for mark in marks(text):
            if (put := self.fill(mark.name)) is not None:
                found += [*pieces(text[done : mark.start], style, inline_code=inline_code), *put]
                done = mark.start + len(mark.name) + 4
        return [*found, *pieces(text[done:], style, inline_code=inline_code)]


def _words(node: "SyntaxTreeNode") -> str:
    return "".join(_words(child) for child in node.children) if node.children else node.content


def natural(found: Sequence[Piece]) -> float:
    """How wide pieces are on one line."""
    return sum(piece.width for piece in found if not isinstance(piece, tuple) or isinstance(piece, Space))


def _shared_out(wanted: Sequence[float], width: float) -> list[float]:
    """How wide each column gets: what it wants, and of what is too little, those that want most the same."""
    found = list(wanted)
    left, open_ = width, sorted(range(len(wanted)), key=lambda number: wanted[number])
    while open_:
        number = open_.pop(0)
        found[number] = min(wanted[number], left / (len(open_) + 1))
        left -= found[number]
    return found


def _mark(text: str, style: Style) -> Row:
    """The number or the bullet of an entry of a list."""
    return said(text, 60, style)[0]


def _nothing_seen(_canvas: Canvas, _x: float, _top: float) -> None:
    """Nothing to see."""


def _under(width: float, thick: float) -> Callable[[Canvas, float, float, float], None]:
    """A line below a row."""

    def paint(canvas: Canvas, x: float, top: float, height: float) -> None:
        stroke(canvas, LINE, thick)
        canvas.line(x, top - height + 0.5, x + width, top - height + 0.5)

    return paint
