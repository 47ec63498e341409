"""Accounts made by hand."""

from datetime import date

import msgspec

from onrecord.across.accounts import Account
from onrecord.record.vocabulary import QUADS, MoveType

KETH, BELMARIA, ONDAL, ILVANE = 1, 2, 3, 4
NAMES = {KETH: "Keth", BELMARIA: "Belmaria", ONDAL: "Tarek Ondal", ILVANE: "Šárka Ilvane"}
_WORDS = {KETH: ("keth",), BELMARIA: ("belmaria",), ONDAL: ("tarek", "ondal"), ILVANE: ("sarka", "ilvane")}


def day(text: str) -> int:
    """The ordinal of an ISO 8601 day."""
    return date.fromisoformat(text).toordinal()


def told(
    report: int = 1,
    move: str = "m1",
    *,
    type_: MoveType = "ASSAULT",
    stems: tuple[str, ...] = ("shell",),
    by: tuple[int, ...] = (KETH,),
    to: tuple[int, ...] = (BELMARIA,),
    on: str | None = None,
    published: str | None = "2031-05-14",
    **others: object,
) -> Account:
    """Keth shelled Belmaria, as one report of one story tells it; `on` is the day the report gives for it."""
    out = None if published is None else day(published)
    account = Account(
        report=report,
        move=move,
        origin=report,
        stories=(1,),
        type=type_,
        mode=None,
        quad=QUADS[type_],
        status="happened",
        layer="narration",
        reciprocal=False,
        stems=stems,
        by=by,
        to=to,
        by_names=tuple(word for who in by for word in _WORDS[who]),
        to_names=tuple(word for who in to for word in _WORDS[who]),
        by_words=tuple(word for who in by for word in _WORDS[who]),
        to_words=tuple(word for who in to for word in _WORDS[who]),
        counts=(),
        words=("bridge",),
        first=day(on) if on else None if out is None else out - 6,
        last=day(on) if on else out,
        dated=on is not None,
        told=out,
        place=None,
    )
    return msgspec.structs.replace(account, **others)
