"""Actors across reports: each actor of new reports gets an identity, one there is or a new one."""

from collections.abc import Iterable, Sequence
from itertools import chain, count

import msgspec

from onrecord.across.actor_facts import facts, spellings
from onrecord.across.claims import speaker_of
from onrecord.across.gathering import Card, Gathering, key_numbers, short_named
from onrecord.across.hands import ByHand
from onrecord.across.numbered import Numbered
from onrecord.document.document import Span
from onrecord.record.parts import Actor
from onrecord.store import identity_rows as rows
from onrecord.store.engine import Cursor

_MOST = 1_000
"""Actors of an identity that is still sorted anew when one of them goes or is corrected."""


def link(cursor: Cursor, batch: Sequence[Numbered]) -> None:
    """Find who the actors of these reports are."""
    names = []
    cards = []
    for one in batch:
        record = one.record
        for actor in record.actors:
            spelt = spellings(actor, record.report.text)
            names += [(one.number, actor.id, n, s.name, s.mentions) for n, s in enumerate(spelt)]
            told = facts(actor, record.report.text)
            first = actor.mentions[0].span if actor.mentions else (0, 0)
            cards.append(Card(report=one.number, report_id=record.report.id, actor=actor.id, first=first, facts=told))
    rows.insert(cursor, "actor_names", names)
    _sort_in(cursor, cards)


def forget(cursor: Cursor, numbers: Sequence[int]) -> None:
    """Take the actors of these reports out; identities that nobody is left of go too, unless made by hand."""
    gone = [list(numbers)]
    touched = _column(
        cursor, "SELECT DISTINCT identity FROM report_actors WHERE report IN (SELECT unnest(?::INTEGER[]))", gone
    )
    for table in ("report_actors", "actor_names"):
        cursor.execute(f"DELETE FROM {table} WHERE report IN (SELECT unnest(?::INTEGER[]))", gone)
    _settle(cursor, touched)


def sort_again(cursor: Cursor, numbers: Sequence[int]) -> None:
    """Find anew who the actors of these identities are, as far as people have not decided it.

    Whoever is found gets one of the numbers, in the order given.
    """
    cards = rows.cards(cursor, numbers)
    cursor.execute("DELETE FROM report_actors WHERE identity IN (SELECT unnest(?::INTEGER[]))", [sorted(numbers)])
    rows.remove(cursor, numbers)
    _sort_in(cursor, cards, numbers)


def held_by(cursor: Cursor, reports: Sequence[int]) -> list[int]:
    """The identities of the actors of these reports."""
    sql = "SELECT DISTINCT identity FROM report_actors WHERE report IN (SELECT unnest(?::INTEGER[]))"
    return _column(cursor, sql, [reports])


def around(cursor: Cursor, actors: Iterable[Actor], text: str) -> list[int]:
    """The identities that these actors of a report of this text may be of."""
    found = rows.with_keys(cursor, (key for actor in actors for key in key_numbers(facts(actor, text))))
    return [one.number for one in found]


def settle(cursor: Cursor, numbers: Iterable[int]) -> None:
    """After reports went or were corrected: sort the actors of these identities in anew, in the order they arrived.

    So what only those reports held together comes apart, and what they kept apart comes together. Whoever came first
    keeps the id. Identities of more than `_MOST` actors are held together by many, and stay as they are.
    """
    sized = cursor.execute(
        "SELECT identity, count(*) FROM report_actors "
        "WHERE identity IN (SELECT unnest(?::INTEGER[])) GROUP BY identity",
        [sorted(set(numbers))],
    ).fetchall()
    there = rows.of_numbers(cursor, [number for number, size in sized if size <= _MOST])
    cards = [(min(rows.cards(cursor, [one.number]), key=_turn), one.number, one.id) for one in there]
    # In the order in which they are sorted in: so whoever stays as it was keeps its number, and its ties.
    cards.sort(key=lambda card: _turn(card[0]))
    sort_again(cursor, [number for _, number, _ in cards])
    named: set[int] = set()
    for first, _, id_ in cards:
        ((number,),) = cursor.execute(
            "SELECT identity FROM report_actors WHERE report = ? AND actor = ?", [first.report, first.actor]
        ).fetchall()
        if number not in named:
            named.add(number)
            cursor.execute(
                "UPDATE identities SET id = $id "
                "WHERE identity = $number AND by_hand IS NULL "
                "AND NOT EXISTS (SELECT 1 FROM identities o WHERE o.id = $id)",
                {"id": id_, "number": number},
            )


def _turn(card: Card) -> tuple[int, bool, Span]:
    return card.report, short_named(card.facts), card.first


def undone(cursor: Cursor, correction: int) -> None:
    """After a merge or split was marked as undone: those it bound are sorted in anew, as the machine sees them.

    Other merges and splits hold on.
    """
    made = cursor.execute(
        "SELECT entry, machine, person FROM corrections WHERE correction = ? AND entry_kind = 'identity'", [correction]
    ).fetchall()
    for entry, was, done in made:
        ids = [entry, *msgspec.json.decode(was, type=list[str])]
        numbers = {one.number for one in rows.of_ids(cursor, ids)}
        numbers |= rows.identities_at(cursor, msgspec.json.decode(done, type=ByHand).members)
        sort_again(cursor, sorted(numbers))


def _settle(cursor: Cursor, touched: Sequence[int]) -> None:
    """After actors went: keep what the others tell."""
    left = _column(
        cursor, "SELECT DISTINCT identity FROM report_actors WHERE identity IN (SELECT unnest(?::INTEGER[]))", [touched]
    )
    empty = [one for one in rows.of_numbers(cursor, touched) if one.number not in left]
    rows.remove(cursor, [one.number for one in empty if one.by_hand is None])
    rows.forget_merged(cursor)
    rows.refresh(cursor, left)


def _sort_in(cursor: Cursor, cards: Sequence[Card], free: Sequence[int] = ()) -> None:
    reports = sorted({card.report for card in cards})
    there = rows.with_keys(cursor, (key for card in cards for key in key_numbers(card.facts)))
    bound, meant = rows.bound_by_hand(cursor, reports)
    numbers = {one.number: one for one in (*there, *meant)}
    stories = rows.happenings(cursor, reports)
    near = rows.in_stories(cursor, {s for found in stories.values() for s in found}, numbers) if stories else {}
    taken = {one.number for one in bound.values()}
    first_new = max((rows.next_number(cursor), *(number + 1 for number in (*taken, *free))))
    gathering = Gathering(
        numbers.values(),
        free=chain((number for number in free if number not in taken), count(first_new)),
        stories=stories,
        near=near,
        bound=bound,
    )
    gathering.add(cards)
    _write(cursor, gathering)


def _write(cursor: Cursor, gathering: Gathering) -> None:
    became = {gone: gathering.now(gone) for gone in gathering.became}
    for gone, kept in became.items():
        cursor.execute("UPDATE report_actors SET identity = ? WHERE identity = ?", [kept, gone])
        cursor.execute("UPDATE appearances SET speaker = ? WHERE speaker = ?", [speaker_of(kept), speaker_of(gone)])
    rows.note_merged(cursor, became)
    rows.remove(cursor, became)
    rows.write(cursor, [gathering.identities[number] for number in sorted(gathering.changed)])
    rows.insert(cursor, "report_actors", [(card.report, card.actor, number) for card, number in gathering.where()])


def _column(cursor: Cursor, sql: str, values: Sequence[Sequence[int]]) -> list[int]:
    return sorted(value for (value,) in cursor.execute(sql, [list(some) for some in values]).fetchall())
