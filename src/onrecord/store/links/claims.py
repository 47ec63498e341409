"""Keeps which statements say one thing, as reports come and go."""

from collections.abc import Sequence

import duckdb
import msgspec

from onrecord.across import renumbered
from onrecord.across.claims import WEEKS, Claim, Saying, claim_id, denials, place, sayings, speaker
from onrecord.across.numbered import Numbered
from onrecord.store.identity_rows import merged
from onrecord.store.links.sources import insert, sources

_COMPARED = 200
"""Sayings of one speaker that a new one is compared with, the latest."""
_BACK = 20_000
"""Reports back, in order of arrival, to which such sayings are looked for."""

_KNOWN = f"""
    SELECT claim, told FROM appearances
    WHERE speaker IN (SELECT unnest($speakers::INTEGER[])) AND report >= $first
        AND coalesce(day BETWEEN $since AND $until, true)
    QUALIFY row_number() OVER (PARTITION BY speaker ORDER BY report DESC, statement) <= {_COMPARED}
    ORDER BY claim, report, statement
"""


def link(cursor: duckdb.DuckDBPyConnection, batch: Sequence[Numbered]) -> None:
    """Put each statement of the new reports to the claim it repeats, or make it a claim of its own."""
    who = sources(cursor, (one.number for one in batch))
    fresh = [s for one in batch for s in sayings(one, who.identities[one.number], who.origins.get(one.number))]
    if not fresh:
        return
    first_new = _next(cursor)
    known = _known(cursor, fresh)
    placed = place(fresh, known, first_new)
    ids = {one.number: one.record.report.id for one in batch}
    new = {a.claim: claim_id(ids[a.saying.report], a.saying.entry) for a in placed if a.how == "first"}
    insert(cursor, "claims", {"claim": list(new), "id": list(new.values())})
    claim_of = {(a.saying.report, a.saying.entry): a.claim for a in placed}
    denied = [(d, claim_of[of.report, of.entry]) for one in batch for d, of in denials(one)]
    insert(
        cursor,
        "appearances",
        {
            "report": [a.saying.report for a in placed] + [d.report for d, _ in denied],
            "statement": [a.saying.entry for a in placed] + [d.entry for d, _ in denied],
            "claim": [a.claim for a in placed] + [claim for _, claim in denied],
            "how": [a.how for a in placed] + ["denied" for _ in denied],
            "speaker": [speaker(a.saying) for a in placed] + [None for _ in denied],
            "day": [a.saying.day for a in placed] + [None for _ in denied],
            "told": [msgspec.json.encode(a.saying).decode() for a in placed] + [None for _ in denied],
        },
    )


def forget(cursor: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> None:
    """Take out what these reports say; a claim that others make too is first made by the next of them."""
    gone = [list(numbers)]
    listed = "(SELECT unnest(?::INTEGER[]))"
    rows = cursor.execute(f"SELECT DISTINCT claim FROM appearances WHERE report IN {listed}", gone).fetchall()
    touched = sorted(claim for (claim,) in rows)
    cursor.execute(f"DELETE FROM appearances WHERE report IN {listed}", gone)
    left = cursor.execute(
        "SELECT claim, report, statement, how FROM appearances "
        f"WHERE claim IN {listed} AND how <> 'denied' ORDER BY claim, report, statement",
        [touched],
    ).fetchall()
    first: dict[int, tuple[int, str]] = {}
    headed = {claim for claim, _, _, how in left if how == "first"}
    for claim, report, statement, _ in left:
        if claim not in headed:
            first.setdefault(claim, (report, statement))
    for claim, (report, statement) in first.items():
        cursor.execute(
            "UPDATE appearances SET how = 'first' WHERE claim = ? AND report = ? AND statement = ? AND how <> 'denied'",
            [claim, report, statement],
        )
    empty = sorted(set(touched) - {claim for claim, *_ in left})
    for table in ("claims", "appearances"):
        cursor.execute(f"DELETE FROM {table} WHERE claim IN {listed}", [empty])


def _known(cursor: duckdb.DuckDBPyConnection, fresh: Sequence[Saying]) -> list[Claim]:
    days = [saying.day for saying in fresh if saying.day is not None]
    asked = {
        "speakers": sorted(set(map(speaker, fresh))),
        "first": fresh[0].report - _BACK,
        "since": min(days) - WEEKS if days else None,
        "until": max(days) + WEEKS if days else None,
    }
    rows = cursor.execute(_KNOWN, asked).fetchall()
    now = merged(cursor)
    found: dict[int, list[Saying]] = {}
    for number, told in rows:
        found.setdefault(number, []).append(renumbered.saying(_decoder.decode(told), now))
    return [Claim(number, tuple(some)) for number, some in found.items()]


_decoder = msgspec.json.Decoder(Saying)


def _next(cursor: duckdb.DuckDBPyConnection) -> int:
    return int(cursor.execute("SELECT coalesce(max(claim), 0) + 1 FROM claims").fetchall()[0][0])
