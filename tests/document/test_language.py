"""Which language a report and its paragraphs are in, and what is read of it then."""

from pathlib import Path

import pytest

from onrecord.document.compose import Known, compose
from onrecord.document.document import Document
from onrecord.document.language import language_of, name_of, tell

SAMPLES = dict(
    line.split("\t")
    for line in Path(__file__).with_name("languages.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
)
ENGLISH = SAMPLES["en"]
FOREIGN = sorted(set(SAMPLES) - {"en"})


def _read(document: Document) -> list[str]:
    return [document.text[slice(*block.span)] for block in document.readable()]


def test_there_are_samples_of_many_languages() -> None:
    assert len(FOREIGN) >= 60


@pytest.mark.parametrize("code", sorted(SAMPLES))
def test_a_paragraph_tells_its_language(code: str) -> None:
    assert tell(SAMPLES[code]) == code
    assert tell(SAMPLES[code].upper()) == code
    assert name_of(code) != code


@pytest.mark.parametrize("code", FOREIGN)
def test_a_report_in_another_language_is_said_to_be_and_not_read(code: str) -> None:
    document = compose(f"{SAMPLES[code]}\n\n{SAMPLES[code]}")
    assert document.language == code
    assert _read(document) == []
    assert [part.span for part in document.left_out] == [block.span for block in document.blocks]


@pytest.mark.parametrize("code", FOREIGN)
def test_a_paragraph_in_another_language_is_left_out_of_an_english_report(code: str) -> None:
    document = compose(f"{ENGLISH}\n\n{SAMPLES[code]}")
    assert document.language == "en"
    assert _read(document) == [ENGLISH]
    assert [(document.text[slice(*part.span)], part.why) for part in document.left_out] == [(SAMPLES[code], "other")]


def test_a_bilingual_page_is_read_in_its_english_part() -> None:
    for code in ("ar", "de", "zh"):
        foreign = SAMPLES[code]
        document = compose(f"{foreign}\n\n{ENGLISH}")
        assert (document.language, _read(document)) == ("en", [ENGLISH])


def test_a_paragraph_of_english_in_a_foreign_report_is_not_read() -> None:
    document = compose("\n\n".join([*(SAMPLES[code] for code in ("de", "nl", "sv", "da", "no")), ENGLISH]))
    assert document.language in ("de", "nl")
    assert _read(document) == []


def test_quotations_in_another_language_leave_an_english_paragraph_english() -> None:
    german, spanish = SAMPLES["de"], SAMPLES["es"]
    text = f"“{german}” said the envoy of Keth, and then she said it again in the language of the others: “{spanish}”"
    document = compose(f"{ENGLISH}\n\n{text}")
    assert _read(document) == [ENGLISH, text]


def test_short_lines_go_with_the_others_unless_their_script_says_more() -> None:
    document = compose(f"Gespräche am Fluss\n\n{ENGLISH}\n\nКарвел, вторник\n\nVasko in Karvell.")
    assert document.language == "en"
    assert "Карвел, вторник" not in _read(document)
    assert {ENGLISH, "Vasko in Karvell."} <= set(_read(document))


def test_many_short_lines_tell_together_what_each_does_not() -> None:
    words = SAMPLES["de"].split()
    document = compose("\n\n".join(" ".join(words[n : n + 6]) + "." for n in range(0, len(words) - 6, 6)))
    assert (document.language, _read(document)) == ("de", [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Karvell, Port Ellory, Varn, Oranza, Keth, Belmaria, Ostren, Vasko, Ondal, Orel, Ilvane, Renn, Vale", None),
        ("12 34 56 78 90 " * 20, "en"),
        ("x = y + z; if (a < b) { c(d, e); } f[g] = h(i, j, k) * l - m / n % o ^ p | q;", None),
        ("Vasko refused to sign.", "en"),
        ("Vasko.", "en"),
        ("!?…—“”", "en"),
        ("Sie trafen sich am Dienstag.", "de"),
        ("\ud800 \udfff " * 20, "en"),
    ],
)
def test_what_holds_no_sentences_is_not_taken_for_another_language(text: str, code: str | None) -> None:
    assert language_of(text) == code


def test_what_an_entry_says_of_its_language_counts_where_the_text_is_short() -> None:
    assert compose("Treffen am Fluss.", Known(language="de-AT")).language == "de-AT"
    assert _read(compose("Treffen am Fluss.", Known(language="de-AT"))) == []
    for said in ("en", "en-GB", "English", "eng"):
        assert compose("Talks.", Known(language=said)).language == "en"
    assert compose(ENGLISH, Known(language="de")).language == "en"
    assert compose(SAMPLES["de"], Known(language="en")).language == "de"
