"""JSON-LD, strictly: what is signed is all that is there, and every word of it is defined.

Only the contexts that lie in `contexts/` exist; nothing is ever fetched. Whatever a signature would not cover is refused: terms and types
without a definition, relative IRIs, null, empty lists, values that are said twice, contexts and keywords inside the document.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
# It defines what Open Badges wants a credential's schema to be called (3.0, B.1.21).
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
_FILES = {CREDENTIALS: "credentials-v2.json", OPEN_BADGES: "open-badges-3.0.3.json", EXTENSIONS: "open-badges-extensions.json"}
_CONTEXTS = tuple(_FILES)
MOST_BYTES = 256_000
DEEPEST = 30
_MOST_COMPARISONS = 500
# By its name, for contexts say the same of types and of properties.
_TYPE = re.compile("(?:1EdTech)?[A-Z]")
# PyLD takes `http://example.org/base/` for a base where there is none, and would sign it; what is resolved against this is refused.
_BASE = "relative://invalid/"
# RFC 3987 asks for more; what it forbids in the brackets of an N-Quad is what matters (RDF 1.1 N-Quads, IRIREF).
IRI = re.compile(r"(?:https?://|did:|urn:|mailto:|data:)[^\x00-\x20<>\"{}|^`\\]+")
# RDFC-1.0 writes these as escapes, which PyLD doesn't; no text needs them. Surrogates and two code points are no characters at all.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read(data: bytes | str) -> dict[str, Any] | str:
    """The JSON object in `data`; or why it is refused: too large or deep, not UTF-8, a duplicate key, a number that is none."""
    if len(data) > MOST_BYTES:
        return f"it has more than {MOST_BYTES:,} bytes"
    try:
        text = data.decode("utf-8") if isinstance(data, bytes) else data
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_no_number)
    except UnicodeDecodeError:
        return "it is not written in UTF-8"
    except RecursionError:
        return f"it is nested more than {DEEPEST} deep"
    except json.JSONDecodeError as error:
        return f"it is no JSON: line {error.lineno}, column {error.colno}"
    except ValueError as error:
        return str(error)
    if not isinstance(value, dict):
        return "it is no JSON object"
    return next(_malformed(value, 1), "") or value


def written(document: Mapping[str, Any]) -> bytes:
    """`document` as the bytes that are kept: UTF-8, without white space, keys in their order."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def strict(document: Mapping[str, Any]) -> tuple[str, ...]:
    """What is wrong with a document as JSON-LD, in words: undefined terms, relative IRIs, unknown types, other contexts."""
    contexts = document.get("@context")
    if not isinstance(contexts, list) or not contexts or tuple(contexts) != _CONTEXTS[: len(contexts)]:
        return (f"its contexts are not {', '.join(f'`{url}`' for url in _CONTEXTS)}, or the first of them, in this order",)
    found = tuple(_malformed(document, 1)) or tuple(_unsigned(document, "", _types()))
    if found:
        return found
    dropped, expanded = _expanded(document)
    if dropped:
        return tuple(f"the term `{term}` has no definition where it stands" for term in dropped)
    return tuple(_relative(expanded))


def canonical(document: Mapping[str, Any]) -> bytes:
    """The canonical N-Quads of a document (RDFC-1.0). Raises ValueError for one that isn't `strict`, or too tangled to be told apart."""
    if problems := strict(document):
        raise ValueError(problems[0])
    return unchecked(document)


def unchecked(document: Mapping[str, Any]) -> bytes:
    """The canonical N-Quads of a document that is known to be strict. Raises ValueError for one that can't have any."""
    canon, jsonld = _pyld()

    class Bounded(canon.URDNA2015):  # type: ignore[misc, name-defined]
        """Blank nodes that look alike can keep the algorithm busy for ever (RDFC-1.0, 7.1)."""

        comparisons = 0

        def hash_n_degree_quads(self, id_: str, issuer: Any) -> Any:
            self.comparisons += 1
            if self.comparisons > _MOST_COMPARISONS:
                raise ValueError("it has too many nodes that can't be told apart")
            return super().hash_n_degree_quads(id_, issuer)

    try:
        dataset = jsonld.JsonLdProcessor().to_rdf(dict(document), {"documentLoader": _load, "base": _BASE})
    except jsonld.JsonLdError as error:
        raise ValueError(_reason(error)) from None
    quads: str = Bounded().main(dataset, {"format": "application/n-quads"})
    return quads.encode()


def context(url: str) -> Any:
    """The JSON of a context that we know. Raises KeyError for any other."""
    return json.loads(files(__package__).joinpath("contexts", _FILES[url]).read_bytes())


def _load(url: str, _options: Any) -> dict[str, Any]:
    if url not in _FILES:
        raise ValueError(f"the context `{url}` is not known")
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context(url)}


@cache
def _types() -> frozenset[str]:
    """The terms that name a type."""
    return frozenset(term for url in _FILES for term in context(url)["@context"] if _TYPE.match(term))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key `{next(key for key in keys if keys.count(key) > 1)}` is there twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"`{text[:20]}` is no whole number")


def _malformed(value: Any, depth: int) -> Iterator[str]:
    """What no document may hold, at any depth."""
    if depth > DEEPEST:
        yield f"it is nested more than {DEEPEST} deep"
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _malformed(key, depth + 1)
            yield from _malformed(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _malformed(each, depth + 1)
    elif isinstance(value, str):
        if FORBIDDEN.search(value):
            yield f"`{value[:40]!a}` holds a control character"
    elif value is None or isinstance(value, float):
        yield f"`{json.dumps(value)}` is no value that can be signed"
    elif not isinstance(value, bool) and not -(2**53) < value < 2**53:
        yield "a number is too large"


def _unsigned(value: Any, path: str, types: frozenset[str]) -> Iterator[str]:
    """What JSON-LD would pass over, or understand by itself, so that no signature covers it."""
    if isinstance(value, list):
        if not value or len({json.dumps(each, sort_keys=True) for each in value}) < len(value):
            yield f"`{path}` is an empty list, or says something twice"
        if any(isinstance(each, list) for each in value):
            yield f"`{path}` is a list of lists"
        for each in value:
            yield from _unsigned(each, path, types)
    elif isinstance(value, dict):
        if not value:
            yield f"`{path}` is empty"
        for key, each in value.items():
            if key.startswith("@") and (path or key != "@context"):
                yield f"`{key}` stands inside the document"
            elif key == "type":
                named = each if isinstance(each, list) else [each]
                yield from (f"the type `{name}` is unknown" for name in named if not isinstance(name, str) or name not in types)
                if not named or len(set(map(str, named))) < len(named):
                    yield f"`{path}.type` is an empty list, or says something twice"
            elif key != "@context":
                yield from _unsigned(each, f"{path}.{key}" if path else key, types)


def _expanded(document: Mapping[str, Any]) -> tuple[list[str], Any]:
    """The terms that expansion drops, and what it leaves."""
    _, jsonld = _pyld()
    dropped: list[str] = []
    processor = jsonld.JsonLdProcessor(on_property_dropped=dropped.append)
    try:
        return dropped, processor.expand(dict(document), {"documentLoader": _load, "base": _BASE})
    except (jsonld.JsonLdError, ValueError) as error:
        return [_reason(error)], []


@cache
def _pyld() -> tuple[Any, Any]:
    """PyLD's modules, without what it would fetch contexts with where that is installed: we never do, and it takes much memory."""
    absent: dict[str, Any] = {name: None for name in ("requests", "aiohttp") if name not in sys.modules}
    sys.modules |= absent  # whoever imports one of these is told that there is none
    try:
        from pyld import canon, jsonld
    finally:
        for name in absent:
            del sys.modules[name]
    return canon, jsonld


def _reason(error: Exception) -> str:
    cause = error.__cause__ or error
    return f"it is no JSON-LD: {str(cause).splitlines()[0][:200]}"


def _relative(value: Any) -> Iterator[str]:
    """The IRIs of an expanded document that are none."""
    if isinstance(value, list):
        for each in value:
            yield from _relative(each)
    elif isinstance(value, dict):
        named = [value["@id"]] if "@id" in value else []
        named += value.get("@type", []) if "@value" not in value else []
        wrong = (str(name) for name in named if not isinstance(name, str) or not IRI.fullmatch(name))
        yield from (f"`{name.removeprefix(_BASE)}` is no absolute IRI" for name in wrong)
        for key, each in value.items():
            if key not in ("@id", "@type", "@value"):
                yield from _relative(each)
