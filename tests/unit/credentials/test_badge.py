"""The picture of a level: the same twice, in any script, and a workspace's own."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from cedu.credentials import badge
from cedu.credentials.badge import Badge, Face

PLAIN = Face("Certified cedu author", "Associate author", "The cedu authors", 1, 2)
LONG = Face(
    "Zertifizierte Fachkraft für Datenverarbeitungssysteme und Netzwerktechnik " * 2, "Sicherheitsüberprüfungsspezialist", "X " * 60, 3, 5
)


def drawn(face: Face = PLAIN) -> Badge:
    found = badge.drawn(face)
    assert not isinstance(found, str), found
    return found


def image(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGBA")


def own(size: tuple[int, int] = (300, 300), kind: str = "PNG") -> bytes:
    content = BytesIO()
    Image.new("RGB", size, "#c9a466").save(content, kind)
    return content.getvalue()


@pytest.mark.parametrize(
    "face", [PLAIN, LONG, Face("認定", "上級", "会社", 1, 1), Face("شهادة", "محترف", "شركة", 2, 2), Face("A & <b>", '"C"', "D", 9, 9)]
)
def test_it_is_a_picture_of_600_pixels_and_a_drawing(face: Face) -> None:
    found = drawn(face)
    assert image(found.png).size == (600, 600)
    assert len(found.png) < 80_000
    root = etree.fromstring(found.svg)
    assert root.get("viewBox") == "0 0 600 600"
    assert root[0].text == f"{face.certification}: {face.level}"
    assert {element.tag.rpartition("}")[2] for element in root} == {"title", "path"}
    assert len(found.svg) < 300_000


def test_it_is_the_same_for_the_same_face() -> None:
    first = drawn()
    badge.drawn.cache_clear()
    assert drawn() == first
    assert drawn(PLAIN._replace(level="Professional author")).png != first.png


def test_outside_of_the_seal_there_is_nothing() -> None:
    pixels = image(drawn().png)
    corners = [pixels.getpixel(place) for place in ((0, 0), (599, 0), (0, 599), (599, 599))]
    assert [pixel[3] for pixel in corners if isinstance(pixel, tuple)] == [0, 0, 0, 0]
    middle = pixels.getpixel((300, 9))
    assert isinstance(middle, tuple)
    assert middle[3] > 250


def test_letters_stand_within_the_medal() -> None:
    """Whatever the texts are: nothing is drawn over the inner ring."""
    for face in (PLAIN, LONG):
        for path in etree.fromstring(drawn(face).svg)[7:]:
            numbers = [float(number) for number in re.findall(r"-?\d+\.\d", path.get("d"))]
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                assert (x - 300) ** 2 + (y - 300) ** 2 < 206**2, face


def test_stars_say_how_far_one_has_come() -> None:
    gold = '<path fill="#c9a466"'
    ring = drawn(PLAIN._replace(of=1)).svg.decode().count(gold)
    assert [drawn(PLAIN._replace(rank=rank, of=3)).svg.decode().count(gold) - ring for rank in (1, 2, 3)] == [1, 2, 3]


def test_what_no_font_has_is_said() -> None:
    found = badge.drawn(PLAIN._replace(level="\U00013000"))
    assert isinstance(found, str)
    assert "U+13000" in found


def test_a_levels_own_picture_takes_its_place() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#123456"/></svg>'
    assert drawn(PLAIN._replace(picture=own(), drawing=drawing)) == Badge(own(), drawing)
    alone = drawn(PLAIN._replace(picture=own()))
    assert alone.png == own()
    assert b'viewBox="0 0 300 300"' in alone.svg
    assert b"data:image/png;base64," in alone.svg


@pytest.mark.parametrize(
    ("picture", "drawing", "reason"),
    [
        (b"x", b"", "no PNG"),
        (own(kind="GIF"), b"", "no PNG"),
        (own()[:100], b"", "no PNG"),
        (own((300, 200)), b"", "300 by 200"),
        (own((50, 50)), b"", "50 by 50"),
        (own((4000, 4000)), b"", "4000 by 4000"),
        (own() + bytes(500_000), b"", "more than"),
        (own(), b"<svg", "is no XML"),
        (own(), b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script>alert(1)</script></svg>", "script"),
        (own(), b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><metadata><script>1</script></metadata></svg>", "script"),
        (own(), b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' onload='alert(1)'/>", "onload"),
        (own(), b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><style>@import 'https://e.org/a.css'</style></svg>", "style"),
        (own(), b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><a href='javascript:alert(1)'/></svg>", "`a`"),
    ],
)
def test_an_own_picture_that_is_none(picture: bytes, drawing: bytes, reason: str) -> None:
    found = badge.drawn(PLAIN._replace(picture=picture, drawing=drawing))
    assert isinstance(found, str)
    assert reason in found


def test_a_drawing_that_lies_elsewhere_is_not_looked_at(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside.svg", tmp_path / "badges"
    outside.write_bytes(b"<svg/>")
    folder.mkdir()
    (folder / "a.png").write_bytes(own())
    assert badge.pictures(folder / "a.png") == (own(), b"")
    (folder / "a.svg").symlink_to(outside)
    assert badge.pictures(folder / "a.png") == (own(), b"")
    (folder / "a.svg").unlink()
    (folder / "a.svg").write_bytes(b"<svg/>")
    assert badge.pictures(folder / "a.png") == (own(), b"<svg/>")


def test_no_more_of_a_picture_is_read_than_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    picture, drawing = badge.pictures(path)
    assert len(picture) < 1_000_000
    assert "more than" in str(badge.own(picture, drawing, ""))
