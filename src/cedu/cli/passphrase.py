"""The passphrase of the issuer's keys: from the environment, from the system's keyring, or from whoever sits at the terminal."""

import os
import sys
from collections.abc import Callable
from functools import cache
from getpass import getpass
from pathlib import Path

from cedu.cli.console import fail

VARIABLE = "CEDU_PASSPHRASE"
# The name that passphrases have in a keyring; the account is the workspace's namespace.
SERVICE = "cedu"


def passphrase(root: Path, *, new: bool = False) -> Callable[[], str]:
    """What gives the passphrase when it is needed, and asks for it once; a `new` one is asked for twice."""

    @cache
    def ask() -> str:
        return os.environ.get(VARIABLE) or _kept(root) or _typed(new)

    return ask


def _kept(root: Path) -> str:
    """The passphrase in the system's keyring, where the extra `keyring` is installed and there is one."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    from cedu.source.load import load_workspace

    workspace, _, _ = load_workspace(root)
    try:
        return keyring.get_password(SERVICE, workspace.namespace) or ""
    except KeyringError:
        return ""


def _typed(new: bool) -> str:
    if not sys.stdin.isatty():
        fail(f"the keys want their passphrase: set {VARIABLE}, keep it with `keyring set {SERVICE} NAMESPACE`, or run this in a terminal")
    typed = getpass("Passphrase of the issuer's keys: ")
    if new and typed != getpass("The same again: "):
        fail("the two are not the same")
    return typed
