-- Store format 2: what holds across reports (all of it but `corrections` can be made again from the records), and
-- corrections by hand. Added to the tables of 1.sql. Keys are held by the code: one writer, one transaction.

-- What is shown of entries without opening their record: their tables are filled anew.
DELETE FROM statements;
ALTER TABLE statements ADD COLUMN source VARCHAR; -- the actor's name, or the words as written
DELETE FROM moves;
ALTER TABLE moves ADD COLUMN about VARCHAR;
ALTER TABLE moves ADD COLUMN conditions VARCHAR[];
ALTER TABLE moves ADD COLUMN start INTEGER; -- of the passage
ALTER TABLE moves ADD COLUMN stop INTEGER;
DELETE FROM move_parties;
ALTER TABLE move_parties ADD COLUMN name VARCHAR; -- the actor's name, or the words as written

-- Copies: winnowed fingerprints of each report's words, and for each copy or version the report it goes back to.
CREATE TABLE prints (
    report INTEGER NOT NULL,
    print BIGINT NOT NULL
);
CREATE TABLE copies (
    report INTEGER NOT NULL,
    origin INTEGER NOT NULL, -- a report that is itself no copy
    kind VARCHAR NOT NULL, -- copy, version
    of_report DOUBLE NOT NULL, -- share of this report's words that stand in the origin
    of_origin DOUBLE NOT NULL -- share of the origin's words that stand in this report
);

-- Stories: reports on one happening. Ids stay once given.
CREATE TABLE stories (
    story INTEGER NOT NULL,
    id VARCHAR NOT NULL
);
CREATE TABLE report_stories (
    report INTEGER NOT NULL,
    story INTEGER NOT NULL
);
CREATE TABLE report_terms (
    report INTEGER NOT NULL,
    day VARCHAR, -- of publication
    term BIGINT NOT NULL,
    weight REAL NOT NULL
);

-- Identities: one actor across reports, under the keys by which a further report's actor is compared with it.
CREATE TABLE identities (
    identity INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    sector VARCHAR,
    known_as VARCHAR
);
CREATE TABLE identity_keys (
    identity INTEGER NOT NULL,
    key VARCHAR NOT NULL
);
CREATE TABLE report_actors (
    report INTEGER NOT NULL,
    actor VARCHAR NOT NULL,
    identity INTEGER NOT NULL
);

-- Occurrences: one act, however many reports tell of it; each telling is an account.
CREATE TABLE occurrences (
    occurrence INTEGER NOT NULL,
    id VARCHAR NOT NULL
);
CREATE TABLE accounts (
    report INTEGER NOT NULL,
    move VARCHAR NOT NULL,
    occurrence INTEGER NOT NULL,
    day VARCHAR -- done, else published
);
CREATE TABLE account_keys (
    occurrence INTEGER NOT NULL,
    key BIGINT NOT NULL
);

-- Claims: one thing said, however often and in whatever words; each saying is an appearance.
CREATE TABLE claims (
    claim INTEGER NOT NULL,
    id VARCHAR NOT NULL
);
CREATE TABLE appearances (
    report INTEGER NOT NULL,
    statement VARCHAR NOT NULL,
    claim INTEGER NOT NULL,
    how VARCHAR NOT NULL -- first, repeated, reworded, denied
);
CREATE TABLE claim_keys (
    claim INTEGER NOT NULL,
    key BIGINT NOT NULL
);

-- Disputes: two entries that cannot both be so.
CREATE TABLE disputes (
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, -- who, what, when, how many, whether
    report INTEGER NOT NULL,
    entry VARCHAR NOT NULL, -- a statement's or move's id
    other_report INTEGER NOT NULL,
    other_entry VARCHAR NOT NULL
);

-- Corrections by hand; never made by a program, never deleted, at most undone.
CREATE TABLE corrections (
    correction INTEGER NOT NULL,
    made VARCHAR NOT NULL, -- ISO 8601, UTC
    author VARCHAR NOT NULL,
    report VARCHAR, -- its id; NULL for a correction of identities
    action VARCHAR NOT NULL, -- set, reject, accept, add, merge, split
    entry_kind VARCHAR NOT NULL, -- statement, move, actor, tie, identity
    entry VARCHAR NOT NULL, -- the entry's id when it was corrected
    anchor VARCHAR NOT NULL, -- JSON: the passage it is found again by
    field VARCHAR,
    machine VARCHAR, -- JSON: what the machine had read
    person VARCHAR, -- JSON: what the person says
    note VARCHAR,
    undone VARCHAR, -- when
    undone_by VARCHAR
);
