"""Texts as glyphs: drawn whole and in order, or refused in words."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from cedu.rendering import bidi, fonts
from cedu.rendering.clusters import IGNORABLE, breaks, clusters
from cedu.rendering.embedding import embedded, latin
from cedu.rendering.fonts import FontSource, opened
from cedu.rendering.shaping import Line, Typesetter, grouped, uses

PACKAGE = "font_source_serif_pro"
SERIF = FontSource(PACKAGE, "SourceSerifPro-Regular.ttf", "serif")
TYPESETTER = Typesetter({"serif": SERIF, "otf": SERIF._replace(file="SourceSerifPro-Regular.otf")})
LANGUAGES = ("en", "ar", "ja", "hi", "th", "")
# Letters and marks of scripts that people are called by, with what stands between them; and anything else.
NAMES = st.text(
    st.sampled_from("Aé ŁşœёЩώ-'’.,()ー渡王ガ김אבגכֹּמحممدلا ابנקिीक्षत्रिर्สมนำ้ใจ\u200c\u200d\u200e\u200f\u2067\u2069\u0301\u0323 123١٢٣")
    | st.characters(exclude_categories=("Cs",)),
    max_size=16,
)
DIRECTED = st.text(st.sampled_from("abאבםد١٢12-+,./#$%()[]{}!  ’\u2067\u2068\u2069\u202b\u202c"), min_size=1, max_size=24)


@settings(max_examples=400, deadline=None)
@given(NAMES, st.sampled_from(LANGUAGES))
def test_a_text_is_drawn_whole_or_refused(text: str, language: str) -> None:
    line = TYPESETTER.line(text, ("serif",), language)
    if isinstance(line, str):
        assert len(line) > 10
        return
    seen: Counter[str] = Counter()
    for run in line.runs:
        for glyphs, cluster in grouped(run):
            seen.update(cluster)
            assert all(glyph.id for glyph in glyphs)
            is_blank = not any(run.font.draws(glyph.id) for glyph in glyphs)
            assert not is_blank or not "".join(each for each in cluster if unicodedata.category(each) != "Zs" and not IGNORABLE.match(each))
    wanted = Counter(each for each in unicodedata.normalize("NFC", text) if not IGNORABLE.match(each))
    assert {each: seen[each] for each in wanted} == wanted
    for font, glyphs in uses([line]).items():
        subset = embedded(font, glyphs)
        assert not isinstance(subset, str)
        assert glyphs.keys() <= subset.places.keys()


@settings(max_examples=1000, deadline=None)
@given(DIRECTED, st.booleans())
def test_texts_that_run_both_ways_stand_as_the_standard_says(text: str, rtl: bool) -> None:
    """As python-bidi has it, which passes the standard's own tests; but for spaces, which no line of ours ends with."""
    order = bidi.order(text, [*range(len(text))], rtl)
    drawn = [number for number, each in enumerate(text) if unicodedata.bidirectional(each) not in bidi.EMBEDS]
    found = "".join(text[number] for number in sorted(drawn, key=lambda number: order.places[number]))
    expected = get_display(text, base_dir="R" if rtl else "L")
    assert found.replace(" ", "") == "".join(
        each for each in expected if unicodedata.bidirectional(each) not in bidi.EMBEDS and each != " "
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\U0001f600", "emoji"),
        ("Ana \U0001f469\u200d\U0001f4bb", "emoji"),
        ("\ue000", "no character"),
        ("a\x07", "no character"),
        ("\u0301a", "no letter before it"),
        ("\u0940", "no letter before it"),
        ("\u3164", "nothing of it can be seen"),
        ("\u200b\u200d", "nothing of it can be seen"),
        ("क\u094d\u0940\u094d", "a mark without a letter"),
    ],
)
def test_what_can_not_be_drawn_right_is_refused(text: str, why: str) -> None:
    assert why in str(TYPESETTER.line(text, ("serif",), "en"))


def test_where_no_font_has_a_letter_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_system_fonts", dict)
    alone = Typesetter({"serif": SERIF})
    assert alone.line("हिन्दी", ("serif",), "hi") == (
        "no font here has `ह` (U+0939, devanagari letter ha): install one, such as Noto Serif Devanagari (Debian: fonts-noto-core)"
    )
    assert "Noto Serif CJK (Debian: fonts-noto-cjk or fonts-nanum)" in str(alone.line("김", ("serif",), "ko"))


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ab é-สมนำ้ใจ渡。、ガ김 אב كتاب क्षत्रि"), min_size=1, max_size=40), st.integers(500, 9000))
def test_lines_part_no_cluster_and_lose_nothing(text: str, room: int) -> None:
    found = TYPESETTER.lines(text, ("serif",), "en", room)
    if isinstance(found, str):
        return
    text = unicodedata.normalize("NFC", text)
    shown = Counter(text for line in found for run in line.runs for _, cluster in grouped(run) for text in cluster if text != " ")
    assert shown == Counter(text.replace(" ", ""))
    starts = clusters(text)
    assert {*breaks(text, starts, anywhere=True)} <= {*starts}
    wide = [_text(line) for line in found if line.width > room and not any(run.is_rtl for run in line.runs)]
    assert not any(breaks(text, clusters(text), anywhere=True) for text in wide)


def _text(line: Line) -> str:
    return "".join(cluster for run in line.runs for _, cluster in grouped(run)).strip()


def test_lines_are_even_and_a_language_without_spaces_breaks_between_letters() -> None:
    text = "Maximiliana Philippina Wilhelmina Charlotte"
    found = TYPESETTER.lines(text, ("serif",), "de", 14_000)
    assert isinstance(found, list)
    assert [_text(line) for line in found] == ["Maximiliana Philippina", "Wilhelmina Charlotte"]
    thai = TYPESETTER.lines("สมชายใจดีน้ำใจงามเหลือเกิน", ("serif",), "th", 6_000)
    assert isinstance(thai, list) and len(thai) > 1
    assert all(line.width <= 6_000 and not _text(line).startswith(("า", "ำ", "้")) and not _text(line).endswith(("ใ", "เ")) for line in thai)


def test_kerning_brings_letters_together_and_tracking_apart() -> None:
    def width(text: str, tracking: float = 0) -> float:
        line = TYPESETTER.line(text, ("serif",), "en", tracking)
        assert isinstance(line, Line)
        return line.width

    assert width("AV") < width("A") + width("V")
    assert width("Ana", 100) == width("Ana") + 200
    assert width("محمد", 100) == width("محمد")


@pytest.mark.parametrize("language", ["ja", "zh-Hans", "zh-Hant", "ko"])
def test_han_takes_the_font_of_its_language_or_of_its_neighbours(language: str) -> None:
    from cedu.rendering.scripts import group_of

    expected = {"ja": "Jpan", "zh-Hans": "Hans", "zh-Hant": "Hant", "ko": "Kore"}[language]
    assert group_of("Hani", language, "直") == expected
    assert group_of("Hani", language, "直の") == "Jpan"
    assert group_of("Hani", language, "直이") == "Kore"


def test_latin_has_what_names_need_and_is_small() -> None:
    font = TYPESETTER.fonts.candidates(("serif",), "Latn", "en")[0]
    glyphs = latin(font)
    assert {font.glyph(each) for each in "AzÆßøŁőşșțđơưạặễỹ’–"} <= glyphs.keys()
    subset, again = embedded(font, glyphs), embedded(font, dict(reversed(glyphs.items())))
    assert not isinstance(subset, str) and not isinstance(again, str)
    assert (subset.program, subset.name) == (again.program, again.name)
    assert len(b"".join(subset.objects(1))) < 24_000


def test_other_outlines_are_drawn_anew_and_near() -> None:
    import io

    from fontTools.pens.areaPen import AreaPen
    from fontTools.ttLib import TTFont

    areas = []
    for name in ("serif", "otf"):
        line = TYPESETTER.line("Rg", (name,), "en")
        assert isinstance(line, Line)
        ((font, glyphs),) = uses([line]).items()
        assert font.is_truetype == (name == "serif")
        subset = embedded(font, glyphs)
        assert not isinstance(subset, str)
        made = TTFont(io.BytesIO(subset.program))
        pen = AreaPen(made.getGlyphSet())
        made.getGlyphSet()[made.getGlyphOrder()[subset.places[font.glyph("R")]]].draw(pen)
        areas.append((pen.value, made["head"].unitsPerEm, line.width))
    assert areas[0] == pytest.approx(areas[1], rel=0.01)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_broken_font_is_as_if_it_were_not_there_or_says_so(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    source = next(Path(folder) for folder in __import__(PACKAGE).__path__) / "files"
    whole = bytearray((source / data.draw(st.sampled_from((SERIF.file, "SourceSerifPro-Regular.otf")))).read_bytes())
    for _ in range(data.draw(st.integers(1, 40))):
        # Near the start are the tables' places and sizes.
        at = data.draw(st.integers(0, 600) | st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)) | st.just(len(whole)))
    path = tmp_path_factory.mktemp("fonts") / "own.ttf"
    path.write_bytes(bytes(whole[:cut]))
    own = Typesetter({"own": FontSource("", path.name, "serif")}, (path.parent,))
    line = own.line("Ana Løvelace भारत", ("own",), "en")
    for font, glyphs in uses([line] if isinstance(line, Line) else []).items():
        subset = embedded(font, glyphs)
        assert not isinstance(subset, str) or path.name in subset


def test_a_font_that_may_not_be_embedded_is_not_used(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    file = next(Path(folder) for folder in __import__(PACKAGE).__path__) / "files" / SERIF.file
    font = TTFont(file)
    font["OS/2"].fsType = 2
    font.save(tmp_path / "restricted.ttf")
    assert opened(tmp_path / "restricted.ttf") is None
    assert opened(file) is not None


def test_a_font_from_outside_of_the_workspace_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "design"
    folder.mkdir()
    (tmp_path / "secret.ttf").write_bytes(b"")
    (folder / "linked.ttf").symlink_to(tmp_path / "secret.ttf")
    assert fonts._beside((folder,)) == ()
