"""A lesson's page: where its links lead, which files it takes along, and what it keeps back."""

from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any

import pytest

from cedu.items.true_false import TrueFalse
from cedu.model.assessment import Assessment, Bank, Blueprint, Draw
from cedu.model.course import Course, Lesson, Module
from cedu.model.origin import Origin
from cedu.model.workspace import Build
from cedu.rendering.links import lesson_links
from cedu.rendering.pages import LessonPage, lesson_page
from cedu.rendering.words import words_in

_MARK = SimpleNamespace(line=0, column=0, index=0)


def at(path: str) -> Origin:
    return Origin(path, (None, _MARK, _MARK, None))


class Workspace:
    """What a page reads, from dicts."""

    def __init__(self, texts: dict[str, str], *entities: Any, hosts: tuple[str, ...] = ()) -> None:
        self.options = Build(origin=COURSE, video_hosts=hosts)
        self.texts = texts
        self.entities = {(entity.kind, entity.id): entity for entity in entities}

    def entity(self, kind: str, id: str) -> Any:
        return self.entities[kind, id]

    def text(self, path: str) -> str:
        return self.texts[path]

    words = staticmethod(words_in)


COURSE = at("a/b/course.yaml")


def lesson(id: str, **more: Any) -> Lesson:
    return Lesson(origin=COURSE, **({"id": id, "title": f"Lesson {id}", "type": "article", "minutes": 5} | more))


def course(*lessons: Lesson) -> Course:
    module = Module(origin=COURSE, id="m", title="M", lessons=lessons)
    return Course(origin=COURSE, id="c", title="C", summary="S", version="1.0.0", modules=(module,), language="en")


def shown(within: Course, one: Lesson, context: Workspace) -> LessonPage:
    """The page of a lesson whose course has each at `<id>.html`."""
    return lesson_page(within, one, context, lesson_links(within, lambda id, anchor: f"{id}.html{anchor}"), "en")


ITEMS = tuple(
    TrueFalse(origin=at("a/q.assessment.yaml"), id=f"i{n}", type="true-false", stem=f"![x](img/i{n}.png)", answer=True, objective="c.o")
    for n in range(3)
)


def quiz(**more: Any) -> Assessment:
    fields = {"id": "q", "title": "Q", "purpose": "formative", "stakes": "practice", "items": ITEMS}
    return Assessment(origin=at("a/q.assessment.yaml"), **(fields | more))


def test_links_lead_to_where_things_lie_in_the_output():
    text = (
        "[next](two.md#Part) [above](../../shared/Map.PDF) [out](https://x.org) [here](#there) [mail](mailto:a@b.org)\n\n"
        "[else](../../other/three.md)\n\n![pic](../img/A%20b.svg)\n"
    )
    one, two = lesson("one", body="lessons/one.md"), lesson("two", body="lessons/two.md", formerly=("zwei",))
    page = shown(course(one, two), one, Workspace({"a/b/lessons/one.md": text}))
    assert '<a href="zwei.html#Part">next</a>' in page.html
    assert '<a href="assets/_/a/shared/Map.PDF">above</a>' in page.html
    assert 'href="https://x.org"' in page.html and 'href="#there"' in page.html and 'href="mailto:a@b.org"' in page.html
    assert "<p>else</p>" in page.html
    assert 'src="assets/img/A%20b.svg"' in page.html
    assert page.assets == (
        (PurePosixPath("assets/_/a/shared/Map.PDF"), "a/shared/Map.PDF"),
        (PurePosixPath("assets/img/A b.svg"), "a/b/img/A b.svg"),
    )


def test_no_two_files_meet_in_one_place():
    names = ("x.png", "_/x.png", "a/x.png", "a/b/x.png", "a/b/_/x.png", "a/b/_/_/x.png", "_/a/b/_/x.png", "a/b/a/x.png")
    text = "".join(f"![x]({'../../' + name})\n" for name in names)
    page = shown(course(lesson("one", body="l.md")), lesson("one", body="l.md"), Workspace({"a/b/l.md": text}))
    assert sorted(path for _, path in page.assets) == sorted(names)


def test_a_link_that_leaves_the_workspace_is_no_link():
    one = lesson("one", body="one.md")
    page = shown(course(one), one, Workspace({"a/b/one.md": "[up](../../../x.txt) ![p](/etc/passwd)"}))
    assert "href" not in page.html and page.assets == ()


def test_the_title_is_the_first_heading_unless_the_text_has_its_own():
    one, two = lesson("one", body="one.md"), lesson("two", body="two.md")
    texts = Workspace({"a/b/one.md": "## Part\n\ntext", "a/b/two.md": "# Mine\n\ntext"})
    page = shown(course(one), one, texts)
    assert page.html.startswith('<h1>Lesson one</h1>\n<h2 id="part">')
    assert [heading.anchor for heading in page.headings] == ["part"]
    assert shown(course(two), two, texts).html.startswith('<h1 id="mine">Mine</h1>\n')


def test_media_of_the_workspace_plays_with_captions_and_a_transcript():
    one = lesson(
        "one", type="video", body="one.md", media="v/film.mp4", captions="v/film.vtt", transcript="v/film.md", title="A <film>"
    )  # fmt: skip
    page = shown(course(one), one, Workspace({"a/b/one.md": "text", "a/b/v/film.md": "## Part\n\nsaid ![p](p.png)"}))
    assert '<video controls preload="metadata" aria-label="A &lt;film&gt;">' in page.html
    assert '<track kind="captions" src="assets/v/film.vtt" srclang="en"' in page.html
    assert "<summary>Transcript</summary>\n<h2>Part</h2>" in page.html
    assert {str(place) for place, _ in page.assets} == {"assets/v/film.mp4", "assets/v/film.vtt", "assets/v/p.png"}
    assert page.html.index("<h1>") < page.html.index("<video") < page.html.index("<p>text</p>")


@pytest.mark.parametrize(("media", "shut"), [("slides.html", True), ("slides.pdf", False)])
def test_media_that_can_hold_scripts_is_never_opened(media: str, shut: bool):
    one = lesson("one", type="slides", body="one.md", media=media)
    page = shown(course(one), one, Workspace({"a/b/one.md": "text"}))
    assert f'href="assets/{media}"{" download" if shut else ""}>' in page.html


def test_media_on_the_web_is_a_link():
    one = lesson("one", type="video", body="one.md", media='https://v.example/x?a=1&b="2"')
    page = shown(course(one), one, Workspace({"a/b/one.md": "text"}))
    assert 'href="https://v.example/x?a=1&amp;b=&quot;2&quot;" rel="noopener noreferrer">Watch the video on v.example</a>' in page.html
    assert page.assets == ()


@pytest.mark.parametrize(
    ("media", "host"),
    [
        ("https://v.example:8443/x", "v.example"),
        ("https://somebody:secret@v.example?x", "v.example"),
        ("https://[", "["),
        ("https://ex℀mple.com/", "ex℀mple.com"),
        ("https:///x", ""),
    ],
)
def test_the_host_of_an_address_is_named_even_where_it_is_none(media: str, host: str):
    one = lesson("one", type="video", body="one.md", media=media)
    found = shown(course(one), one, Workspace({"a/b/one.md": "text"})).html
    assert f">Watch the video on {host}</a>" in found and "secret@" not in found.partition(">Watch")[2]


def test_a_film_of_a_listed_host_is_a_frame_with_a_link_beside_it_and_a_transcript():
    vtt = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada>Commit & push.\n"
    one = lesson("one", type="video", body="one.md", media="https://youtu.be/dQw4w9WgXcQ?t=9", captions="v.vtt", title="A <film>")
    texts = {"a/b/one.md": "text", "a/b/v.vtt": vtt}
    page = shown(course(one), one, Workspace(texts, hosts=("www.youtube-nocookie.com",)))
    assert '<iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" title="A &lt;film&gt;" loading="lazy"' in page.html
    assert 'sandbox="allow-scripts allow-same-origin" referrerpolicy="strict-origin-when-cross-origin"' in page.html
    assert '<figcaption><a href="https://youtu.be/dQw4w9WgXcQ?t=9" rel="noopener noreferrer">Watch the video on youtu.be</a>' in page.html
    linked = shown(course(one), one, Workspace(texts, hosts=("player.vimeo.com",)))
    assert "<iframe" not in linked.html and '<a class="button" href="https://youtu.be/' in linked.html
    for found in (page, linked):
        assert "<summary>Transcript</summary>\n<p>Commit &amp; push.</p>" in found.html


def test_a_quiz_is_a_form_with_its_files():
    one = lesson("one", type="quiz", assessment="q")
    page = shown(course(one), one, Workspace({}, quiz()))
    assert page.html.count("<fieldset") == 3 and page.items == ITEMS
    assert page.assets[0] == (PurePosixPath("assets/_/a/img/i0.png"), "a/img/i0.png")


def test_a_blueprint_asks_the_first_that_fit():
    bank = Bank(origin=at("a/b/banks/k.bank.yaml"), id="k", title="K", items=ITEMS)
    draws = (
        Draw(origin=COURSE, count=1, bank="k", objective="c.o"),
        Draw(origin=COURSE, count=9, bank="k", difficulty="medium"),
        Draw(origin=COURSE, count=1, bank="k", objective="c.other"),
    )
    one = lesson("one", type="quiz", assessment="q")
    page = shown(course(one), one, Workspace({}, quiz(items=(), blueprint=Blueprint(origin=COURSE, draws=draws)), bank))
    assert [item.id for item in page.items] == ["i0", "i1", "i2"]
    assert page.assets[0] == (PurePosixPath("assets/banks/img/i0.png"), "a/b/banks/img/i0.png"), "where the bank has it"


def test_an_exam_for_a_certificate_is_described_and_not_asked():
    one = lesson("one", type="quiz", assessment="q")
    exam = quiz(stakes="certification", passing_score=80, time_limit_minutes=60)
    page = shown(course(one), one, Workspace({}, exam))
    assert "3 questions" in page.html and "60 minutes" in page.html and "80 % to pass" in page.html
    assert "<form" not in page.html and "i0" not in page.html and page.items == ()
