"""Code, coloured when it is built: Pygments' classes, no script and no inline style."""

from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Some lexers take long over long texts, and nobody reads those.
_LONGEST = 20_000


@lru_cache(maxsize=4096)
def highlight(code: str, language: str) -> str:
    """`code` as HTML to put into `<code>`; `language` is a name that Pygments knows, or it stays plain."""
    lexer = _lexer(language) if language and len(code) <= _LONGEST else None
    if lexer is None:
        return escape(code, quote=False)
    from pygments import highlight as colour

    return str(colour(code, lexer, _formatter()))


@cache
def _formatter() -> Any:
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True)


@lru_cache(maxsize=256)
def _lexer(language: str) -> "Lexer | None":
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language.lower(), stripnl=False)
    except ClassNotFound:
        return None
