"""Films on other people's sites: the player that a page may hold in a frame, and what is said in them.

An author copies the address of the page on which a film is shown. That page refuses to be in a frame, and each service has another address
for its player; any other address is taken as it is. Each row names the addresses of pages, and of players, the first that is listed first.
"""

import re
from collections.abc import Collection

_SERVICES = (
    # https://support.google.com/youtube/answer/171780, "Turn on privacy-enhanced mode"
    (
        r"https://((www|m|music)\.)?(youtube\.com/(watch\?([^#]*&)?v=|embed/|live/|shorts/)|youtu\.be/)(?P<id>[\w-]{11})([?&#/].*)?",
        ("https://www.youtube-nocookie.com/embed/{id}", "https://www.youtube.com/embed/{id}"),
    ),
    # https://developer.vimeo.com/api/oembed/videos; the number of an unlisted film: https://help.vimeo.com/hc/articles/12426199699985
    (
        r"https://(www\.)?vimeo\.com/(channels/[^/?#]+/|groups/[^/?#]+/videos/)?(?P<id>\d+)([?#].*)?",
        ("https://player.vimeo.com/video/{id}",),
    ),
    (
        r"https://(www\.)?vimeo\.com/(?P<id>\d+)/(?P<key>[0-9a-f]+)([?#].*)?",
        ("https://player.vimeo.com/video/{id}?h={key}",),
    ),
    # https://dev.loom.com/docs/embed-sdk/api
    (
        r"https://(www\.)?loom\.com/share/([^/?#]*-)?(?P<id>[0-9a-f]{32})([?#].*)?",
        ("https://www.loom.com/embed/{id}",),
    ),
    # https://docs.wistia.com/docs/oembed-endpoint
    (
        r"https://[\w-]+\.wistia\.com/medias/(?P<id>\w+)([?#].*)?",
        ("https://fast.wistia.net/embed/iframe/{id}", "https://fast.wistia.com/embed/iframe/{id}"),
    ),
    # https://knowledge.vidyard.com/hc/en-us/articles/360019034753
    (
        r"https://([\w-]+\.)?vidyard\.com/watch/(?P<id>[\w-]+)([?#].*)?",
        ("https://play.vidyard.com/{id}",),
    ),
)
# An address whose host a policy can name: without a user, a port (CSP 3, 6.7.2.8) or what browsers take for a slash.
_ADDRESS = re.compile(r"https://([^/?#@:\\]+)([/?#].*)?", re.IGNORECASE | re.DOTALL)
# The lines of WebVTT that nobody says: its head, comments, styles, regions, and the times of a cue with a name before them.
_UNSPOKEN = re.compile(r"(WEBVTT|NOTE|STYLE|REGION)\b")
_TIMES = re.compile(r"^(?:.*\n)?[\d:.]+[ \t]+-->.*\n?", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")


def host(address: str) -> str:
    """The host of an https address, in small letters; nothing where a policy could not name it."""
    found = _ADDRESS.fullmatch(address)
    return found[1].lower() if found else ""


def players(address: str) -> tuple[str, ...]:
    """Where the player of the film at `address` may be: at a service's, or, of no service that we know, at `address` itself."""
    for pages, found_at in _SERVICES:
        if found := re.fullmatch(pages, address):
            return tuple(player.format(**found.groupdict()) for player in found_at)
    return (address,)


def player(address: str, hosts: Collection[str]) -> str:
    """The first player of the film at `address` that one of `hosts` has; nothing where none has."""
    return next((one for one in players(address) if host(one) in hosts), "")


def frames(hosts: Collection[str]) -> str:
    """What a Content-Security-Policy says at its end of the frames that a page may hold: only these hosts' players."""
    return f"; frame-src {' '.join(f'https://{one}' for one in hosts)}" if hosts else ""


def spoken(captions: str) -> tuple[str, ...]:
    """What is said, cue by cue, in a WebVTT file (WebVTT, 4): plain text, where the same line is not said twice in a row."""
    lines: list[str] = []
    for block in re.split(r"\n{2,}", captions.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")):
        if "-->" not in block or _UNSPOKEN.match(block):
            continue
        text = " ".join(_TAG.sub("", _TIMES.sub("", block, count=1)).split())
        if text and lines[-1:] != [text]:
            lines.append(text)
    return tuple(lines)
