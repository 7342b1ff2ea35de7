"""Writing what targets yield: whole or not at all, and the same bytes from the same source."""

import os
import re
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_CHUNK = 1 << 20
# Zips hold no time zone and start in 1980: one fixed moment for every member (APPNOTE.TXT 4.4.6).
_EPOCH = (1980, 1, 1, 0, 0, 0)
# What is compressed already is stored: deflating it again costs time and gains nothing.
_STORED = frozenset(
    f".{ending}"
    for ending in (
        *("png", "jpg", "jpeg", "gif", "webp", "avif", "heic", "jxl"),
        *("mp3", "m4a", "aac", "flac", "oga", "ogg", "opus", "weba"),
        *("mp4", "m4v", "mkv", "mov", "mpeg", "mpg", "ogv", "webm", "wmv"),
        *("woff", "woff2", "zip", "7z", "bz2", "gz", "tgz", "xz", "zst", "epub", "pdf", "docx", "pptx", "xlsx", "odp", "ods", "odt"),
    )
)
# Microsoft, "Naming Files, Paths, and Namespaces": what no name may hold, what it may not end in, and what Windows keeps for itself.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"\\|?*]')
_ENDING = re.compile(r"[. ](?=/|$)")
_RESERVED = re.compile(r"(?:^|/)(con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=[ ]*(?:[./]|$))", re.IGNORECASE)
_LONGEST = 255  # bytes of one name, on most systems


class UnportableError(ValueError):
    """A bundle would hold a name that not every system can write, or two names that are one on some system."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a bundle: its path inside, and its bytes or the file that holds them. Raises UnportableError for a path that is none."""

    path: PurePosixPath
    content: bytes | Path

    def __post_init__(self) -> None:
        if reason := unportable(str(self.path)):
            raise UnportableError(f"`{self.path}` {reason}")


def is_inside(path: PurePosixPath) -> bool:
    """Does `path` stay in the folder that it is written to, or that a zip is unpacked in, on every system?"""
    name = str(path)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def unportable(path: str) -> str:
    """Why not every system can write a file at `path`, in words that follow it in a sentence; empty where all can."""
    if path.startswith("/") or any(name in ("", ".", "..") for name in path.split("/")):
        return "leads out of its folder, or nowhere"
    if found := _FORBIDDEN.search(path):
        return f"holds {_shown(found[0])}, which no name on Windows may hold"
    if found := _ENDING.search(path):
        return f"has a name that ends in {_shown(found[0])}, which Windows drops"
    if found := _RESERVED.search(path):
        return f"has the name `{found[1]}`, which Windows keeps for itself"
    if not unicodedata.is_normalized("NFC", path):
        return "is not in Unicode's composed form (NFC), so that some systems look for another name"
    if any("\ud800" <= character <= "\udfff" for character in path):
        return "holds what is no character"
    if any(len(name.encode()) > _LONGEST for name in path.split("/")):
        return f"has a name of more than {_LONGEST} bytes"
    return ""


def _shown(character: str) -> str:
    return f"`{character}`" if character.isprintable() else f"U+{ord(character):04X}"


class Paths:
    """Paths of one bundle, and whether any two of them are one where capital letters or ways of writing a letter do not count."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def add(self, path: str) -> str | None:
        """Note a file's path; the path that it meets, the same one included, as a file or as a folder, or None."""
        key = _folded(path)
        folders = [key[:end] for end, character in enumerate(key) if character == "/"]
        met = self._files.get(key) or self._folders.get(key) or next(filter(None, map(self._files.get, folders)), None)
        self._files.setdefault(key, path)
        for folder in folders:
            self._folders.setdefault(folder, path)
        return met


def _folded(path: str) -> str:
    """What paths have in common that are one by capital letters (NTFS) or by case folding and parts of letters (APFS; Unicode, D145)."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", path.upper()).casefold())


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its place when the block ends well, and is gone when it does not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with temporary.open("r+b") as file:  # Windows flushes only what may be written
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write one file, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def write_folder(outputs: Iterable[Output], folder: Path) -> list[Path]:
    """Write `outputs` below `folder`, which the caller puts in its place when all of them are there; the files that were written."""
    written = []
    for output in _in_order(outputs):
        target = folder / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(output.content, bytes):
            target.write_bytes(output.content)
        else:
            shutil.copyfile(output.content, target)
        written.append(target)
    return written


def write_zip(outputs: Iterable[Output], path: Path) -> None:
    """Write `outputs` as one zip: names sorted, dates fixed, streamed, whole or not at all."""
    import zipfile

    with replacing(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for output in _in_order(outputs):
            member = zipfile.ZipInfo(str(output.path), _EPOCH)
            member.create_system = 3
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            stored = output.path.suffix.lower() in _STORED
            member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            if isinstance(output.content, bytes):
                archive.writestr(member, output.content)
            else:
                member.file_size = output.content.stat().st_size
                with output.content.open("rb") as source, archive.open(member, "w") as target:
                    shutil.copyfileobj(source, target, _CHUNK)


def write_file(outputs: Iterable[Output], path: Path) -> None:
    """Write the one file of `outputs`, whole or not at all."""
    (output,) = outputs
    if isinstance(output.content, bytes):
        write_bytes(path, output.content)
    else:
        with replacing(path) as temporary:
            shutil.copyfile(output.content, temporary)


def _in_order(outputs: Iterable[Output]) -> list[Output]:
    """`outputs` by path. Raises UnportableError for two that would be one on some system."""
    ordered = sorted(outputs, key=lambda output: str(output.path))
    paths = Paths()
    for output in ordered:
        if other := paths.add(str(output.path)):
            raise UnportableError(f"`{output.path}` and `{other}` would be one file on some system")
    return ordered
