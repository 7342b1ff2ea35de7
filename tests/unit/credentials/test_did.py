"""Who the issuer is, where that is published, and which keys count."""

import base64
import json
from typing import Any

import base58
import pytest

from cedu.credentials import did
from cedu.credentials.keys import LocalSigner
from cedu.credentials.proof import loaded

DID = "did:web:learn.example.org:certificates"


@pytest.mark.parametrize(
    ("url", "identity", "location"),
    [
        ("https://learn.example.org/certificates/", DID, "https://learn.example.org/certificates/did.json"),
        ("https://learn.example.org/certificates", DID, "https://learn.example.org/certificates/did.json"),
        ("https://Learn.Example.org", "did:web:learn.example.org", "https://learn.example.org/.well-known/did.json"),
        ("https://example.org:8443/a/b/", "did:web:example.org%3A8443:a:b", "https://example.org:8443/a/b/did.json"),
        ("https://example.org:443/a", "did:web:example.org:a", "https://example.org/a/did.json"),
        ("https://example.org/a b/ü/", "did:web:example.org:a%20b:%C3%BC", "https://example.org/a%20b/%C3%BC/did.json"),
        ("https://example.org/a%3Ab/", "did:web:example.org:a%3Ab", "https://example.org/a%3Ab/did.json"),
        ("https://bücher.example/", "did:web:xn--bcher-kva.example", "https://xn--bcher-kva.example/.well-known/did.json"),
    ],
)
def test_an_address_is_an_identity_and_back(url: str, identity: str, location: str) -> None:
    assert did.identity(url) == identity
    assert did.location(identity) == location


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "https:///a", "example.org", "https://me@example.org/", "https://example.org/?a", "https://example.org/#a", ""],
)
def test_an_address_that_is_no_issuers(url: str) -> None:
    with pytest.raises(ValueError, match="no https address"):
        did.identity(url)


@pytest.mark.parametrize(
    "written",
    [
        "did:key:z6Mk",
        "did:web:",
        "did:web:a/b",
        "did:web:example.org:",
        "did:web:example.org::a",
        "did:web:me%40example.org",
        "did:web:a%2Fb",
        "did:web:example.org%3Aport",
        "did:web:example.org#key",
        "did:web:exa mple.org",
        "did:web:example.org:a?b",
        "https://example.org/",
    ],
)
def test_an_identity_that_is_published_nowhere(written: str) -> None:
    with pytest.raises(ValueError):
        did.location(written)


KEYS = (LocalSigner.generate("eddsa-rdfc-2022").public_key, LocalSigner.generate("ES256").public_key)


def test_a_document_lists_its_keys() -> None:
    document = json.loads(json.dumps(did.document(DID, KEYS)))
    assert did.assertion_keys(document, DID) == {f"{DID}#{key}": key for key in KEYS}
    assert all(not {"expires", "revoked"} & set(method) for method in document["verificationMethod"])


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(assertionMethod=[]),
        lambda d: d.update(verificationMethod=[]),
        lambda d: [method.update(type="JsonWebKey2020") for method in d["verificationMethod"]],
        lambda d: [method.update(controller="did:web:thief.example") for method in d["verificationMethod"]],
        lambda d: [method.update(revoked="2026-01-01T00:00:00Z") for method in d["verificationMethod"]],
        lambda d: [method.update(expires="2999-01-01T00:00:00Z") for method in d["verificationMethod"]],
        lambda d: d.update(verificationMethod=["text", 1, None]),
    ],
)
def test_keys_that_do_not_count(change: Any) -> None:
    document = json.loads(json.dumps(did.document(DID, KEYS)))
    change(document)
    assert did.assertion_keys(document, DID) == {}


def methods() -> tuple[dict[str, Any], dict[str, Any]]:
    proofs, tokens = did.document(DID, KEYS)["verificationMethod"]
    return proofs, tokens


def test_a_key_for_tokens_is_a_json_web_key() -> None:
    """One that other people's libraries have read says the same of its point."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    proofs, tokens = methods()
    assert proofs == {"id": f"{DID}#{KEYS[0]}", "controller": DID, "type": "Multikey", "publicKeyMultibase": KEYS[0]}
    jwk = tokens.pop("publicKeyJwk")
    assert tokens == {"id": f"{DID}#{KEYS[1]}", "controller": DID, "type": "JsonWebKey"}
    assert (jwk.pop("kty"), jwk.pop("crv"), jwk.pop("alg")) == ("EC", "P-256", "ES256")
    key = loaded(KEYS[1], "ES256")
    assert key is not None
    point = b"\x04" + b"".join(base64.urlsafe_b64decode(jwk.pop(name) + "=") for name in ("x", "y"))
    assert point == key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    assert jwk == {}


def test_a_coordinate_that_begins_with_zeros_keeps_them() -> None:
    """As many bytes as the curve has (RFC 7518, 6.2.1.2)."""
    short = next(key for key in (LocalSigner.generate("ES256").public_key for _ in range(20_000)) if _x(key)[0] == 0)
    jwk = did.document(DID, [short])["verificationMethod"][0]["publicKeyJwk"]
    assert base64.urlsafe_b64decode(jwk["x"] + "=") == _x(short)


def _x(key: str) -> bytes:
    return bytes(base58.b58decode(key[1:])[3:])


@pytest.mark.parametrize(
    "change",
    [
        {"x": "A" * 43},
        {"y": "A" * 43},
        {"crv": "P-384"},
        {"kty": "OKP"},
        {"alg": "ES384"},
        {"d": "A" * 43},
    ],
)
def test_a_json_web_key_that_is_not_the_one_of_its_id(change: dict[str, str]) -> None:
    document = did.document(DID, KEYS)
    document["verificationMethod"][1]["publicKeyJwk"].update(change)
    assert "is not the one that its id names" in did.assertion_keys(document, DID)


def test_keys_that_others_have_written_down_otherwise() -> None:
    """A Multikey on P-256, and a JSON Web Key without what it need not say."""
    document = did.document(DID, KEYS)
    tokens = document["verificationMethod"][1]
    tokens["publicKeyJwk"] = {name: tokens["publicKeyJwk"][name] for name in ("y", "x", "kty", "crv")} | {"kid": "mine", "use": "sig"}
    assert did.assertion_keys(document, DID) == {f"{DID}#{key}": key for key in KEYS}
    document["verificationMethod"][1] = {"id": tokens["id"], "controller": DID, "type": "Multikey", "publicKeyMultibase": KEYS[1]}
    assert did.assertion_keys(document, DID) == {f"{DID}#{key}": key for key in KEYS}


@pytest.mark.parametrize("key", [1, None, ["x"], {}])
def test_an_id_or_key_that_is_no_text(key: Any) -> None:
    document = did.document(DID, KEYS)
    for method in document["verificationMethod"]:
        method["id"] = key
    document["assertionMethod"].append(key)
    assert isinstance(did.assertion_keys(document, DID), str)
    document = did.document(DID, KEYS)
    document["verificationMethod"][1]["publicKeyJwk"] = key
    assert "is not the one that its id names" in did.assertion_keys(document, DID)


def test_a_document_that_is_none() -> None:
    document = did.document(DID, KEYS)
    assert "not the one of" in did.assertion_keys(document, "did:web:other.example")
    assert "lists no keys" in did.assertion_keys({"id": DID, "verificationMethod": {}}, DID)
    document["verificationMethod"][0]["publicKeyMultibase"] = KEYS[1]
    assert "is not the one that its id names" in did.assertion_keys(document, DID)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        *[(host, True) for host in ("example.org", "learn.example.com", "learn.acme.EXAMPLE", "x.test", "localhost", "a.invalid")],
        *[(host, False) for host in ("learn.acme.com", "myexample.org", "example.org.uk", "test.com", "examples.net")],
    ],
)
def test_addresses_that_nobody_can_own_are_known(host: str, expected: bool) -> None:
    assert did.is_for_examples(f"https://{host}/certificates/") is expected
