"""Certificates: what is on them, and that nothing on them is wrong, cut off or left out."""

import subprocess
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedu.model.certificate import Look

DESIGNS = ("rosette", "classic", "modern")
FORMATS = [(paper, way) for paper in ("a4", "letter") for way in ("landscape", "portrait")]
SIZES = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
NAMES = (
    "Ngọc Đặng-Müller",
    "Łódź Žižekščák İğne Őrsi",
    "Александра Константиновна Ковалевская",
    "Υπατία η Αλεξανδρινή",
    "Zoe\u0308",
    "Maximiliana Philippina Wilhelmina Charlotte von und zu Hohenstein-Langenfeld-Oberammergau the Younger",
    "W" * 60,
    "X",
)
every_design = pytest.mark.parametrize("design", DESIGNS)


@pytest.mark.parametrize(("paper", "way"), FORMATS)
@every_design
def test_everything_that_it_says_can_be_read(press: Any, design: str, paper: str, way: str) -> None:
    drawn = press.drawn(look=Look(design, paper, way))  # type: ignore[arg-type]
    (page,) = drawn.opened.pages
    short, long = SIZES[paper]
    sides = (short, long) if way == "portrait" else (long, short)
    assert [round(float(side) / 72 * 25.4, 1) for side in list(page.mediabox)[2:]] == pytest.approx(list(sides), abs=0.1)
    for said in ("Ada Lovelace", "Certified author", "Associate", "writes & ships a course", "Example <Learning>", "CEDU-2026-7K3M-9QXA4"):
        assert drawn.holds(said), said
    for said in ("1 March 2026", "1 March 2028", "Grace Example", "Head of education", "Verify at verify.example.org"):
        assert drawn.holds(said), said
    assert drawn.holds("Certificate") or drawn.holds("CERTIFICATE")


@every_design
def test_every_font_is_embedded_and_names_are_small(press: Any, design: str) -> None:
    drawn = press.drawn(look=Look(design))
    assert len(drawn.pdf) + 6_000 < 60_000  # a credential takes about that
    fonts = drawn.opened.pages[0].Resources.Font
    assert 3 <= len(fonts) <= 4
    for font in fonts.values():
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        assert str(font.BaseFont).split("+")[1].startswith("SourceS")


def test_the_same_award_gives_the_same_bytes_in_any_order_and_process(press: Any, tmp_path: Path) -> None:
    first = press.tried()
    press.tried(name="Somebody Else Ω")
    assert press.tried() == first
    assert type(press)(tmp_path).tried() == first


def test_awards_share_their_template(press: Any) -> None:
    assert press.tried()[:30_000] == press.tried(name="Александра", number="X", link="", valid_until=None)[:30_000]


def test_a_run_may_last_for_hours(press: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a template may spend is counted anew for each certificate."""
    first = press.tried(name="Somebody")
    monkeypatch.setattr("cedu.rendering.sandbox.monotonic", lambda: time.monotonic() + 7200)
    assert press.tried(name="Somebody") == first


@pytest.mark.parametrize("name", NAMES)
@every_design
def test_a_name_is_whole_and_within_its_place(press: Any, tmp_path: Path, design: str, name: str) -> None:
    drawn = press.drawn(name=name, look=Look(design))
    assert drawn.holds(name)
    (tmp_path / "a.pdf").write_bytes(drawn.pdf)
    words = subprocess.run(["pdftotext", "-bbox", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
    ends = [float(line.split('xMax="')[1].split('"')[0]) for line in words.splitlines() if "<word" in line]
    assert max(ends) < 297 / 25.4 * 72


alphabet = st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=("Cc", "Cf"))


@settings(max_examples=150, deadline=None)
@given(name=st.text(alphabet, min_size=1, max_size=90).filter(str.strip))
def test_whatever_the_name_it_is_said_or_refused(press: Any, name: str) -> None:
    pdf = press.tried(name=name)
    if isinstance(pdf, str):
        assert "too long" in pdf or "no font" in pdf, pdf
    else:
        assert press.drawn(name=name).holds(name)


@pytest.mark.parametrize(
    ("name", "reason"), [("Ada \U000e0100", "variation selector"), ("W" * 400, "too long"), ("  ", "no name"), ("Ada \ue123", "U+E123")]
)
def test_what_cannot_be_drawn_right_is_refused(press: Any, name: str, reason: str) -> None:
    refusal = press.tried(name=name)
    assert isinstance(refusal, str)
    assert reason in refusal


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "1. März 2026"),
        ("de-CH", "Gültig bis"),
        ("en-US", "March 1, 2026"),
        ("en-US", "Awarded on"),
        ("fr", "1er mars 2026"),
        ("es", "1 de marzo de 2026"),
        ("tr", "SERTİFİKA"),
        ("el", "ΠΙΣΤΟΠΟΙΗΤΙΚΟ"),
        ("pl", "1 marca 2026 r."),
        ("xx", "1 March 2026"),
        ("", "Awarded on"),
    ],
)
def test_dates_and_labels_are_in_the_learner_s_language(press: Any, language: str, said: str) -> None:
    assert press.drawn(language=language).holds(said)


def test_what_is_not_there_leaves_no_trace(press: Any) -> None:
    drawn = press.drawn(valid_until=None, site="", link="", signatory="", signatory_role="")
    assert not drawn.holds("Valid until")
    assert not drawn.holds("Verify")
    assert drawn.holds("Example Academy")


@pytest.mark.parametrize(("language", "word"), [("en", "TEST"), ("es", "PRUEBA · TEST"), ("ru", "ТЕСТ · TEST")])
@every_design
def test_a_test_cannot_be_overlooked(press: Any, tmp_path: Path, design: str, language: str, word: str) -> None:
    real, test = (press.drawn(language=language, test=test, look=Look(design)) for test in (False, True))
    assert test.holds(word) and not real.holds(word)
    assert press.drawn(language="de", specimen=True).holds("MUSTER")
    shares = []
    for name, drawn in (("real", real), ("test", test)):
        (tmp_path / f"{name}.pdf").write_bytes(drawn.pdf)
        subprocess.run(["pdftoppm", "-r", "20", "-png", "-singlefile", tmp_path / f"{name}.pdf", tmp_path / name], check=True)
        shares.append(pixels(tmp_path / f"{name}.png"))
    changed = sum(one != other for one, other in zip(*shares, strict=True))
    assert changed > len(shares[0]) * 0.03


def pixels(path: Path) -> list[bytes]:
    from PIL import Image

    content = Image.open(path).convert("RGB").tobytes()
    return [content[place : place + 3] for place in range(0, len(content), 3)]


def test_codes_are_read_back_whatever_the_number(press: Any, tmp_path: Path) -> None:
    """We look for no best mask; so each code has to be readable with the one that we take."""
    links = [f"https://verify.example.org/c/CEDU-2026-{number:04d}-{number * 7919 % 10000:04d}X/" for number in range(12)]
    for place, link in enumerate(links):
        (tmp_path / "a.pdf").write_bytes(press.drawn(link=link, look=Look(DESIGNS[place % 3])).pdf)
        subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", tmp_path / "a.pdf", tmp_path / "a"], check=True)
        seen = subprocess.run(["zbarimg", "-q", "--raw", tmp_path / "a.png"], capture_output=True, text=True, check=True)
        assert seen.stdout.strip() == link


def test_what_is_read_aloud_is_in_order_and_leads_to_the_page(press: Any) -> None:
    pdf = press.drawn().opened
    assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "en"
    (document,) = [pdf.Root.StructTreeRoot.K]
    tags = [str(kid.S) for kid in document.K]
    assert tags.count("/H1") == 1 and tags.count("/Link") == 1 and tags[-1] == "/P"
    link = next(kid for kid in document.K if kid.S == "/Link")
    assert str(link.Alt) == "Verify at verify.example.org"
    (annotation,) = pdf.pages[0].Annots
    assert str(annotation.A.URI) == "https://verify.example.org/c/CEDU-2026-7K3M-9QXA4/"
    assert int(annotation.F) == 4
    tree = pdf.Root.StructTreeRoot.ParentTree.Nums
    assert len(tree[1]) == len(document.K) and tree[3].S == "/Link"


def test_nobody_else_is_in_a_certificate(press: Any) -> None:
    """A page is drawn from its own award alone, and no date but those of the award is in it."""
    press.tried(name="Somebody Secret")
    pdf = press.tried(awarded_on=date(2026, 1, 2))
    assert b"Secret" not in pdf
    assert b"/CreationDate" not in pdf and b"/ModDate" not in pdf
