"""The picture that is shown with links: as large as it has to be, the same again, and in any script."""

import io

import pytest
from PIL import Image

from cedu.credentials.badge import Face, drawn
from cedu.credentials.card import HEIGHT, WIDTH, card

FACE = drawn(Face("Author", "Associate author", "The examiners", 1, 2))
assert not isinstance(FACE, str)
BADGE = FACE.png


def picture(level: str, language: str = "en") -> Image.Image:
    content = card("Certified author", level, "Example & Co", language, BADGE)
    assert isinstance(content, bytes) and len(content) < 120_000
    assert content == card("Certified author", level, "Example & Co", language, BADGE)
    return Image.open(io.BytesIO(content)).convert("L")


def inked(image: Image.Image, left: int, right: int) -> int:
    """How many light pixels there are between two columns, away from the edges."""
    return sum(image.crop((left, 60, right, HEIGHT - 60)).histogram()[200:])


@pytest.mark.parametrize(
    "level", ["Associate author", "上級作成者", "Fachkraft für Donaudampfschifffahrtsgesellschaftskapitänsmützen " * 3]
)
def test_the_level_stands_beside_the_badge_and_within_the_picture(level: str) -> None:
    image = picture(level)
    assert image.size == (WIDTH, HEIGHT)
    assert inked(image, 500, WIDTH - 60) > 1_000
    assert inked(image, WIDTH - 60, WIDTH) == 0


def test_what_is_read_from_right_to_left_has_the_badge_at_the_right() -> None:
    image = picture("كاتب معتمد", "ar")
    assert inked(image, 100, 700) > 1_000
    assert inked(image, 0, 60) == 0


def test_another_level_is_another_picture() -> None:
    assert picture("Associate author").tobytes() != picture("Professional author").tobytes()


def test_a_character_that_no_font_has_is_said() -> None:
    found = card("Certified author", "Level \U0001f9ff\U000e0041\U0010fffd", "Example", "en", BADGE)
    assert isinstance(found, str)
