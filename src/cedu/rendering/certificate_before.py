"""A certificate as PDF: one page, the same bytes for the same award, and nothing on it that could not be drawn right."""

import io
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never
from unicodedata import normalize

from cedu.rendering.design import Box, Design, Image, QrCode, Rectangle, Rosette, Text
from cedu.rendering.fonts import Font, Fonts

if TYPE_CHECKING:
    from jinja2 import Environment

_MM = 72 / 25.4
_LEAST_SIZE = 6.0
_STEP = 0.5
# From one baseline to the next, and from the top of a text to its first baseline, in units of the font's size.
_LEADING = 1.2
_ASCENT = 0.78


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate says. `url` is the verification page's; without it the QR code holds the number alone."""

    name: str
    level: str
    certification: str
    achievement: str
    number: str
    awarded_on: date
    valid_until: date | None
    language: str
    organization: str
    issuer: str
    signatory: str = ""
    signatory_role: str = ""
    url: str = ""
    logo: str = ""


class _UndrawableError(Exception):
    """Something that can't be drawn, and why; it never leaves this module."""


class Printer:
    """Draws certificates to one design; `environment` is the workspace's, in which the design's texts are rendered."""

    def __init__(self, design: Design, environment: "Environment", languages: tuple[str, ...] = ("en",)) -> None:
        self._design = design
        # What is drawn is text, not HTML: `&` stays as it is.
        self._environment = environment.overlay(autoescape=False)
        self._languages = languages
        self._fonts = Fonts(design.fonts, design.folders)
        self._templates: dict[str, Any] = {}

    def draw(self, certificate: Certificate) -> bytes | str:
        """The PDF, or why it can't be drawn."""
        from reportlab.pdfgen.canvas import Canvas

        language, words = self._words(certificate.language)
        buffer = io.BytesIO()
        size = (self._design.width * _MM, self._design.height * _MM)
        first = next((font for name in self._design.fonts if (font := self._fonts.first(name))), None)
        if first is None:
            return "none of the design's fonts is installed"
        # A canvas starts with a font, and one of ours is embedded where Helvetica is not.
        canvas = Canvas(buffer, pagesize=size, pageCompression=1, invariant=1, lang=language, initialFontName=first.name)
        canvas.setTitle(f"{certificate.certification}: {certificate.level}")
        canvas.setAuthor(certificate.issuer)
        canvas.setSubject(certificate.number)
        canvas.setCreator("cedu")
        try:
            values = self._values(certificate, words)
            for box in self._design.boxes:
                if self._render(box.when, values):
                    self._box(canvas, box, values)
        except _UndrawableError as problem:
            return str(problem)
        canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def _words(self, language: str) -> tuple[str, Mapping[str, Any]]:
        """The words of a language, of its base language, or of the first that we have."""
        known = self._design.words
        for tag in (language, *self._languages, "en", *known):
            for candidate in (tag, tag.partition("-")[0]):
                if candidate in known:
                    return candidate, known[candidate]
        return "", {}

    def _values(self, certificate: Certificate, words: Mapping[str, Any]) -> dict[str, Any]:
        values = {key: normalize("NFC", value) if isinstance(value, str) else value for key, value in asdict(certificate).items()}
        values["words"] = words
        values["awarded_on"] = self._date(certificate.awarded_on, words)
        values["valid_until"] = self._date(certificate.valid_until, words)
        url = certificate.url.rstrip("/")
        values["link"] = f"{url}/{certificate.number}" if url else ""
        values["site"] = url.removeprefix("https://").removeprefix("http://")
        return values

    def _date(self, day: date | None, words: Mapping[str, Any]) -> str:
        if day is None:
            return ""
        values = {"day": day.day, "month": day.month, "year": day.year, "month_name": words["months"][day.month - 1]}
        return self._render(words["date"], values)

    def _render(self, template: str, values: Mapping[str, Any]) -> str:
        """A template's text, with white space collapsed."""
        from jinja2 import TemplateError

        from cedu.rendering.templates import TemplateProblem

        try:
            if template not in self._templates:
                self._templates[template] = self._environment.from_string(template)
            return " ".join(self._templates[template].render(values).split())
        except (TemplateError, TemplateProblem) as error:
            raise _UndrawableError(f"`{template}` in the certificate's design: {error}") from error

    def _box(self, canvas: Any, box: Box, values: Mapping[str, Any]) -> None:
        match box:
            case Rectangle():
                canvas.setFillColor(box.fill)
                bottom = self._up(box.y + box.height)
                canvas.roundRect(box.x * _MM, bottom, box.width * _MM, box.height * _MM, box.radius * _MM, stroke=0, fill=1)
            case Rosette():
                self._rosette(canvas, box)
            case Text():
                text = self._render(box.text, values)
                self._text(canvas, box, text.upper() if box.capitals else text)
            case Image():
                self._image(canvas, box, self._file(self._render(box.file, values), values["logo"]))
            case QrCode():
                self._qr(canvas, box, self._render(box.text, values))
            case _:
                assert_never(box)

    def _up(self, y: float) -> float:
        """From millimetres below the top of the page to points above its foot."""
        return (self._design.height - y) * _MM

    def _rosette(self, canvas: Any, box: Rosette) -> None:
        x, y, width, height = box.clip
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(x * _MM, self._up(y + height), width * _MM, height * _MM)
        canvas.clipPath(frame, stroke=0, fill=0)
        canvas.setStrokeColor(box.stroke)
        canvas.setLineWidth(box.line_width * _MM)
        canvas.translate(box.x * _MM, self._up(box.y))
        long, short = box.radius * _MM, box.radius * _MM * 0.42
        for _ in range(box.petals):
            canvas.rotate(180 / box.petals)
            canvas.ellipse(-long, -short, long, short)
        canvas.restoreState()

    def _text(self, canvas: Any, box: Text, text: str) -> None:
        if not text:
            return
        font = self._fonts.covering(box.font, text)
        if isinstance(font, str):
            raise _UndrawableError(font)
        size, lines = _fitted(text, font, box)
        leading = size * _LEADING
        spare = max(box.height * _MM - leading * len(lines), 0) / 2 if box.vertical == "middle" else 0
        canvas.setFillColor(box.colour)
        for row, line in enumerate(lines):
            width = _width(line, font, size, box.tracking)
            indent = {"left": 0.0, "centre": (box.width * _MM - width) / 2, "right": box.width * _MM - width}[box.align]
            start = canvas.beginText(box.x * _MM + indent, self._up(box.y) - spare - size * _ASCENT - row * leading)
            start.setFont(font.name, size)
            start.setCharSpace(box.tracking)
            start.textOut(line)
            canvas.drawText(start)

    def _file(self, written: str, logo: str) -> Path:
        """The image that a design names: nothing but the logo and what lies beside the design, and no address."""
        if written == logo:
            return Path(logo)
        for folder in self._design.folders:
            path = folder / written
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
        raise _UndrawableError(f"there is no image `{written}` beside the certificate's design")

    def _image(self, canvas: Any, box: Image, file: Path) -> None:
        from reportlab.lib.utils import ImageReader

        try:
            image = ImageReader(io.BytesIO(file.read_bytes()))
            wide, high = image.getSize()
        except Exception as error:  # whatever Pillow makes of a broken file
            raise _UndrawableError(f"the image `{file.name}` can't be read: it is no PNG or JPEG") from error
        scale = min(box.width * _MM / wide, box.height * _MM / high)
        canvas.drawImage(image, box.x * _MM, self._up(box.y) - high * scale, wide * scale, high * scale, mask="auto")

    def _qr(self, canvas: Any, box: QrCode, text: str) -> None:
        import segno

        rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
        side = box.width * _MM / len(rows)
        path = canvas.beginPath()
        for down, row in enumerate(rows):
            across = 0
            while across < len(row):
                run = 0
                while across + run < len(row) and row[across + run]:
                    run += 1
                if run:
                    path.rect(box.x * _MM + across * side, self._up(box.y) - (down + 1) * side, run * side, side)
                across += run or 1
        canvas.setFillColor(box.colour)
        canvas.drawPath(path, stroke=0, fill=1)


def _width(text: str, font: Font, size: float, tracking: float) -> float:
    """How wide a line is, in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, font.name, size)) + tracking * max(len(text) - 1, 0)


def _fitted(text: str, font: Font, box: Text) -> tuple[float, list[str]]:
    """The size, in points, and the lines that make `text` fit into its box; nothing is ever cut off."""
    least = box.least_size or box.size
    shrunk = [(size, 1) for size in _sizes(box.size, least)]
    wrapped = [(size, lines) for size in _sizes(box.size, least) for lines in range(2, box.lines + 1)]
    one_line_first = shrunk + wrapped if box.long == "shrink" else shrunk[:1] + wrapped + shrunk
    last_resort = [(size, max(box.lines, 1)) for size in _sizes(least, _LEAST_SIZE)]
    for size, most in (*one_line_first, *last_resort):
        lines = _wrapped(text, font, size, box)
        tall = len(lines) * size * _LEADING
        if lines and len(lines) <= most and (len(lines) == 1 or tall <= box.height * _MM):
            return size, lines
    raise _UndrawableError(f"`{text}` is too long for its place on the certificate")


def _sizes(most: float, least: float) -> list[float]:
    steps = int((most - least) / _STEP) + 1 if most >= least else 0
    return [most - step * _STEP for step in range(steps)]


def _wrapped(text: str, font: Font, size: float, box: Text) -> list[str]:
    """The lines of `text`, broken at spaces, or between characters where there are none; no lines where a word is too wide."""
    room = box.width * _MM
    words, glue = (text.split(" "), " ") if " " in text else (list(text), "")
    if not glue and text.isascii():
        words = [text]
    lines = [""]
    for word in words:
        longer = f"{lines[-1]}{glue}{word}" if lines[-1] else word
        if _width(longer, font, size, box.tracking) <= room:
            lines[-1] = longer
        elif lines[-1] and _width(word, font, size, box.tracking) <= room:
            lines.append(word)
        else:
            return []
    return lines
