"""The file around a certificate's page.

The bytes are `template.content + page + finished(template.content + page, document)`. What precedes the attachment is a whole PDF, so that
the credential can hold its digest; what follows is an incremental update (ISO 32000-1, 7.5.6) that attaches the credential to it, and a
function of the two alone.
"""

import hashlib
import re
from typing import NamedTuple

from cedu.rendering.certificate.objects import END, Objects, trailer

# A secured verifiable credential (W3C VC Data Model 2.0, 6.2), by a name that no reader takes for a program.
MEDIA_TYPE = "application/vc"
FILE = "credential.json"
# How a body ends, and how the time of issue is written in a credential.
_ENDING = re.compile(
    rb"trailer\n<</Size (?P<size>\d{1,6})/Root (?P<root>\d{1,6}) 0 R/ID\[<(?P<id>[0-9a-f]{32})><[0-9a-f]{32}>\]>>\n"
    rb"startxref\n(?P<table>\d{1,10})\n%%EOF\n\Z"
)
_ISSUED = re.compile(rb'"validFrom": ?"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z"')
_LENGTH = re.compile(rb"\A\d{1,6} 0 obj\n<</Length (\d{1,9})/Type")
_LONGEST_ENDING = 200
# How many places are looked at that could be a body's end: a certificate has one, and each takes a copy of the file.
_MOST_TRIES = 8


class Parts(NamedTuple):
    """A certificate taken apart: all that is printed, and the credential that was attached to it."""

    body: bytes
    document: bytes


def finished(body: bytes, document: bytes) -> bytes:
    """What follows `body` (a template's content and a page) to attach `document`, a credential as JSON.

    The attachment is not compressed: other versions of zlib would give other bytes, and these have to be found again by whoever verifies.
    Raises ValueError where `body` is no such thing.
    """
    ending = _ENDING.search(body, max(len(body) - _LONGEST_ENDING, 0))
    if ending is None:
        raise ValueError("this is no certificate's body")
    size, root, table = (int(ending[each]) for each in ("size", "root", "table"))
    issued = _ISSUED.search(document)
    changed = f"/ModDate(D:{b''.join(issued.groups()).decode()}Z)" if issued else ""
    attached = Objects(size)
    mime = MEDIA_TYPE.replace("/", "#2F")
    entries = f"/Type/EmbeddedFile/Subtype/{mime}/Params<</Size {len(document)}{changed}>>"
    file = attached.add(b"<</Length %d%b>>stream\n%b\nendstream" % (len(document), entries.encode(), document))
    # The printed page is a picture of these data (ISO 32000-2, 7.11.3; ISO 19005-3, 6.8).
    said = f"<</Type/Filespec/F({FILE})/UF({FILE})/Desc(Open Badges 3.0 credential)/AFRelationship/Data/EF<</F {file} 0 R/UF {file} 0 R>>>>"
    specification = attached.add(said)
    content, entry = attached.written(len(body))
    whole = _catalog(body, root, table)
    shown = f"/AF[{specification} 0 R]/Names<</EmbeddedFiles<</Names[({FILE}){specification} 0 R]>>>>>>\nendobj\n"
    catalog = whole.removesuffix(b">>\nendobj\n") + shown.encode()
    at = len(body) + len(content)
    ids = (ending["id"].decode(), hashlib.sha256(ending["id"] + document).hexdigest()[:32])
    sections = ((root, b"%010d 00000 n \n" % at), (size, entry))
    return content + catalog + trailer(sections, at + len(catalog), attached.following, root, ids, before=table)


def _catalog(body: bytes, root: int, table: int) -> bytes:
    """The object that a body ends with, right before its table: the catalog."""
    start = body.rfind(b"\n%d 0 obj\n" % root, 0, table) + 1
    if not start or not body.endswith(b">>\nendobj\n", start, table):
        raise ValueError("this certificate's body has no catalog where it should be")
    return body[start:table]


def opened(pdf: bytes) -> Parts | None:
    """What a certificate was made of; None where it is none of ours, or was changed outside of what the credential vouches for."""
    at, tries = 0, 0
    while (at := pdf.find(END, at)) >= 0 and tries < _MOST_TRIES:
        at += len(END)
        found = _LENGTH.match(pdf[at : at + _LONGEST_ENDING])
        if not found or not _ENDING.search(pdf, max(at - _LONGEST_ENDING, 0), at):
            continue
        tries += 1
        start = pdf.find(b">>stream\n", at) + len(b">>stream\n")
        parts = Parts(pdf[:at], pdf[start : start + int(found[1])])
        try:
            if pdf[at:] == finished(*parts):
                return parts
        except ValueError:
            continue
    return None
