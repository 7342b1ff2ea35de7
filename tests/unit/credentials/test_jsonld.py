"""What is read, and what no signature would cover."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from cedu.credentials import jsonld
from unit.credentials.issued import Issuer

PLAIN = Issuer().unsigned()


def test_contexts_are_the_published_ones() -> None:
    """What a word means must never change (the files' source: contexts/README.md)."""
    sums = {url: sha256(jsonld.written(jsonld.context(url))).hexdigest() for url in PLAIN["@context"]}
    assert sums == {
        jsonld.CREDENTIALS: "bf6fd611e6773d58f649459a45dbbb81f94e8cfd058a756644cd5a4a882c4050",
        jsonld.OPEN_BADGES: "e407ae98563c7b4708be4c8198a7f254bc09c131afc68e73d5f90eb0a34c6f7f",
        jsonld.EXTENSIONS: "f9767b4f07e2c92e6c084c34882f67cb335b13f0aface4b9bfc2ea08432a5892",
    }


def test_what_we_write_is_strict() -> None:
    assert jsonld.strict(PLAIN) == ()
    assert jsonld.read(jsonld.written(PLAIN)) == PLAIN


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no JSON"),
        (b"[]", "no JSON object"),
        (b'{"a": 1', "no JSON: line 1"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"a": 1, "a": 1}', "`a` is there twice"),
        (b'{"b": {"a": 1, "a": 2}}', "`a` is there twice"),
        (b'{"a": NaN}', "no whole number"),
        (b'{"a": -Infinity}', "no whole number"),
        (b'{"a": 1.0}', "no whole number"),
        (b'{"a": 1e3}', "no whole number"),
        (b'{"a": 9007199254740992}', "too large"),
        (b'{"a": ' + b"9" * 5000 + b"}", ""),
        (b'{"a": null}', "`null`"),
        (b'{"a": "\\u0000"}', "control character"),
        (b'{"a": "\\ud800"}', "control character"),
        (b'{"\\u0007": "a"}', "control character"),
        (b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}", "nested more than 30 deep"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested more than 30 deep"),
        (b'{"a": "' + b"x" * 300_000 + b'"}', "more than 256,000 bytes"),
    ],
)
def test_what_is_not_read(data: bytes, reason: str) -> None:
    found = jsonld.read(data)
    assert isinstance(found, str)
    assert reason in found


def changed(change: Callable[[Any], object]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(PLAIN))
    change(document)
    return document


def subject(**values: Any) -> Callable[[Any], object]:
    return lambda document: document["credentialSubject"].update(values)


STRANGE: dict[str, tuple[Callable[[Any], object], str]] = {
    "a term that nobody defines": (lambda d: d.update(honours="summa"), "the term `honours` has no definition"),
    "a term that is defined elsewhere": (lambda d: d.update(targetName="x"), "the term `targetName` has no definition"),
    "inside a part": (subject(honours="summa"), "the term `honours` has no definition"),
    "a relative id": (subject(id="me"), "`me` is no absolute IRI"),
    "an id without a scheme": (subject(id="//thief.example/me"), "no absolute IRI"),
    "no id at all": (subject(id=""), "no absolute IRI"),
    "a blank node's name": (subject(id="_:b0"), "`_:b0` is no absolute IRI"),
    "an id that a browser would run": (subject(id="javascript:alert(1)"), "no absolute IRI"),
    "a type that nobody defines": (lambda d: d["type"].append("Doctor"), "the type `Doctor` is unknown"),
    "a type by its address": (lambda d: d["type"].append("https://thief.example/Doctor"), "is unknown"),
    "a type that is a list": (lambda d: d["type"].append(["VerifiableCredential"]), "is unknown"),
    "a type that is an object": (lambda d: d["type"].append({"id": "https://thief.example/Doctor"}), "is unknown"),
    "a type twice": (lambda d: d["type"].append("OpenBadgeCredential"), "says something twice"),
    "no type": (subject(type=[]), "empty list"),
    "an empty list": (lambda d: d.update(evidence=[]), "`evidence` is an empty list"),
    "an empty object": (lambda d: d.update(evidence={}), "`evidence` is empty"),
    "null": (lambda d: d.update(name=None), "`null`"),
    "the same twice": (lambda d: d["evidence"].append(d["evidence"][0]), "says something twice"),
    "a list in a list": (lambda d: d.update(evidence=[d["evidence"]]), "list of lists"),
    "a fraction": (subject(creditsEarned=1.5), "no value that can be signed"),
    "a control character": (lambda d: d.update(name="a\x08"), "control character"),
    "a graph": (lambda d: d.update({"@graph": [{"id": "https://e.org/"}]}), "`@graph` stands inside"),
    "what is included": (lambda d: d.update({"@included": [{"id": "https://e.org/"}]}), "`@included` stands inside"),
    "an id under its other name": (subject(**{"@id": "https://e.org/"}), "`@id` stands inside"),
    "a context of its own": (subject(**{"@context": {"honours": "https://e.org/#h"}}), "`@context` stands inside"),
    "what something is to it": (subject(**{"@reverse": {"x": "y"}}), "`@reverse` stands inside"),
    "contexts the other way round": (lambda d: d["@context"].reverse(), "its contexts are not"),
    "a context that nobody knows": (lambda d: d["@context"].append("https://e.org/"), "its contexts are not"),
    "another third context": (lambda d: d["@context"].__setitem__(2, "https://e.org/"), "its contexts are not"),
    "a context twice": (lambda d: d["@context"].__setitem__(2, jsonld.CREDENTIALS), "its contexts are not"),
    "a context too few": (lambda d: d["@context"].pop(), "`1EdTechJsonSchemaValidator2019` is no absolute IRI"),
    "an object as context": (lambda d: d["@context"].append({"x": "https://e.org/"}), "its contexts are not"),
    "one context as text": (lambda d: d.update({"@context": jsonld.CREDENTIALS}), "its contexts are not"),
    "no contexts": (lambda d: d.pop("@context"), "its contexts are not"),
    "a list of objects of which one is odd": (lambda d: d["evidence"].append({"id": "x", "type": ["Evidence"]}), "`x` is no absolute IRI"),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_no_signature_would_cover(name: str) -> None:
    change, reason = STRANGE[name]
    problems = jsonld.strict(changed(change))
    assert problems
    assert reason in problems[0]
    with pytest.raises(ValueError):
        jsonld.canonical(changed(change))


def test_nothing_is_ever_fetched() -> None:
    with pytest.raises(ValueError, match="not known"):
        jsonld._load("https://www.w3.org/2018/credentials/v1", {})


def test_nodes_that_cannot_be_told_apart_do_not_keep_us_busy() -> None:
    """Each result is related to two that look like it: RDFC-1.0 would try all orders of all of them."""

    def alike(depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {"type": ["Achievement"], "name": "x"}
        if depth:
            found["specialization"] = [alike(depth - 1), {**alike(depth - 1), "name": "y"}]
        return found

    with pytest.raises(ValueError, match="told apart"):
        jsonld.canonical(changed(subject(achievement=alike(7))))
