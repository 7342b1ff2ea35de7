"""The template of a level's certificates in one language: all that is the same on them, drawn once, and the fonts of what is not."""

import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cedu.rendering.certificate import art, imports, strokes
from cedu.rendering.certificate.art import UndrawableError
from cedu.rendering.certificate.boxes import MM, Background, Guilloche, Image, Line, Place, QrCode, Rectangle, Rosette, Text
from cedu.rendering.certificate.contents import Face
from cedu.rendering.certificate.design import Design
from cedu.rendering.certificate.objects import HEADER, Imported, Objects, name, stream
from cedu.rendering.certificate.pieces import ENDS, Piece, pieces
from cedu.rendering.certificate.setting import Block, Setter, lines_of
from cedu.rendering.certificate.structure import output_intent, structure_tree
from cedu.rendering.certificate.texts import Texts
from cedu.rendering.embedding import Embedded, embedded, latin
from cedu.rendering.fonts import Font
from cedu.rendering.shaping import uses

_HELD = re.compile(rb"%held(\d+) ?\n?")
# Whatever a number, a date or an address is written with, so that those of all awards look alike.
_COMMON = "0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:/abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Template:
    """The first bytes of every certificate with the same face: `content`, and their SHA-256 in hexadecimal digits.

    The rest is what pages are drawn with: pieces that differ, fonts by name and what they hold, resources and entries of the
    cross-reference table as they stand in the file, `following` as the number of the first object of a page.
    """

    sha256: str
    content: bytes
    face: Face
    language: str
    page: tuple[float, float]
    differing: tuple[Piece, ...]
    snippets: Mapping[Piece, bytes]
    texts: Texts
    setter: Setter
    fonts: Mapping[Font, tuple[str, Embedded]]
    mark_font: str
    font_resources: str
    resources: str
    entries: bytes
    following: int
    structure: int
    intent: int
    pages: int
    static: int
    marks: int


class Drawer:
    """Draws one template."""

    def __init__(self, root: Path, face: Face, design: Design, texts: Texts, setter: Setter, language: str) -> None:
        self._root, self._face, self._design = root, face, design
        self._texts, self._setter, self._language = texts, setter, language
        self._pieces = pieces(design, texts)
        self._held: list[bytes] = []
        self._imported: list[art.Imported] = []

    def template(self) -> Template:
        """The template. Raises UndrawableError."""
        fixed_texts = (place for place, piece in enumerate(self._pieces) if not piece.differs and isinstance(piece.box, Text))
        blocks = {place: block(self._pieces[place], self._texts, self._setter) for place in fixed_texts}
        subsets = self._subsets(blocks.values())
        objects = Objects()
        fonts = {font: (f"F{index}", subset) for index, (font, subset) in enumerate(subsets.items())}
        font_resources = ""
        for font_name, subset in fonts.values():
            first = objects.following
            for body in subset.objects(first):
                objects.add(body)
            font_resources += f"/{font_name} {first} 0 R"
        (fixed, *others), resources = self._contents(self._drawn(blocks, fonts), objects)
        static = objects.add(stream(fixed))
        intent = output_intent(objects)
        pages = objects.reserve()
        structure = structure_tree(self._pieces, objects)
        objects.put(pages, f"<</Type/Pages/Kids[{objects.following} 0 R]/Count 1>>")
        written, entries = objects.written(len(HEADER))
        content = HEADER + written
        return Template(
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            face=self._face,
            language=self._language,
            page=(self._design.page[0] * MM, self._design.page[1] * MM),
            differing=tuple(piece for piece in self._pieces if piece.differs),
            snippets=dict(zip(filter(_is_occasional_art, self._pieces), others, strict=True)),
            texts=self._texts,
            setter=self._setter,
            fonts=fonts,
            mark_font=next(iter(self._design.fonts)),
            font_resources=font_resources,
            resources=resources,
            entries=entries,
            following=objects.following,
            structure=structure,
            intent=intent,
            pages=pages,
            static=static,
            marks=sum(piece.mark is not None for piece in self._pieces),
        )

    def _subsets(self, blocks: Iterable[Block]) -> dict[Font, Embedded]:
        """The fonts of what is fixed, and of what Latin names, numbers and dates need, each with all its glyphs."""
        wanted: dict[Font, dict[int, str]] = {}
        for font, glyphs in uses(lines_of(blocks)).items():
            wanted.setdefault(font, {}).update(glyphs)
        for piece in self._pieces:
            if piece.differs and isinstance(piece.box, Text):
                self._add_likely(piece.box, wanted)
        found = {}
        for font, glyphs in wanted.items():
            subset = embedded(font, dict(sorted(glyphs.items())))
            if isinstance(subset, str):
                raise UndrawableError(subset)
            found[font] = subset
        return found

    def _add_likely(self, box: Text, wanted: dict[Font, dict[int, str]]) -> None:
        """Add the glyphs that most awards need for a text."""
        sample = " ".join((_COMMON, self._texts.dates()))
        lines = self._setter.line(self._texts.capitals(sample) if box.capitals else sample, box)
        if isinstance(lines, str):
            raise UndrawableError(lines)
        for font, glyphs in uses([lines]).items():
            wanted.setdefault(font, {}).update(glyphs)
        if self._texts.names_holder(box.text):
            main = lines.runs[0].font
            wanted.setdefault(main, {}).update(latin(main))

    def _drawn(self, blocks: Mapping[int, Block], fonts: Mapping[Font, tuple[str, Embedded]]) -> bytes:
        """A PDF by reportlab: what is fixed on its first page, and then a page for each picture that only some awards have."""
        from reportlab.pdfgen.canvas import Canvas

        buffer = io.BytesIO()
        width, height = self._design.page
        canvas = Canvas(buffer, pagesize=(width * MM, height * MM), pageCompression=1, invariant=1)
        for place, piece in enumerate(self._pieces):
            if not piece.differs:
                canvas.addLiteral(piece.begins)
                self._draw(canvas, piece, f"A{place}", blocks[place].operators(fonts) if place in blocks else b"")
                canvas.addLiteral(ENDS)
        canvas.showPage()
        for place, piece in enumerate(self._pieces):
            if _is_occasional_art(piece):
                self._draw(canvas, piece, f"A{place}", b"")
                canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def _draw(self, canvas: Any, piece: Piece, form: str, text: bytes) -> None:
        box, place = piece.box, piece.place
        match box:
            case Text():
                self._hold(canvas, text)
            case Rectangle() | Line() | QrCode():
                self._hold(canvas, plain(box, place, self._texts.rendered(box.text) if isinstance(box, QrCode) else "").encode())
            case Rosette():
                art.rosette(canvas, box, place)
            case Guilloche():
                art.guilloche(canvas, box, place, form)
            case Image() | Background():
                found = art.picture(canvas, box, place, self._file(box.file), form, is_rtl=self._texts.is_rtl)
                self._imported += [found] if found else []

    def _hold(self, canvas: Any, operators: bytes) -> None:
        """Keep a place for operators: reportlab takes texts, and these are bytes."""
        canvas.addLiteral(f"%held{len(self._held)} ")
        self._held.append(operators)

    def _file(self, written: str) -> Path:
        """The picture that a design names: the logo, the signature, or what lies beside the design; nothing else, and no address."""
        written = self._texts.rendered(written)
        if written and written in (self._face.logo, self._face.signature):
            path = self._root / written
            if path.resolve().is_relative_to(self._root.resolve()):
                return path
        elif written and (found := self._design.file(written)):
            return found
        raise UndrawableError(f"there is no picture `{written}` beside the certificate's design")

    def _contents(self, drawn: bytes, objects: Objects) -> tuple[list[bytes], str]:
        """Take over what reportlab has drawn: each page's content, and the resources of all beside fonts."""
        import pikepdf

        found = {"XObject": {each.name: imports.add(each.pdf, each.file, objects) for each in self._imported}}
        found["ExtGState"] = {"Mark": objects.add("<</Type/ExtGState/ca 0.3/CA 0.3>>")}
        contents = []
        with pikepdf.open(io.BytesIO(drawn)) as pdf:
            copied = Imported(objects)
            for page in pdf.pages:
                # What reportlab begins a page with names a font that is not embedded, and shows nothing with it.
                content = page.Contents.read_bytes().split(b"ET\n", 1)[1]
                contents.append(_HELD.sub(lambda match: self._held[int(match[1])], content))
                for group, names in found.items():
                    for key, value in sorted(page.Resources.get(f"/{group}", {}).items()):
                        if group == "XObject" and "/Resources" in value:
                            del value["/Resources"]  # a font that nothing is written with
                        names[key[1:]] = copied.add(value)
        groups = (
            f"/{group}<<" + "".join(f"{name(key)} {value} 0 R" for key, value in names.items()) + ">>" for group, names in found.items()
        )
        return contents, "".join(groups)


def _is_occasional_art(piece: Piece) -> bool:
    return piece.differs and isinstance(piece.box, Rosette | Guilloche | Image | Background)


def plain(box: Rectangle | Line | QrCode, place: Place, text: str) -> str:
    """What draws a simple box. Raises UndrawableError."""
    match box:
        case Rectangle():
            return strokes.rectangle(box, place)
        case Line():
            return strokes.line(box, place)
        case QrCode():
            try:
                return strokes.qr(box, place, text)
            except ValueError as error:
                raise UndrawableError(f"`{text[:60]}` is too long for a QR code") from error


def block(piece: Piece, texts: Texts, setter: Setter, values: Mapping[str, Any] | None = None) -> Block:
    """The text of a piece, set; `values` are those of an award where it differs. Raises UndrawableError."""
    box = piece.box
    if not isinstance(box, Text):
        raise TypeError("only texts are set")
    text = texts.rendered(box.text, values)
    found = setter.block(texts.capitals(text) if box.capitals else text, box, piece.place)
    if isinstance(found, str):
        raise UndrawableError(found)
    return found
