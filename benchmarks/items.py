"""Item banks to each format and back, in items per second; and against text2qti on the same Markdown bank, interleaved in one run.

    python benchmarks/items.py [--items 10000] [--rounds 3] [--quick]

Ratios are what counts: seconds depend on the machine and on what else it does.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from cedu.importers import Source, importers
from cedu.jobs.reading import Reading
from cedu.jobs.validate import validate
from cedu.model.assessment import Bank
from cedu.source.structure import build
from cedu.source.text import read
from cedu.targets import Target, targets

BIN = Path(sys.executable).parent
EVERY_TYPE = Path(__file__).resolve().parents[1] / "tests/banks/every-type"


def many(count: int) -> Bank:
    """The forty items of every type again and again, each time with other ids."""
    document, _ = read("everything.bank.yaml", (EVERY_TYPE / "everything.bank.yaml").read_bytes())
    assert document is not None
    items = document.value["items"]
    made = [{**items[number % len(items)], "id": f"item-{number}"} for number in range(count)]
    import json

    whole, findings = read("everything.bank.yaml", json.dumps({**document.value, "items": made}, ensure_ascii=False).encode())
    assert whole is not None, findings
    return build(Bank, whole)


def written(target: Target, bank: Bank, context: Any) -> dict[str, bytes]:
    """What a target makes of the bank, in memory."""
    files = {}
    for output in target.build(bank, context):
        content = output.content
        files[output.path.as_posix()] = content.read_bytes() if isinstance(content, Path) else content
    return files


def there_and_back(count: int) -> Iterator[tuple[str, float, float | None]]:
    """Of each format: items written a second, and items read a second where it can be read."""
    bank = many(count)
    library = validate(EVERY_TYPE, today=date(2026, 11, 22)).library
    for name, target in targets().items():
        if Bank not in target.kinds or target.pack == "folder":
            continue
        start = time.perf_counter()
        files = written(target, bank, Reading(library))
        out = count / (time.perf_counter() - start)
        back = None
        if name in importers():
            start = time.perf_counter()
            found = importers()[name].read(Source(f"everything{target.suffix}", files))
            seconds = time.perf_counter() - start
            back = sum(len(every.items) for every in found.items) / seconds
        yield name, out, back


# Half of them plain, a quarter with emphasis and code, a quarter with maths.
_STEMS = (
    "Which of these holds for shelf {0}?",
    "What does the *second* command print for `x[{0}]`?",
    "How many boxes are left on shelf {0} when the van has gone?",
    "What is ${0} + 7$?",
)


def markdown_bank(count: int) -> str:
    """A bank as text2qti reads it: choices of one and of several, numbers, short answers, feedback."""
    lines = ["Quiz title: A bank", "Quiz description: Made for measuring.", ""]
    for number in range(1, count + 1):
        stem = f"{number}. {_STEMS[number % len(_STEMS)].format(number)}"
        match number // 4 % 4:
            case 0:
                lines += [stem, "... Think again.", "*a) It is **right**.", f"b) It is {number}.", "c) It is `None`."]
            case 1:
                lines += [stem, "[*] It is even.", "[ ] It is odd.", f"[*] It is {number}."]
            case 2:
                lines += [stem, f"=   {number + 10} +- 2"]
            case _:
                lines += [stem, f"*   answer {number}", f"*   value {number}"]
        lines.append("")
    return "\n".join(lines)


def seconds(*command: str | Path, cwd: Path) -> float:
    """How long a command takes; it has to end well."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - start


def both_read(text: str) -> tuple[float, float]:
    """How long each takes to read the bank, in one process: ours into items, theirs into its quiz."""
    from text2qti.config import Config
    from text2qti.quiz import Quiz

    start = time.perf_counter()
    importers()["text2qti"].read(Source("bank.md", {"bank.md": text.encode()}))
    middle = time.perf_counter()
    Quiz(text, config=Config(), source_name="bank.md")
    return middle - start, time.perf_counter() - middle


def ours(folder: Path) -> float:
    """From the Markdown bank to YAML, and from there to a QTI 1.2 package, as commands."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "cedu.yaml").write_text("cedu: 1\nnamespace: https://learn.example.org/\norganization: {name: Example}\n")
    imported = seconds(BIN / "cedu", "import", "../bank.md", "--format", "text2qti", "--into", "bank", cwd=folder)
    return imported + seconds(BIN / "cedu", "build", "--quiet", "--target", "qti12", cwd=folder)


def theirs(folder: Path) -> float:
    """The same by text2qti."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(folder.parent / "bank.md", folder)
    return seconds(BIN / "text2qti", "bank.md", cwd=folder)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="400 items, one round")
    options = parser.parse_args()
    count, rounds = (400, 1) if options.quick else (options.items, options.rounds)
    print(f"{count} items of every type\n{'format':<12}{'written/s':>12}{'read/s':>12}")
    for name, out, back in there_and_back(count):
        print(f"{name:<12}{out:>12,.0f}{back:>12,.0f}" if back else f"{name:<12}{out:>12,.0f}{'-':>12}", flush=True)
    text = markdown_bank(count)
    both_read(markdown_bank(4))  # what is imported on first use
    reads = [both_read(text) for _ in range(rounds)]
    told("read into memory", count, reads)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "bank.md").write_text(text, encoding="utf-8")
        pairs = [(ours(root / "ours"), theirs(root / "theirs")) for _ in range(rounds)]
    told("made a QTI 1.2 package: ours by two commands, with YAML that was validated between them", count, pairs)


def told(what: str, count: int, pairs: list[tuple[float, float]]) -> None:
    """Print the medians of one comparison."""
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"\n{count} items of one Markdown bank, {what}")
    print(f"cedu      {count / mine:>9,.0f} items/s\ntext2qti  {count / other:>9,.0f} items/s")
    print(f"cedu is {statistics.median(other / mine for mine, other in pairs):.1f} times as fast")


if __name__ == "__main__":
    main()
