"""Verify 100,000 files that were changed, or made to harm, as `cedu verify` does: no exception, no change that passes for what was
signed, no reading that takes long or much memory. DID documents and status lists are changed, too, and signed by their issuer then.

python tests/fuzz/fuzz_credentials.py [COUNT] [SEED]
"""

import base64
import gzip
import json
import random
import resource
import struct
import sys
import tempfile
import time
from collections import Counter
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cedu.cli.verify import _lines
from cedu.credentials import baking
from cedu.credentials.badge import Face, drawn
from cedu.credentials.verification import carriers
from cedu.credentials.verification.carriers import Carried
from cedu.credentials.verification.verdict import Verdict
from cedu.jobs.verify import Asked, UnusableError, document, verify
from cedu.rendering.certificate.writing import Parts, finished, opened
from unit.credentials.issued import NOW, Issuer

SLOWEST = 10.0  # seconds of this process for one file, on any machine
MOST_MEMORY = 600_000  # kilobytes
REVOKED = 7
SIGNS: tuple[bytes, ...] = (
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\\u0000",
    b"\\ud800",
    b"null",
    b"1e999",
    b"-0",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\n",
)
SIGNS += (b"<", b">", b"&", b"]]>", b"<!DOCTYPE svg [<!ENTITY a 'b'>]>", b"<!--", b".", b"=", b"stream\n", b"endobj\n", b"%%EOF\n", b"PDF")
SIGNS += (b"IEND", b"iTXt", b"@id", b"@graph", b"@context", b"@type", b"did:web:", b"z6Mk")
HOSTILE: tuple[Any, ...] = (None, True, 0, -1, 10**40, 1.5, "", " ", "\0", "\ud800", "z", "u", "x" * 3000, [], {}, [[]], [{}], {"@id": "x"})
HOSTILE += ({"@graph": []}, {"@value": "x", "@type": "@json"}, {"@list": ["x"]}, "did:web:", "did:web:a:..:b", "https://[", "_:b0")
HOSTILE += ("9999-12-31T23:59:59Z", "2026-11-22T12:00:00+99:99", "0000-00-00T00:00:00Z", "2026-11-22", "u" + "A" * 200)
HOSTILE += ({"id": "did:web:\u202e"}, ["VerifiableCredential", 7], "@type", "proof", {"kty": "EC", "crv": "P-256", "x": 7, "y": []})

NAMES = ("@id", "@type", "id", "type", "name", "x", "proof", "credentialSubject", "")


class Samples(NamedTuple):
    """What an issuer has given out and published; `revoked` is a credential that its list says is revoked."""

    issuer: Issuer
    files: dict[str, bytes]
    revoked: bytes
    did: dict[str, Any]
    list: dict[str, Any]


class Shown(NamedTuple):
    """A file, and what is published, as somebody has left them. `is_signed`: the issuer has signed whatever the file says by now."""

    kind: str
    file: bytes
    did: bytes
    list: bytes
    is_signed: bool = False


@cache
def samples() -> Samples:
    """An issuer's credentials in every form."""
    issuer = Issuer(revoked={REVOKED})
    text, token = issuer.json().decode(), issuer.jwt().decode()
    badge = drawn(Face("Author", "Practitioner", "Example Learning", 1, 2))
    assert not isinstance(badge, str)
    files = {"JSON": issuer.json(), "JWT": issuer.jwt(), "PDF": issuer.pdf()}
    files |= {
        "PNG": baking.png(badge.png, text),
        "SVG": baking.svg(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>', text),
    }
    files |= {"PNG of a JWT": baking.png(badge.png, token), "SVG of a JWT": baking.svg(badge.svg, token)}
    return Samples(issuer, files, issuer.json(index=REVOKED), issuer.did_document(), issuer.status_list())


def mutated(data: bytes, dice: random.Random) -> bytes:
    """`data` with bytes changed, pieces lost, doubled or moved, or signs of the formats put in."""
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        at = dice.randint(0, len(data))
        piece = data[at : at + dice.randint(1, 40)]
        match dice.randrange(7):
            case 0:
                data = data[:at] + data[at + len(piece) :]
            case 1:
                data = data[:at] + piece * dice.choice((2, 3, 100)) + data[at + len(piece) :]
            case 2:
                data = data[:at] + dice.choice(SIGNS) * dice.choice((1, 1, 1, 300)) + data[at:]
            case 3:
                where = dice.randint(0, len(data))
                data = data[:where] + piece + data[where:]
            case 4 if dice.random() < 0.3:
                data = data[:at]
            case _:
                data = data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
    return data


def places(value: Any, dice: random.Random) -> tuple[Any, Any]:
    """A place somewhere inside: its list or object, and its key."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return value, None
        key = dice.choice(keys)
        if not isinstance(value[key], dict | list) or dice.random() < 0.25:
            return value, key
        value = value[key]


def reworded(document: Any, dice: random.Random) -> Any:
    """JSON with values lost, replaced, moved, wrapped or put in."""
    document = deepcopy(document)
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        parent, key = places(document, dice)
        if key is None:
            continue
        match dice.randrange(8):
            case 0:
                del parent[key]
            case 1:
                parent[key] = [parent[key]]
            case 2 if isinstance(parent[key], str) and parent[key]:
                at = dice.randrange(len(parent[key]))
                parent[key] = parent[key][:at] + dice.choice("aZ09:/#-. é\u202e") + parent[key][at + 1 :]
            case 3:
                other, name = places(document, dice)
                parent[key] = deepcopy(other[name]) if name is not None else {}
            case 4 if isinstance(parent, dict):
                parent[dice.choice(("@id", "@type", "id", "type", "name", "x", "proof", "credentialSubject", ""))] = deepcopy(
                    dice.choice(HOSTILE)
                )
            case 5:
                value: Any = deepcopy(dice.choice(HOSTILE))
                for _ in range(dice.choice((2, 28, 90))):
                    value = dice.choice(([value], {"name": value}))
                parent[key] = value
            case _:
                parent[key] = deepcopy(dice.choice(HOSTILE))
        if not document:
            break
    return document


def dumped(document: Any) -> bytes:
    return json.dumps(document).encode()


def signed(document: Any, dice: random.Random) -> bytes:
    """What a document says with some changes, and its issuer's signature, if it can be signed at all."""
    unsigned = reworded({key: value for key, value in document.items() if key != "proof"}, dice)
    try:
        return samples().issuer.proved(unsigned)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return dumped({**unsigned, "proof": document["proof"]})


def swollen(dice: random.Random) -> bytes:
    """A status list that the issuer has signed, and that is too long, too short or none at all."""
    bits = bytes(dice.choice((0, 1, 16_383, 16_384, 1 << 17, 1 << 27 if dice.random() < 0.05 else 1 << 20)))
    packed = gzip.compress(bits, dice.choice((1, 9)))
    packed = mutated(packed, dice) if dice.random() < 0.5 else packed * dice.choice((1, 2))
    found = {key: value for key, value in samples().list.items() if key != "proof"}
    found["credentialSubject"] = {
        **found["credentialSubject"],
        "encodedList": dice.choice("uuuuz") + base64.urlsafe_b64encode(packed).rstrip(b"=").decode(),
    }
    return samples().issuer.proved(found)


def token(dice: random.Random, is_signed: bool) -> bytes:
    """A token of which one part says something else."""
    parts = samples().files["JWT"].split(b".")
    at = dice.randrange(2)
    said = reworded(json.loads(base64.urlsafe_b64decode(parts[at] + b"==")), dice)
    parts[at] = base64.urlsafe_b64encode(dumped(said)).rstrip(b"=")
    if is_signed:
        signature = samples().issuer.es256.sign(b".".join(parts[:2]))
        parts[2] = base64.urlsafe_b64encode(signature).rstrip(b"=")
    return b".".join(parts)


def picture(kind: str, dice: random.Random) -> bytes:
    """A badge whose parts are whole, and hold something else."""
    inside = dumped(reworded(json.loads(samples().files["JSON"]), dice))
    if kind.startswith("SVG"):
        text = inside.decode() if dice.random() < 0.5 else mutated(inside, dice).decode("utf-8", "replace")
        return baking.svg(samples().files["SVG"], text)
    chunks = b"".join(_chunk(b"iTXt", mutated(b"openbadgecredential\0\0\0\0\0" + inside, dice)) for _ in range(dice.choice((1, 1, 2))))
    return samples().files[kind][:33] + chunks + samples().files[kind][33:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


def certificate(dice: random.Random) -> bytes:
    """A PDF that is built as ours are, and has another page, or another attachment."""
    body, inside = _parts(samples().files["PDF"])
    if dice.random() < 0.4:
        body = mutated(body, dice)
    else:
        inside = dice.choice((mutated(inside, dice), dumped(reworded(json.loads(inside), dice)), samples().files["JWT"]))
    try:
        return body + finished(body, inside)
    except ValueError:
        return body + inside


def _parts(pdf: bytes) -> Parts:
    found = opened(pdf)
    assert found
    return found


def shown(dice: random.Random) -> Shown:
    """Something that a stranger might be given."""
    known = samples()
    did, listed = dumped(known.did), dumped(known.list)
    match dice.randrange(10):
        case 0:
            kind = dice.choice(("JSON", "JWT"))
            return Shown(
                f"{kind} with a DID document",
                known.files[kind],
                dice.choice((mutated(did, dice), dumped(reworded(known.did, dice)))),
                listed,
            )
        case 1:
            return Shown(
                "revoked",
                known.revoked,
                did,
                dice.choice((mutated(listed, dice), dumped(reworded(known.list, dice)), signed(known.list, dice))),
            )
        case 2:
            return Shown("JSON with a list that swells", known.files["JSON"], did, swollen(dice))
        case 3:
            return Shown("JSON", dumped(reworded(json.loads(known.files["JSON"]), dice)), did, listed)
        case 4:
            return Shown("JSON, signed", signed(json.loads(known.files["JSON"]), dice), did, listed, True)
        case 5:
            return Shown("JWT", token(dice, False), did, listed)
        case 6:
            return Shown("JWT, signed", token(dice, True), did, listed, True)
        case 7:
            kind = dice.choice(("PNG", "SVG"))
            return Shown(kind, picture(kind, dice), did, listed)
        case 8:
            return Shown("PDF", certificate(dice), did, listed)
        case _:
            kind = dice.choice(list(known.files))
            return Shown(f"{kind} of any bytes", mutated(known.files[kind], dice), did, listed)


def check(case: Shown, verdict: Verdict) -> None:
    """Nothing that was changed is taken for signed, nor what was revoked for genuine; and whatever is said can be written."""
    "".join(_lines(verdict, NOW)).encode()
    json.dumps(document("file", verdict, NOW), ensure_ascii=False).encode("utf-8", "backslashreplace")
    assert verdict.word == "genuine" or verdict.reasons
    assert case.kind != "revoked" or verdict.word != "genuine"
    if verdict.word in ("tampered", "unknown issuer", "unreadable"):
        assert verdict.claim is None
    elif not case.is_signed:
        found = carriers.opened(case.file)
        assert isinstance(found, Carried)
        if case.kind == "revoked":
            assert case.file == samples().revoked
        elif found.document is None:
            assert found.text.encode() == samples().files["JWT"]
        else:
            assert settled(found.document) == settled(json.loads(signed_in(found.kind)))
        assert found.kind != "PDF" or _parts(case.file).body == _parts(samples().files["PDF"]).body


def signed_in(kind: str) -> bytes:
    """The credential that the sample of a kind has."""
    return _parts(samples().files["PDF"]).document if kind == "PDF" else samples().files["JSON"]


def settled(value: Any) -> Any:
    """JSON as JSON-LD takes it: what a list holds is a set, and a list of one is that one."""
    if isinstance(value, dict):
        return {key: settled(each) for key, each in value.items()}
    if isinstance(value, list):
        return settled(value[0]) if len(value) == 1 else sorted(map(settled, value), key=dumped)
    return value


def run(count: int, seed: int) -> tuple[Counter[str], float]:
    """Verify `count` files; how often each word was said of each kind, and the seconds that the slowest took."""
    dice = random.Random(seed)
    words: Counter[str] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        paths = [folder / each for each in ("file", "did.json", "list.json")]
        asked = Asked(offline=True, trust=[paths[1]], status=[paths[2]])
        for number in range(count):
            case = shown(dice)
            for path, content in zip(paths, case[1:4], strict=True):
                path.write_bytes(content)
            start = time.process_time()
            try:
                verdict = verify(None, str(paths[0]), asked, NOW)
                check(case, verdict)
                words[f"{case.kind}: {verdict.word}"] += 1
            except UnusableError as error:
                assert str(error)
                words[f"{case.kind}: unusable"] += 1
            except BaseException:
                kept = Path(tempfile.mkdtemp(prefix="fuzz-credentials-"))
                for path in paths:
                    (kept / path.name).write_bytes(path.read_bytes())
                sys.stderr.write(f"{case.kind}: number {number} of seed {seed} is kept in {kept}\n")
                raise
            slowest = max(slowest, time.process_time() - start)
    return words, slowest


def main(count: int, seed: int) -> None:
    """Verify, and say how it went."""
    words, slowest = run(count, seed)
    for word, times in sorted(words.items()):
        print(f"{times:7,} {word}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{count:,} files; the slowest took {slowest * 1000:.0f} ms; at most {memory // 1024:,} MB of memory; no exception")
    assert slowest < SLOWEST, f"{slowest:.1f} s"
    assert memory < MOST_MEMORY, f"{memory:,} KB"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
