"""A table to send certificates with: a row for each award, for the mail merge of any word processor."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from cedu.formats.spreadsheet import safe
from cedu.jobs.certify.files import FOLDER
from cedu.jobs.credential.listing import Wanted, listed
from cedu.source.load import load_workspace

COLUMNS = (
    "name",
    "email",
    "language",
    "certification",
    "level",
    "awarded_on",
    "valid_until",
    "number",
    "link",
    "file",
    "learner_id",
    "state",
)


def exported(root: Path, wanted: Wanted, today: date) -> Iterator[str]:
    """The lines of the table, its header first. No cell is one that a spreadsheet takes for a formula."""
    workspace, _, _ = load_workspace(root)
    url = ((workspace.issuer.url if workspace.issuer else None) or "").rstrip("/")
    titles = _titles(root)
    yield _line(COLUMNS)
    for kept, its in listed(root, wanted, today):
        learner, award = kept.learner, kept.award
        certification, level = titles.get((award.certification, award.level), (award.certification, award.level))
        link = f"{url}/c/{award.number}/" if url else ""
        file = "" if its in ("revoked", "erased") else f"{FOLDER}/{award.number}.pdf"
        until = str(award.valid_until or "")
        days = (str(award.awarded_on), until)
        yield _line((learner.name, learner.email, learner.language, certification, level, *days, award.number, link, file, learner.id, its))


def _titles(root: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """What each level is called today, by its lasting ids."""
    from cedu.model.certification import Certification
    from cedu.source.load import load
    from cedu.source.tree import read_tree

    entities = (load(root, path, kind).entity for path, kind in read_tree(root).documents.items() if kind == "certification")
    its = (entity for entity in entities if isinstance(entity, Certification))
    return {(one.lasting_id, level.lasting_id): (one.title, level.title) for one in its for level in one.levels}


def _line(cells: tuple[str, ...]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([safe(cell) for cell in cells])
    return buffer.getvalue()
