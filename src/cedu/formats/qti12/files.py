"""The files of a package that questions and pages show, and where they will lie beside the YAML file."""

import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from posixpath import join, normpath
from urllib.parse import unquote

from cedu.formats.images import asset_name

# What an address starts with that is told from the root of the package; Canvas escapes the signs, others write underlines.
_ROOT = re.compile(r"(?:\$|%24)IMS[-_]CC[-_]FILEBASE(?:\$|%24)/?|\$[A-Z_]+\$/", re.IGNORECASE)
# Where the files lie that such an address means: at the root, or where Canvas keeps them.
_FOLDERS = ("", "web_resources/", "course files/")
_SAFE = re.compile(r"(?!\.)[A-Za-z0-9._-]+(?:/(?!\.)[A-Za-z0-9._-]+)*")


class Files:
    """Finds the members that addresses lead to; `taken` are those that were asked for, by where they will lie."""

    def __init__(self, members: Mapping[str, bytes], *, ours: bool) -> None:
        """`ours`: the package is one that we wrote, so that its files lie as they did beside the YAML file."""
        self._members = members
        self._ours = ours
        self._ends: dict[str, list[str]] = {}
        for name in members:
            self._ends.setdefault(PurePosixPath(name).name, []).append(name)
        self.taken: dict[str, bytes] = {}
        self._places: dict[str, str] = {}

    @property
    def names(self) -> Collection[str]:
        """The members that were asked for."""
        return self._places.keys()

    def find(self, address: str, base: str) -> str:
        """The member that an address in the member `base` leads to; nothing where there is none."""
        path = unquote(_ROOT.sub("", address, count=1).partition("?")[0].partition("#")[0])
        if not path or "://" in path or path.startswith(("data:", "//")):
            return ""
        folder = base.rpartition("/")[0]
        starts = ("", *_FOLDERS) if _ROOT.match(address) else (f"{folder}/" if folder else "", *_FOLDERS)
        for start in starts:
            name = normpath(join(start, path.lstrip("/")))
            if name in self._members:
                return name
        ends = [name for name in self._ends.get(PurePosixPath(path).name, ()) if f"/{name}".endswith(f"/{path.lstrip('./')}")]
        return ends[0] if len(ends) == 1 else ""

    def take(self, address: str, base: str) -> str | None:
        """Where the file that an address leads to will lie; None where there is none."""
        name = self.find(address, base)
        if not name:
            return None
        if name not in self._places:
            self._places[name] = place = self._place(name)
            self.taken[place] = self._members[name]
        return self._places[name]

    def _place(self, name: str) -> str:
        if self._ours and name.startswith("assets/") and _SAFE.fullmatch(name):
            return name
        return asset_name(name, self.taken, self._members[name])
