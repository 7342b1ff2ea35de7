"""QTI 3.0: an assessment or a bank as a package with a manifest, a file for each item, and a test that asks them."""

from collections.abc import Iterator

from cedu.bundle import Output
from cedu.formats.qti.losses import LOSES
from cedu.model.assessment import Assessment, Bank
from cedu.targets import Context, Target


def build(entity: Assessment | Bank, context: Context) -> Iterator[Output]:
    """The files of the package, the manifest last."""
    from cedu.formats.qti.names import QTI30
    from cedu.formats.qti.package import Place, package

    language = entity.language or context.workspace.organization.language
    place = Place(context.workspace.namespace, language, context.entity, context.file, context.words(language).say)
    yield from package(entity, place, QTI30)


TARGET = Target(
    "qti30",
    "QTI 3.0, the newest edition of the standard for items and tests",
    (Assessment, Bank),
    build,
    pack="zip",
    scored_by="server",
    loses=LOSES,
)
