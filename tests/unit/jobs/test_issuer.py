"""The issuer's keys: what each command does to them, and that whatever is interrupted can be done again."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cedu.credentials import keys, private, registry
from cedu.credentials.keys import KEYS, KeysError, LocalSigner, open_signers
from cedu.credentials.registry import IssuerKey
from cedu.jobs import issuer
from registry_samples import TEMPLATE, made

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
PASSPHRASE = "correct horse battery staple"
WORKSPACE = """\
cedu: 1
namespace: https://learn.example.org/
organization: {name: Example Learning}
issuer: {name: Example Learning, url: "https://learn.example.org/certificates/"}
"""


def secret() -> str:
    return PASSPHRASE


def unasked() -> str:
    raise AssertionError("the passphrase was asked for")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace without keys."""
    monkeypatch.delenv("CEDU_REGISTRY", raising=False)
    (tmp_path / "cedu.yaml").write_text(WORKSPACE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ready(root: Path) -> Path:
    """A workspace with keys."""
    issuer.init(root, secret, NOW)
    return root


def known(root: Path) -> dict[str, IssuerKey]:
    with registry.opened(root) as kept:
        listed = kept.issuer_keys()
        return {key.public_key: key for key in listed}


def states(root: Path) -> list[str]:
    return sorted(key.state for key in known(root).values())


def test_init_makes_a_key_of_each_kind_and_registers_it(root: Path) -> None:
    changed = issuer.init(root, secret, NOW)
    assert [keys.suite_of(key) for key in changed.made] == ["eddsa-rdfc-2022", "ES256"]
    assert sorted(changed.made) == keys.stored(root) == sorted(known(root))
    assert all((key.state, key.since, key.until) == ("active", NOW, None) for key in known(root).values())
    assert {signer.public_key for signer in open_signers(root, secret, known(root).values())} == set(changed.made)
    with pytest.raises(KeysError, match="there are keys already"):
        issuer.init(root, unasked, NOW)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("issuer: {name: Example Learning}\n", "where certificates are published"),
        ("", "where certificates are published"),
        ("issuer: {name: Example Learning, url: 'https://learn.example.org/?a=1'}\n", r"issuer\.url"),
        ("issuer: [1]\n", "cedu validate"),
    ],
)
def test_init_wants_to_know_where_certificates_are_published(root: Path, written: str, why: str) -> None:
    (root / "cedu.yaml").write_text(WORKSPACE.partition("issuer")[0] + written, encoding="utf-8")
    with pytest.raises(KeysError, match=why):
        issuer.init(root, unasked, NOW)
    assert not (root / "private").exists()


@pytest.mark.parametrize("change", [issuer.init, issuer.rotate])
def test_no_key_is_made_where_git_would_publish_it(root: Path, change: Callable[..., object]) -> None:
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    with pytest.raises(KeysError, match="git does not ignore `private/`"):
        change(root, unasked, NOW)
    assert not (root / "private").exists()


def test_rotate_makes_new_keys_and_retires_the_old(ready: Path) -> None:
    old = set(known(ready))
    changed = issuer.rotate(ready, secret, LATER)
    assert set(changed.retired) == old
    assert keys.stored(ready) == sorted(changed.made)
    after = known(ready)
    assert {(after[key].state, after[key].since, after[key].until) for key in old} == {("retired", NOW, LATER)}
    assert {(after[key].state, after[key].since, after[key].until) for key in changed.made} == {("active", LATER, None)}
    assert {signer.public_key for signer in open_signers(ready, secret, after.values())} == set(changed.made)


def test_rotate_wants_keys_that_there_are_and_their_passphrase(root: Path) -> None:
    with pytest.raises(KeysError, match="cedu issuer init"):
        issuer.rotate(root, unasked, NOW)
    issuer.init(root, secret, NOW)
    before = known(root)
    with pytest.raises(KeysError, match="passphrase is wrong"):
        issuer.rotate(root, lambda: "another passphrase", LATER)
    assert known(root) == before
    assert keys.stored(root) == sorted(before)


def test_a_rotation_that_was_interrupted_is_done_again(ready: Path) -> None:
    """Killed after a file was written, and after one key was registered: what could have signed stays known, and one of a kind signs."""
    stray, registered = LocalSigner.generate("ES256"), LocalSigner.generate("eddsa-rdfc-2022")
    for signer in (stray, registered):
        keys.store(ready, signer, PASSPHRASE)
    with registry.opened(ready) as kept:
        kept.put_key(IssuerKey(registered.public_key, "eddsa-rdfc-2022", "active", LATER), LATER)
    assert open_signers(ready, secret, known(ready).values()).eddsa.public_key == registered.public_key
    assert issuer.show(ready).unknown == (stray.public_key,)
    changed = issuer.rotate(ready, secret, LATER + timedelta(days=1))
    assert changed.known == (stray.public_key,)
    assert states(ready) == ["active", "active", "retired", "retired", "retired", "retired"]
    assert keys.stored(ready) == sorted(changed.made)


def test_retire(ready: Path) -> None:
    (es256,) = [key for key in known(ready) if keys.suite_of(key) == "ES256"]
    assert issuer.retire(ready, es256[:12], LATER).public_key == es256
    assert states(ready) == ["active", "retired"]
    assert es256 not in keys.stored(ready)
    with pytest.raises(KeysError, match="there is no ES256 key that signs"):
        open_signers(ready, unasked, known(ready).values())
    with pytest.raises(KeysError, match="retired already"):
        issuer.retire(ready, es256, LATER)
    (made,) = issuer.init(ready, secret, LATER).made
    assert open_signers(ready, secret, known(ready).values()).es256.public_key == made


@pytest.mark.parametrize(("name", "why"), [("z6MkNobody", "there is no key"), ("z", "there is no key"), ("", "there is no key")])
def test_a_key_that_there_is_not(ready: Path, name: str, why: str) -> None:
    with pytest.raises(KeysError, match=why):
        issuer.retire(ready, name, LATER)
    with pytest.raises(KeysError, match=why):
        issuer.compromise(ready, name, None, unasked, LATER)


def test_a_key_may_be_named_by_its_id(ready: Path) -> None:
    name = next(iter(known(ready)))
    assert issuer.retire(ready, f"did:web:learn.example.org:certificates#{name}", LATER).public_key == name


def test_compromise_replaces_a_key_that_signs_and_lists_what_it_signed(ready: Path) -> None:
    eddsa, es256 = sorted(known(ready), key=lambda key: keys.suite_of(key) == "ES256")
    with registry.opened(ready) as kept:
        run = kept.begin_run("0" * 64, "0" * 40, NOW)
        kept.put_asset(TEMPLATE)
        awards = [made(ready, index) for index in range(2)]
        for learner, award, credential in awards:
            assert kept.issue(learner, award, replace(credential, keys=(eddsa, es256)), run.id) == "issued"
    since = NOW - timedelta(days=3)
    found = issuer.compromise(ready, eddsa, since, secret, LATER)
    assert found.public_key == eddsa
    assert sorted(found.numbers) == sorted(award.number for _, award, _ in awards)
    after = known(ready)
    assert (after[eddsa].state, after[eddsa].since, after[eddsa].until) == ("compromised", NOW, since)
    assert states(ready) == ["active", "active", "compromised"]
    assert eddsa not in keys.stored(ready)
    assert open_signers(ready, secret, after.values()).eddsa.public_key == found.made[0]
    again = issuer.compromise(ready, eddsa, None, unasked, LATER)
    assert (again.made, sorted(again.numbers)) == ((), sorted(found.numbers))


def test_a_compromise_is_noted_even_where_no_other_key_can_be_made(ready: Path) -> None:
    eddsa = next(key for key in known(ready) if keys.suite_of(key) == "eddsa-rdfc-2022")
    with pytest.raises(KeysError, match="passphrase is wrong"):
        issuer.compromise(ready, eddsa, None, lambda: "forgotten passphrase", LATER)
    assert known(ready)[eddsa].state == "compromised"
    assert issuer.compromise(ready, eddsa, None, secret, LATER).made


def test_a_retired_key_can_be_compromised_and_needs_no_other_in_its_place(ready: Path) -> None:
    old = next(iter(known(ready)))
    issuer.rotate(ready, secret, LATER)
    assert issuer.compromise(ready, old, None, unasked, LATER).made == ()
    assert states(ready) == ["active", "active", "compromised", "retired"]


def test_show(root: Path) -> None:
    shown = issuer.show(root)
    assert (shown.did, shown.document) == (
        "did:web:learn.example.org:certificates",
        "https://learn.example.org/certificates/did.json",
    )
    assert (shown.keys, shown.unknown) == ((), ())
    assert not (root / "private").exists()
    issuer.init(root, secret, NOW)
    shown = issuer.show(root)
    assert [(listed.key.state, listed.is_here, listed.credentials) for listed in shown.keys] == [("active", True, 0)] * 2


def test_a_backup_brings_back_keys_and_numbers_though_the_registry_is_lost(ready: Path, tmp_path: Path) -> None:
    number_secret = private.number_secret(ready)
    before = {name: (ready / KEYS / f"{name}.pem").read_bytes() for name in keys.stored(ready)}
    names = issuer.backup(ready, tmp_path / "issuer.backup", secret)
    assert names == (*(f"keys/{name}.pem" for name in sorted(before)), "number.key")
    content = (tmp_path / "issuer.backup").read_bytes()
    assert number_secret.hex().encode() not in content
    assert (tmp_path / "issuer.backup").stat().st_mode & 0o077 == 0
    for path in sorted((ready / "private").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    with pytest.raises(KeysError, match="passphrase is wrong"):
        issuer.restore(ready, tmp_path / "issuer.backup", lambda: "another passphrase")
    assert issuer.restore(ready, tmp_path / "issuer.backup", secret) == names
    assert private.number_secret(ready) == number_secret
    assert {name: (ready / KEYS / f"{name}.pem").read_bytes() for name in keys.stored(ready)} == before
    assert issuer.init(ready, secret, LATER) == issuer.Changed((), tuple(sorted(before)))
    assert states(ready) == ["active", "active"]
    assert issuer.restore(ready, tmp_path / "issuer.backup", secret) == ()


def test_a_backup_replaces_nothing(ready: Path, tmp_path: Path) -> None:
    backup = tmp_path / "issuer.backup"
    backup.write_bytes(b"precious")
    with pytest.raises(KeysError, match="is there already"):
        issuer.backup(ready, backup, secret)
    assert backup.read_bytes() == b"precious"
    backup.unlink()
    private.number_secret(ready)
    issuer.backup(ready, backup, secret)
    (ready / "private" / private.NUMBER_KEY).write_bytes(b"00" * 32)
    with pytest.raises(KeysError, match=r"`private/number.key` is another one than in the backup"):
        issuer.restore(ready, backup, secret)


def test_there_is_nothing_to_back_up(root: Path, tmp_path: Path) -> None:
    with pytest.raises(KeysError, match="cedu issuer init"):
        issuer.backup(root, tmp_path / "issuer.backup", unasked)
