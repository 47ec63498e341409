import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.document.compose import compose
from onrecord.document.document import Document, Span
from onrecord.reading.marks import Marks
from onrecord.reading.reader import RuleReader, default_reader
from onrecord.record.build import build
from onrecord.record.codec import decode, encode
from onrecord.record.parts import ReaderInfo
from tests.reading.sayings import document, record

REPORT = (
    "March on Varn is called off\n\n"
    "On Tuesday, Lio Vasko, the head of the union, said in a televised address: “I will not sign. We stay.”\n\n"
    "“Nobody will stop us,” he added.\n\n"
    "Anna Orsk told reporters that the road was shut, adding that talks go on.\n\n"
    "According to the envoy of Belmaria, Keth demanded that Orsk’s men withdraw. “It is a joke.”\n"
)
WORDS = st.lists(
    st.sampled_from(
        ["said", "Vasko", "he", "that", "“", "”", '"', "'", "’", "‘", "«", "»", "„", "''", ",", ".", ":", "who", "told",
         "according", "to", "and", "I", "(", ")", "—", "\n", "\n\n", "the", "envoy", "was", "on", "Tuesday", "adding",
         "😀", "e\u0301", "\u202e", "\u200f", "\u00a0", "\u202f", "\u200b", "ﬁ", "İ", "ß", "5", "…", "`", "'s", "n't"]
    ),
    max_size=60,
)  # fmt: skip
LOOSE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=120)


def spans(marks: Marks) -> list[Span]:
    found: list[Span] = list(marks.quoted)
    for entity in marks.entities:
        found += [m.span for m in entity.mentions] + [r.span for r in entity.roles]
    for said in marks.statements:
        found += [*said.content, *said.source, *said.cue, *said.repeats]
        found += [part.span for part in (said.addressee, said.channel) if part is not None]
        found += [said.said.span] if said.said is not None and said.said.span is not None else []
    for move in marks.moves:
        found += [move.trigger, move.span, *move.about, *move.conditions, *(p.span for p in (*move.by, *move.to))]
    return found + [tie.span for tie in marks.ties]


def holds(text: str) -> None:
    """Every span of the reading stands in the text and is not empty, and so for the text as it is composed."""
    made = document(text)
    marks = RuleReader().read(made)
    assert all(0 <= start < end <= len(text) for start, end in spans(marks))
    assert all(said.content for said in marks.statements)
    rebuilt = build(made, marks, ReaderInfo(onrecord="0", models={}))
    assert decode(encode(rebuilt)) == rebuilt


@settings(deadline=None)
@given(WORDS)
@example(["“", "'", "'", "'", "'"])
def test_hostile_words_and_marks(parts: list[str]) -> None:
    holds(" ".join(parts))


@settings(deadline=None)
@given(WORDS)
def test_hostile_words_and_marks_glued(parts: list[str]) -> None:
    holds("".join(parts))


@settings(deadline=None)
@given(LOOSE)
def test_any_text(text: str) -> None:
    holds(text)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert encode(record(REPORT)) == encode(record(REPORT))


def test_a_second_reading_in_between_changes_nothing() -> None:
    reader = RuleReader()
    first = reader.read(document(REPORT))
    reader.read(document("“We go,” said Orsk the envoy.\n" * 20))
    assert reader.read(document(REPORT)) == first


def test_the_default_reader_is_made_once() -> None:
    assert default_reader() is default_reader()
    models = default_reader().models
    assert set(models) == {"attribution-en", "rules-en"}
    assert all(len(fingerprint) == 64 for fingerprint in models.values())


def test_the_whole_report() -> None:
    made = compose(REPORT)
    marks = RuleReader().read(made)
    said = [(s.kind, made.text[slice(*s.source[0])] if s.source else "") for s in marks.statements]
    assert said[:3] == [("direct", "Lio Vasko, the head of the union"), ("direct", "he"), ("indirect", "Anna Orsk")]
    assert len({s.source_entity for s in marks.statements[:2]}) == 1


def test_an_empty_document() -> None:
    assert RuleReader().read(Document(text="", blocks=())) == Marks()


def test_ten_thousand_quotations_in_one_report() -> None:
    text = "".join(f"“I will go on to bridge {n},” Lio Vasko said.\n" for n in range(10_000))
    start = time.process_time()
    made = record(text)
    assert len(made.statements) == 10_000
    assert time.process_time() - start < 30
