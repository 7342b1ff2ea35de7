"""The shape of the documents that we know: Open Badges' AchievementCredential, and the list of its revocations.

JSON-LD is a graph, in which the same statements can be arranged otherwise and still be signed. So what is read from a document has to stand
where it is looked for.
"""

from collections.abc import Iterator, Mapping
from typing import Any

# What the objects under a key have to be (Open Badges 3.0, appendix B.1).
_TYPES: Mapping[str, str] = {
    "issuer": "Profile",
    "creator": "Profile",
    "parentOrg": "Profile",
    "source": "Profile",
    "credentialSubject": "AchievementSubject",
    "achievement": "Achievement",
    "alignment": "Alignment",
    "image": "Image",
    "otherIdentifier": "IdentifierEntry",
    "related": "Related",
    "result": "Result",
    "rubricCriterionLevel": "RubricCriterionLevel",
    "evidence": "Evidence",
    "address": "Address",
    "geo": "GeoCoordinates",
}
_CREDENTIAL = frozenset(("OpenBadgeCredential", "AchievementCredential"))
# JSON-LD takes a list of one text for the text, and a text for a boolean.
_TEXTS = frozenset(("name", "description", "narrative", "identityHash", "salt", "value", "targetName", "targetUrl", "digestMultibase"))
_TEXTS |= {"validFrom", "validUntil", "awardedDate", "statusListIndex", "statusListCredential", "statusPurpose"}


def problems(document: Mapping[str, Any]) -> tuple[str, ...]:
    """What is wrong with an unsigned document, in words; the first is enough to refuse it."""
    types = as_list(document.get("type"))
    if "VerifiableCredential" not in types:
        return ("it is no verifiable credential",)
    if not isinstance(document.get("id"), str) or not isinstance(document.get("credentialSubject"), dict):
        return ("it has no `id`, or not one `credentialSubject`",)
    if "BitstringStatusListCredential" in types:
        return tuple(_status_list(document))
    if not _CREDENTIAL & set(types):
        return ("it is neither an Open Badges credential nor a status list",)
    return tuple(_achievement(document))


def as_list(value: Any) -> list[Any]:
    """What JSON-LD lets stand alone, or in a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _status_list(document: Mapping[str, Any]) -> Iterator[str]:
    subject = document["credentialSubject"]
    if subject.get("type") != "BitstringStatusList" or subject.get("statusPurpose") != "revocation":
        yield "it is no list of revocations"
    if not isinstance(subject.get("encodedList"), str):
        yield "the list has no `encodedList`"


def _achievement(document: Mapping[str, Any]) -> Iterator[str]:
    issuer, subject = document.get("issuer"), document["credentialSubject"]
    if not isinstance(issuer, dict) or not isinstance(issuer.get("id"), str):
        yield "it has no `issuer` with an `id`"
    achievement = subject.get("achievement")
    if not isinstance(achievement, dict) or not {"id", "name", "description", "criteria"} <= set(achievement):
        yield "it has no `achievement` with an `id`, a `name`, a `description` and `criteria`"
    if not {"id", "identifier"} & set(subject):
        yield "it doesn't say whom it is about"
    for status in as_list(document.get("credentialStatus")):
        if not isinstance(status, dict) or not {"type", "statusPurpose", "statusListIndex", "statusListCredential"} <= set(status):
            yield "its `credentialStatus` is no entry of a status list"
    yield from _inside(document, "")


def _inside(value: Any, parent: str) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _inside(each, parent)
    elif isinstance(value, dict):
        for key, each in value.items():
            wanted = _wanted(key, parent)
            if key in _TEXTS and not isinstance(each, str):
                yield f"`{key}` is no text"
            if key == "hashed" and not isinstance(each, bool):
                yield "`hashed` is neither true nor false"
            if key == "proof":
                yield "it holds a proof inside"
            for one in as_list(each):
                if wanted and isinstance(one, dict) and wanted not in as_list(one.get("type")):
                    yield f"`{key}` is no `{wanted}`"
            yield from _inside(each, key)


def _wanted(key: str, parent: str) -> str | None:
    """Two keys have a meaning of their own in one place."""
    if key == "identifier":
        return "IdentityObject" if parent == "credentialSubject" else None
    if key == "resultDescription":
        return "ResultDescription" if parent == "achievement" else None
    return _TYPES.get(key)
