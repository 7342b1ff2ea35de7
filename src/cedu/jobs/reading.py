"""What a target reads of a workspace, noted, so that a bundle is built anew when any of it has changed."""

import hashlib
import json
import posixpath
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedu.deliveries import Receiver, everybody, receiver
from cedu.jobs.kept import is_settled
from cedu.model.entity import Entity
from cedu.model.library import Library
from cedu.model.outline import Outline
from cedu.model.workspace import Build, Workspace
from cedu.source.load import read_entity

if TYPE_CHECKING:
    from jinja2 import Environment

    from cedu.rendering.words import Words


# A file's size in bytes, its time in nanoseconds, and its SHA-256 then.
Stamped = tuple[int, int, str]


class Digests:
    """The digest of anything that a target can read, each computed once; what it is, is named by a text such as `file lessons/a.md`."""

    def __init__(self, library: Library, stamped: Mapping[str, Stamped] | None = None) -> None:
        """Files that are as they were when they were `stamped` are not read again."""
        self._library = library
        self._known: dict[str, str] = {}
        self._stamped = stamped or {}
        self.stamped: dict[str, Stamped] = {}

    def __getitem__(self, name: str) -> str:
        """The digest of what `name` stands for; `absent` where it is no longer there."""
        if name not in self._known:
            kind, _, rest = name.partition(" ")
            digest = {
                "file": self._file,
                "kind": self._kind,
                "entity": self._entity,
                "outlines": self._outlines,
                "settings": self._settings,
                "options": self._options,
                "courses": self._courses,
            }.get(kind)
            self._known[name] = digest(rest) if digest else "absent"
        return self._known[name]

    def _file(self, path: str) -> str:
        if path not in self._library.files:  # a forgotten one, or one outside, which only a cache from strangers names
            return "absent"
        source = self._library.root / path
        try:
            status = source.stat()
            size, changed, digest = self._stamped.get(path, (None, None, ""))
            if (size, changed) != (status.st_size, status.st_mtime_ns):
                with source.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return "absent"
        if is_settled(status.st_mtime_ns):
            self.stamped[path] = (status.st_size, status.st_mtime_ns, digest)
        return digest

    def _kind(self, kind: str) -> str:
        return _digest([(outline.id, outline.status, self[f"file {outline.path}"]) for outline in self._library.of(kind)])

    def _entity(self, name: str) -> str:
        kind, _, id = name.partition("/")
        outline = self._library.outlines.get((kind, id))
        return self[f"file {outline.path}"] if outline else "absent"

    def _outlines(self, _: str) -> str:
        return _digest([_shown(outline) for _, outline in sorted(self._library.outlines.items())])

    def _settings(self, _: str) -> str:
        """All of `cedu.yaml` but what is built for whom, and which rules count."""
        return _digest(repr(replace(self._library.workspace, build=None, deliveries={}, lint=None)))

    def _options(self, name: str) -> str:
        """How packages are made for the receiver of this name; which are made is none of their business."""
        to = _receiver(self._library.workspace, name)
        return _digest(repr(replace(to.options, targets=()))) if to else "absent"

    def _courses(self, name: str) -> str:
        to = _receiver(self._library.workspace, name)
        return _digest([sorted(to.targets), to.courses and sorted(to.courses)]) if to else "absent"


def _receiver(workspace: Workspace, name: str) -> Receiver | None:
    return receiver(workspace, name) if name else everybody(workspace)


def _shown(outline: Outline) -> list[Any]:
    """What others may show of an entity: no lines, so that an edit above does not count."""
    references = [(reference.kind, reference.name, reference.field) for reference in outline.references]
    return [outline[:4], outline[5:9], [declared[:3] for declared in outline.declared], references]


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()


class NotThereError(LookupError):
    """A target asks for what the workspace does not have: whoever switched the rule off that says so gets no bundle all the same."""

    def __init__(self, what: str, code: str) -> None:
        super().__init__(f"no {what}, so nothing that needs it can be built")
        self.code = code


class Reading:
    """The Context of a target (`cedu.targets.Context`): gives what it asks for, and notes it in `names`."""

    def __init__(self, library: Library, to: Receiver | None = None) -> None:
        """`to`: for whom is built; everybody, where it is left out."""
        self._library = library
        self._to = to or everybody(library.workspace)
        self.names: set[str] = set()
        self._entities: dict[tuple[str, str], Any] = {}
        self._words: dict[str, Words] = {}

    @property
    def options(self) -> Build:
        """What a publisher decides about packages, as it is for whom this is built."""
        self.names.add(f"options {self._to.name}")
        return self._to.options

    @property
    def workspace(self) -> Workspace:
        """What `cedu.yaml` says; what it says of builds and deliveries is not noted: `options` and `gets` have it."""
        self.names.add("settings ")
        return self._library.workspace

    @property
    def templates(self) -> "Environment":
        """The templates of the workspace and of cedu; made when they are asked for, because many a target has none."""
        from cedu.rendering.templates import environment

        return environment(self._library.root)

    def words(self, language: str) -> "Words":
        """The words that we add to an author's own, for a page in this language: the workspace's before ours."""
        from cedu.rendering.words import words_in

        if language not in self._words:
            self._words[language] = words_in(language, self._library.root)
        return self._words[language]

    @property
    def library(self) -> Library:
        """The outlines of everything."""
        self.names.add("outlines ")
        return self._library

    def entity(self, kind: str, id: str) -> Any:
        """The whole entity. Raises NotThereError where there is none."""
        self.names.add(f"entity {kind}/{id}")
        if (kind, id) not in self._entities:
            outline = self._library.outlines.get((kind, id))
            if outline is None:
                raise NotThereError(f"{kind} `{id}`", "CE201")
            self._entities[kind, id] = read_entity(self._library.root, outline.path, kind)
        return self._entities[kind, id]

    def entities(self, kind: str) -> tuple[Any, ...]:
        """All entities of a kind that `gets` says yes of, by id."""
        self.names.add(f"kind {kind}")
        active = (outline.id for outline in self._library.of(kind) if outline.status == "active")
        return tuple(self.entity(kind, id) for id in active if self._gets(kind, id))

    def gets(self, entity: Entity) -> bool:
        """Is it active, and part of what whoever this is built for gets?"""
        return entity.status == "active" and self._gets(entity.kind, entity.id)

    def _gets(self, kind: str, id: str) -> bool:
        if self._to.name:
            self.names.add(f"courses {self._to.name}")
        return self._to.gets(kind, id)

    def file(self, path: str) -> Path:
        """A file of the workspace, by its path from the root. Raises NotThereError where there is none, or where it lies outside."""
        path = posixpath.normpath(path)
        if path not in self._library.files:
            raise NotThereError(f"file `{path}`", "CE205")
        self.names.add(f"file {path}")
        return self._library.root / path

    def text(self, path: str) -> str:
        """The text of a file of the workspace."""
        return self.file(path).read_bytes().decode("utf-8-sig")
