"""The file around a certificate's page.

The bytes are `template.content + page + finished(template.content + page, document)`. What precedes the attachment is a whole PDF, which the
credential can hold the digest of; what follows is an incremental update (ISO 32000-1, 7.5.6) that attaches the credential to it, and a
function of the two alone.
"""

from typing import NamedTuple


class Parts(NamedTuple):
    """A certificate taken apart: all that is printed, and the credential that was attached to it."""

    body: bytes
    document: bytes


def finished(body: bytes, document: bytes) -> bytes:
    """What follows `body` (a template's content and a page) to attach `document`, a credential as JSON."""
    raise NotImplementedError


def opened(pdf: bytes) -> Parts | None:
    """What a certificate was made of; None where it is none of ours, or was changed outside of what the credential vouches for."""
    raise NotImplementedError
