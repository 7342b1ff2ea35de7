"""What SCORM 1.2 and 2004 call themselves and the schemas that their packages name, and what both lose."""

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
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


def missing_documents(folder: str, binding: Binding, files: Collection[str]) -> tuple[str, ...]:
    """Of the schemas that a package names, those that `folder` has not, in a workspace with these `files`."""
    return tuple(name for name in binding.files if posixpath.normpath(posixpath.join(folder, name)) not in files)


def _long_titles(entity: Entity, _options: Build) -> Iterator[Span]:
    if isinstance(entity, Course):
        parts = [(entity.title, entity.origin), *((module.title, module.origin) for module in entity.modules)]
        yield from (origin.span("title") for title, origin in parts if len(title) > LONGEST_TITLE)


LOSES = (Loss(f"a title of more than {LONGEST_TITLE} characters", "is cut off in the LMS's menu", _long_titles),)
