"""A SCORM package: the player's files, the manifest, the metadata, and the standard's schemas where a publisher has them."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from cedu.bundle import Output
from cedu.formats import imscp
from cedu.formats.scorm import LONGEST_TITLE, Binding, Schema, control_documents
from cedu.model.course import Course
from cedu.player.bundle import Context, Launchable, launchables, player_files
from cedu.player.completion import Terms, terms

METADATA = PurePosixPath("metadata.xml")


class Sco(NamedTuple):
    """An item in the organization, and the terms of its SCO.

    `mastery_score`: the percentage at which the LMS takes it for passed; None where there is none, or a publisher leaves that to the SCO.
    """

    item: Element
    terms: Terms
    mastery_score: float | None


# Adds to an organization and its SCOs what a version says of how they are judged.
Judge = Callable[[Element, Sequence[Sco]], None]


def package(course: Course, context: Context, binding: Binding, tracker: str, lom: Element, judge: Judge) -> Iterator[Output]:
    """The files of a package, the manifest last; `tracker` is the script that speaks the version, `lom` the course's metadata."""
    files = tuple(player_files(course, context, ("api.js", tracker)))
    yield from files
    documents = tuple(_control_documents(context, binding))
    yield from documents
    lom.set("xmlns:xsi", imscp.XSI)
    lom.set("xsi:schemaLocation", _locations([binding.metadata], bool(documents)))
    yield Output(METADATA, imscp.document(lom))
    manifest = _Manifest(course, context, binding, bool(documents))
    manifest.add_scos([file.path for file in files], judge)
    if documents:
        manifest.add_resource("asset", [file.path for file in documents], "control-documents")
    yield Output(imscp.MANIFEST, imscp.document(manifest.root))


class _Manifest:
    """`imsmanifest.xml` (SCORM 1.2 CAM, 2.3; 2004 CAM, 3.4).

    The metadata are a file of their own: of two titles in a manifest, many an LMS takes the first for the course's.
    """

    def __init__(self, course: Course, context: Context, binding: Binding, local: bool) -> None:
        self.course = course
        self.context = context
        self.binding = binding
        spaces = {f"xmlns:{schema.prefix}" if schema.prefix else "xmlns": schema.namespace for schema in binding.schemas}
        about = {"identifier": self.named("manifest"), "version": course.version, **spaces, "xmlns:xsi": imscp.XSI}
        self.root = Element("manifest", {**about, "xsi:schemaLocation": _locations(binding.schemas, local)})
        metadata = SubElement(self.root, "metadata")
        imscp.add_text(metadata, "schema", "ADL SCORM")
        imscp.add_text(metadata, "schemaversion", binding.version)
        imscp.add_text(metadata, "adlcp:location", str(METADATA))
        organizations = SubElement(self.root, "organizations", {"default": self.named("organization")})
        self.organization = SubElement(organizations, "organization", {"identifier": self.named("organization")})
        imscp.add_text(self.organization, "title", imscp.shortened(course.title, LONGEST_TITLE))
        self.resources = SubElement(self.root, "resources")

    def named(self, *names: str) -> str:
        """The identifier of a part of the package."""
        return imscp.identifier(self.context.workspace.namespace, "course", self.course.lasting_id, *names)

    def add_scos(self, paths: Sequence[PurePosixPath], judge: Judge) -> None:
        """An item and a resource for each SCO; what several share is a resource that theirs depend on."""
        found = launchables(self.course, self.context.options)
        pages = {launchable.page for launchable in found}
        shared = [path for path in paths if path not in pages]
        alone = len(found) == 1
        for launchable in found:
            sco = self.add_resource("sco", [launchable.page, *(shared if alone else ())], *launchable.names, "resource")
            sco.set("href", imscp.href(launchable.page))
            if not alone:
                SubElement(sco, "dependency", {"identifierref": self.named("shared")})
        if not alone:
            self.add_resource("asset", shared, "shared")
        judge(self.organization, [self._sco(launchable) for launchable in found])

    def _sco(self, launchable: Launchable) -> Sco:
        about = {"identifier": self.named(*launchable.names, "item"), "identifierref": self.named(*launchable.names, "resource")}
        item = SubElement(self.organization, "item", {**about, "isvisible": "true"})
        imscp.add_text(item, "title", imscp.shortened(launchable.title, LONGEST_TITLE))
        agreed = terms(self.course, launchable.lessons, self.context.entity)
        return Sco(item, agreed, agreed.passing_score if self.context.options.scorm_settings.mastery_score else None)

    def add_resource(self, kind: str, paths: Sequence[PurePosixPath], *names: str) -> Element:
        """A resource, an SCO or an asset, with its files."""
        about = {"identifier": self.named(*names), "type": "webcontent", self.binding.scorm_type: kind}
        resource = SubElement(self.resources, "resource", about)
        imscp.add_files(resource, sorted(paths))
        return resource


def _locations(schemas: Sequence[Schema], local: bool) -> str:
    return " ".join(f"{schema.namespace} {schema.file if local else schema.published}" for schema in schemas)


def _control_documents(context: Context, binding: Binding) -> Iterator[Output]:
    """The publisher's own copies of the standard's schemas. Raises LookupError where one is missing."""
    if folder := context.options.scorm_settings.control_documents:
        yield from (Output(PurePosixPath(name), path) for name, path in control_documents(folder, binding, context.file) if path)
