from onrecord.cli.marked import passage


def test_a_marked_passage_shows_its_words_and_some_around() -> None:
    text = "Before it. " * 20 + "Ilvane said no. " + "After it. " * 20
    start = text.index("Ilvane")
    marked = passage(text, (start, start + 15), [("source", (start, start + 6)), ("cue", (start + 7, start + 11))])
    assert "Ilvane said no." in marked.plain
    assert marked.plain.startswith("… ")
    assert marked.plain.endswith(" …")
    assert len(marked.plain) < 160
    styled = {marked.plain[s.start : s.end]: str(s.style) for s in marked.spans}
    assert styled["Ilvane"] == "bold cyan"
    assert styled["said"] == "yellow"


def test_styles_stay_in_place_when_a_control_code_is_written_out() -> None:
    text = "\x1b[2J Ilvane said no."
    start = text.index("Ilvane")
    marked = passage(text, (0, len(text)), [("source", (start, start + 6))])
    assert {marked.plain[s.start : s.end] for s in marked.spans if str(s.style) == "bold cyan"} == {"Ilvane"}


def test_context_stays_in_the_paragraph() -> None:
    text = "Another paragraph.\n\nIlvane said no.\n\nA third."
    start = text.index("Ilvane")
    assert passage(text, (start, start + 15), []).plain == "… Ilvane said no. …"
