"""`cedu certify` against a plain loop that draws each page anew with reportlab, signs and inserts; interleaved in one run.

    python benchmarks/certify.py [--awards 10000] [--rounds 3] [--quick]

The loop keeps its fonts, its keys and its contexts, and takes the same libraries for QR codes, JSON-LD and signatures; it leaves out what
nobody asks of it (the attachment, PDF/A, shaping, badges, the files). Each side has the same awards, with Latin names, and the same card of
one page. Ratios are what counts: seconds depend on the machine and on what else it does.
"""

import argparse
import base64
import hashlib
import io
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve()
BIN = Path(sys.executable).parent
PASSPHRASE = "a phrase for measuring"
URL = "https://verify.example.org/c"
FILES = {
    "cedu.yaml": f"""\
cedu: 1
namespace: https://learn.example.org/
organization: {{name: Example Learning}}
issuer: {{name: Example Academy, url: "{URL}", number_prefix: EXA, signatory: Ada Example, signatory_role: Head of customer education}}
""",
    "git.course.yaml": """\
id: git
title: Git
summary: Git.
version: 1.0.0
language: en
objectives: [{id: commit, text: Commit a change, bloom: apply}]
modules: [{id: m, title: M, lessons: [{id: l, title: L, type: article, body: l.md, minutes: 5, objectives: [commit]}]}]
""",
    "l.md": "# L\n",
    "exam.assessment.yaml": """\
id: exam
title: The exam
purpose: summative
stakes: certification
passing_score: 80
items: [{id: a, type: true-false, stem: So., answer: true, objective: git.commit}]
""",
    "git.certification.yaml": """\
id: git-user
title: Certified Git user
summary: For users.
levels:
  - id: associate
    title: Associate
    achievement: commits changes that others can read, finds out when something broke, and repairs what went wrong
    requires: [{course: git}, {assessment: exam}]
    validity_months: 24
""",
}
HEADER = "learner_id,name,email,kind,id,score,passed,completed_on,language,source\n"
FIRST = ("Ada", "Łukasz", "Zoë", "José", "Chloé", "Björn", "Ayşe", "Đorđe", "Maria", "Seán")
LAST = ("Brønsted", "Żak", "Müller", "García", "O’Neill", "Šimić", "Nováková", "Smith", "da Silva", "Öztürk")


class Ran(NamedTuple):
    """How long a command took, in seconds, and the most memory that one of its processes held, in megabytes."""

    seconds: float
    megabytes: float


def name(number: int) -> str:
    """A name that hardly comes twice."""
    return f"{FIRST[number % 10]} {LAST[number // 10 % 10]} {chr(65 + number // 100 % 26)}{chr(97 + number // 2600 % 26)}"


def workspace(root: Path, awards: int) -> None:
    """A workspace with keys, and results of so many learners who have earned a level."""
    from cedu.jobs.issuer import init

    root.mkdir()
    for path, text in FILES.items():
        (root / path).write_text(text, encoding="utf-8")
    rows = (
        f"u-{number},{name(number)},u{number}@example.org,course,git,,yes,2026-01-{number % 28 + 1:02},en,client\n"
        f"u-{number},{name(number)},u{number}@example.org,assessment,exam,{80 + number % 21},,2026-02-{number % 28 + 1:02},en,server\n"
        for number in range(awards)
    )
    (root / "results.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    (root / "nobody.csv").write_text(HEADER, encoding="utf-8")
    init(root, lambda: PASSPHRASE, datetime.now(UTC))
    shutil.copytree(root / "private", root / "keys")


def ran(*command: str | Path, cwd: Path, cores: int) -> Ran:
    """Run a command on so many cores; it has to end well."""
    some = set(sorted(os.sched_getaffinity(0))[:cores])
    start = time.perf_counter()
    with (cwd / "said").open("wb") as said:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            stdout=said,
            stderr=subprocess.STDOUT,
            env=os.environ | {"CEDU_PASSPHRASE": PASSPHRASE},
            preexec_fn=lambda: os.sched_setaffinity(0, some),
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command} failed:\n{(cwd / 'said').read_text()[-2000:]}")
    return Ran(time.perf_counter() - start, used.ru_maxrss / 1024)


def ours(root: Path, cores: int) -> Ran:
    """Award everybody, from an empty registry."""
    shutil.rmtree(root / "private")
    shutil.copytree(root / "keys", root / "private")
    return again(root, "results.csv", cores)


def again(root: Path, results: str, cores: int = 1) -> Ran:
    """Certify with what there is."""
    return ran(BIN / "cedu", "certify", results, "--today", "2026-11-22", cwd=root, cores=cores)


def theirs(root: Path, awards: int, what: str = "loop") -> float:
    """The plain loop's seconds for so many awards, without its start."""
    ran(sys.executable, HERE, "--child", what, str(awards), cwd=root, cores=1)
    return float((root / "said").read_text())


class Loop:
    """What is simple: one award after another, everything from the beginning."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        from cedu.credentials import jsonld

        for font, package, file in (
            ("display", "font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
            ("serif", "font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
            ("sans", "font_source_sans_pro", "SourceSansPro-Regular.ttf"),
            ("strong", "font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
        ):
            module = __import__(package)
            (path,) = Path(module.__path__[0]).rglob(file)
            pdfmetrics.registerFont(TTFont(font, path))
        self.eddsa = ed25519.Ed25519PrivateKey.generate()
        self.es256 = ec.generate_private_key(ec.SECP256R1())
        self.contexts = {url: jsonld.context(url) for url in (jsonld.CREDENTIALS, jsonld.OPEN_BADGES, jsonld.EXTENSIONS)}

    def load(self, url: str, _: Any) -> dict[str, Any]:
        """A context, for pyld."""
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": self.contexts[url]}

    def draw(self, holder: str, number: str, awarded_on: date, until: date) -> bytes:
        """One page: the same things in the same places as on the design that certificates have where nothing else is said."""
        import zxingcpp
        from reportlab.lib.units import mm
        from reportlab.pdfgen.canvas import Canvas

        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=(297 * mm, 210 * mm), pageCompression=1, invariant=1, initialFontName="sans")
        canvas.setTitle("Certified Git user: Associate")

        def box(x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> None:
            canvas.setFillColor(fill)
            canvas.roundRect(x * mm, (210 - y - height) * mm, width * mm, height * mm, radius * mm, stroke=0, fill=1)

        def text(said: str, x: float, y: float, width: float, font: str, size: float, colour: str, centred: bool = False) -> None:
            while canvas.stringWidth(said, font, size) > width * mm:
                size -= 0.5
            canvas.setFont(font, size)
            canvas.setFillColor(colour)
            if centred:
                canvas.drawCentredString((x + width / 2) * mm, (210 - y) * mm - size * 0.78, said)
            else:
                canvas.drawString(x * mm, (210 - y) * mm - size * 0.78, said)

        def rosette(radius: float, petals: int, stroke: str) -> None:
            canvas.saveState()
            frame = canvas.beginPath()
            frame.rect(217 * mm, 80 * mm, 80 * mm, 130 * mm)
            canvas.clipPath(frame, stroke=0, fill=0)
            canvas.setStrokeColor(stroke)
            canvas.setLineWidth(0.22 * mm)
            canvas.translate(257 * mm, 145 * mm)
            for _ in range(petals):
                canvas.rotate(180 / petals)
                canvas.ellipse(-radius * mm, -radius * 0.42 * mm, radius * mm, radius * 0.42 * mm)
            canvas.restoreState()

        box(0, 0, 297, 210, "#fbf9f4")
        box(217, 0, 80, 210, "#142a3e")
        rosette(62, 72, "#2f5a75")
        rosette(31, 48, "#c9a466")
        box(24, 57.5, 16, 0.9, "#b5883f")
        text("Example Learning", 24, 24, 169, "strong", 13, "#142a3e")
        text("CERTIFICATE", 24, 48, 169, "strong", 9.5, "#8a6423")
        text("This certifies that", 24, 65, 169, "sans", 12.5, "#4b5863")
        text(holder, 24, 80, 177, "display", 40, "#142a3e")
        text("has earned", 24, 104, 169, "sans", 12.5, "#4b5863")
        text("Certified Git user · Associate", 24, 112.5, 177, "display", 21, "#142a3e")
        text("Proven competence: commits changes that others can read,", 24, 133, 169, "serif", 13, "#4b5863")
        text("finds out when something broke, and repairs what went wrong", 24, 139, 169, "serif", 13, "#4b5863")
        box(24, 178, 80, 0.25, "#9aa4ad")
        text("Ada Example", 24, 180.5, 80, "strong", 10.5, "#142a3e")
        text("Head of customer education", 24, 186, 80, "sans", 9, "#4b5863")
        text("Awarded on", 118, 177, 44, "sans", 8.5, "#5d6a74")
        text(f"{awarded_on:%-d %B %Y}", 118, 182, 44, "strong", 10.5, "#142a3e")
        text("Valid until", 164, 177, 46, "sans", 8.5, "#5d6a74")
        text(f"{until:%-d %B %Y}", 164, 182, 46, "strong", 10.5, "#142a3e")
        box(239, 134, 36, 36, "#ffffff", 2)
        code = zxingcpp.create_barcode(f"{URL}/c/{number}/", zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        picture: Any = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)
        rows, dots = picture.shape[0], bytes(memoryview(picture))
        side = 32 * mm / rows
        path = canvas.beginPath()
        for row in range(rows):
            for column in range(rows):
                if not dots[row * rows + column]:
                    path.rect(241 * mm + column * side, (210 - 136) * mm - (row + 1) * side, side, side)
        canvas.setFillColor("#142a3e")
        canvas.drawPath(path, stroke=0, fill=1)
        text("Certificate number", 221, 176, 72, "sans", 8.5, "#b9c7d2", centred=True)
        text(number, 221, 181, 72, "strong", 10.5, "#ffffff", centred=True)
        text(f"Verify at {URL[8:]}", 225, 188, 64, "sans", 8.5, "#b9c7d2", centred=True)
        canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def prove(self, document: dict[str, Any]) -> dict[str, Any]:
        """The document with a Data Integrity proof."""
        import base58
        from pyld import jsonld

        options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": self.load}
        proof = {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": document["validFrom"],
            "verificationMethod": "did:web:verify.example.org:c#key",
            "proofPurpose": "assertionMethod",
        }
        digests = [
            hashlib.sha256(jsonld.normalize(each, options).encode()).digest()
            for each in ({"@context": document["@context"], **proof}, document)
        ]
        signature = self.eddsa.sign(b"".join(digests))
        return {**document, "proof": {**proof, "proofValue": "z" + base58.b58encode(signature).decode()}}

    def token(self, document: dict[str, Any]) -> str:
        """The document as a JWT."""
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
        from cryptography.hazmat.primitives.hashes import SHA256

        def encoded(content: bytes) -> str:
            return base64.urlsafe_b64encode(content).rstrip(b"=").decode()

        message = f"{encoded(json.dumps({'alg': 'ES256', 'typ': 'JWT'}).encode())}.{encoded(json.dumps(document).encode())}"
        r, s = decode_dss_signature(self.es256.sign(message.encode(), ECDSA(SHA256(), deterministic_signing=True)))
        return f"{message}.{encoded(r.to_bytes(32) + s.to_bytes(32))}"


def example(root: Path) -> dict[str, Any]:
    """A credential as ours are, without its proof."""
    file = min((root / "example").glob("*.json"))
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    del document["proof"]
    return document


def loop(awards: int) -> float:
    """The plain loop: draw, prove, sign, insert, one durable transaction for each award."""
    root = Path.cwd()
    plain, document = Loop(), example(root)
    (root / "plain.sqlite").unlink(missing_ok=True)
    connection = sqlite3.connect(root / "plain.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE award (number TEXT PRIMARY KEY, learner TEXT, name TEXT, document BLOB, jwt TEXT, pdf BLOB, UNIQUE (learner))"
    )
    start = time.perf_counter()
    for row in range(awards):
        number = f"EXA-2026-{row:08}"
        pdf = plain.draw(name(row), number, date(2026, 2, row % 28 + 1), date(2028, 2, row % 28 + 1))
        its = {**document, "id": f"{URL}/c/{number}/v1.json"}
        its["credentialSubject"] = {**document["credentialSubject"], "id": f"{URL}/c/{number}/#holder"}
        values = (number, f"u-{row}", name(row), json.dumps(plain.prove(its)), plain.token(its), pdf)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO award VALUES (?, ?, ?, ?, ?, ?)", values)
        connection.execute("COMMIT")
    return time.perf_counter() - start


def pages(awards: int) -> float:
    """The pages of the plain loop alone."""
    plain = Loop()
    plain.draw("Ada", "EXA-2026-00000000", date(2026, 2, 1), date(2028, 2, 1))
    start = time.perf_counter()
    for row in range(awards):
        plain.draw(name(row), f"EXA-2026-{row:08}", date(2026, 2, row % 28 + 1), date(2028, 2, row % 28 + 1))
    return time.perf_counter() - start


def our_pages(awards: int) -> float:
    """Our pages alone, with the credential attached."""
    from cedu.rendering.certificate.contents import Face, Facts
    from cedu.rendering.certificate.printer import Printer
    from cedu.rendering.certificate.writing import finished

    root = Path.cwd()
    attached = min((root / "example").glob("*.json")).read_bytes()
    printer = Printer(root)
    face = Face(
        organization="Example Learning",
        issuer="Example Academy",
        certification="Certified Git user",
        level="Associate",
        achievement="commits changes that others can read, finds out when something broke, and repairs what went wrong",
        language="en",
        site=URL,
        signatory="Ada Example",
        signatory_role="Head of customer education",
    )
    template = printer.template(face)
    assert not isinstance(template, str), template

    def draw(row: int) -> bytes:
        number = f"EXA-2026-{row:08}"
        awarded_on, valid_until = date(2026, 2, row % 28 + 1), date(2028, 2, row % 28 + 1)
        facts = Facts(name=name(row), number=number, link=f"{URL}/c/{number}/", awarded_on=awarded_on, valid_until=valid_until)
        page = printer.page(template, facts)
        assert isinstance(page, bytes), page
        return page + finished(template.content + page, attached)

    draw(0)
    start = time.perf_counter()
    for row in range(awards):
        draw(row)
    return time.perf_counter() - start


CHILDREN = {"loop": loop, "pages": pages, "our-pages": our_pages}


class Round(NamedTuple):
    """What one round gave, in seconds an award; and memory in megabytes."""

    one: float
    two: float
    plain: float
    page: float
    plain_page: float
    rerun: float
    megabytes: float
    few_megabytes: float


def measured(root: Path, awards: int, fewer: int) -> Round:
    """One round, each thing after the other."""
    few = ours(root.parent / "few", 1)
    one = ours(root, 1)
    plain = theirs(root, fewer)
    two = ours(root, 2)
    page = theirs(root, fewer, "our-pages")
    plain_page = theirs(root, fewer, "pages")
    nobody = again(root, "nobody.csv")
    rerun = again(root, "results.csv").seconds - nobody.seconds
    return Round(
        *(one.seconds / awards, two.seconds / awards, plain / fewer, page / fewer, plain_page / fewer, rerun / awards),
        *(max(one.megabytes, two.megabytes), few.megabytes),
    )


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--awards", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="600 awards, one round")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        what, awards = options.child
        print(CHILDREN[what](int(awards)))
        return
    awards, rounds = (600, 1) if options.quick else (options.awards, options.rounds)
    fewer = min(awards, max(awards // 10, 300))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "many"
        workspace(root, awards)
        workspace(root.parent / "few", 300)
        ours(root.parent / "few", 1)
        shutil.copytree(root.parent / "few" / "private" / "certificates", root / "example")
        found = [measured(root, awards, fewer) for _ in range(rounds)]
    told(found, awards, fewer)


def told(found: list[Round], awards: int, fewer: int) -> None:
    """Print the medians, and how they compare."""
    median = Round(*(statistics.median(column) for column in zip(*found, strict=True)))

    def ratio(over: str, under: str) -> float:
        return float(statistics.median(getattr(each, over) / getattr(each, under) for each in found))

    print(f"{awards:,} awards (the plain loop: {fewer:,} of them), medians of {len(found)}; milliseconds an award")
    print(f"cedu certify, one core  {median.one * 1000:8.2f}")
    print(f"plain loop, one core    {median.plain * 1000:8.2f} = {ratio('plain', 'one'):.1f} times that (at least 4)")
    print(f"cedu certify, two cores {median.two * 1000:8.2f} = {ratio('one', 'two'):.2f} times as fast as on one (at least 1.7)")
    print(f"the PDF alone           {median.page * 1000:8.2f}")
    print(f"reportlab's alone       {median.plain_page * 1000:8.2f} = {ratio('plain_page', 'page'):.1f} times that (at least 8)")
    print(f"a rerun                 {1 / median.rerun:8,.0f} learners a second (at least 20,000)")
    print(f"memory of a process     {median.megabytes:8.0f} MB (at most 128), and {median.few_megabytes:.0f} MB with 300 awards")


if __name__ == "__main__":
    main()
