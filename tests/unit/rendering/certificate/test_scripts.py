"""Names in nine scripts, and mixed ones: certificates as pictures beside pictures that a person has looked at.

`pytest --update` writes the pictures anew: then look at each. A letter that is not joined, or in the wrong place, is what must not happen.
"""

import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import font_source_serif_pro
import pytest
from PIL import Image, ImageChops, ImageFilter

from cedu.model.certificate import Look
from cedu.rendering import fonts

APPROVED = Path(__file__).parent / "approved"
NAMES = {
    "latin": ("Ngọc Đặng-Müller, Łódź İğne x\u0323\u0302y", "vi"),
    "cyrillic": ("Щерба Йович Ґалаґан", "uk"),
    "greek": ("Υπατία Ἀλεξανδρὶς ΐ", "el"),
    "japanese": ("渡邊 ぱんだ ガッツ 直", "ja"),
    "chinese": ("王小明 欧阳直骨", "zh-Hans"),
    "korean": ("김민준 뷁쀍 \u1112\u1161\u11ab", "ko"),
    "arabic": ("محمد عبد الله اللآلئ بْنُ", "ar"),
    "persian": ("می\u200cخواهم گچ پژ", "fa"),
    "hebrew": ("משה כֹּהֵן (בן־דוד)", "he"),
    "devanagari": ("क्षत्रिय र्कीर्ति श्री ज्ञान", "hi"),
    "thai": ("สมชาย น้ำปั้น กตัญญู ฎุ", "th"),
    "mixed-in-arabic": ("محمد Smith (3) 山田", "ar"),
    "mixed-in-english": ("Ana (משה) 12-3 محمد", "en"),
}
DESIGN = """\
title: For looking at names
fonts:
  name: {package: font_source_serif_pro, file: SourceSerifPro-Regular.ttf, style: serif}
colours: {ink: "#000000"}
"""
PAGE = """\
boxes:
  - {type: text, text: "{{ holder.name }}", left: 10, right: 10, top: 10, height: 22, font: name, size: 30, colour: ink, vertical: middle}
"""
# The top of the page, where the name is, in dots.
DOTS, CROP = 72, ("-x", "0", "-y", "20", "-W", "595", "-H", "80")
# What says which way a text runs or is not seen, and the points of Hebrew.
UNSEEN = re.compile("[\u200c\u202a-\u202c\u0591-\u05bd]")
# Where the fonts of these pictures lie, whatever else is installed (`tests/e2e/install-system-packages.sh`).
FOLDERS = ("truetype/noto/", "truetype/nanum/", "truetype/droid/", "opentype/ipafont-mincho/")


@pytest.fixture
def named(own: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Draws a certificate that says no more than a name."""
    found = {name: path for name, path in fonts._system_fonts().items() if any(each in path.as_posix() for each in FOLDERS)}
    monkeypatch.setattr(fonts, "_system_fonts", lambda: found)
    folder = tmp_path / "templates" / "certificate" / "plain"
    folder.mkdir(parents=True)
    (folder / "design.yaml").write_text(DESIGN, encoding="utf-8")
    (folder / "portrait.yaml").write_text(PAGE, encoding="utf-8")

    def drawn(name: str, language: str) -> bytes:
        made = own.tried(name=name, language=language, look=Look("plain", "a4", "portrait"))
        assert isinstance(made, bytes), made
        return made

    return drawn


def picture(pdf: bytes) -> Image.Image:
    command = ["pdftoppm", "-r", str(DOTS), "-gray", "-png", *CROP, "-"]
    return Image.open(io.BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout)).convert("L")


def differs(one: Image.Image, other: Image.Image) -> int:
    """How many dots differ by more than the smoothing of edges: a missing dot of a letter is more than ten."""
    soft = [each.filter(ImageFilter.BoxBlur(1)) for each in (one, other)]
    return sum(ImageChops.difference(*soft).histogram()[72:])


@pytest.mark.parametrize("script", NAMES)
def test_a_name_looks_as_its_readers_write_it(named: Any, update: bool, script: str) -> None:
    found = picture(named(*NAMES[script]))
    path = APPROVED / f"{script}.png"
    if update:
        found.save(path, optimize=True)
    approved = Image.open(path)
    assert found.size == approved.size
    assert differs(found, approved) <= 3


@pytest.mark.parametrize(
    ("right", "wrong", "language"),
    [("بنت", "نبت", "ar"), ("हिन्दी", "हिनदी", "hi"), ("น้ำ", "นำ", "th"), ("ガ", "カ", "ja"), ("ø", "o", "da"), ("김", "긲", "ko")],
)
def test_a_dot_makes_another_picture(named: Any, right: str, wrong: str, language: str) -> None:
    assert differs(picture(named(right, language)), picture(named(wrong, language))) > 3


@pytest.mark.parametrize("script", [script for script in NAMES if not script.startswith("mixed")])
def test_a_name_can_be_copied_out_of_the_page(named: Any, script: str) -> None:
    """Letter for letter, in the order in which it is read; but for Hebrew's points, which poppler sorts by where they stand."""
    name, language = NAMES[script]
    found = subprocess.run(["pdftotext", "-", "-"], input=named(name, language), capture_output=True, check=True).stdout.decode()
    words = UNSEEN.sub("", found).split()
    assert [word for word in UNSEEN.sub("", unicodedata.normalize("NFC", name)).split() if word not in words] == []


def test_a_font_of_the_workspace_is_used_and_a_broken_one_refused(press: Any, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "certificate" / "plain"
    folder.mkdir(parents=True)
    (folder / "design.yaml").write_text(DESIGN.replace("package: font_source_serif_pro, file: SourceSerifPro-Regular.ttf", "file: a.ttf"))
    (folder / "portrait.yaml").write_text(PAGE, encoding="utf-8")
    look = Look("plain", "a4", "portrait")

    def tried() -> bytes | str:
        fonts._beside.cache_clear()
        return type(press)(tmp_path).tried(look=look)  # type: ignore[no-any-return]

    assert str(tried()) == "templates/certificate/plain/design.yaml:3: there is no font `a.ttf` beside the design"
    (folder / "a.ttf").write_bytes(b"\0\1\0\0\xff\xff" + bytes(600))
    assert "the font `a.ttf` is broken" in str(tried())
    (tmp_path / "templates" / "certificate" / "fonts").mkdir()
    (folder / "a.ttf").rename(folder / "broken.ttf")
    shutil.copy(next(iter(font_source_serif_pro.__path__)) + "/files/SourceSerifPro-Black.ttf", folder.parent / "fonts" / "a.ttf")
    assert "SourceSerifPro-Black" in str(tried())
