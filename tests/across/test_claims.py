"""Which statements say one thing."""

import pytest

from onrecord.across.changes import changes
from onrecord.across.claims import Appearance, denials, denies, place, sayings, wording
from onrecord.record.parts import Record
from tests.across.spoken import identities, numbered, report


def _sayings(*records: Record, origins: dict[int, int] | None = None) -> list[Appearance]:
    fresh = [
        saying
        for number, record in enumerate(records, 1)
        for saying in sayings(numbered(number, record), identities(record), (origins or {}).get(number))
    ]
    return place(fresh, [], 1)


def _two(first: str, second: str, speaker: str = "Tarek Ondal", day: str = "2031-05-16") -> list[str]:
    one = report(f"Tarek Ondal said {first}.", [("Tarek Ondal", "said", first)])
    two = report(f"{speaker} said {second}.", [(speaker, "said", second)], published=day)
    return [a.how for a in _sayings(one, two)]


@pytest.mark.parametrize(
    ("second", "how"),
    [
        ("“The bridge at Varn will stay shut until the last rifle is handed over.”", "repeated"),
        ("« The bridge at Varn will stay shut until the last rifle »", "repeated"),
        ("the Varn bridge would stay shut until the last rifle had been handed over", "reworded"),
        ("the bridge at Varn will be painted in May by the school", "first"),
        ("the bridge at Varn will not stay shut until the last rifle is handed in", "first"),
    ],
)
def test_a_claim_is_known_again(second: str, how: str) -> None:
    assert _two("“The bridge at Varn will stay shut until the last rifle is handed over.”", second) == ["first", how]


def test_another_speaker_makes_another_claim() -> None:
    words = "the bridge at Varn will stay shut until the last rifle is handed over"
    assert _two(words, words, speaker="Ilka Brand") == ["first", "first"]


def test_another_number_is_another_claim() -> None:
    assert _two("the quake left four bridges of the valley shut", "the quake left nine bridges of the valley shut") == [
        "first",
        "first",
    ]


def test_weeks_later_it_is_another_claim() -> None:
    words = "the bridge at Varn will stay shut until the last rifle is handed over"
    assert _two(words, words, day="2031-08-16") == ["first", "first"]


def test_what_a_speaker_denies_is_not_what_he_says() -> None:
    words = "the bridge at Varn had been closed for the parade"
    one = report(f"Tarek Ondal said {words}.", [("Tarek Ondal", "said", words)])
    two = report(f"Tarek Ondal denied {words}.", [("Tarek Ondal", "denied", words)])
    assert [a.how for a in _sayings(one, two)] == ["first", "first"]


def test_someone_without_a_name_is_known_again_in_copies_only() -> None:
    words = "shots had been fired from the mill at dawn"
    one = report(f"It was said that {words}.", [("", "said", words)])
    two = report(f"The Courier: it was said that {words}.", [("", "said", words)])
    assert [a.how for a in _sayings(one, two)] == ["first", "first"]
    assert [a.how for a in _sayings(one, two, origins={2: 1})] == ["first", "repeated"]


class TestDenials:
    TEXT = "Ilka Brand accused the guards of beating six of the men. Tarek Ondal {} He was angry."

    def _pairs(self, cue: str, content: str) -> list[tuple[str, str]]:
        text = self.TEXT.format(f"{cue} {content}.")
        said = [("Ilka Brand", "accused", "the guards of beating six of the men"), ("Tarek Ondal", cue, content)]
        return [(denial.entry, of.entry) for denial, of in denials(numbered(1, report(text, said)))]

    @pytest.mark.parametrize(
        ("cue", "content"),
        [("rejected", "the accusation"), ("denied", "it"), ("denied", "that a hand had been raised")],
    )
    def test_the_charge_before_is_denied(self, cue: str, content: str) -> None:
        assert self._pairs(cue, content) == [("s2", "s1")]

    def test_what_is_not_denied_is_not(self) -> None:
        assert self._pairs("repeated", "the accusation") == []


def test_differences_are_whole_words() -> None:
    assert [str(c) for c in changes("We will “leave” soon", "they will leave")] == [
        '"We" became "they"',
        '"soon" left out',
    ]


def test_wording_has_no_marks() -> None:
    assert wording("“It’s 1,200 men!”") == ("it's", "1,200", "men")


@pytest.mark.parametrize(
    ("content", "so"),
    [
        ("that the bridge was shut", True),
        ("any part in the raid", True),
        ("having asked for bail", True),
        ("an offer of the guild to talk", False),
        ("the prisoners bail", False),
        ("two requests", False),
        ("an offer a year ago to plead guilty", False),
        ("any request had been made", True),
    ],
)
def test_to_deny_a_request_is_to_refuse_it(content: str, so: bool) -> None:
    record = report(f"Tarek Ondal denied {content}.", [("Tarek Ondal", "denied", content)])
    assert denies(record.statements[0], record) is so
