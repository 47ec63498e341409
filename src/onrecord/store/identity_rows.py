"""Identities as rows: fetched by key, by number or by actor, and written back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import pyarrow as pa

from onrecord.across.actor_facts import Facts, Spelling, facts_of
from onrecord.across.gathering import Bound, Card, key_numbers
from onrecord.across.hands import Anchor, ByHand, groups
from onrecord.across.identities import Identity
from onrecord.store.engine import Cursor, fill

_IDENTITIES = "SELECT identity, id, name, kind, sector, names, countries, known, roles, by_hand, after FROM identities"

_CARDS = """
    SELECT i.identity, i.report, a.n, r.id AS report_id, i.actor, coalesce(m.start, 0) AS start,
        coalesce(m.stop, 0) AS stop, a.name, a.kind, a.country, a.sector, a.known_as, s.spelt, o.roles
    FROM report_actors i
    JOIN actors a ON a.report = i.report AND a.id = i.actor
    JOIN reports r ON r.report = i.report
    LEFT JOIN mentions m ON m.report = i.report AND m.actor = i.actor AND m.n = 0
    LEFT JOIN (
        SELECT report, actor, array_agg(ARRAY[name, mentions::VARCHAR] ORDER BY n) AS spelt FROM actor_names
        GROUP BY report, actor
    ) s ON s.report = i.report AND s.actor = i.actor
    LEFT JOIN (SELECT report, actor, array_agg(role ORDER BY n) AS roles FROM roles GROUP BY report, actor) o
        ON o.report = i.report AND o.actor = i.actor
    WHERE i.identity IN (SELECT unnest(?::INTEGER[]))
"""

_HANDS = """
    SELECT person FROM corrections
    WHERE entry_kind = 'identity' AND undone IS NULL ORDER BY correction
"""

_COLUMNS: dict[str, pa.Schema] = {
    "identities": pa.schema(
        [
            ("identity", pa.int32()),
            *((name, pa.string()) for name in ("id", "name", "kind", "country", "sector", "known_as")),
            *((name, pa.list_(pa.string())) for name in ("names", "countries", "known", "roles")),
            ("by_hand", pa.string()),
            ("after", pa.int32()),
        ]
    ),
    "identity_keys": pa.schema([("identity", pa.int32()), ("key", pa.int64())]),
    "report_actors": pa.schema([("report", pa.int32()), ("actor", pa.string()), ("identity", pa.int32())]),
    "actor_names": pa.schema(
        [
            ("report", pa.int32()),
            ("actor", pa.string()),
            ("n", pa.int32()),
            ("name", pa.string()),
            ("mentions", pa.int32()),
        ]
    ),
}


def insert(cursor: Cursor, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Put rows into one of the tables of identities, in one go."""
    if not rows:
        return
    schema = _COLUMNS[table]
    columns = [pa.array(values, type_) for values, type_ in zip(zip(*rows, strict=True), schema.types, strict=True)]
    fill(cursor, table, pa.Table.from_arrays(columns, schema=schema))


def with_keys(cursor: Cursor, keys: Iterable[int]) -> list[Identity]:
    """The identities under any of these keys, in order of arrival."""
    chosen = "SELECT identity FROM identity_keys WHERE key IN (SELECT unnest(?::BIGINT[]))"
    return _identities(cursor, f"identity IN ({chosen})", sorted(set(keys)))


def of_numbers(cursor: Cursor, numbers: Iterable[int]) -> list[Identity]:
    """The identities of these numbers, in order of arrival."""
    return _identities(cursor, "identity IN (SELECT unnest(?::INTEGER[]))", sorted(set(numbers)))


def of_ids(cursor: Cursor, ids: Iterable[str]) -> list[Identity]:
    """The identities of these lasting ids, in order of arrival."""
    return _identities(cursor, "id IN (SELECT unnest(?::VARCHAR[]))", sorted(set(ids)))


def _identities(cursor: Cursor, where: str, value: object) -> list[Identity]:
    rows = cursor.execute(f"{_IDENTITIES} WHERE {where} ORDER BY identity", [value]).fetchall()
    return [_identity(*row) for row in rows]


def _identity(
    number: int,
    id_: str,
    name: str,
    kind: Any,
    sector: str | None,
    names: list[str],
    countries: list[str],
    known: list[str],
    roles: list[str],
    by_hand: Any,
    after: int,
) -> Identity:
    facts = Facts(
        name=name,
        kind=kind,
        names=tuple(names),
        countries=tuple(countries),
        sector=sector,
        known=tuple(known),
        roles=tuple(roles),
    )
    return Identity(number=number, id=id_, facts=facts, by_hand=by_hand, after=after)


def write(cursor: Cursor, identities: Sequence[Identity]) -> None:
    """Keep these identities as they are now, in place of what stands under their numbers."""
    remove(cursor, [one.number for one in identities])
    insert(cursor, "identities", [_row(one) for one in identities])
    insert(cursor, "identity_keys", [(one.number, key) for one in identities for key in key_numbers(one.facts)])


def remove(cursor: Cursor, numbers: Iterable[int]) -> None:
    """Take out identities of these numbers, with their keys."""
    gone = sorted(numbers)
    if gone:
        for table in ("identities", "identity_keys"):
            cursor.execute(f"DELETE FROM {table} WHERE identity IN (SELECT unnest(?::INTEGER[]))", [gone])


def _row(one: Identity) -> tuple[Any, ...]:
    facts = one.facts
    return (
        one.number,
        one.id,
        facts.name,
        facts.kind,
        facts.countries[0] if facts.countries else None,
        facts.sector,
        facts.known[0] if facts.known else None,
        list(facts.names),
        list(facts.countries),
        list(facts.known),
        list(facts.roles),
        one.by_hand,
        one.after,
    )


def cards(cursor: Cursor, numbers: Iterable[int]) -> list[Card]:
    """Every actor of these identities, in order of arrival."""
    rows = cursor.execute(f"{_CARDS} ORDER BY i.report, a.n", [sorted(numbers)]).fetchall()
    return [
        Card(report=report, report_id=report_id, actor=actor, first=(start, stop), facts=_facts(*cells))
        for _, report, _, report_id, actor, start, stop, *cells in rows
    ]


def refresh(cursor: Cursor, numbers: Iterable[int]) -> None:
    """Make these identities anew from the actors they have; id and whether by hand stay."""
    told: dict[int, Facts] = {}
    rows = cursor.execute(
        f"""
        SELECT identity, name, kind, country, sector, known_as, spelt, roles FROM ({_CARDS}) told
        GROUP BY identity, name, kind, country, sector, known_as, spelt, roles ORDER BY min(ARRAY[report, n])
        """,
        [sorted(numbers)],
    ).fetchall()
    for number, *cells in rows:
        facts = _facts(*cells)
        told[number] = told[number].with_all(facts) if number in told else facts
    there = of_numbers(cursor, told)
    write(cursor, [msgspec.structs.replace(one, facts=told[one.number]) for one in there])


def retell(cursor: Cursor, report: int) -> None:
    """After a report was filed anew: what its actors' identities are told of, in the order the reports arrived."""
    found = cursor.execute("SELECT DISTINCT identity FROM report_actors WHERE report = ?", [report]).fetchall()
    refresh(cursor, [identity for (identity,) in found])


def _facts(
    name: str,
    kind: Any,
    country: str | None,
    sector: str | None,
    known_as: str | None,
    spelt: list[list[str]] | None,
    roles: list[str] | None,
) -> Facts:
    spellings = [Spelling(one, int(mentions)) for one, mentions in spelt or ()]
    return facts_of(name, spellings, kind, country=country, sector=sector, known_as=known_as, roles=roles or ())


def next_number(cursor: Cursor) -> int:
    """The number of the next identity."""
    # All rows are fetched, here as elsewhere: a result left open keeps the connection from taking in tables.
    # A number that was merged into another may still stand in what later links keep, so it is not given again.
    taken = "SELECT identity AS n FROM identities UNION ALL SELECT gone FROM identities_merged"
    return int(cursor.execute(f"SELECT coalesce(max(n), 0) + 1 FROM ({taken}) taken").fetchall()[0][0])


def merged(cursor: Cursor) -> dict[int, int]:
    """Numbers that the machine gave up, with that of the identity each is part of now."""
    return dict(cursor.execute("SELECT gone, kept FROM identities_merged ORDER BY gone").fetchall())


def once(now: Mapping[int, int]) -> dict[int, list[int]]:
    """The other way round: the numbers that were merged into each identity.

    >>> once({5: 2, 7: 2})
    {2: [5, 7]}
    """
    found: dict[int, list[int]] = {}
    for gone, kept in now.items():
        found.setdefault(kept, []).append(gone)
    return found


def note_merged(cursor: Cursor, became: Mapping[int, int]) -> None:
    """Keep that identities went into others, each given with what it is part of in the end."""
    if not became:
        return
    pairs = "(SELECT unnest(?::INTEGER[]) AS gone, unnest(?::INTEGER[]) AS kept)"
    values = [list(became), list(became.values())]
    cursor.execute(
        f"UPDATE identities_merged SET kept = p.kept FROM {pairs} p WHERE identities_merged.kept = p.gone", values
    )
    cursor.execute(f"INSERT INTO identities_merged SELECT gone, kept FROM {pairs} p", values)


def forget_merged(cursor: Cursor) -> None:
    """Once an identity is gone and nothing kept says its number, what was part of it is of no matter any more."""
    cursor.execute("DELETE FROM identities_merged WHERE kept NOT IN (SELECT identity FROM identities)")


def no_longer_by_hand(cursor: Cursor) -> None:
    """Identities of which nothing that people decided is left are the machine's again."""
    made = [msgspec.json.decode(made, type=ByHand) for (made,) in cursor.execute(_HANDS).fetchall()]
    cursor.execute(
        "UPDATE identities SET by_hand = NULL, after = 0 "
        "WHERE by_hand IS NOT NULL AND id NOT IN (SELECT unnest(?::VARCHAR[]))",
        [[group.id for group in groups(made)]],
    )


def bound_by_hand(cursor: Cursor, reports: Iterable[int]) -> tuple[dict[tuple[int, str], Bound], list[Identity]]:
    """What people decided of actors of these reports (by report and actor), and the identities meant that are there."""
    made = [msgspec.json.decode(made, type=ByHand) for (made,) in cursor.execute(_HANDS).fetchall()]
    if not made:
        return {}, []
    here = set(reports)
    sql = "SELECT id FROM reports WHERE report IN (SELECT unnest(?::INTEGER[]))"
    ids = {id_ for (id_,) in cursor.execute(sql, [sorted(here)]).fetchall()}
    bound: dict[tuple[int, str], Bound] = {}
    meant: dict[int, Identity] = {}
    number = next_number(cursor)
    for group in groups(made):
        # Most reports are in none of them, and some groups are large.
        if all(anchor.report not in ids for anchor in group.members):
            continue
        found = _found(cursor, group.members)
        if not any(report in here for report, _, _ in found):
            continue
        there = of_ids(cursor, [group.id]) or of_numbers(cursor, [n for r, _, n in found if n and r not in here])
        own = there[0].number if there else number
        number += not there
        meant |= {one.number: one for one in there[:1]}
        bound |= {
            (report, actor): Bound(own, group.id, group.action, group.after)
            for report, actor, _ in found
            if report in here
        }
    return bound, list(meant.values())


def identities_at(cursor: Cursor, anchors: Sequence[Anchor]) -> set[int]:
    """The identities of the actors that anchors lead to."""
    return {identity for _, _, identity in _found(cursor, anchors) if identity is not None}


def _found(cursor: Cursor, anchors: Sequence[Anchor]) -> list[tuple[int, str, int | None]]:
    """Report, actor and identity (None while it is not sorted in) of the actors that anchors lead to."""
    rows = cursor.execute(
        """
        SELECT report, actor, identity FROM (
        SELECT m.report, m.actor, min(i.identity) AS identity,
            row_number() OVER (
                PARTITION BY m.report, w.start
                ORDER BY min(abs(m.start - w.start) + abs(m.stop - w.stop)), m.actor
            ) AS place
        FROM (SELECT unnest(?::VARCHAR[]) AS id, unnest(?::INTEGER[]) AS start, unnest(?::INTEGER[]) AS stop) w
        JOIN reports r ON r.id = w.id
        JOIN mentions m ON m.report = r.report AND m.start < w.stop AND m.stop > w.start AND m.form <> 'pronoun'
        LEFT JOIN report_actors i ON i.report = m.report AND i.actor = m.actor
        GROUP BY m.report, m.actor, w.start
        ) met WHERE place = 1 ORDER BY report, actor
        """,
        [[a.report for a in anchors], [a.span[0] for a in anchors], [a.span[1] for a in anchors]],
    ).fetchall()
    return [(report, actor, identity) for report, actor, identity in rows]


def happenings(cursor: Cursor, reports: Sequence[int]) -> Mapping[int, list[int]]:
    """The stories of reports, by report."""
    rows = cursor.execute(
        "SELECT report, story FROM report_stories WHERE report IN (SELECT unnest(?::INTEGER[])) ORDER BY report, story",
        [sorted(reports)],
    ).fetchall()
    found: dict[int, list[int]] = {}
    for report, story in rows:
        found.setdefault(report, []).append(story)
    return found


def in_stories(cursor: Cursor, stories: Iterable[int], numbers: Iterable[int]) -> Mapping[int, list[int]]:
    """Which of these identities appear in which of these stories, by story."""
    rows = cursor.execute(
        """
        SELECT DISTINCT s.story, i.identity FROM report_stories s JOIN report_actors i USING (report)
        WHERE s.story IN (SELECT unnest(?::INTEGER[])) AND i.identity IN (SELECT unnest(?::INTEGER[]))
        ORDER BY s.story, i.identity
        """,
        [sorted(set(stories)), sorted(numbers)],
    ).fetchall()
    found: dict[int, list[int]] = {}
    for story, identity in rows:
        found.setdefault(story, []).append(identity)
    return found
