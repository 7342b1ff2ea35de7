"""Files of results: how their letters are written, what kind they are of, and their SHA-256, without holding one whole."""

import codecs
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, TextIO

MOST_BYTES = 512_000_000
_CHUNK = 1 << 20
_CHARACTERS = 1 << 18
_MOST_OBJECT = 1 << 24  # characters of one value in JSON
_SPACE = " \t\r\n"


class Looked(NamedTuple):
    """A file that was looked through: its SHA-256, its encoding, is it JSON; or why it can't be read, and what to do."""

    sha256: str
    encoding: str = ""
    is_json: bool = False
    problem: str = ""
    hint: str = ""


def look(path: Path) -> Looked:
    """Look through a file: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252, as Excel saves it. Raises OSError."""
    digest, size, start = sha256(), 0, b""
    tried = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8-sig", "cp1252")}
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if not size:
                start = chunk[:4096]
                if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    tried = {"utf-16": codecs.getincrementaldecoder("utf-16")()}
            size += len(chunk)
            if size > MOST_BYTES:
                return Looked("", problem=f"the file has over {MOST_BYTES:,} bytes", hint="split it into several files")
            digest.update(chunk)
            tried = {name: decoder for name, decoder in tried.items() if _decodes(decoder, chunk, final=False)}
    encoding = next((name for name, decoder in tried.items() if _decodes(decoder, b"", final=True)), "")
    if not encoding:
        return Looked(digest.hexdigest(), problem="the file is no text", hint="save it as CSV (UTF-8) in your spreadsheet")
    begins = start.decode(encoding, errors="ignore").lstrip(_SPACE)[:1]
    return Looked(digest.hexdigest(), encoding, begins in ("{", "["))


def joint_sha256(hashes: Iterable[str]) -> str:
    """The SHA-256 of the one file; of several, that of the sorted lines of theirs."""
    lines = sorted(hashes)
    return lines[0] if len(lines) == 1 else sha256("".join(f"{one}\n" for one in lines).encode()).hexdigest()


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool) -> bool:
    try:
        return "\0" not in decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False


@contextmanager
def opened(path: Path, encoding: str) -> Iterator[TextIO]:
    """The text of a file, line ends as they are."""
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        yield file


def objects(file: TextIO) -> Iterator[tuple[int, Any]]:
    """Each value of a file in JSON, with the line that it begins in: one after the other, in an array, or in an object's `statements`.

    What is no JSON is a ValueError in place of the value, and the line after it is tried next; nothing longer than a bound is read.
    """
    yield from _Values(file)


class _Values:
    """Reads values one by one from a text that is never held whole."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._decoder = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._line = 1

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        while self._skip(_SPACE + ",[]"):
            line = self._line
            yield line, self._value()

    def _skip(self, characters: str) -> bool:
        """Go on to what is none of these; is there anything?"""
        while True:
            while self._at < len(self._text) and self._text[self._at] in characters:
                self._line += self._text[self._at] == "\n"
                self._at += 1
            if self._at < len(self._text):
                return True
            if not self._more():
                return False

    def _more(self) -> bool:
        chunk = self._file.read(_CHARACTERS)
        self._text, self._at = self._text[self._at :] + chunk, 0
        return bool(chunk)

    def _value(self) -> Any:
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError:
                return self._broken("it is nested too deep")
            except ValueError as error:
                if len(self._text) - self._at < _MOST_OBJECT and self._more():
                    continue
                return self._broken(str(error).partition(":")[0])
            self._line += self._text.count("\n", self._at, end)
            self._at = end
            return value

    def _broken(self, why: str) -> ValueError:
        """Leave the rest of the line out."""
        while (end := self._text.find("\n", self._at)) < 0:
            self._at = len(self._text)
            if not self._more():
                return ValueError(why)
        self._at = end
        return ValueError(why)
