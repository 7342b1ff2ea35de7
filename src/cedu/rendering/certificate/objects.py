"""PDF objects as bytes (ISO 32000-1, 7.3 and 7.5), written by hand: the same objects are the same bytes wherever they are written."""

import zlib
from base64 import a85decode
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

# Binary characters in the second line tell that a file is not text (ISO 32000-1, 7.5.2).
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
END = b"%%EOF\n"
# What says how a stream is packed.
_CODING = ("/Length", "/Filter", "/DecodeParms")


def number(value: float) -> str:
    """A number with as many digits as can be seen on paper: a thousandth of a point."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def name(text: str) -> str:
    """A name object."""
    return "/" + "".join(chr(byte) if 33 <= byte <= 126 and chr(byte) not in "#/()<>[]{}%" else f"#{byte:02X}" for byte in text.encode())


def string(text: str) -> str:
    """A text string: as it is where it is ASCII, else UTF-16 in hexadecimal digits."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def stream(content: bytes, entries: str = "", *, effort: int = 9) -> bytes:
    """A stream object, compressed with an `effort` up to 9, or 0; `entries` are those of its dictionary beside length and filter."""
    if effort:
        content, entries = zlib.compress(content, effort), f"/Filter/FlateDecode{entries}"
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), entries.encode("latin-1"), content)


class Objects:
    """Objects in the order in which they are written, each with a number that can be asked for before it is there."""

    def __init__(self, first: int = 1) -> None:
        self._first = first
        self._bodies: list[bytes | None] = []

    def reserve(self) -> int:
        """A number for an object that is still to come."""
        self._bodies.append(None)
        return self._first + len(self._bodies) - 1

    def put(self, number: int, body: bytes | str) -> None:
        """Say what the object with a reserved number is."""
        self._bodies[number - self._first] = body.encode() if isinstance(body, str) else body

    def add(self, body: bytes | str) -> int:
        """Add an object; its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    @property
    def following(self) -> int:
        """The number that comes after the last of these."""
        return self._first + len(self._bodies)

    def written(self, start: int) -> tuple[bytes, bytes]:
        """All objects as bytes that begin at `start`, and their entries in a cross-reference table."""
        content, entries = [], []
        for number, body in enumerate(self._bodies, self._first):
            if body is None:
                raise ValueError(f"object {number} is not there")
            content.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            entries.append(b"%010d 00000 n \n" % start)
            start += len(content[-1])
        return b"".join(content), b"".join(entries)


def trailer(sections: Iterable[tuple[int, bytes]], at: int, size: int, root: int, id: Sequence[str], before: int | None = None) -> bytes:
    """The end of a file: a cross-reference table that begins at `at`, of sections by their first number, and the trailer.

    `id` are the permanent and the changing identifier, in hexadecimal digits; `before` is where an earlier table begins.
    """
    table = b"".join(b"%d %d\n%b" % (first, len(entries) // 20, entries) for first, entries in sections)
    prev = f"/Prev {before}" if before is not None else ""
    told = f"trailer\n<</Size {size}/Root {root} 0 R{prev}/ID[<{id[0]}><{id[1]}>]>>\nstartxref\n{at}\n"
    return b"xref\n" + table + told.encode() + END


class Imported:
    """Objects of another PDF (pikepdf's), copied with all that they refer to."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._known: dict[tuple[int, int], int] = {}

    def add(self, value: "pikepdf.Object") -> int:
        """Copy an object; its number."""
        key = value.objgen
        if key == (0, 0):
            return self._objects.add(self._body(value))
        if key not in self._known:
            self._known[key] = self._objects.reserve()
            self._objects.put(self._known[key], self._body(value))
        return self._known[key]

    def _body(self, value: Any) -> bytes:
        import pikepdf

        if isinstance(value, pikepdf.Stream):
            if photo := _photo(value):
                return stream(photo, f"/Filter/DCTDecode{self._entries(value, _CODING)}", effort=0)
            try:
                return stream(value.read_bytes(), self._entries(value, _CODING))
            except pikepdf.PdfError:  # a picture that is packed in a way of its own
                return stream(value.read_raw_bytes(), self._entries(value, ("/Length",)), effort=0)
        return self._direct(value).encode("latin-1")

    def _entries(self, value: Any, without: Sequence[str] = ()) -> str:
        return "".join(f"{name(key[1:])} {self._inline(value[key])}" for key in sorted(value.keys()) if key not in without)

    def _inline(self, value: Any) -> str:
        """A value as it stands inside of another: by reference where it is an indirect object."""
        import pikepdf

        return f"{self.add(value)} 0 R" if isinstance(value, pikepdf.Object) and value.is_indirect else self._direct(value)

    def _direct(self, value: Any) -> str:
        import pikepdf

        if value is None or isinstance(value, bool):
            return {None: "null", True: "true", False: "false"}[value]
        if isinstance(value, int):
            return str(value)
        if isinstance(value, Decimal | float):
            return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
        if isinstance(value, pikepdf.Dictionary):
            return f"<<{self._entries(value)}>>"
        if isinstance(value, pikepdf.Array):
            return f"[{' '.join(map(self._inline, value))}]"
        return str(value.unparse().decode("latin-1"))


def _photo(value: Any) -> bytes:
    """The JPEG that a picture's stream is, perhaps in reportlab's ASCII; nothing where it is none."""
    import pikepdf

    filters = value.get("/Filter", [])
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(each) for each in filters]
    if not names or names[-1] != "/DCTDecode":
        return b""
    content: bytes = value.read_raw_bytes()
    if names == ["/ASCII85Decode", "/DCTDecode"]:
        return a85decode(content.strip().removesuffix(b"~>"))
    return content if names == ["/DCTDecode"] else b""
