"""Choices as they are read: one or several, true or false, a scale, words in a text, places on an image."""

from math import inf, isfinite

from cedu.formats.qti.facts import SHAPES
from cedu.formats.qti.nodes import Node
from cedu.formats.qti.operators import Value
from cedu.formats.qti.reading import Reading, RefusedError, rounded
from cedu.model.interaction import Area, ChoiceInteraction, HotspotInteraction, Interaction, Option, ScaleInteraction

_SHAPES = {theirs: ours for ours, theirs in SHAPES.items()}
_MOST = 100  # choices
_TRUE_FALSE = {"true", "false"}
_FEEDBACK = ("feedbackInline", "feedbackBlock")


def choice(item: Reading, node: Node) -> Interaction:
    """A `choiceInteraction`, or a `hottextInteraction` as one. Raises RefusedError."""
    found = list(node.all("simpleChoice", "hottext"))
    names = item.names(found, "choice-")
    identifiers = [each.get("identifier") for each in found]
    if not 2 <= len(found) <= _MOST:
        raise RefusedError(node.line, f"it has {len(found)} choices")
    name, is_several = node.get("responseIdentifier"), item.response(node).cardinality == "multiple"
    options = tuple(_option(item, each, names[each.get("identifier")]) for each in found)
    if any(not option.text for option in options):
        raise RefusedError(node.line, "one of its choices has no text")
    if node.name == "hottextInteraction":
        item.note("words to choose in a text became choices below it")
    shuffle = node.get("shuffle") == "true"
    keys = _keys(item, node, identifiers)
    if not keys:
        return _scale(item, node, options, is_several)
    item.right[name] = tuple(keys) if is_several else keys[0]
    if not is_several:
        _look_at_others(item, node, identifiers, keys)
        if len(keys) > 1:
            raise RefusedError(node.line, "more than one of its choices is right, and only one may be chosen")
        if set(identifiers) == _TRUE_FALSE and len(found) == 2:
            return _true_false(keys[0] == "true")
        return ChoiceInteraction(options, frozenset(names[key] for key in keys), "single", shuffle)
    partial, penalty = _credit(item, node, identifiers, keys)
    return ChoiceInteraction(options, frozenset(names[key] for key in keys), "multiple", shuffle, partial, penalty)


def _true_false(answer: bool) -> ChoiceInteraction:
    options = (Option("true", "True"), Option("false", "False"))
    return ChoiceInteraction(options, frozenset({"true" if answer else "false"}), "true-false", shuffle=False)


def _option(item: Reading, node: Node, id: str) -> Option:
    said = [child for child in node.nodes if child.name in _FEEDBACK]
    text = item.markdown([child for child in node.children if not (isinstance(child, Node) and child.name in _FEEDBACK)])
    return Option(id, text, "\n\n".join(filter(None, (item.markdown(each.children) for each in said))))


def _scale(item: Reading, node: Node, options: tuple[Option, ...], is_several: bool) -> Interaction:
    if is_several:
        raise RefusedError(node.line, "none of its choices is right")
    if not item.ours:
        item.note("a choice without a right answer became a scale")
    return ScaleInteraction(tuple(Option(option.id, option.text) for option in options))


def _keys(item: Reading, node: Node, identifiers: list[str]) -> list[str]:
    """The identifiers of what is right. Raises RefusedError."""
    if not identifiers:
        raise RefusedError(node.line, "there is nothing in it to choose")
    name, response = node.get("responseIdentifier"), item.response(node)
    right = response.correct if isinstance(response.correct, tuple) else () if response.correct is None else (response.correct,)
    given: Value = tuple(right) if response.cardinality == "multiple" else right[0] if right else None
    if right and set(right) <= set(identifiers) and item.earned({name: given}) > 0 and response.cardinality == "multiple":
        return [identifier for identifier in identifiers if identifier in right]
    alone = {each: item.earned({name: (each,) if response.cardinality == "multiple" else each}) for each in identifiers}
    best = max(alone.values())
    if best <= 0 and right and response.cardinality == "multiple":
        raise RefusedError(node.line, "what it declares as right earns nothing")
    if response.cardinality == "multiple":
        return [each for each, earns in alone.items() if earns > 0] or _all_or_nothing(item, name, identifiers)
    return [each for each, earns in alone.items() if earns == best > 0]


def _all_or_nothing(item: Reading, name: str, identifiers: list[str]) -> list[str]:
    """What is right where only the whole set earns something: the first set that does."""
    if len(identifiers) > 12:
        return []
    for number in range(1, 1 << len(identifiers)):
        chosen = tuple(each for place, each in enumerate(identifiers) if number >> place & 1)
        if item.earned({name: chosen}) > 0:
            return list(chosen)
    return []


def _look_at_others(item: Reading, node: Node, identifiers: list[str], keys: list[str]) -> None:
    name = node.get("responseIdentifier")
    if any(item.earned({name: each}) for each in identifiers if each not in keys):
        item.note("a choice that earned part of the points, or lost some, now earns nothing")


def _credit(item: Reading, node: Node, identifiers: list[str], keys: list[str]) -> tuple[bool, float]:
    """Is there partial credit, and what does a wrong choice take away, in shares of a right one?"""
    name, mapping = node.get("responseIdentifier"), item.response(node).mapping
    wrong = [each for each in identifiers if each not in keys]
    full = item.earned({name: tuple(keys)})
    parts = {each: item.earned({name: (each,)}) for each in keys} if len(keys) > 1 else {}
    with_wrong = {each: item.earned({name: (*keys, each)}) for each in wrong}
    if full <= 0:
        raise RefusedError(node.line, "what it declares as right earns nothing")
    if not any(parts.values()) and not any(earns > 0 for earns in with_wrong.values()):
        is_mapped = item.scoring.template == "map_response" or any(item.root.all("mapResponse"))
        if not (is_mapped and mapping is not None and (len(keys) == 1 or wrong)):
            return False, 1
    share = full / len(keys)
    costs = {rounded((full - earns) / share) for earns in with_wrong.values()}
    if mapping is not None:
        values = {entry.get("mapKey"): _float(entry.get("mappedValue")) for entry in mapping.all("mapEntry")}
        otherwise = _float(mapping.get("defaultValue"))
        if values.get(keys[0], 0) > 0:
            costs = {rounded(-values.get(each, otherwise) / values[keys[0]]) for each in wrong}
    if any(abs(part - share) > share / 1000 for part in parts.values()):
        item.note("right choices that earned different shares now earn the same")
    if len(costs) > 1:
        item.note("wrong choices that cost different shares now cost the same")
    return True, max(0.0, max(costs, default=1.0))


def _float(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if isfinite(number) else 0.0


def hotspot(item: Reading, node: Node, file: dict[str, str]) -> Interaction:
    """A `hotspotInteraction`; `file` gives our path of an image for its address. Raises RefusedError."""
    image = node.child("object", "img", "picture")
    if image is not None and image.name == "picture":
        image = image.child("img")
    address = (image.get("data") or image.get("src")) if image is not None else ""
    if image is None or address not in file:
        raise RefusedError(node.line, "its image is not in the source")
    found = list(node.all("hotspotChoice"))
    names = item.names(found, "choice-")
    keys = _keys(item, node, [each.get("identifier") for each in found])
    if not keys:
        raise RefusedError(node.line, "none of its places is right")
    response = item.response(node)
    if response.cardinality == "multiple" and _credit(item, node, list(names), keys)[0]:
        item.note("partial credit for places became all or nothing")
    return HotspotInteraction(
        image=file[address],
        text=(image.get("alt") or image.text.strip()) or _named(item, "an image"),
        width=_pixels(image, "width"),
        height=_pixels(image, "height"),
        areas=tuple(_area(item, each, names[each.get("identifier")]) for each in found),
        keys=frozenset(names[key] for key in keys),
        response="multiple" if response.cardinality == "multiple" else "single",
    )


def _named(item: Reading, what: str) -> str:
    item.note(f"{what} without a text to read instead is called so")
    return what


def _pixels(image: Node, name: str) -> int:
    text = image.get(name).removesuffix("px")
    if not text.isdecimal() or not 0 < len(text) < 6 or int(text) == 0:
        raise RefusedError(image.line, f"its image does not say its {name} in pixels")
    return int(text)


def _area(item: Reading, node: Node, id: str) -> Area:
    shape = node.get("shape")
    try:
        coordinates = tuple(float(each) for each in node.get("coords").split(","))
    except ValueError:
        coordinates = (inf,)
    if not all(map(isfinite, coordinates)):
        raise RefusedError(node.line, "the coordinates of a place are no pixels")
    if shape == "poly" and coordinates[:2] == coordinates[-2:] and len(coordinates) > 6:
        coordinates = coordinates[:-2]
    sizes = {"rect": len(coordinates) == 4, "circle": len(coordinates) == 3, "poly": len(coordinates) >= 6 and not len(coordinates) % 2}
    if not sizes.get(shape):
        raise RefusedError(node.line, f"a place has the shape `{shape}`, or coordinates that it can't have")
    label = node.attributes.get("hotspotLabel", "")
    label = item.markdown([label]) if label.strip() else _named(item, f"place {id}")
    return Area(id, label, _SHAPES[shape], coordinates)  # type: ignore[arg-type]
