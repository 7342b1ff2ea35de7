"""Which item of an earlier import an imported item is."""

from collections.abc import Iterator, Mapping, Sequence

from cedu.importers import ImportedItem, Note
from cedu.jobs.importing.items import stem_of
from cedu.jobs.importing.present import PresentItem
from cedu.source.emit import writable


def matched(items: Sequence[ImportedItem], there: Mapping[str, PresentItem], notes: list[Note]) -> Iterator[tuple[str, ImportedItem]]:
    """Each item, and what it is called for good: by the source, or as `there`; nothing for a new one that the source calls nothing.

    What the source calls nothing is known by its stem; and where that was reworded, by standing right after the same item as before.
    """
    names = list(_named(items, notes))
    taken = {name for name in names if name}
    by_stem: dict[str, list[str]] = {}
    for ident, present in reversed(list(there.items())):
        if ident not in taken:
            by_stem.setdefault(str(present.fields.get("stem")), []).append(ident)
    for index, item in enumerate(items):
        if not names[index] and (idents := by_stem.get(stem_of(item))):
            names[index] = idents.pop()
            taken.add(names[index])
    order = list(there)
    following = dict(zip(["", *order], order, strict=False))
    before = ""
    for index, item in enumerate(items):
        if not names[index] and (next_one := following.get(before, "")) and next_one not in taken:
            names[index] = next_one
            taken.add(next_one)
        yield names[index], item
        before = names[index] if names[index] in there else "\0"


def _named(items: Sequence[ImportedItem], notes: list[Note]) -> Iterator[str]:
    """What the source calls each item; of two that it calls alike, the second gets a number."""
    seen: dict[str, int] = {}
    for item in items:
        ident = " ".join(writable(item.ident).split())
        if ident:
            count = seen[ident] = seen.get(ident, 0) + 1
            if count > 1:
                notes.append(Note(item.place, "changed", f"the identifier `{ident}` stands more than once; cedu goes by the order"))
                ident = f"{ident} ({count})"
        yield ident
