"""Names that a page must be able to compare, and not to tell."""

import hmac
import json
import unicodedata
from hashlib import pbkdf2_hmac, sha256
from pathlib import Path
from typing import NamedTuple

from cedu.bundle import write_bytes

# As many as a phone works out in less than half a second. It is the number, which nobody can guess, that keeps a page from strangers; this
# keeps whoever has the page from reading the name there. Trying out names goes on being possible: it is what the page is for.
ITERATIONS = 100_000
LABEL = "site name check"
FILE = "site-names.json"


class Check(NamedTuple):
    """What a page needs to compare a name: salt and hash in hexadecimal digits (PBKDF2-HMAC-SHA256, RFC 8018, 5.2)."""

    salt: str
    hash: str
    iterations: int = ITERATIONS


class Names:
    """Hashed names. What was worked out for the last site is kept at `path` for the next; there is nothing in it that pages don't say."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self._path = path
        self._secret = secret
        self._before = _read(path)
        self._used: dict[str, str] = {}

    def check(self, number: str, version: int, name: str) -> Check:
        """What stands for `name` on the page of a certificate; the same again for the same certificate."""
        plain = plainly(name).encode()
        # The salt comes from the name, too: so what is kept for it is this name's.
        salt = hmac.digest(self._secret, f"{ITERATIONS} {number} {version} ".encode() + plain, sha256)[:16]
        found = self._before.get(salt.hex()) or pbkdf2_hmac("sha256", plain, salt, ITERATIONS).hex()
        self._used[salt.hex()] = found
        return Check(salt.hex(), found)

    def keep(self) -> None:
        """Keep what this site needed, and nothing else."""
        if self._used != self._before:
            write_bytes(self._path, json.dumps(self._used).encode())


def plainly(name: str) -> str:
    """A name as it is compared, as `certificate.js` writes it: small letters, one space between words, no variants of a character."""
    return " ".join(unicodedata.normalize("NFKC", name).lower().split())


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return {salt: hash for salt, hash in found.items() if isinstance(hash, str)} if isinstance(found, dict) else {}
