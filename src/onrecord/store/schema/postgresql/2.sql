-- Store format 2 in PostgreSQL: the tables of schema/1.sql and 2.sql, which say what they hold, with the same columns in
-- the same order (a test compares them). Text is compared byte by byte, as it is in a DuckDB file. Everything lies in
-- the schema that the search path begins with.
CREATE TABLE meta (
    key text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (key)
);
CREATE TABLE reports (
    report integer NOT NULL,
    id text COLLATE "C" NOT NULL,
    text_sha256 text COLLATE "C" NOT NULL,
    raw_sha256 text COLLATE "C",
    given_id text COLLATE "C",
    url text COLLATE "C",
    source text COLLATE "C" NOT NULL,
    retrieved text COLLATE "C",
    title text COLLATE "C",
    publisher text COLLATE "C",
    publisher_words text COLLATE "C" NOT NULL,
    authors text[] COLLATE "C" NOT NULL,
    credits text[] COLLATE "C" NOT NULL,
    published text COLLATE "C",
    language text COLLATE "C",
    record text COLLATE "C" NOT NULL,
    raw bytea,
    PRIMARY KEY (report),
    UNIQUE (id)
);
CREATE TABLE blocks (
    report integer NOT NULL,
    n integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    start integer NOT NULL,
    stop integer NOT NULL
);
CREATE TABLE actors (
    report integer NOT NULL,
    n integer NOT NULL,
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    name_words text COLLATE "C" NOT NULL,
    words text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    country text COLLATE "C",
    sector text COLLATE "C",
    known_as text COLLATE "C"
);
CREATE TABLE mentions (
    report integer NOT NULL,
    actor text COLLATE "C" NOT NULL,
    n integer NOT NULL,
    form text COLLATE "C" NOT NULL,
    start integer NOT NULL,
    stop integer NOT NULL
);
CREATE TABLE roles (
    report integer NOT NULL,
    actor text COLLATE "C" NOT NULL,
    n integer NOT NULL,
    role text COLLATE "C" NOT NULL,
    start integer NOT NULL,
    stop integer NOT NULL
);
CREATE TABLE statements (
    report integer NOT NULL,
    n integer NOT NULL,
    id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    layer text COLLATE "C" NOT NULL,
    source_actor text COLLATE "C",
    source_words text COLLATE "C" NOT NULL,
    unattributed boolean NOT NULL,
    addressee_actor text COLLATE "C",
    addressee_words text COLLATE "C" NOT NULL,
    content text COLLATE "C" NOT NULL,
    content_words text COLLATE "C" NOT NULL,
    channel text COLLATE "C",
    said text COLLATE "C",
    said_precision text COLLATE "C",
    within text COLLATE "C",
    score double precision NOT NULL,
    source text COLLATE "C"
);
CREATE TABLE statement_spans (
    report integer NOT NULL,
    statement text COLLATE "C" NOT NULL,
    part text COLLATE "C" NOT NULL,
    n integer NOT NULL,
    start integer NOT NULL,
    stop integer NOT NULL
);
CREATE TABLE moves (
    report integer NOT NULL,
    n integer NOT NULL,
    id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    mode text COLLATE "C",
    quad text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    layer text COLLATE "C" NOT NULL,
    vouched_by text COLLATE "C",
    reciprocal boolean NOT NULL,
    passage text COLLATE "C" NOT NULL,
    words text COLLATE "C" NOT NULL,
    day text COLLATE "C",
    day_precision text COLLATE "C",
    place text COLLATE "C",
    place_country text COLLATE "C",
    score double precision NOT NULL,
    about text COLLATE "C",
    conditions text[] COLLATE "C",
    sentence text COLLATE "C",
    start integer,
    stop integer
);
CREATE TABLE move_parties (
    report integer NOT NULL,
    move text COLLATE "C" NOT NULL,
    side text COLLATE "C" NOT NULL,
    n integer NOT NULL,
    actor text COLLATE "C",
    words text COLLATE "C" NOT NULL,
    start integer NOT NULL,
    stop integer NOT NULL,
    name text COLLATE "C"
);
CREATE TABLE move_spans (
    report integer NOT NULL,
    move text COLLATE "C" NOT NULL,
    part text COLLATE "C" NOT NULL,
    n integer NOT NULL,
    start integer NOT NULL,
    stop integer NOT NULL
);
CREATE TABLE ties (
    report integer NOT NULL,
    n integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    from_actor text COLLATE "C" NOT NULL,
    to_actor text COLLATE "C" NOT NULL,
    layer text COLLATE "C" NOT NULL,
    vouched_by text COLLATE "C",
    start integer NOT NULL,
    stop integer NOT NULL
);
CREATE TABLE left_out (
    report integer NOT NULL,
    n integer NOT NULL,
    why text COLLATE "C" NOT NULL,
    start integer NOT NULL,
    stop integer NOT NULL
);
CREATE TABLE prints (
    report integer NOT NULL,
    print bigint NOT NULL
);
CREATE TABLE copies (
    report integer NOT NULL,
    origin integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    of_report double precision NOT NULL,
    of_origin double precision NOT NULL,
    PRIMARY KEY (report)
);
CREATE TABLE stories (
    story integer NOT NULL,
    id text COLLATE "C" NOT NULL,
    named_after integer NOT NULL,
    PRIMARY KEY (story)
);
CREATE TABLE report_stories (
    report integer NOT NULL,
    story integer NOT NULL
);
CREATE TABLE report_terms (
    report integer NOT NULL,
    day integer,
    terms bytea NOT NULL,
    PRIMARY KEY (report)
);
CREATE TABLE heavy_terms (
    report integer NOT NULL,
    day integer,
    term bigint NOT NULL,
    weight real NOT NULL
);
CREATE TABLE identities (
    identity integer NOT NULL,
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    country text COLLATE "C",
    sector text COLLATE "C",
    known_as text COLLATE "C",
    names text[] COLLATE "C" NOT NULL,
    countries text[] COLLATE "C" NOT NULL,
    known text[] COLLATE "C" NOT NULL,
    roles text[] COLLATE "C" NOT NULL,
    by_hand text COLLATE "C",
    after integer NOT NULL,
    PRIMARY KEY (identity)
);
CREATE TABLE identity_keys (
    identity integer NOT NULL,
    key bigint NOT NULL
);
CREATE TABLE report_actors (
    report integer NOT NULL,
    actor text COLLATE "C" NOT NULL,
    identity integer NOT NULL,
    PRIMARY KEY (report, actor)
);
CREATE TABLE identities_merged (
    gone integer NOT NULL,
    kept integer NOT NULL,
    PRIMARY KEY (gone)
);
CREATE TABLE actor_names (
    report integer NOT NULL,
    actor text COLLATE "C" NOT NULL,
    n integer NOT NULL,
    name text COLLATE "C" NOT NULL,
    mentions integer NOT NULL
);
CREATE TABLE occurrences (
    occurrence integer NOT NULL,
    id text COLLATE "C" NOT NULL,
    PRIMARY KEY (occurrence)
);
CREATE TABLE accounts (
    report integer NOT NULL,
    move text COLLATE "C" NOT NULL,
    occurrence integer NOT NULL,
    told text COLLATE "C" NOT NULL,
    PRIMARY KEY (report, move)
);
CREATE TABLE account_keys (
    occurrence integer NOT NULL,
    key integer NOT NULL
);
CREATE TABLE claims (
    claim integer NOT NULL,
    id text COLLATE "C" NOT NULL,
    PRIMARY KEY (claim)
);
CREATE TABLE appearances (
    report integer NOT NULL,
    statement text COLLATE "C" NOT NULL,
    claim integer NOT NULL,
    how text COLLATE "C" NOT NULL,
    speaker integer,
    day integer,
    told text COLLATE "C"
);
CREATE TABLE points (
    report integer NOT NULL,
    day integer,
    told text COLLATE "C" NOT NULL,
    PRIMARY KEY (report)
);
CREATE TABLE disputes (
    id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    report integer NOT NULL,
    entry text COLLATE "C" NOT NULL,
    other_report integer NOT NULL,
    other_entry text COLLATE "C" NOT NULL
);
CREATE TABLE changes (
    n bigint NOT NULL,
    mark bigint NOT NULL,
    report integer NOT NULL,
    PRIMARY KEY (n)
);
CREATE TABLE corrections (
    correction integer NOT NULL,
    made text COLLATE "C" NOT NULL,
    author text COLLATE "C" NOT NULL,
    report text COLLATE "C",
    action text COLLATE "C" NOT NULL,
    entry_kind text COLLATE "C" NOT NULL,
    entry text COLLATE "C" NOT NULL,
    anchor text COLLATE "C" NOT NULL,
    field text COLLATE "C",
    machine text COLLATE "C",
    machine_words text COLLATE "C",
    person text COLLATE "C",
    person_words text COLLATE "C",
    note text COLLATE "C",
    undone text COLLATE "C",
    undone_by text COLLATE "C",
    PRIMARY KEY (correction)
);
CREATE TABLE corrected (
    report integer NOT NULL,
    record text COLLATE "C" NOT NULL,
    changes text COLLATE "C" NOT NULL,
    PRIMARY KEY (report)
);
CREATE VIEW readings AS
    SELECT r.report, r.id, coalesce(c.record, r.record) AS record FROM reports r LEFT JOIN corrected c USING (report);

CREATE INDEX ON reports (given_id);
CREATE INDEX ON reports (published);
CREATE INDEX ON blocks (report);
CREATE INDEX ON actors (report, id);
CREATE INDEX ON mentions (report, actor);
CREATE INDEX ON roles (report, actor);
CREATE INDEX ON statements (report, id);
CREATE INDEX ON statement_spans (report, statement);
CREATE INDEX ON moves (report, id);
CREATE INDEX ON move_parties (report, move);
CREATE INDEX ON move_spans (report, move);
CREATE INDEX ON ties (report);
CREATE INDEX ON left_out (report);
CREATE INDEX ON prints (print);
CREATE INDEX ON prints (report);
CREATE INDEX ON copies (origin);
CREATE INDEX ON report_stories (report);
CREATE INDEX ON report_stories (story);
CREATE INDEX ON heavy_terms (term);
CREATE INDEX ON heavy_terms (report);
CREATE INDEX ON identities (id);
CREATE INDEX ON identity_keys (key);
CREATE INDEX ON identity_keys (identity);
CREATE INDEX ON report_actors (identity);
CREATE INDEX ON actor_names (report, actor);
CREATE INDEX ON accounts (occurrence);
CREATE INDEX ON account_keys (key);
CREATE INDEX ON account_keys (occurrence);
CREATE INDEX ON appearances (report);
CREATE INDEX ON appearances (claim);
CREATE INDEX ON appearances (speaker, report);
CREATE INDEX ON points (day);
CREATE INDEX ON disputes (report);
CREATE INDEX ON disputes (other_report);
CREATE INDEX ON corrections (report);
CREATE INDEX ON changes (report);

-- Functions that DuckDB has and the store's SQL uses.
CREATE FUNCTION contains(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT strpos($1, $2) > 0 $$;
CREATE FUNCTION strlen(text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT octet_length($1) $$;
CREATE FUNCTION strip_accents(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT regexp_replace(normalize($1, NFD), '[\u0300-\u036f]', '', 'g') $$;
-- Small letters of every script; by the byte order of the columns only those of English would be made small.
DO $$
DECLARE
    letters text := coalesce(
        (
            SELECT c.collname FROM pg_collation c
            WHERE c.collnamespace = 'pg_catalog'::regnamespace AND c.collname IN ('und-x-icu', 'pg_c_utf8', 'C.utf8')
            ORDER BY array_position(ARRAY['und-x-icu', 'pg_c_utf8', 'C.utf8'], c.collname::text) LIMIT 1
        ),
        'default'
    );
BEGIN
    EXECUTE format(
        'CREATE FUNCTION lcase(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE'
        ' AS %L', format('SELECT lower($1 COLLATE pg_catalog.%I) COLLATE "C"', letters)
    );
END $$;
