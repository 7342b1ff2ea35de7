"""A design's boxes as pieces of one page: each with its place, and whether it differs from award to award."""

from dataclasses import dataclass

from cedu.rendering.certificate.boxes import AnyBox, Background, Image, Place, QrCode, Signature, Text, parts, placed
from cedu.rendering.certificate.design import Design
from cedu.rendering.certificate.texts import Texts


@dataclass(frozen=True, slots=True)
class Piece:
    """A box at its place. `mark` numbers what is read aloud (None for decoration), `tag` says as what, `alt` in which words."""

    box: AnyBox
    place: Place
    differs: bool
    whens: tuple[str, ...]
    mark: int | None
    tag: str = ""
    alt: str = ""

    @property
    def begins(self) -> str:
        """The operator that begins it (ISO 32000-1, 14.6): for programs that read aloud, or as decoration."""
        return "/Artifact BMC\n" if self.mark is None else f"/{self.tag} <</MCID {self.mark}>> BDC\n"


ENDS = "EMC\n"


def pieces(design: Design, texts: Texts) -> list[Piece]:
    """All pieces of a page, from the lowest to the topmost, without those that no award has."""
    has_background = any(isinstance(box, Background) for box in design.boxes)
    mirrored = texts.is_rtl and not has_background
    found: list[Piece] = []
    marks = 0
    for box in design.boxes:
        place = placed(box, design.page, mirrored=mirrored)
        for part, own in parts(box, place) if isinstance(box, Signature) else [(box, place)]:
            whens = tuple(dict.fromkeys((box.when, part.when)))
            if not all(texts.is_shown(when) for when in whens if not texts.differs(when)):
                continue
            tag, alt = _tag(part, texts)
            differs = texts.differs(*whens, *_templates(part))
            found.append(Piece(part, own, differs, whens, marks if tag else None, tag, alt))
            marks += bool(tag)
    return found


def _templates(box: AnyBox) -> tuple[str, ...]:
    """The texts of a box that are templates, but for `when`."""
    if isinstance(box, Text | QrCode):
        return (box.text,)
    return (box.file, box.alt) if isinstance(box, Image) else ()


def _tag(box: AnyBox, texts: Texts) -> tuple[str, str]:
    """As what a box is read aloud, and in which words where it is no text (ISO 32000-1, 14.8.4)."""
    if isinstance(box, Text):
        return "H1" if box.heading else "P", ""
    if isinstance(box, QrCode):
        return "Link", texts.rendered(box.alt)
    if isinstance(box, Image) and (alt := texts.rendered(box.alt)):
        return "Figure", alt
    return "", ""
