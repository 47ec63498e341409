"""Keeps which statements say one thing, as reports come and go."""

from collections.abc import Collection, Sequence

import msgspec

from onrecord.across import renumbered
from onrecord.across.claims import (
    COMPARED,
    WEEKS,
    Claim,
    How,
    Saying,
    claim_id,
    denials,
    how_after,
    place,
    sayings,
    speaker,
)
from onrecord.across.numbered import Numbered
from onrecord.store.engine import Cursor
from onrecord.store.identity_rows import merged
from onrecord.store.links.sources import insert, sources

_BACK = 20_000
"""Reports back, in order of arrival, to which such sayings are looked for."""

_KNOWN = f"""
    SELECT claim, told FROM (
        SELECT *, row_number() OVER (PARTITION BY speaker ORDER BY report DESC, statement) AS place FROM appearances
        WHERE speaker IN (SELECT unnest($speakers::INTEGER[])) AND report >= $first
            AND coalesce(day BETWEEN $since AND $until, true)
    ) latest WHERE place <= {COMPARED}
    ORDER BY claim, report, statement
"""


def link(cursor: Cursor, batch: Sequence[Numbered]) -> None:
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
    if any(saying.report > fresh[0].report for claim in known for saying in claim.sayings):
        # Tied anew, beside sayings of later reports.
        _in_order(cursor, {a.claim for a in placed if a.how != "first"}, {one.number for one in batch})


def forget(cursor: Cursor, numbers: Sequence[int]) -> None:
    """Take out what these reports say; a claim that others make too is first made by the next of them."""
    gone = [list(numbers)]
    listed = "(SELECT unnest(?::INTEGER[]))"
    rows = cursor.execute(f"SELECT DISTINCT claim FROM appearances WHERE report IN {listed}", gone).fetchall()
    touched = sorted(claim for (claim,) in rows)
    cursor.execute(f"DELETE FROM appearances WHERE report IN {listed}", gone)
    left = cursor.execute(
        f"SELECT claim, how FROM appearances WHERE claim IN {listed} AND how <> 'denied'",
        [touched],
    ).fetchall()
    headed = {claim for claim, how in left if how == "first"}
    _in_order(cursor, {claim for claim, _ in left} - headed, set())
    empty = sorted(set(touched) - {claim for claim, _ in left})
    for table in ("claims", "appearances"):
        cursor.execute(f"DELETE FROM {table} WHERE claim IN {listed}", [empty])


def _in_order(cursor: Cursor, claims: Collection[int], fresh: Collection[int]) -> None:
    """Let the saying that arrived first be the first of its claim, and say anew how those of fresh reports follow.

    Where the first is another than it was, this is said anew of all.
    """
    if not claims:
        return
    rows = cursor.execute(
        """
        SELECT a.claim, a.how, a.told FROM appearances a
        LEFT JOIN statements s ON s.report = a.report AND s.id = a.statement
        WHERE a.claim IN (SELECT unnest(?::INTEGER[])) AND a.how <> 'denied' ORDER BY a.claim, a.report, s.n
        """,
        [sorted(claims)],
    ).fetchall()
    now = merged(cursor)
    found: dict[int, list[tuple[How, Saying]]] = {}
    for claim, how, told in rows:
        found.setdefault(claim, []).append((how, renumbered.saying(_decoder.decode(told), now)))
    changed: list[list[object]] = []
    for claim, some in found.items():
        every = some[0][0] != "first"
        told_before = [saying for _, saying in some]
        for n, (was, saying) in enumerate(some):
            now_how: How = "first" if n == 0 else was
            if n and (every or saying.report in fresh):
                now_how = how_after(saying, told_before[max(0, n - COMPARED) : n])
            if now_how != was:
                changed.append([now_how, claim, saying.report, saying.entry])
    if changed:
        cursor.executemany(
            "UPDATE appearances SET how = ? WHERE claim = ? AND report = ? AND statement = ? AND how <> 'denied'",
            changed,
        )


def _known(cursor: Cursor, fresh: Sequence[Saying]) -> list[Claim]:
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


def _next(cursor: Cursor) -> int:
    return int(cursor.execute("SELECT coalesce(max(claim), 0) + 1 FROM claims").fetchall()[0][0])
