"""`cedu issuer show`."""

from typing import TYPE_CHECKING

from cedu.cli.app import Command
from cedu.cli.console import counted, say, workspace_root, write
from cedu.cli.refusals import refusals

if TYPE_CHECKING:
    from cedu.jobs.issuer import Listed


def show() -> None:
    """Show who signs, and with which keys.

    The issuer's DID, where its DID document has to lie, and its keys.
    """
    from cedu.jobs.issuer import show as job

    root = workspace_root()
    with refusals():
        shown = job(root)
    write([f"{shown.did}\nDID document: {shown.document}\n\n"])
    write(f"{_line(listed)}\n" for listed in shown.keys)
    for name in shown.unknown:
        say(f"{name} lies in private/keys/, and the registry does not know it: `cedu issuer init` registers it")
    for listed in shown.keys:
        if listed.key.state == "active" and not listed.is_here:
            say(f"{listed.key.public_key} signs, but its private half is not here: `cedu issuer restore FILE`, or `cedu issuer rotate`")
    if not shown.keys:
        say("there are no keys yet: `cedu issuer init` makes them")


def _line(listed: "Listed") -> str:
    key = listed.key
    end = "in other hands since" if key.state == "compromised" else "until"
    until = f", {end} {key.until:%Y-%m-%d}" if key.until else ""
    newest = counted(listed.credentials, "credential")
    return f"{key.public_key}  {key.suite:<15}  {key.state:<11}  since {key.since:%Y-%m-%d}{until}  {newest}"


COMMAND = Command("show", show)
