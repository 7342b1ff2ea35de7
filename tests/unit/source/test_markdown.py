"""The scanner finds what markdown-it finds, at the right place, in next to no time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedu.rendering.syntax import parser
from cedu.source.markdown import plain, scan, slug


def reference(text):
    """The headings (level and words) and the links (is it an image, and its address) that the renderer's parser finds."""
    headings, links = [], []

    def inline(children):
        for token in children:
            if token.type == "link_open":
                links.append((False, token.attrs["href"]))
            elif token.type == "image":
                links.append((True, token.attrs["src"]))
                inline(token.children or [])

    tokens = parser().parse(text)
    for index, token in enumerate(tokens):
        if token.type == "inline":
            inline(token.children or [])
        elif token.type == "heading_open":
            headings.append((int(token.tag[1]), plain(tokens[index + 1].content)))
    return headings, sorted(links)


def scanned(text):
    page = scan(text)
    headings = [(heading.level, heading.text) for heading in page.headings]
    return headings, sorted((link.is_image, parser().normalizeLink(link.url)) for link in page.links)


EDGE_CASES = {
    "nested brackets": "[a [b] c](u) and [a [b](v) c](u)",
    "image in a link": "[![a](i.png)](u)",
    "link in an image's text": "![a [b](v) c](i.png) [x](y)",
    "parentheses": "[a](u(v)w) [b](u(v(w))) [c](<u)v>) [d](u\\)v)",
    "titles": '[a](u \'b\') [c](v "d") [e](w (f)) [g](x "h) [i](y)',
    "empty": "[](u) [a]() [b](<>) ![](i.png)",
    "spaces": "[a]( u ) [b](u v) [c](\n u\n )",
    "autolinks": "<https://a.b/c?d=e> <m@x.org> <not a link> <https://a b>",
    "autolink in a link": "[a <https://b.c> d](u)",
    "escapes": "\\[a](b) [c\\](d) [e\\]f](g) \\\\[h](i) !\\[j](k) \\![l](m)",
    "code spans": "`[a](b)` ``[c](d) ` [e](f)`` `unclosed [g](h)",
    "code in a link's text": "[`]`](u) [a `b](c)` d](e)",
    "code across lines": "a `b\n[c](d)\n` [e](f)",
    "code that does not reach the next paragraph": "a ` b\n\n[c](d) ` e",
    "fences": "```\n[a](b)\n```\n[c](d)\n~~~ x\n[e](f)\n```\n[g](h)\n~~~\n[i](j)",
    "a fence that is never closed": "[a](b)\n````\n[c](d)\n```\n",
    "a fence in a list": "- a\n\n  ```\n  [a](b)\n  ```\n\n  [c](d)\n- ```\n  [e](f)\n- [g](h)\n",
    "a fence that its list ends": "- ```\n  [a](b)\n[c](d)\n",
    "a fence in a quote": "> ```\n> [a](b)\n> ```\n> [c](d)\n\n> ```\n[e](f)\n",
    "indented code": "a\n\n    [b](c)\n\n\t[d](e)\n\nf\n    [g](h)\n",
    "indented code in a list": "- a\n\n      [b](c)\n\n  [d](e)\n\n1.  a\n\n        [f](g)\n",
    "indented code right after a mark": "-     [a](b)\n\n      [c](d)\n",
    "nested lists": "- a\n    - [b](c)\n        - [d](e)\n\n    [f](g)\n",
    "comments": "<!-- [a](b) -->\n\n[c](d) <!-- [e](f) --> [g](h)\n\na\n<!--\n[i](j)\n\n[k](l)\n--> [m](n)\n[o](p)",
    "a comment that is never closed": "[a](b) <!-- [c](d)\n\n<!--\n[e](f)\n",
    "maths": "$[a](b)$ [c](d) $$[e](f)$$\n\n$$\n[g](h)\n$$\n[i](j)\n\n$5 [k](l) $6 \\$[m](n)\\$",
    "references": "[a] [b][a] [A][] [c][d] ![a] [e](f)\n\n[a]: u\n[B]: <v w> 'title'\n[b2]:\n  x\n",
    "definitions in a row": "[a]: u 't'\n[b]: v\ntext [a] [b]\n",
    "a definition that is none": "text\n[a]: u\n\n[a]\n\n[b]: u v\n[b]",
    "definitions in containers": "> [a]: u\n\n- [b]: v\n\n[a] [b]\n",
    "setext": "A [b](c)\n===\n\nTwo\nlines\n---\n\n- item\n---\n\n> quote\n===\n",
    "ATX": "# A #\n## B ##c\n### \\#\n#### # d\n#no\n####### no\n#\n\ttext\n   # three\n    # four\n",
    "headings in containers": "> # A\n\n- # B\n\n1. # C\n   ## D\n",
    "headings with markup": "# `code` and *emphasis* and [a link](u) and ![image](i.png)\n## snake_case __bold__ 1 * 2\n### `a_b` <https://a.b>\n",
    "tables": "| a | [b](c) |\n|---|---|\n| `x | [d](e) |\n| \\| | f` [g](h) |\n\na | b\n--|--\n[i](j) | k\n",
    "a table after text": "text `a\nb | c\n--|--\n` | [d](e)\n",
    "a row of dashes that is no table": "a | b\n---\n[c](d)\n",
    "footnotes": "a[^1] [b](c)\n\n[^1]: note [d](e)\n\n    [f](g)\n\n        [code](x)\n",
    "definition lists": "Term\n: Text [a](b)\n\n  [c](d)\n\nOther [e](f)\n\n: Text\n\n      [code](x)\n",
    "admonitions": '!!! note "See [a](b)"\n    [c](d)\n\n        [code](x)\n\n[e](f)\n\n???+ tip\n    [g](h)\n',
    "lazy lines": "> a [b](c)\nd [e](f)\n\n- g\nh [i](j)\n===\n",
    "ordered lists": "a\n2. [b](c)\n\n1. a\n2. [b](c)\n10) [d](e)\n",
    "rules": "***\n[a](b)\n- - -\n[c](d)\n___\n",
    "raw HTML": '<div title="[a](b)">[c](d)</div>\n\n<br/> [e](f)\n\na < b [g](h) > i\n',
    "entities": "[a](u&amp;v) &#91;b](c) [d](&lt;e)\n",
    "CRLF": "# A\r\n\r\n[a](b)\r\n```\r\n[c](d)\r\n```\r\n[e](f)\r\n",
    "tabs": "-\ta [b](c)\n\n\td [e](f)\n\n\t\t[code](x)\n",
    "quotes in lists": "- > [a](b)\n  > c\n\n  [d](e)\n> - [f](g)\n>\n>   [h](i)\n>\n>       [code](x)\n",
    "an empty item": "-\n  [a](b)\n-\n\n  [c](d)\n",
    "task lists": "- [ ] [a](b)\n- [x] c\n",
    "line breaks": "[a\nb](c) [d](e\n'f')\n\n[g\n\nh](i)\n",
    "nothing": "",
}


@pytest.mark.parametrize("text", EDGE_CASES.values(), ids=EDGE_CASES.keys())
def test_finds_what_markdown_it_finds(text):
    assert scanned(text) == reference(text)


PIECES = """
a b [ ] ) ` `` \\ * _ $ $$ < > | [x](y) ![x](y.png) `c` <https://a.b> <b> </b> <!-- --> \\] \\[ \\` [r] [q][r] [r][] (u) 't' # - & &amp; 1
"""
INLINE = st.sampled_from([*PIECES.split(), " ", " ", "\n"])


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(INLINE, max_size=14).map("".join))
def test_agrees_on_any_line(text):
    text = f"x {text}.\n\n[r]: u"
    assert scanned(text)[1] == reference(text)[1]


# Lines in containers that end, and are gone on with, in every way; but for some that markdown-it itself reads against CommonMark.
TEXT = st.sampled_from(["", "", "text [a](b)", "```", "~~~", "```x", "<div>"])
STARTS = """
# H [c](d);## I;===;---;- item [e](f);- [g](h);1. one;2. two;> quote [i](j);***;!!! note;* star;+ plus
"""
INDENTED = st.one_of(
    st.tuples(st.sampled_from(["", "", "  ", "    ", "      ", "> ", "- "]), TEXT),
    st.tuples(st.sampled_from(["", "", "  ", "> ", "- "]), st.sampled_from(STARTS.strip().split(";"))),
).map("".join)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(INDENTED, max_size=9).map("\n".join))
def test_agrees_on_any_lines(text):
    text = f"see\n\n{text}\n"
    assert scanned(text) == reference(text)


def test_says_where_things_stand():
    page = scan("# One\n\ntext [a](b) and ![c](d)\n\n> ## Two\n> <br> é [e](f)\n")
    assert [(heading.line, heading.column) for heading in page.headings] == [(1, 3), (5, 6)]
    assert [(link.line, link.column, link.length) for link in page.links] == [(3, 6, 6), (3, 17, 7), (6, 10, 6)]
    assert [(tag.line, tag.column, tag.length) for tag in page.tags] == [(6, 3, 4)]


def test_tells_tags_from_what_only_looks_like_one():
    page = scan("<b>x</b> a < b > c <https://a.b> `<i>` <!-- <u> -->\n\n```\n<p>\n```\n")
    assert [(tag.column, tag.length) for tag in page.tags] == [(1, 3), (5, 4)]


def test_a_links_text_and_an_images_alternative_text_are_plain():
    page = scan("[the *best* `code`](u) ![](i.png) ![a \\[b\\]](j.png) <https://x.org>")
    assert [link.text for link in page.links] == ["the best code", "", "a [b]", "https://x.org"]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Install cedu", "install-cedu"),
        ("What's new?", "whats-new"),
        ("A & B", "a--b"),
        ("snake_case, kebab-case", "snake_case-kebab-case"),
        ("Größe", "größe"),
        ("हिन्दी में", "हिन्दी-में"),
        ("日本語", "日本語"),
        ("e\u0301", "é"),
    ],
)
def test_slugs(text, anchor):
    assert slug(text) == anchor


def test_headings_of_one_name_have_anchors_of_their_own():
    page = scan("# A\n# A\n# A-1\n# A\n# !\n# ?\n")
    assert [heading.anchor for heading in page.headings] == ["a", "a-1", "a-1-1", "a-2", "section", "section-1"]


HOSTILE = {
    "brackets": "[" * 50_000,
    "closed brackets": "[" * 25_000 + "]" * 25_000,
    "images": "![" * 25_000 + "](u)",
    "links that do not end": "[a](" * 12_000,
    "titles that do not end": '[a](b "c' * 6_000,
    "links in links": "[" * 5_000 + "[a](b)" + "](c)" * 5_000,
    "parentheses": "[a](" + "(" * 25_000 + ")" * 25_000,
    "backticks": "".join("`" * (n % 40) + "a" for n in range(2_500)),
    "dollars": "$a " * 16_000,
    "tags": "<a b='" * 8_000,
    "comments": "<!-- " * 10_000,
    "angles": "<a " * 16_000,
    "stars": "*a **a " * 7_000,
    "quotes": "> " * 25_000,
    "quotes on many lines": ("> " * 40 + "a\n") * 500,
    "lists": "- " * 25_000,
    "lists and blank lines": "- " * 60 + "a" + "\n" * 49_000,
    "definitions": "[a]: b\n" * 7_000,
    "labels that do not end": "[a\n" * 12_000,
    "pipes": "|" * 50_000 + "\n|-|\n",
    "rows of dashes": "a|b\n" + "-|-|-\n" * 8_000,
    "maths that does not end": "$$\na\n\n" * 7_000,
    "heading with markup": "# " + "![a](b " * 7_000,
    "spaces in a heading": "# a" + " " * 25_000 + "b" + " #" * 12_000,
    "words in a title": "!!! note " + "a " * 12_000 + " " * 25_000 + "b",
    "titles of definitions": '[a]: b "c\n' * 5_000,
    "dashes": "a|b\n" + "-" * 25_000 + " " * 25_000 + "x",
    "backslashes": "\\" * 50_000,
    "spaces": "a" + " " * 50_000 + "b",
    "tasks": "- [ ] a\n" * 25_000,
    "backticks in a heading": "# " + "`" * 200_000,
    "underscores in a heading": "# " + "_" * 200_000,
    "emphasis in a heading": "# " + "_a" * 25_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_takes_time_in_proportion(text):
    started = time.process_time()
    scan(text)
    assert time.process_time() - started < 1.0
