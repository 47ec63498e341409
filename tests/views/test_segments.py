from hypothesis import given
from hypothesis import strategies as st

from onrecord.views.segments import LINE, Placed, bars, cut, in_order

TEXT = "אבג “We 🙂 agreed”, she said.\n" * 4
spans = st.tuples(st.integers(0, len(TEXT)), st.integers(1, 40)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(st.tuples(spans, st.sampled_from("abcdef")), max_size=30), spans)
def test_segments_give_the_text_and_are_under_the_marks_that_hold_them(
    marks: list[tuple[tuple[int, int], str]], within: tuple[int, int]
) -> None:
    start, stop = within[0], min(within[1], len(TEXT))
    found = cut(TEXT, (start, stop), in_order(Placed(*span, name) for span, name in marks), "narration")
    assert "".join(one.text for one in found) == TEXT[start:stop]
    for one in found:
        assert one.text == TEXT[slice(*one.span)]
        for at in range(*one.span):
            assert set(one.marks) == {name for (a, b), name in marks if a <= at < b}


def test_the_layer_is_that_of_the_innermost_speaker() -> None:
    placed = [Placed(2, 20, None, "reported"), Placed(5, 9, None, "own_words")]
    found = cut(TEXT, (0, 25), placed, "narration")
    assert [(one.span, one.layer) for one in found] == [
        ((0, 2), "narration"),
        ((2, 5), "reported"),
        ((5, 9), "own_words"),
        ((9, 20), "reported"),
        ((20, 25), "narration"),
    ]


@given(st.lists(spans, max_size=30))
def test_no_two_bars_of_a_lane_can_meet_on_one_line(stretches: list[tuple[int, int]]) -> None:
    found = bars([(span, f"m{n}") for n, span in enumerate(stretches)])
    assert sorted(bar.span for bar in found) == sorted(stretches)
    for one in found:
        for other in found:
            if one is not other and one.lane == other.lane:
                assert one.span[1] + LINE <= other.span[0] or other.span[1] + LINE <= one.span[0]
