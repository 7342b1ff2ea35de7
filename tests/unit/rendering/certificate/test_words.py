"""The words of certificates: complete in every language, and a workspace's own in addition."""

from datetime import date
from pathlib import Path

import pytest

from cedu.diagnostics import Finding
from cedu.rendering.certificate.contents import Face
from cedu.rendering.certificate.texts import Texts
from cedu.rendering.certificate.words import WORDS, Words, all_words
from cedu.rendering.templates import environment

DAYS = {
    "ar": "١ مارس ٢٠٢٦",
    "de": "1. März 2026",
    "el": "1 Μαρτίου 2026",
    "en": "1 March 2026",
    "en-US": "March 1, 2026",
    "es": "1 de marzo de 2026",
    "fr": "1er mars 2026",
    "he": "1 במרץ 2026",
    "hi": "1 मार्च 2026",
    "it": "1º marzo 2026",
    "ja": "2026年3月1日",
    "ko": "2026년 3월 1일",
    "nl": "1 maart 2026",
    "pl": "1 marca 2026 r.",
    "pt": "1 de março de 2026",
    "ru": "1 марта 2026 г.",
    "sv": "1 mars 2026",
    "th": "1 มีนาคม ค.ศ. 2026",
    "tr": "1 Mart 2026",
    "uk": "1 березня 2026 р.",
    "vi": "1 tháng 3, 2026",
    "zh-Hans": "2026年3月1日",
    "zh-Hant": "2026年3月1日",
}


def ours() -> Words:
    findings: list[Finding] = []
    words = all_words(None, findings)
    assert findings == []
    return words


def texts(words: Words, language: str) -> Texts:
    face = Face(organization="", issuer="", certification="", level="", achievement="", language=language)
    return Texts(environment(None), face, *words.of(language))


def test_every_language_has_every_word_and_its_own_dates() -> None:
    words = ours()
    assert set(words.tables) == set(DAYS)
    for language, table in words.tables.items():
        assert set(WORDS) | {"months"} <= set(table), language
        assert texts(words, language).day(date(2026, 3, 1)) == DAYS[language]
        assert len({texts(words, language).day(date(2026, month, 28)) for month in range(1, 13)}) == 12


def test_only_two_of_them_are_written_from_the_right() -> None:
    words = ours()
    assert {language for language in words.tables if texts(words, language).is_rtl} == {"ar", "he"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("de-CH",), "de"),
        (("en-GB",), "en"),
        (("en-US",), "en-US"),
        (("zh",), "zh-Hans"),
        (("zh-TW",), "zh-Hant"),
        (("zh-Hant-HK",), "zh-Hant"),
        (("fi", "sv"), "sv"),
        (("fi",), "en"),
        (("",), "en"),
        (("x-klingon",), "en"),
    ],
)
def test_the_nearest_language_is_taken(asked: tuple[str, ...], found: str) -> None:
    assert ours().of(*asked)[0] == found


def test_a_workspace_adds_languages_and_replaces_words(tmp_path: Path) -> None:
    (tmp_path / "templates" / "certificate").mkdir(parents=True)
    file = tmp_path / "templates" / "certificate" / "words.yaml"
    file.write_text("de-AT: {months: [Jänner, Feber, c, d, e, f, g, h, i, j, k, l]}\nen: {certificate: Diploma}\n", encoding="utf-8")
    findings: list[Finding] = []
    words = all_words(tmp_path, findings)
    assert findings == []
    assert texts(words, "de-AT").day(date(2026, 1, 2)) == "2. Jänner 2026"
    assert words.tables["de-AT"]["certificate"] == "Zertifikat"
    assert words.tables["en"]["certificate"] == "Diploma" and words.tables["en"]["number"] == "Certificate number"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("- en", 1, "words are a mapping of languages, each with its words"),
        ("en: Words", 1, "the words of `en` are no mapping"),
        ("en:\n  months: [a]", 2, "`months` are twelve texts"),
        ("en:\n  date: 7", 2, "`date` is no text"),
        ("ar:\n  digits: '123'", 2, "`digits` are ten characters, from 0 to 9"),
        ("ar:\n  direction: up", 2, "`direction` is `ltr` or `rtl`"),
    ],
)
def test_what_is_wrong_with_words_is_said_at_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    (tmp_path / "templates" / "certificate").mkdir(parents=True)
    (tmp_path / "templates" / "certificate" / "words.yaml").write_text(text)
    findings: list[Finding] = []
    assert "fr" in all_words(tmp_path, findings).tables
    assert [(finding.span.line, finding.message) for finding in findings] == [(line, message)]


@pytest.mark.parametrize(("language", "expected"), [("tr", "SERTİFİKA IŞIK"), ("de", "SERTIFIKA IŞIK"), ("el", "SERTIFIKA IŞIK")])
def test_capitals_are_those_of_the_language(language: str, expected: str) -> None:
    assert texts(ours(), language).capitals("Sertifika ışık") == expected
    assert texts(ours(), "el").capitals("Πιστοποιητικό αΰλος") == "ΠΙΣΤΟΠΟΙΗΤΙΚΟ ΑΫΛΟΣ"
