"""HTML of strangers into Markdown: what our renderer makes comes back as it was, and what is not on the list is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedu.formats.from_html import markdown
from cedu.formats.markdown_text import literal
from cedu.rendering.markdown import plain, render

PIECES = (
    *("<b>", "</b>", "<em>", "</em>", "<p>", "<li>", "<ul>", "</ul>", "<td>", "<tr>", "<table>", "<a href=x>", "</a>", "<code>", "</code>"),
    *(
        "<br>",
        "<pre>",
        "<",
        ">",
        "&",
        "x",
        " ",
        "\n",
        "*",
        "`",
        "<!--",
        "-->",
        "<img src=y>",
        "<h1>",
        "<dl>",
        "<dt>",
        "<dd>",
        '"',
        "<script>",
    ),
    "<sub>2</sub>",
)


def kept(url: str) -> str:
    return url


def there_and_back(text: str) -> str:
    html = render(text, maths=lambda tex, display: f"\\[{tex}\\]" if display else f"\\({tex}\\)").html
    found = markdown(html, kept, kept)
    assert found.lost == ()
    return found.text


CANONICAL = (
    *("*soft* and **strong**", "**a *b***", "***both***", "~~gone~~", "`code`", "snake_case 2 * 3 < 4", "a\\\nb", "a\nb"),
    *("- a\n- b", "- a\n\n- b", "1. a\n2. b\n   - c\n   - d", "3. three\n4. four", "- a\n\n  b\n\n- c", "- [ ] to do\n- [x] done"),
    *("# Title\n\ntext", "### C \\#", "> said\n>\n> so", "---", "a\n\n---\n\nb"),
    *("```python\nif a < b:\n    pass\n```", "````\n```\n````", "```\n\n  x\n```"),
    *("| a | b |\n| --- | ---: |\n| 1 | `x\\|y` |\n| 2 | *z* |", "Term\n: What it is\n: And more\n\nOther\n: That"),
    *("![alt](a.png)", "see ![alt](a.png \"Title\") here", "![alt](a.png \"Caption\")", "[x](https://example.org/a_(b)?c=1&d=2)", "<https://example.org/>"),
    *("[*soft* link](page.md#part \"Title\")", "[a \\[b](x)", "wow\\![x](y)", '!!! tip "Hey"\n    text\n\n    - more'),
    *("$x^2$ and $$y$$", "$a_1$", "\\$5 and \\$6", "It costs $5", "[[gap]] and [[other]]", "[[gap]]\\(s)", "f[0] and [see]"),
    *("\\# no title", "1\\. no list", "\\- no list", "\\> no quote", "a\n\\---", "\\[x]: no link", "\\!!! no note", "\\*x\\*", "\\`x\\`"),
    *("AT\\&amp;T", "\\<b>", "x < y > z", "a \\~\\~b\\~\\~", "| a | b |\n\\| - | - |", "C:\\temp"),
    *("\\\\\\*", "“quoted” ‘text’", "日本語", "قهوة", "\\_\\_x\\_\\_"),
)  # fmt: skip


@pytest.mark.parametrize("text", CANONICAL)
def test_what_we_render_comes_back(text: str) -> None:
    assert there_and_back(text) == text


@given(st.text(st.sampled_from("ab 1.\n\t*_`[]()<>&;#!-+=|~$\\:\"'é?")))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    assert plain(literal(text)) == " ".join(text.split())


@given(st.text(st.sampled_from("ab 1.\n*_`[]()<>&;#!-+=|~$\\:\"'é?{}")))
def test_any_text_in_html_is_shown_as_it_is(text: str) -> None:
    html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\\(" in text or "\\[" in text or "$$" in text:
        return  # TeX, for those who write it so
    assert plain(markdown(f"<p>{html}</p>", kept).text) == " ".join(text.split())


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_html_is_markdown_that_renders(html: str) -> None:
    found = markdown(html, kept, kept)
    again = markdown(render(found.text).html, kept, kept)
    assert plain(again.text) == plain(found.text)
    assert "<script" not in render(found.text).html


@pytest.mark.parametrize(
    ("html", "text", "lost"),
    [
        ("<script>alert(1)</script>Hi", "Hi", ("`<script>`",)),
        ('<p style="color: red" onclick="x()">Hi</p>', "Hi", ("`style`", "`onclick`")),
        ("<form><input name=a> <b>x</b></form>Hi", "Hi", ("`<form>`",)),
        ("<iframe src='https://example.org'>x</iframe>Hi", "Hi", ("`<iframe>`",)),
        ("<blink>Hi</blink> <u>so</u>", "Hi so", ("`<blink>`", "`<u>`")),
        ('<a href="javascript:alert(1)">Hi</a>', "Hi", ("the link to `javascript:alert(1)`",)),
        ('<a href=" JAVA\tscript:alert(1)">Hi</a>', "Hi", ("the link to `JAVA\tscript:alert(1)`",)),
        ('<a href="data:text/html,x">Hi</a>', "Hi", ("the link to `data:text/html,x`",)),
        ('<img src="x.png" alt="A plan">', "A plan", ("the image `x.png`",)),
        ("<table><tr><td>a<td>b</table>", "| a | b |\n| --- | --- |", ("the plain first row of a table, which is its head now",)),
        ("H<sub>2</sub>O, x<sup>2</sup>, 4<sup>th</sup>", "H₂O, x², 4th", ("`<sup>`",)),
        ("<em>a</em>b<em>(c)</em>d", "*a*b(c)d", ("`<em>` next to other signs",)),
    ],
)
def test_what_is_dropped_is_named(html: str, text: str, lost: tuple[str, ...]) -> None:
    assert markdown(html, lambda _: None) == (text, lost)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<p>b", "a\n\nb"),
        ("<ul><li>a<li>b</ul>c", "- a\n- b\n\nc"),
        ("a&nbsp;b &lt;i&gt; &#x41;", "a\xa0b \\<i> A"),
        ("<b>Hi </b>you", "**Hi** you"),
        ("<b>a</b><b>b</b>", "**ab**"),
        ("<i><i>a</i></i>", "*a*"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<p>&nbsp;</p><p></p>x", "x"),
        ("<!-- c --><!DOCTYPE html><html><head><title>t</title></head><body>x</body></html>", "x"),
        ("<p>a<br>b<br/></p>", "a\\\nb"),
        ("<br><p><br> a \\ </p>", "a \\\\"),
        ('<math alttext="\\frac{1}{2}"><mi>x</mi></math>', "$\\frac{1}{2}$"),
        (
            '<math display="block"><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math>',
            "$$x^2$$",
        ),
        ('<img class="equation_image" alt="LaTeX: x^2" src="/equation_images/x">', "$x^2$"),
        ('<pre><code class="language-python"><span class="k">if</span> x</code></pre>', "```python\nif x\n```"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b"),
        ("<q>so</q>", "“so”"),
        ("a <", "a <"),
        ("a <b", "a \\<b"),
    ],
)
def test_as_people_and_editors_write_it(html: str, text: str) -> None:
    assert markdown(html, kept).text == text


@pytest.mark.parametrize(
    "piece",
    [
        *("<a href=x>", "<b>", "<em>a", "<i><b>", "<p>", "<", "<!--", "<x ", '<a "', '<a ="', "&amp;", "\\(", "$$", "`", "*", "]("),
        *("<td>", "<dl><dd>", "<sub>", "<ul><li>", "<table><tr>", "<code>", "<pre>"),
    ],
)
def test_however_often_something_is_opened_it_ends(piece: str) -> None:
    found = markdown(piece * 20_000, kept, kept)  # for ever, if time grew with the square of the length
    assert len(found.text) < 200 * 20_000


def test_what_is_too_deep_is_flat_and_said() -> None:
    found = markdown("<div>" * 5000 + "x" + "<blockquote>" * 100 + "y", kept)
    assert found.lost == ("what is too long, or too deep inside other elements",)
    assert "x" in found.text and "y" in found.text
