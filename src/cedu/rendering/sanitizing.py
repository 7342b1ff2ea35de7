"""The second wall: HTML that our own renderer made goes through an allow-list, so that a fault in it is no hole in an LMS."""

from functools import cache
from typing import Any

_BLOCKS = "h1 h2 h3 h4 h5 h6 p div section blockquote ul ol li dl dt dd pre hr figure figcaption table thead tbody tr th td"
_INLINES = "a em strong s code span sup sub br img kbd input label"
_MATHS = """
math mrow mi mn mo mtext mspace ms mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose msub msup msubsup munder mover
munderover mmultiscripts mprescripts none mtable mtr mtd mlabeledtr
"""
_MATHS_ATTRIBUTES = """
alttext
display displaystyle mathvariant mathcolor mathbackground mathsize fence stretchy form lspace rspace minsize maxsize symmetric largeop
movablelimits accent accentunder linethickness width height depth voffset scriptlevel columnalign columnlines columnspacing rowalign
rowlines rowspacing columnspan rowspan notation open close separators separator xmlns
"""

_TAGS = {*_BLOCKS.split(), *_INLINES.split(), *_MATHS.split()}
_ATTRIBUTES: dict[str, set[str]] = {tag: {"class"} for tag in (*_BLOCKS.split(), *_INLINES.split())}
_ATTRIBUTES |= {tag: {"class", "id"} for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "li")}
_ATTRIBUTES |= {tag: set(_MATHS_ATTRIBUTES.split()) for tag in _MATHS.split()}
_ATTRIBUTES |= {
    "a": {"class", "download", "href", "id", "rel", "title", "aria-label"},
    "img": {"src", "alt", "title"},
    "input": {"class", "type", "checked", "disabled"},
    "ol": {"class", "start"},
    "pre": {"tabindex"},
    "figure": {"tabindex"},
    "div": {"class", "tabindex"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}


def clean(html: str) -> str:
    """`html` without anything that is not on the list."""
    return str(_cleaner().clean(html))


@cache
def _cleaner() -> Any:
    from nh3 import Cleaner

    return Cleaner(tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
