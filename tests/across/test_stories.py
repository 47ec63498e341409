"""Groups with terms of whole numbers, in which likeness is easily seen: reports share so many of ten terms."""

from math import nan

import numpy as np

from onrecord.across.stories import DAYS, Group, Stories, Story, grouped, together


def group(number: int, *terms: int, day: float = nan) -> Group:
    """One report, its terms of equal weight."""
    weights = np.full(len(terms), len(terms) ** -0.5)
    return Group((number,), np.array(sorted(terms), np.int64), weights, 1.0, day, day)


def told(stem: int, own: int, *, day: float = nan) -> Group:
    """A report that shares six of its ten terms with all of its stem."""
    return group(own, *range(stem, stem + 6), *range(1000 + own * 10, 1004 + own * 10), day=day)


def of_a_kind(stem: int, own: int) -> Group:
    """A report that shares three of its ten terms with all of its kind, and five more with all of its stem."""
    return group(own, *range(3), *range(stem, stem + 5), 100 + own, 200 + own)


def place(stories: Stories, *groups: Group) -> dict[int, int]:
    for one in groups:
        stories.place(one, [report for report in stories.of if report != one.reports[0]])
    return stories.of


def empty() -> Stories:
    return Stories((), (), {}, 1)


def test_reports_alike_are_one_story_and_others_are_not() -> None:
    reports = [told(0, 1), told(100, 2), told(0, 3), told(100, 4)]
    assert grouped(reports) == [(1, 3), (2, 4)]


def test_two_of_a_kind_stay_apart_though_alike() -> None:
    """Three of ten terms are those of the kind: enough for two single reports, too few for six and six."""
    first = [of_a_kind(10, n) for n in range(6)]
    second = [of_a_kind(20, n) for n in range(6, 12)]
    assert grouped([first[0], second[0]]) == [(0, 6)]
    assert grouped([*first, *second]) == [tuple(range(6)), tuple(range(6, 12))]


def test_single_reports_must_be_more_alike_than_chance() -> None:
    assert grouped([group(1, *range(10)), group(2, 0, 1, *range(20, 28))]) == [(1,), (2,)]


def test_days_far_apart_part_and_unknown_days_do_not() -> None:
    def days(a: float, b: float) -> int:
        return len(grouped([told(0, 1, day=a), told(0, 2, day=b)]))

    assert (days(1, 1 + DAYS), days(1, 2 + DAYS), days(nan, 1), days(nan, nan)) == (1, 2, 1, 1)


def test_a_group_is_the_sum_of_its_reports() -> None:
    both = together([told(0, 2, day=8), told(0, 1, day=5)])
    assert (both.reports, both.own, both.first, both.last) == ((1, 2), 2.0, 5, 8)
    assert both.weights.sum() == told(0, 1).weights.sum() * 2
    assert len(both.terms) == 14
    assert np.isnan(together([told(0, 1), told(0, 2)]).first)


def test_a_new_report_joins_or_begins_a_story() -> None:
    assert place(empty(), told(0, 1), told(100, 2), told(0, 3)) == {1: 1, 2: 2, 3: 1}


def test_one_story_becomes_two_when_more_is_known_and_the_id_stays_with_its_report() -> None:
    in_turn = [of_a_kind(20 if n % 2 else 10, n) for n in range(1, 13)]
    stories = empty()
    assert place(stories, *in_turn[:2]) == {1: 1, 2: 1}
    place(stories, *in_turn[2:])
    later = stories.of[2]
    assert later != 1
    assert stories.members == {1: (1, 3, 5, 7, 9, 11), later: (2, 4, 6, 8, 10, 12)}
    assert stories.named_after == {1: 1, later: 2}


def test_two_stories_become_one_and_the_older_id_stays() -> None:
    one, other = group(1, *range(10)), group(2, *range(10, 20))
    both = [group(n, *range(5, 15)) for n in (3, 4)]
    stories = empty()
    assert place(stories, one, other) == {1: 1, 2: 2}
    place(stories, *both)
    assert set(stories.of.values()) == {1}
    assert stories.members == {1: (1, 2, 3, 4)}


def test_copies_share_a_story_whatever_their_words() -> None:
    stories = Stories((), (), {2: 1, 3: 1}, 1)
    assert place(stories, told(0, 1), told(100, 2), told(200, 3)) == {1: 1, 2: 1, 3: 1}


def test_only_the_stories_near_are_looked_at() -> None:
    kept = [Story(4, 1, (1,)), Story(5, 2, (2,))]
    stories = Stories(kept, [told(0, 1), told(0, 2)], {}, 6)
    stories.place(told(0, 3), [2])
    assert stories.of == {1: 4, 2: 5, 3: 5}


def test_nothing_near_begins_a_story_with_the_next_number() -> None:
    stories = Stories([Story(7, 1, (1,))], [told(0, 1)], {}, 8)
    stories.place(told(0, 2), [])
    assert stories.of == {1: 7, 2: 8}
