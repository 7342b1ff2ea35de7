"""Shaped text on a canvas of reportlab's: the fonts that it needs, and pages that start at the right."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cedu.rendering.embedding import embedded, operators
from cedu.rendering.fonts import Font
from cedu.rendering.paper.faces import UnprintableError
from cedu.rendering.shaping import Line, uses

# A canvas of reportlab's. Ours carries the fonts that it was drawn on with (`glyphs_drawn`), and whether its page is turned round
# (`is_mirrored`).
Canvas = Any

_Fonts = dict[Font, tuple[str, dict[int, str], dict[int, int]]]


def canvas_of(buffer: Any, size: tuple[float, float], language: str) -> Canvas:
    """An empty canvas."""
    from reportlab.pdfgen.canvas import Canvas as Drawn

    canvas = Drawn(buffer, pagesize=size, pageCompression=1, invariant=1, lang=language)
    # reportlab starts each page with a font of its own, which a PDF must not only name but hold.
    canvas._preamble = "1 0 0 1 0 0 cm"
    canvas.glyphs_drawn = {}
    canvas.is_mirrored = False
    return canvas


def mirror(canvas: Canvas, width: float) -> None:
    """Turn a page round, so that what starts at the left starts at the right."""
    canvas.transform(-1, 0, 0, 1, width, 0)
    canvas.is_mirrored = True


@contextmanager
def upright(canvas: Canvas, x: float, width: float) -> Iterator[None]:
    """What is drawn inside, between `x` and `x + width`, is not turned round with its page."""
    if not canvas.is_mirrored:
        yield
        return
    canvas.saveState()
    canvas.transform(-1, 0, 0, 1, 2 * x + width, 0)
    canvas.is_mirrored = False
    yield
    canvas.is_mirrored = True
    canvas.restoreState()


def show(canvas: Canvas, line: Line, size: float, x: float, y: float) -> None:
    """Draw a line of text with its base line at `y`."""
    fonts: _Fonts = canvas.glyphs_drawn
    for font, glyphs in uses([line]).items():
        _, texts, widths = fonts.setdefault(font, (f"T{len(fonts)}", {}, {}))
        for glyph, text in glyphs.items():
            texts[glyph] = texts.get(glyph) or text
            widths[glyph] = round(font.shaper.get_glyph_h_advance(glyph))
    shown = operators(line, size, fonts).decode()
    canvas._code.append(f"BT 1 0 0 1 {x:.4f} {y:.4f} Tm\n{shown} ET")


def save(canvas: Canvas) -> None:
    """Put the fonts that were drawn with into the document, and end it. Raises UnprintableError."""
    from reportlab.pdfbase.pdfdoc import PDFObject, PDFObjectReference

    class Written(PDFObject):  # type: ignore[misc]
        """An object that is written already."""

        __RefOnly__ = 1

        def __init__(self, body: bytes) -> None:
            self.body = body

        def format(self, _document: Any) -> bytes:
            return self.body

    document = canvas._doc
    listed = document.idToObject["BasicFonts"].dict
    for name in [*listed]:
        document.idToObject[name] = Written(b"null")
        del listed[name]
    for font, (name, texts, _) in canvas.glyphs_drawn.items():
        made = embedded(font, texts)
        if isinstance(made, str):
            raise UnprintableError(made)
        for number, body in enumerate(made.objects(document.objectcounter + 1)):
            document.Reference(Written(body), f"{name}.{number}")
        listed[name] = PDFObjectReference(f"{name}.0")
    canvas.save()
