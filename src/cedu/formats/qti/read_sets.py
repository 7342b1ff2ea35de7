"""Orders and pairs as they are read, and what a person marks."""

from collections.abc import Mapping, Sequence

from cedu.formats.qti.facts import MIME
from cedu.formats.qti.nodes import Node
from cedu.formats.qti.reading import Reading, RefusedError
from cedu.model.ids import letter
from cedu.model.interaction import (
    ChoiceInteraction,
    Criterion,
    ExtendedTextInteraction,
    Gap,
    GapInteraction,
    MatchInteraction,
    Option,
    OrderInteraction,
    UploadInteraction,
)

_ENDINGS = {mime: ending for ending, mime in reversed(MIME.items())}
_LINES, _CHARACTERS = 10, 2000
_MOST_LINES, _MOST_CHARACTERS = 100, 64_000


def order(item: Reading, node: Node) -> OrderInteraction:
    """An `orderInteraction`. Raises RefusedError."""
    found = {each.get("identifier"): each for each in node.all("simpleChoice")}
    names = item.names(found.values(), "choice-")
    right = item.response(node).correct
    if not isinstance(right, tuple) or sorted(map(str, right)) != sorted(found) or len(found) < 2:
        raise RefusedError(node.line, "the right order does not name each thing once")
    if item.earned({node.get("responseIdentifier"): right}) <= 0:
        raise RefusedError(node.line, "what it declares as right earns nothing")
    if item.earned({node.get("responseIdentifier"): right[:1]}) > 0:
        item.note("partial credit for an order became all or nothing")
    return OrderInteraction(tuple(item.option(found[str(each)], names[str(each)]) for each in right))


def match(item: Reading, node: Node) -> MatchInteraction:
    """A `matchInteraction`. Raises RefusedError."""
    sets = [list(each.nodes) for each in node.nodes if each.name == "simpleMatchSet"]
    pairs = _pairs(item, node)
    if len(sets) != 2 or not pairs:
        raise RefusedError(node.line, "it does not say what belongs together")
    sources, targets = sets
    if len({one for one, _ in pairs}) < len(pairs) and len({other for _, other in pairs}) == len(pairs):
        item.note("the two sides have changed places")
        sources, targets, pairs = targets, sources, [(other, one) for one, other in pairs]
    names = item.names(sources, "source-")
    others = item.names(targets, "target-")
    if not item.ours:
        others = {identifier: letter(number) for number, identifier in enumerate(others, len(names))}
    key = {one: other for one, other in pairs if one in names and other in others}
    if len(key) != len(pairs):
        raise RefusedError(node.line, "something belongs to several others")
    if len(key) < len(names):
        raise RefusedError(node.line, "something belongs to nothing")
    _look_at_shares(item, node, pairs)
    is_sorted = any(target.get("matchMax") == "0" for target in targets) if item.ours else len(set(key.values())) < len(key)
    return MatchInteraction(
        sources=tuple(item.option(each, names[each.get("identifier")]) for each in sources),
        targets=tuple(item.option(each, others[each.get("identifier")]) for each in targets),
        key=tuple((names[each.get("identifier")], others[key[each.get("identifier")]]) for each in sources),
        response="categories" if is_sorted else "pairs",
    )


def _pairs(item: Reading, node: Node) -> list[tuple[str, str]]:
    """What belongs together: as it is declared, or what a mapping gives something for."""
    response = item.response(node)
    right = [str(each) for each in response.correct] if isinstance(response.correct, tuple) else []
    if not right and response.mapping is not None:
        right = [entry.get("mapKey") for entry in response.mapping.nodes if not entry.get("mappedValue", "0").startswith(("-", "0"))]
    split = [each.split() for each in right]
    return [(each[0], each[1]) for each in split if len(each) == 2]


def _look_at_shares(item: Reading, node: Node, pairs: Sequence[tuple[str, str]]) -> None:
    """Note where a right pair alone does not earn its share."""
    name = node.get("responseIdentifier")
    full = item.earned({name: tuple(f"{one} {other}" for one, other in pairs)})
    alone = [item.earned({name: (f"{one} {other}",)}) for one, other in pairs]
    if full <= 0:
        raise RefusedError(node.line, "what it declares as right earns nothing")
    if len(pairs) > 1 and any(abs(each - full / len(pairs)) > full / 1000 for each in alone):
        item.note("each right pair now earns the same share of the points")


def gap_match(item: Reading, node: Node) -> tuple[GapInteraction, Mapping[int, str]]:
    """A `gapMatchInteraction` as lists to choose from at each gap, and the name of each gap by its `id()`. Raises RefusedError."""
    texts = [each for each in node.nodes if each.name == "gapText"]
    found = list(node.all("gap"))
    if any(each.name == "gapImg" for each in node.nodes) or len(texts) < 2 or not found:
        raise RefusedError(node.line, "its gaps are filled with images, or there are none")
    key = {gap: text for text, gap in _pairs(item, node)}
    names = item.names(texts, "choice-")
    if any(key.get(each.get("identifier")) not in names for each in found):
        raise RefusedError(node.line, "a gap has no right text")
    _look_at_shares(item, node, [(text, gap) for gap, text in key.items()])
    item.note("texts to drag into gaps became lists to choose from")
    options = tuple(Option(names[each.get("identifier")], " ".join(each.text.split())) for each in texts)
    shuffle = node.get("shuffle") == "true"
    ids = {id(gap): f"gap-{number}" for number, gap in enumerate(found, 1)}
    entries = tuple(
        Gap(ids[id(gap)], ChoiceInteraction(options, frozenset({names[key[gap.get("identifier")]]}), "single", shuffle)) for gap in found
    )
    return GapInteraction(entries), ids


def essay(item: Reading, node: Node) -> ExtendedTextInteraction:
    """An `extendedTextInteraction`."""
    model = [item.markdown(block.children) for block in item.body.all("rubricBlock") if "model-answer" in block.classes]
    if item.response(node).correct is not None and not model:
        model = [item.markdown([str(item.response(node).correct)])]
    return ExtendedTextInteraction(
        lines=_whole(node, "expectedLines", _LINES, _MOST_LINES),
        characters=_whole(node, "expectedLength", _CHARACTERS, _MOST_CHARACTERS),
        rubric=rubric(item),
        model_answer="\n\n".join(model),
    )


def _whole(node: Node, name: str, otherwise: int, most: int) -> int:
    text = node.get(name)
    return min(int(text), most) if text.isdecimal() and len(text) < 9 and int(text) > 0 else otherwise


def rubric(item: Reading) -> tuple[Criterion, ...]:
    """What is said to scorers; in ours, a criterion in each block."""
    found: list[Criterion] = []
    for block in item.body.all("rubricBlock"):
        named = next((each.removeprefix("criterion-") for each in block.classes if each.startswith("criterion-")), "")
        if "model-answer" in block.classes or "scorer" not in block.get("view").split():
            continue
        outcome = next((each for each in item.root.all("outcomeDeclaration") if named and each.get("identifier") == f"SCORE-{named}"), None)
        try:
            points = float(outcome.get("normalMaximum", "1")) if outcome else 1.0
        except ValueError:
            points = 1.0
        if text := item.markdown(block.children):
            found.append(Criterion(named if item.ours and named else letter(len(found)), text, points))
    return tuple(found)


def upload(item: Reading, nodes: Sequence[Node]) -> UploadInteraction:
    """One `uploadInteraction` or several, a file each."""
    types = tuple(each.removeprefix("file-type-") for each in nodes[0].classes if each.startswith("file-type-"))
    if not types:
        known = [_ENDINGS.get(each) for each in nodes[0].get("type").replace(",", " ").split()]
        if None in known:
            item.note("the type of file that was asked for is not known, so that it may be any")
        types = () if None in known else tuple(each for each in known if each)
    return UploadInteraction(min(len(nodes), 20), types, rubric(item))
