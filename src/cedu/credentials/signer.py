"""What signs: a key that cedu holds itself, or one that a service holds for it."""

from typing import Literal, Protocol

# `eddsa-rdfc-2022` is a Data Integrity cryptosuite (Ed25519), `ES256` an algorithm of JOSE (P-256 with SHA-256).
Suite = Literal["eddsa-rdfc-2022", "ES256"]


class Signer(Protocol):
    """A private key that signs, wherever it lies. A key management service is another class with these three.

    Signing the same message twice gives the same bytes: Ed25519 does by itself, ES256 by RFC 6979. (A service that can't do that still
    issues; only, a run that was interrupted then ends in other bytes than one that was not.)
    """

    @property
    def suite(self) -> Suite:
        """What the key is for."""
        ...

    @property
    def public_key(self) -> str:
        """The public key in Multikey's form, base58btc: `z6Mk…` of Ed25519, `zDn…` of P-256 (W3C Controlled Identifiers, 2.2.2)."""
        ...

    def sign(self, message: bytes) -> bytes:
        """64 bytes: R and S of RFC 8032, or r and s of ES256 (RFC 7518, 3.4)."""
        ...
