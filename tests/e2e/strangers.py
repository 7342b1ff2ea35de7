"""Other people's software, which is shown credentials as a stranger would be who has what an issuer publishes."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

SCRIPT = Path(__file__).parent / "credentials" / "verify.mjs"


class Case(NamedTuple):
    """What is shown to a verifier: its kind (see verify.mjs), and what else there is to be fetched."""

    kind: str
    text: str
    documents: dict[str, Any] | None = None


class Strangers:
    """A verifier who knows these documents by their addresses, and nothing else; tokens have to be of the issuer `did`."""

    def __init__(self, node: Callable[..., Any], folder: Path, did: str, documents: Mapping[str, Any]) -> None:
        self._node = node
        self._folder = folder
        self._did = did
        self._documents = documents

    def say(self, cases: Mapping[str, Case], now: datetime) -> dict[str, Any]:
        """What is said of each case, by its name: `verified`, `revoked` and `reason`."""
        shown = [{"name": name, **case._asdict()} for name, case in cases.items()]
        content = {"documents": self._documents, "did": self._did, "now": now.isoformat(), "cases": shown}
        path = self._folder / "cases.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        return {each.pop("name"): each for each in self._node(SCRIPT, str(path))}
