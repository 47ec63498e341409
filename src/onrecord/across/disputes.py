"""Disputes: two entries of different vouchers that cannot both be so.

Three kinds of contradiction are looked for, each by a rule that has to find the happening itself on both sides:
whether it is so, how many of a thing there were, and who did what only one can have done. Points are compared that tell
of one matter as far as their reports do; which reports do is for the caller to say.
"""

from collections import defaultdict, deque
from collections.abc import Iterable

import msgspec

from onrecord.across.clause import Told
from onrecord.across.dispute import DisputeKind, Entry
from onrecord.across.figures import TIME, Figure
from onrecord.across.points import Point
from onrecord.across.said import said, values

_HALF = 0.5
_REBUTTAL = 600
"""Characters within which a denial of every such thing is taken to answer what stands before it in the same report."""


_ALIKE = 50
"""Points of one report that share a word, with which another is compared: the latest."""


class Contradiction(msgspec.Struct, frozen=True):
    """Two entries that cannot both be so, the one that arrived first before the other.

    `denied` is the one of them that is said not to be so, where the question is whether.
    """

    kind: DisputeKind
    first: Entry
    second: Entry
    denied: Entry | None = None


def contradictions(fresh: Iterable[Point], known: Iterable[Point]) -> list[Contradiction]:
    """Where new points contradict known ones or each other, in the order of the entries; each pair of entries once."""
    new = list(fresh)
    every = [*known, *new]
    border = len(every) - len(new)
    index: defaultdict[str, dict[int, deque[int]]] = defaultdict(dict)
    found: dict[tuple[Entry, Entry], Contradiction] = {}
    for place, point in enumerate(every):
        keys = set(_keys(point.told))
        if place >= border:
            alike = {earlier for key in keys for some in index[key].values() for earlier in some}
            for other in sorted(alike):
                pair = _pair(point, every[other])
                if pair is None:
                    continue
                old = found.get((pair.first, pair.second))
                if old is None or pair.kind < old.kind:
                    found[pair.first, pair.second] = pair
        for key in keys:
            index[key].setdefault(point.report, deque(maxlen=_ALIKE)).append(place)
    return sorted(found.values(), key=lambda pair: (_arrival(pair.second), _arrival(pair.first)))


def contradiction(one: Point, other: Point) -> DisputeKind | None:
    """How two points contradict each other, or None."""
    if one.voucher == other.voucher:
        return None
    if _set_right(one.told, other.told) or _set_right(other.told, one.told):
        return "how many"
    if one.told.negated != other.told.negated:
        denial, assertion = (one, other) if one.told.negated else (other, one)
        return "whether" if _denied(denial, assertion) else None
    if one.told.negated:
        return None
    if one.day is not None and one.day == other.day and _counted_otherwise(one.told, other.told):
        return "how many"
    return "who" if _other_doer(one.told, other.told) or _other_doer(other.told, one.told) else None


def _pair(one: Point, other: Point) -> Contradiction | None:
    kind = contradiction(one, other)
    entries = sorted((_entry(one), _entry(other)), key=_arrival)
    if kind is None or entries[0] == entries[1]:
        return None
    so = other if one.told.negated else one
    return Contradiction(kind, entries[0], entries[1], _entry(so) if kind == "whether" else None)


def _keys(told: Told) -> Iterable[str]:
    yield from told.does
    yield from told.heads
    yield from (thing for thing in told.things if thing.startswith("#"))
    # Where one sets a number right, the other may speak of the matter in quite other words.
    yield from (f"{number.value:g}" for number in (*told.rejected, *told.counts))


def _denied(denier: Point, asserter: Point) -> bool:
    """Whether the first says that just what the second says is not so."""
    denial, assertion = denier.told, asserter.told
    if denial.rejected or _apart(denial, assertion):
        return False
    if denial.light:
        return _thing_denied(denial, assertion)
    if _changed_hands(denial, assertion):
        return _part(denial.things, assertion.things) > _HALF
    if denial.every and _answers(denier, asserter):
        # "Not a single gun was fired" right after "shells fell on the town".
        return bool(denial.does & (assertion.heads | assertion.does))
    if not denial.does & assertion.does or (_other_party(denial, assertion) and denial.names & denial.by):
        return False
    places = (denial.names - denial.by, assertion.names - assertion.by)
    if all(places) and not places[0] & places[1]:
        return False
    objects = (denial.things - denial.does - said("none"), assertion.things - assertion.does)
    if all(objects):
        return _part(*objects) >= _HALF
    return bool(denial.by & assertion.by) and not any(objects)


def _thing_denied(denial: Told, assertion: Told) -> bool:
    """ "Made no such promise", "there is no second submarine": the thing itself is denied."""
    if denial.does <= said("generic"):
        which = denial.things - said("generic") - said("none")
        return any(_nth(thing) for thing in which) and which <= assertion.things | assertion.by
    if not denial.does & (assertion.does | assertion.heads):
        return False
    if denial.verbs & said("own") and _other_party(denial, assertion):
        return False
    shared = denial.things & assertion.things
    # Beside the thing itself something else has to be the same: which one, whose, where.
    return _names_meet(denial, assertion) or any(map(_nth, shared)) or bool(shared - denial.matter)


def _changed_hands(denial: Told, assertion: Told) -> bool:
    """Whether "any ransom had been paid" speaks of what "received a ransom" does."""
    passed = said("transfer")
    given, taken = denial.does & passed, (assertion.does | assertion.verbs) & passed
    return bool(denial.every and given and taken and denial.heads & assertion.heads)


def _set_right(one: Told, other: Told) -> bool:
    """Whether the first calls a number wrong that the second states of the same matter."""
    if one.negated or other.negated:
        return False
    for wrong in one.rejected:
        right = next((figure for figure in one.counts if not wrong.of or figure.of == wrong.of), None)
        if right is None:
            continue
        value = _in_unit(wrong, right)
        for count in other.counts:
            alike = count.value == value and count.of == (wrong.of or right.of)
            if alike and one.around & other.around - {count.noun}:
                return True
    return False


def _counted_otherwise(one: Told, other: Told) -> bool:
    """Whether the two count the same thing, and come to different numbers."""
    if one.rejected or other.rejected or _apart(one, other) or not one.does & other.does:
        return False
    if one.names and other.names and not _names_meet(one, other):
        return False
    for mine in one.counts:
        for theirs in other.counts:
            if mine.exact and theirs.exact and mine.of and mine.noun == theirs.noun and mine.value != theirs.value:
                return _part((one.things | one.by) - {mine.noun}, (other.things | other.by) - {mine.noun}) >= _HALF
    return False


def _other_doer(one: Told, other: Told) -> bool:
    """Whether the first says that somebody else did what just one can have done."""
    if one.only in ("", "opened") or not one.by or not other.by or _apart(one, other):
        return False
    if not one.does & other.does or one.by & other.by:
        return False
    mine, theirs = one.things - one.does, other.things - other.does
    if one.only == "first":
        return other.only in ("first", "opened", "it was") and (not mine or not theirs or bool(mine & theirs))
    return _part(mine, theirs) >= _HALF


def _other_party(one: Told, other: Told) -> bool:
    return bool(one.by and other.by and not one.by & other.by)


def _apart(one: Told, other: Told) -> bool:
    """Whether both name days, and other ones."""
    return bool(one.days and other.days and not one.days & other.days)


def _names_meet(one: Told, other: Told) -> bool:
    return _part(one.names, other.names) > _HALF


def _answers(denier: Point, asserter: Point) -> bool:
    """Whether a denial stands in the same report, soon after."""
    return denier.report == asserter.report and 0 <= denier.place - asserter.place <= _REBUTTAL


def _in_unit(wrong: Figure, right: Figure) -> float:
    """A rejected number in the unit of the right one, where it has none of its own ("ten hours, not two")."""
    return wrong.value if wrong.of or right.of != TIME else wrong.value * values("time")[right.noun]


def _nth(thing: str) -> bool:
    return thing.startswith("#")


def _part(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set that is in the other."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _entry(point: Point) -> Entry:
    return Entry(point.report, point.entry)


def _arrival(entry: Entry) -> tuple[int, str, int]:
    kind = entry.entry.rstrip("0123456789")  # "mh" and "sh" where a person added it
    return entry.report, kind, int(entry.entry.removeprefix(kind))
