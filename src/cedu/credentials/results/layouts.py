"""Where what stands in a table with a column for each activity: as `results:` in cedu.yaml says, and as titles and ids tell."""

import re
from collections.abc import Iterator, Mapping, Sequence

from cedu.credentials.results.known import Known, Subject
from cedu.credentials.results.records import folded, places_of, subject_of
from cedu.credentials.results.values import Source
from cedu.credentials.results.wide import Column
from cedu.model.workspace import Activity, Export

# `Author exam (12345)`: what an LMS adds to a title.
_ADDED = re.compile(r"(.*?)(?: \([^()]*\))?")


def declared(header: Sequence[str], export: Export, known: Known) -> Iterator[Column]:
    """The columns that an export's `activities` name."""
    places = places_of(header)
    for name, activity in export.activities.items():
        if (at := places.get(folded(name))) is not None:
            day_at = places.get(folded(activity.completed_on), -1) if activity.completed_on else -1
            yield column_of(at, header[at], activity, export, known, day_at)


def column_of(at: int, header: str, activity: Activity, export: Export, known: Known, day_at: int) -> Column:
    """A column of an activity that cedu.yaml says."""
    kind, id = subject_of(activity)
    source: Source | str = activity.source or export.source or ""
    return Column(at, (kind, known.find(kind, id) or id), activity.out_of or export.out_of, day_at, source, header.strip())


def titled(header: str, known: Known, kinds: Sequence[str]) -> Subject | None:
    """The one thing of these kinds whose title or id a header is, with or without what an LMS adds before and after it."""
    whole = header.strip().casefold()
    bare = _ADDED.fullmatch(whole)
    names = (whole, bare[1] if bare else whole)
    for name in dict.fromkeys((*names, *(each.partition(": ")[2] for each in names))):
        for kind in kinds:
            found = [subject for subject in known.titles.get(name, ()) if subject[0] == kind]
            if len(found) == 1:
                return found[0]
    return None


def first_of(places: Mapping[str, int], *names: str) -> int:
    """Where the first of these columns is that there is; -1 where there is none."""
    return next((places[name] for name in names if name in places), -1)
