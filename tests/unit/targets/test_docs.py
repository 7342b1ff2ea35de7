"""Docs: the same facts in Markdown and in HTML, with each path drawn in both."""

from pathlib import Path
from textwrap import dedent

import pytest
from lxml import html

from cedu.items import item_types
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.rendering.markdown import plain, render
from cedu.targets import targets
from cedu.targets.docs import TARGET

FILES = {
    "cedu.yaml": "cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Ex}\n",
    "all.audience.yaml": """
        id: all
        title: Everyone
        summary: All.
        role: Any role
        risk: low
        scale: high
        needs: [{competency: f.do, proficiency: low}]
    """,
    "f.framework.yaml": """
        id: f
        title: Skills
        summary: What people do.
        scale: [{id: low, title: A little}]
        competencies: [{id: do, title: Doing it}, {id: rest, title: Resting}]
    """,
    "course.yaml": """
        id: c
        title: "Pipes | and *stars* [here](x)"
        summary: About `it` <b>.
        version: 1.2.0
        audience: all
        review_by: 2099-01-01
        objectives: [{id: o, text: Do it, bloom: apply, competency: f.do}]
        modules: [{id: m, title: Module, lessons: [{id: l, title: "Lesson; one", type: article, minutes: 75, body: l.md, objectives: [o]}]}]
    """,
    "l.md": "Text\n",
    "p.path.yaml": """
        id: p
        title: The path
        summary: S
        audience: all
        steps: [{course: c, note: Mind}, {level: z.one}, {path: r, optional: true}]
    """,
    "r.path.yaml": "{id: r, title: The other path, summary: S, audience: all, steps: [{certification: z}]}",
    "z.certification.yaml": """
        id: z
        title: Certified
        summary: S
        practicals: [{id: work, title: A piece of work, text: Show it.}]
        levels:
          - id: one
            title: One
            achievement: does it
            requires:
              - {course: c, within_months: 6}
              - any: [{practical: work}, {at_least: {count: 1, of: [{course: c}, {practical: work}]}}]
            competencies: [f.do]
            validity_months: 12
            renewal: [{all: [{practical: work}], within_months: 1}]
    """,
}


@pytest.fixture
def docs(tmp_path: Path) -> dict[str, str]:
    for name, text in FILES.items():
        (tmp_path / name).write_text(dedent(text), encoding="utf-8")
    library = validate(tmp_path).library
    context = Reading(library)
    found = {str(output.path): output.content.decode() for output in TARGET.build(library.workspace, context)}
    return found | {f"path/p/{output.path}": output.content.decode() for output in TARGET.build(context.entity("path", "p"), context)}


def test_a_path_is_drawn_as_mermaid_and_as_svg(docs):
    text = docs["path/p/index.md"]
    assert "```mermaid\nflowchart TD\n    s1[" in text and "s1 --> s2" in text and "s2 -.-> s3" in text
    page = html.fromstring(docs["path/p/index.html"])
    assert page.xpath("//svg/@aria-label") == ["The path"] and len(page.xpath("//svg//rect")) == 3
    assert page.xpath("//svg//a/@href") == ["../../path/r/index.html"]


def test_both_say_the_same(docs):
    for name in ("path/p/index", "curriculum-guide"):
        written = html.fromstring(render(docs[f"{name}.md"]).html)
        for block in written.xpath("//pre"):
            block.drop_tree()
        drawn = html.fromstring(docs[f"{name}.html"]).find(".//main")
        for unwanted in drawn.xpath(".//svg | .//nav"):
            unwanted.drop_tree()
        in_markdown, in_html = words(written), words(drawn)
        assert in_markdown == in_html


def test_groups_of_requirements_are_lists_in_lists(docs):
    for page in (html.fromstring(docs["curriculum-guide.html"]), html.fromstring(render(docs["curriculum-guide.md"]).html)):
        (group,) = [item for item in page.xpath("//li") if item.text and item.text.strip() == "One of these:"]
        assert [" ".join(" ".join(item.itertext()).split()) for item in group.xpath("./ul/li")] == [
            "A piece of work: have it accepted by an assessor. Show it.",
            "At least one of these: Complete Pipes | and *stars* [here](x) A piece of work: have it accepted by an assessor. Show it.",
        ]
        assert "Complete Pipes | and *stars* [here](x) (not longer than 6 months before the award)" in page.text_content()
        assert "What renews it" in page.text_content()


def words(element: html.HtmlElement) -> set[str]:
    """The words that a reader sees, whatever their case."""
    text = " ".join(element.itertext()).casefold()
    return set("".join(c if c.isalnum() else " " for c in text).split())


def test_texts_stay_texts_in_markdown(docs):
    page = html.fromstring(render(docs["curriculum-guide.md"]).html)
    assert "Pipes | and *stars* [here](x)" in [heading.text for heading in page.xpath("//h3")]
    assert "About `it` <b>." in [text.text for text in page.xpath("//p")]
    assert [cell.text for cell in page.xpath("//td")][:3] == ["Module", "Lesson; one", "1 h 15 min"]


def test_the_guide_says_where_a_competency_is_taught_and_proven(docs):
    rows = html.fromstring(docs["curriculum-guide.html"]).xpath("//section[starts-with(@aria-labelledby, 'Framework')]//tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["Doing it", "Pipes | and *stars* [here](x)", "One"],
        ["Resting", "nowhere yet", "nowhere yet"],
    ]


def test_time_counts_only_what_must_be_done(docs):
    assert "1 h 15 min without what is optional" in docs["path/p/index.html"]


def test_pages_run_nothing(docs):
    for name, text in docs.items():
        if name.endswith(".html"):
            page = html.fromstring(text)
            assert not page.xpath("//script | //style | //*[@style]")
            assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]
            assert len(page.xpath("//h1")) == 1 and page.get("lang") == "en"


def test_every_loss_that_a_target_declares_is_in_the_document_of_formats(docs):
    text = docs["formats.md"]
    page = html.fromstring(docs["formats.html"])
    (head, *rows) = page.xpath("//table//tr")
    carrying = [cell.text_content() for cell in head.xpath("th")][1:]
    assert {row.xpath("string(th)") for row in rows} == set(item_types())
    for name in carrying:
        for loss in targets()[name].loses:
            assert plain(loss.feature) in " ".join(page.xpath(f"//section[@aria-labelledby='{name}']")[0].text_content().split())
            assert f"** {loss.becomes}" in text or f") {loss.becomes}" in text
    assert len(rows[0].xpath("td")) == len(carrying) >= 8
