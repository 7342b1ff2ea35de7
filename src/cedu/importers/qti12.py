"""QTI 1.2: quizzes and question banks of Canvas, Blackboard, D2L and others, as a package or as bare XML."""

from cedu.formats.qti12.files import Files
from cedu.formats.qti12.reading import is_qti, ordered, read
from cedu.formats.qti12.settings import with_canvas_settings
from cedu.importers import Imported, Importer, Note, Place, Source

_MANIFEST = "imsmanifest.xml"
_CARTRIDGE = b"IMS Common Cartridge"
_OURS = b'identifier="cedu-manifest-'


def _recognises(source: Source) -> float:
    """Any file of it may be one; in a cartridge, they are part of more."""
    if not any(is_qti(content) for content in source.members.values()):
        return 0
    return 0.5 if _CARTRIDGE in source.members.get(_MANIFEST, b"") else 0.97


def _read(source: Source) -> Imported:
    """All banks, and all tests."""
    files = Files(source.members, ours=_OURS in source.members.get(_MANIFEST, b"")[:4096])
    reads = []
    for name in sorted(source.members):
        if is_qti(source.members[name]):
            found = read(source.members[name], name, files, alone=len(source.members) == 1)
            reads += [each._replace(items=with_canvas_settings(each.items, source.members)) for each in found]
    items, notes = ordered(reads)
    if not items:
        notes = (*notes, Note(Place(), "refused", "there is no QTI 1.2 with questions in it"))
    return Imported("", items, (), files.taken, notes)


IMPORTER = Importer("qti12", "QTI 1.2, of Canvas, Blackboard, D2L and others", _recognises, _read)
