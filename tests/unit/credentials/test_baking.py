"""Credentials in pictures, and pictures from strangers."""

import struct
from io import BytesIO
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from cedu.credentials import baking

OPEN = "{https://purl.imsglobal.org/ob/v3p0}credential"
SVG = b"""<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" xml:space="preserve">
<title>A &amp; B</title><path id="p" d="M0 0h9v9z"/><use xlink:href="#p"/>tail</svg>"""
TOKEN = "aGVhZA.Ym9keQ.c2lnbg"
JSON = '{"a": "]]> & <x> \\u00fc ü \U0001f393", "b": "]]]]>"}'


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (90, 90), "#142a3e").save(content, "PNG")
    return content.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


def with_chunk(kind: bytes, body: bytes) -> bytes:
    plain = picture()
    return plain[:33] + chunk(kind, body) + plain[33:]


PNG = picture()
TWICE = with_chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0a")[:-12]
TWICE += chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0b") + chunk(b"IEND", b"")


@pytest.mark.parametrize("credential", [TOKEN, JSON])
def test_what_is_put_in_comes_out(credential: str) -> None:
    for baked in (baking.png(PNG, credential), baking.svg(SVG, credential)):
        assert baking.extracted(baked) == credential
    assert baking.extracted(PNG) is None
    assert baking.extracted(SVG) is None


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])).filter(
        lambda text: "\ufffe" not in text and "\uffff" not in text
    )
)
def test_any_json_comes_out_as_it_was(text: str) -> None:
    credential = "{" + text + "}"
    for baked in (baking.png(PNG, credential), baking.svg(SVG, credential)):
        assert baking.extracted(baked) == credential


def test_another_credential_takes_the_place_of_the_first() -> None:
    for bake, plain in ((baking.png, PNG), (baking.svg, SVG)):
        baked = bake(bake(plain, TOKEN), JSON)
        assert baking.extracted(baked) == JSON
        assert TOKEN.encode() not in baked
        assert baked == bake(plain, JSON)


def test_a_baked_png_is_the_same_picture() -> None:
    """Open Badges 3.0, 5.3.1.1: an iTXt chunk that is not compressed."""
    baked = baking.png(PNG, JSON)
    assert list(Image.open(BytesIO(baked)).tobytes()) == list(Image.open(BytesIO(PNG)).tobytes())
    image = Image.open(BytesIO(baked))
    image.load()
    assert image.text["openbadgecredential"] == JSON  # type: ignore[attr-defined]
    assert baked[33:][4:8] == b"iTXt"


def test_a_baked_svg_holds_it_first_and_is_the_same_picture() -> None:
    """Open Badges 3.0, 5.3.2.1: directly after the tag `svg`; a JWT as an attribute, JSON as CDATA."""
    baked = baking.svg(SVG, TOKEN)
    assert b'<openbadges:credential verify="' in baked
    assert b"<![CDATA[{" in baking.svg(SVG, JSON)
    root = etree.fromstring(baked)
    assert root[0].tag == OPEN
    assert [element.tag.rpartition("}")[2] for element in root[1:]] == ["title", "path", "use"]
    assert root.get("viewBox") == "0 0 9 9"
    assert root[-1].tail == "tail"
    assert root[-1].get("{http://www.w3.org/1999/xlink}href") == "#p"


def test_a_token_cannot_leave_its_attribute() -> None:
    baked = baking.svg(SVG, 'a" onload="alert(1)')
    (element,) = etree.fromstring(baked).iter(OPEN)
    assert dict(element.attrib) == {"verify": 'a" onload="alert(1)'}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", ""),
        (b"GIF89a", ""),
        (PNG[:-4], "torn"),
        (PNG[:40], "torn"),
        (PNG[:50] + bytes([PNG[50] ^ 1]) + PNG[51:], "torn"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b"") + chunk(b"IEND", b""), "torn"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"") + b"\xff\xff\xff\xffIDAT", "torn"),
        (with_chunk(b"iTXt", b"openbadgecredential\0\x01\0\0\0x"), "compressed"),
        (with_chunk(b"iTXt", b"openbadgecredential\0\0\0"), "torn"),
        (with_chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0\xff\xfe"), "utf-8"),
        (TWICE, "several"),
        (b"<svg/>", "neither PNG nor SVG"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "neither PNG nor SVG"),
        (b"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>", "document type"),
        (baking.svg(SVG, TOKEN).replace(b"<title", b'<openbadges:credential verify="b"/><title'), "several"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 5000, ""),
        (b"x" * 10_000_001, "more than"),
    ],
)
def test_a_broken_picture_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError) as caught:
        baking.extracted(content)
    assert reason in str(caught.value)


def test_only_pictures_are_baked() -> None:
    with pytest.raises(ValueError, match="no PNG"):
        baking.png(SVG, TOKEN)
    with pytest.raises(ValueError, match="no SVG"):
        baking.svg(b"<html/>", TOKEN)


def test_entities_are_never_followed(tmp_path: object) -> None:
    bomb = b"<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg xmlns='http://www.w3.org/2000/svg'>&b;</svg>"
    with pytest.raises(ValueError, match="document type"):
        baking.svg(bomb, TOKEN)
