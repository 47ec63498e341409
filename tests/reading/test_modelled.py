"""What the rules set right in the model's findings. The model is told what to find; the rules are the real ones."""

from itertools import pairwise

import pytest

from onrecord.document.compose import Known, compose
from onrecord.reading.marks import Marks, StatementMark
from onrecord.reading.reader import ModelReader
from tests.reading.model.made import MadeEncoder, RandomEncoder, Told


def read(text: str, told: list[Told], same: list[tuple[str, str]] | None = None) -> Marks:
    return ModelReader(MadeEncoder(text, told, same)).read(compose(text, Known()))


def words(text: str, mark: StatementMark) -> list[str]:
    return [text[slice(*span)] for span in mark.content]


def test_the_model_finds_what_no_rule_knows() -> None:
    text = "Odra Venn let it be known that the bridge is shut."
    (mark,) = read(
        text, [{"source": "Odra Venn", "cue": "let it be known", "content": "that the bridge is shut"}]
    ).statements
    assert words(text, mark) == ["that the bridge is shut"]
    assert mark.kind == "indirect"
    assert mark.score > 0.9


def test_content_takes_the_whole_of_a_quotation_it_cuts_through() -> None:
    text = "“We asked them twice to come,” said Odra Venn."
    (mark,) = read(text, [{"source": "Odra Venn", "cue": "said", "content": "asked them twice to come"}]).statements
    assert words(text, mark) == ["“We asked them twice to come,”"]
    assert mark.kind == "direct"


def test_content_leaves_a_quotation_of_which_it_has_a_word() -> None:
    text = "Odra Venn said it was late, but Tilo Marr thought “now they will all come over here at once”."
    marks = read(
        text, [{"source": "Odra Venn", "cue": "said", "content": "it was late, but Tilo Marr thought “now"}]
    ).statements
    assert words(text, marks[0]) == ["it was late, but Tilo Marr thought"]


def test_a_framed_quotation_that_the_model_misses_is_kept() -> None:
    text = "“We asked them twice to come,” said Odra Venn."
    (mark,) = read(text, []).statements
    assert words(text, mark) == ["“We asked them twice to come,”"]


def test_a_clause_that_somebody_plainly_says_is_kept_where_the_model_misses_it() -> None:
    text = "Odra Venn said four soldiers had died. Tilo Marr warned that the bridge is shut."
    (mark,) = read(text, []).statements
    assert words(text, mark) == ["four soldiers had died"]


def test_under_a_name_says_only_in_whose_time() -> None:
    text = "The law was announced under Odra Venn, a deal which was agreed under Tilo Marr."
    (mark,) = read(
        text,
        [
            {"source": "Odra Venn", "cue": "was announced", "content": "The law"},
            {"source": "Tilo Marr", "cue": "was agreed", "content": "a deal which"},
        ],
    ).statements
    assert words(text, mark) == ["The law"]
    assert mark.source == ()


@pytest.mark.parametrize(
    ("said", "marked"),
    [
        ("guards said Varn left", "guards said Varn left"),
        ("guards said Varn left", "said Varn left"),
        ("that guards said that Varn left", "that Varn left"),
    ],
)
def test_who_speaks_in_what_is_reported_has_a_statement_of_his_own(said: str, marked: str) -> None:
    text = f"The Courier reported {said}."
    outer, inner = read(text, [{"source": "The Courier", "cue": "reported", "content": marked}]).statements
    assert words(text, outer) == [said]
    assert [text[slice(*span)] for span in inner.source] == ["guards"]
    assert words(text, inner)[0].removeprefix("that ") == "Varn left"


@pytest.mark.parametrize(
    ("subject", "marked", "whole"),
    [
        ("On Monday Keth, Harrow and Norlund", "Norlund", "Keth, Harrow and Norlund"),
        ("On Monday Keth, Harrow and Norlund", "Harrow and Norlund", "Keth, Harrow and Norlund"),
        ("After guards left Keth, Harrow and Norlund", "Harrow and Norlund", "Harrow and Norlund"),
        ("In Keth, Harrow and Norlund", "Harrow and Norlund", "Harrow and Norlund"),
    ],
)
def test_all_of_a_list_say_what_its_last_one_says(subject: str, marked: str, whole: str) -> None:
    text = f"{subject} have announced that the bridge is shut."
    told: list[Told] = [{"source": marked, "cue": "have announced", "content": "that the bridge is shut"}]
    (mark,) = read(text, told).statements
    assert [text[slice(*span)] for span in mark.source] == [whole]


def test_a_cue_serves_one_statement() -> None:
    text = "The League, the regional body that watches over the treaty, urged both sides to hold their fire."
    told: list[Told] = [{"source": "The League", "cue": "urged", "content": "both sides to hold their fire"}]
    assert len(read(text, told).statements) == 1


def test_a_frameless_quotation_goes_to_the_statement_before() -> None:
    text = "“We asked them twice to come,” said Odra Venn. “They never answered us at all.”"
    told: list[Told] = [{"source": "Odra Venn", "cue": "said", "content": "“We asked them twice to come,”"}]
    (mark,) = read(text, told).statements
    assert words(text, mark) == ["“We asked them twice to come,”", "“They never answered us at all.”"]


def test_who_is_told_is_looked_up_by_the_rules() -> None:
    text = "Odra Venn told Tilo Marr that the bridge is shut."
    marks = read(text, [{"source": "Odra Venn", "cue": "told", "content": "that the bridge is shut"}])
    addressee = marks.statements[0].addressee
    assert addressee is not None
    assert text[slice(*addressee.span)] == "Tilo Marr"


def test_the_model_says_whom_a_pronoun_means() -> None:
    text = "Odra Venn thanked Mira Lund for the map. She had lost the old one."
    for name in ("Venn", "Lund"):
        marks = read(text, [], [("She", name)])
        held = next(e for e in marks.entities if any(text[slice(*m.span)] == "She" for m in e.mentions))
        assert held.name.endswith(name)


def test_a_quotation_over_two_paragraphs_is_told_once() -> None:
    text = "“First we will go to the bridge.”\n\n“Then we will all go home,” said Odra Venn."
    told: list[Told] = [{"source": "Odra Venn", "cue": "said", "content": "“Then we will all go home,”"}]
    marks = read(text, told).statements
    assert [words(text, mark) for mark in marks] == [
        ["“First we will go to the bridge.”", "“Then we will all go home,”"]
    ]


def test_a_quotation_behind_a_colon_goes_on_what_is_stated_before_it() -> None:
    text = "Odra Venn called the raid lawful: “They were about to shoot at all of us there.”"
    told: list[Told] = [
        {"source": "Odra Venn", "cue": "called", "content": "the raid lawful"},
        {"content": "“They were about to shoot at all of us there.”"},
    ]
    (mark,) = read(text, told).statements
    assert words(text, mark) == ["the raid lawful", "“They were about to shoot at all of us there.”"]


def test_a_frameless_quotation_goes_to_the_nearest_statement_whoever_found_it() -> None:
    text = (
        "“We asked them twice to come,” said Odra Venn. “They never answered us at all.”\n\n"
        "Tilo Marr said that the bridge is shut."
    )
    told: list[Told] = [{"source": "Tilo Marr", "cue": "said that the", "content": "bridge is shut"}]
    marks = read(text, told).statements
    assert words(text, marks[0]) == ["“We asked them twice to come,”", "“They never answered us at all.”"]
    assert len(marks) == 2


def test_who_is_told_behind_a_quotation_is_no_speaker() -> None:
    text = "Odra Venn warned Tilo Marr that it was late. “The bridge is shut for all of you.” Told him."
    told: list[Told] = [
        {"source": "Odra Venn", "cue": "warned", "content": "that it was late"},
        {"source": "him", "cue": "Told", "content": "“The bridge is shut for all of you.”"},
    ]
    marks = read(text, told)
    names = [marks.entities[mark.source_entity].name for mark in marks.statements if mark.source_entity is not None]
    assert names == ["Odra Venn", "Odra Venn"]
    addressee = marks.statements[1].addressee
    assert addressee is not None
    assert text[slice(*addressee.span)] == "him"
    assert addressee.entity != marks.statements[1].source_entity


def test_a_pronoun_of_the_next_sentence_is_nobody_who_is_told() -> None:
    text = "“The bridge is shut for all of you.” Odra Venn said. Tilo Marr saw them there."
    (mark,) = read(
        text, [{"source": "them", "cue": "said", "content": "“The bridge is shut for all of you.”"}]
    ).statements
    assert mark.addressee is None


def test_content_is_never_empty_and_pieces_of_it_never_overlap() -> None:
    text = "“We asked them twice to come here,” said Odra Venn, “and they did not.” – “No.”"
    for seed in range(30):
        for mark in ModelReader(RandomEncoder(seed)).read(compose(text, Known())).statements:
            spans = [*mark.source, *mark.cue, *mark.content]
            assert all(start < end for start, end in spans)
            assert list(mark.content) == sorted(mark.content)
            assert all(a[1] <= b[0] for a, b in pairwise(mark.content))


def test_the_government_of_a_state_whose_adjective_is_named_too() -> None:
    text = (
        "The president of Lusonda left. Troops left for Lusondan. Lusonda said no. He fled to Lusondan and Lusonda. "
        "The government said that talks go on. The government left."
    )
    assert read(text, []).entities


def test_a_relative_pronoun_is_whoever_it_goes_back_to() -> None:
    text = "They met Odra Venn, who wants a vote of the whole valley. It was late."
    marks = read(text, [{"source": "who", "cue": "wants", "content": "a vote of the whole valley"}])
    speaker = marks.statements[0].source_entity
    assert speaker is not None
    assert marks.entities[speaker].name == "Odra Venn"


def test_a_document_with_a_date_speaks_for_its_issuer() -> None:
    text = "According to a May 14, 2031 Harbour Union statement, the bridge is shut. The Harbour Union met."
    told: list[Told] = [
        {
            "source": "a May 14, 2031 Harbour Union statement",
            "cue": "According to",
            "content": "the bridge is shut",
        }
    ]
    marks = read(text, told)
    speaker = marks.statements[0].source_entity
    assert speaker is not None
    assert marks.entities[speaker].name == "Harbour Union"


def test_a_quotation_behind_a_colon_is_not_said_by_whom_a_relative_clause_names() -> None:
    text = "The Harbour Board justified the raid, which was approved by Tilo Marr: “We had no other way to end it.”"
    quoted = "“We had no other way to end it.”"
    clause: Told = {"source": "Tilo Marr", "cue": "was approved by", "content": "which"}
    (mark,) = (
        one for one in read(text, [clause, {**clause, "content": quoted}]).statements if quoted in words(text, one)
    )
    assert [text[slice(*span)] for span in mark.source] == ["The Harbour Board"]


def test_who_says_a_quotation_goes_before_what_showed_him_say_it() -> None:
    text = "“We asked them twice to come,” said the Orsk mayor according to a video shown by Channel Nine."
    told: Told = {
        "source": "a video shown by Channel Nine",
        "cue": "according to",
        "content": "“We asked them twice to come,”",
    }
    (mark,) = read(text, [told]).statements
    assert [text[slice(*span)] for span in (*mark.source, *mark.cue)] == ["the Orsk mayor", "said"]


def test_what_nobody_is_named_for_and_no_verb_of_saying_tells_is_no_statement() -> None:
    text = "The miners’ strike was aborted on Monday. The strike was said to be over."
    aborted: Told = {"cue": "was aborted", "content": "The miners’ strike"}
    rumoured: Told = {"cue": "was said", "content": "to be over"}
    (mark,) = read(text, [aborted, rumoured]).statements
    assert words(text, mark) == ["to be over"]
