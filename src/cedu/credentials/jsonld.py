"""JSON-LD, strictly: what is signed is all that is there, and every word of it is defined.

Only the contexts that lie in `contexts/` exist; nothing is ever fetched.
"""

from collections.abc import Mapping
from typing import Any

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
MOST_BYTES = 1_000_000
DEEPEST = 30


def read(data: bytes | str) -> dict[str, Any] | str:
    """The JSON object in `data`; or why it is refused: too large or deep, not UTF-8, a duplicate key, a number that is none."""
    raise NotImplementedError


def written(document: Mapping[str, Any]) -> bytes:
    """`document` as the bytes that are kept: UTF-8, without white space, keys in their order."""
    raise NotImplementedError


def strict(document: Mapping[str, Any]) -> tuple[str, ...]:
    """What is wrong with a document as JSON-LD, in words: undefined terms, relative IRIs, unknown types, other contexts."""
    raise NotImplementedError


def canonical(document: Mapping[str, Any]) -> bytes:
    """The canonical N-Quads of a document (RDFC-1.0). Raises ValueError for one that isn't `strict`."""
    raise NotImplementedError
