"""Read 100,000 broken and hostile files with each importer: no exception, no path outside, no reading that takes long or much memory.

python tests/fuzz/fuzz_importers.py [COUNT] [SEED] [FORMAT…]
"""

import io
import posixpath
import random
import re
import resource
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from cedu.formats.archive import ArchiveError, Source, open_source
from cedu.importers import Imported, importers
from cedu.items import lift
from cedu.jobs.importing.plan import Plan
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.model.library import Library
from cedu.source import schema, text
from cedu.targets import targets

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "unit" / "importers" / "samples"
BANKS = HERE.parent / "banks" / "every-type"
SLOWEST = 5.0  # seconds for one reading of a small file, on any machine
MOST_MEMORY = 1_500_000  # kilobytes
SIGNS = (
    *(
        "<",
        ">",
        "</",
        "/>",
        "&",
        "&amp;",
        "&#0;",
        "&#x110000;",
        "&lol;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?x",
        "<!DOCTYPE a [",
        "\0",
        "\r",
    ),
    *(
        '"',
        "'",
        "=",
        "\n",
        "\n\n",
        "\t",
        ",",
        ";",
        "{",
        "}",
        "~",
        "#",
        ":",
        "\\",
        "->",
        "%",
        "$",
        "$$",
        "\\(",
        "[[",
        "]]",
        "1e999",
        "-1",
        "NaN",
    ),
    *(
        "../",
        "..\\",
        "/etc/passwd",
        "C:\\",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "<script>",
        "<p>",
        "<b>",
        "<table>",
        "\ufeff",
        "é",
        "𝒜",
    ),
    *(
        "ANSWER: ",
        "*a) ",
        "[*] ",
        "= ",
        "GROUP\n",
        "Quiz title: x\n",
        "```{.python .run}\n",
        "sep=;\n",
        "0",
        "99999999999999999999",
        "__",
        "^^^^\n",
    ),
)


@cache
def seeds(format: str) -> tuple[tuple[str, Mapping[str, bytes]], ...]:
    """Good files of a format: what our own target writes of every type of item, and the samples beside the importers' tests."""
    found: list[tuple[str, Mapping[str, bytes]]] = []
    for path in sorted((SAMPLES / format).iterdir()) if (SAMPLES / format).is_dir() else ():
        source = open_source(path)
        found.append((source.name, source.members))
    if target := targets().get(format):
        library = validate(BANKS, today=date(2026, 11, 22)).library
        context = Reading(library)
        for kind in ("bank", "assessment", "course"):
            for outline in library.of(kind):
                entity = context.entity(kind, outline.id)
                if isinstance(entity, target.kinds):
                    outputs = {output.path.as_posix(): output.content for output in target.build(entity, context)}
                    members = {name: content.read_bytes() if isinstance(content, Path) else content for name, content in outputs.items()}
                    found.append((f"{outline.id}{target.suffix}", members))
    if not found:
        raise SystemExit(f"there is no sample of {format} in {SAMPLES}")
    return tuple(found)


LEAF = re.compile(rb"<([A-Za-z:_-]+)\b[^<>]*>[^<>]*</\1>")
EMPTY = re.compile(rb"<[A-Za-z:_-]+\b[^<>]*/>")
VALUE = re.compile(rb'(?<==")[^"<>&]*(?=")')
TEXT = re.compile(rb"(?<=>)[^<>]+(?=<)")
WORDS = (
    b"",
    b"0",
    b"-1",
    b"1e999",
    b"NaN",
    b"true",
    b"9" * 25,
    b"a b",
    "é𝒜".encode(),
    b"../x",
    b"[[a]]",
    b"$x",
    b"x" * 5000,
    b"&amp;lt;b&amp;gt;",
)


def well_formed(content: bytes, dice: random.Random) -> bytes:
    """XML with elements lost, doubled or moved, and other values and texts: it stays XML, so that it is read to the end."""
    for _ in range(dice.randint(1, 5)):
        pattern = dice.choice((LEAF, EMPTY, VALUE, VALUE, TEXT))
        places = [found.span() for found in pattern.finditer(content)]
        if not places:
            continue
        start, end = dice.choice(places)
        other = dice.choice(places)
        match dice.randrange(4):
            case 0:
                content = content[:start] + content[end:]
            case 1:
                content = content[:start] + content[other[0] : other[1]] + content[end:]
            case 2 if pattern in (LEAF, EMPTY):
                content = content[:end] + content[start:end] * dice.choice((1, 2, 40)) + content[end:]
            case _:
                content = content[:start] + dice.choice(WORDS) + content[end:]
    return content


def mutated(content: bytes, dice: random.Random) -> bytes:
    """`content` with pieces deleted, doubled, moved, repeated very often, bytes changed, or signs of formats put in."""
    for _ in range(dice.randint(1, 6)):
        at = dice.randint(0, len(content))
        piece = content[at : at + dice.randint(1, 120)]
        match dice.randrange(6):
            case 0:
                content = content[:at] + content[at + len(piece) :]
            case 1:
                content = content[:at] + piece * dice.choice([2, 3, 60]) + content[at + len(piece) :]
            case 2:
                content = content[:at] + (dice.choice(SIGNS) * dice.choice([1, 1, 2, 200])).encode() + content[at:]
            case 3:
                where = dice.randint(0, len(content))
                content = content[:where] + piece + content[where:]
            case 4:
                content = content[:at] + bytes([dice.randrange(256)]) + content[at + 1 :]
            case _:
                content = content[:at]
    return content


def sources(format: str, count: int, dice: random.Random) -> Iterator[Source]:
    """So many broken sources; members get lost and other names, too."""
    good = seeds(format)
    for _ in range(count):
        name, members = dice.choice(good)
        broken = dict(members)
        for _ in range(dice.randint(1, 2)):
            victim = dice.choice(list(broken))
            change = well_formed if broken[victim].lstrip().startswith(b"<") and dice.random() < 0.7 else mutated
            broken[victim] = change(broken[victim], dice)
        if len(broken) > 1 and dice.random() < 0.1:
            del broken[dice.choice(list(broken))]
        if dice.random() < 0.05:
            broken[dice.choice(("a/b.xml", "imsmanifest.xml", "course.xml", "x.csv", "odd name é.txt"))] = broken.pop(
                dice.choice(list(broken))
            )
        yield Source(name, broken)


def looked_at(found: Imported, source: Source) -> int:
    """How many items and pages were read; each is of a kind that can be written, and no path leads outside."""
    for path in found.assets:
        assert path.startswith("assets/") and posixpath.normpath(path) == path, path
    for note in found.notes:
        assert note.text and note.kind in ("changed", "refused"), note
    for group in found.items:
        for item in group.items:
            lift(item.interaction)
            assert isinstance(item.stem, str) and isinstance(item.points, int | float), item
    assert found.notes or found.items or found.pages, f"silence about {source.name}"
    return sum(len(group.items) for group in found.items) + len(found.pages)


@cache
def workspace() -> tuple[Path, Library]:
    """An empty one."""
    root = Path(tempfile.mkdtemp(prefix="fuzz-"))
    (root / "cedu.yaml").write_text("cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example, language: en}\n")
    return root, validate(root, today=date(2026, 11, 22)).library


def planned(format: str, found: Imported) -> None:
    """Whatever was read becomes YAML that is valid."""
    root, library = workspace()
    plan = Plan(root, root / "curricula" / "fuzz", format, "fuzz", library)
    report = plan.of(found)
    assert report.entries
    for path, content in plan.files.items():
        assert not path.startswith("/") and ".." not in path.split("/"), path
        if path.endswith(".yaml"):
            document, findings = text.read(path, content)
            assert document is not None, findings
            kind = path.split(".")[-2] if path != "course.yaml" else "course"
            assert not schema.check(document, kind, root), schema.check(document, kind, root)


def run(format: str, count: int, seed: int) -> tuple[int, float]:
    """Read `count` broken sources with one importer; how many items came of them, and the slowest reading in seconds."""
    dice = random.Random(f"{format} {seed}")
    importer = importers()[format]
    items, slowest = 0, 0.0
    for number, source in enumerate(sources(format, count, dice)):
        start = time.perf_counter()
        try:
            importer.recognises(source)
            found = importer.read(source)
            items += looked_at(found, source)
            seconds = time.perf_counter() - start
            if number % 5 == 0:
                planned(format, found)
        except BaseException:
            saved = Path(tempfile.mkdtemp(prefix=f"fuzz-{format}-"))
            for name, content in source.members.items():
                (saved / name.replace("/", "_")).write_bytes(content)
            sys.stderr.write(f"{format}: number {number} of seed {seed} is kept in {saved}\n")
            raise
        slowest = max(slowest, seconds)
    return items, slowest


def archives(count: int, seed: int) -> int:
    """Open `count` broken archives; how many could be opened."""
    dice = random.Random(seed)
    members = {"course/course.xml": b"<course/>" * 50, "course/static/a.png": bytes(range(256)) * 4, "b.txt": b"1. a\n*a) b\n"}
    good = [_zipped(members), _tarred(members, "w:gz"), _tarred(members, "w")]
    opened = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive"
        for _ in range(count):
            path.write_bytes(mutated(dice.choice(good), dice))
            try:
                source = open_source(path)
            except ArchiveError as error:
                assert str(error)
                continue
            opened += 1
            assert not any(name.startswith("/") or ".." in name.split("/") for name in source.members)
    return opened


def _zipped(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def _tarred(members: Mapping[str, bytes], mode: str) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


def main(count: int, seed: int, formats: list[str]) -> None:
    """Fuzz the archives and each importer, and say how it went."""
    print(f"archives: {archives(count, seed):,} of {count:,} opened")
    for format in formats or importers():
        started = time.perf_counter()
        items, slowest = run(format, count, seed)
        seconds = time.perf_counter() - started
        print(f"{format}: {count:,} files in {seconds:.0f} s, {items:,} items and pages read; slowest reading {slowest * 1000:.0f} ms")
        assert slowest < SLOWEST, f"{format} took {slowest:.1f} s"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert memory < MOST_MEMORY, f"{memory:,} KB"
    print(f"at most {memory // 1024:,} MB of memory; no exception")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
        int(sys.argv[2]) if len(sys.argv) > 2 else 1,
        sys.argv[3:],
    )
