"""A backup of the issuer's secrets: one file, sealed with a passphrase, that holds other files.

It is JSON: how the key is derived (scrypt, RFC 7914) and the content, encrypted with AES-256-GCM (NIST SP 800-38D), which also shows
whether anything was changed.
"""

import base64
import binascii
import json
import os
from collections.abc import Mapping
from typing import Any

from cedu.credentials.keys import KeysError, encoded

FORMAT = 1
MOST_BYTES = 10_000_000
# OWASP's Password Storage Cheat Sheet: N = 2^17, r = 8, p = 1, which takes 128 MB and a third of a second.
_COST = {"n": 1 << 17, "r": 8, "p": 1}
_WHAT = b"cedu issuer backup 1"


def sealed(files: Mapping[str, bytes], passphrase: str) -> bytes:
    """`files`, by name, in one sealed file. Raises KeysError for an empty passphrase."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    plain = json.dumps({name: _text(content) for name, content in sorted(files.items())}).encode()
    content = AESGCM(_key(passphrase, salt)).encrypt(nonce, plain, _WHAT)
    document = {
        "format": FORMAT,
        "about": "a backup by `cedu issuer backup`; `cedu issuer restore` opens it",
        "kdf": {"name": "scrypt", **_COST, "salt": _text(salt)},
        "cipher": {"name": "AES-256-GCM", "nonce": _text(nonce)},
        "content": _text(content),
    }
    return (json.dumps(document, indent=2) + "\n").encode()


def unsealed(content: bytes, passphrase: str) -> dict[str, bytes]:
    """The files in a sealed one. Raises KeysError where it is none, was changed, or the passphrase is wrong."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce, secret = _parts(content)
    try:
        plain = AESGCM(_key(passphrase, salt)).decrypt(nonce, secret, _WHAT)
    except InvalidTag:
        raise KeysError("the backup does not open: the passphrase is wrong, or the file is broken") from None
    return {name: base64.b64decode(text) for name, text in json.loads(plain).items()}


def _parts(content: bytes) -> tuple[bytes, bytes, bytes]:
    """Salt, nonce and ciphertext. The costs are ours whatever the file says, so that a file can't make us work for hours."""
    try:
        document: dict[str, Any] = json.loads(content)
        newer = document["format"] != FORMAT
        known = document["kdf"]["name"] == "scrypt" and {name: document["kdf"][name] for name in _COST} == _COST
        parts = [base64.b64decode(text) for text in (document["kdf"]["salt"], document["cipher"]["nonce"], document["content"])]
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        raise KeysError("the file is no backup of an issuer's keys") from None
    if newer or not known or len(parts[1]) != 12:
        raise KeysError("the backup is of a form that this cedu does not know: a newer one may")
    return parts[0], parts[1], parts[2]


def _key(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, **_COST).derive(encoded(passphrase))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
