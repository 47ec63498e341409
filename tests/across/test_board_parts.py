"""What the negotiation board is put together from: matters, parties, states."""

import pytest

from onrecord.across.act import Act
from onrecord.across.issues import Closeness, closeness, in_part, issues, label, matter_words, tidy, worded
from onrecord.across.sides import Asked, Bond, Person, Side, sides
from onrecord.across.states import kind_of, outcome
from onrecord.store.folding import words
from tests.across.acted import BELMARIA, KETH, act

SIDES = (
    Side(name="Keth", core=frozenset({1}), people=frozenset()),
    Side(name="Belmaria", core=frozenset({2}), people=frozenset({3})),
)


class TestIssues:
    def test_acts_on_one_matter_stand_together(self) -> None:
        acts = [
            act("REQUEST", "the release of the nine fishermen", move="m1"),
            act("REQUEST", "that the bridge at Varn be reopened to lorries", move="m2"),
            act("REJECT", "to release the fishermen", move="m3", by=(BELMARIA,), to=(KETH,)),
            act("AGREE", "to reopen the bridge for lorries at night", move="m4", by=(BELMARIA,), to=(KETH,)),
        ]
        found = [[one.move for one in matter] for matter in issues(acts)]
        assert sorted(found) == [["m1", "m3"], ["m2", "m4"]]

    def test_accounts_of_one_occurrence_stand_together_whatever_their_words(self) -> None:
        acts = [
            act("REQUEST", "the fishermen", move="m1", occurrence=7),
            act("REQUEST", "nine men at sea", move="m2", occurrence=7),
        ]
        assert len(issues(acts)) == 1

    def test_names_of_the_parties_make_no_matter(self) -> None:
        acts = [act("REQUEST", "Belmaria's apology", move="m1"), act("REQUEST", "Belmaria's timber", move="m2")]
        assert len(issues(acts, ["belmaria"])) == 2

    def test_a_heading_is_worded_as_in_one_of_the_acts(self) -> None:
        acts = [
            act(
                "REQUEST", "the release of the nine fishermen whom the coast guard had seized on the night of the storm"
            ),
            act("REJECT", "the release of the nine fishermen"),
        ]
        assert label(acts) == "the release of the nine fishermen"

    @pytest.mark.parametrize(
        ("about", "words", "found"),
        [
            ("the invitation", "Keth accepted", "the invitation"),
            ("back", "We want our fishermen back at home", "We want our fishermen back at home"),
            ("hand over", "he had agreed", "He had agreed to hand over six boats."),
            ("", "We asked", "He had agreed to hand over six boats."),
            ("would cross the bridge", "He promised", "He had agreed to hand over six boats."),
            ("his … a pardon for the men he", "Keth offered", "a pardon for the men"),
        ],
    )
    def test_a_card_is_worded_so_that_it_says_something(self, about: str, words: str, found: str) -> None:
        one = act("AGREE", about, words=words, passage="He had agreed to hand over six boats.")
        assert worded(one) == found

    def test_nothing_hangs(self) -> None:
        assert [tidy(text) for text in ("the bridge and the", "to", "hand over", "« no »")] == [
            "the bridge",
            "",
            "hand over",
            "",
        ]


class TestSides:
    KETH = Person(identity=1, name="Keth", name_words=("keth",), kind="state", country="NOR")
    VARDIA = Person(identity=2, name="Vardia", name_words=("vardia",), kind="state")

    @pytest.mark.parametrize(
        ("roles", "country", "sector", "side"),
        [
            (("foreign", "minister", "of", "keth"), None, None, 0),
            (("vardian", "foreign", "minister"), None, None, 1),
            (("envoy", "of", "vardia", "to", "keth"), None, None, 1),
            ((), "NOR", "GOV", 0),
            ((), "NOR", "MED", None),
            (("trader",), None, None, None),
        ],
    )
    def test_who_acts_for_whom(
        self, roles: tuple[str, ...], country: str | None, sector: str | None, side: int | None
    ) -> None:
        who = Person(
            identity=9, name="Ana Rell", name_words=("ana", "rell"), role_words=roles, country=country, sector=sector
        )
        found = sides([Asked("Keth", (("keth",),)), Asked("Vardia", (("vardia",),))], [self.KETH, self.VARDIA, who], [])
        assert [9 in one.people for one in found] == [side == 0, side == 1]

    @pytest.mark.parametrize(
        ("name", "kind", "sector", "itself"),
        [
            ("Rell", "person", None, True),
            ("Rell’s office", "other", None, False),
            ("office of Rell", "organisation", None, False),
            ("fighters of the Rell", "group", None, False),
            ("government of Rell", "organisation", "GOV", True),
            ("Rell army", "organisation", "MIL", True),
        ],
    )
    def test_what_belongs_to_a_party_is_not_the_party_itself(
        self, name: str, kind: str, sector: str | None, itself: bool
    ) -> None:
        who = Person(identity=9, name=name, name_words=tuple(words(name)), kind=kind, sector=sector)
        rell, _ = sides([Asked("Rell", (("rell",),)), Asked("Keth", (("keth",),))], [self.KETH, who], [])
        assert (9 in rell.core, 9 in rell.people) == (itself, not itself)

    def test_a_name_that_holds_both_is_of_the_party_that_says_more(self) -> None:
        front = Person(identity=9, name="Velloun River Front", name_words=("velloun", "river", "front"), kind="group")
        asked = [Asked("Front", (("front",),)), Asked("Velloun Front", (("velloun", "front"),))]
        assert [9 in side.core for side in sides(asked, [front], [])] == [False, True]

    @pytest.mark.parametrize(
        ("bond", "belongs"),
        [
            (Bond(9, "represents", 1, 1), True),
            (Bond(9, "adversary", 1, 1), False),
            (Bond(8, "represents", 1, 1), False),
            (Bond(8, "represents", 1, 3), True),
        ],
    )
    def test_a_tie_makes_somebody_act_for_a_party_unless_one_report_of_many_says_so(
        self, bond: Bond, belongs: bool
    ) -> None:
        who = Person(identity=9, name="Ana Rell", name_words=("ana", "rell"))
        often = Person(identity=8, name="Tarek Ondal", name_words=("tarek", "ondal"), reports=8)
        (found,) = sides([Asked("Keth", (("keth",),))], [self.KETH, who, often], [bond])
        assert found.people == ({bond.one} if belongs else set())

    @pytest.mark.parametrize(
        ("name", "kind", "itself", "acts_for"),
        [
            ("Vardian army", "organisation", True, False),
            ("Ivo Vardian", "person", True, False),
            ("envoy of the Vardian president", "person", False, True),
            ("fighters on the northern border of Vardia", "group", False, True),
        ],
    )
    def test_who_is_the_party_itself(self, name: str, kind: str, itself: bool, acts_for: bool) -> None:
        one = Person(identity=9, name=name, name_words=tuple(name.lower().split()), kind=kind)
        (found,) = sides([Asked("Vardia", (("vardia",),))], [one], [])
        assert (9 in found.core, 9 in found.people) == (itself, acts_for)

    def test_a_party_may_go_by_several_names(self) -> None:
        who = Person(identity=9, name="Ana Rell", name_words=("ana", "rell"), kind="person")
        (found,) = sides([Asked("Keth", (("keth",), ("rell",)))], [self.KETH, who], [])
        assert found.core == {1, 9}


DEMAND = act("REQUEST", "the release of the fishermen")


def later(type_: str, who: str, status: str = "happened", day: str = "2031-05-04") -> Act:
    by = KETH if who == "Keth" else BELMARIA
    to = BELMARIA if who == "Keth" else KETH
    return act(type_, "the fishermen", report=2, status=status, day=day, by=(by,), to=(to,))


def close(one: Act, other: Act) -> Closeness:
    return closeness(one, other, {some.entry: matter_words(some) for some in (one, other)})


class TestStates:
    @pytest.mark.parametrize(
        ("others", "state"),
        [
            ([], "open"),
            ([later("REJECT", "Belmaria")], "answered"),
            ([later("AGREE", "Belmaria", "planned")], "answered"),
            ([later("RETREAT", "Belmaria")], "fulfilled"),
            ([later("RETREAT", "Belmaria", "planned")], "open"),
            ([later("REJECT", "Belmaria"), later("RETREAT", "Belmaria", day="2031-05-09")], "fulfilled"),
            ([later("CONCEDE", "Keth")], "withdrawn"),
            ([later("REJECT", "Belmaria", day="2031-05-01")], "open"),
            ([later("REJECT", "Belmaria", "denied")], "open"),
        ],
    )
    def test_of_a_demand(self, others: list[Act], state: str) -> None:
        became = outcome(DEMAND, "demanded", SIDES[0], [DEMAND, *others], close, contradicted=False)
        assert became.state == state
        assert (became.through is None) == (state == "open")

    def test_contradicted_accounts_go_before_everything(self) -> None:
        became = outcome(DEMAND, "demanded", SIDES[0], [DEMAND, later("RETREAT", "Belmaria")], close, contradicted=True)
        assert became.state == "contradicted"

    def test_a_threat_carried_out(self) -> None:
        threat = act("THREATEN", "to shell the harbour")
        done = act("ASSAULT", "the harbour", report=2, day="2031-05-05")
        assert outcome(threat, "threatened", SIDES[0], [threat, done], close, contradicted=False).state == "fulfilled"

    def test_what_shares_a_matter_but_no_word_brings_nothing_about(self) -> None:
        # A third act on both ties them into one matter: the ferry given up is still no tanker handed over.
        asked = act("REQUEST", "the return of the tanker Orla")
        both = act("REQUEST", "the tanker and the ferry timetable", move="m2")
        given = act("CONCEDE", "the ferry timetable", move="m3", report=2, day="2031-05-05", by=(BELMARIA,))
        dropped = act("CONCEDE", "the ferry timetable", move="m4", report=3, day="2031-05-06")
        assert outcome(asked, "demanded", SIDES[0], [asked, both, given, dropped], close, contradicted=False).state == (
            "open"
        )
        assert outcome(both, "demanded", SIDES[0], [asked, both, dropped], close, contradicted=False).state == (
            "withdrawn"
        )

    @pytest.mark.parametrize(
        ("about", "some_only"),
        [("the tanker … the ferry timetable", True), ("the ferry … timetable", False), ("the timetable", False)],
    )
    def test_one_of_two_demands_dropped(self, about: str, some_only: bool) -> None:
        asked = act("REQUEST", about)
        dropped = act("CONCEDE", "the ferry timetable", move="m2", report=2, day="2031-05-05")
        assert in_part(asked, dropped, {one.entry: matter_words(one) for one in (asked, dropped)}) is some_only

    def test_one_word_in_common_makes_no_answer(self) -> None:
        offer = act("AGREE", "to return nine captured soldiers")
        other = act("AGREE", "that no soldier would cross the bridge", report=2, day="2031-05-05", by=(BELMARIA,))
        assert outcome(offer, "offered", SIDES[0], [offer, other], close, contradicted=False).state == "open"

    def test_a_mutual_agreement_answers(self) -> None:
        both = act(
            "AGREE", "the return of the tanker", report=2, day="2031-05-05", by=(KETH, BELMARIA), reciprocal=True
        )
        asked = act("REQUEST", "the return of the tanker")
        assert outcome(asked, "demanded", SIDES[0], [asked, both], close, contradicted=False).state == "answered"

    @pytest.mark.parametrize(
        ("one", "kind"),
        [
            (act("REQUEST", "x"), "demanded"),
            (act("REQUEST", "x", status="possible"), None),
            (act("REQUEST", "x", status="denied"), None),
            (act("AGREE", "x", status="conditional"), "offered"),
            (act("AGREE", "x"), "offered"),
            (act("AGREE", "x", by=(KETH, BELMARIA), to=()), "agreed"),
            (act("AGREE", "x", by=(KETH, BELMARIA), to=(), status="planned"), "offered"),
            (act("AID", "x", status="conditional"), "offered"),
            (act("AID", "x"), None),
            (act("ACCUSE", "x"), None),
            (act("CONCEDE", "x"), "conceded"),
        ],
    )
    def test_under_which_head_an_act_stands(self, one: Act, kind: str | None) -> None:
        assert kind_of(one, SIDES) == kind
