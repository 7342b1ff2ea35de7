"""What a certificate's file has beside what is seen: the order in which it is read aloud, and the colours that are meant."""

from collections.abc import Sequence

from cedu.rendering.certificate.colour import srgb
from cedu.rendering.certificate.objects import Objects, stream, string
from cedu.rendering.certificate.pieces import Piece

# Objects that each certificate adds, counted from the first that the template leaves free; its own fonts follow.
PAGE, CONTENT, LINK, METADATA, OWN = range(5)


def structure_tree(pieces: Sequence[Piece], objects: Objects) -> int:
    """The order in which a page is read aloud (ISO 32000-1, 14.7), and at its end the mark of one that is not real; the root's number.

    These are the last objects of a template: they name those of the page that follows.
    """
    marked = [piece for piece in pieces if piece.mark is not None]
    root, document, parents, *elements, last = (objects.reserve() for _ in range(len(marked) + 4))
    first = objects.following
    page = f"/Pg {first + PAGE} 0 R"
    link = next((element for piece, element in zip(marked, elements, strict=True) if piece.tag == "Link"), None)
    for piece, element in zip(marked, elements, strict=True):
        alt = f"/Alt{string(piece.alt)}" if piece.alt else ""
        kids = f"[{piece.mark}<</Type/OBJR/Obj {first + LINK} 0 R>>]" if element == link else str(piece.mark)
        objects.put(element, f"<</Type/StructElem/S/{piece.tag}/P {document} 0 R{page}/K {kids}{alt}>>")
    objects.put(last, f"<</Type/StructElem/S/P/P {document} 0 R{page}/K {len(marked)}>>")
    all_kids = " ".join(f"{element} 0 R" for element in (*elements, last))
    objects.put(document, f"<</Type/StructElem/S/Document/P {root} 0 R/K[{all_kids}]>>")
    objects.put(parents, f"<</Nums[0[{all_kids}]{f'1 {link} 0 R' if link else ''}]>>")
    objects.put(root, f"<</Type/StructTreeRoot/K {document} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey 2>>")
    return root


def output_intent(objects: Objects) -> int:
    """The colours that are meant (ISO 19005-3, 6.2.3): the number of the output intent."""
    profile = objects.add(stream(srgb(), "/N 3"))
    said = "/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
    return objects.add(f"<<{said}/RegistryName(http://www.color.org)/DestOutputProfile {profile} 0 R>>")
