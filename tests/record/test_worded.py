"""Fields of entries in words: what is given back unchanged changes nothing."""

import pytest

from onrecord.record.correct import apply
from onrecord.record.fields import FIELDS, Entry, kind_of
from onrecord.record.propose import Asked, propose
from onrecord.record.worded import passage, worded
from tests.made import TALKS, at, talks

RECORD = talks()
ENTRIES: tuple[Entry, ...] = (*RECORD.statements, *RECORD.moves, *RECORD.actors)


@pytest.mark.parametrize("entry", ENTRIES, ids=[one.id for one in ENTRIES])
def test_what_is_given_back_unchanged_changes_nothing(entry: Entry) -> None:
    fields = {field: words for field in FIELDS[kind_of(entry)] if (words := worded(RECORD, entry, field))}
    assert len(fields) > 1
    made = propose(RECORD, [], Asked(action="set", entry=entry.id, fields=fields, author="A. Editor"), 1)
    assert len(made) == len(fields)
    after = apply(RECORD, made).record
    (same,) = (one for one in (*after.statements, *after.moves, *after.actors) if one.id == entry.id)
    assert {field: getattr(same, field) for field in fields} == {field: getattr(entry, field) for field in fields}


def test_only_what_is_empty_has_no_words() -> None:
    statement, move = RECORD.statements[2], RECORD.moves[2]
    assert [name for name in FIELDS["statement"] if not worded(RECORD, statement, name)] == [
        "source",
        "addressee",
        "said",
    ]
    assert not worded(RECORD, move, "by")


def test_words_that_stand_more_than_once_are_numbered() -> None:
    assert passage(TALKS, at(TALKS, "Keth", 1)) == "Keth#2"
    assert passage(TALKS, at(TALKS, "truce")) == "truce"


def test_what_a_form_would_change_is_given_by_its_place() -> None:
    for words in ("first\nsecond", "left\u202eright", " blank"):
        text = f"A. {words} B."
        start, end = at(text, words)
        assert passage(text, (start, end)) == f"{start}-{end}"
