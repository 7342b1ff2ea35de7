"""Maths: LaTeX in dollars to MathML, which browsers show and screen readers speak."""

import re
from functools import lru_cache
from html import escape

_LONGEST = 2000
_DEEPEST = 50
_ELEMENT = re.compile(r"<(?!/?m[a-z]+[\s>/])")
_UNKNOWN = re.compile(r">\\[A-Za-z]")
_LOCAL_STYLE = re.compile(r' (?:style|href|class|id)="[^"]*"')


@lru_cache(maxsize=4096)
def mathml(latex: str, display: bool) -> str:
    """`latex` as a MathML element; as code where it cannot be converted."""
    latex = latex.strip()
    return _convert(latex, display) or f'<code class="maths">{escape(latex)}</code>'


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
    # It passes on, as it stands, a command that it does not know and what is in `\text{...}`.
    if _ELEMENT.search(found) or _UNKNOWN.search(found):
        return ""
    return _LOCAL_STYLE.sub("", found)


def _depth(latex: str) -> int:
    """How deep groups are nested."""
    depth = deepest = 0
    for character in latex:
        depth += (character in "{[(") - (character in "}])")
        deepest = max(deepest, depth)
    return max(deepest, latex.count("\\left"), latex.count("\\begin"))
