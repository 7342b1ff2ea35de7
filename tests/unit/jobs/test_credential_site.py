"""The site of certificates as files: what is in them, what must not be, and what becomes of the folder."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cedu.cli.app import FAILED, FINE, MISUSED, run
from cedu.credentials.registry import IssuerKey, opened
from cedu.credentials.verification import verify
from cedu.credentials.verification.sources import Document, Files
from cedu.jobs.credential_site import Site, site
from cedu.jobs.credential_site.folder import MARK
from cedu.jobs.credential_site.names import ITERATIONS, Names, plainly
from published import AT, HOLDERS, PASSPHRASE, Published, every_file

SOME_TIME = timedelta(days=1)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return Published(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def folder(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    assert made(published, out) == Site(len(HOLDERS), published.url, AT + timedelta(days=7))
    return out


def made(published: Published, out: Path, at: datetime = AT) -> Site | str:
    return site(published.root, out, lambda: PASSPHRASE, at)


def of(folder: Path, number: str) -> set[str]:
    """The files of one certificate."""
    return {path.name for path in (folder / "c" / number).iterdir()}


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_what_is_published_of_whom(published: Published, folder: Path) -> None:
    document, named = {"index.html", "v1.json", "v1.jwt", "v1.png"}, {"v1.pdf"}
    assert {what: of(folder, number) for what, number in published.numbers.items()} == {
        "listed": document | named,
        "unlisted": document,
        "expired": document | named,
        "revoked": document,
        "replaced": {"index.html", "v1.json", "v1.jwt", "v2.json", "v2.jwt", "v2.png", "v2.pdf"},
        "erased": {"index.html"},
        "test": document | named,
        "nasty": document | named,
        "arabic": document | named,
    }
    assert (folder / f"c/{published.numbers['listed']}/v1.pdf").read_bytes() == published.pdf("listed")


def test_nobody_is_named_who_is_not_listed(published: Published, folder: Path) -> None:
    hidden = [HOLDERS[what].name.split()[-1] for what in ("unlisted", "erased")]
    hidden += ["Issued by mistake"]  # why one was revoked
    hidden += [learner.email for learner in HOLDERS.values()] + [f'"{learner.id}"' for learner in HOLDERS.values()]
    told = [(path, word) for path, content in every_file(folder) for word in hidden if word.encode() in content]
    assert told == []
    shared = [(path, content) for path, content in every_file(folder) if published.numbers["listed"].encode() in content]
    assert {path.split("/")[1] for path, _ in shared} == {published.numbers["listed"]}  # no list of numbers
    assert all(path.startswith("c/") for path, _ in shared)


def test_the_same_source_gives_the_same_bytes_but_for_what_says_when(published: Published, folder: Path, tmp_path: Path) -> None:
    assert not isinstance(made(published, tmp_path / "again"), str)
    assert dict(every_file(tmp_path / "again")) == dict(every_file(folder))
    assert not isinstance(made(published, tmp_path / "later", AT + SOME_TIME), str)
    later = dict(every_file(tmp_path / "later"))
    dated = {path for path, content in every_file(folder) if later[path] != content}
    verify_pages = {path for path in later if path.startswith("verify/")} | {"index.html", "c/index.html"}
    assert dated == {"status/0.json", "assets/made.js"} | verify_pages


def test_a_stranger_verifies_what_is_published(published: Published, folder: Path) -> None:
    document, status = (json.loads((folder / path).read_bytes()) for path in ("did.json", "status/0.json"))
    assert (status["validFrom"], status["validUntil"]) == ("2026-11-22T07:00:00Z", "2026-11-29T07:00:00Z")
    sources = Files([Document(document, "did.json", AT)], [Document(status, "0.json", AT)])
    words = {}
    for what, number in published.numbers.items():
        for ending in of(folder, number) - {"index.html"}:
            words[what, ending] = verify((folder / "c" / number / ending).read_bytes(), sources, AT + SOME_TIME).word
    usual = {"expired": "expired", "revoked": "revoked", "test": "test"}
    assert {key: word for key, word in words.items() if word != usual.get(key[0], "genuine")} == {
        ("replaced", "v1.json"): "revoked",
        ("replaced", "v1.jwt"): "revoked",
    }


def test_a_page_names_a_learner_from_the_next_site_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    published = Published(tmp_path / "ws")
    monkeypatch.chdir(published.root)
    monkeypatch.setenv("CEDU_PASSPHRASE", PASSPHRASE)
    command = ["credential", "site", "--out", str(tmp_path / "out"), "--at", "2026-11-22T08:00:00+01:00"]
    assert run(command) == FINE
    assert "9 certificates; put it at https://learn.example.org/certificates/" in capsys.readouterr().err
    page = tmp_path / "out/c" / published.numbers["unlisted"] / "index.html"
    assert b"ukasz" not in page.read_bytes()
    assert run(["credential", "listed", "l-2", "--yes"]) == FINE
    assert run(["credential", "listed", "l-1", "--no"]) == FINE
    assert run(command) == FINE
    assert b"ukasz" in page.read_bytes() and (page.parent / "v1.pdf").exists()
    assert of(tmp_path / "out", published.numbers["listed"]) == {"index.html", "v1.json", "v1.jwt", "v1.png"}
    assert run(["credential", "listed", "nobody", "--yes"]) == FAILED
    assert run([*command[:-1], "tomorrow"]) == MISUSED


@pytest.mark.parametrize(
    ("url", "place"),
    [("https://learn.example.org/", ".well-known/did.json"), ("https://learn.example.org/a/b", "did.json")],
)
def test_the_did_document_lies_where_the_identifier_says(url: str, place: str, tmp_path: Path) -> None:
    published = Published(tmp_path / "ws", url)
    assert not isinstance(made(published, tmp_path / "out"), str)
    found = [path for path, _ in every_file(tmp_path / "out") if path.endswith("did.json")]
    assert found == [place]
    assert made(published, tmp_path / "out") == Site(len(HOLDERS), f"{url.rstrip('/')}/", AT + timedelta(days=7))


def test_a_retired_key_stays_listed_and_a_compromised_one_does_not(tmp_path: Path) -> None:
    published = Published(tmp_path / "ws")
    retired, compromised = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", "z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"
    with opened(published.root) as registry:
        registry.put_key(IssuerKey(retired, "eddsa-rdfc-2022", "retired", AT, AT), AT)
        registry.put_key(IssuerKey(compromised, "eddsa-rdfc-2022", "compromised", AT, AT), AT)
    assert not isinstance(made(published, tmp_path / "out"), str)
    listed = json.loads((tmp_path / "out/did.json").read_bytes())["assertionMethod"]
    assert [retired in "".join(listed), compromised in "".join(listed), len(listed)] == [True, False, 3]


def of_ours(out: Path) -> None:
    (out / MARK).write_text("", encoding="utf-8")


def nothing(out: Path) -> None:
    """An empty folder."""


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "something else": (lambda out: (out / "index.html").write_text("mine", encoding="utf-8"), "holds something else"),
    "a file of one's own": (lambda out: (of_ours(out), (out / "CNAME").write_text("x", encoding="utf-8")), "`CNAME` is none of cedu's"),
    "a folder of one's own": (
        lambda out: (of_ours(out), (out / "c/mine").mkdir(parents=True), (out / "c/mine/index.html").write_text("x", encoding="utf-8")),
        "`c/mine/index.html` is none of cedu's",
    ),
    "a link": (lambda out: (of_ours(out), (out / "assets").symlink_to(out.parent)), "`assets` is none of cedu's"),
}


@pytest.mark.parametrize(("fill", "why"), REFUSED.values(), ids=REFUSED)
def test_a_folder_that_holds_anything_else_is_refused_and_left_alone(
    fill: Callable[[Path], object], why: str, published: Published, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    fill(out)
    before = names(out)
    found = made(published, out)
    assert isinstance(found, str) and why in found
    assert names(out) == before and names(tmp_path) == ["out"]


def test_folders_that_no_site_may_be_written_to(published: Published, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path)
    for out, why in (
        (published.root, "is the workspace"),
        (published.root.parent, "or holds it"),
        (published.root / "private/site", "lies in private/"),
        (tmp_path / "file", "is no folder"),
        (tmp_path / "link", "is no folder"),
    ):
        found = made(published, out)
        assert isinstance(found, str) and why in found


def test_a_site_is_there_whole_or_as_it_was(tmp_path: Path) -> None:
    out, own = tmp_path / "out", tmp_path / "ws/templates/credential/verify.html"
    own.parent.mkdir(parents=True)
    extended = "{% extends 'shipped/credential/verify.html' %}\n"
    own.write_text(extended + "{% block footer %}<p>Ours</p>{% endblock %}", encoding="utf-8")
    published = Published(tmp_path / "ws")
    assert not isinstance(made(published, out), str)
    assert b"<p>Ours</p>" in (out / "verify/de/index.html").read_bytes()
    before = dict(every_file(out))

    own.write_text(extended + "{% block main %}{{ nonsense }}{% endblock %}", encoding="utf-8")
    found = made(published, out, AT + SOME_TIME)
    assert isinstance(found, str) and found.startswith("templates/credential/verify.html:2: ")
    (tmp_path / ".out.stage").mkdir()
    (tmp_path / ".out.stage/left.html").write_text("by a run that was killed", encoding="utf-8")

    def interrupted() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        site(published.root, out, interrupted, AT + SOME_TIME)
    assert dict(every_file(out)) == before
    assert names(tmp_path) == ["out", "ws"]


@pytest.mark.parametrize(
    ("cedu_yaml", "why"),
    [
        ("cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\n", "does not say where certificates are published"),
        (
            "cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\nissuer: {name: X, url: 'https://x.example/'}\n",
            "nobody was awarded",
        ),
        ("cedu: nonsense\n", "`cedu validate` says where"),
    ],
)
def test_a_workspace_that_has_nothing_to_publish(cedu_yaml: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "cedu.yaml").write_text(cedu_yaml, encoding="utf-8")
    found = site(tmp_path, tmp_path / "out", lambda: PASSPHRASE, AT)
    assert isinstance(found, str) and why in found
    assert not (tmp_path / "out").exists()


def test_keys_that_do_not_open_are_said_and_nothing_is_written(published: Published, tmp_path: Path) -> None:
    found = site(published.root, tmp_path / "out", lambda: "not the passphrase", AT)
    assert isinstance(found, str) and "the passphrase is wrong" in found
    assert names(tmp_path) == []


def test_hashed_names_are_kept_as_long_as_they_are_needed(tmp_path: Path) -> None:
    path, secret = tmp_path / "names.json", bytes(32)
    first = Names(path, secret)
    zoe, lukasz = first.check("N-1", 1, "Zoë  O’NEILL"), first.check("N-2", 1, "Łukasz Żak")
    first.keep()
    assert (zoe.iterations, len(bytes.fromhex(zoe.salt)), len(bytes.fromhex(zoe.hash))) == (ITERATIONS, 16, 32)
    kept = json.loads(path.read_bytes())
    assert kept == {zoe.salt: zoe.hash, lukasz.salt: lukasz.hash}
    path.write_text(json.dumps({zoe.salt: "00"}), encoding="utf-8")  # so that it shows where a hash comes from
    second = Names(path, secret)
    assert second.check("N-1", 1, "zoë o’neill").hash == "00"
    assert second.check("N-1", 2, "Zoë O’Neill").salt != zoe.salt != second.check("N-3", 1, "Zoë O’Neill").salt
    assert Names(path, b"1" * 32).check("N-1", 1, "Zoë O’Neill").salt != zoe.salt
    path.write_text("[nonsense", encoding="utf-8")
    third = Names(path, secret)
    assert third.check("N-2", 1, "Łukasz Żak") == lukasz
    third.keep()
    assert json.loads(path.read_bytes()) == {lukasz.salt: lukasz.hash}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Zoe\u0308", "Zoë", True),
        ("  Jan\u00a0 van\tDijk ", "jan van dijk", True),
        ("ﬁona", "Fiona", True),
        ("Zoe", "Zoë", False),
        ("Jan van Dijk", "Janvan Dijk", False),
    ],
)
def test_names_are_compared_as_people_write_them(one: str, other: str, same: bool) -> None:
    assert (plainly(one) == plainly(other)) is same
