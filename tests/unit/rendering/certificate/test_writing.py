"""The file around a page: a standard's, and one that can be taken apart and put together again."""

import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageCms

from cedu.model.certificate import Look
from cedu.rendering.certificate.colour import srgb
from cedu.rendering.certificate.metadata import packet
from cedu.rendering.certificate.writing import finished, opened

DOCUMENT = json.dumps(
    {"type": ["VerifiableCredential"], "validFrom": "2026-03-01T12:00:00Z", "text": "ü" * 50}, ensure_ascii=False
).encode()


@pytest.fixture(scope="module")
def body(press: Any) -> bytes:
    pdf = press.tried(name="Zoë & Łukasz")
    assert isinstance(pdf, bytes)
    return pdf


@pytest.mark.parametrize("with_credential", [False, True])
@pytest.mark.parametrize("design", ["rosette", "classic", "modern"])
def test_it_keeps_to_pdf_a_3b(press: Any, design: str, with_credential: bool) -> None:
    pdf = press.tried(look=Look(design), name="Zoë & Łukasz")
    content = pdf + finished(pdf, DOCUMENT) if with_credential else pdf
    with pikepdf.open(io.BytesIO(content)) as opened_pdf:
        assert opened_pdf.check_pdf_syntax() == []
        assert len(opened_pdf.trailer.ID) == 2 and "/Info" not in opened_pdf.trailer and "/Encrypt" not in opened_pdf.trailer
        metadata = opened_pdf.open_metadata()
        assert metadata.pdfa_status == "3B"
        assert metadata["dc:title"] == "Zoë & Łukasz: Certified author, Associate"
        assert metadata["dc:creator"] == ["Example Academy"]
        (intent,) = opened_pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1" and intent.DestOutputProfile.N == 3
        assert bool(opened_pdf.Root.ViewerPreferences.DisplayDocTitle)
        _fonts_fit_their_widths(opened_pdf)
        if with_credential:
            specification = opened_pdf.attachments["credential.json"]
            assert specification.get_file().read_bytes() == DOCUMENT
            assert specification.get_file().mime_type == "application/vc"
            (associated,) = opened_pdf.Root.AF
            assert associated.AFRelationship == "/Data" and str(associated.UF) == "credential.json"
            assert str(associated.EF.F.Params.ModDate) == "D:20260301120000Z"


def _fonts_fit_their_widths(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        inner = font.DescendantFonts[0]
        assert inner.FontDescriptor.FontFile2.read_bytes()[:4] == b"\0\1\0\0"
        assert "/CIDToGIDMap" in inner and "/ToUnicode" in font and "/CIDSet" not in inner.FontDescriptor


def test_what_was_put_together_is_taken_apart(body: bytes) -> None:
    pdf = body + finished(body, DOCUMENT)
    assert opened(pdf) == (body, DOCUMENT)


@given(document=st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_whatever_is_attached_comes_out_again(body: bytes, document: bytes) -> None:
    for each in (document, b"%%EOF\n" + document, b"endstream endobj " + document):
        assert opened(body + finished(body, each)) == (body, each)


def test_no_byte_of_what_follows_the_page_can_be_another(body: bytes) -> None:
    tail = finished(body, DOCUMENT)
    for place in range(0, len(tail), 3):
        changed = body + tail[:place] + bytes([tail[place] ^ 1]) + tail[place + 1 :]
        parts = opened(changed)
        assert parts is None or parts.document != DOCUMENT
    assert opened(body + tail + b"\n") is None
    assert opened(body + tail[:-1]) is None


def test_a_second_update_is_not_ours(body: bytes) -> None:
    once = body + finished(body, DOCUMENT)
    assert opened(once + once[len(body) :]) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%%EOF\n", b"%%EOF\n" * 50, b"%PDF-1.7\n1 0 obj\n<</Length 3/Type"])
def test_anything_else_is_none_of_ours(content: bytes) -> None:
    assert opened(content) is None


def test_only_a_body_can_be_finished(body: bytes) -> None:
    for wrong in (b"", b"%PDF-1.7", body[:-1], body + DOCUMENT):
        with pytest.raises(ValueError, match="body"):
            finished(wrong, DOCUMENT)


def test_the_profile_is_that_of_screens() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB"
    assert srgb() == srgb() and len(srgb()) < 600
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).profile
    for name in ("red_primary", "green_primary", "blue_primary"):
        for ours, theirs in zip(getattr(profile.profile, name)[1], getattr(usual, name)[1], strict=True):
            assert ours == pytest.approx(theirs, abs=0.002)


def test_metadata_is_xml_whatever_the_title() -> None:
    from lxml import etree

    said = packet(title="<b>&\"'", creator="A & B", identifier="X-1", language="de")
    tree = etree.fromstring(said)
    assert "<b>&\"'" in "".join(tree.itertext())


def test_poppler_sees_a_whole_file(body: bytes, tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "a.pdf").write_bytes(body + finished(body, DOCUMENT))
    said = subprocess.run(["pdfinfo", tmp_path / "a.pdf"], capture_output=True, text=True, check=True)
    assert said.stderr == "" and "Tagged:          yes" in said.stdout
    subprocess.run(["pdfdetach", "-save", "1", "-o", tmp_path / "c.json", tmp_path / "a.pdf"], check=True)
    assert (tmp_path / "c.json").read_bytes() == DOCUMENT
