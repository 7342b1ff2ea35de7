"""Images that a stranger's Markdown names: found among the members of the source, and given a place among the assets."""

import posixpath
import re
from collections.abc import Mapping, MutableMapping
from urllib.parse import unquote

from cedu.source.markdown import is_outside, scan

_ODD = re.compile(r"[^A-Za-z0-9._-]+")


def asset_name(path: str, assets: Mapping[str, bytes], content: bytes) -> str:
    """Where a member called `path` goes: `assets/` and its name, which is portable and not yet another's."""
    name = _ODD.sub("-", posixpath.basename(path)).strip(".-") or "file"
    stem, ending = posixpath.splitext(name[-100:])
    made, number = f"assets/{stem}{ending}", 1
    while assets.get(made, content) != content:
        number += 1
        made = f"assets/{stem}-{number}{ending}"
    return made


def found_member(url: str, member: str, members: Mapping[str, bytes]) -> str | None:
    """The member that `url` leads to from `member`, or None."""
    path = unquote(url.partition("#")[0].partition("?")[0])
    return next((each for each in (posixpath.normpath(posixpath.join(posixpath.dirname(member), path)), path) if each in members), None)


def with_images(
    text: str, member: str, members: Mapping[str, bytes], assets: MutableMapping[str, bytes], *, keep: bool = False
) -> tuple[str, list[str]]:
    """Markdown of `member` with its images led to `assets`, which get them; and the addresses of those that aren't there.

    Of those, the text stands instead, or where they are to be kept, all as it is written.
    """
    images = [link for link in scan(text).links if link.is_image and not is_outside(link.url)]
    if not images:
        return text, []
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    pieces, position, missing = [], 0, []
    for link in images:
        start = starts[link.line - 1] + link.column - 1
        path = found_member(link.url, member, members)
        if path is None:
            missing.append(link.url)
            put = text[start : start + link.length] if keep else link.text
        else:
            name = asset_name(path, assets, members[path])
            assets[name] = members[path]
            put = f"![{link.text}]({name})"
        pieces += [text[position:start], put]
        position = start + link.length
    return "".join([*pieces, text[position:]]), missing
