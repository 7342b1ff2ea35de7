"""The issuer's keys that lie in `private/keys/`: one file a key, named after its public half, encrypted with a passphrase.

Which of them sign today is the registry's to say (table `issuer_key`); here lie their private halves.
"""

import os
import stat
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cedu.credentials import private
from cedu.credentials.encoding import base58btc
from cedu.credentials.proof import PREFIXES, loaded
from cedu.credentials.signer import Signer, Suite

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from cedu.credentials.registry import IssuerKey

KEYS = f"{private.FOLDER}/keys"
SHORTEST = 12  # characters of a passphrase (NIST SP 800-63B-4, 3.1.1.2 asks 15 where nothing else protects, 8 where something does)
_MOST_BYTES = 10_000


class KeysError(ValueError):
    """Keys that can't be used; the message says why, and what to do. `path` is the file or folder it is about, from the root."""

    def __init__(self, message: str, path: str = KEYS) -> None:
        super().__init__(message)
        self.path = path


class LocalSigner:
    """A key that this process holds. It may be used in forked workers, and pickled for others: then the private half travels with it."""

    def __init__(self, key: "Ed25519PrivateKey | EllipticCurvePrivateKey") -> None:
        self._key = key
        self._suite: Suite = "ES256" if hasattr(key, "curve") else "eddsa-rdfc-2022"
        self._public_key = _multikey(self._suite, key)
        self._sign = _signing(key)

    @classmethod
    def generate(cls, suite: Suite) -> "LocalSigner":
        """A new key."""
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519

        return cls(ed25519.Ed25519PrivateKey.generate() if suite == "eddsa-rdfc-2022" else ec.generate_private_key(ec.SECP256R1()))

    @property
    def suite(self) -> Suite:
        """See Signer."""
        return self._suite

    @property
    def public_key(self) -> str:
        """See Signer."""
        return self._public_key

    def sign(self, message: bytes) -> bytes:
        """See Signer."""
        return self._sign(message)

    def encrypted(self, passphrase: str) -> bytes:
        """The key as PKCS#8 in PEM, encrypted."""
        from cedu.credentials.pkcs8 import encrypted

        return encrypted(self._key, encoded(passphrase))

    def __reduce__(self) -> "tuple[Callable[[bytes], LocalSigner], tuple[bytes]]":
        from cryptography.hazmat.primitives import serialization

        encoding, form = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
        return _unpickled, (self._key.private_bytes(encoding, form, serialization.NoEncryption()),)


class Signers(NamedTuple):
    """One key for each kind of proof that a credential has."""

    eddsa: Signer
    es256: Signer


def open_signers(root: Path, passphrase: Callable[[], str], known: "Iterable[IssuerKey]") -> Signers:
    """The keys that sign today: of each kind the active one that came last among those that the registry knows (`Registry.issuer_keys`).

    `passphrase` is asked for once, and only when all files are there. Raises KeysError.
    """
    active = {key.suite: key.public_key for key in sorted(known, key=lambda key: key.since) if key.state == "active"}
    if not active:
        raise KeysError("there are no signing keys: `cedu issuer init` makes them")
    if missing := [suite for suite in PREFIXES if suite not in active]:
        raise KeysError(f"there is no {missing[0]} key that signs: `cedu issuer init` makes one")
    files = {suite: _read(root, active[suite]) for suite in PREFIXES}
    phrase = passphrase()
    return Signers(*(_opened(active[suite], files[suite], phrase) for suite in PREFIXES))


def open_key(root: Path, public_key: str, passphrase: str) -> LocalSigner:
    """One key. Raises KeysError."""
    return _opened(public_key, _read(root, public_key), passphrase)


def suite_of(public_key: str) -> Suite | None:
    """What a public key in Multikey's form is for; None for one that is none, or of another kind."""
    return next((suite for suite in PREFIXES if loaded(public_key, suite)), None)


def stored(root: Path) -> list[str]:
    """The public keys whose private halves lie in `private/keys/`."""
    return sorted(path.stem for path in (root / KEYS).glob("z*.pem"))


def store(root: Path, signer: LocalSigner, passphrase: str) -> Path:
    """Write a key's file, whole or not at all. Raises KeysError where git could publish it, or the passphrase is too short."""
    if reason := private.exposed(root):
        raise KeysError(f"no key can be kept here: {reason}", private.FOLDER)
    if len(passphrase) < SHORTEST:
        raise KeysError(f"the passphrase has fewer than {SHORTEST} characters")
    private.folder(root)
    path = root / KEYS / f"{signer.public_key}.pem"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    _check_mode(path.parent, KEYS)
    private.write_secret(path, signer.encrypted(passphrase))
    return path


def remove(root: Path, public_key: str) -> None:
    """Delete a private half, of a key that signs no more: what isn't there can't be stolen."""
    (root / KEYS / f"{public_key}.pem").unlink(missing_ok=True)


def encoded(passphrase: str) -> bytes:
    """A passphrase as bytes, the same however a keyboard composes its letters. Raises KeysError for none."""
    if not passphrase:
        raise KeysError("the passphrase is empty")
    return unicodedata.normalize("NFC", passphrase).encode()


def _read(root: Path, public_key: str) -> bytes:
    path = root / KEYS / f"{public_key}.pem"
    shown = f"{KEYS}/{path.name}"
    _check_mode(path.parent, KEYS)
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise KeysError(f"the private half of the key {public_key} is not here: restore it, or `cedu issuer rotate`", shown) from None
    _check_mode(path, shown)
    if len(content) > _MOST_BYTES or b"-----BEGIN ENCRYPTED PRIVATE KEY-----" not in content:
        raise KeysError(f"`{shown}` holds no encrypted PKCS#8 key: restore it from a backup", shown)
    return content


def _check_mode(path: Path, shown: str) -> None:
    """Refuse what other accounts may read. (Windows keeps that elsewhere.)"""
    if os.name != "posix" or not path.exists():
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        wanted = "700" if path.is_dir() else "600"
        raise KeysError(f"other accounts may open `{shown}` (mode {mode:04o}): `chmod {wanted} {shown}`", shown)


def _opened(public_key: str, content: bytes, passphrase: str) -> LocalSigner:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    shown = f"{KEYS}/{public_key}.pem"
    try:
        key = load_pem_private_key(content, encoded(passphrase))
    except (ValueError, UnsupportedAlgorithm) as error:
        if isinstance(error, KeysError):
            raise
        raise KeysError(f"`{shown}` does not open: the passphrase is wrong, or the file is broken", shown) from None
    if isinstance(key, Ed25519PrivateKey | EllipticCurvePrivateKey):
        signer = LocalSigner(key)
        if signer.public_key == public_key:
            return signer
    raise KeysError(f"`{shown}` holds another key than its name says: restore it from a backup", shown)


def _unpickled(content: bytes) -> LocalSigner:
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    return LocalSigner(load_der_private_key(content, None))  # type: ignore[arg-type]


def _multikey(suite: Suite, key: "Ed25519PrivateKey | EllipticCurvePrivateKey") -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    if suite == "ES256":
        content = key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    else:
        content = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base58btc(PREFIXES[suite] + content)


def _signing(key: "Ed25519PrivateKey | EllipticCurvePrivateKey") -> Callable[[bytes], bytes]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if isinstance(key, Ed25519PrivateKey):
        return key.sign
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    if key.curve.name != "secp256r1":
        raise KeysError(f"a key on the curve {key.curve.name}, where ES256 wants P-256")
    elliptic, algorithm = key, ECDSA(SHA256(), deterministic_signing=True)

    def sign(message: bytes) -> bytes:
        r, s = decode_dss_signature(elliptic.sign(message, algorithm))
        return r.to_bytes(32) + s.to_bytes(32)

    return sign
