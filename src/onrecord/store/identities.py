"""Merges and splits of actors by hand: kept as corrections and carried out at once (undone: see `corrections.undo`)."""

from collections.abc import Sequence

import msgspec

from onrecord.across.gathering import identity_id
from onrecord.across.hands import Anchor, ByHand
from onrecord.across.identities import Identity
from onrecord.errors import StoreError
from onrecord.record import correction
from onrecord.record.correction import Correction
from onrecord.record.propose import signed, when
from onrecord.store import corrections
from onrecord.store import identity_rows as rows
from onrecord.store.engine import Cursor

_ANCHORS = """
    SELECT id, start, stop, name FROM (
        SELECT r.id, m.start, m.stop, a.name, i.report, a.n, row_number() OVER (
            PARTITION BY i.report, i.actor ORDER BY m.form = 'pronoun', m.form <> 'name', m.n
        ) AS place
        FROM report_actors i JOIN actors a ON a.report = i.report AND a.id = i.actor
        JOIN mentions m ON m.report = i.report AND m.actor = i.actor JOIN reports r ON r.report = i.report
        WHERE {where}
    ) met WHERE place = 1 ORDER BY report, n
"""
"""Of each actor the first mention by name, where there is one."""


def merge(cursor: Cursor, ids: Sequence[str], *, author: str, note: str | None = None) -> str:
    """Make identities one, under the id of the oldest, which is given back. Raises `StoreError` 430, 431.

    Runs in the caller's transaction. What comes later, is read again or seen by the machine leaves it as it is.
    """
    there = _of_ids(cursor, ids)
    if len(there) < 2:
        raise StoreError(431)
    kept, *others = there
    members = [(anchor, side) for side, one in enumerate(there) for anchor in _members(cursor, one.number)]
    gone = [one.number for one in others]
    cursor.execute(
        "UPDATE report_actors SET identity = ? WHERE identity IN (SELECT unnest(?::INTEGER[]))", [kept.number, gone]
    )
    rows.remove(cursor, gone)
    rows.write(cursor, [msgspec.structs.replace(kept, by_hand="merge", after=0)])
    rows.refresh(cursor, [kept.number])
    done = ByHand(
        action="merge",
        id=kept.id,
        members=tuple(anchor for anchor, _ in members),
        sides=tuple(side for _, side in members),
    )
    _note(cursor, done, was=there, author=author, note=note)
    return kept.id


def split(cursor: Cursor, actors: Sequence[tuple[str, str]], *, author: str, note: str | None = None) -> str:
    """Take actors (report, actor id) out of their identity into one of their own, whose id is given back.

    Reports are named as in `corrections.report_of`. Raises `StoreError` 432 where a report has no such actor, 433 where
    nobody would be left or they are not of one identity. Runs in the caller's transaction.
    """
    found = [_actor(cursor, *corrections.report_of(cursor, report), actor) for report, actor in dict.fromkeys(actors)]
    numbers = {identity for _, _, identity, _ in found}
    if len(numbers) != 1:
        raise StoreError(433)
    (number,) = numbers
    ((all_,),) = cursor.execute("SELECT count(*) FROM report_actors WHERE identity = ?", [number]).fetchall()
    if all_ <= len(found):
        raise StoreError(433)
    anchors = [anchor for _, _, _, anchor in found]
    was = rows.of_numbers(cursor, numbers)[0]
    own = rows.next_number(cursor)
    ((last,),) = cursor.execute("SELECT max(report) FROM reports").fetchall()
    cursor.executemany(
        "UPDATE report_actors SET identity = ? WHERE report = ? AND actor = ?",
        [[own, report, actor] for report, actor, _, _ in found],
    )
    id_ = _free_id(cursor, anchors[0])
    # Only number and id matter here: the rest is told anew by the actors each has now.
    rows.write(cursor, [msgspec.structs.replace(was, number=own, id=id_, by_hand="split", after=last)])
    rows.refresh(cursor, [number, own])
    done = ByHand(action="split", id=id_, members=tuple(anchors), after=last)
    _note(cursor, done, was=[was], author=author, note=note)
    return id_


def _of_ids(cursor: Cursor, ids: Sequence[str]) -> list[Identity]:
    there = rows.of_ids(cursor, ids)
    missing = set(ids) - {one.id for one in there}
    if missing:
        raise StoreError(430, min(missing), record="RECORD")
    return there


def _members(cursor: Cursor, number: int) -> list[Anchor]:
    """Every actor of an identity, in order of arrival: whoever was one then stays so, however read anew."""
    found = cursor.execute(_ANCHORS.format(where="i.identity = ?"), [number]).fetchall()
    return [Anchor(id_, (start, stop), name) for id_, start, stop, name in found]


def _anchor(cursor: Cursor, report: int, actor: str) -> Anchor:
    found = cursor.execute(_ANCHORS.format(where="i.report = ? AND i.actor = ?"), [report, actor]).fetchall()
    ((id_, start, stop, name),) = found
    return Anchor(id_, (start, stop), name)


def _actor(cursor: Cursor, report: int, id_: str, actor: str) -> tuple[int, str, int, Anchor]:
    """Report, actor, identity and anchor."""
    found = cursor.execute(
        "SELECT identity FROM report_actors WHERE report = ? AND actor = ?", [report, actor]
    ).fetchall()
    if not found:
        raise StoreError(432, id_, actor=actor)
    return report, actor, found[0][0], _anchor(cursor, report, actor)


def _free_id(cursor: Cursor, first: Anchor) -> str:
    nth = 1
    while rows.of_ids(cursor, [identity_id(first.report, first.span, nth)]):
        nth += 1
    return identity_id(first.report, first.span, nth)


def _note(
    cursor: Cursor,
    done: ByHand,
    *,
    was: Sequence[Identity],
    author: str,
    note: str | None,
) -> None:
    """Keep it as a correction: `machine` holds the ids there were, `person` what is from now on."""
    one = Correction(
        number=corrections.next_number(cursor),
        made=when(None),
        author=signed(author),
        report=None,
        action=done.action,
        entry_kind="identity",
        entry=done.id,
        anchor=correction.Anchor(id=done.id, spans=()),
        machine=[one.id for one in was],
        machine_words="; ".join(one.facts.name for one in was),
        person=done,
        person_words=_names(done),
        note=note,
    )
    corrections.write(cursor, [one])


def purge(cursor: Cursor, reports: Sequence[str]) -> None:
    """After reports were forgotten for good: take their actors out of what people decided, and what held them alone.

    A merge of which fewer than two sides are left, or a split of which nobody is, goes with them.
    """
    made = cursor.execute("SELECT correction, person FROM corrections WHERE entry_kind = 'identity'").fetchall()
    for number, line in made:
        done = msgspec.json.decode(line, type=ByHand)
        left = done.without(reports)
        if left == done:
            continue
        if left is None:
            cursor.execute("DELETE FROM corrections WHERE correction = ?", [number])
            continue
        person, names = msgspec.json.encode(left).decode(), _names(left)
        cursor.execute(
            "UPDATE corrections SET person = ?, person_words = ?, machine_words = ? WHERE correction = ?",
            [person, names, names, number],
        )
    empty = cursor.execute(
        """
        SELECT identity FROM identities
        WHERE by_hand IS NOT NULL AND identity NOT IN (SELECT identity FROM report_actors)
        """
    ).fetchall()
    rows.remove(cursor, [identity for (identity,) in empty])
    rows.forget_merged(cursor)
    rows.no_longer_by_hand(cursor)


def _names(done: ByHand) -> str:
    """Who is meant, in words: for a merge one name of each side, for a split the names taken out."""
    if not done.sides:
        return "; ".join(dict.fromkeys(member.name for member in done.members))
    firsts: dict[int, str] = {}
    for member, side in zip(done.members, done.sides, strict=True):
        firsts.setdefault(side, member.name)
    return "; ".join(firsts.values())
