"""Markdown as the HTML that Moodle shows, and marks in it."""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape

from cedu.model.marks import fill

Rewrite = Callable[[str], str]
_WORD = "qz"


def shown(markdown: str, rewrite: Rewrite) -> str:
    """Markdown as HTML; maths as LaTeX between the signs that Moodle's MathJax filter looks for."""
    from cedu.rendering.markdown import inline

    return inline(markdown, rewrite, _latex) if markdown else ""


def _latex(latex: str, alone: bool) -> str:
    return escape(f"\\[{latex}\\]" if alone else f"\\({latex}\\)", quote=False)


def marked(markdown: str, instead: Mapping[str, str], show: Callable[[str], str]) -> str:
    """Markdown as `show` gives it, with `instead` of each `[[name]]`, and no other brace in it: braces mean something to Moodle there."""
    word = _WORD
    while word in markdown:
        word += "z"
    tokens = {name: f"{word}{place}{word}" for place, name in enumerate(instead)}
    html = without_braces(show(fill(markdown, tokens.get)))
    texts = {tokens[name]: text for name, text in instead.items()}
    return re.sub(f"{word}\\d+{word}", lambda found: texts.get(found[0], found[0]), html)


def without_braces(html: str) -> str:
    """HTML that shows the same, and has no brace that could mean something."""
    return html.replace("{", "&#123;").replace("}", "&#125;")


def unmarked(html: str, places: Iterable[tuple[int, int, str]], convert: Callable[[str], str]) -> str:
    """Markdown as `convert` gives it, with a `[[name]]` for each of `places`: from where to where in `html`, and the name.

    What looks like one of these there already, in code or not, gets blanks, so that it is none.
    """
    word = _WORD
    while word in html:
        word += "z"
    parts: list[str] = []
    names: dict[str, str] = {}
    end = 0
    for start, after, name in places:
        token = f"{word}{len(names)}{word}"
        names[token] = f"[[{name}]]"
        parts += [html[end:start], token]
        end = after
    written = fill(convert("".join((*parts, html[end:]))), lambda name: f"[[ {name} ]]")
    return re.sub(f"{word}\\d+{word}", lambda found: names.get(found[0], found[0]), written)
