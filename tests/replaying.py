"""Every state that a disk is in while a process writes: its calls are recorded with strace, and done again one by one.

A process that is killed before a call leaves exactly what the calls before it have written. (What SQLite keeps in shared memory is made
anew by whoever opens the database first, so that file is left out.)
"""

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from killing import traced

_CALLS = "openat,write,pwrite64,ftruncate,rename,link,unlink,mkdir,utimensat,fsync,fdatasync,sync"
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (\d+)")
_ESCAPED = re.compile(r"\\x([0-9a-f]{2})")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"^(\d+)<([^>]*)>")
_TIME = re.compile(r"tv_sec=(\d+), tv_nsec=(\d+)")


class Recording:
    """What a process did below a folder. `calls` are its calls as strace shows them, in order."""

    def __init__(self, action: Callable[[], object], folder: Path) -> None:
        self._folder = str(folder)
        self._offsets: dict[tuple[str, str], int] = {}
        with tempfile.NamedTemporaryFile("r", encoding="ascii") as log:
            options = ("--decode-fds=path", "--strings-in-hex=all", "--string-limit=10000000", f"--output={log.name}")
            status = traced(action, f"--trace={_CALLS}", *options)
            assert status == 0, f"the action fails: {status}"
            self.calls = [call for line in log if (call := _LINE.match(line)) and self._matters(call[2], call[3])]

    def _matters(self, name: str, arguments: str) -> bool:
        """Is it a call that is about the folder?"""
        if name == "sync":
            return True
        if name == "openat" and "O_CREAT" not in arguments and "O_TRUNC" not in arguments:
            return False
        paths = [*map(_unescaped, _TEXT.findall(arguments)), *(path.encode() for _, path in _FILE.findall(_plain(arguments)))]
        mine = [path for path in paths if path.startswith(self._folder.encode() + b"/")]
        return bool(mine) and not mine[0].endswith(b"-shm")

    def states(self, image: Path) -> Iterator[str]:
        """The call that comes next, while `image`, which begins as the folder did, is as it was before that call."""
        for call in self.calls:
            yield f"{call[2]}({_plain(call[3])[:200]}"
            self._do(image, *call.groups())

    def _do(self, image: Path, process: str, name: str, arguments: str, result: str) -> None:
        texts = [_unescaped(text) for text in _TEXT.findall(arguments)]
        file = _FILE.match(_plain(arguments))
        match name:
            case "openat":
                self._offsets[process, result] = 0
                path = self._there(image, texts[0].decode())
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if "O_TRUNC" in arguments else 0), 0o600))
            case "write" if file:
                at = self._offsets[process, file[1]]
                _write(self._there(image, file[2]), at, texts[0])
                self._offsets[process, file[1]] = at + len(texts[0])
            case "pwrite64" if file:
                _write(self._there(image, file[2]), int(arguments.rpartition(", ")[2]), texts[0])
            case "ftruncate" if file:
                os.truncate(self._there(image, file[2]), int(arguments.rpartition(", ")[2]))
            case "rename" | "link":
                source, target = (self._there(image, text.decode()) for text in texts)
                (os.rename if name == "rename" else os.link)(source, target)
            case "unlink":
                self._there(image, texts[0].decode()).unlink()
            case "mkdir":
                self._there(image, texts[0].decode()).mkdir(mode=0o700)
            case "utimensat":
                read, changed = (int(seconds) * 10**9 + int(rest) for seconds, rest in _TIME.findall(arguments))
                os.utime(self._there(image, texts[0].decode()), ns=(read, changed))
            case "fsync" | "fdatasync" | "sync":
                pass
            case _:
                raise AssertionError(f"{name}({_plain(arguments)[:200]} is not understood")

    def _there(self, image: Path, path: str) -> Path:
        assert path.startswith(self._folder), path
        return image / path.removeprefix(self._folder).lstrip("/")


def _write(path: Path, offset: int, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    os.pwrite(descriptor, content, offset)
    os.close(descriptor)


def _unescaped(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _plain(arguments: str) -> str:
    """Arguments as people read them: names of files are escaped, too."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), arguments)
