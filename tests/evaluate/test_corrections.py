"""Agreement of machine and people, and of people with each other."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from onrecord.evaluate.corrections import Agreement, Agreements, agreement
from onrecord.record.correction import Action, Correction
from onrecord.record.parts import Record
from onrecord.record.propose import Asked, propose
from tests.made import talks

Step = tuple[str, str, Action, dict[str, str]]


def corrections(record: Record, *steps: Step) -> list[Correction]:
    """Corrections made one after another: author, entry, action, fields."""
    done: list[Correction] = []
    for author, entry, action, fields in steps:
        given = {name: [value] for name, value in fields.items()}
        asked = Asked(action=action, entry=entry, fields=given, author=author)
        done += propose(record, done, asked, len(done) + 1)
    return done


def figures(*steps: Step) -> Agreements:
    return agreement("talks", [(talks(), corrections(talks(), *steps))])


def of(found: Agreements, kind: str, field: str, between: str = "machine and person") -> Agreement:
    (one,) = [m for m in found.measures if (m.between, m.kind, m.field) == (between, kind, field)]
    return one


def test_only_entries_looked_at_count() -> None:
    found = figures(("A", "m1", "set", {"status": "denied"}), ("A", "m2", "accept", {}), ("A", "m3", "reject", {}))
    assert (found.entries, found.reports, found.authors) == (3, 1, ("A",))
    entry = of(found, "move", "entry")
    assert (entry.same, entry.compared, round(entry.share, 3)) == (2, 3, 0.667)
    status = of(found, "move", "status")
    assert (status.same, status.compared) == (1, 2)
    assert (of(found, "move", "type").same, of(found, "move", "type").compared) == (2, 2)
    assert not [m for m in found.measures if m.kind != "move"]


def test_alpha_takes_chance_out_and_stands_for_words_of_a_vocabulary_alone() -> None:
    found = figures(("A", "m1", "set", {"status": "denied"}), ("A", "m2", "accept", {}), ("A", "m3", "accept", {}))
    # Pairs: (happened, denied), (conditional, conditional), (happened, happened): by hand 1 - 5 * 2 / (36 - 14).
    alpha = of(found, "move", "status").alpha
    assert alpha == pytest.approx(1 - 5 * 2 / 22)
    assert of(found, "move", "by").alpha is None
    assert of(found, "move", "layer").alpha == 1


def test_an_added_entry_is_the_persons_alone() -> None:
    found = figures(("A", "move", "add", {"type": "CONSULT", "trigger": "Talks"}), ("A", "m1", "accept", {}))
    assert (of(found, "move", "entry").same, of(found, "move", "entry").compared) == (1, 2)
    assert of(found, "move", "type").compared == 1


def test_actors_are_compared_not_the_words_that_stand_for_them() -> None:
    found = figures(("A", "m1", "set", {"by": "Šárka Ilvane"}), ("A", "s1", "set", {"source": "Tarek Ondal"}))
    assert of(found, "move", "by").share == 1
    assert of(found, "statement", "source").share == 0


def test_undone_and_detached_corrections_count_for_nothing() -> None:
    done = corrections(talks(), ("A", "m1", "accept", {}), ("A", "m2", "accept", {}), ("A", "m3", "accept", {}))
    undone = [replace(done[0], undone="2031-06-01T00:00:00Z", undone_by="A"), *done[1:]]
    without = replace(talks(), moves=talks().moves[:2])
    found = agreement("talks", [(without, undone)])
    assert (found.entries, found.detached) == (1, 1)
    assert of(found, "move", "entry").compared == 1


def test_people_are_compared_where_two_looked_at_one_entry() -> None:
    steps: Sequence[Step] = (
        ("A", "m1", "set", {"status": "denied"}),
        ("B", "m1", "accept", {}),
        ("A", "m2", "set", {"status": "asked"}),
        ("B", "m2", "set", {"status": "planned"}),
        ("A", "m3", "accept", {}),
    )
    found = figures(*steps)
    status = of(found, "move", "status", "persons")
    assert (status.same, status.compared) == (1, 2), "who leaves another's word as it is agrees to it"
    assert (of(found, "move", "entry", "persons").same, of(found, "move", "entry", "persons").compared) == (2, 2)
    rejected = figures(("A", "m1", "accept", {}), ("B", "m1", "reject", {}))
    assert of(rejected, "move", "entry", "persons").share == 0


def test_intervals_come_from_reports_and_are_the_same_every_time() -> None:
    one = corrections(talks(), ("A", "m1", "set", {"status": "denied"}), ("A", "m2", "accept", {}))
    reports = [(talks(), one if n % 3 else one[1:]) for n in range(12)]
    first, second = agreement("talks", reports), agreement("talks", reports)
    assert first == second
    status = of(first, "move", "status")
    assert (status.same, status.compared) == (12, 20)
    assert status.interval is not None
    assert status.interval[0] < status.share < status.interval[1]
    assert status.alpha_interval is not None
    assert status.alpha_interval[0] <= (status.alpha or 0) <= status.alpha_interval[1]
    assert of(figures(("A", "m1", "accept", {})), "move", "status").interval is None
