import time
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from onrecord.document.document import Block
from onrecord.errors import StoreError
from onrecord.record.parts import Record, SourcePart, Spans
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from onrecord.views.reading import marked, reading
from tests.made import at, talks
from tests.store.test_corrections import ask


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path) as opened:
        opened.add([Filing(talks()), Filing(talks("late", "2031-06-02", "Varn Courier"))])
        yield opened


def test_blocks_give_the_text_and_say_what_was_not_read() -> None:
    record = talks()
    view = marked(record)
    text = record.report.text
    for block in view.blocks:
        assert "".join(segment.text for segment in block.segments) == text[slice(*block.span)]
    assert [(block.kind, block.left_out, block.narration) for block in view.blocks] == [
        ("headline", None, True),
        ("body", None, False),
        ("related-link", "related-link", False),
    ]
    assert {segment.layer for segment in view.blocks[2].segments} == {None}


def test_marks_say_what_they_are_of_and_segments_name_them() -> None:
    record = talks()
    view = marked(record)
    spans = {mark.id: mark.spans for mark in view.marks}
    text = record.report.text
    assert spans["s1-content"] == (at(text, "“We will not sign.”"),)
    assert spans["m1-trigger"] == (at(text, "demanded"),)
    assert spans["t1-tie"] == (at(text, "the envoy of Belmaria"),)
    body = view.blocks[1].segments
    agreed = next(segment for segment in body if segment.text == "agreed")
    assert (agreed.marks, agreed.layer) == (("s2-content", "m2-act", "m2-trigger"), "reported")
    quoted = next(segment for segment in body if segment.text.startswith("“We"))
    assert quoted.layer == "own_words"


def test_entries_are_told_once_with_letters() -> None:
    entries = {entry.id: entry for entry in marked(talks()).entries}
    assert list(entries) == ["s1", "s2", "s3", "m1", "m2", "m3", "t1"]
    assert [entry.letter for entry in entries.values()] == ["D", "I", "I", "Rq", "Ag", "As", "T"]
    assert entries["m1"].label == "REQUEST by Šárka Ilvane to Belmaria"
    assert entries["s3"].label == "indirect statement by unattributed"
    assert (entries["m2"].status, entries["m2"].on, entries["s1"].status) == ("conditional", "s2", None)


def test_actors_are_marked_where_asked_for() -> None:
    view = marked(talks(), parts=frozenset({"mention"}))
    assert {mark.part for mark in view.marks} == {"mention"}
    assert [entry.id for entry in view.entries][-4:] == ["a1", "a2", "a3", "a4"]
    assert view.lanes == 0
    # The layers are known whatever is marked.
    assert {segment.layer for segment in view.blocks[1].segments} == {"narration", "own_words", "reported"}


def test_sentences_are_counted_as_read() -> None:
    record = talks()
    view = marked(record)
    text = record.report.text
    assert [text[slice(*span)] for span in view.sentences][:3] == [
        "Talks stall in Oranza",
        "Foreign Minister Šárka Ilvane of Keth said on Tuesday: “We will not sign.”",
        "She demanded that Belmaria withdraw its troops.",
    ]
    assert view.tally == "5 sentences read, 3 statements, 3 moves"
    nothing = marked(replace(record, statements=(), moves=(), ties=()))
    assert nothing.tally == "5 sentences read, no statements, no moves"


def test_an_address_is_a_link_only_where_it_is_of_the_web() -> None:
    record = talks()
    for url, link in (("https://orrery.example/a", True), ("javascript:alert(1)", False), (None, False)):
        facts = marked(replace(record, report=replace(record.report, url=url))).report
        assert (facts.url, facts.link) == (url, url if link else None)


def test_a_reading_knows_copies_and_corrections(store: RecordStore) -> None:
    store.correct("talks-1", ask("m1", status=["denied"]))
    view = reading(store, "talks-1")
    assert [one.publisher for one in view.copies.copies] == ["Varn Courier"]
    assert view.copies.of is None
    corrected = {entry.id: entry.corrected for entry in view.entries}
    assert [(one.field, one.machine, one.person) for one in corrected["m1"]] == [("status", "happened", "denied")]
    assert corrected["m2"] == ()
    assert view.detached == ()
    copy = reading(store, "late").copies
    assert (copy.of.given_id if copy.of else None, copy.kind, copy.copies) == ("talks-1", "copy", ())


def test_a_correction_without_a_place_is_listed_with_its_passage(store: RecordStore) -> None:
    store.correct("talks-1", ask("m1", status=["denied"]))
    record = talks()
    store.add([Filing(replace(record, moves=record.moves[1:]))], again=True)
    [lost] = reading(store, "talks-1").detached
    assert (lost.text, lost.correction.person, lost.correction.state) == ("demanded", "denied", "detached")
    assert lost.spans == (at(record.report.text, "demanded"),)


def test_no_such_report(store: RecordStore) -> None:
    with pytest.raises(StoreError, match="E409"):
        reading(store, "nowhere")


def _large(words: int, entries: int) -> Record:
    """Paragraphs of sixty words with statements and moves all over them, three deep."""
    record = talks()
    paragraph = " ".join(["envoy"] * 59) + " left."
    text = "\n\n".join([paragraph] * (words // 60 + 1))
    step = len(paragraph) + 2
    blocks = tuple(Block("body", (n * step, n * step + len(paragraph))) for n in range(words // 60 + 1))
    first = [n * (len(text) - 400) // entries for n in range(entries)]
    statements = tuple(
        replace(
            record.statements[0],
            id=f"s{n}",
            source=SourcePart(spans=((start, start + 5),), actor=None),
            cue=Spans(spans=((start + 6, start + 9),)),
            content=Spans(spans=((start + 10, start + 300),)),
            said=None,
        )
        for n, start in enumerate(first[::2])
    )
    moves = tuple(
        replace(record.moves[1], id=f"m{n}", trigger=(start + 20, start + 25), span=(start, start + 90), conditions=())
        for n, start in enumerate(first[1::2])
    )
    report = replace(record.report, text=text, blocks=blocks)
    return replace(record, report=report, statements=statements, moves=moves, ties=(), left_out=())


def test_five_thousand_words_with_three_hundred_marks_take_no_time() -> None:
    record = _large(5000, 300)

    def once() -> float:
        began = time.process_time()
        view = marked(record)
        assert len(view.entries) == 300
        return time.process_time() - began

    # 20 ms on a common machine; time of its own alone, since other work runs beside.
    assert min(once() for _ in range(5)) < 0.1
