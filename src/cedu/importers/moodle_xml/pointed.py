"""Questions that are answered on an image."""

from typing import TYPE_CHECKING

from cedu.formats.moodle.answers import NoItemError, Understood
from cedu.formats.moodle.ids import ids
from cedu.formats.moodle.markers import MARKER, placed
from cedu.importers.moodle_xml.question import attached
from cedu.model.interaction import Area, HotspotInteraction
from cedu.source.image_size import sizes

if TYPE_CHECKING:
    from cedu.importers.moodle_xml.question import Question

_SHAPES = ("rectangle", "circle", "polygon")
_LEAST = 1  # pixels of a place that is left over


def markers(question: "Question") -> Understood:
    """Markers that are all alike: the places that they belong on are the right areas. Raises NoItemError."""
    files = attached(question.element)
    if len(files) != 1:
        raise NoItemError("its image is not in the file")
    ((name, content),) = files.items()
    if not (found := sizes(content)):
        raise NoItemError(f"the size of its image `{name}` can't be told")
    width, height = (max(1, round(each)) for each in found[0])
    drops = [(_text(drop, "shape"), _text(drop, "coords"), _text(drop, "choice")) for drop in question.element.iterfind("drop")]
    drops = [drop for drop in drops if drop[2] not in ("", "0")]
    if len({choice for *_, choice in drops}) != 1:
        raise NoItemError("its markers differ: what belongs where on an image is no item type")
    places = [(shape, coordinates) for shape, text, _ in drops if shape in _SHAPES and (coordinates := placed(shape, text))]
    if len(places) < len(drops):
        raise NoItemError("a place on its image can't be read")
    named = ids(question.groups[0] if question.groups else (), len(places))
    areas = [
        Area(id, f"Area {number}", shape, tuple(round(each) for each in coordinates))  # type: ignore[arg-type]
        for number, (id, (shape, coordinates)) in enumerate(zip(named, places, strict=True), 1)
    ]
    keys = frozenset(area.id for area in areas)
    if len(areas) == 1:
        areas.append(_elsewhere(areas[0], width, height))
    path = question.texts.files.add(name, content)
    several = len(keys) > 1
    markers = {_text(drag, "no"): _text(drag, "text") for drag in question.element.iterfind("drag")}
    its = markers.pop(drops[0][2], "")
    notes = (
        "its areas have no labels in Moodle: say what is there, for whoever can't see the image",
        "its image has no alternative text in Moodle: say what it shows",
        *(["all places have to be chosen, and a part of them earns nothing"] if several else []),
        *([f"its marker's text, `{its}`, was left out"] if its not in ("", MARKER) else []),
        *(f"the marker `{text}`, which belongs nowhere, was left out" for text in markers.values() if text),
    )
    interaction = HotspotInteraction(path, question.name or "Image", width, height, tuple(areas), keys, "multiple" if several else "single")
    return Understood(interaction, notes=notes)


def _text(element: object, path: str) -> str:
    return (element.findtext(path) or "").strip()  # type: ignore[attr-defined]


def _elsewhere(area: Area, width: int, height: int) -> Area:
    """The largest rectangle beside an area: an item has something wrong to choose, too."""
    left, top, right, bottom = _bounds(area)
    sides = ((0, 0, left, height), (right, 0, width, height), (0, 0, width, top), (0, bottom, width, height))
    best = max(sides, key=lambda side: max(side[2] - side[0], 0) * max(side[3] - side[1], 0))
    if min(best[2] - best[0], best[3] - best[1]) < _LEAST:
        raise NoItemError("its one place is all of the image")
    return Area("elsewhere" if area.id != "elsewhere" else "beside", "Area 2", "rectangle", tuple(round(each) for each in best))


def _bounds(area: Area) -> tuple[float, float, float, float]:
    if area.shape == "circle":
        x, y, radius = area.coordinates
        return x - radius, y - radius, x + radius, y + radius
    xs, ys = area.coordinates[::2], area.coordinates[1::2]
    return min(xs), min(ys), max(xs), max(ys)
