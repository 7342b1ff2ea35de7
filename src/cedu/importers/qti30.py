"""QTI 3.0: a package, a folder or a single item."""

from cedu.formats.archive import Source
from cedu.formats.imported import Imported
from cedu.importers import Importer

_NAMESPACES = (b"imsglobal.org/xsd/imsqtiasi_v3p0", b"imsglobal.org/xsd/qti/qtiv3p0")


def _recognises(source: Source) -> float:
    from cedu.formats.qti.read_package import is_qti

    return 0.95 if is_qti(source, *_NAMESPACES) else 0


def _read(source: Source) -> Imported:
    from cedu.formats.qti.read_package import package

    return package(source)


IMPORTER = Importer("qti30", "QTI 3.0, the newest edition of the standard for items and tests", _recognises, _read)
