"""A page of another program's PDF as part of ours: what it draws, and nothing that acts, opens, asks or is not embedded."""

import io
from typing import Any

from cedu.rendering.certificate.art import UndrawableError
from cedu.rendering.certificate.objects import Imported, Objects

# What a form may have (ISO 32000-1, 8.10.2), and a group of its resources; all else is metadata, layers, other programs' own, or scripts.
_FORM = frozenset(("/Type", "/Subtype", "/BBox", "/Matrix", "/Resources", "/Group", "/Filter", "/DecodeParms", "/Length"))
_RESOURCES = ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_DEEPEST = 12


def add(content: bytes, name: str, objects: Objects) -> int:
    """Add the first page of a PDF as a form XObject; its number.

    Raises UndrawableError where it would break PDF/A-3 (ISO 19005-3, 6.2).
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            page = pdf.pages[0]
            page.obj.MediaBox = page.trimbox
            form = page.as_form_xobject()
            _cleaned(form, name, 0)
            return Imported(objects).add(form)
    except UndrawableError:
        raise
    except Exception as error:  # whatever pikepdf and we make of what is no such thing inside
        raise UndrawableError(f"the page `{name}` can't be read: it is broken, or asks for a password") from error


def _cleaned(stream: Any, name: str, depth: int) -> None:
    """Take away what a form or a picture may not have, at any depth, or refuse it."""
    import pikepdf

    if depth > _DEEPEST:
        raise UndrawableError(f"the page `{name}` has pictures inside of one another without end")
    if stream.get("/Subtype") == "/Image":
        _picture(stream, name, depth)
        return
    for key in set(stream.keys()) - _FORM:
        del stream[key]
    resources = stream.get("/Resources", pikepdf.Dictionary())
    for key in set(resources.keys()) - set(_RESOURCES):
        del resources[key]
    for font in resources.get("/Font", pikepdf.Dictionary()).values():
        _font(font, name)
    for inner in resources.get("/XObject", pikepdf.Dictionary()).values():
        _cleaned(inner, name, depth + 1)
    for state in resources.get("/ExtGState", pikepdf.Dictionary()).values():
        for key in ("/TR", "/TR2", "/HTP", "/HT"):
            if key in state:
                del state[key]
        if isinstance(mask := state.get("/SMask"), pikepdf.Dictionary) and "/G" in mask:
            _cleaned(mask["/G"], name, depth + 1)
    for space in resources.get("/ColorSpace", pikepdf.Dictionary()).values():
        _colours(space, name)
    for instruction in pikepdf.parse_content_stream(stream):
        operands, operator = instruction.operands, instruction.operator
        if str(operator) in ("k", "K") or (str(operator) in ("cs", "CS") and str(operands[0]) == "/DeviceCMYK"):
            raise UndrawableError(_CMYK.format(name))


_CMYK = "the page `{}` has colours for printing presses (CMYK): save it with colours for screens (RGB)"


def _picture(stream: Any, name: str, depth: int) -> None:
    for key in ("/Interpolate", "/OPI", "/Alternates", "/Metadata", "/OC", "/StructParent"):
        if key in stream:
            del stream[key]
    if "/ColorSpace" in stream:
        _colours(stream["/ColorSpace"], name)
    if "/SMask" in stream:
        _cleaned(stream["/SMask"], name, depth + 1)


def _colours(space: Any, name: str) -> None:
    """Refuse colours that a screen's profile does not describe."""
    import pikepdf

    kinds = [str(space)] if isinstance(space, pikepdf.Name) else [str(each) for each in space if isinstance(each, pikepdf.Name)]
    if "/DeviceCMYK" in kinds:
        raise UndrawableError(_CMYK.format(name))


def _font(font: Any, name: str) -> None:
    """Refuse a font that is not inside: elsewhere it would look otherwise, or be missing."""
    import pikepdf

    inner = font.get("/DescendantFonts", [font])[0]
    descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
    if str(font.get("/Subtype")) != "/Type3" and not any(file in descriptor for file in _FONT_FILES):
        called = str(font.get("/BaseFont", "/?"))[1:]
        raise UndrawableError(f"the page `{name}` uses the font {called}, and does not hold it: save it with its fonts embedded")
