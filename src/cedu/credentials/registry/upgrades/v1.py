"""Version 1: learners, awards and their credentials, what those share, the chain of events, keys and runs.

What must not happen, the database itself refuses: a second award for a person, level and cycle (test awards count for themselves, and
duplicates that came to light when two ids were merged don't count), a number or a place in a status list that is taken, an event that is
changed, deleted or put anywhere but at the end.
"""

from cedu.credentials.registry.upgrades import Upgrade

_TABLES = """
CREATE TABLE registry (
    version INTEGER NOT NULL,
    secret_check TEXT NOT NULL
);
INSERT INTO registry VALUES (0, '');
CREATE TABLE learner (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    listed BOOLEAN NOT NULL,
    merged_into TEXT REFERENCES learner (id) ON UPDATE CASCADE,
    erased BOOLEAN NOT NULL,
    CHECK (merged_into <> id)
);
CREATE INDEX learner_of_merged ON learner (merged_into);
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    results_sha256 TEXT NOT NULL,
    source_commit TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    first_ordinal INTEGER NOT NULL,
    finished BOOLEAN NOT NULL
);
CREATE TABLE award (
    number TEXT PRIMARY KEY,
    learner_id TEXT NOT NULL REFERENCES learner (id) ON UPDATE CASCADE,
    certification TEXT NOT NULL,
    level TEXT NOT NULL,
    cycle INTEGER NOT NULL CHECK (cycle >= 1),
    test BOOLEAN NOT NULL,
    awarded_on TEXT NOT NULL,
    valid_until TEXT,
    certification_version TEXT NOT NULL,
    source_commit TEXT NOT NULL,
    assessments TEXT NOT NULL,
    results_sha256 TEXT NOT NULL,
    scores TEXT NOT NULL,
    exemptions TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('earned', 'imported')),
    former_number TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES run (id),
    revoked_at TEXT,
    reason TEXT NOT NULL,
    duplicate_of TEXT REFERENCES award (number),
    CHECK (duplicate_of IS NULL OR revoked_at IS NOT NULL)
);
CREATE UNIQUE INDEX one_person_one_award ON award (learner_id, certification, level, cycle, test) WHERE duplicate_of IS NULL;
CREATE INDEX award_of_run ON award (run);
CREATE TABLE asset (
    sha256 TEXT PRIMARY KEY,
    content {bytes} NOT NULL
);
CREATE TABLE credential (
    number TEXT NOT NULL REFERENCES award (number),
    version INTEGER NOT NULL CHECK (version >= 1),
    issued_at TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    status_list INTEGER NOT NULL CHECK (status_list >= 0),
    status_index INTEGER NOT NULL CHECK (status_index BETWEEN 0 AND 131071),
    ordinal INTEGER NOT NULL CONSTRAINT one_credential_one_ordinal UNIQUE,
    eddsa_key TEXT NOT NULL,
    es256_key TEXT NOT NULL,
    template TEXT NOT NULL REFERENCES asset (sha256),
    badge TEXT REFERENCES asset (sha256),
    badge_svg TEXT REFERENCES asset (sha256),
    document_sha256 TEXT NOT NULL,
    jwt_sha256 TEXT NOT NULL,
    pdf_sha256 TEXT NOT NULL,
    document {bytes},
    jwt TEXT,
    page {bytes},
    PRIMARY KEY (number, version),
    CONSTRAINT one_credential_one_place UNIQUE (status_list, status_index),
    CHECK ((document IS NULL) = (jwt IS NULL) AND (jwt IS NULL) = (page IS NULL))
);
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    version INTEGER NOT NULL,
    run INTEGER NOT NULL,
    facts TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX event_of_award ON event (number);
CREATE TABLE issuer_key (
    public_key TEXT PRIMARY KEY,
    suite TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'retired', 'compromised')),
    since TEXT NOT NULL,
    until TEXT
);
"""
_SQLITE = (
    "CREATE TRIGGER event_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END",
    "CREATE TRIGGER event_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END",
    "CREATE TRIGGER event_insert BEFORE INSERT ON event WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event) "
    "BEGIN SELECT RAISE(ABORT, 'an event is added at the end'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'an event is never changed or deleted'; END $$",
    "CREATE FUNCTION check_event() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event) THEN RAISE EXCEPTION 'an event is added at the end'; END IF; "
    "RETURN NEW; END $$",
    "CREATE TRIGGER event_change BEFORE UPDATE OR DELETE OR TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_event()",
    "CREATE TRIGGER event_insert BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION check_event()",
)


def _statements(bytes: str) -> tuple[str, ...]:
    return tuple(statement.strip() for statement in _TABLES.format(bytes=bytes).split(";") if statement.strip())


UPGRADE = Upgrade(1, "the registry's tables", sqlite=(*_statements("BLOB"), *_SQLITE), postgresql=(*_statements("BYTEA"), *_POSTGRESQL))
