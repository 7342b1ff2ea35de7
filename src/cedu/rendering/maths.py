"""Maths: LaTeX in dollars to MathML, which browsers show and screen readers speak."""

import re
from functools import lru_cache
from html import escape

_LONGEST = 2000
_DEEPEST = 50
_COMMAND = re.compile(r"\\[A-Za-z]")
# How many children an element has (MathML Core 3.1.3): one that has fewer is drawn as an error.
_CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
_MATHML = "{http://www.w3.org/1998/Math/MathML}m"
_LOCAL_STYLE = re.compile(r' (?:style|href|class|id)="[^"]*"')


@lru_cache(maxsize=4096)
def mathml(latex: str, display: bool) -> str:
    """`latex` as a MathML element; as code where it cannot be converted."""
    latex = latex.strip()
    return _convert(latex, display) or f'<code class="maths">{escape(latex)}</code>'


def in_brackets(latex: str, display: bool) -> str:
    """`latex` as a text between the brackets that MathJax looks for: for readers that take MathML away."""
    start, end = (r"\[", r"\]") if display else (r"\(", r"\)")
    return f'<span class="maths">{start}{escape(latex.strip(), quote=False)}{end}</span>'


def _convert(latex: str, display: bool) -> str:
    """The MathML, or nothing where there is none that could be shown."""
    from latex2mathml.converter import convert

    # What nobody could take in is no formula, and deep nesting would exhaust the stack.
    if not latex or len(latex) > _LONGEST or _depth(latex) > _DEEPEST:
        return ""
    try:
        found = str(convert(latex, display="block" if display else "inline"))
    except Exception:  # the converter raises whatever its parser stumbles over
        return ""
    return _LOCAL_STYLE.sub("", found) if _is_sound(found) else ""


def _is_sound(found: str) -> bool:
    """Is it MathML and nothing else? The converter passes on an unknown command, and what is in `\\text{...}`, as it stands."""
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(found)  # noqa: S314 - the converter writes no document type, so no entities
    except ElementTree.ParseError:
        return False
    for element in root.iter():
        name = element.tag.removeprefix(_MATHML)
        if name == element.tag or len(element) != _CHILDREN.get(f"m{name}", len(element)):
            return False
        if element.text and _COMMAND.match(element.text):
            return False
    return True


def _depth(latex: str) -> int:
    """How deep groups are nested."""
    depth = deepest = 0
    for character in latex:
        depth += (character in "{[(") - (character in "}])")
        deepest = max(deepest, depth)
    return max(deepest, latex.count("\\left"), latex.count("\\begin"))
