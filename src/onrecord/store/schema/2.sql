-- Store format 2: what holds across reports (all of it but `corrections` can be made again from the records), and
-- corrections by hand. Added to the tables of 1.sql. Keys are held by the code: one writer, one transaction.

-- What is shown of entries without opening their record: their tables are filled anew.
DELETE FROM statements;
ALTER TABLE statements ADD COLUMN source VARCHAR; -- the actor's name, or the words as written
DELETE FROM moves;
ALTER TABLE moves ADD COLUMN about VARCHAR;
ALTER TABLE moves ADD COLUMN conditions VARCHAR[];
ALTER TABLE moves ADD COLUMN sentence VARCHAR; -- the passage with the rest of its sentences
ALTER TABLE moves ADD COLUMN start INTEGER; -- of the sentence
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
    id VARCHAR NOT NULL,
    named_after INTEGER NOT NULL -- the report it stays with when it parts; the id is made from the first such report's
);
CREATE TABLE report_stories (
    report INTEGER NOT NULL,
    story INTEGER NOT NULL
);
CREATE TABLE report_terms (
    report INTEGER NOT NULL,
    day INTEGER, -- of publication, as days since 0001-01-01, which is 1
    -- The terms' keys in 8 bytes each, then their weights in 2 each: one value, left as it is, is read fastest.
    terms BLOB USING COMPRESSION uncompressed NOT NULL
);
CREATE TABLE heavy_terms ( -- the heaviest of them, by which the reports near another are found
    report INTEGER NOT NULL,
    day INTEGER,
    term BIGINT NOT NULL,
    weight REAL NOT NULL
);

-- Identities: one actor across reports, with what all reports tell of it, under the keys by which a further report's
-- actor is compared with it. `name` to `known_as` are shown; the lists hold every value there is.
CREATE TABLE identities (
    identity INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    sector VARCHAR,
    known_as VARCHAR,
    names VARCHAR[] NOT NULL,
    countries VARCHAR[] NOT NULL,
    known VARCHAR[] NOT NULL,
    roles VARCHAR[] NOT NULL,
    by_hand VARCHAR, -- merge, split; NULL where the machine made it
    after INTEGER NOT NULL -- the machine adds actors of reports beyond this number alone
);
CREATE TABLE identity_keys (
    identity INTEGER NOT NULL,
    key BIGINT NOT NULL
);
CREATE TABLE report_actors (
    report INTEGER NOT NULL,
    actor VARCHAR NOT NULL,
    identity INTEGER NOT NULL
);
CREATE TABLE identities_merged (
    gone INTEGER NOT NULL, -- a number that the machine gave up, never given again while it stands here
    kept INTEGER NOT NULL -- what it is part of now, itself not gone; JSON of later links is read by it
);
CREATE TABLE actor_names (
    report INTEGER NOT NULL,
    actor VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    name VARCHAR NOT NULL, -- as the report spells it
    mentions INTEGER NOT NULL
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
    told VARCHAR NOT NULL -- JSON: what it is compared by (across/accounts.py)
);
CREATE TABLE account_keys (
    occurrence INTEGER NOT NULL,
    key INTEGER NOT NULL
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
    how VARCHAR NOT NULL, -- first, repeated, reworded, denied
    speaker INTEGER, -- a number for whoever says it (across/claims.py); NULL for a denial, as in what follows
    day INTEGER, -- of publication, as days since 0001-01-01, which is 1
    told VARCHAR -- JSON: what it is compared by (across/claims.py)
);

-- Disputes: two entries that cannot both be so; `id` is that of the question, which pairs that share an entry have in
-- common. What each report says is so is kept as it is compared (across/points.py).
CREATE TABLE points (
    report INTEGER NOT NULL,
    day INTEGER, -- of publication, as days since 0001-01-01, which is 1
    told VARCHAR NOT NULL -- JSON
);
CREATE TABLE disputes (
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, -- who, what, when, how many, whether
    report INTEGER NOT NULL,
    entry VARCHAR NOT NULL, -- a statement's or move's id
    other_report INTEGER NOT NULL,
    other_entry VARCHAR NOT NULL
);

-- The order in which reports came, went and were filed anew: the index of passages follows by it.
CREATE TABLE changes (
    n BIGINT NOT NULL, -- from 1
    mark BIGINT NOT NULL, -- depends on this change and all before
    report INTEGER NOT NULL
);

-- Corrections by hand; never made by a program, at most undone, and gone only with the report they are of.
CREATE TABLE corrections (
    correction INTEGER NOT NULL,
    made VARCHAR NOT NULL, -- ISO 8601, UTC
    author VARCHAR NOT NULL,
    report VARCHAR, -- its id; NULL for a correction of identities
    action VARCHAR NOT NULL, -- set, reject, accept, add, merge, split
    entry_kind VARCHAR NOT NULL, -- statement, move, actor, identity
    entry VARCHAR NOT NULL, -- the entry's id when it was corrected
    anchor VARCHAR NOT NULL, -- JSON: the passage it is found again by
    field VARCHAR,
    machine VARCHAR, -- JSON: what the machine had read
    machine_words VARCHAR, -- the same as a reader is shown it
    person VARCHAR, -- JSON: what the person says
    person_words VARCHAR,
    note VARCHAR,
    undone VARCHAR, -- when
    undone_by VARCHAR
);
-- Reports that corrections bear on: `reports.record` stays the machine's reading, this is the record as corrected.
CREATE TABLE corrected (
    report INTEGER NOT NULL,
    record VARCHAR NOT NULL,
    changes VARCHAR NOT NULL -- JSON: by entry id, what was changed by whom
);
-- The record that answers: as corrected, else as read.
CREATE VIEW readings AS
    SELECT r.report, r.id, coalesce(c.record, r.record) AS record FROM reports r LEFT JOIN corrected c USING (report);
