"""GIFT: the items of an assessment or a bank as text, for Moodle and whatever else reads its oldest format."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from cedu.bundle import Output
from cedu.formats import moodle
from cedu.formats.gift_losses import LOSES
from cedu.model.assessment import Assessment, Bank
from cedu.targets import Context, Target


def build(entity: Assessment | Bank, context: Context) -> Iterator[Output]:
    """One text file, with a blank line after each question: Moodle reads up to there."""
    from cedu.formats import gift

    parts = []
    courses = moodle.courses(context.entity, context.library.outlines)
    category = ""
    for pooled, begins in moodle.filed(entity, context.entity, courses):
        category = begins or category
        if question := gift.question(pooled):
            if category:
                parts.append(f"$CATEGORY: {category}\n")
                category = ""
            parts.append(question)
    yield Output(PurePosixPath(f"{entity.lasting_id}.gift"), "\n".join(parts).encode())


TARGET = Target(
    "gift",
    "GIFT, Moodle's text format for questions",
    (Assessment, Bank),
    build,
    pack="file",
    suffix=".gift",
    scored_by="server",
    loses=LOSES,
)
