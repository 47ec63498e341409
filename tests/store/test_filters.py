import pytest

from onrecord.errors import UsageError
from onrecord.store.filters import Filters


@pytest.mark.parametrize(
    ("view", "filters", "number"),
    [
        ("statements", {"type": "REQUEST"}, 501),
        ("statements", {"status": "happened"}, 501),
        ("actors", {"layer": "narration"}, 501),
        ("moves", {"kind": "direct"}, 501),
        ("moves", {"type": "SHOUT"}, 502),
        ("moves", {"status": "done"}, 502),
        ("actors", {"kind": "direct"}, 502),
        ("statements", {"layer": "own"}, 502),
        ("moves", {"since": "12/5/2031"}, 503),
        ("moves", {"until": "2031-13"}, 503),
        ("moves", {"until": "2031-05-12\n"}, 503),
        ("moves", {"limit": 0}, 504),
        ("moves", {"limit": True}, 504),
        ("moves", {"by": 7}, 506),
    ],
)
def test_filters_that_make_no_sense(view: str, filters: dict[str, object], number: int) -> None:
    with pytest.raises(UsageError) as caught:
        Filters(**filters).checked(view)  # type: ignore[arg-type]  # wrong on purpose
    assert caught.value.number == number
    assert caught.value.remedy
