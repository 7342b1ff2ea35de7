"""Markdown becomes HTML that is safe, complete and quick."""

import re
import time

import pytest

from cedu.rendering.markdown import inline, plain, render
from cedu.source.markdown import scan


def test_headings_have_the_anchors_that_the_scanner_promises():
    text = "# A `b` *c*\n## A b c\n\n> ## snake_case\n\nSet\next\n===\n\n### Größe & so\n### !\n"
    rendered = render(text)
    assert [heading.anchor for heading in rendered.headings] == [heading.anchor for heading in scan(text).headings]
    assert re.findall(r'<h\d id="([^"]*)"', rendered.html) == [heading.anchor for heading in rendered.headings]
    assert rendered.headings[0] == (1, "A b c", "a-b-c")


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](vbscript:x)",
    "[a](data:text/html,<script>x</script>)",
    "![a](data:image/png;base64,AAAA)",
    "[a](file:///etc/passwd)",
    "[a](//evil.example/x)",
    "[a](\\\\evil.example/x)",
    "<javascript:alert(1)>",
    "![a](javascript:alert(1))",
    '[a](x "onclick=alert(1)")',
    '[a](x "\\" onclick=\\"alert(1)")',
    '![a](x.png "\\" onerror=\\"alert(1)")',
    '![a" onerror="alert(1)](x.png)',
    "$\\text{<script>alert(1)</script>}$",
    "$\\text{<img src=x onerror=alert(1)>}$",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\style{color:red}{x}$",
    "$\\class{button}{x}$",
    '```"><script>alert(1)</script>\nx\n```',
    "```html onload=alert(1)\n<script>x</script>\n```",
    '!!! note"><script>alert(1)</script>\n    x',
    '!!! note "<script>alert(1)</script>"\n    x',
    "# <script>alert(1)</script>",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "| a |\n|---|\n| <script>x</script> |",
    "<svg onload=alert(1)>",
    "<!-- --><script>alert(1)</script>",
    "<!--><script>alert(1)</script>",
    "[a]: javascript:alert(1)\n\n[a]",
    "<style>body{display:none}</style>",
    "<iframe src=https://evil.example></iframe>",
    "term\n: <script>x</script>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_lets_nothing_through_that_runs_or_reaches_out(text):
    html = render(text).html
    elements = re.findall(r"<[^>]*>", html)
    for element in elements:
        assert not re.match(r"</?(script|style|iframe|svg|object|embed|form|link|meta|base)\b", element, re.I), element
        assert not re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', '""', element), re.I), element
        assert not re.search(r'\s(style|srcset|formaction)="', element, re.I), element
        for url in re.findall(r'(?:href|src)="([^"]*)"', element):
            assert not re.match(r"\s*(javascript|vbscript|data|file):|//|\\", url.replace("&amp;", "&"), re.I), element


def test_html_is_shown_as_it_is_written_and_a_comment_is_left_out():
    assert render("a <b>c</b>").html == "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"
    assert render("a <!-- b --> c").html == "<p>a  c</p>\n"
    assert render("a\n\n<!--\nb\n\nc\n-->\n\nd").html == "<p>a</p>\n<p>d</p>\n"


def test_rewrites_each_link_and_image_once():
    seen = []

    def rewrite(url):
        seen.append(url)
        return "" if url == "gone.md" else f"new/{url}"

    html = render("[a](b%20c.md#d) ![e](f.png) [g *h*](gone.md) [i](j)", rewrite).html
    assert seen == ["b%20c.md#d", "f.png", "gone.md", "j"]
    assert html == '<p><a href="new/b%20c.md#d">a</a> <img src="new/f.png" alt="e"> g <em>h</em> <a href="new/j">i</a></p>\n'


def test_a_link_outside_says_nothing_of_where_it_was_followed():
    assert 'rel="noopener noreferrer"' in render("[a](https://x.org)").html
    assert "rel=" not in render("[a](b.md)").html


@pytest.mark.parametrize("file", ["a.html", "a.HTM", "d/a%2Esvg", "a.svg#part", "a.xml?b"])
def test_a_file_that_can_hold_scripts_is_never_opened(file: str):
    assert f'<a href="{file}" download="">' in render(f"[a]({file})").html
    assert "download" not in render(f"[a](https://x.org/{file}) [b](b.md) [c](c.pdf) ![d]({file})").html


def test_an_image_from_elsewhere_is_a_link():
    assert render("see ![the map](https://x.org/i.png)").html == (
        '<p>see <a href="https://x.org/i.png" rel="noopener noreferrer">the map</a></p>\n'
    )


def test_an_image_alone_is_a_figure_with_its_title_for_a_caption():
    assert render('![two boxes](a.png "How it works")').html == (
        '<figure><img src="a.png" alt="two boxes"><figcaption>How it works</figcaption></figure>\n'
    )
    assert render("![two boxes](a.png)").html == '<figure><img src="a.png" alt="two boxes"></figure>\n'
    assert "<figure" not in render("- ![two boxes](a.png)").html


def test_a_drawing_can_be_scrolled_with_the_keyboard():
    assert render("![two boxes](a.svg)").html == '<figure tabindex="0"><img src="a.svg" alt="two boxes"></figure>\n'


def test_code_is_coloured_by_the_first_word_of_its_info():
    html = render("```python title=x.py\nimport os\n```").html
    assert html == (
        '<pre tabindex="0"><code class="language-python"><span class="kn">import</span><span class="w"> </span>'
        '<span class="nn">os</span>\n</code></pre>\n'
    )
    assert render("```no-such\n<a>\n```").html == '<pre tabindex="0"><code class="language-no-such">&lt;a&gt;\n</code></pre>\n'
    assert render("    x < y\n").html == '<pre tabindex="0"><code>x &lt; y\n</code></pre>\n'


def test_maths_is_mathml_and_what_is_none_is_code():
    html = render("$\\frac{1}{2}$").html
    assert "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>" in html
    assert 'display="block"' in render("$$\na = b\n$$").html
    for broken in ("$\\frac{1}$", "${$", "$\\left( a$", "$\\nosuchcommand{x}$", "$" + "{" * 300 + "}" * 300 + "$"):
        assert '<code class="maths">' in render(broken).html, broken
    assert render("It costs $5 or $6.").html == "<p>It costs $5 or $6.</p>\n"
    assert "<math" in render("$a$ for 5").html


def test_admonitions_tasks_definitions_footnotes_and_tables():
    html = render('!!! warning "Mind *this*"\n    Text\n').html
    assert html.startswith('<div class="admonition warning">\n<p class="admonition-title">Mind <em>this</em></p>')
    assert '<div class="admonition note">' in render("!!! button primary\n    Text\n").html
    html = render("- [x] done\n- [ ] open\n").html
    assert html.count('type="checkbox"') == 2 and html.count('disabled="disabled"') == 2 and html.count('checked="checked"') == 1
    assert "<label><input" in html
    assert render("Term\n: Text\n").html == "<dl>\n<dt>Term</dt>\n<dd>Text</dd>\n</dl>\n"
    html = render("a[^x] b[^x]\n\n[^x]: note\n").html
    assert 'href="#fn:1" id="fnref:1"' in html and 'id="fnref:1:1"' in html and '<li id="fn:1"' in html and 'href="#fnref:1"' in html
    html = render("| a | b |\n|:--|--:|\n| 1 | 2 |\n").html
    assert '<td class="align-right">2</td>' in html and "style" not in html


def test_inline_has_no_paragraph_around_it_unless_there_are_several():
    assert inline("What is `x`?") == "What is <code>x</code>?"
    assert inline("a\n\nb") == "<p>a</p>\n<p>b</p>"
    assert inline("") == ""


def test_plain_is_the_words_alone():
    assert plain("What *is* `x` in [this](u)?\n\n- one ![alt](i.png)\n\n```\ncode\n```") == "What is x in this? one alt code"


def test_one_render_takes_a_few_milliseconds():
    text = "# Title\n\n" + "Some *text* with `code`, a [link](b.md) and more words.\n\n" * 20 + "- a\n- b\n\n```python\nx = 1\n```\n"
    render(text)
    started = time.process_time()
    for _ in range(20):
        render(text)
    assert (time.process_time() - started) / 20 < 0.02
