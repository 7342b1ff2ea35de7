"""Makes the README's pictures anew, from what the commands of this checkout really print and build: `python tests/e2e/pictures.py`.

It needs what `make test` has installed. Each picture is 1,200 pixels wide.
"""

import html
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PICTURES = ROOT / "docs" / "pictures"
CEDU = Path(sys.executable).with_name("cedu")
TODAY = "2026-06-01"
PASSPHRASE = "only for pictures"
# The mistakes of the picture: in which file, what stands there, and what a hurried author writes.
MISTAKES = (
    ("curricula/certifying/course.yaml", "\n    lessons:", "\n    lesons:"),
    ("curricula/authoring/course.yaml", "[start-a-workspace, validate-a-change]", "[start-a-workspace, validate-change]"),
    ("curricula/authoring/lessons/course-file.md", "](stay-fresh.md)", "](keep-fresh.md)"),
    ("curricula/authors.path.yaml", "course: publishing", "course: publishng"),
)
_STYLES = {"1": "bold", "2": "dim", "1;31": "red", "1;33": "yellow", "32": "green", "36": "cyan"}


def workspace(folder: Path) -> Path:
    """A copy of our own workspace that may be broken and built in."""
    shutil.copyfile(ROOT / "cedu.yaml", folder / "cedu.yaml")
    shutil.copyfile(ROOT / ".gitignore", folder / ".gitignore")
    shutil.copytree(ROOT / "curricula", folder / "curricula")
    return folder


def on_a_terminal(folder: Path, *command: str) -> str:
    """What a command prints on a terminal, with its colours."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [CEDU, *command], cwd=folder, stdout=slave, stderr=subprocess.DEVNULL, env=os.environ | {"COLUMNS": "90", "TERM": "xterm"}
    ):
        os.close(slave)
        said = b""
        while piece := _read(master):
            said += piece
    os.close(master)
    return said.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux's way to say that the other end is closed
        return b""


def as_page(command: str, said: str) -> str:
    """A terminal as a page: our few colours, and nothing else of what terminals can do."""
    parts = re.split(r"\x1b\[([\d;]*)m", said)
    shown = html.escape(parts[0])
    for style, text in zip(parts[1::2], parts[2::2], strict=True):
        shown += f'<span class="{_STYLES.get(style, "")}">{html.escape(text)}</span>'
    return _TERMINAL.format(command=html.escape(command), said=shown)


_TERMINAL = """<!doctype html><meta charset="utf-8"><title>Terminal</title><style>
body {{ margin: 0; padding: 22px 26px; background: #12161d; color: #d5dbe5; }}
pre {{ margin: 0; font: 14.5px/1.5 "DejaVu Sans Mono", monospace; white-space: pre-wrap; }}
.bold {{ color: #fff; font-weight: 700; }} .dim {{ color: #8d98a9; }} .red {{ color: #ff8a80; font-weight: 700; }}
.yellow {{ color: #f0b95b; font-weight: 700; }} .green {{ color: #6fd3a0; }} .cyan {{ color: #6cc7e0; }}
</style><pre><span class="green">$</span> <span class="bold">{command}</span>
{said}</pre>"""


def save(picture: Path, name: str) -> None:
    """A picture in few colours, which is a third of its size and looks the same."""
    with Image.open(picture) as read:
        image = read.convert("RGB")
    image.quantize(255, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(PICTURES / name, optimize=True)
    print(f"{name}: {image.width} × {image.height}, {(PICTURES / name).stat().st_size // 1024} KB")


def beside(pictures: list[Path]) -> Path:
    """Narrow pictures, one beside another, as wide together as one of a desk."""
    shots = [Image.open(picture).convert("RGB") for picture in pictures]
    whole = Image.new("RGB", (1200, shots[0].height), "#c9ced6")
    gap = (whole.width - sum(shot.width for shot in shots)) // (len(shots) - 1)
    for number, shot in enumerate(shots):
        whole.paste(shot, (number * (shot.width + gap), 0))
    whole.save(pictures[0])
    return pictures[0]


def paper(pdf: Path, width: int) -> Path:
    """The first page of a PDF."""
    target = pdf.with_suffix(".png")
    size = ("-scale-to-x", str(width), "-scale-to-y", "-1")
    subprocess.run(["pdftoppm", *size, "-png", "-singlefile", pdf, target.with_suffix("")], check=True)
    return target


def certified(folder: Path, design: str = "") -> Path:
    """The certificate of one learner of the samples; upright in a `design`, or else as the workspace has it."""
    place = folder / (design or "usual")
    place.mkdir()
    workspace(place)
    if design:
        with (place / "cedu.yaml").open("a", encoding="utf-8") as settings:
            settings.write(f"certificate: {{design: {design}, orientation: portrait}}\n")
    environment = os.environ | {"CEDU_PASSPHRASE": PASSPHRASE}
    subprocess.run(["git", "init", "--quiet"], cwd=place, check=True)
    subprocess.run([CEDU, "issuer", "init"], cwd=place, check=True, capture_output=True, env=environment)
    certify = [CEDU, "certify", "curricula/samples/results.csv", "--today", TODAY]
    awards = subprocess.run(certify, cwd=place, check=True, capture_output=True, text=True, env=environment).stdout
    number = re.search(r"^l-1002 .* Professional author +awarded .* (\S+) *$", awards, re.MULTILINE)[1]
    return place / f"private/certificates/{number}.pdf"


def terminal(folder: Path, *command: str) -> Path:
    """What a command shows on a terminal."""
    page = folder / "terminal.html"
    page.write_text(as_page(" ".join(["cedu", *command]), on_a_terminal(folder, *command, "--today", TODAY)), encoding="utf-8")
    return shoot(folder, "terminal", page.as_uri())


def shoot(folder: Path, *arguments: str) -> Path:
    """A screenshot by `pictures.js`."""
    target = folder / f"shot-{arguments[0]}.png"
    subprocess.run(["node", HERE / "pictures.js", target, *arguments], check=True)
    return target


def main() -> None:
    """Every picture of the README."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = workspace(Path(name))
        subprocess.run([CEDU, "build", "--quiet", "--today", TODAY], cwd=folder, check=True)
        certificate = certified(folder)

        save(shoot(folder, "lesson", (folder / "dist/site/course/authoring/life-of-a-change.html").as_uri()), "lesson.png")

        package = folder / "package"
        with zipfile.ZipFile(folder / "dist/scorm12/course/authoring.zip") as archive:
            archive.extractall(package)
        start = (package / "index.html").as_uri()
        save(shoot(folder, "player", start, "Where you stand"), "player.png")
        phones = (("phone-lesson", "Anatomy of a workspace"), ("phone-contents", "Where you stand"), ("phone-quiz", "Where you stand"))
        save(beside([shoot(folder, kind, start, lesson) for kind, lesson in phones]), "phone.png")

        save(terminal(folder, "build", "--explain", "--delivery", "globex"), "explain.png")

        save(paper(certificate, 1200), "certificate.png")
        site = certificate.parents[2] / "site"
        publish = [CEDU, "credential", "site", "--out", site]
        environment = os.environ | {"CEDU_PASSPHRASE": PASSPHRASE}
        subprocess.run(publish, cwd=certificate.parents[2], check=True, capture_output=True, env=environment)
        save(shoot(folder, "verify", (site / "verify/index.html").as_uri(), str(certificate)), "verify.png")
        save(beside([paper(certified(folder, design), 590) for design in ("classic", "modern")]), "designs.png")

        exam = folder / "dist/exam-pdf/assessment/author-exam"
        save(beside([paper(exam / name, 590) for name in ("form-A.pdf", "form-A-answer-sheet.pdf")]), "exam.png")
        items = [CEDU, "items", "curricula/samples/responses.csv", "--html", folder / "items.html"]
        subprocess.run(items, cwd=folder, check=True, capture_output=True)
        save(shoot(folder, "page", (folder / "items.html").as_uri()), "items.png")

        for path, right, wrong in MISTAKES:
            text = (folder / path).read_text(encoding="utf-8")
            assert right in text, f"{path}: {right}"
            (folder / path).write_text(text.replace(right, wrong, 1), encoding="utf-8")
        save(terminal(folder, "validate"), "validate.png")


if __name__ == "__main__":
    main()
