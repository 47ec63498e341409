"""Rows made by hand for tests of pictures and pages."""

from typing import Any

import msgspec

from onrecord.views.board import Board, BoardParty, Card, Issue, Member, Talk, Telling
from onrecord.views.network import NetworkRow
from onrecord.views.passages import ReportRef
from onrecord.views.timeline import Lane, TimelineRow

HOSTILE = "<script>alert(1)</script> & \x00\x1b[2J\u202eevil\ufffe\ud800 ]]> \"'"
HEBREW = "שיחות בין הצדדים (יום א׳)"
REPORT = ReportRef(
    id="a" * 64,
    given_id=None,
    publisher="The Orrery",
    published="2031-05-14",
    title="Talks stall in Oranza",
    url=None,
    source="day1.txt",
)


def entry(when: str | None, actor: str | None = "Keth", **facts: Any) -> TimelineRow:
    known: dict[str, Any] = {
        "report": REPORT,
        "clock": "happened",
        "when": when,
        "precision": "day",
        "actor": actor,
        "actor_id": f"i-{actor}" if actor else None,
        "entry": "move",
        "id": "m1",
        "kind": "REQUEST",
        "status": "happened",
        "layer": "narration",
        "source": None,
        "occurrence": None,
        "copy_of": None,
        "passage": "Keth demanded the tanker.",
        "span": (0, 25),
    }
    return TimelineRow(**(known | facts))


def lanes_of(rows: list[TimelineRow]) -> list[Lane]:
    """Lanes as the view counts them, by date as told, for at most twelve actors."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        if row.actor and row.when and row.copy_of is None:
            bins = found.setdefault(row.actor, {})
            bins[row.when] = bins.get(row.when, 0) + 1
    ordered = sorted(found.items(), key=lambda one: (-sum(one[1].values()), one[0]))[:12]
    return [
        Lane(actor=who, actor_id=f"i-{who}", count=sum(bins.values()), bins=tuple(sorted(bins.items())))
        for who, bins in ordered
    ]


def pair(actor: str, to: str, **facts: Any) -> NetworkRow:
    known: dict[str, Any] = {
        "report": REPORT,
        "actor": actor,
        "actor_id": f"i-{actor}",
        "to": to,
        "to_id": f"i-{to}",
        "quad": "verbal-conflict",
        "types": ("REQUEST 1",),
        "statuses": ("happened 1",),
        "moves": 1,
        "origins": 1,
        "first": "2031-05-14",
        "last": "2031-05-14",
        "passage": f"{actor} demanded the tanker of {to}.",
        "span": (0, 10),
    }
    return NetworkRow(**(known | facts))


TELLING = Telling(
    report=REPORT,
    move="m1",
    source=None,
    layer="narration",
    status="happened",
    passage="Keth demanded the tanker.",
    span=(0, 25),
    copy_of=None,
)


def card(party: str = "Keth", **facts: Any) -> Card:
    known: dict[str, Any] = {
        "id": "o-1",
        "kind": "demanded",
        "party": party,
        "others": (),
        "by": (party,),
        "to": (),
        "type": "REQUEST",
        "status": "happened",
        "about": "the tanker",
        "conditions": (),
        "day": "2031-05-13",
        "state": "open",
        "through": None,
        "in_part": False,
        "solid": False,
        "layer": "narration",
        "vouchers": (),
        "origins": 1,
        "disputed": (),
        "changed": False,
        "tellings": (TELLING,),
    }
    return Card(**(known | facts))


def board_of(*issues: tuple[Card, ...], **facts: Any) -> Board:
    """A board of Keth and Belmaria, each matter headed by what its first card is about."""
    known: dict[str, Any] = {
        "parties": tuple(
            BoardParty(name=name, members=(Member(name=name, itself=True),), further=0) for name in ("Keth", "Belmaria")
        ),
        "mediators": ("Pietra Ollivane",),
        "issues": tuple(Issue(label=cards[0].about, cards=cards) for cards in issues),
        "talks": (
            Talk(day=None, parties=("Keth",), with_=("Pietra Ollivane",), status="happened", tellings=(TELLING,)),
        ),
        "reports": 3,
        "since": None,
        "older": 0,
    }
    return Board(**(known | facts))


def saying(words: str) -> Telling:
    return msgspec.structs.replace(TELLING, passage=words)
