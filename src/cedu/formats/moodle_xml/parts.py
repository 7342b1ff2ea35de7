"""The pieces of a question in Moodle XML: texts, with the files that they show, and fields."""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree as ET

from cedu.formats.moodle import is_local
from cedu.formats.moodle.markup import shown, without_braces
from cedu.formats.xml import legal
from cedu.model.pool import Pooled

ASSETS = "assets/"

Finish = Callable[[Callable[[str], str]], str]


class Parts:
    """Writes the texts of one item, which may name files beside the YAML file that it was declared in.

    `computed`: Moodle puts values into each text of the question, in the place of what is in braces, so that texts have none of their own
    (`question/type/calculated/question.php`, calculate_all_expressions).
    """

    def __init__(self, pooled: Pooled, file: Callable[[str], Path], *, computed: bool = False) -> None:
        self.folder = PurePosixPath(pooled.owner.origin.path).parent
        self.file = file
        self.computed = computed

    def html(self, parent: ET.Element, tag: str, markdown: str) -> ET.Element:
        """Markdown as an element with HTML, and the files that it shows."""
        return self.composed(parent, tag, lambda show: show(markdown))

    def composed(self, parent: ET.Element, tag: str, compose: Finish) -> ET.Element:
        """An element with the HTML that `compose` makes of Markdown, with what shows a text, and the files that it shows."""
        element = ET.SubElement(parent, tag, format="html")
        files: dict[str, Path] = {}
        text(element, compose(lambda markdown: self.shown(markdown, files)))
        for path, file in sorted(files.items()):
            attach(element, path, file)
        return element

    def shown(self, markdown: str, files: dict[str, Path]) -> str:
        """Markdown as HTML; what it shows is noted in `files`."""
        from cedu.source.markdown import scan

        images = {link.url for link in scan(markdown).links if link.is_image} if "](" in markdown or "][" in markdown else set()
        html = shown(markdown, lambda url: self.carried(url, images, files))
        return without_braces(html) if self.computed else html

    def carried(self, url: str, images: set[str], files: dict[str, Path]) -> str:
        """Where Moodle finds an image of the workspace, which is noted in `files`; nothing for a link to one of its files."""
        if not is_local(url):
            return url
        inside = unquote(urlsplit(url).path)
        if not inside or not {url, unquote(url)} & images:
            return ""
        path = below(inside, self.folder)
        files[path] = self.path(inside)
        return f"@@PLUGINFILE@@/{quote(path)}"

    def path(self, written: str) -> Path:
        """A file, by its path from the folder of the item's file."""
        return self.file(normpath(str(self.folder / written)))


def below(written: str, folder: PurePosixPath) -> str:
    """Where a file lies among those of a question: below `assets`, or else below the folder of the item's file, or `_` and the root."""
    path = normpath(written)
    return f"_/{normpath(str(folder / written))}" if path.startswith("../") else path.removeprefix(ASSETS)


def attach(parent: ET.Element, path: str, file: Path) -> None:
    """A file inside an element."""
    folder, _, name = path.rpartition("/")
    element = ET.SubElement(parent, "file", name=name, path=f"/{folder}/" if folder else "/", encoding="base64")
    element.text = b64encode(file.read_bytes()).decode()


def text(parent: ET.Element, content: str) -> None:
    """A `<text>` in `parent`."""
    ET.SubElement(parent, "text").text = legal(content)


def fields(parent: ET.Element, **values: str | bool) -> None:
    """An element in `parent` for each of `values`."""
    for tag, value in values.items():
        ET.SubElement(parent, tag).text = value if isinstance(value, str) else str(value).lower()
