"""The folder `private/`: personal data and secrets, for this account's eyes only, and never in git."""

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from cedu import git

FOLDER = "private"
NUMBER_KEY = "number.key"


def exposed(root: Path) -> str:
    """Why nothing personal may be written below `root` yet, in words with the remedy; empty where it may."""
    inside = git.ask(root, "rev-parse", "--is-inside-work-tree")
    if inside is None or inside.returncode:
        if inside and any((folder / ".git").exists() for folder in (root, *root.parents)):
            return f"git can't say whether `{FOLDER}/` is ignored: {inside.stderr.strip()}"
        return ""  # no repository, so nothing that could be committed
    tracked = git.ask(root, "ls-files", "-z", "--", FOLDER)
    if tracked and tracked.stdout:
        first = tracked.stdout.split("\0")[0]
        return f"git tracks `{first}`: run `git rm -r --cached {FOLDER}` and purge it from the history, for it is personal or secret"
    ignored = git.ask(root, "check-ignore", "-q", f"{FOLDER}/registry.sqlite")
    if ignored and ignored.returncode:
        return f"git does not ignore `{FOLDER}/`: add the line `{FOLDER}/` to .gitignore"
    return ""


def folder(root: Path) -> Path:
    """The folder itself, made where it isn't there, and open to its owner only."""
    path = root / FOLDER
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def number_secret(root: Path, *, create: bool = True) -> bytes:
    """The secret that numbers are made with, 32 bytes; made on first use, whole or not at all, by one of several processes.

    Where it isn't there and may not be made (a dry run), a passing one.
    """
    path = root / FOLDER / NUMBER_KEY
    if not path.exists():
        secret = secrets.token_hex(32).encode() + b"\n"
        if not create:
            return bytes.fromhex(secret.decode())
        folder(root)
        with suppress(FileExistsError):  # another process was first
            write_secret(path, secret)
    return bytes.fromhex(path.read_text(encoding="ascii"))


def derived(secret: bytes, label: str) -> bytes:
    """Another secret of 32 bytes, made from one by HKDF with SHA-256 (RFC 5869): one for each `label`, which tell nothing of each other."""
    extracted = hmac.digest(bytes(32), secret, "sha256")
    return hmac.digest(extracted, f"cedu {label}".encode() + b"\x01", "sha256")


def write_secret(path: Path, content: bytes) -> None:
    """Write a file for its owner's eyes, whole or not at all, and durably. Raises FileExistsError: a secret is never replaced."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _named(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    if os.name == "posix":  # the name is durable when its folder is
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _named(temporary: Path, path: Path) -> None:
    """Give a file its name. A link is refused where there is a file already; a rename would replace it."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # as on a USB stick, which knows no links
        if path.exists():
            raise FileExistsError(path) from None
        temporary.rename(path)
