"""Writing what targets yield: whole or not at all, and the same bytes from the same source."""

import os
import shutil
import stat
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
        *("png", "jpg", "jpeg", "gif", "webp", "avif"),
        *("mp3", "m4a", "ogg", "mp4", "m4v", "webm", "mov"),
        *("woff", "woff2", "zip", "gz", "pdf", "docx", "pptx", "xlsx"),
    )
)


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a bundle: its path inside, and its bytes or the file that holds them."""

    path: PurePosixPath
    content: bytes | Path

    def __post_init__(self) -> None:
        if not is_inside(self.path):
            raise ValueError(f"unsafe path in a bundle: {str(self.path)!r}")


def is_inside(path: PurePosixPath) -> bool:
    """Does `path` stay in the folder that it is written to, or that a zip is unpacked in, on every system?"""
    name = str(path)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


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


def _in_order(outputs: Iterable[Output]) -> list[Output]:
    """`outputs` by path; two that would be one file on a case-insensitive disk are a mistake of the target's."""
    ordered = sorted(outputs, key=lambda output: str(output.path))
    seen: dict[str, str] = {}
    for output in ordered:
        name = str(output.path)
        if other := seen.get(name.casefold()):
            raise ValueError(f"two outputs at one path: {other!r} and {name!r}")
        seen[name.casefold()] = name
    return ordered
