"""The registry's part of a run of 20 awards is killed before each write, fsync, rename and commit: nothing is torn, doubled or lost."""

import shutil
from pathlib import Path

import pytest

from cedu.credentials import private
from cedu.credentials.registry import anchor, location, opened, tables
from cedu.credentials.registry.engines import connected
from killing import killed_at, points
from registry_samples import issue, made

AWARDS = 20


def dump(root: Path) -> tuple[object, ...]:
    """All that the registry holds, row by row, and the anchor; of runs, those that have awarded something."""
    with connected(location(root)) as database:
        rows = [database.rows(f"SELECT * FROM {table.name} ORDER BY 1, 2") for table in tables.TABLES if table.name != "run"]
        rows.append(database.rows("SELECT * FROM run WHERE id IN (SELECT run FROM award)"))
    return (*(tuple(map(tuple, each)) for each in rows), anchor.read(root / "private" / anchor.FILE))


def test_a_run_can_be_killed_before_each_write(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CEDU_REGISTRY", raising=False)
    root, template, whole = memory / "killed", memory / "template", memory / "whole"
    template.mkdir()
    private.number_secret(template)

    def begin() -> None:
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(template, root)

    begin()
    found = points(lambda: issue(root, AWARDS))
    shutil.copytree(root, whole)
    expected = dump(whole)
    assert len({point.call for point in found}) >= 4, found
    assert len(found) > 10 * AWARDS

    numbers = {made(root, index).award.number for index in range(AWARDS)}
    finished: set[tuple[object, ...]] = set()
    for point in found:
        begin()
        killed_at(point, lambda: issue(root, AWARDS))
        with opened(root) as registry:
            assert list(registry.audit()) == [], point
            assert {kept.award.number for kept in registry.awards()} <= numbers
        state = dump(root)
        # Two moments that leave the same behind go on in the same way.
        if state not in finished:
            finished.add(state)
            issue(root, AWARDS)
            assert dump(root) == expected, point
    assert len(finished) > AWARDS
