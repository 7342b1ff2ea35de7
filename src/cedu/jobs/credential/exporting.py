"""A table to send certificates with: a row for each award, for the mail merge of any word processor."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from cedu.credentials.achievement import page
from cedu.formats.spreadsheet import safe
from cedu.jobs.certify.files import FOLDER
from cedu.jobs.credential.levels import levels
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
    url = workspace.issuer_settings.url or ""
    titles = {key: (certification.title, level.title) for key, (certification, level) in levels(root).items()}
    yield _line(COLUMNS)
    for kept, its in listed(root, wanted, today):
        learner, award = kept.learner, kept.award
        certification, level = titles.get((award.certification, award.level), (award.certification, award.level))
        link = page(url, award.number) if url else ""
        file = "" if its in ("revoked", "erased") else f"{FOLDER}/{award.number}.pdf"
        until = str(award.valid_until or "")
        days = (str(award.awarded_on), until)
        yield _line((learner.name, learner.email, learner.language, certification, level, *days, award.number, link, file, learner.id, its))


def _line(cells: tuple[str, ...]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([safe(cell) for cell in cells])
    return buffer.getvalue()
