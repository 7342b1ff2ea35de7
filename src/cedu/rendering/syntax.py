"""The Markdown that we read: CommonMark with tables, footnotes, definition lists, admonitions, task lists, maths and comments.

HTML is off: a tag is shown as it is written, and a comment is left out. `cedu.source.markdown` finds the same links and headings.
"""

from functools import cache
from typing import TYPE_CHECKING

from cedu.source.markdown import COMMENT, MATHS, is_outside

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_SCHEMES = ("http:", "https:", "mailto:", "tel:")


@cache
def parser() -> "MarkdownIt":
    """The one parser of this process."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath.index import math_block_dollar
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    markdown.use(footnote_plugin, inline=False).use(deflist_plugin).use(admon_plugin).use(tasklists_plugin, label=True)
    markdown.block.ruler.before("fence", "math_block", math_block_dollar(allow_labels=False, allow_blank_lines=False))
    markdown.block.ruler.before("html_block", "comment", _comment_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    markdown.inline.ruler.before("escape", "math_inline", _math_inline)
    markdown.inline.ruler.before("html_inline", "comment", _comment_inline)
    markdown.validateLink = is_safe  # type: ignore[method-assign]
    return markdown


def is_safe(url: str) -> bool:
    """May a page link here? A path, an anchor, the web, mail or telephone; no script, no data, no other program."""
    if url.startswith(("//", "\\")):
        return False
    return not is_outside(url) or url.lower().startswith(_SCHEMES)


def _math_inline(state: "StateInline", silent: bool) -> bool:
    if state.src[state.pos] != "$" or not (match := MATHS.match(state.src, state.pos, state.posMax)):
        return False
    if not silent:
        display = match["display"]
        token = state.push("math_inline" if display is None else "math_display", "math", 0)
        token.content = match["inline"] if display is None else display
    state.pos = match.end()
    return True


def _comment_inline(state: "StateInline", silent: bool) -> bool:  # noqa: ARG001 - a comment leaves no token in either mode
    if not state.src.startswith("<!--", state.pos) or not (match := COMMENT.match(state.src, state.pos, state.posMax)):
        return False
    state.pos = match.end()
    return True


def _comment_block(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """From a line that starts with `<!--` to one that has `-->` (CommonMark 4.6, condition 2)."""
    if state.is_code_block(start):
        return False
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<!--", position):
        return False
    if silent:
        return True
    line = start
    while line < end and (line == start or state.sCount[line] >= state.blkIndent or state.isEmpty(line)):
        closed = "-->" in state.src[position : state.eMarks[line]]
        line += 1
        if closed:
            break
        if line < end:
            position = state.bMarks[line] + state.tShift[line]
    state.line = line
    return True
