"""A private key as encrypted PKCS#8 in PEM, which OpenSSL reads too, with enough rounds that guessing its passphrase is dear.

`cryptography` itself writes 2,048 rounds of PBKDF2; we write what OWASP's Password Storage Cheat Sheet asks of PBKDF2-HMAC-SHA256.
"""

import base64
import os
from hashlib import pbkdf2_hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ROUNDS = 600_000
_LABEL = "ENCRYPTED PRIVATE KEY"
# Object identifiers, in DER: RFC 8018, A.2, A.4 and B.1.2; NIST's aes256-CBC-PAD.
_PBES2 = bytes.fromhex("06092a864886f70d01050d")
_PBKDF2 = bytes.fromhex("06092a864886f70d01050c")
_HMAC_SHA256 = bytes.fromhex("06082a864886f70d0209")
_AES_256_CBC = bytes.fromhex("060960864801650304012a")
_NULL = b"\x05\x00"
_INTEGER, _OCTETS, _SEQUENCE = b"\x02", b"\x04", b"\x30"


def encrypted(key: "Ed25519PrivateKey | EllipticCurvePrivateKey", passphrase: bytes) -> bytes:
    """EncryptedPrivateKeyInfo (RFC 5958, 3) by PBES2 (RFC 8018, 6.2): PBKDF2 with HMAC-SHA256, AES-256 in CBC."""
    from cryptography.hazmat.primitives import padding, serialization
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    plain = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    salt, start = os.urandom(16), os.urandom(16)
    padder = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(pbkdf2_hmac("sha256", passphrase, salt, ROUNDS, 32)), modes.CBC(start)).encryptor()
    content = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
    rounds = _der(_INTEGER, ROUNDS.to_bytes((ROUNDS.bit_length() + 8) // 8))
    derivation = _der(_SEQUENCE, _PBKDF2 + _der(_SEQUENCE, _der(_OCTETS, salt) + rounds + _der(_SEQUENCE, _HMAC_SHA256 + _NULL)))
    cipher = _der(_SEQUENCE, _AES_256_CBC + _der(_OCTETS, start))
    scheme = _der(_SEQUENCE, _PBES2 + _der(_SEQUENCE, derivation + cipher))
    return _pem(_der(_SEQUENCE, scheme + _der(_OCTETS, content)))


def _der(tag: bytes, content: bytes) -> bytes:
    """Tag, length and value (X.690, 8.1)."""
    length = len(content)
    if length < 128:
        return tag + bytes([length]) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8)
    return tag + bytes([128 | len(octets)]) + octets + content


def _pem(content: bytes) -> bytes:
    """Textual encoding (RFC 7468, 3)."""
    text = base64.b64encode(content).decode()
    lines = "\n".join(text[start : start + 64] for start in range(0, len(text), 64))
    return f"-----BEGIN {_LABEL}-----\n{lines}\n-----END {_LABEL}-----\n".encode()
