"""What a file is, by its content and never its name, and the credential that it carries."""

import re
from hashlib import sha256
from typing import Any, NamedTuple

from cedu.credentials import baking, jsonld
from cedu.credentials.verification.verdict import Kind, Verdict

MOST_BYTES = 20 << 20
_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_PNG = b"\x89PNG\r\n\x1a\n"
_CHANGED = "the file was changed, or written anew by another program, after it was issued"


class Carried(NamedTuple):
    """A credential as it was found: its text, and the object that is in it (None for a JWT); of a PDF, SHA-256 of all that is printed."""

    kind: Kind
    text: str
    document: dict[str, Any] | None
    pages: bytes | None = None


def opened(content: bytes) -> Carried | Verdict:
    """The credential in a file; or that there is none, or that the file was changed around it."""
    if len(content) > MOST_BYTES:
        return Verdict("unreadable", (f"it has more than the {MOST_BYTES:,} bytes that are read",))
    if content.startswith(_PNG):
        return _baked("PNG", content)
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    text = _decoded(content)
    if text is None:
        return Verdict("unreadable", ("it is neither a PDF, a PNG or SVG badge, JSON nor a JWT",))
    if text.startswith("<"):
        return _baked("SVG", content)
    return _text("JWT" if _TOKEN.fullmatch(text) else "JSON", text)


def _decoded(content: bytes) -> str | None:
    """A file as text, where it can be markup, JSON or a token."""
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return None
    return text if text[:1] in ("<", "{") or _TOKEN.fullmatch(text) else None


def _text(kind: Kind, text: str, pages: bytes | None = None) -> Carried | Verdict:
    """A credential as JSON or as a JWT."""
    if len(text) > jsonld.MOST_BYTES:
        return Verdict("unreadable", (f"the credential has more than the {jsonld.MOST_BYTES:,} characters that are read",), kind)
    if _TOKEN.fullmatch(text):
        return Carried(kind, text, None, pages)
    document = jsonld.read(text)
    if isinstance(document, str):
        return Verdict("unreadable", (document,), kind)
    return Carried(kind, text, document, pages)


def _baked(kind: Kind, content: bytes) -> Carried | Verdict:
    try:
        text = baking.extracted(content)
    except ValueError as error:
        return Verdict("unreadable", (str(error),), kind)
    return Verdict("unreadable", ("there is no credential in this picture",), kind) if text is None else _text(kind, text.strip())


def _pdf(content: bytes) -> Carried | Verdict:
    from cedu.rendering.certificate import writing

    parts = writing.opened(content)
    if parts is None:
        return _foreign_pdf(content)
    try:
        text = parts.document.decode()
    except UnicodeDecodeError:
        return Verdict("tampered", (_CHANGED,), "PDF")
    return _text("PDF", text, sha256(parts.body).digest())


def _foreign_pdf(content: bytes) -> Verdict:
    """A PDF that isn't as we write them: was it one?"""
    from io import BytesIO

    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            carries = bool(list(pdf.attachments))
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, RuntimeError, RecursionError):
        carries = b"credential.json" in content
    return Verdict("tampered", (_CHANGED,), "PDF") if carries else Verdict("unreadable", ("no credential is attached to this PDF",), "PDF")
