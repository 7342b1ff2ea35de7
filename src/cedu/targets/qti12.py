"""QTI 1.2 as Canvas's Classic Quizzes take it: a quiz or a question bank, with what it shows, and settings that only Canvas reads."""

import re
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from cedu.bundle import Output
from cedu.formats import imscp, qti12_losses
from cedu.model.assessment import Assessment, Bank
from cedu.model.pool import pool
from cedu.targets import Context, Target

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from cedu.formats.qti12.questions import Group, Question

_SCHEMA = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd"
_CARTRIDGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
# Canvas reads settings from a file of this name, in a folder that is called like the quiz (`quiz_metadata_converter.rb`).
_SETTINGS = "assessment_meta.xml"
# What an address of a file of the package starts with, as Canvas writes it.
_ROOT = "%24IMS-CC-FILEBASE%24/"
_SAFE = re.compile(r"(?!\.)[A-Za-z0-9._-]+(?:/(?!\.)[A-Za-z0-9._-]+)*")


def build(entity: Assessment | Bank, context: Context) -> Iterator[Output]:
    """The questions, Canvas's settings, and the files that are shown, the manifest last."""
    yield from _Package(entity, context).outputs()


class _Package:
    """One package while it is made: it notes each file of the workspace that a question shows."""

    def __init__(self, entity: Assessment | Bank, context: Context) -> None:
        self.entity = entity
        self.context = context
        self.words = context.words(entity.language or context.workspace.organization.language)
        self.named = partial(imscp.identifier, context.workspace.namespace)
        self.ident = self.named(entity.kind, entity.lasting_id)
        self.folder = PurePosixPath(entity.origin.path).parent
        self.files: dict[str, str] = {}

    def outputs(self) -> Iterator[Output]:
        """Every file."""
        from cedu.formats import qti12_canvas, qti12_quiz
        from cedu.formats.qti12 import document

        writing = qti12_canvas.Writing(self.named, self.html, self.words.say)
        content = PurePosixPath(self.ident, f"{self.ident}.xml")
        if isinstance(self.entity, Assessment):
            asked = list(qti12_quiz.asked(self.entity, self.context.entity, writing))
            fields = qti12_quiz.settings(self.entity)
            yield Output(content, document.assessment(self.ident, self.entity.title, self.words.language, fields, asked, _SCHEMA))
            yield Output(PurePosixPath(self.ident, _SETTINGS), self.settings(self.entity, asked))
        else:
            questions = (qti12_canvas.question(one, writing) for one in pool(self.entity, self.context.entity))
            yield Output(content, document.bank(self.ident, self.entity.title, questions, _SCHEMA))
        for place in sorted(self.files):
            yield Output(PurePosixPath(place), self.context.file(self.files[place]))
        yield Output(imscp.MANIFEST, self.manifest(content))

    def html(self, markdown: str, path: str) -> str:
        """A text that the file at `path` writes, as HTML; a link to a page of the workspace leaves its text."""
        from cedu.rendering.links import rewriting
        from cedu.rendering.markdown import inline
        from cedu.rendering.maths import in_brackets

        return inline(markdown, rewriting(path, lambda _path, _anchor: "", lambda file, _anchor: self.asset(file)), in_brackets)

    def asset(self, path: str) -> str:
        """Note a file of the workspace, and say where a question finds it: where it lies beside the YAML file, if its name is safe."""
        file = PurePosixPath(path)
        place = str(file.relative_to(self.folder)) if file.is_relative_to(self.folder) else ""
        if not _SAFE.fullmatch(place) or place.startswith(self.ident) or place == str(imscp.MANIFEST):
            readable = re.sub(r"[^A-Za-z0-9]+", "-", file.stem).strip("-")[:40] or "file"
            suffix = re.sub(r"[^a-z0-9.]", "", file.suffix.lower())
            place = f"assets/{readable}-{sha256(path.encode()).hexdigest()[:10]}{suffix}"
        self.files[place] = path
        return _ROOT + quote(place)

    def settings(self, entity: Assessment, asked: "list[Question | Group]") -> bytes:
        """What Canvas's quiz is set to."""
        from xml.etree.ElementTree import Element

        from cedu.formats.qti12_quiz import mixes

        root = Element("quiz", {"xmlns": _CANVAS, "xmlns:xsi": imscp.XSI, "identifier": self.ident})
        said = {
            "title": entity.title,
            "description": f"<p>{escape(entity.summary)}</p>" if entity.summary else "",
            "shuffle_answers": str(mixes(asked)).lower(),
            "quiz_type": "practice_quiz" if entity.stakes == "practice" else "assignment",
            "allowed_attempts": str(entity.attempts or -1),
            "time_limit": str(entity.time_limit_minutes or ""),
        }
        for name, value in said.items():
            if value:
                imscp.add_text(root, name, value)
        return imscp.document(root)

    def manifest(self, content: PurePosixPath) -> bytes:
        """`imsmanifest.xml` as Canvas writes it (`lib/cc/qti/qti_manifest.rb`)."""
        from xml.etree.ElementTree import Element, SubElement

        root = Element("manifest", {"xmlns": _CARTRIDGE, "xmlns:xsi": imscp.XSI, "identifier": self.named("manifest", self.ident)})
        metadata = SubElement(root, "metadata")
        imscp.add_text(metadata, "schema", "IMS Content")
        imscp.add_text(metadata, "schemaversion", "1.1.3")
        SubElement(root, "organizations")
        resources = SubElement(root, "resources")
        questions = SubElement(resources, "resource", {"identifier": self.ident, "type": "imsqti_xmlv1p2"})
        imscp.add_files(questions, (content,))
        if isinstance(self.entity, Assessment):
            name, path = self.named("settings", self.ident), content.with_name(_SETTINGS)
            SubElement(questions, "dependency", {"identifierref": name})
            self.resource(resources, name, "associatedcontent/imscc_xmlv1p1/learning-application-resource", path)
        for place in sorted(self.files):
            self.resource(resources, self.named("file", place), "webcontent", PurePosixPath(place))
        return imscp.document(root)

    def resource(self, resources: "Element", name: str, kind: str, path: PurePosixPath) -> None:
        """One file."""
        from xml.etree.ElementTree import SubElement

        resource = SubElement(resources, "resource", {"identifier": name, "type": kind, "href": imscp.href(path)})
        imscp.add_files(resource, (path,))


TARGET = Target(
    "qti12",
    "QTI 1.2, as Canvas's Classic Quizzes take it",
    (Assessment, Bank),
    build,
    "zip",
    ".zip",
    scored_by="server",
    loses=qti12_losses.LOSES,
)
