"""A backup of secrets: what was put in comes out with the passphrase, and with nothing else."""

import base64
import json

import pytest

from cedu.credentials.keys import KeysError
from cedu.credentials.sealed import sealed, unsealed

FILES = {"number.key": b"abc\n", "keys/z6Mk.pem": bytes(range(256))}
PASSPHRASE = "correct horse battery staple"


@pytest.fixture(scope="module")
def backup() -> bytes:
    return sealed(FILES, PASSPHRASE)


def test_what_is_sealed_is_read_with_the_passphrase_and_shows_nothing_without(backup: bytes) -> None:
    assert unsealed(backup, PASSPHRASE) == FILES
    assert b"abc" not in backup
    assert b"z6Mk" not in backup
    with pytest.raises(KeysError, match="passphrase is wrong"):
        unsealed(backup, "another")


def test_a_changed_backup_does_not_open(backup: bytes) -> None:
    document = json.loads(backup)
    content = bytearray(base64.b64decode(document["content"]))
    content[5] ^= 1
    document["content"] = base64.b64encode(content).decode()
    with pytest.raises(KeysError, match="does not open"):
        unsealed(json.dumps(document).encode(), PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"format": 1, "kdf": 3}'])
def test_what_is_no_backup(content: bytes) -> None:
    with pytest.raises(KeysError, match="no backup"):
        unsealed(content, PASSPHRASE)


@pytest.mark.parametrize("change", [{"format": 2}, {"kdf": {"name": "scrypt", "n": 1 << 40, "r": 8, "p": 1, "salt": "AAAA"}}])
def test_a_backup_of_another_form_costs_nothing(backup: bytes, change: dict[str, object]) -> None:
    with pytest.raises(KeysError, match="does not know"):
        unsealed(json.dumps(json.loads(backup) | change).encode(), PASSPHRASE)
