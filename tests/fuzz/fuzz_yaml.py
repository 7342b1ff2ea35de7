"""Read 100,000 broken and hostile texts: no exception may escape, and none may take long. Prints the slowest.

python tests/fuzz/fuzz_yaml.py [COUNT] [SEED]
"""

import random
import sys
import time
from pathlib import Path

from cedu.jobs.examine import run
from cedu.rules import Settings
from cedu.source.load import load_workspace
from cedu.source.outline import outline_of
from cedu.source.schema import check
from cedu.source.structure import ENTITIES, build
from cedu.source.text import read

ROOT = Path(__file__).resolve().parents[2]
SIGNS = [
    "\n",
    "  ",
    "\t",
    "- ",
    ": ",
    " #x",
    "? ",
    "&a ",
    "*a",
    "!t ",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "|",
    ">",
    "<<: ",
    "---\n",
    "\0",
    "é",
    "null",
]
ALPHABET = "ab1 \n\t-:#?!&*[]{}|>'\"%@,.<~\\0\r=\ufeff\x85\u2028é𝒜"


def mutated(text: str, dice: random.Random) -> str:
    """`text` with pieces deleted, doubled, moved, repeated very often, or signs of YAML put in."""
    for _ in range(dice.randint(1, 6)):
        at = dice.randint(0, len(text))
        piece = text[at : at + dice.randint(1, 60)]
        match dice.randrange(5):
            case 0:
                text = text[:at] + text[at + len(piece) :]
            case 1:
                text = text[:at] + piece * dice.choice([2, 3, 50]) + text[at + len(piece) :]
            case 2:
                text = text[:at] + dice.choice(SIGNS) * dice.choice([1, 1, 2, 200]) + text[at:]
            case 3:
                where = dice.randint(0, len(text))
                text = text[:where] + piece + text[where:]
            case _:
                text = text[:at]
    return text


def made_up(dice: random.Random) -> str:
    """Signs of YAML at random."""
    return "".join(dice.choices(ALPHABET, k=dice.randint(0, 300)))


def main(count: int, seed: int) -> None:
    """Read `count` texts; whatever is read goes through the schema, the model and the rules as well."""
    from datetime import date

    dice = random.Random(seed)
    sources = [(path, path.name.split(".")[-2]) for path in sorted((ROOT / "curricula").rglob("*.yaml"))]
    texts = [(path.read_text(encoding="utf-8")[:4000], kind) for path, kind in sources]
    settings = Settings(load_workspace(ROOT)[0], date(2026, 11, 21))
    slowest, worst, read_well, accepted = 0.0, "", 0, 0
    started = time.perf_counter()
    for number in range(count):
        text, kind = dice.choice(texts)
        text = mutated(text, dice) if number % 4 else made_up(dice)
        start = time.perf_counter()
        document, findings = read("x.yaml", text.encode(errors="surrogatepass"))
        reading = time.perf_counter() - start
        if reading > slowest:
            slowest, worst = reading, text
        if (document is None) != any(finding.code != "CE011" for finding in findings):
            raise AssertionError(f"neither read nor refused: {text!r}")
        if document is None:
            continue
        read_well += 1
        if not check(document, kind, None):
            accepted += 1
            entity = build(ENTITIES[kind], document)
            outline_of(entity, document.text)
            run(entity, settings)
    seconds = time.perf_counter() - started
    print(f"{count:,} texts in {seconds:.0f} s; {read_well:,} read, {accepted:,} of them valid; no exception")
    print(f"slowest reading: {slowest * 1000:.1f} ms for {len(worst):,} characters: {worst[:120]!r}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
