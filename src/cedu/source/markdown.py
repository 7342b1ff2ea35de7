"""What a Markdown text refers to: a scanner that finds headings, links, images and raw HTML without building a tree.

CommonMark 0.31 with what `cedu.rendering.markdown` adds (tables, footnotes, definition lists, admonitions, maths, comments that are left
out). Validation reads tens of thousands of texts, so this takes time in proportion to their length, whatever they hold.
"""

import re
import unicodedata
from bisect import bisect_right
from typing import NamedTuple, TypeAlias

from cedu.source.blocks import blocks
from cedu.source.paragraphs import Block, address, label

# Maths in a line, as Pandoc has it: no space after the first dollar or before the last, no digit after it. The renderer uses the same.
MATHS = re.compile(
    r"\$\$(?P<display>(?:[^$\\]|\\.|\$(?!\$))+)\$\$|(?<!\d)\$(?![\s$])(?P<inline>(?:[^$\\]|\\.)++)(?<!\s)\$(?![\d$])", re.DOTALL
)
# Each alternative starts with one literal, so that the search skips from one to the next. The last empty group that matched names the kind.
_TOKEN = re.compile(
    r"""\\[\s\S]
    | `(?P<more>`*+)(?:[^`]++`(?P=more)(?!`)(?P<code>))?+
    | \[(?:(?P<text>[^][`\\<$!]*+)\]\((?P<url>[^\s()<>\\]*+)\)(?P<link>))?+
    | !\[(?:(?P<alt>[^][`\\<$!]*+)\]\((?P<source>[^\s()<>\\]*+)\)(?P<image>))?+
    | \]
    | <
    | \$""",
    re.VERBOSE,
)
_AUTOLINK = re.compile(
    r"<(?:([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*+)|([\w.!#$%&'*+/=?^`{|}~-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)*+))>", re.ASCII
)
_TAG = re.compile(
    r"""</?[A-Za-z][A-Za-z0-9-]*+(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+)*+\s*+/?>|<[!?][^<>]*+>"""
)
COMMENT = re.compile(r"<!--(?:>|->|[\s\S]*?-->)")
_NESTED = r"\\[^\n]|[^\s()\\]"
for _ in range(4):
    _NESTED = rf"\\[^\n]|[^\s()\\]|\((?:{_NESTED})*+\)"
_TARGET = re.compile(
    rf"""\(\s*+(?:<((?:[^<>\n\\]|\\[^\n])*+)>|(?!<)((?:{_NESTED})*+))
    (?:\s++(?:"(?:[^"\\]|\\[\s\S])*+"|'(?:[^'\\]|\\[\s\S])*+'|\((?:[^()\\]|\\[\s\S])*+\)))?+\s*+\)""",
    re.VERBOSE,
)
_LABEL = re.compile(r"\[((?:[^][\\]|\\[\s\S])*+)\]")
_MARKUP = re.compile(r"[\\`*_\[<&$~\n]")
_STRIPPED = re.compile(
    r"""(?:(?<!`)|(?<=\\`))(?P<ticks>`++)(?P<code>[^`]++)(?P=ticks)(?!`)
    | \\(?P<escaped>[!-/:-@\[-`{-~])
    | !?\[(?P<text>(?:[^][\\`]|\\[\s\S]|`[^`]*+`)*+)\](?:\((?:[^()\\]|\\[\s\S]|\([^()]*+\))*+\)|\[[^][]*+\])
    | <(?P<auto>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*+)>
    | (?<=\S)\*++ | \*++(?=\S) | ~~
    | (?:(?<!\w)|(?<=\\_))_++(?=[^\s_]) | (?<=[^\s_])_++(?![^\W_])""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"\n[ \t>]+")
_TICKS = re.compile(r"`+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DROPPED = re.compile(r"[^\w\- ]")


# A link while it is looked for: start, end, address, text, and is it an image.
_Found: TypeAlias = tuple[int, int, str, str, bool]


class Heading(NamedTuple):
    """A heading: its level (1 to 6), its text without markup, its anchor, and where its text starts."""

    level: int
    text: str
    anchor: str
    line: int
    column: int


class Link(NamedTuple):
    """A link or an image: its address with escapes resolved, its text (an image's alternative text), and the place of all of it."""

    url: str
    text: str
    is_image: bool
    line: int
    column: int
    length: int


class Tag(NamedTuple):
    """A raw HTML tag, which is shown to readers as it is written."""

    line: int
    column: int
    length: int


class Page(NamedTuple):
    """What a text refers to, each in the order in which it is written; lines and columns count from 1, in characters."""

    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    tags: tuple[Tag, ...]


def is_outside(url: str) -> bool:
    """Does an address name a scheme (RFC 3986, 3.1), so that it leads out of what is built?"""
    return _SCHEME.match(url) is not None


def slug(text: str) -> str:
    """The anchor of a heading with this text, as it would be on a code host: small letters, digits, hyphens."""
    text = text.strip().lower()
    if text.isascii():
        return _DROPPED.sub("", text).replace(" ", "-")
    # Letters, the marks that many scripts write vowels with, and digits.
    kept = (c for c in unicodedata.normalize("NFC", text) if c in " -_" or unicodedata.category(c)[0] in "LMN")
    return "".join(kept).replace(" ", "-")


def anchors(texts: list[str]) -> list[str]:
    """An anchor for each heading's text, all of them different: the second of the same name ends in `-1`."""
    taken: dict[str, int] = {}
    found = []
    for text in texts:
        name = first = slug(text) or "section"
        while name in taken:
            taken[first] += 1
            name = f"{first}-{taken[first]}"
        taken[name] = 0
        found.append(name)
    return found


def plain(markup: str) -> str:
    """The words of one line or paragraph of Markdown, without its markup."""
    if not _MARKUP.search(markup):
        return markup.strip()
    text = _STRIPPED.sub(_word, markup)
    if "&" in text:
        text = address(text.replace("\\", "\\\\"))
    return " ".join(text.split())


def _word(match: re.Match[str]) -> str:
    if match["code"] is not None:
        return match["code"]
    if match["text"] is not None:
        return plain(match["text"])
    return match["escaped"] or match["auto"] or ""


def scan(text: str) -> Page:
    """What `text` refers to."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found, definitions = blocks(text)
    links: list[_Found] = []
    tags: list[tuple[int, int]] = []
    headings: list[tuple[int, int, str]] = []
    for block in found:
        if block.level:
            words = text[block.start : block.end]
            headings.append((block.start, block.level, plain(_QUOTED.sub("\n", words) if "\n" in words else words)))
        _inline(text, block, definitions, links, tags)
    links.sort()
    return Page(_headings(text, headings) if headings else (), _links(text, links) if links else (), _tags(text, tags) if tags else ())


def _headings(text: str, found: list[tuple[int, int, str]]) -> tuple[Heading, ...]:
    names = anchors([words for _, _, words in found])
    places = _places(text, [start for start, _, _ in found])
    return tuple(Heading(level, words, name, *place) for (_, level, words), name, place in zip(found, names, places, strict=True))


def _links(text: str, found: list[_Found]) -> tuple[Link, ...]:
    places = _places(text, [start for start, *_ in found])
    return tuple(
        Link(url, words, is_image, *place, end - start) for (start, end, url, words, is_image), place in zip(found, places, strict=True)
    )


def _tags(text: str, found: list[tuple[int, int]]) -> tuple[Tag, ...]:
    return tuple(Tag(*place, end - start) for (start, end), place in zip(found, _places(text, [start for start, _ in found]), strict=True))


def _places(text: str, offsets: list[int]) -> list[tuple[int, int]]:
    """The line and column of each of `offsets`, which ascend."""
    places = []
    line, done = 1, 0
    for offset in offsets:
        line += text.count("\n", done, offset)
        done = offset
        places.append((line, offset - text.rfind("\n", 0, offset)))
    return places


def _inline(text: str, block: Block, definitions: dict[str, str], links: list[_Found], tags: list[tuple[int, int]]) -> None:
    """Add the links, images and tags of one block to `links` and `tags` (CommonMark 0.31, "look for link or image")."""
    position, end = block.start, block.end
    openers: list[tuple[int, int, bool]] = []  # where each `[` or `![` starts and where its text does, and is it an image
    barred = 0  # openers below this one cannot start a link, because there is a link in their text
    closing: dict[str, list[int]] | None = None  # where the runs of backticks are, by the run
    comments = True
    while position < end:
        jump = end
        for match in _TOKEN.finditer(text, position, end):
            kind = match.lastgroup
            if kind == "code":
                continue
            start = match.start()
            if kind == "link":
                links.append((start, match.end(), address(match["url"]), plain(match["text"]), False))
                barred = len(openers)
            elif kind == "image":
                links.append((start, match.end(), address(match["source"]), plain(match["alt"]), True))
            elif kind == "more":
                if closing is None:
                    closing = _runs(text, start, end)
                places = closing.get(match[0], [])
                after = bisect_right(places, start)
                if after < len(places):
                    jump = places[after] + len(match[0])
                    break
            elif (first := text[start]) == "[":
                openers.append((start, start + 1, False))
            elif first == "!":
                openers.append((start, start + 2, True))
            elif first == "]":
                if not openers:
                    continue
                opened, inside, is_image = openers.pop()
                allowed = is_image or len(openers) >= barred
                barred = min(barred, len(openers))
                if not allowed:
                    continue
                if target := _target(text, inside, start, end, definitions):
                    url, jump = target
                    links.append((opened, jump, url, plain(text[inside:start]), is_image))
                    if not is_image:
                        barred = len(openers)
                    break
            elif first == "<":
                if auto := _AUTOLINK.match(text, start, end):
                    url = auto[1] or f"mailto:{auto[2]}"
                    links.append((start, auto.end(), url, auto[1] or auto[2], False))
                    jump = auto.end()
                    break
                if text.startswith("<!--", start):
                    comment = COMMENT.match(text, start, end) if comments else None
                    comments = comment is not None
                    if comment:
                        jump = comment.end()
                        break
                elif tag := _TAG.match(text, start, end):
                    tags.append((start, tag.end()))
            elif first == "$" and (maths := MATHS.match(text, start, end)):
                jump = maths.end()
                break
        else:
            return
        position = jump


def _runs(text: str, start: int, end: int) -> dict[str, list[int]]:
    """Where each run of backticks starts, by the run, from `start` on."""
    found: dict[str, list[int]] = {}
    for match in _TICKS.finditer(text, start, end):
        found.setdefault(match[0], []).append(match.start())
    return found


def _target(text: str, inside: int, close: int, end: int, definitions: dict[str, str]) -> tuple[str, int] | None:
    """Where the text in brackets from `inside` to `close` leads, and where the link ends; None where it is no link."""
    after = close + 1
    if found := _TARGET.match(text, after, end):
        return address(found[2] if found[1] is None else found[1]), found.end()
    if not definitions:
        return None
    name = text[inside:close]
    if found := _LABEL.match(text, after, end):
        after = found.end()
        name = found[1] or name
    url = definitions.get(label(name))
    return None if url is None else (url, after)
