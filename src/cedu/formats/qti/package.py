"""A QTI package: an item in each file, the test that asks them, the files that they show, and the manifest."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path, PurePosixPath

from cedu.bundle import Output
from cedu.formats import imscp
from cedu.formats.qti.formula import as_mark
from cedu.formats.qti.item import Writing, ident, item
from cedu.formats.qti.manifest import Resource, manifest
from cedu.formats.qti.names import QTI30, Edition, document
from cedu.formats.qti.test import test
from cedu.model.assessment import Assessment, Bank
from cedu.model.marks import marks
from cedu.model.pool import Find, Pooled, pool

_ITEMS = PurePosixPath("items")
_READABLE, _DIGEST = 17, 12  # characters of an identifier


@dataclass(frozen=True, slots=True)
class Place:
    """Where a package is made: the workspace's namespace, its entities and files, and words in the language of the entity."""

    namespace: str
    language: str
    find: Find
    file: Callable[[str], Path]
    say: Callable[[str], str]


def package(entity: Assessment | Bank, place: Place, edition: Edition) -> Iterator[Output]:
    """Every file of the package, the manifest last."""
    yield from _Package(entity, place, edition).outputs()


class _Package:
    """One package while it is made: it notes each file of the workspace that an item shows."""

    def __init__(self, entity: Assessment | Bank, place: Place, edition: Edition) -> None:
        self.entity = entity
        self.place = place
        self.edition = edition
        self.named = partial(_identifier, place.namespace)
        self.shown: dict[str, str] = {}  # where it lies, below the items; and which file of the workspace it is
        self.now: set[str] = set()  # what the item shows that is being written
        self.writing = Writing(
            self.named, self.html, place.say, self.file, place.language, external_scored=edition is QTI30
        )  # fmt: skip

    def outputs(self) -> Iterator[Output]:
        """Every file, the manifest last."""
        resources = []
        for pooled in pool(self.entity, self.place.find):
            self.now = set()
            content = document(item(pooled, self.writing), self.edition)
            identifier, href = self.reference(pooled)
            depends = tuple(self.named("file", place) for place in sorted(self.now))
            resources.append(Resource(identifier, "item", PurePosixPath(href), depends, pooled.item))
            yield Output(PurePosixPath(href), content)
        whole = self.named(self.entity.kind, self.entity.lasting_id)
        if isinstance(self.entity, Assessment):
            path = PurePosixPath("assessment.xml")
            root = test(self.entity, whole, self.place.find, self.reference)
            asked = {ref.get("href") for ref in root.iter("assessmentItemRef")}
            depends = tuple(resource.identifier for resource in resources if str(resource.path) in asked)
            resources.insert(0, Resource(whole, "test", path, depends))
            yield Output(path, document(root, self.edition))
        for place in sorted(self.shown):
            resources.append(Resource(self.named("file", place), "file", _ITEMS / place))
            yield Output(_ITEMS / place, self.place.file(self.shown[place]))
        language, title, entry = self.place.language, self.entity.title, self.entity.lasting_id
        identifier = self.named(self.entity.kind, self.entity.lasting_id, "manifest")
        is_bank = isinstance(self.entity, Bank)
        yield Output(imscp.MANIFEST, manifest(identifier, entry, title, language, is_bank, resources, self.edition))

    def reference(self, pooled: Pooled) -> tuple[str, str]:
        """What an item is called, and where its file lies."""
        identifier = ident(pooled, self.writing)
        return identifier, f"{_ITEMS}/{identifier}.xml"

    def html(self, markdown: str, pooled: Pooled, has_values: bool) -> str:
        """A text of an item as HTML; a link to a page of the workspace leaves its text."""
        from cedu.rendering.links import rewriting
        from cedu.rendering.markdown import inline

        links = rewriting(pooled.owner.origin.path, lambda _path, _anchor: "", lambda path, _anchor: self.asset(path))
        return inline(markdown, links, _maths_with_values if has_values else _maths)

    def file(self, written: str, pooled: Pooled) -> str:
        """Where a file lies that an item names."""
        from cedu.source.outline import beside

        return self.asset(beside(pooled.owner.origin.path, written))

    def asset(self, path: str) -> str:
        """Note a file of the workspace, and say where an item finds it: where the entity's own file does, if it lies below."""
        folder = PurePosixPath(self.entity.origin.path).parent
        file = PurePosixPath(path)
        place = str(file.relative_to(folder)) if file.is_relative_to(folder) else f"_/{path}"
        self.shown[place] = path
        self.now.add(place)
        return imscp.href(PurePosixPath(place))


def _identifier(namespace: str, *names: str) -> str:
    """The identifier of a thing for ever: 32 characters at most, because there are tools that take no more (QTI 2.1, 3.1)."""
    digest = imscp.identifier(namespace, *names)[-_DIGEST:]
    return f"{names[0][0]}-{re.sub(r'[^A-Za-z0-9]+', '-', names[-1])[:_READABLE].strip('-')}-{digest}"


def _maths(latex: str, display: bool) -> str:
    """MathML that says in LaTeX what it shows, for whoever reads the file again (MathML 3, 2.2.1)."""
    from cedu.rendering.maths import mathml

    return mathml(latex, display).replace("<math ", f'<math alttext="{escape(latex.strip())}" ', 1)


def _maths_with_values(latex: str, display: bool) -> str:
    """MathML; or, where values of a formula stand in it, a mark."""
    return as_mark(latex, display) if any(marks(latex)) else _maths(latex, display)
