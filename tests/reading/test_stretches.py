from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.stretches import Stretches

SPAN = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: (min(pair), max(pair) + 1))


@given(st.lists(SPAN, max_size=12), SPAN)
def test_the_same_as_looking_at_each(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    numbered = [(span, number) for number, span in enumerate(spans)]
    stretches = Stretches(numbered)
    plain = sorted(item for item in numbered if item[0][0] <= asked[0] and asked[1] <= item[0][1])
    assert stretches.holding(asked) == plain
    assert stretches.hold(asked) == bool(plain)
