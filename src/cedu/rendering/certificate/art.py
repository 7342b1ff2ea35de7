"""What is drawn once for a level and a language: rosettes, guilloches, pictures and backgrounds, on reportlab's canvas."""

import io
import warnings
from collections.abc import Callable
from math import pi, sin
from pathlib import Path
from typing import Any, NamedTuple

from cedu.rendering.certificate import svg
from cedu.rendering.certificate.boxes import MM, Background, Guilloche, Image, Place, Rosette

# How many pieces a wave is drawn of, and the most that a file may hold: beyond it, a certificate can't be sent by mail.
_PIECES = 24
_MOST_BYTES = 10_000_000
_MOST_PIXELS = 60_000_000


class UndrawableError(Exception):
    """Something that can't be drawn, and why."""


class Imported(NamedTuple):
    """A page of another PDF: the name of its form among the resources, its file's name, and its bytes."""

    name: str
    file: str
    pdf: bytes


def rosette(canvas: Any, box: Rosette, place: Place) -> None:
    """Ellipses turned round a centre, cut off where the place ends."""
    canvas.saveState()
    _clip(canvas, place)
    canvas.setStrokeColor(box.stroke)
    canvas.setLineWidth(box.line_width * MM)
    canvas.translate(place.x + place.width / 2 + box.across * MM, place.y + place.height / 2 - box.down * MM)
    long, short = box.radius * MM, box.radius * MM * box.slimness
    for _ in range(box.petals):
        canvas.rotate(180 / box.petals)
        canvas.ellipse(-long, -short, long, short)
    canvas.restoreState()


def _clip(canvas: Any, place: Place) -> None:
    frame = canvas.beginPath()
    frame.rect(*place)
    canvas.clipPath(frame, stroke=0, fill=0)


def guilloche(canvas: Any, box: Guilloche, place: Place, name: str) -> None:
    """Four sides of interwoven waves, each made of the same piece, a wavelength long; `name` is its own among forms."""
    depth, wave = box.depth * MM, box.wavelength * MM
    canvas.saveState()
    canvas.setStrokeColor(box.stroke)
    canvas.setLineWidth(box.line_width * MM)
    canvas.setLineCap(1)
    sides = [(place.width - 2 * depth, name + "L"), (place.height - 2 * depth, name + "U")]
    pieces = []
    for long, form in sides:
        count = max(round(long / wave), 1)
        canvas.beginForm(form, 0, 0, long / count, depth)
        _waves(canvas, box.strands, long / count, depth)
        canvas.endForm()
        pieces.append((count, long / count, form))
    # Each side from its first corner, turned with the frame.
    corners = [(place.x + depth, place.y, 0), (place.x + place.width, place.y + depth, 90)]
    corners += [(place.x + place.width - depth, place.y + place.height, 180), (place.x, place.y + place.height - depth, 270)]
    for side, (x, y, turn) in enumerate(corners):
        count, long, form = pieces[side % 2]
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turn)
        for _ in range(count):
            canvas.doForm(form)
            canvas.translate(long, 0)
        canvas.restoreState()
    canvas.restoreState()


def _waves(canvas: Any, strands: int, long: float, depth: float) -> None:
    """A wavelength of waves that follow one another and grow and shrink: two families that cross."""
    for strand in range(strands):
        phase = 2 * pi * strand / strands
        for way in (1, -1):
            path = canvas.beginPath()
            for piece in range(_PIECES + 1):
                along = 2 * pi * piece / _PIECES
                swell = 0.62 + 0.38 * sin(2 * along + phase * way)
                point = (long * piece / _PIECES, depth / 2 * (1 + 0.97 * swell * sin(way * along + phase)))
                (path.lineTo if piece else path.moveTo)(*point)
            canvas.drawPath(path, stroke=1, fill=0)


def picture(canvas: Any, box: Image | Background, place: Place, file: Path, name: str, *, is_rtl: bool) -> Imported | None:
    """A picture in its place. A PDF is only placed, as the form `name`, and given back."""
    if not file.is_file() or file.stat().st_size > _MOST_BYTES:
        raise UndrawableError(f"the picture `{file.name}` is larger than {_MOST_BYTES // 1_000_000} megabytes, or is no file")
    content = file.read_bytes()
    size, draw = _drawn(content, file, name)
    fitted = _fitted(box, place, size, is_rtl=is_rtl)
    canvas.saveState()
    if box.fit == "cover":
        _clip(canvas, place)
    canvas.translate(fitted.x, fitted.y)
    canvas.scale(fitted.width / size[0], fitted.height / size[1])
    try:
        draw(canvas)
    except (ValueError, LookupError, TypeError, ArithmeticError) as error:
        raise UndrawableError(f"the drawing `{file.name}` has a shape that can't be read: save it as PDF, or as PNG") from error
    canvas.restoreState()
    return Imported(name, file.name, content) if file.suffix.lower() == ".pdf" else None


def _drawn(content: bytes, file: Path, name: str) -> tuple[tuple[float, float], Callable[[Any], None]]:
    """How large a picture is, in its own units, and what draws it so large."""
    kind = file.suffix.lower()
    if kind == ".pdf":
        return _pdf_size(content, file.name), lambda canvas: canvas.addLiteral(f"/{name} Do")
    if kind == ".svg":
        drawing = svg.read(content)
        if isinstance(drawing, str):
            raise UndrawableError(f"the drawing `{file.name}` {drawing}: save it as PDF, or as PNG")
        return drawing.size, drawing.draw
    raster = _raster(content, file.name)
    width, height = raster.getSize()
    return (width, height), lambda canvas: canvas.drawImage(raster, 0, 0, width, height, mask="auto")


def _raster(content: bytes, name: str) -> Any:
    """A PNG or a JPEG, as reportlab reads it, in the colours of screens."""
    from PIL import Image as Pillow
    from reportlab.lib.utils import ImageReader

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)  # the limit here is lower
            image = Pillow.open(io.BytesIO(content), formats=("PNG", "JPEG"))
        if image.width * image.height > _MOST_PIXELS:
            raise UndrawableError(f"the picture `{name}` has more than {_MOST_PIXELS // 1_000_000} million pixels")
        if image.format == "JPEG" and image.mode == "CMYK":
            return ImageReader(image.convert("RGB"))
        image.load()
        return ImageReader(io.BytesIO(content))
    except UndrawableError:
        raise
    except Exception as error:  # whatever Pillow makes of a broken file
        raise UndrawableError(f"the picture `{name}` can't be read: it is no PNG or JPEG") from error


def _pdf_size(content: bytes, name: str) -> tuple[float, float]:
    """The width and height in points of the first page of a PDF."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            left, low, right, high = (float(each) for each in pdf.pages[0].trimbox)
            turned = int(pdf.pages[0].obj.get("/Rotate", 0)) % 180
    except (pikepdf.PdfError, pikepdf.PasswordError, IndexError, ValueError) as error:
        raise UndrawableError(f"the page `{name}` can't be read: it is broken, or asks for a password") from error
    size = (abs(right - left), abs(high - low))
    return size[::-1] if turned else size


def _fitted(box: Image | Background, place: Place, size: tuple[float, float], *, is_rtl: bool) -> Place:
    """Where all of a picture of this size lies."""
    across, up = place.width / size[0], place.height / size[1]
    if box.fit == "stretch":
        return place
    scale = max(across, up) if box.fit == "cover" else min(across, up)
    width, height = size[0] * scale, size[1] * scale
    align, vertical = (box.align, box.vertical) if isinstance(box, Image) and box.fit == "contain" else ("centre", "middle")
    beside, below = place.width - width, place.height - height
    shift = {"start": 0.0, "centre": beside / 2, "end": beside}[align]
    shift = beside - shift if is_rtl else shift
    return Place(place.x + shift, place.y + {"top": below, "middle": below / 2, "bottom": 0.0}[vertical], width, height)
