"""The page of one certificate: what differs from the template, and the end of the file."""

import hashlib
from collections.abc import Mapping

from cedu.rendering.certificate.art import UndrawableError
from cedu.rendering.certificate.boxes import QrCode, Text
from cedu.rendering.certificate.contents import Facts
from cedu.rendering.certificate.metadata import packet
from cedu.rendering.certificate.objects import Objects, number, stream, string, trailer
from cedu.rendering.certificate.pieces import ENDS, Piece
from cedu.rendering.certificate.setting import Block, lines_of
from cedu.rendering.certificate.structure import CONTENT, LINK, METADATA, OWN, PAGE
from cedu.rendering.certificate.template import Template, block, plain
from cedu.rendering.embedding import Embedded, embedded
from cedu.rendering.fonts import Font
from cedu.rendering.shaping import uses

_RED = "#c8102e"
_FREE = b"0000000000 65535 f \n"


def page(template: Template, facts: Facts) -> bytes:
    """What follows the template's bytes on one certificate. Raises UndrawableError."""
    if not facts.name.strip():
        raise UndrawableError("there is no name to put on the certificate")
    values = template.texts.values(facts)
    shown = [piece for piece in template.differing if all(template.texts.is_shown(when, values) for when in piece.whens)]
    blocks = {piece: block(piece, template.texts, template.setter, values) for piece in shown if isinstance(piece.box, Text)}
    mark = _mark(template, facts)
    objects = Objects(template.following)
    for _ in range(OWN):
        objects.reserve()
    fonts, own = _fonts(template, [*blocks.values(), mark], objects)
    parts, link = [], ""
    for piece in template.differing:
        drawn = b""
        if piece in blocks:
            drawn = blocks[piece].operators(fonts)
        elif piece in template.snippets and piece in shown:
            drawn = template.snippets[piece]
        elif piece in shown:
            text = template.texts.rendered(piece.box.text, values) if isinstance(piece.box, QrCode) else ""
            drawn = plain(piece.box, piece.place, text).encode()  # type: ignore[arg-type]  # art has snippets
            link = link or (_link(piece, text) if text.startswith("https://") else "")
        parts.append(piece.begins.encode() + drawn + ENDS.encode())
    parts.append(_marked(mark, fonts, template.marks))
    first = template.following
    objects.put(first + CONTENT, stream(b"".join(parts), effort=6))
    objects.put(first + LINK, link or "<</Type/Annot/Subtype/Link/F 4/Rect[0 0 0 0]>>")
    objects.put(first + METADATA, _metadata(template, facts))
    objects.put(first + PAGE, _page(template, own))
    return _ended(template, objects)


def _mark(template: Template, facts: Facts) -> Block:
    """What stands across a certificate that is not real."""
    word = template.texts.word("test") if facts.test else template.texts.word("specimen") if facts.specimen else ""
    mark = template.setter.mark(word, template.mark_font, _RED, template.page) if word else Block((), 1, _RED)
    if isinstance(mark, str):
        raise UndrawableError(mark)
    return mark


def _marked(mark: Block, fonts: Mapping[Font, tuple[str, Embedded]], number: int) -> bytes:
    return b"/P <</MCID %d>> BDC\nq /Mark gs\n%bQ\nEMC\n" % (number, mark.operators(fonts))


def _fonts(template: Template, blocks: list[Block], objects: Objects) -> tuple[dict[Font, tuple[str, Embedded]], str]:
    """The fonts that a page is set in: the template's where they have every glyph that is needed, else some of its own."""
    found: dict[Font, tuple[str, Embedded]] = {}
    own = ""
    for font, glyphs in uses(lines_of(blocks)).items():
        name, subset = template.fonts.get(font, ("", None))
        if subset is None or not glyphs.keys() <= subset.texts.keys():
            made = embedded(font, dict(sorted(glyphs.items())))
            if isinstance(made, str):
                raise UndrawableError(made)
            name, subset, first = f"P{len(found)}", made, objects.following
            for body in subset.objects(first):
                objects.add(body)
            own += f"/{name} {first} 0 R"
        found[font] = (name, subset)
    return found, own


def _link(piece: Piece, address: str) -> str:
    x, y, width, height = piece.place
    corners = " ".join(map(number, (x, y, x + width, y + height)))
    words = f"/Contents{string(piece.alt or address)}"
    return f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{corners}]/StructParent 1{words}/A<</S/URI/URI{string(address)}>>>>"


def _page(template: Template, own_fonts: str) -> str:
    first = template.following
    box = " ".join(map(number, template.page))
    fonts = f"/Font<<{template.font_resources}{own_fonts}>>"
    content = f"/Contents[{template.static} 0 R {first + CONTENT} 0 R]/Resources<<{fonts}{template.resources}>>"
    return f"<</Type/Page/Parent {template.pages} 0 R/MediaBox[0 0 {box}]{content}/Annots[{first + LINK} 0 R]/StructParents 0/Tabs/S>>"


def _metadata(template: Template, facts: Facts) -> bytes:
    """XMP, which is to be found without a PDF reader, so it is not compressed."""
    face = template.face
    title = f"{facts.name}: {face.certification}, {face.level}"
    said = packet(title=title, creator=face.issuer, identifier=facts.number, language=template.language)
    return stream(said, "/Type/Metadata/Subtype/XML", effort=0)


def _ended(template: Template, objects: Objects) -> bytes:
    """The objects, with the catalog as the last, and the end of the file."""
    first = template.following
    reading = f"/MarkInfo<</Marked true>>/StructTreeRoot {template.structure} 0 R/Lang{string(template.language)}"
    shown = f"/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[{template.intent} 0 R]/Metadata {first + METADATA} 0 R"
    root = objects.add(f"<</Type/Catalog/Pages {template.pages} 0 R{reading}{shown}>>")
    written, entries = objects.written(len(template.content))
    id = hashlib.sha256(template.sha256.encode() + written).hexdigest()[:32]
    table = _FREE + template.entries + entries
    return written + trailer([(0, table)], len(template.content) + len(written), objects.following, root, (id, id))
