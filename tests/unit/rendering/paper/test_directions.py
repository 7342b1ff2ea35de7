"""Paper that starts at the right, and texts that run both ways on it; beside a picture that a person has looked at."""

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from cedu.rendering import fonts
from cedu.rendering.paper import faces
from cedu.rendering.paper.boxes import Blank, Glyphs, Piece
from cedu.rendering.paper.faces import writing
from cedu.rendering.paper.lines import lines
from cedu.rendering.paper.maths import formula
from cedu.rendering.paper.pages import Sheet, printed
from cedu.rendering.paper.rows import Row, hung, room, said, text_rows
from cedu.rendering.paper.type import BODY, Style, pieces

APPROVED = Path(__file__).parent / "approved" / "right-to-left.png"


@pytest.fixture(autouse=True)
def known_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Noto's alone, whatever else is installed."""
    found = {name: path for name, path in fonts._system_fonts().items() if "truetype/noto/" in path.as_posix()}
    monkeypatch.setattr(fonts, "_system_fonts", lambda: found)
    faces._typesetter.cache_clear()
    faces._shaped.cache_clear()


def visual(found: list[Piece], width: float = 1000) -> list[str]:
    """The texts of the first line from the start of the paper."""
    return [box.text for _, box in lines(found, width)[0].placed if isinstance(box, Glyphs)]


def test_words_stand_in_the_order_in_which_they_are_read() -> None:
    with writing("ar"):
        assert visual(pieces("قبل cedu build بعد")) == ["قبل", "build", "cedu", "بعد"]
        assert visual(pieces("Run cedu build")) == ["build", "cedu", "Run"]
    with writing("en"):
        assert visual(pieces("Say قبل بعد (twice)")) == ["Say", "بعد", "قبل", "(twice)"]
        assert "".join(visual(pieces("plain text"))) == "plain text"


def test_a_formula_runs_from_left_to_right_and_a_number_keeps_its_digits() -> None:
    with writing("ar"):
        found = lines([*pieces("إذا "), *formula("x = 12", False), *pieces(" فإن 3.5")], 1000)[0]
        widths = [box.width for _, box in found.placed]
        alone = [box.width for _, box in lines(formula("x = 12", False), 1000)[0].placed]
        assert [box.text for _, box in found.placed if isinstance(box, Glyphs)] == ["إذا", "فإن", "3.5"]
    with writing("en"):
        assert alone == list(reversed([box.width for _, box in lines(formula("x = 12", False), 1000)[0].placed]))
    assert [width for width in widths if width in alone][:3] == alone


def test_a_page_in_arabic_looks_as_its_readers_write_it(update: bool) -> None:
    with writing("ar"):
        number = said("12", 20, Style(bold=True))[0]
        stem = text_rows([*pieces("ما هو الأمر `cedu validate` (مثل CE205) في الملف 3.5؟ "), *formula(r"x = \frac{1}{2}", False)], 300)
        rows: list[Row] = [*hung(stem, number, 26), room(6)]
        for letter, text in (("A)", "الأمر cedu build"), ("B)", "محمد (عبد الله)")):
            rows += hung(said(text, 300), said(letter, 20)[0], 26)
        rows += text_rows([*pieces("الاسم "), Blank(120)], 300, BODY)
        pdf = printed(Sheet(paper="a4", language="ar", title="x", author="y", head=("اختبار", "النموذج A")), [rows])
    command = ["pdftoppm", "-r", "72", "-gray", "-png", "-x", "200", "-y", "20", "-W", "360", "-H", "160", "-"]
    found = Image.open(io.BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout)).convert("L")
    if update:
        found.save(APPROVED, optimize=True)
    soft = [each.filter(ImageFilter.BoxBlur(1)) for each in (found, Image.open(APPROVED))]
    assert sum(ImageChops.difference(*soft).histogram()[72:]) <= 3
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert all(word in text for word in ("محمد", "الأمر", "الملف", "اختبار", "cedu", "CE205"))
