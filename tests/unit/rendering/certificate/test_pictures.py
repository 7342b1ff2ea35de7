"""Three designs in four formats, beside pictures that a person has looked at.

`pytest --update` writes the pictures anew: then look at each, in all of its formats.
"""

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFilter

from cedu.model.certificate import Look, designs

APPROVED = Path(__file__).parent / "approved" / "designs"
FORMATS = [(paper, way) for paper in ("a4", "letter") for way in ("landscape", "portrait")]


def picture(pdf: bytes) -> Image.Image:
    command = ["pdftoppm", "-r", "40", "-png", "-singlefile", "-"]
    return Image.open(io.BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout)).convert("RGB")


def differs(one: Image.Image, other: Image.Image) -> int:
    """How many dots differ by more than the smoothing of edges."""
    soft = [each.filter(ImageFilter.BoxBlur(1)) for each in (one, other)]
    return sum(ImageChops.difference(*soft).convert("L").histogram()[40:])


@pytest.mark.parametrize(("paper", "way"), FORMATS)
@pytest.mark.parametrize("design", sorted(designs(None)))
def test_a_design_looks_as_it_is_meant_in_every_format(press: Any, update: bool, design: str, paper: Any, way: Any) -> None:
    found = picture(press.drawn(look=Look(design, paper, way)).pdf)
    path = APPROVED / f"{design}-{paper}-{way}.png"
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        found.quantize(64).save(path, optimize=True)
    approved = Image.open(path).convert("RGB")
    assert found.size == approved.size
    assert differs(found, approved) <= 20


def test_another_name_is_another_picture(press: Any) -> None:
    one, other = (picture(press.drawn(name=name).pdf) for name in ("Ada Lovelace", "Ada Lovelasse"))
    assert differs(one, other) > 20


def test_where_people_read_from_the_right_a_page_is_mirrored(press: Any) -> None:
    left, right = (picture(press.drawn(language=language).pdf) for language in ("en", "he"))
    panel = (20, 42, 62)
    width, height = left.size
    assert left.getpixel((width - 3, height - 3)) == panel == right.getpixel((2, height - 3))
    assert left.getpixel((2, 2)) == right.getpixel((width - 3, 2)) == (251, 249, 244)
