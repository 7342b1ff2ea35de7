"""From `cedu init` with the installed wheel to other people's software: what people are given is verified by none of our code.

`@digitalbazaar/vc` and `jose` verify, poppler takes attachments out, Pillow and Python's reader of XML read badges, zbar QR codes. Nobody
here makes a credential but the command line.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from commands import run
from PIL import Image
from strangers import Case, Strangers

from cedu.credentials import jsonld

URL = "https://learn.example.org/certificates/"  # as `cedu init` has it
HEADER = "learner_id,name,email,kind,id,score,passed,completed_on,language,source\n"
ADA, BEN, ZOE = "Ada Lovelace", "Ben Okri", "Zoë Łukasz"
BADGE = "{https://purl.imsglobal.org/ob/v3p0}credential"


class Stage(NamedTuple):
    """What is published at some time, and the folder of what people have been given by then."""

    site: Path
    given: Path

    def number(self, name: str) -> str:
        """The number of somebody's certificate, as their name stands on it."""
        for path in self.given.glob("*.pdf"):
            if name in subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout:
                return path.stem
        raise LookupError(name)

    def text(self, name: str, ending: str) -> str:
        return (self.given / f"{self.number(name)}.{ending}").read_text(encoding="utf-8")


class Workspace:
    """A workspace that the installed command line has made, and works in."""

    def __init__(self, command: Path, root: Path) -> None:
        self._command = command
        self.root = root

    def __call__(self, *words: str | Path) -> str:
        return run(self._command, *words, cwd=self.root, CEDU_PASSPHRASE="a passphrase of four words")

    def certify(self, *people: str) -> None:
        """Those people pass the course that the new workspace has."""
        rows = (f"{name.split()[0]},{name},{name[0]}@example.org,course,first-change,,true,2026-01-31,en,server\n" for name in people)
        (self.root / "results.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
        self("certify", "results.csv")

    def keys(self, state: str) -> list[str]:
        return [line.split()[0] for line in self("issuer", "show").splitlines() if line.split()[2:3] == [state]]

    def stage(self, name: str) -> Stage:
        """What is published, and given to people, now."""
        stage = Stage(self.root.parent / f"{name} site", self.root.parent / f"{name} given")
        self("credential", "site", "--out", stage.site)
        shutil.copytree(self.root / "private" / "certificates", stage.given)
        return stage


@pytest.fixture(scope="module")
def stages(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stage]:
    """What becomes of three people's certificates: the first's key is stolen in the end, the second's is revoked, the third comes later."""
    root = tmp_path_factory.mktemp("journey") / "workspace"
    root.mkdir()
    cedu = Workspace(installed, root)
    cedu("init", ".")
    cedu("issuer", "init")
    cedu.certify(ADA, BEN)
    found = {"first": cedu.stage("first")}
    cedu("credential", "revoke", found["first"].number(BEN), "--reason", "A mistake")
    found["revoked"] = cedu.stage("revoked")
    cedu("issuer", "rotate")
    cedu.certify(ZOE)
    found["rotated"] = cedu.stage("rotated")
    retired = cedu.keys("retired")
    assert len(retired) == 2
    for key in retired:
        cedu("issuer", "compromise", key)
    found["compromised"] = cedu.stage("compromised")
    cedu("credential", "reissue", "--compromised")
    found["reissued"] = cedu.stage("reissued")
    return found


@pytest.fixture
def said(modules: Path, node: Callable[..., Any], tmp_path: Path) -> Callable[[Stage, dict[str, Case]], dict[str, Any]]:
    """What strangers say, in two words, who have what is published at a stage."""
    assert modules.is_dir()

    def say(stage: Stage, cases: dict[str, Case]) -> dict[str, tuple[bool, bool]]:
        found = Strangers(node, tmp_path, *published(stage)).say(cases, datetime.now(UTC))
        return {name: (each["verified"], each.get("revoked", False)) for name, each in found.items()}

    return say


def published(stage: Stage) -> tuple[str, dict[str, Any]]:
    """The issuer's DID, and the documents that are found at the addresses of a site; and the contexts, which others publish."""
    (document,) = stage.site.rglob("did.json")
    listed = json.loads(document.read_bytes())
    documents = {f"{URL}{path.relative_to(stage.site).as_posix()}": json.loads(path.read_bytes()) for path in stage.site.rglob("*.json")}
    contexts = {url: jsonld.context(url) for url in (jsonld.CREDENTIALS, jsonld.OPEN_BADGES, jsonld.EXTENSIONS)}
    return listed["id"], {**documents, **contexts, listed["id"]: listed}


def carried(stage: Stage, name: str, folder: Path) -> Iterator[tuple[str, str]]:
    """The credentials that other people's software takes out of each file that somebody was given."""
    number = stage.number(name)
    files = {path.suffix: path for path in stage.given.glob(f"{number}.*")}
    assert sorted(files) == [".json", ".jwt", ".pdf", ".png", ".svg"]
    for ending in (".json", ".jwt"):
        yield ending, files[ending].read_text(encoding="utf-8")
    subprocess.run(["pdfdetach", "-saveall", "-o", folder, files[".pdf"]], check=True)
    (attached,) = folder.glob("*.json")
    yield ".pdf", attached.read_text(encoding="utf-8")
    with Image.open(files[".png"]) as picture:
        picture.load()
        yield ".png", str(picture.info["openbadgecredential"])
    (element,) = ElementTree.parse(files[".svg"]).getroot().iter(BADGE)
    yield ".svg", element.get("verify") or (element.text or "")


def cases(stage: Stage, *names: str) -> dict[str, Case]:
    """Somebody's credential in both kinds."""
    found = {f"{name} json": Case("status", stage.text(name, "json")) for name in names}
    return found | {f"{name} jwt": Case("token", stage.text(name, "jwt")) for name in names}


Say = Callable[[Stage, dict[str, Case]], dict[str, tuple[bool, bool]]]


def test_every_file_that_people_are_given_carries_a_credential_that_verifies(stages: dict[str, Stage], said: Say, tmp_path: Path) -> None:
    found = dict(carried(stages["first"], ADA, tmp_path))
    shown = {ending: Case("status" if text.startswith("{") else "token", text) for ending, text in found.items()}
    assert said(stages["first"], shown) == dict.fromkeys(found, (True, False))
    assert {text for text in found.values() if text.startswith("{")} == {found[".json"]}


def test_one_letter_more_is_refused(stages: dict[str, Stage], said: Say) -> None:
    stage = stages["first"]
    good = stage.text(ADA, "json")
    bad = good.replace("Author", "Authors", 1)
    assert bad != good
    assert said(stage, {"json": Case("status", bad)}) == {"json": (False, False)}


def test_the_qr_code_leads_to_a_page_that_is_published(stages: dict[str, Stage], tmp_path: Path) -> None:
    stage = stages["first"]
    certificate = stage.given / f"{stage.number(ADA)}.pdf"
    subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", certificate, tmp_path / "page"], check=True)
    seen = subprocess.run(["zbarimg", "-q", "--raw", tmp_path / "page.png"], capture_output=True, text=True, check=True).stdout.strip()
    assert seen.startswith(URL)
    assert certificate.stem in page(stage, seen).read_text(encoding="utf-8")


def test_addresses_in_a_credential_lead_to_what_is_published(stages: dict[str, Stage]) -> None:
    stage = stages["first"]
    text = stage.text(ADA, "json")
    document = json.loads(text)
    _, documents = published(stage)
    assert documents[document["id"]] == document
    # The certificate itself is its holder's to show: the address is only its name.
    del document["relatedResource"]
    found = {address.strip('"') for address in re.findall(f'"{re.escape(URL)}[^"]+"', json.dumps(document))}
    assert len(found) >= 6
    assert not [address for address in found if not page(stage, address).is_file()]
    achievement = document["credentialSubject"]["achievement"]
    for address in (achievement["criteria"]["id"], achievement["alignment"][0]["targetUrl"]):
        assert f'id="{address.partition("#")[2]}"' in page(stage, address).read_text(encoding="utf-8")


def page(stage: Stage, address: str) -> Path:
    """What a web server answers with."""
    path = stage.site / address.partition("#")[0].removeprefix(URL)
    return path / "index.html" if path.is_dir() else path


def test_what_was_revoked_says_so_once_that_is_published(stages: dict[str, Stage], said: Say) -> None:
    first, revoked = stages["first"], stages["revoked"]
    shown = {name: Case("status", first.text(name, "json")) for name in (ADA, BEN)}
    assert said(first, shown) == {ADA: (True, False), BEN: (True, False)}
    assert said(revoked, shown) == {ADA: (True, False), BEN: (True, True)}


def test_what_retired_keys_have_signed_stays_good(stages: dict[str, Stage], said: Say) -> None:
    rotated = stages["rotated"]
    shown = cases(stages["first"], ADA) | cases(rotated, ZOE)
    assert said(rotated, shown) == dict.fromkeys(shown, (True, False))


def test_what_compromised_keys_have_signed_is_refused_and_what_was_issued_anew_is_not(stages: dict[str, Stage], said: Say) -> None:
    old = cases(stages["first"], ADA)
    for name in ("compromised", "reissued"):
        assert said(stages[name], old) == dict.fromkeys(old, (False, False))
    others = cases(stages["rotated"], ZOE)
    assert said(stages["compromised"], others) == dict.fromkeys(others, (True, False))
    anew = cases(stages["reissued"], ADA)
    assert said(stages["reissued"], anew) == dict.fromkeys(anew, (True, False))
    assert stages["reissued"].number(ADA) == stages["first"].number(ADA)
