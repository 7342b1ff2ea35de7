"""Markdown to HTML that is safe to show anywhere: no scripts, no styles, nothing from the network."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from cedu.rendering.highlight import highlight
from cedu.rendering.maths import mathml
from cedu.rendering.sanitizing import clean
from cedu.rendering.syntax import parser
from cedu.source.markdown import anchors, is_outside
from cedu.source.markdown import plain as words

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

Rewrite = Callable[[str], str]
# LaTeX, and whether it stands by itself, as HTML.
Maths = Callable[[str, bool], str]
_ADMONITIONS = frozenset(
    ("note", "tip", "hint", "info", "example", "success", "important", "warning", "caution", "attention", "danger", "error", "question")
)
# Words and punctuation that means nothing in Markdown, with code and emphasis between spaces, on one line: most stems and choices are that,
# and need no parser.
_WORDS = r"[^\W_](?:[^\W_]|[ ,.;?()'\"/%])*(?<! )"
_MARKUP = rf"`(?P<code>[^\s`](?:[^\n\r`]*[^\s`])?)`|\*\*(?P<strong>{_WORDS})\*\*|\*(?P<em>{_WORDS})\*"
_SPAN = re.compile(rf"(?:{_MARKUP})(?![^ ,.;?])")
_SIMPLE = re.compile(
    re.sub(
        r"\?P<\w+>", "?:", rf"(?!\d+[.)])(?:[^\W_]|(?:{_MARKUP})(?![^ ,.;?]))(?:[^\W_]|[,.;?()'\"/%]| (?:{_MARKUP})(?![^ ,.;?])| )*(?<! )"
    )
)
_LANGUAGE = re.compile(r"[A-Za-z0-9+#_.-]{1,30}")
# Opened at its own address, such a file would run its scripts in the name of the LMS that has it; as an image, an SVG runs none.
_RUNS = (".htm", ".html", ".mht", ".mhtml", ".shtml", ".svg", ".svgz", ".xht", ".xhtml", ".xml", ".xsl", ".xslt")


class RenderedHeading(NamedTuple):
    """A heading of a rendered text: its level, its text without markup, and the id it can be linked by."""

    level: int
    text: str
    anchor: str


class Rendered(NamedTuple):
    """A text as HTML, and its headings in order."""

    html: str
    headings: tuple[RenderedHeading, ...]


def as_written(url: str) -> str:
    """A link stays as it is."""
    return url


def is_kept_shut(url: str) -> bool:
    """Is it a file of the workspace that learners may have, but that no browser may open beside an LMS: one that can hold scripts?"""
    return not is_outside(url) and unquote(urlsplit(url).path).lower().endswith(_RUNS)


def render(text: str, rewrite: Rewrite = as_written, maths: Maths = mathml) -> Rendered:
    """`text` as HTML; `rewrite` says where each link and image leads (percent-encoded), and nothing for a link that is dropped."""
    tokens, headings = _tokens(text, rewrite)
    return Rendered(clean(_html(tokens, maths)), headings)


def inline(text: str, rewrite: Rewrite = as_written, maths: Maths = mathml) -> str:
    """A text of one paragraph without the `<p>` around it, such as a stem or a choice; a longer one as blocks."""
    if _SIMPLE.fullmatch(text):
        simple = escape(text, quote=False)
        return _SPAN.sub(_marked_up, simple) if "`" in text or "*" in text else simple
    tokens, _ = _tokens(text, rewrite)
    if len(tokens) == 3 and tokens[0].type == "paragraph_open" and tokens[0].tag == "p":
        tokens = tokens[1:2]
    return clean(_html(tokens, maths)).strip()


def _marked_up(span: re.Match[str]) -> str:
    tag = span.lastgroup
    return f"<{tag}>{span[span.lastgroup or 0]}</{tag}>"


def plain(text: str) -> str:
    """The words of `text` alone, in one line."""
    return " ".join(" ".join(_words(parser().parse(text))).split())


def _words(tokens: Sequence["Token"]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_words(token.children or ()))
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "image":
            yield "".join(_words(token.children or ()))
        elif token.type != "html_inline" and token.content:
            yield token.content


def _html(tokens: Sequence["Token"], maths: Maths = mathml) -> str:
    return str(_renderer().render(tokens, parser().options, {"maths": maths}))


def _tokens(text: str, rewrite: Rewrite) -> tuple[list["Token"], tuple[RenderedHeading, ...]]:
    """What is to be rendered, made ours: addresses, ids, classes, figures."""
    tokens = parser().parse(text)
    headings = []
    for index, token in enumerate(tokens):
        kind = token.type
        if kind == "inline":
            if token.children:
                _readdress(token.children, rewrite)
        elif kind == "heading_open":
            headings.append((token, words(tokens[index + 1].content)))
        elif kind == "paragraph_open":
            _figure(tokens, index)
        elif kind in ("td_open", "th_open"):
            if style := token.attrs.pop("style", None):
                token.attrs["class"] = "align-" + str(style).rpartition(":")[2]
        elif kind == "admonition_open":
            name = token.meta["tag"]
            token.attrs = {"class": f"admonition {name if name in _ADMONITIONS else 'note'}"}
    found = []
    for (token, name), anchor in zip(headings, anchors([name for _, name in headings]), strict=True):
        token.attrs["id"] = anchor
        found.append(RenderedHeading(int(token.tag[1]), name, anchor))
    return tokens, tuple(found)


def _readdress(children: list["Token"], rewrite: Rewrite) -> None:
    """Lead links and images to where their files lie in what is built."""
    dropped = 0
    for token in children:
        if token.type == "link_open":
            written = str(token.attrs["href"])
            url = rewrite(written)
            token.attrs["href"] = url
            if not url:
                token.hidden = True
                dropped += 1
            elif is_outside(url):
                token.attrs["rel"] = "noopener noreferrer"
            elif is_kept_shut(written):
                token.attrs["download"] = ""
        elif token.type == "link_close" and dropped:
            token.hidden = True
            dropped -= 1
        elif token.type == "image":
            token.attrs["src"] = rewrite(str(token.attrs["src"]))


def _figure(tokens: list["Token"], index: int) -> None:
    """A paragraph that is one image becomes a figure."""
    children = tokens[index + 1].children or []
    if len(children) == 1 and children[0].type == "image" and not tokens[index].hidden:
        tokens[index].tag = tokens[index + 2].tag = "figure"
        source = str(children[0].attrs["src"])
        if not is_outside(source) and source.partition("#")[0].lower().endswith(".svg"):
            tokens[index].attrs["tabindex"] = "0"  # a drawing scrolls where the screen is too narrow for its words
        children[0].meta["figure"] = True


@cache
def _renderer() -> "RendererHTML":
    """The parser's renderer with rules of our own."""
    renderer: Any = parser().renderer
    renderer.rules |= {
        "fence": _fence,
        "code_block": _fence,
        "math_inline": lambda tokens, index, _options, env: env["maths"](tokens[index].content, False),
        "math_display": lambda tokens, index, _options, env: env["maths"](tokens[index].content, True),
        "math_block": lambda tokens, index, _options, env: env["maths"](tokens[index].content, True) + "\n",
        "image": _image,
        "link_open": lambda tokens, index, options, env: "" if tokens[index].hidden else renderer.renderToken(tokens, index, options, env),
        "link_close": lambda tokens, index, _options, _env: "" if tokens[index].hidden else "</a>",
        "table_open": lambda *_: '<div class="table-scroll" tabindex="0"><table>\n',
        "table_close": lambda *_: "</table></div>\n",
        "footnote_ref": _footnote_ref,
        "footnote_block_open": lambda *_: '<div class="footnotes"><ol>\n',
        "footnote_block_close": lambda *_: "</ol></div>\n",
        "footnote_open": lambda tokens, index, *_: f'<li id="fn:{tokens[index].meta["id"] + 1}" class="footnote-item">',
        "footnote_anchor": _footnote_anchor,
    }
    return renderer  # type: ignore[no-any-return]


def _fence(tokens: Sequence["Token"], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    language = token.info.split(None, 1)[0] if token.info.strip() else ""
    if not _LANGUAGE.fullmatch(language):
        language = ""
    named = f' class="language-{escape(language)}"' if language else ""
    return f'<pre tabindex="0"><code{named}>{highlight(token.content, language)}</code></pre>\n'


def _image(tokens: Sequence["Token"], index: int, _options: Any, _env: Any) -> str:
    """An image of ours; one from elsewhere is a link, because a lesson loads nothing from the network."""
    token = tokens[index]
    url = str(token.attrs["src"])
    alt = "".join(_words(token.children or ()))
    title = str(token.attrs.get("title", ""))
    if is_outside(url):
        return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(alt or url)}</a>'
    if token.meta.get("figure"):
        caption = f"<figcaption>{escape(title)}</figcaption>" if title else ""
        return f'<img src="{escape(url)}" alt="{escape(alt)}">{caption}'
    titled = f' title="{escape(title)}"' if title else ""
    return f'<img src="{escape(url)}" alt="{escape(alt)}"{titled}>'


def _footnote_ref(tokens: Sequence["Token"], index: int, _options: Any, _env: Any) -> str:
    number, again = tokens[index].meta["id"] + 1, tokens[index].meta["subId"]
    return f'<sup class="footnote-ref"><a href="#fn:{number}" id="fnref:{number}{f":{again}" if again else ""}">{number}</a></sup>'


def _footnote_anchor(tokens: Sequence["Token"], index: int, _options: Any, _env: Any) -> str:
    number, again = tokens[index].meta["id"] + 1, tokens[index].meta["subId"]
    return f' <a href="#fnref:{number}{f":{again}" if again else ""}" class="footnote-backref" aria-label="{number} ↩">↩</a>'
