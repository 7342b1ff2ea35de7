"""What is written: whole or not at all, the same bytes from the same source, and nothing that some system can't unpack."""

import stat
import sys
import unicodedata
import zipfile
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedu.bundle import Output, Paths, UnportableError, unportable, write_file, write_folder, write_zip

# Names of the kind that go wrong, and pieces that make others.
PIECES = st.sampled_from(
    [
        *"aAbß.ıİ \\:*?/",
        "ss",
        "..",
        "é",
        "e\u0301",
        "K",
        "\u212a",
        "con",
        "CON.",
        "aux.",
        "nul",
        "com1",
        "COM¹",
        "\x07",
        "\x9f",
        "\ud800",
        "日本",
        "\u202e",
    ]
)
NAMES = st.one_of(st.lists(PIECES, min_size=1, max_size=6).map("".join), st.text(min_size=1, max_size=12))


def is_taken_by_windows(name: str) -> bool:
    """Python's own list of what Windows keeps, which is newer than ours in Python 3.13."""
    base = name.split(".")[0].rstrip(" ").upper()
    return base in {
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "CONIN$",
        "CONOUT$",
        *(f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"),
    }


def is_clean(path: str) -> bool:
    """What APPNOTE.TXT 4.4.17 and the file systems of today ask, in other words than the code's."""
    names = path.split("/")
    return (
        all(names)
        and not {".", ".."}.intersection(names)
        and not set('<>:"\\|?*').intersection(path)
        and all(unicodedata.category(character) not in ("Cc", "Cs") for character in path)
        and not any(name[-1] in ". " or is_taken_by_windows(name) for name in names)
        and unicodedata.normalize("NFC", path) == path
        and all(len(name.encode()) < 256 for name in names)
    )


@given(NAMES)
def test_a_path_is_refused_just_where_some_system_can_not_write_it(path: str) -> None:
    assert (unportable(path) == "") == is_clean(path), unportable(path)


@given(st.lists(NAMES, max_size=5))
def test_a_zip_holds_each_file_once_and_nothing_that_is_unsafe(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        try:
            write_zip([Output(PurePosixPath(name), b"x" * len(name)) for name in names], path)
        except UnportableError:
            assert not list(Path(folder).iterdir())
            return
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            assert {member.filename: archive.read(member) for member in members} == {
                str(PurePosixPath(name)): b"x" * len(name) for name in names
            }
    for one in (str.upper, str.lower, str.casefold, partial(unicodedata.normalize, "NFD"), partial(unicodedata.normalize, "NFC")):
        assert len({one(member.filename) for member in members}) == len(names)
    for member in members:
        assert is_clean(member.filename)
        assert stat.S_ISREG(member.external_attr >> 16)  # no link, no folder
        assert member.filename.isascii() or member.flag_bits & 0x800  # the name is UTF-8 (APPNOTE.TXT, appendix D)
        assert member.date_time == (1980, 1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        ("a", "a", True),
        ("a/b.txt", "A/B.txt", True),
        ("stra\u00dfe", "STRASSE", True),
        ("\u00e9", "e\u0301", True),
        ("\u0131", "I", True),
        ("a", "A/b", True),
        ("a/b", "A", True),
        ("A/b", "a/c", False),
        ("a", "ab", False),
    ],
)
def test_paths_that_are_one_on_some_system_meet(first: str, second: str, meet: bool) -> None:
    paths = Paths()
    assert paths.add(first) is None
    assert paths.add(second) == (first if meet else None)


def test_what_is_compressed_already_is_stored_and_all_else_deflated(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(bytes(100_000))
    places = ("a.mp4", "a.PNG", "a.html", "a")
    write_zip([Output(PurePosixPath(place), tmp_path / "film") for place in places], tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {member.filename: member.compress_type == zipfile.ZIP_STORED for member in archive.infolist()} == {
            "a.mp4": True,
            "a.PNG": True,
            "a.html": False,
            "a": False,
        }
        assert archive.testzip() is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_becomes_the_file_that_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"x")
    (tmp_path / "link").symlink_to("film")
    outputs = [Output(PurePosixPath("a/b"), tmp_path / "link")]
    write_zip(outputs, tmp_path / "a.zip")
    write_file(outputs, tmp_path / "one")
    (written,) = write_folder(outputs, tmp_path / "folder")
    assert not written.is_symlink() and not (tmp_path / "one").is_symlink()
    assert written.read_bytes() == (tmp_path / "one").read_bytes() == b"x"
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert stat.S_ISREG(archive.infolist()[0].external_attr >> 16)


def test_what_can_not_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"old")
    with pytest.raises(FileNotFoundError):
        write_zip([Output(PurePosixPath("a"), b""), Output(PurePosixPath("b"), tmp_path / "gone")], tmp_path / "a.zip")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.zip": b"old"}
