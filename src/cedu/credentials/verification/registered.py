"""What the issuer's own registry knows of a credential, which is more, and newer, than what it has published."""

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from cedu.credentials import did, status_list
from cedu.credentials.verification.claims import content
from cedu.credentials.verification.sources import Keys, Question, Standing
from cedu.credentials.verification.verdict import Claim, Relied, Verdict, Word

if TYPE_CHECKING:
    from cedu.credentials.registry import Kept, Registry

# Words that stand whatever a registry says: where nothing is signed by us, there is nothing to look up.
_FINAL: tuple[Word, ...] = ("tampered", "unknown issuer", "unreadable")


class Registered:
    """An issuer's registry, as a source. `url` is where it publishes, `place` what to call the registry."""

    def __init__(self, registry: "Registry", issuer: str, url: str, place: str, now: datetime) -> None:
        self._registry = registry
        self.issuer = issuer
        self._url = url
        self._relied = Relied("registry", place, now)

    def keys(self, issuer: str) -> Keys | str:
        """See Sources."""
        if issuer != self.issuer:
            return f"{issuer} is not the issuer here, {self.issuer}"
        known = self._registry.issuer_keys()
        good = [key.public_key for key in known if key.state != "compromised"]
        return Keys({did.key_id(issuer, key): key for key in good}, self._relied)

    def standing(self, question: Question) -> Standing:
        """See Sources."""
        status = question.status
        if question.issuer != self.issuer:
            return Standing(None, f"{question.issuer} is not the issuer here")
        for number in range(self._registry.status_lists()):
            if status.get("statusListCredential") == status_list.address(self._url, number):
                index = str(status.get("statusListIndex"))
                return Standing(index in map(str, self._registry.statuses(number)), "", self._relied)
        return Standing(None, "the registry has no such list of revoked credentials")

    def known(self, verdict: Verdict) -> Verdict:
        """A verdict on a credential of this issuer's, with what the registry knows of its award."""
        claim = verdict.claim
        if claim is None or claim.issuer != self.issuer or verdict.word in _FINAL:
            return verdict
        verdict = verdict.relying(self._relied)
        if (why := self._compromised(claim.key)) and verdict.word != "revoked":
            return verdict.saying("unknown issuer", why)
        kept = self.award(claim.number)
        if kept is None or claim.version > kept.versions:
            why = "the registry does not know it: it is from an older backup, or somebody else has the key"
            return verdict if verdict.word == "revoked" else verdict.saying("uncertain", why)
        if kept.erased:
            verdict = verdict.noting("its holder has been erased from the registry")
        elif claim.content != self._content(claim):
            return verdict.saying("uncertain", "the registry has another credential under this number: somebody else has the key")
        if kept.revoked_at:
            return verdict.saying("revoked", revoked(kept))
        if claim.version < kept.versions:
            return verdict.saying("superseded", f"version {kept.versions} has taken the place of version {claim.version}")
        return verdict

    def compromised(self, verdict: Verdict, key: str) -> Verdict:
        """A verdict on what was signed with a key that isn't listed: the registry knows whether that was one of ours."""
        why = self._compromised(key)
        return replace(verdict, reasons=(why,)) if why else verdict

    def _compromised(self, key: str) -> str:
        """Why nothing that a key of ours signed counts any more; empty where it does."""
        for known in self._registry.issuer_keys():
            if known.state == "compromised" and key == did.key_id(self.issuer, known.public_key):
                on = f" since {known.until:%Y-%m-%d}" if known.until else ""
                return f"the key that it was signed with is compromised{on}: ask for a credential that was issued anew"
        return ""

    def _content(self, claim: Claim) -> bytes:
        """What was issued as this version of this number, as `claims.content` has it."""
        issued = json.loads(self._registry.credentials(claim.number)[claim.version - 1].document)
        del issued["proof"]
        return content(issued)

    def award(self, number: str) -> "Kept | None":
        """The award with a number; None where there is none."""
        try:
            return self._registry.award(number)
        except LookupError:
            return None

    def credential(self, number: str) -> bytes:
        """The newest credential of an award, as JSON. Raises LookupError where there is none."""
        return self._registry.current(number).document


def revoked(kept: "Kept") -> str:
    """When an award was revoked, and why."""
    on = f"on {kept.revoked_at:%Y-%m-%d}" if kept.revoked_at else ""
    return f"it was revoked {on}{f': {kept.reason}' if kept.reason else ''}"
