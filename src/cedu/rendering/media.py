"""The media of a lesson, and what is said in them, as HTML."""

import re
from collections.abc import Callable
from html import escape
from pathlib import PurePosixPath

from cedu.model.course import Lesson
from cedu.rendering.markdown import Maths, Rewrite, render
from cedu.rendering.maths import mathml
from cedu.rendering.videos import spoken
from cedu.source.markdown import is_outside

_VIDEO = {".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg", ".mov": "video/quicktime"}
_AUDIO = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".wav": "audio/wav"}
_IMAGES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
# What stands for the host in a web address (RFC 3986, 3.2), as people know it; `urlsplit` raises where it is none.
_HOST = re.compile(r"https://(?:[^/?#]*@)?([^/?#:]*).*", re.DOTALL)
_HEADING_ID = re.compile(r'(<h[1-6]) id="[^"]*"')


def media_html(url: str, title: str, captions: str, language: str) -> str:
    """An image, or a recording with its captions; nothing for a file that no page can show. `url` and `captions` are percent-encoded."""
    suffix = PurePosixPath(url).suffix.lower()
    title = escape(title)
    if suffix in _IMAGES:
        scrolls = ' tabindex="0"' if suffix == ".svg" else ""
        return f'<figure class="media"{scrolls}><img src="{url}" alt="{title}"></figure>\n'
    if suffix not in _VIDEO and suffix not in _AUDIO:
        return ""
    tag = "video" if suffix in _VIDEO else "audio"
    kind = _VIDEO.get(suffix) or _AUDIO[suffix]
    track = f'<track kind="captions" src="{captions}" srclang="{language}" label="{language}" default>' if captions else ""
    return (
        f'<figure class="media"><{tag} controls preload="metadata" aria-label="{title}">'
        f'<source src="{url}" type="{kind}">{track}</{tag}></figure>\n'
    )


def invitation(lesson: Lesson, say: Callable[..., str]) -> str:
    """The words that lead to a lesson's media on another site; `say` is what says our words."""
    name = "watch" if lesson.type in ("video", "webinar", "live-session") else "open_at"
    return say(name, host=_HOST.sub(r"\1", lesson.media or ""))


def transcript(
    lesson: Lesson, read: Callable[[str], str], path: Callable[[str], str], rewriting: Callable[[str], Rewrite], maths: Maths = mathml
) -> str:
    """What is said in a lesson's media, as HTML without ids; nothing where that is not written, or a player of ours shows the captions.

    `path` makes a lesson's path one from the root, `read` gives the text there, and `rewriting` where its links lead.
    """
    if lesson.media and lesson.transcript:
        file = path(lesson.transcript)
        return _HEADING_ID.sub(r"\1", render(read(file), rewriting(file), maths).html)
    if lesson.media and lesson.captions and is_outside(lesson.media):
        return "".join(f"<p>{escape(line)}</p>\n" for line in spoken(read(path(lesson.captions))))
    return ""
