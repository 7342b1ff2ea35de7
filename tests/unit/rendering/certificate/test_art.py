"""Pictures on certificates: drawn as they are meant, or refused by name; nothing in them acts, and nothing outside is opened."""

import io
import struct
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image as Pillow

from cedu.model.certificate import Look

STYLE = """\
title: Own
fonts: {sans: {package: font_source_sans_pro, file: SourceSansPro-Regular.ttf, style: sans}}
"""
OWN = Look("own")
NAME = '  - {type: text, text: "{{ holder.name }}", left: 10, right: 10, top: 150, font: sans, size: 20, colour: "#000000"}\n'


def design(root: Path, *boxes: str) -> Path:
    """A design of the workspace's own, and the folder that it lies in."""
    folder = root / "templates" / "certificate" / "own"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "design.yaml").write_text(STYLE)
    (folder / "landscape.yaml").write_text("boxes:\n" + "".join(f"  - {{{box}}}\n" for box in boxes) + NAME)
    return folder


def colour(pdf: bytes, folder: Path, x: float, y: float) -> tuple[int, ...]:
    """The colour of a page at a place in millimetres from its top left."""
    (folder / "seen.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "25.4", "-png", "-singlefile", folder / "seen.pdf", folder / "seen"], check=True)
    return Pillow.open(folder / "seen.png").convert("RGB").getpixel((x, y))  # type: ignore[return-value]


def is_valid(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        assert not any(picture.get("/Interpolate", False) for picture in pictures(opened))


def pictures(pdf: pikepdf.Pdf) -> list[Any]:
    return [each for each in pdf.pages[0].Resources.XObject.values() if each.get("/Subtype") == "/Image"]


PLACE = "left: 100, width: 60, top: 50, height: 40"


@pytest.mark.parametrize(
    ("mode", "format"), [("RGB", "PNG"), ("RGBA", "PNG"), ("P", "PNG"), ("L", "PNG"), ("RGB", "JPEG"), ("CMYK", "JPEG")]
)
def test_pictures_of_every_kind_are_drawn(own: Any, tmp_path: Path, mode: str, format: str) -> None:
    folder = design(tmp_path, f'type: image, file: "seal.{format.lower()}", {PLACE}')
    Pillow.new("RGB", (30, 20), (200, 30, 30)).convert(mode).save(folder / f"seal.{format.lower()}", format)
    pdf = own.drawn(look=OWN).pdf
    is_valid(pdf)
    red, green, _ = colour(pdf, tmp_path, 130, 70)
    assert (red - green > 100) if mode != "L" else 50 < red < 120
    assert colour(pdf, tmp_path, 90, 70) == (255, 255, 255)


def test_the_logo_and_the_signature_are_the_workspace_s(own: Any, tmp_path: Path) -> None:
    Pillow.new("RGBA", (300, 80), (20, 42, 62, 128)).save(tmp_path / "logo.png")
    Pillow.new("RGB", (300, 80), (0, 0, 90)).save(tmp_path / "hand.png")
    pdf = own.drawn(logo="logo.png", signature="hand.png").pdf
    is_valid(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert ["/SMask" in each for each in pictures(opened)].count(True) == 1
    (tmp_path / "hand.png").write_bytes(b"no image")
    assert type(own)(tmp_path).tried(signature="hand.png") == "the picture `hand.png` can't be read: it is no PNG or JPEG"


def test_a_picture_lies_beside_the_design_or_is_the_workspace_s(own: Any, tmp_path: Path) -> None:
    folder = design(tmp_path, f'type: image, file: "{{{{ level.achievement }}}}", {PLACE}')
    Pillow.new("RGB", (30, 8)).save(folder / "seal.png")
    Pillow.new("RGB", (30, 8)).save(tmp_path / "outside.png")
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    assert own.drawn(look=OWN, achievement="seal.png").pdf == type(own)(tmp_path).drawn(look=OWN, achievement="seal.png").pdf
    for file in ("../../outside.png", str(tmp_path / "outside.png"), "link.png", "http://localhost/x.png", "data:image/png;base64,AA", "."):
        assert own.tried(look=OWN, achievement=file) == f"there is no picture `{file}` beside the certificate's design"
    (tmp_path / "logo.png").symlink_to("/etc/hostname")
    assert own.tried(logo="logo.png") == "there is no picture `logo.png` beside the certificate's design"


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 60 40">{}</svg>'
RED = (255, 0, 0)
WHITE = (255, 255, 255)


@pytest.mark.parametrize(
    ("body", "inside", "corner"),
    [
        ('<rect width="60" height="40" fill="red"/>', RED, RED),
        ('<circle cx="30" cy="20" r="15" style="fill:#f00"/>', RED, WHITE),
        ('<style>.a,.b{fill:#ff0000}</style><ellipse class="a" cx="30" cy="20" rx="25" ry="15"/>', RED, WHITE),
        ('<g transform="translate(30 20) rotate(45) scale(.5)" fill="red"><path d="M-20-20h40v40h-40z"/></g>', RED, WHITE),
        ('<polygon points="30,5 45,35 15,35" fill="rgb(255,0,0)"/>', RED, WHITE),
        ('<clipPath id="c"><circle cx="30" cy="20" r="10"/></clipPath><path clip-path="url(#c)" d="M0 0H60V40H0" fill="red"/>', RED, WHITE),
        ('<path d="M0 0H60V40H0ZM20 10V30H40V10Z" fill="red" fill-rule="evenodd"/>', WHITE, RED),
        ('<line x1="0" y1="20" x2="60" y2="20" stroke="red" stroke-width="8"/>', RED, WHITE),
        ('<rect width="60" height="40" fill="red" display="none"/><rect width="9" height="9" visibility="hidden"/>', WHITE, WHITE),
        ('<rect width="60" height="40" color="red" fill="currentColor"/>', RED, RED),
    ],
)  # fmt: skip
def test_drawings_are_drawn_as_they_are_meant(
    own: Any, tmp_path: Path, body: str, inside: tuple[int, ...], corner: tuple[int, ...]
) -> None:
    folder = design(tmp_path, f"type: image, file: a.svg, {PLACE}")
    (folder / "a.svg").write_text(SVG.format(body))
    pdf = own.drawn(look=OWN).pdf
    is_valid(pdf)
    assert colour(pdf, tmp_path, 130, 70) == inside
    assert colour(pdf, tmp_path, 102, 52) == corner


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<text>Ada</text>", "has letters"),
        ('<image href="http://localhost/a.png"/>', "has `image` in it"),
        ('<linearGradient id="g"/><rect width="9" height="9" fill="url(#g)"/>', "has `linearGradient` in it"),
        ('<defs><linearGradient id="g"/></defs><rect width="9" height="9" fill="url(#g)"/>', "has gradients"),
        ('<rect width="9" height="9" filter="url(#f)"/>', "has `filter`"),
        ('<g opacity=".5"><rect width="9" height="9"/><rect width="9" height="9"/></g>', "seen through"),
        ('<script>alert(1)</script>', "has `script` in it"),
        ('<use href="#a"/>', "has `use` in it"),
        ("<foreignObject/>", "has `foreignObject` in it"),
        ('<path d="M0 0 Q"/>', "a shape that can't be read"),
        ('<rect width="9" height="9" fill="nocolour"/>', "a shape that can't be read"),
        ('<rect width="9" height="9" clip-path="url(#x)"/>', "leads nowhere"),
        ("<g>" * 80 + "</g>" * 80, ""),
    ],
)  # fmt: skip
def test_what_a_drawing_has_that_we_cannot_draw_is_said(own: Any, tmp_path: Path, body: str, reason: str) -> None:
    folder = design(tmp_path, f"type: image, file: a.svg, {PLACE}")
    (folder / "a.svg").write_text(SVG.format(body))
    tried = own.tried(look=OWN)
    assert isinstance(tried, bytes) if not reason else (isinstance(tried, str) and reason in tried and "PDF" in tried), tried


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg",
        b"<html/>",
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg viewBox="0 0 9 9"><rect width="9" height="9" fill="&a;"/></svg>',
        b'<svg viewBox="0 0 0 0"/>',
    ],
)
def test_a_file_that_is_no_drawing_is_refused(own: Any, tmp_path: Path, content: bytes) -> None:
    folder = design(tmp_path, f"type: image, file: a.svg, {PLACE}")
    (folder / "a.svg").write_bytes(content)
    assert "a.svg" in str(own.tried(look=OWN))


def page(path: Path, **options: Any) -> None:
    """A page as design tools make one, with what such a page may have beside what is seen."""
    import font_source_sans_pro
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    file = Path(font_source_sans_pro.__path__[0]) / "files" / "SourceSansPro-Regular.ttf"
    pdfmetrics.registerFont(TTFont("Own", str(file)))
    canvas = Canvas(str(path), pagesize=(297 * 72 / 25.4, 210 * 72 / 25.4), initialFontName=options.get("font", "Own"))
    canvas.setFillColorRGB(1, 0, 0)
    if options.get("cmyk"):
        canvas.setFillColorCMYK(0, 1, 1, 0)
    canvas.rect(0, 0, 400, 600, stroke=0, fill=1)
    canvas.setFont(options.get("font", "Own"), 30)
    canvas.drawString(450, 300, "Background")
    canvas.linkURL("https://example.org/", (0, 0, 100, 100))
    canvas.acroForm.textfield(name="f", x=10, y=10)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(2)"))
        pdf.pages[0].PieceInfo = pikepdf.Dictionary(Tool=pikepdf.Dictionary(Private="secret"))
        if options.get("password"):
            pdf.save(path.with_name("locked.pdf"), encryption=pikepdf.Encryption(user="x", owner="y"))
        else:
            pdf.save(path)


def test_a_page_of_another_program_is_taken_with_its_fonts_and_nothing_that_acts(own: Any, tmp_path: Path) -> None:
    folder = design(tmp_path, "type: background, file: page.pdf")
    page(folder / "page.pdf")
    drawn = own.drawn(look=OWN)
    is_valid(drawn.pdf)
    assert drawn.holds("Background") and drawn.holds("Ada Lovelace")
    assert colour(drawn.pdf, tmp_path, 20, 100) == RED and colour(drawn.pdf, tmp_path, 280, 20) == WHITE
    for word in (b"JavaScript", b"alert", b"secret", b"AcroForm", b"PieceInfo", b"example.org/)"):
        assert word not in drawn.pdf
    listed = subprocess.run(["pdffonts", tmp_path / "seen.pdf"], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert listed and all(line.split()[-5] == "yes" for line in listed)
    assert own.drawn(look=OWN).pdf == type(own)(tmp_path).drawn(look=OWN).pdf


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"font": "Helvetica"}, "uses the font Helvetica, and does not hold it: save it with its fonts embedded"),
        ({"cmyk": True}, "colours for printing presses (CMYK)"),
    ],
)
def test_a_page_that_would_look_otherwise_elsewhere_is_refused(own: Any, tmp_path: Path, options: dict[str, Any], reason: str) -> None:
    folder = design(tmp_path, "type: background, file: page.pdf")
    page(folder / "page.pdf", **options)
    assert reason in str(own.tried(look=OWN))


def test_a_page_that_cannot_be_read_is_refused(own: Any, tmp_path: Path) -> None:
    folder = design(tmp_path, "type: background, file: locked.pdf")
    page(folder / "page.pdf", password=True)
    assert own.tried(look=OWN) == "the page `locked.pdf` can't be read: it is broken, or asks for a password"
    (folder / "locked.pdf").write_bytes(b"%PDF-1.7 or so")
    assert "can't be read" in str(type(own)(tmp_path).tried(look=OWN))


@pytest.mark.parametrize("box", ["type: image, file: seal.png", "type: rosette, radius: 20, petals: 9, stroke: '#ff0000', line_width: 3"])
def test_a_picture_may_be_for_some_awards_only(own: Any, tmp_path: Path, box: str) -> None:
    folder = design(tmp_path, box + f', {PLACE}, when: "{{{{ award.valid_until }}}}"')
    Pillow.new("RGB", (30, 20), (255, 0, 0)).save(folder / "seal.png")
    with_it, without = own.drawn(look=OWN), own.drawn(look=OWN, valid_until=None)
    is_valid(with_it.pdf)
    (tmp_path / "a").mkdir()
    seen = {colour(with_it.pdf, tmp_path, x, 70) for x in range(102, 158)}, {colour(without.pdf, tmp_path, x, 70) for x in range(102, 158)}
    assert any(red > 200 and green < 120 for red, green, _ in seen[0])
    assert seen[1] == {WHITE}


@pytest.mark.parametrize(
    ("resources", "content"),
    [
        ({"/XObject": {"/A": pikepdf.Dictionary()}}, b""),
        ({"/XObject": {"/A": 1}}, b""),
        ({"/XObject": [1]}, b""),
        ({"/Font": {"/A": pikepdf.Dictionary(DescendantFonts=pikepdf.Array())}}, b""),
        ({"/ColorSpace": {"/A": 1}}, b""),
        ({}, b"cs"),
    ],
)
def test_a_page_that_is_no_page_inside_is_refused(own: Any, tmp_path: Path, resources: dict[str, Any], content: bytes) -> None:
    folder = design(tmp_path, "type: background, file: page.pdf")
    with pikepdf.new() as pdf:
        shown = pdf.add_blank_page(page_size=(842, 595))
        shown.Resources = pikepdf.Dictionary(resources)
        shown.Contents = pikepdf.Stream(pdf, content)
        pdf.save(folder / "page.pdf")
    assert own.tried(look=OWN) == "the page `page.pdf` can't be read: it is broken, or asks for a password"


def test_a_picture_that_swells_is_refused(own: Any, tmp_path: Path) -> None:
    folder = design(tmp_path, f"type: image, file: a.png, {PLACE}")
    head = struct.pack(">IIBBBBB", 12_000, 11_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b""))
    parts = (struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks)
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    assert own.tried(look=OWN) == "the picture `a.png` has more than 60 million pixels"
