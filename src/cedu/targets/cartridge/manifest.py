"""The manifest of a cartridge, and its web links, in both editions (CC 1.1 and 1.3, Implementation, 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal
from xml.etree.ElementTree import Element, SubElement  # writing only: nothing is parsed here

from cedu.formats import imscp, lom
from cedu.model.course import Course

# Moodle copies a module's title into XML as it is, and can't read that when it holds one of these (`cc2moodle.php`, SECTION): they get a
# wide form, which people take for the same.
_WIDE = str.maketrans({"&": "\uff06", "<": "\uff1c"})


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the standard, and the names that change with it."""

    number: Literal["1.1", "1.3"]

    @property
    def short(self) -> str:
        """How names have the edition: `v1p1`."""
        return f"v{self.number.replace('.', 'p')}"

    @property
    def namespace(self) -> str:
        """The namespace of the manifest."""
        return f"http://www.imsglobal.org/xsd/imscc{self.short}/imscp_v1p1"

    def schema(self, name: str, folder: str = "") -> str:
        """Where the publisher keeps a schema of the edition."""
        return f"http://www.imsglobal.org/profile/cc/cc{self.short}/{folder}cc{self.short}_{name}.xsd"

    @property
    def question_schema(self) -> str:
        """Where the schema of tests and question banks lies."""
        return self.schema("qtiasiv1p2p1_v1p0")

    def type(self, kind: str) -> str:
        """The type of a resource: itself for `webcontent`."""
        if kind == "weblink":
            return f"imswl_xml{self.short}"
        return kind if kind == "webcontent" else f"imsqti_xmlv1p2/imscc_xml{self.short}/{kind}"


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the cartridge, what it is, and the identifiers of the resources that it shows."""

    identifier: str
    kind: Literal["webcontent", "assessment", "question-bank", "weblink"]
    path: PurePosixPath
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the table of contents: a resource, or a folder with `items`."""

    identifier: str
    title: str
    resource: str = ""
    items: tuple["Item", ...] = ()


def manifest(
    course: Course,
    language: str,
    namespace: str,
    edition: Edition,
    identifiers: tuple[str, str, str],
    modules: Sequence[Item],
    resources: Sequence[Resource],
) -> bytes:
    """`imsmanifest.xml`; `identifiers` are its own, its organization's, and that of the root of the hierarchy, which has no title."""
    root = _root(identifiers[0], edition)
    metadata = SubElement(root, "metadata")
    imscp.add_text(metadata, "schema", "IMS Common Cartridge")
    imscp.add_text(metadata, "schemaversion", f"{edition.number}.0")
    metadata.append(lom.cartridge(course, language, namespace, edition.number))
    organizations = SubElement(root, "organizations")
    organization = SubElement(organizations, "organization", {"identifier": identifiers[1], "structure": "rooted-hierarchy"})
    _items(SubElement(organization, "item", {"identifier": identifiers[2]}), modules)
    listed = SubElement(root, "resources")
    for resource in resources:
        href = {"href": imscp.href(resource.path)} if resource.kind == "webcontent" else {}
        element = SubElement(listed, "resource", {"identifier": resource.identifier, "type": edition.type(resource.kind), **href})
        imscp.add_files(element, (resource.path,))
        for identifier in resource.shows:
            SubElement(element, "dependency", {"identifierref": identifier})
    return imscp.document(root)


def web_link(title: str, url: str, edition: Edition) -> bytes:
    """A link to another site (imswl)."""
    namespace = f"http://www.imsglobal.org/xsd/imscc{edition.short}/imswl_{edition.short}"
    schema = edition.schema(f"imswl_{edition.short}")
    root = Element("webLink", {"xmlns": namespace, "xmlns:xsi": imscp.XSI, "xsi:schemaLocation": f"{namespace} {schema}"})
    imscp.add_text(root, "title", title)
    SubElement(root, "url", {"href": imscp.text(url), "target": "_blank"})
    return imscp.document(root)


def _root(identifier: str, edition: Edition) -> Element:
    """Moodle looks for the namespace in the first 500 bytes (`converter/imscc11/lib.php`), so it comes first."""
    metadata = f"http://ltsc.ieee.org/xsd/imscc{edition.short}/LOM/manifest"
    places = (edition.namespace, edition.schema("imscp_v1p2_v1p0"), metadata, edition.schema("lommanifest_v1p0", "LOM/"))
    return Element(
        "manifest", {"xmlns": edition.namespace, "xmlns:xsi": imscp.XSI, "identifier": identifier, "xsi:schemaLocation": " ".join(places)}
    )


def _items(parent: Element, items: Sequence[Item]) -> None:
    for item in items:
        element = SubElement(parent, "item", {"identifier": item.identifier, **({"identifierref": item.resource} if item.resource else {})})
        imscp.add_text(element, "title", item.title if item.resource else item.title.translate(_WIDE))
        _items(element, item.items)
