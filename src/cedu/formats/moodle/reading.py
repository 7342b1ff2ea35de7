"""What the readers of Moodle's formats share: texts in any of its formats, files inside, categories and tags."""

import codecs
import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from cedu.formats.from_html import markdown
from cedu.formats.markdown_text import literal
from cedu.model.annotations import Difficulty
from cedu.model.ids import ID
from cedu.source.markdown import is_outside

_INSIDE = "@@PLUGINFILE@@/"
_DATA = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,([A-Za-z0-9+/=\s%]+)", re.IGNORECASE)
_ENDINGS = {"jpeg": "jpg", "svg+xml": "svg"}
_ODD = re.compile(r"[^\w .-]+")
_OURS = re.compile(rf"({ID})\.({ID})")
_IMAGE_IN_MARKDOWN = re.compile(r"(\]\(<?)@@PLUGINFILE@@/([^)\s>]*)")
_DIFFICULTIES: dict[str, Difficulty] = {"easy": "easy", "medium": "medium", "hard": "hard"}
# The category that Moodle makes for each course and quiz, in English and in German: it says nothing of what is in it.
_DEFAULT = re.compile(r"(?:Default for|Standard für)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_TITLE = 40  # characters that a name has at most which is none of a title's


class Labels(NamedTuple):
    """What is said of an item for whoever looks after it."""

    difficulty: Difficulty
    tags: tuple[str, ...]


class Files:
    """Files that questions bring along, by the path that they get beside the YAML file: `assets/…`."""

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}

    def add(self, path: str, content: bytes) -> str:
        """Note a file, and say where it lies; one of the same name with another content gets a name of its own."""
        steps = [_ODD.sub("-", step).strip(" .") for step in path.split("/")]
        path = "/".join(("assets", *(step for step in steps if step))) or "assets/file"
        path = path if path != "assets" else "assets/file"
        if self.found.setdefault(path, content) != content:
            stem, dot, ending = path.rpartition(".")
            digest = sha256(content).hexdigest()[:8]
            path = f"{stem}-{digest}.{ending}" if dot and "/" not in ending else f"{path}-{digest}"
            self.found[path] = content
        return path


class Texts:
    """Turns the texts of one question into Markdown, and notes in `lost` what they could not keep."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.lost: dict[str, None] = {}

    def markdown(self, text: str, format: str = "html", inside: Mapping[str, bytes] | None = None) -> str:
        """A text in one of Moodle's formats (`html`, `plain_text`, `markdown`, `moodle_auto_format`), with the files `inside` it."""
        files = inside or {}
        text = text.strip()
        if not text:
            return ""
        if format in ("plain_text", "plain"):
            return literal(text)
        if format == "markdown":
            return _IMAGE_IN_MARKDOWN.sub(lambda found: found[1] + (self.inside(found[2], files) or ""), text)
        if format in ("moodle_auto_format", "moodle", "wiki_like"):
            text = "".join(f"<p>{'<br>'.join(block.splitlines())}</p>" for block in re.split(r"\n\s*\n", text)) if "\n" in text else text
        converted = markdown(text, lambda url: self.image(url, files), lambda url: self.link(url, files))
        self.lost |= dict.fromkeys(converted.lost)
        return converted.text

    def image(self, url: str, files: Mapping[str, bytes]) -> str | None:
        """Where an image lies; None where it is not in the file."""
        if url.startswith(_INSIDE):
            return self.inside(url.removeprefix(_INSIDE), files)
        if found := _DATA.match(url):
            try:
                content = b64decode(unquote(found[2]))
            except ValueError:
                return None
            kind = found[1].lower()
            return self.files.add(f"{sha256(content).hexdigest()[:12]}.{_ENDINGS.get(kind, kind)}", content)
        return url if url.startswith(("https://", "http://")) else None

    def link(self, url: str, files: Mapping[str, bytes]) -> str | None:
        """Where a link leads; None where that is not in the file."""
        if url.startswith(_INSIDE):
            return self.inside(url.removeprefix(_INSIDE), files)
        return url if is_outside(url) else None

    def inside(self, path: str, files: Mapping[str, bytes]) -> str | None:
        """Where one of the `files` lies from now on."""
        name = unquote(path.partition("?")[0])
        return self.files.add(name, files[name]) if name in files else None


def decoded(content: bytes) -> str:
    """A text file as text: UTF-8, UTF-16 with its mark, or else what Windows has written for long."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def labels(tags: Sequence[str]) -> Labels:
    """The difficulty is the first tag that names one."""
    named = next((place for place, tag in enumerate(tags) if tag.strip().lower() in _DIFFICULTIES), None)
    if named is None:
        return Labels("medium", tuple(tags))
    return Labels(_DIFFICULTIES[tags[named].strip().lower()], (*tags[:named], *tags[named + 1 :]))


class Category(NamedTuple):
    """What a category stands for: an objective (`course.objective`) or a tag, or nothing; and its path, as people read it."""

    objective: str = ""
    tag: str = ""
    path: str = ""


def category(written: str) -> Category:
    """A category's path, such as `$course$/top/git/commit` or `Chapter 1/Loops`; `//` is a slash in a name.

    Moodle's default category is nothing.
    """
    steps = [step.replace("\0", "/").strip() for step in written.replace("//", "\0").split("/")]
    steps = [step for step in steps if step and not (step.startswith("$") and step.endswith("$")) and step != "top"]
    if len(steps) >= 2 and all(re.fullmatch(ID, step) for step in steps[-2:]):
        return Category(".".join(steps[-2:]), "", "/".join(steps))
    tag = steps[-1] if steps and not _DEFAULT.match(steps[-1]) else ""
    return Category("", tag, "/".join(steps))


def own_name(name: str, idnumber: str) -> tuple[str, str]:
    """What an item's owner and the item are called, where we wrote its name and idnumber: `bank.item`; else two empty texts."""
    found = _OURS.fullmatch(name)
    written = found and idnumber and (idnumber == name or name.startswith(idnumber.rpartition(".")[0]))
    return (found[1], found[2]) if found and written else ("", "")


def short_name(name: str) -> str:
    """A name that may serve as an id: not one that was made of the question's text."""
    return name if len(name) <= _TITLE else ""


def words(html: str) -> str:
    """The words of HTML, where no more is shown: in a drop-down list."""
    return " ".join(unescape(_TAG.sub(" ", html) if "<" in html else html).split())


def paragraphs(*texts: str) -> str:
    """Texts one below the other, each once."""
    return "\n\n".join(dict.fromkeys(filter(None, texts)))
