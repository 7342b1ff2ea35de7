"""The registry: one award each, whole or not at all."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cedu.credentials.eligibility import Held
from cedu.credentials.registry import VERSION, Award, UnsupportedRegistryError, opened

AWARD = Award(
    number="CERT-2026-AAAA-AAAAA",
    learner_id="u-1",
    name="Zoë",
    email="",
    language="en",
    certification="author",
    level="associate",
    cycle=1,
    certification_version="1.0.0",
    awarded_on=date(2026, 1, 31),
    valid_until=None,
    results_sha256="00",
)


def test_an_award_is_kept_with_its_certificate(tmp_path: Path) -> None:
    with opened(tmp_path / "r.sqlite") as registry:
        assert registry.add(AWARD, b"%PDF")
        assert registry.held("author", "associate") == {"u-1": Held(date(2026, 1, 31), None, AWARD.number)}
        assert registry.is_taken(AWARD.number)
    with opened(tmp_path / "r.sqlite") as registry:
        assert list(registry.certificates()) == [(AWARD.number, 4)]
        assert registry.pdf(AWARD.number) == b"%PDF"
        with pytest.raises(LookupError):
            registry.pdf("CERT-0")
    connection = sqlite3.connect(tmp_path / "r.sqlite")
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    assert (tmp_path / "r.sqlite").stat().st_mode & 0o077 == 0


def test_a_second_award_and_a_second_number_are_impossible(tmp_path: Path) -> None:
    with opened(tmp_path / "r.sqlite") as registry:
        assert registry.add(AWARD, b"1")
        assert not registry.add(replace(AWARD, number="CERT-2"), b"2")
        assert not registry.add(replace(AWARD, learner_id="u-2"), b"2")
        assert registry.add(replace(AWARD, number="CERT-3", cycle=2), b"3")
        assert list(registry.certificates()) == [(AWARD.number, 1), ("CERT-3", 1)]
        assert registry.held("author", "associate")["u-1"].number == "CERT-3"


def test_of_many_at_once_one_is_first(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"

    def add(index: int) -> bool:
        with opened(path) as registry:
            return registry.add(replace(AWARD, number=f"CERT-{index}"), b"x")

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(add, range(24))) == 1


def test_a_newer_registry_and_no_registry_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(UnsupportedRegistryError, match="take a newer cedu"), opened(path):
        pass
    path.write_bytes(b"no database at all, but some bytes" * 50)
    with pytest.raises(UnsupportedRegistryError, match="no SQLite database"), opened(path):
        pass
