"""Acts made by hand for tests: an invented dispute between Keth (identity 1) and Belmaria (identity 2)."""

from typing import Any

from onrecord.across.act import Act, Taker

KETH, BELMARIA, ENVOY = Taker(1, "Keth"), Taker(2, "Belmaria"), Taker(3, "Tarek Ondal")


def act(type_: str, about: str, **facts: Any) -> Act:
    """An act of Keth's towards Belmaria on 2 May 2031, unless told otherwise."""
    known: dict[str, Any] = {
        "report": 1,
        "move": "m1",
        "type": type_,
        "mode": None,
        "status": "happened",
        "layer": "narration",
        "reciprocal": False,
        "day": "2031-05-02",
        "dated": True,
        "published": "2031-05-03",
        "by": (KETH,),
        "to": (BELMARIA,),
        "about": about,
        "conditions": (),
        "words": about,
        "passage": about,
        "span": (0, len(about)),
        "vouched_by": None,
        "voucher": None,
        "score": 0.9,
        "origin": facts.get("report", 1),
    }
    return Act(**(known | facts))
