"""Names that a page must be able to compare, and not to tell."""

import hmac
import unicodedata
from hashlib import pbkdf2_hmac, sha256
from typing import NamedTuple

# As many as a phone works out in less than half a second. It is the number, which nobody can guess, that keeps a page from strangers; this
# keeps its address from telling the name to whoever merely has it, unless they try out names.
ITERATIONS = 100_000
LABEL = "site name check"


class Check(NamedTuple):
    """What a page needs to compare a name: salt and hash in hexadecimal digits (PBKDF2-HMAC-SHA256, RFC 8018, 5.2)."""

    salt: str
    hash: str
    iterations: int


def check(secret: bytes, number: str, version: int, name: str) -> Check:
    """What stands for `name` on the page of a certificate; the same again for the same certificate."""
    plain = plainly(name).encode()
    salt = hmac.digest(secret, f"{number} {version} ".encode() + plain, sha256)[:16]
    return Check(salt.hex(), pbkdf2_hmac("sha256", plain, salt, ITERATIONS).hex(), ITERATIONS)


def plainly(name: str) -> str:
    """A name as it is compared, as `certificate.js` writes it: small letters, one space between words, no variants of a character."""
    return " ".join(unicodedata.normalize("NFKC", name).lower().split())
