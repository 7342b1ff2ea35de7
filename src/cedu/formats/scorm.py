"""What SCORM 1.2 and 2004 call themselves and the schemas that their packages name, and what both lose."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from cedu.diagnostics import Span
from cedu.formats.loss import Loss
from cedu.model.course import Course
from cedu.model.entity import Entity
from cedu.model.workspace import Build

# Characters of a title in a manifest (imscp_rootv1p1p2.xsd and imscp_v1p1.xsd, titleType).
LONGEST_TITLE = 200


class Schema(NamedTuple):
    """A schema: the namespace that it describes, the prefix of that in a manifest, its file, and where that is published."""

    namespace: str
    prefix: str
    file: str
    published: str


@dataclass(frozen=True, slots=True)
class Binding:
    """How a version of SCORM names things: itself, in `metadata`; the schemas of its manifest, Content Packaging first, and the one of
    a course's metadata; and the attribute that tells SCOs from assets."""

    version: str
    schemas: tuple[Schema, ...]
    metadata: Schema
    scorm_type: str

    @property
    def files(self) -> tuple[str, ...]:
        """The schema files that a package names."""
        return tuple(schema.file for schema in (*self.schemas, self.metadata))


def _schema(namespace: str, prefix: str, file: str, published: str = "") -> Schema:
    return Schema(namespace, prefix, file, published or f"{namespace.rpartition('/')[0]}/{file}")


_SCORM_2004 = (
    _schema("http://www.imsglobal.org/xsd/imscp_v1p1", "", "imscp_v1p1.xsd"),
    _schema("http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp", "adlcp_v1p3.xsd"),
    _schema("http://www.imsglobal.org/xsd/imsss", "imsss", "imsss_v1p0.xsd"),
)
_LOM = _schema("http://ltsc.ieee.org/xsd/LOM", "", "lom.xsd", "http://ltsc.ieee.org/xsd/lomv1.0/lom.xsd")

SCORM_12 = Binding(
    "1.2",
    (
        _schema("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "", "imscp_rootv1p1p2.xsd"),
        _schema("http://www.adlnet.org/xsd/adlcp_rootv1p2", "adlcp", "adlcp_rootv1p2.xsd"),
    ),
    _schema("http://www.imsglobal.org/xsd/imsmd_rootv1p2p1", "", "imsmd_rootv1p2p1.xsd"),
    "adlcp:scormtype",
)
SCORM_2004: Mapping[Literal["3rd", "4th"], Binding] = {
    "3rd": Binding("2004 3rd Edition", _SCORM_2004, _LOM, "adlcp:scormType"),
    "4th": Binding("2004 4th Edition", _SCORM_2004, _LOM, "adlcp:scormType"),
}


def binding(target: str, options: Build) -> Binding | None:
    """The binding that the target of this name writes; None where it writes none."""
    return {"scorm12": SCORM_12, "scorm2004": SCORM_2004[options.scorm_settings.edition]}.get(target)


def control_documents(folder: str, binding: Binding, file: Callable[[str], Path | None]) -> Iterator[tuple[str, Path | None]]:
    """The schemas that a package names, and those that they name in turn: their places in the package, and the files.

    `folder` has them; `file` gives what lies at a path from the workspace's root, and None (or an exception) where nothing does.
    """
    waiting = list(binding.files)
    seen = set(waiting)
    while waiting:
        name = waiting.pop(0)
        there = file(posixpath.normpath(posixpath.join(folder, name)))
        yield name, there
        found = [other for other in _named_in(there, name) if other not in seen] if there else []
        seen.update(found)
        waiting += found


def _named_in(file: Path, name: str) -> list[str]:
    """The schemas and document type definitions that a schema names; those at an address on the web stay there."""
    text = re.sub(r"<!--.*?-->", "", file.read_bytes().decode("utf-8", "replace"), flags=re.DOTALL)
    named = re.findall(r"""\bschemaLocation\s*=\s*["']([^"']+)["']|["']([^"'<>\s]+\.dtd)["']""", text)
    locations = sorted({one or other for one, other in named})
    return [posixpath.normpath(posixpath.join(posixpath.dirname(name), location)) for location in locations if "://" not in location]


def _long_titles(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Course):
        parts = [(entity.title, entity.origin), *((module.title, module.origin) for module in entity.modules)]
        yield from (origin.span("title") for title, origin in parts if len(title) > LONGEST_TITLE)


LOSES = (Loss(f"a title of more than {LONGEST_TITLE} characters", "is cut off in the LMS's menu", _long_titles),)
