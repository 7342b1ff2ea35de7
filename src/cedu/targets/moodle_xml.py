"""Moodle XML: the items of an assessment or a bank with all that Moodle knows of them, images included."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from cedu.bundle import Output
from cedu.formats import moodle
from cedu.formats.moodle_xml.losses import LOSES
from cedu.model.assessment import Assessment, Bank
from cedu.targets import Context, Target


def build(entity: Assessment | Bank, context: Context) -> Iterator[Output]:
    """One XML file; the ordering type needs Moodle 4.4, or its plug-in before."""
    from cedu.formats.moodle_xml import document

    courses = moodle.courses(context.entity, context.library.outlines)
    filed = moodle.filed(entity, context.entity, courses)
    yield Output(PurePosixPath(f"{entity.lasting_id}.xml"), document.quiz(filed, context.file))


TARGET = Target(
    "moodle-xml",
    "Moodle XML, Moodle's own format for question banks",
    (Assessment, Bank),
    build,
    pack="file",
    suffix=".xml",
    scored_by="server",
    loses=LOSES,
)
