"""Stories as they are kept: reports arrive one by one or together, in any order, and leave again."""

import random
from collections.abc import Iterable

import msgspec
import pytest

from onrecord.across.accounts import Account, keys
from onrecord.across.numbered import Numbered
from onrecord.across.stories import OPENED
from onrecord.record.parts import Record
from onrecord.store.filing import Filing
from onrecord.store.links import copies, stories
from onrecord.store.record_store import RecordStore
from tests.across.told import told as told_account
from tests.conftest import Places
from tests.made_stories import GROUPS, all_reports, story_report
from tests.store.rows import asking, writing


def add(path: str, reports: Iterable[Record], at_once: int = 64) -> None:
    waiting = list(reports)
    with RecordStore.open(path) as store:
        for start in range(0, len(waiting), at_once):
            store.add([Filing(record) for record in waiting[start : start + at_once]])


def told(path: str) -> dict[str, str]:
    """The story of each report by its given id."""
    with asking(path) as connection:
        rows = connection.execute(
            "SELECT r.given_id, t.id FROM report_stories s JOIN reports r USING (report) JOIN stories t USING (story)"
        ).fetchall()
    assert len({given_id for given_id, _ in rows}) == len(rows)
    return dict(rows)


def groups(path: str) -> frozenset[frozenset[str]]:
    story_of = told(path)
    return frozenset(frozenset(r for r, s in story_of.items() if s == story) for story in story_of.values())


def forget(path: str, *given_ids: str) -> None:
    """Take reports out as removing them does: what was derived from them first."""
    with writing(path) as cursor:
        rows = cursor.execute("SELECT given_id, report FROM reports").fetchall()
        numbers = [number for given_id, number in rows if given_id in given_ids]
        stories.forget(cursor, numbers)
        copies.forget(cursor, numbers)
        cursor.execute("DELETE FROM reports WHERE report IN (SELECT unnest(?::INTEGER[]))", [numbers])


def test_reports_on_one_happening_are_one_story_and_two_of_a_kind_stay_apart(path: str) -> None:
    add(path, all_reports())
    assert groups(path) == GROUPS


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_arrival_changes_nothing(path: str, seed: int) -> None:
    reports = all_reports()
    random.Random(seed).shuffle(reports)
    add(path, reports, at_once=1)
    assert groups(path) == GROUPS


@pytest.mark.parametrize("at_once", [1, 5])
def test_one_by_one_or_together_gives_the_same_ids(places: Places, at_once: int) -> None:
    reports = all_reports()
    random.Random(3).shuffle(reports)
    add(places("a"), reports)
    add(places("b"), reports, at_once)
    assert told(places("a")) == told(places("b"))


def test_a_story_keeps_its_id_as_reports_come(path: str) -> None:
    reports = all_reports()
    add(path, reports[:4])
    first = told(path)
    assert len(set(first.values())) == 4
    add(path, reports[4:], at_once=1)
    later = told(path)
    assert {given_id: later[given_id] for given_id in first} == first
    assert first["ossel-1"] == stories.story_id(reports[0].report.id)


def test_a_story_keeps_its_id_when_the_report_it_is_named_after_goes(path: str) -> None:
    add(path, all_reports())
    before = told(path)
    forget(path, "ossel-1", "swap-2")
    left = {given_id: story for given_id, story in before.items() if given_id not in ("ossel-1", "swap-2")}
    assert told(path) == left


def test_a_story_goes_with_its_last_report_and_nothing_of_it_is_left(path: str) -> None:
    add(path, all_reports())
    forget(path, "ferry-1", "ferry-2", "ferry-3")
    assert groups(path) == {group for group in GROUPS if "ferry-1" not in group}
    with asking(path) as connection:
        assert connection.execute("SELECT count(*) FROM stories").fetchall() == [(3,)]
        for table in ("report_terms", "heavy_terms"):
            left = connection.execute(f"SELECT count(*) FROM {table} WHERE report NOT IN (SELECT report FROM reports)")
            assert left.fetchall() == [(0,)]


def test_a_report_that_comes_again_finds_its_story(path: str) -> None:
    add(path, all_reports())
    before = told(path)
    forget(path, "dravel-1")
    add(path, [record for record in all_reports() if record.report.given_id == "dravel-1"])
    assert told(path) == before


def test_ids_are_never_given_twice(path: str) -> None:
    """The report a story was named after goes, and comes again when it is no longer near the story in time."""
    add(path, all_reports())
    forget(path, "ossel-1")
    record = next(r for r in all_reports() if r.report.given_id == "ossel-1")
    with RecordStore.open(path) as store:
        with store._writing() as cursor:
            for table in ("report_terms", "heavy_terms"):
                cursor.execute(f"UPDATE {table} SET day = day + 1000")
        store.add([Filing(record)])
    ids = told(path)
    assert ids["ossel-1"] not in {story for given_id, story in ids.items() if given_id != "ossel-1"}


@pytest.mark.parametrize(("days", "count"), [(("2029-02-01", "2031-05-03"), 2), (("2031-05-01", "2031-05-03"), 1)])
def test_what_lies_far_apart_in_time_is_two_stories(path: str, days: tuple[str, str], count: int) -> None:
    then = "Ferry crews at Quill walked out over night shifts. Islanders queued on the quay, and Pavo Tilk spoke."
    now = "Over night shifts the ferry crews walked out at Quill. Pavo Tilk spoke; on the quay islanders queued."
    add(path, [story_report(day, day, "Ferry strike", body) for day, body in zip(days, (then, now), strict=True)])
    assert len(set(told(path).values())) == count


def test_copies_of_one_report_share_a_story_whatever_their_words(path: str) -> None:
    reports = all_reports()
    add(path, reports[:4])
    with writing(path) as cursor:
        stories.forget(cursor, [1, 4])
        cursor.execute("INSERT INTO copies VALUES (4, 1, 'copy', 1.0, 1.0)")
        stories.link(cursor, [Numbered(1, reports[0]), Numbered(4, reports[3])])
    ids = told(path)
    assert ids["ossel-1"] == ids["swap-1"]
    assert len(set(ids.values())) == 3


def test_a_report_without_words_stands_alone(path: str) -> None:
    add(path, [story_report("empty", None, None, "It was so."), *all_reports()])
    assert groups(path) == GROUPS | {frozenset({"empty"})}


def test_a_story_too_large_to_open_takes_further_reports(path: str) -> None:
    reports = [
        story_report(f"swap-{n}", "2031-05-06", f"Prisoners exchanged at Varn, part {n}", _on_varn(n))
        for n in range(OPENED + 15)
    ]
    other = all_reports()[:3]
    add(path, [*reports[: OPENED + 5], *other])
    before = told(path)
    add(path, reports[OPENED + 5 :], at_once=1)
    after = told(path)
    assert len({after[f"swap-{n}"] for n in range(len(reports))}) == 1
    assert {given_id: after[given_id] for given_id in before} == before
    assert len(set(after.values())) == 4


def _on_varn(n: int) -> str:
    return (
        f"Keth and Belmaria exchanged sixty prisoners on the bridge at Varn. Tarek Ondal counted them across. "
        f"Soldier number {n} walked home to village {n * 7} with a bundle of {n * 3} letters."
    )


def test_what_a_report_tells_goes_with_it_into_another_story(path: str) -> None:
    """A report that joins two stories takes the accounts of the younger into the older."""
    reports = all_reports()
    add(path, reports[:4])
    with writing(path) as cursor:
        before = dict(cursor.execute("SELECT report, story FROM report_stories").fetchall())
        account = told_account(report=4, stories=(before[4],))
        line = msgspec.json.encode(account).decode()
        cursor.execute("INSERT INTO accounts VALUES (4, 'm1', 1, ?)", [line])
        cursor.execute("INSERT INTO copies VALUES (4, 1, 'copy', 1.0, 1.0), (8, 1, 'copy', 1.0, 1.0)")
        stories.link(cursor, [Numbered(8, reports[7])])
        after = dict(cursor.execute("SELECT report, story FROM report_stories").fetchall())
        assert after[4] == after[8] == after[1] == before[1] != before[4]
        ((kept,),) = cursor.execute("SELECT told FROM accounts").fetchall()
        moved = msgspec.json.decode(kept, type=Account)
        assert moved == msgspec.structs.replace(account, stories=(after[4],))
        filed = {key for (key,) in cursor.execute("SELECT key FROM account_keys WHERE occurrence = 1").fetchall()}
        assert filed == set(keys(moved))
