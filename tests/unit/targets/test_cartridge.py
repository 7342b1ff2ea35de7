"""Common Cartridge: what the standard asks of a cartridge, and what Moodle's and Canvas's importers look for in one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from textwrap import dedent
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from lxml import html

from cedu.bundle import Output
from cedu.formats.qti12.document import NAMESPACE
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.rendering.words import words_in
from cedu.targets import targets
from cedu.targets.cartridge import TARGET

Q = f"{{{NAMESPACE}}}"
FILES = {
    "cedu.yaml": """
        cedu: 1
        namespace: https://learn.example.org/
        organization: {name: Example}
        build: {targets: [cartridge], cartridge: {edition: "1.1"}}
    """,
    "git/course.yaml": """
        id: git
        title: "Git & <you>"
        summary: Keep a history.
        version: 1.2.0
        language: de
        completion: {lessons: all, assessments: passed}
        objectives: [{id: save, text: Save a change, bloom: apply}]
        modules:
          - id: start
            title: "Q&A <first>"
            summary: Words.
            lessons:
              - {id: read, title: Read it, type: article, body: lessons/read it.md, minutes: 5}
              - id: film
                title: Film
                type: video
                media: "https://films.example.org/watch?a=1&b=2"
                captions: film.vtt
                body: lessons/film.md
                minutes: 5
              - id: clip
                title: Clip
                type: video
                media: clip ü.mp4
                captions: film.vtt
                transcript: said.md
                body: lessons/film.md
                minutes: 5
          - {id: nothing, title: Nothing, lessons: []}
          - id: check
            title: Check
            lessons:
              - {id: slides, title: Slides, type: slides, media: deck.pdf, transcript: said.md, body: lessons/plain.md, minutes: 5}
              - {id: quiz, title: Quiz, type: quiz, assessment: questions, body: lessons/before.md, minutes: 5}
              - {id: again, title: Once more, type: quiz, assessment: questions, minutes: 5}
              - {id: exam, title: Exam, type: quiz, assessment: exam, minutes: 5}
    """,
    "git/lessons/read it.md": """
        # Read it

        See [the film](film.md#deep), [before](before.md), [another](../../else.md), [slides](../deck.pdf#page=2) and $a^2 < b$.

        !!! warning "Mind this"
            Text.

        | a | b |
        |---|---|
        | 1 | 2 |

        ![größe](../bilder/größe%20100%25.png "A caption")

        The page is called film.html, the picture größe 100%.png.
    """,
    "git/lessons/film.md": "## Deep\n\nBack to [reading](read%20it.md).\n",
    "git/lessons/plain.md": "Text.\n",
    "git/lessons/before.md": "Read this first.\n",
    "git/said.md": "## Hello\n\nSaid.\n",
    "git/film.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nHello & welcome\n",
    "git/clip ü.mp4": "film",
    "git/deck.pdf": "slides",
    "git/bilder/größe 100%.png": "image",
    "else.md": "# Else\n",
    "git/questions.assessment.yaml": """
        id: questions
        title: Questions
        summary: Before & after.
        purpose: formative
        stakes: graded
        passing_score: 80
        items:
          - id: so
            type: true-false
            stem: "So ![b](bilder/größe%20100%25.png)? [Read](lessons/read%20it.md), or [else](../else.md)."
            answer: true
          - {id: word, type: short-text, stem: Word?, answers: [branch]}
    """,
    "git/exam.assessment.yaml": """
        id: exam
        title: The exam
        purpose: summative
        stakes: certification
        blueprint: {draws: [{bank: pool, count: 1}, {bank: pool, objective: git.save, count: 1}]}
    """,
    "banks/pool.bank.yaml": """
        id: pool
        title: Pool
        items:
          - {id: one, type: true-false, stem: "One ![p](pics/a%20b.png)", answer: true, objective: git.save}
          - {id: two, type: short-text, stem: Two, answers: [x]}
          - {id: three, type: short-text, stem: Three, answers: [the-key]}
    """,
    "banks/pics/a b.png": "image",
}
EDITIONS = ("1.1", "1.3")
GERMAN = words_in("de")


@dataclass
class Cartridge:
    """What was built, and how to read it."""

    files: dict[str, Output]
    edition: str

    @property
    def short(self) -> str:
        return "v" + self.edition.replace(".", "p")

    def xml(self, name: str = "imsmanifest.xml") -> Element:
        content = self.files[name].content
        assert isinstance(content, bytes)
        root: Element = fromstring(content)
        return root

    def page(self, name: str) -> Any:
        return html.fromstring(self.text(name))

    def text(self, name: str) -> str:
        content = self.files[name].content
        assert isinstance(content, bytes)
        return content.decode()

    def all(self, path: str) -> list[Element]:
        space = f"{{http://www.imsglobal.org/xsd/imscc{self.short}/imscp_v1p1}}"
        return self.xml().findall("/".join(space + step if step.isalpha() else step for step in path.split("/")))


def made(root: Path, edition: str = "1.1", **more: str) -> Cartridge:
    files = FILES | {"cedu.yaml": FILES["cedu.yaml"].replace("1.1", edition)} | more
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(dedent(text), encoding="utf-8")
    context = Reading(validate(root).library)
    outputs = list(TARGET.build(context.entity("course", "git"), context))
    assert len({str(output.path) for output in outputs}) == len(outputs)
    assert outputs[-1].path == PurePosixPath("imsmanifest.xml")
    return Cartridge({str(output.path): output for output in outputs}, edition)


@pytest.fixture(params=EDITIONS)
def cartridge(request: pytest.FixtureRequest, tmp_path: Path) -> Cartridge:
    return made(tmp_path, request.param)


@pytest.fixture
def first(tmp_path: Path) -> Cartridge:
    return made(tmp_path)


def contents(element: Element) -> Iterator[Any]:
    """The table of contents: titles, and lists below a folder."""
    for item in element:
        if item.tag.endswith("}item"):
            title = item[0].text
            yield title if item.get("identifierref") else (title, list(contents(item)))


def test_the_manifest_is_of_its_edition(cartridge: Cartridge) -> None:
    root = cartridge.xml()
    assert root.tag == f"{{http://www.imsglobal.org/xsd/imscc{cartridge.short}/imscp_v1p1}}manifest"
    assert [child.tag.rpartition("}")[2] for child in root] == ["metadata", "organizations", "resources"]
    schema, version, lom = cartridge.all("metadata")[0]
    assert (schema.text, version.text) == ("IMS Common Cartridge", f"{cartridge.edition}.0")
    assert lom.tag == f"{{http://ltsc.ieee.org/xsd/imscc{cartridge.short}/LOM/manifest}}lom"
    assert lom[0].findtext("{*}title/{*}string") == "Git & <you>"
    (organization,) = cartridge.all("organizations/organization")
    assert organization.get("structure") == "rooted-hierarchy"
    assert [child.tag.rpartition("}")[2] for child in organization] == ["item"]


def test_modules_are_folders_and_lessons_lie_in_them_in_order(cartridge: Cartridge) -> None:
    (root,) = cartridge.all("organizations/organization/item")
    assert root.find("{*}title") is None
    assert list(contents(root)) == [
        ("Q\uff06A \uff1cfirst>", ["Read it", f"Film: {GERMAN.say('watch', host='films.example.org')}", "Film", "Clip"]),
        ("Check", ["Slides", "Quiz", "Questions", "Once more", "Exam"]),
    ]


def test_every_file_is_declared_once_and_every_reference_resolves(cartridge: Cartridge) -> None:
    resources = cartridge.all("resources/resource")
    declared = [unquote(file.get("href", "")) for one in resources for file in one.findall("{*}file")]
    assert sorted([*declared, "imsmanifest.xml"]) == sorted(cartridge.files)
    known = {one.get("identifier") for one in resources}
    assert {one.get("identifierref") for one in cartridge.all("resources/resource/dependency")} <= known
    assert {one.get("identifierref") for one in cartridge.all(".//item") if one.get("identifierref")} <= known
    identifiers = [one.get("identifier") for one in cartridge.xml().iter() if one.get("identifier")]
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", identifier) for identifier in identifiers)


def test_each_resource_is_as_its_type_asks(cartridge: Cartridge) -> None:
    found: dict[str, int] = {}
    for one in cartridge.all("resources/resource"):
        kind = one.get("type", "")
        found[kind] = found.get(kind, 0) + 1
        assert len(one.findall("{*}file")) == 1
        assert (one.get("href") == one[0].get("href")) if kind == "webcontent" else one.get("href") is None
        if kind.startswith("imswl"):
            assert one.find("{*}dependency") is None
    assert found == {
        "webcontent": 5 + 1 + 5,
        f"imswl_xml{cartridge.short}": 1,
        f"imsqti_xmlv1p2/imscc_xml{cartridge.short}/assessment": 2,
        f"imsqti_xmlv1p2/imscc_xml{cartridge.short}/question-bank": 1,
    }


def test_names_need_no_encoding(cartridge: Cartridge) -> None:
    """Moodle looks on the disk for each address as it is written (`entity11.resource.class.php`)."""
    assert all(re.fullmatch(r"[A-Za-z0-9./-]+", name) for name in cartridge.files)
    assert sum(name.startswith("git/assets/gr-e-100-") for name in cartridge.files) == 1


def test_moodle_recognises_the_edition_that_it_restores(first: Cartridge) -> None:
    """`converter/imscc11/lib.php`: the namespace stands in the first 500 bytes, white space and quotation marks apart."""
    start = re.sub(r"[\s\"']", "", first.text("imsmanifest.xml").lower()[:500])
    assert "xmlns=http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" in start


def test_no_folder_has_a_title_that_moodle_copies_into_xml_unread(cartridge: Cartridge) -> None:
    for item in cartridge.all(".//item"):
        if item.get("identifierref") is None:
            assert not {"&", "<"} & set(item.findtext("{*}title") or "")


def test_a_page_stands_alone_without_scripts(cartridge: Cartridge) -> None:
    for name in cartridge.files:
        if name.endswith(".html"):
            page = cartridge.page(name)
            assert not page.xpath("//script | //style | //*[@style] | //form | //iframe | //@*[starts-with(name(), 'on')]")
            assert page.xpath("//link[@rel='stylesheet']/@href") == ["./assets/lesson.css"]
            assert "script-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]
            assert len(page.xpath("//h1")) == 1 and page.get("lang") == "de"


def in_moodle(cartridge: Cartridge, name: str) -> str:
    """A page as Moodle keeps it: the body, cleaned, with the addresses of files that lie on the disk replaced, wherever they stand."""
    found = re.search(r"<body[^>]*>(.+)</body>", cartridge.text(name), re.DOTALL)
    assert found
    text = re.sub(r"</?(main|figure|figcaption|section|details|summary|math|m\w+)\b[^>]*>| (id|tabindex)=\"[^\"]*\"", "", found[1])
    for address in html.fromstring(f"<div>{text}</div>").xpath("//@href | //@src"):
        file = (PurePosixPath(name).parent / address).as_posix()
        if "://" not in address and file in cartridge.files:
            text = text.replace(address, f"$@FILEPHP@$/{file}")
    return text


def test_what_moodle_makes_of_a_page_still_leads_everywhere(first: Cartridge) -> None:
    for name in [name for name in first.files if name.endswith(".html")]:
        text = in_moodle(first, name)
        addresses = html.fromstring(f"<div>{text}</div>").xpath("//@href | //@src")
        assert all(address.startswith(("$@FILEPHP@$/git/", "https://", "#")) for address in addresses), addresses
        assert text.count("$@FILEPHP@$") == sum(address.startswith("$") for address in addresses)
    text = in_moodle(first, "git/read.html")
    assert "called film.html, the picture größe 100%.png" in text
    assert r"\(a^2 &lt; b\)" in text
    assert 'lang="de" dir="ltr"' in text
    assert '<p class="admonition-title"><strong>Mind this</strong></p>' in text


def test_links_lead_to_lessons_and_files_of_the_cartridge_and_nowhere_else(first: Cartridge) -> None:
    page = first.page("git/read.html")
    film, before, deck = page.xpath("//p[contains(., 'See')]//a")
    assert (film.get("href"), before.get("href")) == ("./film.html", "./quiz.html")
    assert deck.get("href").startswith("./assets/deck-") and deck.get("href").endswith(".pdf")
    assert "another" in page.text_content()


def test_media_elsewhere_are_a_web_link_and_a_page_with_what_is_said(cartridge: Cartridge) -> None:
    link = cartridge.xml("link-film.xml")
    assert link.tag == f"{{http://www.imsglobal.org/xsd/imscc{cartridge.short}/imswl_{cartridge.short}}}webLink"
    assert [child.tag.rpartition("}")[2] for child in link] == ["title", "url"]
    assert link[1].get("href") == "https://films.example.org/watch?a=1&b=2"
    page = cartridge.page("git/film.html")
    assert page.xpath("//p[@class='media']/a/@href") == ["https://films.example.org/watch?a=1&b=2"]
    assert [heading.text for heading in page.xpath("//h1 | //h2")] == ["Film", "Deep", GERMAN.say("transcript")]
    assert "Hello & welcome" in page.text_content()


def test_media_of_the_workspace_travel_with_their_captions(first: Cartridge) -> None:
    parts = first.page("git/clip.html").xpath("//video//*")
    assert [one.tag for one in parts] == ["source", "track"]
    for one in parts:
        assert f"git/{one.get('src').removeprefix('./')}" in first.files
    assert "Said." in first.page("git/clip.html").text_content()
    assert first.page("git/slides.html").xpath("//p[@class='media']/a[contains(@href, 'deck-')]")
    (clip,) = [output for name, output in first.files.items() if "clip-" in name]
    assert isinstance(clip.content, Path)


def test_an_address_in_a_question_is_the_same_from_the_root_and_from_the_file(cartridge: Cartridge) -> None:
    """Moodle puts the folder of the file for the token (`entities::update_sources`), others the root of the cartridge."""
    for name in ("test-questions.xml", "question-bank.xml", "test-exam.xml"):
        assert "/" not in name
        for text in cartridge.xml(name).iter(f"{Q}mattext"):
            for address in html.fromstring(f"<div>{text.text}</div>").xpath("//@src | //@href"):
                assert address.removeprefix("$IMS-CC-FILEBASE$") in cartridge.files
    test = cartridge.text("test-questions.xml")
    assert "$IMS-CC-FILEBASE$git/assets/gr-e-100-" in test
    assert "$IMS-CC-FILEBASE$git/read.html" in test
    assert "or else." in test
    assert "$IMS-CC-FILEBASE$git/assets/a-b-" in cartridge.text("question-bank.xml")


def test_what_a_test_shows_comes_with_it(cartridge: Cartridge) -> None:
    by_file = {one[0].get("href"): one for one in cartridge.all("resources/resource")}
    image = next(one for name, one in by_file.items() if "/gr-e-100-" in (name or ""))
    shown = [one.get("identifierref") for one in by_file["test-questions.xml"].findall("{*}dependency")]
    assert shown == [image.get("identifier")]


def test_an_exam_travels_because_the_lms_scores_it(first: Cartridge) -> None:
    assert targets()["cartridge"].scored_by == "server"
    assert [item.get("title") for item in first.xml("test-exam.xml").iter(f"{Q}item")] == ["pool.two", "pool.one"]
    assert [item.get("title") for item in first.xml("question-bank.xml").iter(f"{Q}item")] == ["pool.one", "pool.two", "pool.three"]
    assert all("the-key" not in first.text(name) for name in first.files if name.endswith(".html"))


def test_a_test_says_what_the_profile_has_no_field_for(first: Cartridge) -> None:
    rubric = html.fromstring(f"<div>{first.xml('test-questions.xml').findtext(f'{Q}assessment/{Q}rubric/{Q}material/{Q}mattext')}</div>")
    assert [text.text for text in rubric] == ["Before & after.", GERMAN.say("passing_score", score="80")]
    labels = [label.findtext(f"{Q}material/{Q}mattext") for label in first.xml("test-questions.xml").iter(f"{Q}response_label")]
    assert labels == [GERMAN.say("true"), GERMAN.say("false")]


def test_no_bank_where_nothing_is_drawn(tmp_path: Path) -> None:
    course = FILES["git/course.yaml"].replace("assessment: exam", "assessment: questions")
    assert "question-bank.xml" not in made(tmp_path, **{"git/course.yaml": course}).files


def test_identifiers_outlive_titles_and_names(tmp_path: Path) -> None:
    def identifiers(cartridge: Cartridge) -> list[str | None]:
        return [one.get("identifier") for one in cartridge.xml().iter() if one.get("identifier")]

    renamed = FILES["git/course.yaml"].replace("title: ", "title: New ").replace("id: read,", "id: readings, formerly: [read],")
    renamed = renamed.replace("version: 1.2.0", "version: 2.0.0").replace("id: check\n", "id: checks\n            formerly: [check]\n")
    before, after = made(tmp_path / "a"), made(tmp_path / "b", **{"git/course.yaml": renamed})
    assert identifiers(before) == identifiers(after)
    assert sorted(before.files) == sorted(after.files)


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = made(tmp_path / "a"), made(tmp_path / "b")
    for name, output in one.files.items():
        if isinstance(output.content, bytes):
            assert other.files[name].content == output.content


def test_what_is_lost_of_a_course_is_found_at_its_line(tmp_path: Path) -> None:
    made(tmp_path)
    reading = Reading(validate(tmp_path).library)
    course = reading.entity("course", "git")
    found = {loss.feature: [span.line for span in loss.where(course, reading.options)] for loss in TARGET.loses}
    lines = [line.strip() for line in dedent(FILES["git/course.yaml"]).splitlines()]
    assert {feature: lines for feature, lines in found.items() if lines} == {
        "the completion rule": [lines.index("completion: {lessons: all, assessments: passed}") + 1],
        "a module's summary and week": [lines.index("summary: Words.") + 1],
        "an `&` or `<` in a module's title": [lines.index('title: "Q&A <first>"') + 1],
        "media on another site": [lines.index('media: "https://films.example.org/watch?a=1&b=2"') + 1],
    }


def test_losses_of_questions_are_found_though_they_travel_in_a_course(tmp_path: Path) -> None:
    made(tmp_path)
    found = [finding for finding in validate(tmp_path).findings if finding.code == "CE601"]
    assert [finding.message for finding in found if finding.span.path.endswith("questions.assessment.yaml")] == [
        "cartridge: the passing score can't be carried"
    ]
    exam = [finding.message for finding in found if finding.span.path.endswith("exam.assessment.yaml")]
    assert len(exam) == 1 and exam[0].startswith("cartridge: the blueprint asks everyone the first items that fit each draw")
    assert not [finding for finding in validate(tmp_path).findings if finding.code in ("CE602", "CE603")]
