"""QTI 2.0, 2.1 and 2.2: a package, a folder or a single item."""

from cedu.formats.archive import Source
from cedu.formats.imported import Imported
from cedu.importers import Importer

_NAMESPACES = (b"imsglobal.org/xsd/imsqti_v2p", b"imsglobal.org/xsd/imsqtiv2p", b"imsglobal.org/xsd/apip/apipv1p0")


def _recognises(source: Source) -> float:
    from cedu.formats.qti.read_package import is_qti

    return 0.95 if is_qti(source, *_NAMESPACES) else 0


def _read(source: Source) -> Imported:
    from cedu.formats.qti.read_package import package

    return package(source)


IMPORTER = Importer("qti21", "QTI 2.1 and 2.2, the standard for items and tests", _recognises, _read)
