"""The manifest of a QTI package: a resource for each file, and what a catalogue may know of each item (IMS Meta-Data 1.3, IEEE LOM)."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal
from xml.etree.ElementTree import Element, SubElement  # writing only: nothing is parsed here

from cedu.formats import imscp, lom
from cedu.formats.qti.building import make
from cedu.formats.qti.names import QTI30, Edition
from cedu.model.item import Item

# How hard something is, in LOM's words (IEEE 1484.12.1, 5.8).
DIFFICULTY = {"easy": "easy", "medium": "medium", "hard": "difficult"}
OBJECTIVE = "educational objective"


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the package and what it shows: other files by their path, other resources by their identifier."""

    identifier: str
    kind: Literal["test", "item", "file"]
    path: PurePosixPath
    depends: tuple[str, ...] = ()
    item: Item | None = None


def manifest(
    identifier: str, entry: str, title: str, language: str, is_bank: bool, resources: Iterable[Resource], edition: Edition
) -> bytes:
    """`imsmanifest.xml`; `entry` is what the test or the bank is called for good."""
    places = (edition.packaging, edition.packaging_schema, lom.IEEE, "http://www.imsglobal.org/xsd/imsmd_loose_v1p3p2.xsd")
    attributes = {"xmlns": edition.packaging, "xmlns:xsi": imscp.XSI, "identifier": identifier, "xsi:schemaLocation": " ".join(places)}
    root = Element("manifest", attributes)
    metadata = SubElement(root, "metadata")
    imscp.add_text(metadata, "schema", edition.bank if is_bank else edition.package)
    imscp.add_text(metadata, "schemaversion", edition.schema_version)
    general = [_identifier(entry), _string("title", title, language), make("language", text=language)]
    metadata.append(make("lom", {"xmlns": lom.IEEE}, make("general", {}, *general)))
    SubElement(root, "organizations")
    listed = SubElement(root, "resources")
    for resource in resources:
        listed.append(_resource(resource, language, edition))
    return imscp.document(root)


def _resource(resource: Resource, language: str, edition: Edition) -> Element:
    kind = f"imsqti_{resource.kind}_xml{edition.short}"
    if resource.kind == "file":
        kind = "associatedcontent/learning-application-resource" if edition is QTI30 else "webcontent"
    attributes = {"identifier": resource.identifier, "type": kind, "href": imscp.href(resource.path)}
    element = Element("resource", attributes)
    if resource.item:
        element.append(make("metadata", {}, _about(resource.item, language)))
    imscp.add_files(element, [resource.path])
    for depends in resource.depends:
        SubElement(element, "dependency", {"identifierref": depends})
    return element


def _about(item: Item, language: str) -> Element:
    """What an item says of itself beside its question."""
    keywords = [_string("keyword", tag, language) for tag in item.tags]
    parts = [
        make("general", {}, _identifier(item.lasting_id), *keywords),
        make("educational", {}, _word("difficulty", DIFFICULTY[item.difficulty])),
    ]
    if item.objective:
        taxon = make("taxon", {}, make("id", text=item.objective))
        path = make("taxonPath", {}, _string("source", "cedu", "en"), taxon)
        parts.append(make("classification", {}, _word("purpose", OBJECTIVE), path))
    return make("lom", {"xmlns": lom.IEEE}, *parts)


def _word(name: str, value: str) -> Element:
    return make(name, {}, make("source", text="LOMv1.0"), make("value", text=value))


def _identifier(entry: str) -> Element:
    return make("identifier", {}, make("catalog", text="cedu"), make("entry", text=imscp.text(entry)))


def _string(name: str, value: str, language: str) -> Element:
    return make(name, {}, make("string", {"language": language}, text=imscp.text(value)))
