"""One item while it is read: its parts, its texts as Markdown, what answers earn, and what is noted on the way."""

import re
from collections.abc import Callable, Iterable, Sequence

from cedu.formats.from_html import Converted
from cedu.formats.qti.evaluate import Declared, Given, NotUnderstoodError, Scoring, declared
from cedu.formats.qti.item import TOOL
from cedu.formats.qti.nodes import Node, html
from cedu.formats.qti.operators import Value
from cedu.model.ids import ID, letter
from cedu.model.interaction import Option

INTERACTIONS = frozenset(
    (
        *("choiceInteraction", "textEntryInteraction", "inlineChoiceInteraction", "extendedTextInteraction", "orderInteraction"),
        *("matchInteraction", "gapMatchInteraction", "hotspotInteraction", "hottextInteraction", "sliderInteraction", "uploadInteraction"),
        *("associateInteraction", "selectPointInteraction", "graphicOrderInteraction", "graphicAssociateInteraction", "customInteraction"),
        *("graphicGapMatchInteraction", "positionObjectInteraction", "drawingInteraction", "mediaInteraction", "endAttemptInteraction"),
        *("portableCustomInteraction",),
    )
)
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class RefusedError(Exception):
    """An item that can't become one of ours: the line and the reason, a sentence without a full stop."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class Reading:
    """An item: `markdown` converts HTML, `notes` are what has changed, and `right` is what to answer so that all is right.

    `ours` says that we wrote it, so that ids are in its identifiers.
    """

    def __init__(self, root: Node, markdown: Callable[[str], Converted]) -> None:
        self.root = root
        self.ours = root.get("toolName") == TOOL
        self.body = root.child("itemBody") or Node("itemBody")
        self.asked = [node for node in self.body.all(*INTERACTIONS) if node.name != "endAttemptInteraction"]
        self.responses = {node.get("identifier"): declared(node) for node in root.all("responseDeclaration")}
        self.templates = {node.get("identifier"): declared(node) for node in root.all("templateDeclaration")}
        outcomes = {node.get("identifier"): declared(node) for node in root.all("outcomeDeclaration")}
        self.scoring = Scoring(self.responses, outcomes, root.child("responseProcessing"))
        self.notes: list[str] = []
        self.right: dict[str, Value] = {name: found.correct for name, found in self.responses.items()}
        self._markdown = markdown
        self.score_name = self._score_name(outcomes)

    def note(self, text: str) -> None:
        """What has changed, once."""
        if text not in self.notes:
            self.notes.append(text)

    def markdown(self, nodes: Sequence[Node | str], marks: dict[int, str] | None = None) -> str:
        """Markdown; `marks` says by `id()` of an interaction which name its mark gets, and where there is none, it is left out."""
        tokens: dict[str, str] = {}

        def other(node: Node) -> str:
            if marks and (name := marks.get(id(node))):
                token = f"qti{len(tokens)}mark"
                tokens[token] = f"[[{name}]]"
                return token
            if node.name == "printedVariable" and node.get("identifier") in self.templates:
                token = f"qti{len(tokens)}value"
                tokens[token] = f"[[{node.get('identifier')}]]"
                return token
            if node.name in ("hottext", "gapText", "prompt"):
                return html(node.children, other)
            if node.name not in (*INTERACTIONS, "rubricBlock", "feedbackInline", "feedbackBlock", "stylesheet", "infoControl"):
                self.note(f"without `{node.name}`")
            return ""

        converted = self._markdown(html(list(nodes), other))
        for lost in converted.lost:
            self.note(f"without {lost}")
        text = converted.text
        for token, mark in tokens.items():
            text = text.replace(token, mark)
        return text.strip()

    def response(self, node: Node) -> Declared:
        """What is declared of an interaction's response. Raises RefusedError."""
        name = node.get("responseIdentifier")
        if name not in self.responses:
            raise RefusedError(node.line, f"its response `{name}` is not declared")
        return self.responses[name]

    def outcomes(self, given: Given) -> dict[str, Value]:
        """The outcomes after an answer. Raises RefusedError."""
        try:
            return self.scoring.outcomes(given)
        except NotUnderstoodError as error:
            raise RefusedError(error.line, error.reason) from None

    def earned(self, given: Given) -> float:
        """What an answer earns. Without processing, what is declared as right does. Raises RefusedError."""
        if self.scoring.processing is None:
            return float(
                all(given.get(name) == found.correct for name, found in self.responses.items())
                and any(found.correct is not None for found in self.responses.values())
            )
        value = self.outcomes(given).get(self.score_name)
        return float(value) if isinstance(value, int | float) else 0.0

    def names(self, nodes: Iterable[Node], prefix: str) -> dict[str, str]:
        """Our id for each identifier: what we made it from, or a letter. Raises RefusedError where two are one."""
        found: dict[str, str] = {}
        for node in nodes:
            identifier = node.get("identifier")
            if not identifier or identifier in found:
                raise RefusedError(node.line, f"`{identifier}` is there twice, or it is no name")
            ours = identifier.removeprefix(prefix)
            found[identifier] = ours if self.ours and re.fullmatch(ID, ours) else letter(len(found))
        if len(set(found.values())) < len(found):
            return {identifier: letter(number) for number, identifier in enumerate(found)}
        return found

    def option(self, node: Node, id: str) -> Option:
        """Something to choose, order or match. Raises RefusedError where there is nothing to see."""
        text = self.markdown(node.children)
        if not text:
            raise RefusedError(node.line, f"`{node.get('identifier')}` has no text")
        return Option(id, text)

    def gap_names(self, nodes: Iterable[Node]) -> dict[str, str]:
        """Our id for each gap, by its response."""
        found: dict[str, str] = {}
        for number, node in enumerate(nodes, 1):
            identifier = node.get("responseIdentifier")
            ours = identifier.removeprefix("RESPONSE-")
            found[identifier] = ours if self.ours and _NAME.fullmatch(ours) else f"gap-{number}"
        return found

    def _score_name(self, outcomes: dict[str, Declared]) -> str:
        """The outcome that is the score."""
        if "SCORE" in outcomes or self.scoring.processing is None:
            return "SCORE"
        numbers = [name for name, found in outcomes.items() if found.base_type in ("float", "integer") and found.cardinality == "single"]
        likely = [name for name in numbers if "score" in name.lower() and "max" not in name.lower()]
        return (likely or numbers or ["SCORE"])[0]


def rounded(value: float, digits: int = 9) -> float:
    """A share of something without what dividing has added."""
    return round(value, digits)
