"""Drawing marked text: bars beside every line, odd characters by themselves, passages of links cut out."""

from onrecord.desk.drawing import Drawing
from onrecord.views.entries import EntryView
from onrecord.views.reading import marked
from onrecord.views.segments import Mark, Segment
from tests.made import talks

MOVE = EntryView(
    id="m1", kind="move", type="REJECT", letter="Rj", label="", layer=None, status=None, score=None, on=None
)


def test_pieces_put_together_are_the_text() -> None:
    view = marked(talks())
    for block, shown in zip(Drawing(view.entries, view.marks).blocks(view, (40, 90)), view.blocks, strict=True):
        assert "".join(one.text for one in block.pieces) == "".join(one.text for one in shown.segments)


def test_three_words_at_most_stand_between_two_pieces_of_a_bar() -> None:
    view = marked(talks())
    bars = [bar.span for block in view.blocks for bar in block.bars]
    for block in Drawing(view.entries, view.marks).blocks(view):
        at = block.start
        for run in (run for piece in block.pieces for run in piece.runs):
            beside = [span for span in bars if span[0] < at + len(run.text) and at < span[1]]
            assert len(run.bars) == len(beside)
            assert not beside or len(run.text.split()) <= 3
            at += len(run.text)


def test_each_odd_character_is_a_run_of_its_own() -> None:
    text = "one\r\ntwo \u202eowt"
    (piece,) = Drawing([MOVE], ()).pieces([Segment((0, len(text)), text, (), None)])
    assert [(run.text, run.odd) for run in piece.runs if run.text or run.odd] == [
        ("one", False),
        ("", True),
        ("\ntwo ", False),
        ("\\u202e", True),
        ("owt", False),
    ]


def test_a_linked_passage_is_cut_out_and_begins_once() -> None:
    mark = Mark(id="m1-act", entry="m1", part="act", spans=((0, 9),))
    segments = [Segment((0, 9), "We agreed", ("m1-act",), None), Segment((9, 16), " to it.", (), None)]
    pieces = list(Drawing([MOVE], [mark]).pieces(segments, linked=(3, 12)))
    assert [(one.text, one.linked, one.first) for one in pieces] == [
        ("We ", False, False),
        ("agreed", True, True),
        (" to", True, False),
        (" it.", False, False),
    ]
    assert [[entry.id for entry in one.opens] for one in pieces] == [["m1"], [], [], []]
    assert [one.closes for one in pieces] == [(), ("m1",), (), ()]
    assert pieces[1].look == "act vx"
