"""`cedu issuer`, as it is typed: what is asked for, what is said, and what is never said."""

import os
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import null

from cedu.cli.app import FAILED, FINE, MISUSED, run
from cedu.credentials import keys

PASSPHRASE = "correct horse battery staple"
WORKSPACE = """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Example Learning}
issuer: {name: Example Learning, url: "https://learn.example.org/certificates/"}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A workspace, in which commands are run, on a system whose keyring is empty."""
    before = keyring.get_keyring()
    keyring.set_keyring(null.Keyring())
    monkeypatch.delenv("CEDU_REGISTRY", raising=False)
    monkeypatch.setenv("CEDU_PASSPHRASE", PASSPHRASE)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cedu.yaml").write_text(WORKSPACE, encoding="utf-8")
    yield tmp_path
    keyring.set_keyring(before)


def test_the_life_of_keys(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["issuer", "show"]) == FINE
    assert "cedu issuer init" in capsys.readouterr().err
    assert run(["issuer", "init"]) == FINE
    said = capsys.readouterr()
    eddsa, es256 = [line.removeprefix("made ") for line in said.out.splitlines()]
    assert "cedu credential site" in said.err
    assert "cedu issuer backup" in said.err
    assert run(["issuer", "init"]) == FAILED
    assert "there are keys already" in capsys.readouterr().err
    assert run(["issuer", "rotate"]) == FINE
    assert capsys.readouterr().out.count("retired z") == 2
    assert run(["issuer", "compromise", eddsa, "--since", "2026-11-01"]) == FINE
    assert f"compromised {eddsa}\n" in capsys.readouterr().err
    new = next(key for key in keys.stored(root) if keys.suite_of(key) == "ES256")
    assert run(["issuer", "retire", new]) == FINE
    assert "nothing signs with ES256 any more" in capsys.readouterr().err
    assert run(["issuer", "show"]) == FINE
    said = capsys.readouterr()
    assert said.out.startswith("did:web:learn.example.org:certificates\nDID document: https://learn.example.org/certificates/did.json\n\n")
    states = {line.split()[0]: line.split()[2] for line in said.out.splitlines()[3:]}
    assert (states[eddsa], states[es256], states[new]) == ("compromised", "retired", "retired")
    assert f"{eddsa}  eddsa-rdfc-2022  compromised  since " in said.out
    assert ", in other hands since 2026-11-01  0 credentials\n" in said.out
    assert sorted(states.values()) == ["active", "compromised", "retired", "retired"]


def test_backup_and_restore(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["issuer", "backup", "keys.backup"]) == FAILED
    assert "no keys to back up" in capsys.readouterr().err
    assert run(["issuer", "init"]) == FINE
    assert run(["issuer", "backup", "keys.backup"]) == FINE
    assert "cedu registry backup FILE" in capsys.readouterr().err
    (name,) = keys.stored(root)[:1]
    keys.remove(root, name)
    assert run(["issuer", "show"]) == FINE
    assert f"{name} signs, but its private half is not here" in capsys.readouterr().err
    assert run(["issuer", "restore", "keys.backup"]) == FINE
    assert capsys.readouterr().out == f"restored private/keys/{name}.pem\n"
    assert run(["issuer", "restore", "nothing.backup"]) == MISUSED


@pytest.mark.parametrize("command", ["init", "rotate", "compromise", "backup", "restore"])
def test_a_passphrase_is_never_an_option(root: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["issuer", command, "--passphrase", PASSPHRASE]) == MISUSED
    assert run(["issuer", command, "--help"]) == FINE
    assert "--pass" not in capsys.readouterr().out


def test_without_a_terminal_it_is_said_where_a_passphrase_comes_from(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CEDU_PASSPHRASE")
    monkeypatch.setattr(sys, "stdin", StringIO())
    assert run(["issuer", "init"]) == FAILED
    assert "set CEDU_PASSPHRASE" in capsys.readouterr().err
    assert not (root / "private/keys").exists()


class Kept(KeyringBackend):
    """A keyring that holds one passphrase."""

    priority = 1  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        return PASSPHRASE if (service, username) == ("cedu", "https://learn.example.org/") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


def test_a_keyring_has_the_passphrase(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CEDU_PASSPHRASE")
    keyring.set_keyring(Kept())
    assert run(["issuer", "init"]) == FINE
    assert keys.open_key(root, keys.stored(root)[0], PASSPHRASE)


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("typed", "code"), [((PASSPHRASE, PASSPHRASE), 0), ((PASSPHRASE, "a slip of the finger"), 1), (("short", "short"), 1)]
)
def test_at_a_terminal_it_is_asked_for_twice_and_not_shown(root: Path, typed: tuple[str, str], code: int) -> None:
    import pty

    pid, terminal = pty.fork()
    if pid == 0:
        del os.environ["CEDU_PASSPHRASE"]
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        os.execv(sys.executable, [sys.executable, "-m", "cedu", "issuer", "init"])
    shown = b""
    answers = iter(typed)
    while True:
        try:
            read = os.read(terminal, 1000)
        except OSError:  # how Linux says that the other end is closed
            break
        if not read:
            break
        shown += read
        if read.rstrip().endswith(b":"):
            os.write(terminal, next(answers).encode() + b"\n")
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == code, shown
    assert b"horse" not in shown
    assert len(keys.stored(root)) == (2 if code == 0 else 0)
