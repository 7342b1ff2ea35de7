"""Sizes of images, read from what real encoders and the formats' specifications write."""

import struct
import zlib

import pytest

from cedu.source.image_size import sizes


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))


def jpeg(width: int, height: int, before: bytes = b"") -> bytes:
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + before + b"\xff\xc2" + frame


def exif(orientation: int) -> bytes:
    directory = struct.pack("<HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + b"II*\0" + struct.pack("<I", 8) + directory
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def webp(kind: bytes, body: bytes) -> bytes:
    chunk = kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


VP8 = b"\x9d\x01*"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (png(640, 480), ((640, 480),)),
        (b"GIF89a" + struct.pack("<HH", 20, 10) + b"\0\0\0", ((20, 10),)),
        (jpeg(300, 200), ((300, 200),)),
        (jpeg(300, 200, exif(1)), ((300, 200),)),
        (jpeg(300, 200, exif(6)), ((200, 300),)),
        (jpeg(300, 200, b"\xff\xe2\x00\x06\xff\xc0\x11\x22"), ((300, 200),)),
        (webp(b"VP8 ", b"\x10\x20\0" + VP8 + struct.pack("<HH", 0x4000 | 160, 90)), ((160, 90),)),
        (webp(b"VP8L", b"/" + struct.pack("<I", (99 - 1) | (55 - 1) << 14)), ((99, 55),)),
        (webp(b"VP8X", b"\0\0\0\0" + (1919).to_bytes(3, "little") + (1079).to_bytes(3, "little")), ((1920, 1080),)),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"/>', ((400, 300),)),
        (b"<?xml version='1.0'?>\n<svg width='40px' height='30' viewBox='0,0,400,300'>", ((40, 30), (400, 300))),
        (b'<svg width="100%" height="100%" viewBox="0 0 4.5 3">', ((4.5, 3),)),
        (b"<svg/>", ()),
        (b"<svg viewBox='a b c d'>", ()),
        (b"", ()),
        (b"no image", ()),
    ],
)
def test_the_size_of(content: bytes, expected: tuple[tuple[float, float], ...]) -> None:
    assert sizes(content) == expected


def test_what_is_cut_off_has_no_size_and_raises_nothing() -> None:
    whole = (png(640, 480), jpeg(300, 200, exif(6)), webp(b"VP8X", bytes(10)), b"GIF89a" + bytes(4), b"\xff\xd8\xff")
    for content in whole:
        for length in range(len(content)):
            assert len(sizes(content[:length])) <= 1
