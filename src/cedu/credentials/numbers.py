"""The number of a certificate: `PREFIX-YYYY-XXXX-XXXXC`; not guessable, the same again if the registry is lost, and with a check character.

`XXXX-XXXX` are 40 bits of an HMAC-SHA256 over the award's key, in Crockford's base 32 (no I, L, O, U). `C` is the check character of
ISO/IEC 7064, MOD 37-2, over all letters and digits before it: it catches every single wrong character and every pair changed round.
"""

import hmac
import json
import re
from collections.abc import Callable
from hashlib import sha256
from itertools import count

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# A number as it is printed, as part of other patterns.
PRINTED = r"[A-Z][A-Z0-9]{1,7}-\d{4}-[0-9A-Z]{4}-[0-9A-Z]{5}"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_NUMBER = re.compile(r"([A-Z][A-Z0-9]{1,7})-(\d{4})-([0-9A-Z]{4})-([0-9A-Z]{4})([0-9A-Z])")
_DASH = re.compile("[-–—]")
_MEANT = re.compile(r"\s*[A-Z][A-Z0-9]{1,7}\s*[-–—]\s*\d{4}\s*[-–—]", re.ASCII)
# What people type for a character of Crockford's alphabet that looks the same.
_LOOKALIKES = str.maketrans("OIL", "011")


def number(secret: bytes, prefix: str, year: int, key: tuple[str | int, ...], taken: Callable[[str], bool]) -> str:
    """The number of the award with `key`; the next one where that is `taken`, or where its check character is one that is misread."""
    for turn in count():
        message = json.dumps([*key, turn], ensure_ascii=False).encode()
        bits = int.from_bytes(hmac.new(secret, message, sha256).digest()[:5])
        body = "".join(CROCKFORD[bits >> shift & 31] for shift in range(35, -1, -5))
        check = check_character(f"{prefix}{year:04}{body}")
        found = f"{prefix}-{year:04}-{body[:4]}-{body[4:]}{check}"
        if check in CROCKFORD and not taken(found):
            return found
    raise AssertionError("count never ends")


def check_character(text: str) -> str:
    """The check character of `text`, which holds digits and capital letters only (ISO/IEC 7064:2003, clause 7, MOD 37-2)."""
    total = 0
    for character in text:
        total = (total + _ALPHABET.index(character)) * 2 % 37
    return _ALPHABET[(1 - total) % 37]


def normalized(text: str) -> str | None:
    """A number as it is printed, from one that was typed; None where it can't be one, or was mistyped."""
    match = _NUMBER.fullmatch("-".join(part.strip() for part in _DASH.split(text.upper())))
    if match is None:
        return None
    prefix, year, *groups = match.groups()
    first, second, check = (group.translate(_LOOKALIKES) for group in groups)
    if check_character(prefix + year + first + second) != check:
        return None
    return f"{prefix}-{year}-{first}-{second}{check}"


def looks_like_one(text: str) -> bool:
    """Was a number meant, however it was typed?"""
    return _MEANT.match(text.upper()) is not None
