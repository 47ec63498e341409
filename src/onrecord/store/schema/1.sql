-- Store format 1. `record` holds each reading whole, byte for byte; the other tables hold the same facts for asking.
-- Spans are [start, stop) in Unicode code points into the report's text. `n` is an entry's place in its record.
-- Columns named `words` hold names or passages folded for matching (see folding.py).

CREATE TABLE meta (
    key VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);

CREATE TABLE reports (
    report INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    text_sha256 VARCHAR NOT NULL,
    raw_sha256 VARCHAR,
    given_id VARCHAR,
    url VARCHAR,
    source VARCHAR NOT NULL,
    retrieved VARCHAR,
    title VARCHAR,
    publisher VARCHAR,
    publisher_words VARCHAR NOT NULL,
    authors VARCHAR[] NOT NULL,
    credits VARCHAR[] NOT NULL,
    published VARCHAR,
    language VARCHAR,
    record VARCHAR NOT NULL,
    raw BLOB
);

CREATE TABLE blocks (
    report INTEGER NOT NULL,
    n INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);

CREATE TABLE actors (
    report INTEGER NOT NULL,
    n INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    name_words VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    sector VARCHAR,
    known_as VARCHAR
);

CREATE TABLE mentions (
    report INTEGER NOT NULL,
    actor VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    form VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);

CREATE TABLE roles (
    report INTEGER NOT NULL,
    actor VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);

CREATE TABLE statements (
    report INTEGER NOT NULL,
    n INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    layer VARCHAR NOT NULL,
    source_actor VARCHAR,
    source_words VARCHAR NOT NULL,
    unattributed BOOLEAN NOT NULL,
    addressee_actor VARCHAR,
    addressee_words VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    content_words VARCHAR NOT NULL,
    channel VARCHAR,
    said VARCHAR,
    said_precision VARCHAR,
    within VARCHAR,
    score DOUBLE NOT NULL
);

CREATE TABLE statement_spans (
    report INTEGER NOT NULL,
    statement VARCHAR NOT NULL,
    part VARCHAR NOT NULL, -- source, cue, content, repeat, addressee, channel, said
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);

CREATE TABLE moves (
    report INTEGER NOT NULL,
    n INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    mode VARCHAR,
    quad VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    layer VARCHAR NOT NULL,
    vouched_by VARCHAR,
    reciprocal BOOLEAN NOT NULL,
    passage VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    day VARCHAR,
    day_precision VARCHAR,
    place VARCHAR,
    place_country VARCHAR,
    score DOUBLE NOT NULL
);

CREATE TABLE move_parties (
    report INTEGER NOT NULL,
    move VARCHAR NOT NULL,
    side VARCHAR NOT NULL, -- by, to
    n INTEGER NOT NULL,
    actor VARCHAR,
    words VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);

CREATE TABLE move_spans (
    report INTEGER NOT NULL,
    move VARCHAR NOT NULL,
    part VARCHAR NOT NULL, -- move, trigger, about, condition, when, where
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);

CREATE TABLE ties (
    report INTEGER NOT NULL,
    n INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    from_actor VARCHAR NOT NULL,
    to_actor VARCHAR NOT NULL,
    layer VARCHAR NOT NULL,
    vouched_by VARCHAR,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);

CREATE TABLE left_out (
    report INTEGER NOT NULL,
    n INTEGER NOT NULL,
    why VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);
