"""Ids for what comes from elsewhere: kebab-case, unique, and never made from what people may reword."""

from collections.abc import Iterable

from cedu.model.ids import LONGEST, kebab


class Ids:
    """Ids of one file: each is given out once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def take(self, wanted: str, otherwise: str) -> str:
        """An id like `wanted`, or where it has nothing in it, `otherwise` and a number."""
        id = kebab(wanted)
        if id and id not in self._taken:
            self._taken.add(id)
            return id
        base, number = (id, self._next.get(id, 2)) if id else (otherwise, self._next.get(otherwise, 1))
        while (made := f"{base[: LONGEST - 1 - len(str(number))].rstrip('-')}-{number}") in self._taken:
            number += 1
        self._next[base] = number + 1
        self._taken.add(made)
        return made
