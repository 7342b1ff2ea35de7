"""Certificates: what is on them, and that nothing on them is wrong, cut off or left out."""

import io
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from cedu.rendering.certificate_before import Certificate, Printer
from cedu.rendering.design import load
from cedu.rendering.templates import environment

CERTIFICATE = Certificate(
    name="Ada Lovelace",
    level="Associate",
    certification="Certified author",
    achievement="writes & ships a course",
    number="CEDU-2026-7K3M-9QXA4",
    awarded_on=date(2026, 3, 1),
    valid_until=date(2028, 3, 1),
    language="en",
    organization="Example <Learning>",
    issuer="Example Academy",
    signatory="Grace Example",
    signatory_role="Head of education",
    url="https://verify.example.org/c/",
)


@pytest.fixture(scope="module")
def printer() -> Printer:
    design, findings = load(Path("nowhere"))
    assert design, findings
    return Printer(design, environment(None))


def drawn(printer: Printer, certificate: Certificate) -> PdfReader:
    pdf = printer.draw(certificate)
    assert isinstance(pdf, bytes), pdf
    assert len(pdf) < 60_000
    return PdfReader(io.BytesIO(pdf))


def text(reader: PdfReader) -> str:
    return " ".join(reader.pages[0].extract_text().split())


def test_everything_that_it_says_can_be_read(printer: Printer) -> None:
    reader = drawn(printer, CERTIFICATE)
    (page,) = reader.pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [297, 210]
    found = text(reader)
    for said in (
        "CERTIFICATE",
        "Ada Lovelace",
        "Certified author · Associate",
        "writes & ships a course",
        "Example <Learning>",
        CERTIFICATE.number,
    ):
        assert said in found
    for said in ("1 March 2026", "1 March 2028", "Grace Example", "Head of education", "Verify at verify.example.org/c"):
        assert said in found
    assert reader.metadata and reader.metadata.author == "Example Academy"


def test_every_font_is_embedded(printer: Printer) -> None:
    fonts = drawn(printer, CERTIFICATE).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert {str(font.get_object()["/BaseFont"]).split("+")[1] for font in fonts.values()} == {
        "SourceSerifPro-Regular",
        "SourceSerifPro-Semibold",
        "SourceSansPro-Regular",
        "SourceSansPro-Semibold",
    }
    assert all("/FontFile2" in font.get_object()["/FontDescriptor"].get_object() for font in fonts.values())


def test_the_same_award_gives_the_same_bytes(printer: Printer) -> None:
    first = printer.draw(CERTIFICATE)
    printer.draw(replace(CERTIFICATE, name="Somebody Else Ω"))
    assert printer.draw(CERTIFICATE) == first


def test_a_run_may_last_for_hours(printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a template may spend is counted anew for each certificate."""
    first = printer.draw(CERTIFICATE)
    monkeypatch.setattr("cedu.rendering.sandbox.monotonic", lambda: time.monotonic() + 7200)
    assert printer.draw(CERTIFICATE) == first


@pytest.mark.parametrize(
    "name",
    [
        "Ngọc Đặng-Müller",
        "Łódź Žižekščák İğne Őrsi",
        "Александра Константиновна Ковалевская",
        "Υπατία η Αλεξανδρινή",
        "Zoe\u0308",
        "Maximiliana Philippina Wilhelmina Charlotte von und zu Hohenstein-Langenfeld-Oberammergau the Younger",
        "W" * 60,
        "X",
    ],
)
def test_a_name_is_whole_and_within_its_place(printer: Printer, name: str) -> None:
    from unicodedata import normalize

    reader = drawn(printer, replace(CERTIFICATE, name=name))
    composed = normalize("NFC", name)
    assert composed.replace(" ", "") in text(reader).replace(" ", "")
    ends = []

    def seen(part: str, _cm: object, matrix: list[float], font: object, size: float) -> None:
        if part.strip() and set(part.split()) & set(composed.split()):
            ends.append(matrix[4])

    reader.pages[0].extract_text(visitor_text=seen)
    assert all(start < 204 / 25.4 * 72 for start in ends)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("محمد", "has to be shaped"),
        ("שרה", "has to be shaped"),
        ("अदिति", "has to be shaped"),
        ("สมชาย ตั้ง", "has to be shaped"),
        ("Ada 😀", "no font here has `😀` (U+1F600)"),
        ("W" * 400, "too long"),
    ],
)
def test_what_cannot_be_drawn_right_is_refused(printer: Printer, name: str, reason: str) -> None:
    refusal = printer.draw(replace(CERTIFICATE, name=name))
    assert isinstance(refusal, str)
    assert reason in refusal


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "1. März 2026"),
        ("de-CH", "Gültig bis"),
        ("fr", "1er mars 2026"),
        ("es", "1 de marzo de 2026"),
        ("xx", "1 March 2026"),
        ("", "Awarded on"),
    ],
)
def test_dates_and_labels_are_in_the_learner_s_language(printer: Printer, language: str, said: str) -> None:
    assert said in text(drawn(printer, replace(CERTIFICATE, language=language)))


def test_what_is_not_there_leaves_no_trace(printer: Printer) -> None:
    found = text(drawn(printer, replace(CERTIFICATE, valid_until=None, url="", signatory="", signatory_role="")))
    assert "Valid until" not in found
    assert "Verify" not in found
    assert "Example Academy" in found


def test_a_logo_is_drawn_and_a_broken_one_refused(printer: Printer, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGBA", (300, 80), (20, 42, 62, 128)).save(tmp_path / "logo.png")
    page = drawn(printer, replace(CERTIFICATE, logo=str(tmp_path / "logo.png"))).pages[0]
    assert len(page.images) == 1
    (tmp_path / "logo.png").write_bytes(b"no image")
    assert printer.draw(replace(CERTIFICATE, logo=str(tmp_path / "logo.png"))) == "the image `logo.png` can't be read: it is no PNG or JPEG"


def own_design(root: Path, layout: str) -> Path:
    (root / "templates" / "certificate").mkdir(parents=True)
    (root / "templates" / "certificate" / "layout.yaml").write_text(layout, encoding="utf-8")
    return root


def test_a_workspace_s_own_design_is_drawn(tmp_path: Path) -> None:
    layout = """\
page: {width: 100, height: 50}
fonts: {sans: {package: font_source_sans_pro, file: SourceSansPro-Regular.ttf, style: sans}}
boxes:
  - {type: text, text: "{{ name | upper }} {{ 1 + 1 }}", x: 5, y: 5, width: 90, font: sans, size: 12, colour: "#000000"}
"""
    design, findings = load(own_design(tmp_path, layout))
    assert design, findings
    assert text(drawn(Printer(design, environment(tmp_path)), CERTIFICATE)) == "ADA LOVELACE 2"


def test_an_image_lies_beside_the_design_or_is_the_logo(tmp_path: Path) -> None:
    from PIL import Image

    layout = """\
page: {width: 100, height: 50}
fonts: {sans: {package: font_source_sans_pro, file: SourceSansPro-Regular.ttf, style: sans}}
boxes: [{type: image, file: "{{ achievement }}", x: 5, y: 5, width: 90, height: 20}]
"""
    design, findings = load(own_design(tmp_path, layout))
    assert design, findings
    printer = Printer(design, environment(tmp_path))
    Image.new("RGB", (30, 8)).save(tmp_path / "templates" / "certificate" / "seal.png")
    Image.new("RGB", (30, 8)).save(tmp_path / "outside.png")
    (tmp_path / "templates" / "certificate" / "link.png").symlink_to(tmp_path / "outside.png")
    seal = replace(CERTIFICATE, achievement="seal.png")
    assert len(drawn(printer, seal).pages[0].images) == 1
    assert printer.draw(seal) == printer.draw(seal)
    for file in ("../../outside.png", str(tmp_path / "outside.png"), "link.png", "http://localhost/x.png", "data:image/png;base64,AA", "."):
        refusal = printer.draw(replace(CERTIFICATE, achievement=file))
        assert refusal == f"there is no image `{file}` beside the certificate's design"


@pytest.mark.parametrize(
    ("font", "message"),
    [
        ("{package: evil.fonts, file: x.ttf, style: sans}", "`evil.fonts` is no name of a package of fonts"),
        ("{package: [evil], file: x.ttf, style: sans}", "`['evil']` is no name of a package of fonts"),
        ("{file: ../x.ttf, style: sans}", "`../x.ttf` lies outside of the package, or of the folder of the design"),
        ("{file: /x.ttf, style: sans}", "`/x.ttf` lies outside of the package, or of the folder of the design"),
    ],
)
def test_a_font_is_looked_for_where_fonts_may_lie_and_nothing_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, font: str, message: str
) -> None:
    """`find_spec("evil.fonts")` runs `evil`, which Python finds in a workspace where it is run as `python -m cedu`."""
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "__init__.py").write_text("raise SystemExit('it was run')")
    monkeypatch.syspath_prepend(tmp_path)
    design, findings = load(own_design(tmp_path, f"page: {{width: 9, height: 9}}\nfonts: {{sans: {font}}}\nboxes: []\n"))
    assert design is None
    assert [(finding.span.line, finding.message) for finding in findings] == [(2, message)]


def test_a_design_that_names_what_is_not_there_refuses(tmp_path: Path) -> None:
    layout = """\
page: {width: 100, height: 50}
fonts: {sans: {package: font_source_sans_pro, file: SourceSansPro-Regular.ttf, style: sans}}
boxes: [{type: text, text: "{{ nmae }}", x: 5, y: 5, width: 90, font: sans, size: 12, colour: "#000000"}]
"""
    design, _ = load(own_design(tmp_path, layout))
    assert design
    refusal = Printer(design, environment(tmp_path)).draw(CERTIFICATE)
    assert isinstance(refusal, str)
    assert "nmae" in refusal


def test_everything_wrong_with_a_design_is_found_at_its_line(tmp_path: Path) -> None:
    layout = """\
page: {width: 100}
fonts: {sans: {file: x.ttf}}
boxes:
  - {type: txt}
  - {type: rectangle, x: 0, y: 0, width: 1, hight: 1, fill: "#000000"}
  - {type: text, text: a, x: one, y: 0, width: 1, font: serif, size: 12, colour: red, align: middle}
"""
    design, findings = load(own_design(tmp_path, layout))
    assert design is None
    assert {(finding.span.line, finding.message) for finding in findings} == {
        (1, "the page needs a `height` in millimetres"),
        (2, "font `sans` needs a `file` and a `style`, serif or sans"),
        (4, "a box's `type` is one of rectangle, rosette, text, image, qr"),
        (5, "unknown key `hight`"),
        (5, "a box of type `rectangle` needs `height`"),
        (6, "`x` can't be `one`"),
        (6, "`align` can't be `middle`"),
        (6, "`colour` can't be `red`"),
    }
