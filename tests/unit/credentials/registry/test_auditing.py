"""Whoever writes into the database by other ways than ours is found out."""

import json
import os
import shutil
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from cedu.credentials.registry import IssuerKey, anchor, location, opened
from cedu.credentials.registry.engines import connected
from registry_samples import AT, issue, made

# A forger's SQL, and what the audit says of it. `{event}` is what switches the protection of events off, and they have rights to do so.
FORGERIES = {
    "UPDATE award SET level = 'expert' WHERE number = '{number}'": "award {number} was changed",
    "UPDATE award SET scores = '[[\"exam\",99.0,\"2026-01-31\"]]' WHERE number = '{number}'": "award {number} was changed",
    "UPDATE award SET revoked_at = NULL, reason = '' WHERE number = '{revoked}'": "award {revoked} was changed",
    "INSERT INTO learner VALUES ('u-9', '', '', '', FALSE, NULL, FALSE); UPDATE award SET learner_id = 'u-9' WHERE number = '{number}'": (
        "award {number} was changed"
    ),
    "UPDATE learner SET id = 'u-9' WHERE id = 'u-1'": "award {number} was changed",
    "UPDATE learner SET erased = TRUE WHERE id = 'u-1'": "award {number} was changed",
    "DELETE FROM credential WHERE number = '{number}'; DELETE FROM award WHERE number = '{number}'": "award {number} is missing",
    "DELETE FROM credential WHERE number = '{number}'": "credential {number}, version 1, is missing",
    "UPDATE credential SET version = 2 WHERE number = '{number}'": "credential {number}, version 2, has no event",
    "UPDATE credential SET document = page WHERE number = '{number}'": "holds another document",
    "UPDATE credential SET jwt = 'x' WHERE number = '{number}'": "holds another JWT",
    "UPDATE credential SET page = document WHERE number = '{number}'": "holds another PDF",
    "UPDATE credential SET document = NULL, jwt = NULL, page = NULL WHERE number = '{number}'": "has lost its documents",
    "UPDATE credential SET pdf_sha256 = '00' WHERE number = '{number}'": "version 1, was changed",
    "UPDATE credential SET status_index = 5 WHERE number = '{number}'": "version 1, was changed",
    "UPDATE credential SET name = 'Eve' WHERE number = '{number}'": "credential {number}, version 1, names another holder",
    "UPDATE learner SET name = 'Eve' WHERE id = 'u-1'": "the holder of {number} has a name that none of their certificates has",
    "UPDATE learner SET listed = TRUE WHERE id = 'u-1'": "the holder of {number} is listed, and never asked for it",
    "UPDATE learner SET listed = FALSE WHERE id = 'u-0'": "is not listed, and asked for it",
    "UPDATE learner SET merged_into = 'u-0' WHERE id = 'u-1'": "somebody's id stands for another's, and was not merged by us",
    "INSERT INTO learner VALUES ('u-9', '', '', '', FALSE, 'u-1', FALSE)": "somebody's id stands for another's, and was not merged by us",
    "UPDATE learner SET merged_into = 'u-1' WHERE id = 'u-0b'": "somebody's id stands for another's, and was not merged by us",
    "UPDATE learner SET merged_into = NULL WHERE id = 'u-0b'": "1 ids that were merged stand for themselves again, or are gone",
    "DELETE FROM learner WHERE id = 'u-0a'": "1 ids that were merged stand for themselves again, or are gone",
    "UPDATE asset SET content = '1'": "was changed",
    "UPDATE issuer_key SET state = 'retired'": "key z6MkTest was changed",
    "DELETE FROM issuer_key": "key z6MkTest was changed",
    "{event} UPDATE event SET number = 'CERT-2' WHERE seq = 1": "event 1 was changed",
    "{event} UPDATE event SET facts = 'x' WHERE seq = 2": "event 2 was changed",
    "{event} DELETE FROM event WHERE seq = 2": "event 2 is missing",
    "{event} DELETE FROM event WHERE seq > 2": "the registry ends with event 2, but event 9 was seen here",
}
_UNPROTECT = {
    True: "DROP TRIGGER event_update; DROP TRIGGER event_delete;",
    False: "ALTER TABLE event DISABLE TRIGGER USER;",
}


def filled(root: Path) -> dict[str, str]:
    """A registry with three awards, one of them revoked, the first of somebody with three ids who is listed, and a key."""
    with opened(root) as registry:
        issue(root, 3)
        registry.put_key(IssuerKey("z6MkTest", "eddsa-rdfc-2022", "active", AT), AT)
        numbers = [made(root, index).award.number for index in range(3)]
        registry.revoke(numbers[2], "cheated", AT)
        registry.merge("u-0a", "u-0b", AT)
        registry.merge("u-0b", "u-0", AT)
        registry.set_listed("u-0", True, AT)
    return {"number": numbers[1], "revoked": numbers[2]}


def forge(root: Path, sql: str) -> None:
    with connected(location(root)) as database:
        for statement in sql.replace("{event}", _UNPROTECT[database.is_sqlite]).split(";"):
            if statement.strip():
                database.run(statement)


@pytest.mark.parametrize("sql", FORGERIES, ids=lambda sql: sql.replace("{event} ", "")[:44])
def test_a_forgery_is_found(root: Path, sql: str) -> None:
    names = filled(root)
    with opened(root) as registry:
        assert list(registry.audit()) == []
    try:
        forge(root, sql.replace("{number}", names["number"]).replace("{revoked}", names["revoked"]))
    except DBAPIError:
        if "content = '1'" not in sql:  # PostgreSQL's bytes are no text
            raise
        forge(root, "UPDATE asset SET content = '1'::bytea")
    with opened(root) as registry:
        problems = list(registry.audit())
    expected = FORGERIES[sql].replace("{number}", names["number"]).replace("{revoked}", names["revoked"])
    assert any(expected in problem for problem in problems), problems


def test_events_are_never_changed_deleted_or_put_in_between(root: Path) -> None:
    filled(root)
    values = "'2026-01-01T00:00:00Z', 'issued', '', 0, 0, '{}', ''"
    for sql in (
        "UPDATE event SET number = 'CERT-2'",
        "DELETE FROM event",
        f"INSERT INTO event VALUES (11, {values})",
        f"INSERT INTO event VALUES (0, {values})",
        f"INSERT INTO event VALUES (NULL, {values})",
    ):
        with pytest.raises(DBAPIError, match=r"(?i)an event is|not-null"):
            forge(root, sql)
    if "CEDU_REGISTRY" in os.environ:
        with pytest.raises(DBAPIError, match="an event is"):
            forge(root, "TRUNCATE event")
    else:
        with pytest.raises(DBAPIError, match="an event is"):
            forge(root, f"INSERT OR REPLACE INTO event VALUES (9, {values})")
    with opened(root) as registry:
        assert list(registry.audit()) == []


def test_a_chain_is_checked_without_the_secret(root: Path) -> None:
    filled(root)
    with opened(root) as registry:
        events = list(registry.events())
    previous = "0" * 64
    for event in events:
        fields = {name: value for name, value in event._asdict().items() if name != "hash"}
        text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = sha256((previous + text).encode()).hexdigest()
        assert event.hash == previous


def test_an_old_backup_is_found_out(sqlite: Path) -> None:
    root = sqlite
    issue(root, 2)
    shutil.copy(root / "private/registry.sqlite", root / "old")
    issue(root, 3)
    seen = anchor.read(root / "private" / anchor.FILE)
    assert seen is not None and seen.seq == 3
    shutil.copy(root / "old", root / "private/registry.sqlite")
    with opened(root) as registry:
        assert "registry ends with event 2, but event 3 was seen here" in registry.lost_end()
        assert any("event 3 was seen here" in problem for problem in registry.audit())
    # Written on, it is still another one; and the anchor stays where it is.
    with opened(root) as registry:
        registry.issue(*made(root, 7), registry.begin_run("1" * 64, "", AT + timedelta(days=1)).id)
        registry.issue(*made(root, 8), 1)
    with opened(root) as registry:
        assert any("event 3 is not the one that was seen here" in problem for problem in registry.audit())
    assert anchor.read(root / "private" / anchor.FILE) == seen


def test_an_anchor_that_is_none_is_found_out_and_made_anew(sqlite: Path) -> None:
    issue(sqlite, 1)
    path = sqlite / "private" / anchor.FILE
    for lose in (lambda: path.write_text("nonsense"), path.unlink):
        lose()
        with opened(sqlite) as registry:
            assert list(registry.audit()) == [
                "where the chain ended is not noted in `private/registry.anchor`: nobody can tell whether something was cut off"
            ]
            head = registry.head()
        assert anchor.read(path) == head
        with opened(sqlite) as registry:
            assert list(registry.audit()) == []


@pytest.mark.parametrize(
    "sql", ["DROP INDEX one_person_one_award", "DROP TRIGGER event_delete", "ALTER TABLE learner ADD COLUMN nickname TEXT"]
)
def test_what_the_database_refuses_no_more_is_found_out(sqlite: Path, sql: str) -> None:
    filled(sqlite)
    forge(sqlite, sql)
    with opened(sqlite) as registry:
        (problem,) = registry.audit()
    assert problem.startswith("the tables are not as cedu made them: ") and sql.split()[2] in problem
