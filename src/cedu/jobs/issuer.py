"""The issuer's keys: made, put out of use, and kept safe. The registry says what they are for; their private halves lie in `private/keys/`.

Whatever is interrupted can be done again: a key is registered after its file is there, and a file is deleted after its key signs no more.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, get_args

from cedu.credentials import did, keys, private
from cedu.credentials.keys import KEYS, KeysError, LocalSigner
from cedu.credentials.registry import IssuerKey, Registry, exists, opened
from cedu.credentials.signer import Suite
from cedu.model.workspace import Issuer, Workspace
from cedu.source.load import load_workspace

Passphrase = Callable[[], str]
# How much of a key's name is enough to mean it, where no other begins so.
_ENOUGH = 8


class Listed(NamedTuple):
    """A key, whether its private half lies here, and how many awards have their newest credential from it."""

    key: IssuerKey
    is_here: bool
    credentials: int


class Shown(NamedTuple):
    """Who the issuer is, where its DID document has to lie, and its keys; `unknown` lie here, and the registry does not know them."""

    did: str
    document: str
    keys: tuple[Listed, ...]
    unknown: tuple[str, ...]


class Changed(NamedTuple):
    """What has become of keys: `made` are new, `known` were here and are registered now, `retired` sign no more."""

    made: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()


class Compromised(NamedTuple):
    """A key that nobody may trust any more, the one that took its place if it signed, and the awards it has to be reissued for."""

    public_key: str
    made: tuple[str, ...]
    numbers: tuple[str, ...]


class Publisher(NamedTuple):
    """Who publishes certificates: what `cedu.yaml` says, the address, which ends in a slash, and the DID that is made of it."""

    workspace: Workspace
    issuer: Issuer
    url: str
    did: str


def identity(root: Path) -> str:
    """The issuer's DID. Raises KeysError where `cedu.yaml` doesn't say where it publishes."""
    return publisher(root).did


def publisher(root: Path) -> Publisher:
    """Who publishes what is issued here. Raises KeysError where `cedu.yaml` doesn't say where."""
    workspace, findings, _ = load_workspace(root)
    if any(finding.severity == "error" for finding in findings):
        raise KeysError("cedu.yaml is wrong: `cedu validate` says where", "cedu.yaml")
    if workspace.issuer is None or not workspace.issuer.url:
        raise KeysError(
            "cedu.yaml does not say where certificates are published: add `issuer: {name: …, url: https://learn.example.org/certificates/}`",
            "cedu.yaml",
        )
    try:
        return Publisher(workspace, workspace.issuer, f"{workspace.issuer.url.rstrip('/')}/", did.identity(workspace.issuer.url))
    except ValueError as error:
        raise KeysError(f"cedu.yaml: issuer.url: {error}", "cedu.yaml") from None


def init(root: Path, passphrase: Passphrase, now: datetime) -> Changed:
    """Make the key of each kind that there is none of; keys that lie here already (restored, say) are taken. Raises KeysError."""
    identity(root)
    _safe(root)
    with opened(root) as registry:
        unknown = _unknown(root, registry)
        missing = [suite for suite in get_args(Suite) if suite not in _active(registry)]
        if not missing and not unknown:
            raise KeysError("there are keys already: `cedu issuer show` lists them, `cedu issuer rotate` makes new ones")
        phrase = _checked(root, passphrase)
        known = _register(root, registry, unknown, phrase, now)
        made = _make(root, registry, [suite for suite in missing if suite not in _active(registry)], phrase, now)
    return Changed(made, known)


def rotate(root: Path, passphrase: Passphrase, now: datetime) -> Changed:
    """Make new keys; those that signed so far are retired: they stay in the DID document, and what they signed stays good."""
    identity(root)
    _safe(root)
    with opened(root) as registry:
        if not registry.issuer_keys():
            raise KeysError("there are no keys yet: `cedu issuer init` makes them")
        phrase = _checked(root, passphrase)
        known = _register(root, registry, _unknown(root, registry), phrase, now)
        old = [key for key in registry.issuer_keys() if key.state == "active"]
        made = _make(root, registry, get_args(Suite), phrase, now)
        for key in old:
            registry.put_key(key._replace(state="retired", until=now), now)
        _tidy(root, registry)
    return Changed(made, known, tuple(key.public_key for key in old))


def retire(root: Path, name: str, now: datetime) -> IssuerKey:
    """Let a key sign no more. What it signed stays good. Raises KeysError."""
    _there(root)
    with opened(root) as registry:
        key = _named(registry, name)
        if key.state != "active":
            raise KeysError(f"the key {key.public_key} is {key.state} already")
        retired = key._replace(state="retired", until=now)
        registry.put_key(retired, now)
        _tidy(root, registry)
    return retired


def compromise(root: Path, name: str, since: datetime | None, passphrase: Passphrase, now: datetime) -> Compromised:
    """Note that somebody else has had a key, `since` when if that is known: it leaves the DID document, so nothing that it signed verifies.

    Where it signed until now, another one takes its place. That is noted even where the passphrase is wrong: then KeysError is raised.
    """
    _there(root)
    with opened(root) as registry:
        key = _named(registry, name)
        if key.state != "compromised":
            registry.put_key(key._replace(state="compromised", until=since or now), now)
        _tidy(root, registry)
        signed = registry.awards(key=key.public_key)
        numbers = tuple(kept.award.number for kept in signed if not kept.revoked_at and not kept.erased)
        made: tuple[str, ...] = ()
        if key.suite not in _active(registry):
            _safe(root)
            made = _make(root, registry, [key.suite], _checked(root, passphrase), now)
    return Compromised(key.public_key, made, numbers)


def show(root: Path) -> Shown:
    """The issuer and its keys. Raises KeysError."""
    issuer = identity(root)
    here = keys.stored(root)
    if not exists(root):
        return Shown(issuer, did.location(issuer), (), tuple(here))
    with opened(root) as registry:
        listed = tuple(
            Listed(key, key.public_key in here, sum(1 for _ in registry.awards(key=key.public_key))) for key in registry.issuer_keys()
        )
        return Shown(issuer, did.location(issuer), listed, tuple(_unknown(root, registry)))


def backup(root: Path, path: Path, passphrase: Passphrase) -> tuple[str, ...]:
    """Write the secrets of the issuer (its keys, and what numbers are made with) to a file, sealed with the keys' passphrase; their names.

    Raises KeysError.
    """
    from cedu.credentials.sealed import sealed

    here = keys.stored(root)
    if not here:
        raise KeysError("there are no keys to back up: `cedu issuer init` makes them")
    phrase = _checked(root, passphrase)
    files = {f"keys/{name}.pem": (root / KEYS / f"{name}.pem").read_bytes() for name in here}
    secret = root / private.FOLDER / private.NUMBER_KEY
    if secret.exists():
        files[private.NUMBER_KEY] = secret.read_bytes()
    try:
        private.write_secret(path, sealed(files, phrase))
    except FileExistsError:
        raise KeysError(f"`{path}` is there already, and a backup never replaces another: name another file") from None
    return tuple(sorted(files))


def restore(root: Path, path: Path, passphrase: Passphrase) -> tuple[str, ...]:
    """Put what a backup holds in its place, if it isn't there; what was. Raises KeysError."""
    from cedu.credentials.sealed import MOST_BYTES, unsealed

    _safe(root)
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    files = unsealed(content, passphrase())
    private.folder(root)
    (root / KEYS).mkdir(mode=0o700, exist_ok=True)
    targets = {name: root / private.FOLDER / name for name in sorted(files) if _is_secret(name)}
    for name, target in targets.items():
        if target.exists() and target.read_bytes() != files[name]:
            raise KeysError(f"`{private.FOLDER}/{name}` is another one than in the backup: look which is right, and move it away")
    missing = [name for name, target in targets.items() if not target.exists()]
    for name in missing:
        private.write_secret(targets[name], files[name])
    return tuple(missing)


def _is_secret(name: str) -> bool:
    key = name.removeprefix("keys/").removesuffix(".pem")
    return name == private.NUMBER_KEY or (name == f"keys/{key}.pem" and keys.suite_of(key) is not None)


def _safe(root: Path) -> None:
    if reason := private.exposed(root):
        raise KeysError(f"no key can be kept here: {reason}", private.FOLDER)


def _there(root: Path) -> None:
    if not exists(root):
        raise KeysError("there are no keys yet: `cedu issuer init` makes them")


def _checked(root: Path, passphrase: Passphrase) -> str:
    """The passphrase: that of the keys that are here, because all have one."""
    phrase = passphrase()
    for name in keys.stored(root)[:1]:
        keys.open_key(root, name, phrase)
    return phrase


def _active(registry: Registry) -> set[Suite]:
    return {key.suite for key in registry.issuer_keys() if key.state == "active"}


def _unknown(root: Path, registry: Registry) -> list[str]:
    """Keys that lie here and that the registry does not know: restored without it, or made by a run that was interrupted."""
    known = {key.public_key for key in registry.issuer_keys()}
    return [name for name in keys.stored(root) if name not in known]


def _register(root: Path, registry: Registry, unknown: list[str], phrase: str, now: datetime) -> tuple[str, ...]:
    """Register keys that lie here: they may have signed, so they belong in the DID document."""
    for name in unknown:
        signer = keys.open_key(root, name, phrase)
        is_needed = signer.suite not in _active(registry)
        registry.put_key(IssuerKey(name, signer.suite, "active" if is_needed else "retired", now, None if is_needed else now), now)
    return tuple(unknown)


def _make(root: Path, registry: Registry, suites: "tuple[Suite, ...] | list[Suite]", phrase: str, now: datetime) -> tuple[str, ...]:
    def made() -> Iterator[str]:
        for suite in suites:
            signer = LocalSigner.generate(suite)
            keys.store(root, signer, phrase)
            registry.put_key(IssuerKey(signer.public_key, suite, "active", now), now)
            yield signer.public_key

    return tuple(made())


def _tidy(root: Path, registry: Registry) -> None:
    """Delete the private halves of keys that sign no more."""
    for key in registry.issuer_keys():
        if key.state != "active":
            keys.remove(root, key.public_key)


def _named(registry: Registry, name: str) -> IssuerKey:
    """The key with a name, or with the only one that begins so; a key's id is as good."""
    name = name.rpartition("#")[2]
    found = [key for key in registry.issuer_keys() if key.public_key == name or (len(name) >= _ENOUGH and key.public_key.startswith(name))]
    if len(found) == 1:
        return found[0]
    said = f"`{name}` begins the names of several keys" if found else f"there is no key `{name}`"
    raise KeysError(f"{said}: `cedu issuer show` lists them")
