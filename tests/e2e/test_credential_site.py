"""The site of certificates in a browser: from a server and from a disk, and nothing that it is given leaves it."""

import json
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from cedu.bundle import write_folder
from cedu.credentials import baking
from cedu.jobs.credential_site import site
from cedu.jobs.credential_site.frame import Frame
from cedu.jobs.credential_site.overviews import verify_files
from cedu.source.load import load_workspace
from published import AT, HOLDERS, NASTY, PASSPHRASE, Published
from unit.credentials import test_tampering as tampering
from unit.credentials.issued import NOW, Issuer

HERE = Path(__file__).resolve().parent
Visit = Callable[..., Any]
STATES = {
    "listed": "genuine",
    "unlisted": "genuine",
    "arabic": "genuine",
    "nasty": "genuine",
    "replaced": "genuine",
    "expired": "expired",
    "revoked": "revoked",
    "test": "test",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return Published(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def folder(published: Published, served: tuple[Path, str]) -> Path:
    """The site, in a folder that is served."""
    out = served[0] / "credentials"
    assert not isinstance(site(published.root, out, lambda: PASSPHRASE, AT), str)
    return out


@pytest.fixture(scope="module")
def home(folder: Path, served: tuple[Path, str]) -> str:
    return f"{served[1]}/{folder.name}"


@pytest.fixture(scope="module")
def visit(modules: Path, node: Callable[..., Any]) -> Visit:
    """Plays a scenario of `visit.js`, which must end without a word on the console and without a request to anywhere else."""

    def run(scenario: str, *arguments: Any) -> Any:
        found = node(HERE / "credential_site/visit.js", scenario, *map(json.dumps, arguments))
        assert found["troubles"] == []
        return found["seen"]

    return run


@pytest.fixture(scope="module")
def files(published: Published, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What people have of their certificates, in every form."""
    found = tmp_path_factory.mktemp("files")
    for what, number in published.numbers.items():
        if what == "erased":
            continue
        (found / f"{what}.pdf").write_bytes(published.pdf(what))
        version = 2 if what == "replaced" else 1
        for ending in ("json", "jwt", "png"):
            (found / f"{what}.{ending}").write_bytes((folder / f"c/{number}/v{version}.{ending}").read_bytes())
    number = published.numbers["replaced"]
    (found / "former.json").write_bytes((folder / f"c/{number}/v1.json").read_bytes())
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    (found / "listed.svg").write_bytes(baking.svg(drawing, (found / "listed.json").read_text(encoding="utf-8")))
    return found


def as_class(state: str) -> str:
    return f"state {state.replace(' ', '-')}"


@pytest.mark.parametrize("place", ["server", "disk"])
def test_what_people_have_is_checked_without_a_network(
    place: str, published: Published, folder: Path, home: str, files: Path, visit: Visit
) -> None:
    base = home if place == "server" else folder.as_uri()
    found = visit("verdicts", base, AT.isoformat(), "verify/index.html", str(files))
    expected = {path.name: as_class(STATES.get(path.stem, "revoked")) for path in files.iterdir()}
    assert {name: one["state"] for name, one in found.items()} == expected
    for name, one in found.items():
        what = "replaced" if name == "former.json" else name.partition(".")[0]
        assert ["Certificate number", published.numbers[what]] in one["rows"]
        assert ("Every letter on the page is as it was issued." in one["notes"]) == name.endswith(".pdf")
        assert ("The picture itself is not signed. What counts is what stands here." in one["notes"]) == name.endswith(("png", "svg"))
    assert found["expired.pdf"]["word"] == "Genuine, but expired on 8 August 2026"


@pytest.mark.parametrize(
    ("language", "word"), [("de", "Echt, aber widerrufen"), ("ja", "本物ですが、失効しています"), ("ar", "أصلية لكنها أُلغيت")]
)
def test_verdicts_are_said_in_the_page_s_language(language: str, word: str, home: str, files: Path, tmp_path: Path, visit: Visit) -> None:
    (tmp_path / "revoked.pdf").write_bytes((files / "revoked.pdf").read_bytes())
    found = visit("verdicts", home, AT.isoformat(), f"verify/{language}/index.html", str(tmp_path))
    assert found["revoked.pdf"]["word"] == word


def test_an_old_copy_of_the_page_does_not_vouch_for_what_may_have_been_revoked_since(
    home: str, files: Path, tmp_path: Path, visit: Visit
) -> None:
    for what in ("listed", "revoked"):
        (tmp_path / f"{what}.json").write_bytes((files / f"{what}.json").read_bytes())
    later = (AT + timedelta(days=8)).isoformat()
    found = visit("verdicts", home, later, "verify/index.html", str(tmp_path))
    assert (found["listed.json"]["state"], found["revoked.json"]["state"]) == ("state uncertain", "state revoked")
    assert "Whether it was revoked is known up to 29 November 2026 only" in found["listed.json"]["notes"][0]


def other_files() -> dict[str, tuple[bytes, str]]:
    """Every way of tampering that Python's verification is tested with, and what it has to be called; and what is genuine."""
    issuer = tampering.ISSUER
    found = {f"JSON {name}": (tampering.changed(change), word) for name, (change, word) in tampering.JSON_CHANGES.items()}
    found |= {f"JWT {name}": made for name, made in tampering.TOKENS.items()}
    found |= {f"PDF {name}": (make(), word) for name, (make, word) in tampering.PDFS.items()}
    found |= {name: (make(), word) for name, (make, word) in tampering.BADGES.items()}
    pretended = tampering.forged()
    found |= {f"{kind} of a thief": (getattr(pretended, kind)(), "unknown issuer") for kind in ("json", "jwt", "pdf")}
    stranger = Issuer("https://other.example.org/")
    found |= {f"{kind} of a stranger": (getattr(stranger, kind)(), "unknown issuer") for kind in ("json", "jwt", "pdf")}
    found |= {kind: (getattr(issuer, kind)(), "genuine") for kind in ("json", "jwt", "pdf")}
    text = issuer.json()
    found["JSON with a key twice"] = (text.replace(b'"name":', b'"name":"Author: Expert","name":', 1), "unreadable")
    found["JSON a name twice, the second escaped"] = (text[:-1] + rb',"n\u0061me":"Author: Expert"}', "unreadable")
    found["JSON spread out"] = (b"\xef\xbb\xbf" + json.dumps(dict(sorted(json.loads(text).items())), indent=3).encode(), "genuine")
    found |= {"nothing": (b"", "unreadable"), "noise": (bytes(range(256)) * 9, "unreadable"), "words": (b"Dear reader", "unreadable")}
    return found


def test_it_says_of_every_changed_file_what_the_command_line_says(
    published: Published, served: tuple[Path, str], tmp_path: Path, visit: Visit
) -> None:
    workspace, _, _ = load_workspace(published.root)
    assert workspace.issuer
    frame = Frame(published.root, workspace, workspace.issuer, published.url)
    place = served[0] / "tampering"
    place.mkdir()
    issuer = tampering.ISSUER
    pages = verify_files(frame, [issuer.did_document()], [issuer.status_list()], NOW, "EX")
    write_folder([*frame.assets(), *pages], place)
    (place / "assets/made.js").write_bytes(b"")
    made = other_files()
    names = {f"{index:03}": name for index, name in enumerate(made)}
    for file, name in names.items():
        (tmp_path / file).write_bytes(made[name][0])
    found = visit("verdicts", f"{served[1]}/tampering", NOW.isoformat(), "verify/index.html", str(tmp_path))
    assert len(found) > 110
    said = {names[file]: one["state"] for file, one in found.items()}
    assert {name: state for name, state in said.items() if state != as_class(made[name][1])} == {}
    assert not [
        names[file] for file, one in found.items() if one["rows"] and made[names[file]][1] in ("tampered", "unknown issuer", "unreadable")
    ]


def test_every_page_passes_axe_and_fits_a_narrow_window(published: Published, home: str, files: Path, visit: Visit) -> None:
    pages = [f"c/{published.numbers[what]}/index.html" for what in HOLDERS]
    pages += ["verify/index.html", "verify/ar/index.html", "achievements/author/associate/index.html", "frameworks/engineering/index.html"]
    assert visit("everyone", home, AT.isoformat(), pages, str(files / "listed.pdf")) == []


def test_files_are_chosen_by_keyboard_dropped_and_numbers_looked_up(published: Published, home: str, files: Path, visit: Visit) -> None:
    number = published.numbers["listed"]
    mistyped = number[:-1] + ("0" if number[-1] != "0" else "1")
    found = visit("keyboard", home, AT.isoformat(), str(files / "listed.pdf"), number, mistyped)
    assert (found["skip"], found["ringed"], found["over"], found["live"]) == ("skip", "solid", 1, 1)
    assert found["chosen"]["state"] == found["dropped"]["state"] == "state genuine"
    assert found["wrong"].startswith("This can’t be the number of a certificate")


def test_a_listed_learner_s_page_says_all_that_is_printed(published: Published, home: str, visit: Visit) -> None:
    number = published.numbers["listed"]
    found = visit("certificate", home, AT.isoformat(), f"c/{number}/index.html", [])
    assert dict(found["fields"]) == {
        "Holder": "Zoë O’Neill",
        "Level": "Associate author",
        "Certification": "Certified author",
        "The holder": "writes & ships a <course>",
        "Awarded on": "4 May 2026",
        "Valid until": "4 May 2028",
        "Certificate number": number,
        "Version": "1",
        "Issued by": "The examiners",
        "Signed by": "Ada Example, Head <i>of</i> education",
        "Organization": "Ex <b>ample</b> & Co",
    }
    assert (found["state"], found["words"], found["asOf"]) == ("state in-force", "In force", "As of 22 November 2026")
    assert found["copied"] == f"https://learn.example.org/certificates/c/{number}/"


@pytest.mark.parametrize("place", ["server", "disk"])
def test_an_unlisted_learner_s_name_is_compared_and_not_shown(
    place: str, published: Published, folder: Path, home: str, visit: Visit
) -> None:
    page = f"c/{published.numbers['unlisted']}/index.html"
    base = home if place == "server" else folder.as_uri()
    found = visit("certificate", base, AT.isoformat(), page, ["Łukasz Żak", " łukasz   ŻAK ", "Ł\u0443kasz Żak", "Lukasz Zak", "x"])
    assert found["compared"] == ["right", "right", "wrong", "wrong", "wrong"]
    assert "Żak" not in json.dumps(found["fields"], ensure_ascii=False)


def test_a_page_that_was_not_made_anew_says_so_and_expires_by_itself(published: Published, home: str, visit: Visit) -> None:
    page = f"c/{published.numbers['listed']}/index.html"
    found = visit("certificate", home, "2028-05-04T12:00:00Z", page, [])
    assert found["state"] == "state in-force"
    assert "These pages were last made on 22 November 2026." in found["words"]
    found = visit("certificate", home, "2028-05-05T12:00:00Z", page, [])
    assert found["state"] == "state expired" and "Expired on 4 May 2028" in found["words"]


@pytest.mark.parametrize(
    ("what", "state", "words"),
    [
        ("revoked", "revoked", "Revoked on 1 September 2026"),
        ("expired", "expired", "2026年8月8日に期限切れ"),
        ("test", "in-force", "In force"),
        ("arabic", "in-force", "سارية"),
    ],
)
def test_states_in_the_holder_s_language(what: str, state: str, words: str, published: Published, home: str, visit: Visit) -> None:
    found = visit("certificate", home, AT.isoformat(), f"c/{published.numbers[what]}/index.html", [])
    assert found["state"] == f"state {state}"
    assert " ".join(found["words"].split()) == " ".join(words.split())
    assert found["direction"] == ("rtl" if what == "arabic" else "ltr")


def test_a_browser_that_can_not_check_says_so(published: Published, home: str, visit: Visit) -> None:
    found = visit("unable", home, AT.isoformat(), "verify/index.html", f"c/{published.numbers['unlisted']}/index.html")
    assert found.pop("said").startswith("This browser can’t check signatures here.")
    assert found == {"disabled": True, "form": False, "unable": True}


def test_what_a_name_holds_is_text(published: Published, home: str, visit: Visit) -> None:
    found = visit("certificate", home, AT.isoformat(), f"c/{published.numbers['nasty']}/index.html", [])
    assert ["Holder", NASTY] in found["fields"]


def test_paper_has_the_fields_and_the_state(published: Published, home: str, visit: Visit) -> None:
    found = visit("print", home, AT.isoformat(), f"c/{published.numbers['listed']}/index.html")
    assert found == {"hidden": [], "shown": [".word", ".fields"], "colour": "rgb(0, 0, 0)"}


def test_links_that_are_passed_on_say_what_they_lead_to(published: Published, folder: Path) -> None:
    number = published.numbers["listed"]
    page = html.parse(folder / f"c/{number}/index.html")
    told = {meta.get("property") or meta.get("name"): meta.get("content") for meta in page.xpath("//meta[@property or @name]")}
    assert told["og:title"] == told["twitter:title"] == "Certified author: Associate author"
    assert told["og:url"] == f"https://learn.example.org/certificates/c/{number}/"
    assert told["robots"] == "noindex, nofollow" and told["referrer"] == "no-referrer"
    place = told["og:image"].removeprefix("https://learn.example.org/certificates/")
    picture = (folder / place).read_bytes()
    assert picture[16:24] == (1200).to_bytes(4) + (630).to_bytes(4)
    (link,) = page.xpath("//a[starts-with(@href, 'https://www.linkedin.com/')]/@href")
    assert "&issueYear=2026&issueMonth=5&expirationYear=2028&expirationMonth=5&" in link
    assert link.endswith(f"certId={number}") and "name=Certified+author%3A+Associate+author" in link
    for what in ("revoked", "expired", "test", "erased"):
        assert b"linkedin" not in (folder / f"c/{published.numbers[what]}/index.html").read_bytes()


def test_every_page_is_valid_html(folder: Path, modules: Path) -> None:
    jar = modules / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # The checker takes neither `'self'` for the address of a file on a disk, nor a block of JSON for no script (HTML 4.12.1: a data block).
    policy = "violates Content Security Policy (meta tag)"
    told = [
        f"{one['url']}:{one.get('lastLine')}: {one['message']}"
        for one in json.loads(done.stdout)["messages"]
        if policy not in one["message"]
    ]
    assert told == []
