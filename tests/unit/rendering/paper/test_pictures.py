"""Pictures on paper: as large as they are printed, whatever a file claims to be."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from cedu.rendering.paper.faces import UnprintableError
from cedu.rendering.paper.pictures import PIXEL, Pictures


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Pictures]:
    """Writes a file beside a bank, and gives what sets that bank's pictures."""

    def write(name: str, content: bytes) -> Pictures:
        (tmp_path / name).write_bytes(content)
        return Pictures("a.bank.yaml", lambda path: tmp_path / path)

    return write


def saved(mode: str, size: tuple[int, int], format: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, format, **options)
    return buffer.getvalue()


def claims(width: int, height: int) -> bytes:
    """A PNG whose head says so much, with nothing behind it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_a_picture_is_as_large_as_on_a_screen_and_no_larger_than_its_place(put: Callable[..., Pictures]) -> None:
    pictures = put("a.png", saved("RGB", (200, 100), "PNG"))
    small, narrow, wide = (
        pictures.fitted("a.png", 400, 300),
        pictures.fitted("a.png", 50, 300),
        pictures.fitted("a.png", 400, 300, least=200),
    )
    assert small
    assert narrow
    assert wide
    assert [(each.width, each.height) for each in (small, narrow, wide)] == [(200 * PIXEL, 100 * PIXEL), (50, 25), (200, 100)]


def test_a_large_picture_is_kept_as_fine_as_a_page_shows_it(put: Callable[..., Pictures]) -> None:
    pictures = put("large.jpg", saved("RGB", (6000, 3000), "JPEG"))
    found = pictures.fitted("large.jpg", 400, 300)
    assert found
    assert (found.width, found.height) == (400, 200)
    assert max(found.image.getSize()) <= 2100


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.png", saved("RGB", (300, 300), "PNG")[:120]),
        ("cut.jpg", saved("RGB", (300, 300), "JPEG")[:300]),
        ("text.png", b"<svg onload='alert(1)'/>"),
        ("empty.gif", b""),
        ("script.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
        ("hollow.png", claims(3000, 3000)),
        ("nothing.png", claims(0, 0)),
        ("bomb.png", claims(60_000, 60_000)),
        ("postscript.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n"),
    ],
)
def test_a_broken_file_is_refused_by_name(put: Callable[..., Pictures], name: str, content: bytes) -> None:
    with pytest.raises(UnprintableError, match=f"the image `{name}` can't be read"):
        put(name, content).fitted(name, 400, 300)


@pytest.mark.parametrize("size", [(8000, 8000), (10_000, 10_000)])
def test_an_image_that_would_fill_the_memory_is_refused_unread(put: Callable[..., Pictures], size: tuple[int, int]) -> None:
    with pytest.raises(UnprintableError, match=r"the image `bomb\.png` has more than 60 million pixels"):
        put("bomb.png", claims(*size)).fitted("bomb.png", 400, 300)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cmyk.jpg", saved("CMYK", (20, 10), "JPEG")),
        ("grey.png", saved("LA", (20, 10), "PNG")),
        ("palette.gif", saved("P", (20, 10), "GIF")),
        ("deep.png", saved("I;16", (20, 10), "PNG")),
        ("clear.webp", saved("RGBA", (20, 10), "WEBP")),
        ("moving.gif", saved("P", (20, 10), "GIF", save_all=True, append_images=[Image.new("P", (20, 10), 3)])),
    ],
)
def test_every_way_to_save_an_image_is_read(put: Callable[..., Pictures], name: str, content: bytes) -> None:
    found = put(name, content).fitted(name, 400, 300)
    assert found
    assert (found.width, found.height) == (15, 7.5)
    assert found.image.getSize() == (20, 10)


def test_a_drawing_and_an_address_are_none(put: Callable[..., Pictures]) -> None:
    pictures = put("a.svg", b"<svg/>")
    assert pictures.fitted("a.svg", 400, 300) is None
    assert pictures.fitted("https://example.org/a.png", 400, 300) is None
