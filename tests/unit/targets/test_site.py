"""The site: pages that lead to one another, show everything once, and run nothing but their own scripts."""

import re
from itertools import pairwise
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from lxml import html

from cedu.bundle import Output
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.targets.site import TARGET

FILES = {
    "cedu.yaml": """
        cedu: 1
        namespace: https://learn.example.org/
        organization: {name: "Ex & Co", logo: art/logo.svg, url: https://example.org/}
    """,
    "art/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "all.audience.yaml": "{id: all, title: Everyone, summary: All., role: Any, risk: low, scale: high}",
    "f.framework.yaml": """
        id: f
        title: F
        summary: S
        scale: [{id: low, title: Low}]
        competencies: [{id: do, title: Doing it}]
    """,
    "c/course.yaml": """
        id: new-name
        formerly: [first-name]
        title: The <first> course
        summary: About it
        version: 1.0.0
        audience: all
        applies_to: "x >= 1"
        objectives: [{id: o, text: Do it, bloom: apply, competency: f.do}]
        modules:
          - id: m
            title: Module
            lessons:
              - {id: index, title: Read, type: article, minutes: 5, body: read.md, objectives: [o]}
              - {id: ask, title: Ask, type: quiz, minutes: 65, assessment: quiz}
              - {id: exam, title: Exam, type: quiz, minutes: 5, assessment: exam}
    """,
    "c/read.md": "Text, [the other course](../d/read.md#part) and ![a picture](art/p.svg).\n",
    "c/art/p.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "c/quiz.assessment.yaml": """
        id: quiz
        title: Quiz
        purpose: formative
        stakes: practice
        items: [{id: i, type: true-false, stem: "Is it?", objective: new-name.o, answer: true}]
    """,
    "c/exam.assessment.yaml": """
        id: exam
        title: Exam
        purpose: summative
        stakes: certification
        items: [{id: secret-item, type: true-false, stem: "Secret?", objective: new-name.o, answer: true}]
    """,
    "d/course.yaml": """
        id: other
        title: الدورة
        summary: S
        version: 1.0.0
        language: ar
        prerequisites: [new-name]
        modules: [{id: m, title: M, lessons: [{id: l, title: L, type: article, minutes: 5, body: read.md}]}]
    """,
    "d/read.md": "## Part\n\nText\n",
    "e/course.yaml": """
        id: unready
        title: Unready
        summary: S
        version: 1.0.0
        status: draft
        modules: [{id: m, title: M, lessons: [{id: l, title: L, type: article, minutes: 5, body: ../d/read.md}]}]
    """,
    "p.path.yaml": """
        id: p
        title: The path
        summary: S
        audience: all
        steps: [{course: new-name, note: Mind}, {level: z.one}, {course: unready, optional: true}, {certification: z}]
    """,
    "z.certification.yaml": """
        id: z
        title: Certified
        summary: S
        levels:
          - id: one
            title: One
            achievement: does it
            requires: [{course: new-name}, {assessment: exam, least_score: 90}]
            competencies: [f.do]
          - {id: two, title: Two, achievement: does more, requires: [{level: one}], validity_months: 12, renewal_months: 1}
          - id: three
            title: Three
            achievement: does most
            requires: [{at_least: {count: 2, of: [{level: one}, {practical: work}, {course: new-name}]}, within_months: 12}]
            validity_months: 12
            renewal: [{practical: work}]
        practicals: [{id: work, title: A piece of work}]
    """,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every file of the site by its path: pages as text."""
    root = tmp_path_factory.mktemp("workspace")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = text.strip("\n").splitlines()
        indent = len(lines[0]) - len(lines[0].lstrip())
        path.write_text("\n".join(line[indent:] for line in lines) + "\n", encoding="utf-8")
    library = validate(root).library
    found: dict[str, str] = {}
    for cls in TARGET.kinds:
        for outline in [None] if cls.kind == "workspace" else [one for one in library.of(cls.kind) if one.status == "active"]:
            context = Reading(library)
            entity = library.workspace if outline is None else context.entity(cls.kind, outline.id)
            folder = PurePosixPath() if outline is None else PurePosixPath(cls.kind, entity.lasting_id)
            found |= {str(folder / output.path): content(output) for output in TARGET.build(entity, context)}
    return found


def content(output: Output) -> str:
    """What an output holds, as text."""
    return (output.content.read_bytes() if isinstance(output.content, Path) else output.content).decode()


def pages(site: dict[str, str]) -> dict[str, html.HtmlElement]:
    return {name: html.fromstring(text) for name, text in site.items() if name.endswith(".html")}


def test_every_link_leads_to_a_file_and_a_place_that_are_there(site):
    found = pages(site)
    count = 0
    for name, page in found.items():
        for element in page.xpath("//*[@href or @src]"):
            url = element.get("href") or element.get("src")
            if url.startswith("https://"):
                continue
            path, _, anchor = url.partition("#")
            target = str(PurePosixPath(*resolved(PurePosixPath(name).parent / unquote(path)))) if path else name
            assert target in site, f"{name}: {url}"
            if anchor:
                assert found[target].xpath("//*[@id=$id]", id=anchor), f"{name}: {url}"
            count += 1
    assert count > 60


def resolved(path: PurePosixPath) -> list[str]:
    parts: list[str] = []
    for part in path.parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return parts


def test_names_come_from_lasting_ids(site):
    assert {name for name in site if name.startswith("course/")} == {
        "course/first-name/index.html",
        "course/first-name/lesson.index.html",
        "course/first-name/ask.html",
        "course/first-name/exam.html",
        "course/first-name/assets/art/p.svg",
        "course/other/index.html",
        "course/other/l.html",
    }


def test_nothing_runs_but_the_sites_own_scripts(site):
    for name, page in pages(site).items():
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
        for script in page.iter("script"):
            assert script.get("src", "").startswith(("assets/", "../../assets/")) or script.get("type") == "application/json", name
        assert not page.xpath("//style | //*[@style] | //iframe | //object")
        assert not any(attribute.startswith("on") for element in page.iter() if element.attrib for attribute in element.attrib)


def test_a_certification_exam_leaves_no_trace(site):
    for name, text in site.items():
        assert "secret-item" not in text and "Secret?" not in text, name
    assert "taken in your learning platform" in site["course/first-name/exam.html"]


def test_a_self_check_is_plainly_one(site):
    text = site["course/first-name/ask.html"]
    assert "Self-check" in text and "sent to nobody" in text and "data-item=" in text and "quiz.js" in text
    assert "quiz.js" not in site["course/first-name/exam.html"]
    assert 'id="Cedu-strings"' in text and 'getElementById("Cedu-strings")' in site["assets/strings.js"]


def test_each_page_has_its_language_landmarks_and_one_heading_of_the_first_level(site):
    for name, page in pages(site).items():
        language = "ar" if name.startswith("course/other/") else "en"
        assert (page.get("lang"), page.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
        assert len(page.xpath("//h1")) == 1 and len(page.xpath("//main[@id='Main']")) == 1, name
        assert page.xpath("//a[@class='skip']/@href") == ["#Main"]
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
        assert all(after - before <= 1 for before, after in pairwise(levels)), (name, levels)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        assert page.xpath("//title")[0].text


def test_a_lesson_leads_back_and_on(site):
    page = html.fromstring(site["course/first-name/ask.html"])
    assert page.xpath("//a[@rel='prev']/@href") == ["lesson.index.html"]
    assert page.xpath("//a[@rel='next']/@href") == ["exam.html"]
    assert page.xpath("//nav[@class='trail']//a/@href") == ["index.html"]
    assert page.xpath("//nav[@class='contents']//a[@aria-current]/@href") == ["ask.html"]
    assert "Lesson 2 of 3" in page.text_content() and "1 h 5 min" in page.text_content()
    read = html.fromstring(site["course/first-name/lesson.index.html"])
    assert "../other/l.html#part" in read.xpath("//article//a/@href")


def test_overviews_say_what_is_in_them(site):
    start = html.fromstring(site["index.html"]).text_content()
    for words in ("Ex & Co", "The path", "The <first> course", "الدورة", "Certified", "4 steps", "3 lessons"):
        assert words in start
    assert "Unready" not in start
    path = html.fromstring(site["path/p/index.html"])
    assert [step.text_content() for step in path.xpath("//ol[@class='steps']//h3")] == ["The <first> course", "One", "Unready", "Certified"]
    assert path.xpath("//ol[@class='steps']//h3/a/@href") == [
        "../../course/first-name/index.html",
        "../../certification/z/index.html#level-one",
        "../../certification/z/index.html",
    ]
    certification = html.fromstring(site["certification/z/index.html"])
    requirements = [" ".join(row.text_content().split()) for row in certification.xpath("//li/ul[@class='requires']/li[not(ul)]")]
    assert requirements == [
        "Complete The <first> course",
        "Pass Exam with at least 90 %",
        "Hold the level One",
        *("Hold the level One", "A piece of work: have it accepted by an assessor", "Complete The <first> course"),
        "A piece of work: have it accepted by an assessor",
    ]
    (group,) = certification.xpath("//li/ul[@class='requires']/li[ul]")
    assert " ".join(group.text_content().split()).startswith("At least 2 of these: not longer than 12 months before the award Hold")
    assert [heading.text for heading in certification.xpath("//h3")].count("What renews it") == 1
    assert "Valid for 12 months" in certification.text_content() and "Valid for good" in certification.text_content()


def test_the_style_has_no_colour_but_variables_in_dark_places(site):
    style = re.sub(r"/\*.*?\*/", "", site["assets/style.css"], flags=re.S)
    root, rest = style.split("}", 1)
    print_rules = rest[rest.index("@media print") :]
    assert "--band" in root and not re.search(r"#[0-9a-f]{3,6}\b", rest.replace(print_rules, ""))
    assert "prefers-reduced-motion" in style and ":focus" in style and "url(" not in style
