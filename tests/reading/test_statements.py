import pytest

from onrecord.record.parts import Record, Statement
from tests.reading.sayings import record


def one(text: str, published: str | None = "2031-05-14") -> tuple[Record, Statement]:
    made = record(text, published)
    (statement,) = made.statements
    return made, statement


def name(made: Record, statement: Statement) -> str | None:
    if statement.source is None or statement.source.actor is None:
        return None
    return next(actor.name for actor in made.actors if actor.id == statement.source.actor)


@pytest.mark.parametrize(
    ("text", "kind", "layer"),
    [
        ("“We go,” Lio Vasko said.", "direct", "own_words"),
        ("Lio Vasko said the road was shut.", "indirect", "reported"),
        ("Lio Vasko said the road was “a dead end” for all.", "mixed", "reported"),
        ("“We go,” Lio Vasko said. “Now!”", "direct", "own_words"),
    ],
)
def test_kind_and_layer(text: str, kind: str, layer: str) -> None:
    made, statement = one(text)
    assert (statement.kind, statement.layer, name(made, statement)) == (kind, layer, "Lio Vasko")
    assert (statement.unattributed, statement.within, statement.repeats) == (False, None, ())
    assert 0 < statement.score < 1


@pytest.mark.parametrize(
    "text",
    [
        "The sky was grey.\n“Nobody will stop us there.”",
        "It was said that shots had been fired.",
        "The road is said to be shut.",
    ],
)
def test_no_speaker_is_null_and_never_a_guess(text: str) -> None:
    _, statement = one(text)
    assert (statement.source, statement.unattributed) == (None, True)


def test_a_pronoun_that_means_nobody_known_is_a_source_without_an_actor() -> None:
    made, statement = one("“We go,” he said.")
    assert statement.source is not None
    assert (statement.source.actor, statement.unattributed) == (None, False)
    assert made.report.text[slice(*statement.source.spans[0])] == "he"


def test_a_frameless_quotation_goes_to_the_speaker_before() -> None:
    made, statement = one("“We go,” Lio Vasko said.\n“Nobody will stop us there.”")
    texts = [made.report.text[slice(*span)] for span in statement.content.spans]
    assert texts == ["“We go,”", "“Nobody will stop us there.”"]


def test_a_relative_who_means_its_antecedent() -> None:
    made, statement = one("Lio Vasko, who said the road was shut, left Varn.")
    assert statement.source is not None
    assert made.report.text[slice(*statement.source.spans[0])] == "who"
    assert name(made, statement) == "Lio Vasko"


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Lio Vasko told Anna Ilvane that the road was shut.", "Anna Ilvane"),
        ("“We go,” Lio Vasko told reporters.", "reporters"),
        ("Lio Vasko urged the envoy to leave.", "the envoy"),
        ("Lio Vasko said the road was shut.", None),
    ],
)
def test_who_is_told(text: str, addressee: str | None) -> None:
    made, statement = one(text)
    told = statement.addressee
    assert (None if told is None or told.span is None else made.report.text[slice(*told.span)]) == addressee


def test_the_addressee_is_an_actor() -> None:
    made, statement = one("Lio Vasko told Anna Ilvane that the road was shut.")
    assert statement.addressee is not None
    assert {actor.id: actor.name for actor in made.actors}[statement.addressee.actor or ""] == "Anna Ilvane"


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("“We will not sign,” Lio Vasko wrote on Telegram.", "Telegram"),
        ("Lio Vasko said in a televised address that the road was shut.", "televised address"),
        ("Lio Vasko said the talks on Telegram were over.", None),
    ],
)
def test_the_medium_named_in_the_frame(text: str, channel: str | None) -> None:
    _, statement = one(text)
    assert (statement.channel.name if statement.channel else None) == channel


@pytest.mark.parametrize(
    ("text", "published", "value", "words"),
    [
        ("Lio Vasko said on Tuesday that the road was shut.", "2031-05-14", "2031-05-13", "Tuesday"),
        ("“We go,” Lio Vasko said on May 2.", "2031-05-14", "2031-05-02", "May 2"),
        ("Lio Vasko said on May 2, 2030 that it was shut.", None, "2030-05-02", "May 2, 2030"),
        ("Lio Vasko said on Tuesday that it was shut.", None, None, "Tuesday"),
        ("Lio Vasko said the road was shut on Tuesday.", "2031-05-14", None, None),
        ("Lio Vasko said the road was shut.", "2031-05-14", None, None),
    ],
)
def test_when_it_was_said(text: str, published: str | None, value: str | None, words: str | None) -> None:
    made, statement = one(text, published)
    said = statement.said
    span = said.span if said is not None else None
    assert (said.value if said else None, made.report.text[slice(*span)] if span else None) == (value, words)


def test_a_statement_within_a_statement() -> None:
    made = record("“I told Anna Orsk: he can go home,” Lio Vasko said.")
    outer, inner = made.statements
    assert (outer.within, inner.within) == (None, outer.id)
    assert (name(made, outer), name(made, inner)) == ("Lio Vasko", "Lio Vasko")
    assert inner.addressee is not None
    assert inner.addressee.actor is not None
    assert inner.addressee.actor != (inner.source.actor if inner.source else None)


def test_an_indirect_statement_within_another() -> None:
    made = record("Lio Vasko said that Anna Orsk had said that the road was shut.")
    outer, inner = made.statements
    assert (name(made, outer), name(made, inner)) == ("Lio Vasko", "Anna Orsk")
    assert inner.within == outer.id


def test_first_person_pronouns_in_quotation_marks_are_the_speaker() -> None:
    made = record("“I will go, and my aide comes with me,” Lio Vasko said. I was there.")
    (speaker,) = [actor for actor in made.actors if actor.name == "Lio Vasko"]
    pronouns = [made.report.text[slice(*m.span)] for m in speaker.mentions if m.form == "pronoun"]
    assert pronouns == ["I", "my", "me"]


def test_everyone_says_we_of_their_own() -> None:
    made = record("“We will go,” Lio Vasko said. “We stay here,” Anna Orsk said.")
    ours = {actor.name: [m.span[0] for m in actor.mentions if m.form == "pronoun"] for actor in made.actors}
    assert ours == {"Lio Vasko": [1], "Anna Orsk": [31]}


def test_a_pull_quote_repeats_a_statement_and_is_none() -> None:
    text = (
        "“We will not sign it today, nor shall we sign it later,” Lio Vasko said.\n"
        "We will not sign it today\n“A road to nowhere at all”"
    )
    made = record(text, kinds={1: "pullquote", 2: "pullquote"})
    (statement,) = made.statements
    assert [text[slice(*span)] for span in statement.repeats] == ["We will not sign it today"]


def test_blocks_set_apart_are_not_read() -> None:
    made = record("“We go,” Lio Vasko said.\n“We stay,” Anna Orsk said.", kinds={1: "related-link"})
    assert [name(made, statement) for statement in made.statements] == ["Lio Vasko"]


def test_a_headline_is_read() -> None:
    made = record("Vasko: “We will not sign it”\nThe envoy Lio Vasko left Varn.", kinds={0: "headline"})
    (statement,) = made.statements
    assert (statement.kind, name(made, statement)) == ("direct", "Lio Vasko")


def test_statements_are_numbered_in_text_order() -> None:
    made = record("“We go,” said Lio Vasko. Anna Orsk said that the road was shut. “No,” Lio Vasko replied.")
    assert [s.id for s in made.statements] == ["s1", "s2", "s3"]
    starts = [s.content.spans[0] for s in made.statements]
    assert starts == sorted(starts)


def test_glued_words_are_read_and_keep_their_offsets() -> None:
    text = "The envoy Oduya left Varn. Oduyasaid the road was shut."
    made, statement = one(text)
    assert statement.source is not None
    assert [text[slice(*span)] for span in statement.source.spans] == ["Oduya"]
    assert [text[slice(*span)] for span in statement.cue.spans] == ["said"] if statement.cue else False
    assert made.report.text == text
