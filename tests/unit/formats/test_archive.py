"""Archives of strangers: what is read of them, and what is refused."""

import gzip
import io
import os
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from cedu.formats import archive
from cedu.formats.archive import ArchiveError, open_source


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        for name, content in members:
            file.writestr(zipfile.ZipInfo(name), content, method)
    return made.getvalue()


def tarred(*members: tuple[str, bytes], mode: str = "w:gz", kind: bytes = tarfile.REGTYPE) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as file:  # type: ignore[call-overload]
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size, member.type, member.linkname = len(content), kind, "/etc/passwd"
            file.addfile(member, io.BytesIO(content))
    return made.getvalue()


def opened(tmp_path: Path, content: bytes, name: str = "source.zip") -> dict[str, bytes]:
    path = tmp_path / name
    path.write_bytes(content)
    source = open_source(path)
    assert source.name == name
    return dict(source.members)


MEMBERS = (("imsmanifest.xml", b"<manifest/>"), ("a/b.png", b"\x89PNG"))


@pytest.mark.parametrize(
    "content", [zipped(*MEMBERS), zipped(*MEMBERS, method=zipfile.ZIP_STORED), tarred(*MEMBERS), tarred(*MEMBERS, mode="w")]
)
def test_archives_are_read_by_what_they_are_and_not_by_their_name(tmp_path: Path, content: bytes) -> None:
    assert opened(tmp_path, content, "what.ever") == dict(MEMBERS)


def test_a_file_is_its_own_member(tmp_path: Path) -> None:
    assert opened(tmp_path, b"1. Why?\n", "quiz.txt") == {"quiz.txt": b"1. Why?\n"}


def test_a_folder_has_its_files_without_what_is_hidden(tmp_path: Path) -> None:
    for path in ("course/course.xml", "course/.git/config", "course/a/.DS_Store", "course/a/x.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    source = open_source(tmp_path / "course", {"stem": "Frage"})
    assert sorted(source.members) == ["a/x.html", "course.xml"]
    assert source.columns == {"stem": "Frage"}


def test_leading_dots_and_backslashes_of_other_systems(tmp_path: Path) -> None:
    assert list(opened(tmp_path, tarred(("./a/./b.txt", b"")))) == ["a/b.txt"]
    assert list(opened(tmp_path, zipped(("a\\b.txt", b""), ("__MACOSX/._b", b"")))) == ["a/b.txt"]


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "C:\\a", "c:a", "..\\a", "a/\x01b", ".", "a\\..\\..\\b"])
def test_no_name_leads_out_of_the_archive(tmp_path: Path, name: str) -> None:
    for content in (zipped((name, b"x")), tarred((name, b"x"))):
        with pytest.raises(ArchiveError, match="leads out of the archive, or nowhere"):
            opened(tmp_path, content)


@pytest.mark.parametrize("names", [("a.txt", "A.TXT"), ("a", "a/b"), ("é.txt", "e\u0301.txt"), ("x/y", "X/Y")])
def test_two_names_that_are_one_on_some_system(tmp_path: Path, names: tuple[str, str]) -> None:
    with pytest.raises(ArchiveError, match="would be one file on some system"):
        opened(tmp_path, zipped(*((name, b"") for name in names)))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_a_tar_has_no_links_and_devices(tmp_path: Path, kind: bytes) -> None:
    with pytest.raises(ArchiveError, match="`a` is a link or a device"):
        opened(tmp_path, tarred(("a", b""), kind=kind))


def test_a_zip_has_no_links(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        member = zipfile.ZipInfo("a")
        member.create_system, member.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        file.writestr(member, "/etc/passwd")
    with pytest.raises(ArchiveError, match="`a` is a link or a device"):
        opened(tmp_path, made.getvalue())


def test_a_folder_has_no_links(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "a").symlink_to("/etc/passwd")
    with pytest.raises(ArchiveError, match="`a` is a link or a device"):
        open_source(tmp_path / "course")
    (tmp_path / "course" / "a").unlink()
    (tmp_path / "course" / "folder").symlink_to("/etc")
    with pytest.raises(ArchiveError, match="`folder` is a link or a device"):
        open_source(tmp_path / "course")
    (tmp_path / "course" / "folder").unlink()
    os.mkfifo(tmp_path / "course" / "pipe")
    with pytest.raises(ArchiveError, match="`pipe` is a link or a device"):
        open_source(tmp_path / "course")


def test_an_encrypted_member_and_an_unusual_packing(tmp_path: Path) -> None:
    encrypted = bytearray(zipped(("a", b"x")))
    for at in (6, encrypted.index(b"PK\x01\x02") + 8):
        encrypted[at] |= 1
    with pytest.raises(ArchiveError, match="`a` is encrypted; unpack it, and import the folder"):
        opened(tmp_path, bytes(encrypted))
    with pytest.raises(ArchiveError, match="only deflate is"):
        opened(tmp_path, zipped(("a", b"x" * 100), method=zipfile.ZIP_LZMA))


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    zeros = bytes(30 << 20)
    for content in (zipped(("a", zeros)), tarred(("a", zeros)), zipped(*((str(number), zeros[: 1 << 20]) for number in range(30)))):
        assert len(content) < 100_000
        with pytest.raises(ArchiveError, match="unpacked it has more than 256 MB, or far more than such a small file should"):
            opened(tmp_path, content)


def test_a_zip_that_lies_about_a_size_is_read_no_further(tmp_path: Path) -> None:
    content = bytearray(zipped(("a", bytes(30 << 20))))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(ArchiveError):
        opened(tmp_path, bytes(content))


def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    members = [(f"{number}.txt", b"") for number in range(4)]
    for content in (zipped(*members), tarred(*members)):
        with pytest.raises(ArchiveError, match="it has more than 3 members"):
            opened(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped(*MEMBERS)[:60], "it is no sound zip"),
        (tarred(*MEMBERS)[:40], "it is no sound gzip file"),
        (gzip.compress(b"text"), "is no tar inside"),
        (b"PK\x03\x04" + bytes(100), "it is no sound zip"),
        (
            zipped(("a", b"x"), method=zipfile.ZIP_STORED).replace(b"\x01\x00\x00\x00\x00\x00", b"\x00\x00\x00\x00\x00\x00"),
            "it is no sound zip",
        ),
    ],
)
def test_broken_archives(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(ArchiveError, match=said):
        opened(tmp_path, content)


def test_a_damaged_member(tmp_path: Path) -> None:
    content = zipped(("a.txt", b"so and so " * 50), method=zipfile.ZIP_STORED).replace(b"so and so", b"so and no", 1)
    with pytest.raises(ArchiveError, match="it is no sound zip: Bad CRC-32"):
        opened(tmp_path, content)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no file or folder"):
        open_source(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ArchiveError, match="is no file or folder"):
        open_source(tmp_path / "pipe")
