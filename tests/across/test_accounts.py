import msgspec
import pytest

from onrecord.across.accounts import Account, Told, accounts_of, keys
from onrecord.across.numbered import Numbered
from tests.across.told import day, told
from tests.made import talks

IDENTITIES = {"a1": 10, "a2": 20, "a3": 30, "a4": 40}
DEMAND, PROMISE, SHOTS = range(3)


@pytest.fixture
def accounts() -> tuple[Account, ...]:
    return accounts_of(Numbered(3, talks()), Told(IDENTITIES, (5,), 2))


def test_one_account_for_each_move(accounts: tuple[Account, ...]) -> None:
    assert [(a.entry, a.type, a.origin, a.stories) for a in accounts] == [
        ((3, "m1"), "REQUEST", 2, (5,)),
        ((3, "m2"), "AGREE", 2, (5,)),
        ((3, "m3"), "ASSAULT", 2, (5,)),
    ]


def test_parties_by_identity_and_in_words(accounts: tuple[Account, ...]) -> None:
    demand = accounts[DEMAND]
    assert (demand.by, demand.to) == ((10,), (20,))
    assert demand.by_names == ("sarka", "ilvane")
    assert demand.to_words == ("belmaria",)
    assert demand.stems == ("demand",)
    assert "troop" in demand.words
    assert not {"demand", "belmaria", "that"} & set(demand.words)


def test_an_actor_without_identity_counts_in_words_alone() -> None:
    demand = accounts_of(Numbered(3, talks()), Told({}, (), 3))[DEMAND]
    assert demand.by == ()
    assert demand.by_names == ("sarka", "ilvane")


def test_the_days_an_act_may_lie_on(accounts: tuple[Account, ...]) -> None:
    demand, promise, shots = accounts
    assert (demand.first, demand.last, demand.dated) == (day("2031-05-13"), day("2031-05-13"), True)
    assert (shots.first, shots.last, shots.dated) == (day("2031-05-08"), day("2031-05-14"), False)
    assert promise.last is not None
    assert promise.last > day("2031-05-20")
    undated = accounts_of(Numbered(3, talks(published=None)), Told({}, (), 3))[SHOTS]
    assert (undated.first, undated.last, undated.told) == (None, None, None)


@pytest.mark.parametrize(
    ("value", "precision", "first", "last"),
    [
        ("2031-02", "month", "2031-02-01", "2031-02-28"),
        ("2031-12", "month", "2031-12-01", "2031-12-31"),
        ("2031", "year", "2031-01-01", "2031-12-31"),
        ("2031-05-13T10:00", "time", "2031-05-13", "2031-05-13"),
    ],
)
def test_days_of_a_date_cut_to_its_precision(value: str, precision: str, first: str, last: str) -> None:
    record = talks()
    when = msgspec.structs.replace(record.moves[DEMAND].when, value=value, precision=precision)
    moves = (msgspec.structs.replace(record.moves[DEMAND], when=when), *record.moves[1:])
    account = accounts_of(Numbered(1, msgspec.structs.replace(record, moves=moves)), Told({}, (), 1))[DEMAND]
    assert (account.first, account.last) == (day(first), day(last))
    assert account.dated == (precision == "time")


def test_how_many_take_part() -> None:
    record = talks()
    start = record.report.text.index("its troops")
    text = record.report.text.replace("its troops", "six troops")
    report = msgspec.structs.replace(record.report, text=text)
    party = msgspec.structs.replace(record.moves[DEMAND].to[0], actor=None, span=(start, start + len("six troops")))
    moves = (msgspec.structs.replace(record.moves[DEMAND], to=(party,)), *record.moves[1:])
    changed = msgspec.structs.replace(record, report=report, moves=moves)
    assert accounts_of(Numbered(1, changed), Told({}, (), 1))[DEMAND].counts == (("troop", "6"),)


class TestKeys:
    def test_accounts_of_one_story_and_word_share_one(self) -> None:
        assert set(keys(told())) & set(keys(told(2, by=(), to=())))

    def test_accounts_of_one_doer_word_and_week_share_one(self) -> None:
        assert set(keys(told())) & set(keys(told(2, stories=(2,), to=(), published="2031-05-15")))
        assert not set(keys(told())) & set(keys(told(2, stories=(2,), published="2031-08-15")))

    def test_a_denial_in_other_words_shares_one(self) -> None:
        assert set(keys(told())) & set(keys(told(2, stems=("fire",), status="denied")))

    def test_a_copy_shares_one_though_nothing_else_is_known(self) -> None:
        assert set(keys(told(stories=(), by=()))) & set(keys(told(2, stories=(), by=(), to=(), origin=1)))

    def test_they_fit_the_column(self) -> None:
        assert all(-(2**31) <= key < 2**31 for key in keys(told()))

    def test_each_once(self) -> None:
        assert len(keys(told())) == len(set(keys(told())))
