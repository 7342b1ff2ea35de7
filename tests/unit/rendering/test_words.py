"""Our own words on an author's pages: in the page's language, or marked as being in another."""

import json
import re
from pathlib import Path

import pytest
from markupsafe import Markup

import cedu
from cedu.rendering.words import GAP, SETS, words_in
from cedu.resources import shipped

FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (shipped("templates") / "words").glob("*.json")}


def workspace(tmp_path, **files):
    folder = tmp_path / "templates" / "words"
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / f"{name.replace('_', '-')}.json").write_text(
            content if isinstance(content, str) else json.dumps(content), encoding="utf-8"
        )
    return tmp_path


@pytest.mark.parametrize("language", FILES)
def test_each_language_says_all_of_it_with_the_same_gaps(language):
    def gaps(texts):
        return {name: set(GAP.findall(text)) for name, text in texts.items() if not name.endswith("_one")}

    for name in SETS:
        assert gaps(FILES[language][name]) == gaps(FILES["en"][name])
        assert {one.removesuffix("_one") for one in FILES[language][name]} == {one.removesuffix("_one") for one in FILES["en"][name]}


def test_each_text_is_said_somewhere():
    folders = (shipped("templates"), Path(cedu.__file__).parent)
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".html", ".md", ".py", ".js")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    starts = tuple(
        {*re.findall(r"`([a-z]+_)\$\{", source), *re.findall(r'\("([a-z]+_)" ~', source), *re.findall(r'say\(f"([a-z]+_)\{', source)}
    )
    ends = ("_one", *re.findall(r"\$\{\w+\}(_[a-z]+)`", source))
    silent = {name for texts in FILES["en"].values() for name in texts if not re.search(rf"[\"'`]{name}[\"'`]", source)}
    assert {name for name in silent if not name.startswith(starts) and not name.endswith(ends)} == set()


def test_a_language_is_found_by_its_tag_or_a_shorter_one():
    for language in ("de", "de-AT", "DE", "de-Latn-CH"):
        assert words_in(language).say("true") == words_in(language).html("true") == "Richtig"
    german = words_in("de")
    assert (german.say("lessons", count=1), german.say("lessons", count=2)) == ("1 Lektion", "2 Lektionen")
    assert [german.duration(minutes) for minutes in (5, 60, 65)] == ["5 Min.", "1 Std.", "1 Std. 5 Min."]


def test_english_on_a_page_in_another_language_says_so():
    french, english = words_in("fr-CA"), words_in("en-GB")
    assert french.html("require_course", title="<A>") == '<span lang="en">Complete &lt;A&gt;</span>'
    assert english.html("require_course", title="<A>") == "Complete &lt;A&gt;"
    assert (french.lang("next"), english.lang("next")) == (' lang="en"', "")
    assert list(french.player.by_language()) == ["en"] and list(english.player.by_language()) == [""]


def test_templates_put_words_into_words():
    offered = words_in("fr").for_templates()
    months = '<span lang="en">3 months</span>'
    assert offered["say"]("valid_for", months=offered["say"]("months", count=3)) == f'<span lang="en">Valid for {months}</span>'
    assert words_in("fr").for_templates(html=False)["say"]("next") == "Next"
    assert words_in("en").html("valid_for", months=Markup("<b>3</b>")) == "Valid for <b>3</b>"


def test_a_workspace_adds_a_language_and_rewords_ours(tmp_path):
    root = workspace(
        tmp_path,
        fr={"pages": {"true": "Vrai", "lessons": "{count} leçons"}, "player": {"close": "Fermer"}},
        de={"pages": {"course": "Training", "lessons_one": "eine Lektion"}},
        pt_BR={"pages": {"true": "Verdadeiro"}},
        pt={"pages": {"true": "Certo", "false": "Falso"}},
        en={"pages": {"next": "Go on"}},
    )
    french, german, brazilian = (words_in(language, root) for language in ("fr-CA", "de", "pt-br"))
    assert (french.html("true"), french.html("false")) == ("Vrai", '<span lang="en">False</span>')
    assert (french.say("lessons", count=1), french.html("next")) == ("1 leçons", '<span lang="en">Go on</span>')
    player = french.player.by_language()
    assert player[""] == {"close": "Fermer"} and "close" not in player["en"] and player["en"]["next"] == "Next"
    assert (german.say("course"), german.say("courses"), german.say("lessons", count=1)) == ("Training", "Kurse", "eine Lektion")
    assert (brazilian.say("true"), brazilian.html("false"), brazilian.say("course")) == ("Verdadeiro", "Falso", "Course")


@pytest.mark.parametrize("content", ["{", "[]", '"x"', '{"pages": []}', '{"pages": {"true": 1}, "player": null}', "[" * 100_000, "\ud800"])
def test_what_is_no_text_is_passed_over(tmp_path, content):
    root = workspace(tmp_path)
    (root / "templates" / "words" / "de.json").write_text(content, encoding="utf-8", errors="surrogatepass")
    assert words_in("de", root).say("true") == "Richtig"


def test_a_text_is_no_format_string_and_no_html(tmp_path):
    root = workspace(tmp_path, fr={"pages": {"open": "<b>{file.__class__} {file} {other}"}})
    assert words_in("fr", root).html("open", file="a&b") == "&lt;b&gt;{file.__class__} a&amp;b {other}"


def test_files_from_outside_are_not_read(tmp_path):
    (tmp_path / "elsewhere.json").write_text('{"pages": {"true": "Vrai"}}', encoding="utf-8")
    root = workspace(tmp_path / "w")
    (root / "templates" / "words" / "fr.json").symlink_to(tmp_path / "elsewhere.json")
    assert words_in("fr", root).say("true") == "True"


def test_a_change_is_seen(tmp_path):
    root = workspace(tmp_path, fr={"pages": {"true": "Vrai"}})
    assert words_in("fr", root).say("true") == "Vrai"
    (root / "templates" / "words" / "fr.json").unlink()
    assert words_in("fr", root).say("true") == "True"


def test_a_text_that_nobody_has_is_an_error_of_the_template():
    with pytest.raises(LookupError, match="there is no text `nonsense`"):
        words_in("de").say("nonsense")


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("ar-EG", "rtl"),
        ("he", "rtl"),
        ("fa-IR", "rtl"),
        ("az-Arab", "rtl"),
        ("ar-Latn", "ltr"),
        ("de", "ltr"),
        ("ja", "ltr"),
    ],
)
def test_direction_follows_the_language(language, direction):
    assert words_in(language).direction == direction
