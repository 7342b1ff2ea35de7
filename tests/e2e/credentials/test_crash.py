"""A run of 20 awards with all that belongs to it is stopped before each of its writes, and goes on: the same bytes in the end."""

import shutil
from pathlib import Path

from academy import Academy
from cedu.credentials.registry import opened
from replaying import Recording

AWARDS = 20


def test_a_run_can_be_stopped_before_each_write(academy: Academy, memory: Path) -> None:
    academy = Academy(shutil.copytree(academy.root, memory / "academy"))
    private, image = academy.root / "private", memory / "image"
    shutil.copytree(private, image)
    recording = Recording(academy.certify, private)
    rows, files = academy.rows(), academy.files()
    assert len(rows["award"]) == len(files) // 5 == AWARDS

    written = content(private)

    finished: set[str] = set()
    for call in recording.states(image):
        shutil.rmtree(private)
        shutil.copytree(image, private)
        with opened(academy.root) as registry:
            assert list(registry.audit()) == [], call
            there = {kept.award.number for kept in registry.awards()}
            runs = registry.counts().runs
        found = academy.files()
        # A file that has its name is whole.
        assert found.items() <= files.items(), call
        # Two moments that leave the same behind go on in the same way.
        state = repr((runs, sorted(there), sorted(found)))
        if state not in finished:
            finished.add(state)
            academy.certify()
            assert (academy.rows(), academy.files()) == (rows, files), call
    assert content(image) == written
    assert len(recording.calls) > 50 * AWARDS
    assert len(finished) > 5 * AWARDS


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
