"""The list that says which credentials are revoked: a bit for each (W3C Bitstring Status List 1.0)."""

import re
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cedu.credentials import jsonld
from cedu.credentials.encoding import base64url, from_base64url
from cedu.credentials.proof import Verified
from cedu.credentials.status_index import SIZE
from cedu.credentials.times import SKEW, shown

# Gzip's header without a time and a system, so that the same bits are the same bytes (RFC 1952, 2.3).
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_MOST_BITS = 8 * SIZE
_INDEX = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)


def address(issuer_url: str, number: int) -> str:
    """The id of the status list with this number, which is also where it is published."""
    return f"{issuer_url.rstrip('/')}/status/{number}.json"


def entry(issuer_url: str, number: int, index: int) -> dict[str, str]:
    """A credential's `credentialStatus` (2.1)."""
    where = address(issuer_url, number)
    return {
        "id": f"{where}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": where,
    }


def document(issuer_url: str, did: str, number: int, revoked: Iterable[int], valid_from: datetime, valid_until: datetime) -> dict[str, Any]:
    """The status list credential (2.2), not yet proved: a verifier refuses it before `valid_from` and after `valid_until` (UTC)."""
    id = address(issuer_url, number)
    return {
        "@context": [jsonld.CREDENTIALS],
        "id": id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": shown(valid_from),
        "validUntil": shown(valid_until),
        "credentialSubject": {
            "id": f"{id}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(revoked),
        },
    }


def encoded(revoked: Iterable[int]) -> str:
    """The bits, those of `revoked` set, as multibase base64url of their GZIP; bit 0 is the first byte's highest (2.2, 3.3)."""
    bits = bytearray(SIZE // 8)
    for index in revoked:
        if not 0 <= index < SIZE:
            raise ValueError(f"a status list has no place {index}")
        bits[index // 8] |= 0x80 >> index % 8
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = deflate.compress(bits) + deflate.flush()
    tail = zlib.crc32(bits).to_bytes(4, "little") + len(bits).to_bytes(4, "little")
    return "u" + base64url(_HEADER + body + tail)


def decoded(text: str) -> bytes | str:
    """The bits of an encoded list; or why it is refused: it is none, too short, or swells beyond all use."""
    try:
        packed = from_base64url(text[1:])
    except ValueError:
        packed = None
    if packed is None or not text.startswith("u") or len(text) > jsonld.MOST_BYTES:
        return "the status list is not encoded in base64url"
    inflate = zlib.decompressobj(31)
    try:
        bits = inflate.decompress(packed, _MOST_BITS // 8 + 1)
    except zlib.error:
        return "the status list can't be decompressed"
    if len(bits) > _MOST_BITS // 8:
        return f"the status list has more than {_MOST_BITS:,} bits"
    if not inflate.eof or inflate.unused_data:
        return "the status list can't be decompressed"
    return bits if len(bits) * 8 >= SIZE else f"the status list has fewer than {SIZE:,} bits"


def is_revoked(status_list: Verified, status: Mapping[str, Any], issuer: str, now: datetime) -> bool | str:
    """Does a status list, verified, say that a credential by `issuer` with this `credentialStatus` is revoked?

    Or why it doesn't answer: it is another list, another issuer's, or stale (3.2).
    """
    listed = status_list.document
    subject = listed["credentialSubject"]
    if listed["id"] != status.get("statusListCredential") or listed.get("issuer") != issuer:
        return "it is another status list than the credential names, or another issuer's"
    if status.get("type") != "BitstringStatusListEntry" or subject.get("statusPurpose") != status.get("statusPurpose"):
        return "the credential's status is about something else than its status list"
    if status_list.valid_until and now > status_list.valid_until + SKEW:
        return f"the status list is stale: it was valid until {shown(status_list.valid_until)}"
    index = status.get("statusListIndex")
    bits = decoded(subject["encodedList"])
    if isinstance(bits, str):
        return bits
    if not isinstance(index, str) or not _INDEX.fullmatch(index) or int(index) >= len(bits) * 8:
        return f"the status list has no place `{index}`"
    return bool(bits[int(index) // 8] & 0x80 >> int(index) % 8)
