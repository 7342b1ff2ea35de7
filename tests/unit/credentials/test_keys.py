"""The issuer's keys: how they sign, how they lie in their folder, and what is said when they can't be used."""

import multiprocessing
import os
import pickle
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import base58
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from cedu.credentials import keys, private
from cedu.credentials.keys import KEYS, KeysError, LocalSigner, open_signers
from cedu.credentials.registry import IssuerKey
from cedu.credentials.signer import Suite

PASSPHRASE = "correct horse battery staple"
BOTH: tuple[Suite, ...] = ("eddsa-rdfc-2022", "ES256")
posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps elsewhere who may open a file")
START = datetime(2026, 1, 1, tzinfo=UTC)


def secret() -> str:
    return PASSPHRASE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with both keys."""
    for suite in BOTH:
        keys.store(tmp_path, LocalSigner.generate(suite), PASSPHRASE)
    return tmp_path


def known(root: Path) -> list[IssuerKey]:
    """The keys in the folder, as a registry has them."""
    return [IssuerKey(key, suite, "active", START) for key in keys.stored(root) if (suite := keys.suite_of(key))]


def verify(signer: LocalSigner, message: bytes, signature: bytes) -> None:
    """Verify a signature by the public key in Multikey's form alone. Raises InvalidSignature."""
    content = base58.b58decode(signer.public_key[1:])
    if signer.suite == "eddsa-rdfc-2022":
        ed25519.Ed25519PublicKey.from_public_bytes(content[2:]).verify(signature, message)
        return
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), content[2:])
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    key.verify(encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))


@pytest.mark.parametrize(("suite", "start"), [("eddsa-rdfc-2022", "z6Mk"), ("ES256", "zDn")])
def test_a_signature_verifies_by_the_public_key_alone_and_is_the_same_each_time(suite: Suite, start: str) -> None:
    signer = LocalSigner.generate(suite)
    assert signer.public_key.startswith(start)
    assert keys.suite_of(signer.public_key) == suite
    signatures = {signer.sign(b"message") for _ in range(5)}
    assert len(signatures) == 1
    (signature,) = signatures
    assert len(signature) == 64
    verify(signer, b"message", signature)
    with pytest.raises(InvalidSignature):
        verify(signer, b"messagf", signature)


def test_es256_signs_as_rfc_6979_says() -> None:
    """A.2.5: P-256, SHA-256, the message `sample`."""
    private_value = 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721
    signature = LocalSigner(ec.derive_private_key(private_value, ec.SECP256R1())).sign(b"sample")
    assert signature.hex() == (
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
    )


def test_eddsa_signs_as_rfc_8032_says() -> None:
    """7.1, test 2."""
    key = ed25519.Ed25519PrivateKey.from_private_bytes(bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
    assert LocalSigner(key).sign(b"\x72").hex().startswith("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da")


def test_a_key_of_another_curve_is_refused() -> None:
    with pytest.raises(KeysError, match="P-256"):
        LocalSigner(ec.generate_private_key(ec.SECP384R1()))


def test_keys_are_named_after_their_public_half_and_are_for_their_owner_alone(root: Path) -> None:
    signers = open_signers(root, secret, known(root))
    assert (signers.eddsa.suite, signers.es256.suite) == BOTH
    assert sorted(keys.stored(root)) == sorted(signer.public_key for signer in signers)
    assert [path.name for path in (root / KEYS).iterdir() if path.suffix != ".pem"] == []
    if os.name == "posix":
        assert [path.stat().st_mode & 0o777 for path in (root / KEYS).iterdir()] == [0o600, 0o600]
        assert (root / KEYS).stat().st_mode & 0o777 == 0o700


def test_a_file_is_encrypted_as_others_read_it(root: Path) -> None:
    """PKCS#8 that both OpenSSL's command and the library open, with 600,000 rounds."""
    for path in (root / KEYS).iterdir():
        assert load_pem_private_key(path.read_bytes(), PASSPHRASE.encode())
        command = ["openssl", "asn1parse", "-in", str(path)]
        parsed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert ":PBES2" in parsed
        assert ":PBKDF2" in parsed
        assert ":0927C0" in parsed
        assert ":aes-256-cbc" in parsed


def test_a_passphrase_is_the_same_however_its_letters_are_composed(tmp_path: Path) -> None:
    for suite in BOTH:
        keys.store(tmp_path, LocalSigner.generate(suite), "Zürich im Herbst")
    assert open_signers(tmp_path, lambda: "Zu\u0308rich im Herbst", known(tmp_path))


def test_a_wrong_passphrase_is_told(root: Path) -> None:
    with pytest.raises(KeysError, match=r"private/keys/z.*\.pem` does not open: the passphrase is wrong, or the file is broken") as error:
        open_signers(root, lambda: "another passphrase", known(root))
    assert error.value.path.startswith(f"{KEYS}/z")
    with pytest.raises(KeysError, match="empty"):
        open_signers(root, lambda: "", known(root))


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeysError, match="fewer than 12"):
        keys.store(tmp_path, LocalSigner.generate("ES256"), "hunter2")
    assert keys.stored(tmp_path) == []


def test_a_broken_file_is_told_before_the_passphrase_is_asked_for(root: Path) -> None:
    path = next((root / KEYS).iterdir())
    whole = path.read_bytes()

    def unasked() -> str:
        raise AssertionError("the passphrase was asked for")

    for broken in (b"", b"nonsense", b"-----BEGIN PRIVATE KEY-----\n", whole * 100):
        path.write_bytes(broken)
        with pytest.raises(KeysError, match="no encrypted PKCS#8"):
            open_signers(root, unasked, known(root))
    path.write_bytes(whole[:120] + b"AAAA" + whole[124:])
    with pytest.raises(KeysError, match="does not open"):
        open_signers(root, secret, known(root))


def test_a_key_in_another_keys_file_is_refused(root: Path) -> None:
    eddsa, _ = (signer.public_key for signer in open_signers(root, secret, known(root)))
    other = LocalSigner.generate("eddsa-rdfc-2022")
    (root / KEYS / f"{eddsa}.pem").write_bytes(other.encrypted(PASSPHRASE))
    with pytest.raises(KeysError, match="another key than its name says"):
        open_signers(root, secret, known(root))


@posix
def test_what_other_accounts_may_open_is_refused(root: Path) -> None:
    path = next((root / KEYS).iterdir())
    path.chmod(0o640)
    with pytest.raises(KeysError, match=r"mode 0640\): `chmod 600"):
        open_signers(root, secret, known(root))
    path.chmod(0o600)
    (root / KEYS).chmod(0o755)
    with pytest.raises(KeysError, match=r"mode 0755\): `chmod 700 private/keys`"):
        open_signers(root, secret, known(root))


def test_of_several_keys_the_active_one_that_came_last_signs(root: Path) -> None:
    (eddsa,) = [key for key in known(root) if key.suite == "eddsa-rdfc-2022"]
    first, second = LocalSigner.generate("ES256"), LocalSigner.generate("ES256")
    for signer in (first, second):
        keys.store(root, signer, PASSPHRASE)
    rows = [
        eddsa,
        IssuerKey(second.public_key, "ES256", "active", START + timedelta(days=2)),
        IssuerKey(first.public_key, "ES256", "active", START + timedelta(days=1)),
        IssuerKey("zDnRetired", "ES256", "retired", START + timedelta(days=3), START + timedelta(days=4)),
        IssuerKey("zDnCompromised", "ES256", "compromised", START + timedelta(days=3), START + timedelta(days=4)),
    ]
    assert open_signers(root, secret, rows).es256.public_key == second.public_key


def test_no_keys_one_key_and_no_private_half(root: Path) -> None:
    with pytest.raises(KeysError, match="cedu issuer init"):
        open_signers(root, secret, [])
    (eddsa,) = [key for key in known(root) if key.suite == "eddsa-rdfc-2022"]
    with pytest.raises(KeysError, match="there is no ES256 key that signs: `cedu issuer init`"):
        open_signers(root, secret, [eddsa])
    rows = known(root)
    keys.remove(root, eddsa.public_key)
    with pytest.raises(KeysError, match=r"private half of the key .* is not here"):
        open_signers(root, secret, rows)


@pytest.mark.parametrize("name", ["", "z", "z6Mk", "z0OIl", "u6Mkabc", "zDn" + "1" * 40, "../../etc/passwd"])
def test_what_is_no_public_key(name: str) -> None:
    assert keys.suite_of(name) is None


def test_nothing_is_written_where_git_tracks_private(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    with pytest.raises(KeysError, match=r"add the line `private/` to \.gitignore"):
        keys.store(tmp_path, LocalSigner.generate("ES256"), PASSPHRASE)
    assert not (tmp_path / "private").exists()


def test_a_key_is_never_replaced(root: Path) -> None:
    signer = open_signers(root, secret, known(root)).es256
    assert isinstance(signer, LocalSigner)
    before = (root / KEYS / f"{signer.public_key}.pem").read_bytes()
    with pytest.raises(FileExistsError):
        keys.store(root, signer, PASSPHRASE)
    assert (root / KEYS / f"{signer.public_key}.pem").read_bytes() == before
    assert len(list((root / KEYS).iterdir())) == 2


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_sign_with_a_key_that_they_inherit_or_are_sent(method: str) -> None:
    context = multiprocessing.get_context(method)
    for suite in BOTH:
        signer = LocalSigner.generate(suite)
        with context.Pool(1) as pool:
            assert pool.apply(signer.sign, (b"message",)) == signer.sign(b"message")
        assert pickle.loads(pickle.dumps(signer)).public_key == signer.public_key


def test_secrets_are_derived_as_rfc_5869_says() -> None:
    secret = os.urandom(32)
    labels = ("salt", "status index")
    assert [private.derived(secret, label) for label in labels] == [
        HKDF(SHA256(), 32, None, f"cedu {label}".encode()).derive(secret) for label in labels
    ]
