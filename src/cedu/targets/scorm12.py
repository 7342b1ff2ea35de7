"""SCORM 1.2: one package per course, with one SCO that holds the whole course."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cedu.bundle import Output
from cedu.diagnostics import Span
from cedu.formats import imscp
from cedu.formats.browser import LOSES
from cedu.formats.loss import Loss
from cedu.formats.scorm import identifier
from cedu.model.course import Course
from cedu.model.entity import Entity
from cedu.targets import Context, Target

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def build(course: Course, context: Context) -> Iterator[Output]:
    """The files of the package, the manifest last."""
    from cedu.player.bundle import player_files

    files = tuple(player_files(course, context, ("scorm12.js",)))
    yield from files
    yield Output(imscp.MANIFEST, manifest(course, context.workspace.namespace, sorted(file.path for file in files)))


def manifest(course: Course, namespace: str, paths: Sequence[PurePosixPath]) -> bytes:
    """`imsmanifest.xml` (SCORM 1.2 CAM, 2.3.5).

    It has no `adlcp:masteryscore`: with one, an LMS decides the status anew and may overrule what the course has told it.
    """
    from xml.etree.ElementTree import SubElement

    def named(part: str) -> str:
        return identifier(namespace, "course", course.lasting_id, part)

    root = _root(named("manifest"), course.version)
    metadata = SubElement(root, "metadata")
    imscp.add_text(metadata, "schema", "ADL SCORM")
    imscp.add_text(metadata, "schemaversion", "1.2")
    organizations = SubElement(root, "organizations", {"default": named("organization")})
    organization = SubElement(organizations, "organization", {"identifier": named("organization")})
    imscp.add_text(organization, "title", course.title)
    item = SubElement(organization, "item", {"identifier": named("item"), "identifierref": named("resource"), "isvisible": "true"})
    imscp.add_text(item, "title", course.title)
    resources = SubElement(root, "resources")
    attributes = {"identifier": named("resource"), "type": "webcontent", "adlcp:scormtype": "sco", "href": "index.html"}
    imscp.add_files(SubElement(resources, "resource", attributes), paths)
    return imscp.document(root)


def _root(identifier: str, version: str) -> "Element":
    from xml.etree.ElementTree import Element

    return Element(
        "manifest",
        {
            "identifier": identifier,
            "version": version,
            "xmlns": _IMSCP,
            "xmlns:adlcp": _ADLCP,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{_IMSCP} {_IMSCP}.xsd {_ADLCP} {_ADLCP}.xsd",
        },
    )


def _attempted(entity: Entity) -> Iterator[Span]:
    if isinstance(entity, Course) and entity.completion and entity.completion.assessments == "attempted":
        yield entity.completion.origin.key("assessments")


TARGET = Target(
    "scorm12",
    "SCORM 1.2 package",
    (Course,),
    build,
    "zip",
    ".zip",
    scored_by="client",
    suspend_data=4096,
    loses=(*LOSES, Loss("the rule `attempted`", "is `failed` after a fail, because one word says how far and how well", _attempted)),
)
