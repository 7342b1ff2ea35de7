"""Bytes as text, as keys, signatures and tokens are written: base58btc with its mark (Multibase), and base64url without padding."""

import base64


def base58btc(data: bytes) -> str:
    """`z` and the bytes in Bitcoin's base 58 (W3C Controlled Identifiers 1.0, 2.4)."""
    import base58

    return "z" + base58.b58encode(data).decode("ascii")


def from_base58btc(text: str) -> bytes:
    """The bytes. Raises ValueError for another encoding."""
    import base58

    if not text.startswith("z"):
        raise ValueError("it is not written in base58btc")
    return base58.b58decode(text[1:])


def base64url(data: bytes) -> str:
    """The bytes by RFC 4648, 5."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """The bytes. Raises ValueError for another encoding, and where they could be written otherwise, too."""
    data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if base64url(data) != text:
        raise ValueError("it is not written in base64url")
    return data
