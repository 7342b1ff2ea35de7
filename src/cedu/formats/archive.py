"""A stranger's file, folder or archive in memory: bounded, and without names that lead anywhere else."""

import gzip
import io
import os
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from cedu.bundle import Paths

MOST_MEMBERS = 20_000
MOST_BYTES = 256 << 20  # of all members together, and of the file itself
MOST_RATIO = 200  # of what is unpacked to what is packed; XML that repeats itself reaches 50
_FREE = 16 << 20  # what may be unpacked whatever the ratio is
_CHUNK = 1 << 20
_ZIP, _GZIP, _TAR = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b", b"ustar"
_TAR_MAGIC = slice(257, 262)  # POSIX.1-1988, ustar
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class ArchiveError(ValueError):
    """A file that is not opened; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is imported: a file's name and its members, by their path inside; a file that is no archive has one, under its own name.

    All of it is in memory, within the bounds of this module. `columns` maps what we call a column to what a table calls it.
    """

    name: str
    members: Mapping[str, bytes]
    columns: Mapping[str, str] = field(default_factory=dict)


def open_source(path: Path, columns: Mapping[str, str] | None = None) -> Source:
    """The zip, tar, tar.gz, folder or single file at `path`. Raises ArchiveError."""
    try:
        return Source(path.resolve().name, _members(path), columns or {})
    except OSError as error:
        raise ArchiveError(f"`{path}` can't be read: {(error.strerror or str(error)).lower()}") from None


def _members(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        members = _Members()
        _add_folder(members, path)
        return members.found
    if not path.is_file():
        raise ArchiveError(f"`{path}` is no file or folder" if path.exists() else f"there is no file or folder `{path}`")
    if path.stat().st_size > MOST_BYTES:
        raise ArchiveError(f"`{path.name}` has {path.stat().st_size:,} bytes, over the {MOST_BYTES:,} that are read")
    return unpacked(path.name, path.read_bytes())


def unpacked(name: str, content: bytes) -> dict[str, bytes]:
    """The members of an archive; of what is none, its `content` under its `name`. Raises ArchiveError."""
    members = _Members(len(content))
    if content.startswith(_ZIP):
        _add_zip(members, content)
    elif content.startswith(_GZIP):
        _add_tar(members, _gunzipped(content))
    elif content[_TAR_MAGIC] == _TAR:
        _add_tar(members, content)
    else:
        return {name: content}
    return members.found


class _Members:
    """Members as they are read, within all bounds; `packed` is the size of the archive in bytes, 0 for what isn't compressed."""

    def __init__(self, packed: int = 0) -> None:
        self.found: dict[str, bytes] = {}
        self._left = _allowed(packed)
        self._paths = Paths()

    def add(self, written: str, file: IO[bytes]) -> None:
        """Read and close one member. Raises ArchiveError."""
        with file:
            name = _safe(written)
            if len(self.found) >= MOST_MEMBERS:
                raise _too_many()
            if met := self._paths.add(name):
                raise ArchiveError(f"`{_shown(name)}` and `{_shown(met)}` would be one file on some system")
            self.found[name] = content = file.read(self._left + 1)
            self._left -= len(content)
            if self._left < 0:
                raise _too_much()


def _allowed(packed: int) -> int:
    return min(MOST_BYTES, max(_FREE, packed * MOST_RATIO)) if packed else MOST_BYTES


def _too_much() -> ArchiveError:
    return ArchiveError(f"unpacked it has more than {MOST_BYTES >> 20} MB, or far more than such a small file should")


def _too_many() -> ArchiveError:
    return ArchiveError(f"it has more than {MOST_MEMBERS:,} members")


def _safe(written: str) -> str:
    """A member's path with forward slashes, without `./`; one that leads out of the archive is an error."""
    name = written.replace("\\", "/")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if not parts or name.startswith("/") or ".." in parts or _DRIVE.match(name) or _CONTROL.search(name):
        raise ArchiveError(f"the member `{_shown(written)}` has a name that leads out of the archive, or nowhere")
    return "/".join(parts)


def _shown(name: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in name[:120])


def _add_zip(members: _Members, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > 2 * MOST_MEMBERS:
                raise _too_many()
            for member in archive.infolist():
                mode = member.external_attr >> 16
                if member.flag_bits & 0x1:
                    raise ArchiveError(f"the member `{_shown(member.filename)}` is encrypted; unpack it, and import the folder")
                if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
                    raise ArchiveError(f"the member `{_shown(member.filename)}` is a link or a device")
                if member.is_dir() or _is_noise(member.filename):
                    continue
                if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise ArchiveError(f"the member `{_shown(member.filename)}` is packed in a way that is not read; only deflate is")
                members.add(member.filename, archive.open(member))
    except ArchiveError:
        raise
    except Exception as error:  # zipfile raises whatever a broken file leads it to
        raise ArchiveError(f"it is no sound zip: {error}") from None


def _is_noise(name: str) -> bool:
    """What macOS and Windows leave beside the files that people pack."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] in (".DS_Store", "Thumbs.db", "desktop.ini")


def _gunzipped(content: bytes) -> bytes:
    """What a gzip file holds, which has to be a tar."""
    allowed = _allowed(len(content))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            unpacked = file.read(allowed + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ArchiveError(f"it is no sound gzip file: {error}") from None
    if len(unpacked) > allowed:
        raise _too_much()
    if unpacked[_TAR_MAGIC] != _TAR:
        raise ArchiveError("it is packed with gzip, but is no tar inside; unpack it first")
    return unpacked


def _add_tar(members: _Members, content: bytes) -> None:
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for count, member in enumerate(archive):
                if count > 2 * MOST_MEMBERS:
                    raise _too_many()
                if member.isdir() or _is_noise(member.name):
                    continue
                if not member.isreg() or member.issparse():
                    raise ArchiveError(f"the member `{_shown(member.name)}` is a link or a device")
                if file := archive.extractfile(member):
                    members.add(member.name, file)
    except ArchiveError:
        raise
    except Exception as error:  # and so does tarfile
        raise ArchiveError(f"it is no sound tar: {error}") from None


def _add_folder(members: _Members, folder: Path) -> None:
    """Add the files below `folder`, but for what starts with a dot; a link is an error, because it may lead anywhere."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted([*files, *(name for name in folders if (Path(place) / name).is_symlink())]):
            path = Path(place) / name
            inside = path.relative_to(folder).as_posix()
            if name.startswith(".") or _is_noise(inside):
                continue
            if not stat.S_ISREG(path.lstat().st_mode):
                raise ArchiveError(f"`{_shown(inside)}` is a link or a device; copy the file itself into the folder")
            members.add(inside, path.open("rb"))
