import pytest

from onrecord.reading import quotes
from onrecord.reading.model.pieces import LIMIT, QUOTED, SHAPE, bare, head_of, load_tokenizer, paragraphs, windows
from tests.reading.model.made import tokenizer


def quoted(text: str) -> list[tuple[int, int]]:
    return [quote.span for quote in quotes.find(text, list(paragraphs(text)))]


@pytest.mark.parametrize("first", [LIMIT, 64])
def test_windows_hold_every_piece_once_and_end_with_paragraphs(first: int) -> None:
    text = "\n".join(f"Line {n} tells that the day was long. " * (n % 5) for n in range(60))
    parts = list(windows(text, tokenizer(), [], first=first))
    assert len(parts) > 2
    assert all(len(part) <= LIMIT for part in parts)
    assert all(part.shapes[-1] == SHAPE["paragraph"] for part in parts)
    seen = [(s, e) for part in parts for s, e in zip(part.starts, part.ends, strict=True) if s < e]
    assert seen == sorted(set(seen))
    read = set().union(*(range(s, e) for s, e in seen))
    assert read == {place for place, char in enumerate(text) if not char.isspace()}


def test_only_the_given_paragraphs_are_cut_into_windows() -> None:
    text = "PORT ANSELM -\nThe talks began.\nRelated: more"
    (window,) = windows(text, tokenizer(), [], [(14, 30)])
    assert window.starts[1] == 14
    assert window.ends[-2] == 30


def test_shapes_tell_writing_and_quotation() -> None:
    text = 'Odra told NATO 3 "odd Things".'
    (pieces,) = windows(text, tokenizer(), quoted(text))
    shape = {text[s:e]: shape for s, e, shape in zip(pieces.starts, pieces.ends, pieces.shapes, strict=True) if s < e}
    shapes = dict(zip(pieces.starts, pieces.shapes, strict=True))
    at = text.index
    assert shapes[at("dra")] == shapes[at("Odra")] == SHAPE["title"]
    assert shapes[at("told")] == SHAPE["lower"]
    assert shapes[at("TO")] == SHAPE["upper"]
    assert shape["3"] == SHAPE["digit"]
    assert shapes[at('"odd')] == SHAPE["opening"] + QUOTED
    assert shapes[at("Things")] == SHAPE["title"] + QUOTED
    assert shapes[at('".')] == SHAPE["closing"] + QUOTED


def test_words_within_single_marks_are_quoted_too() -> None:
    text = "'Not now,' said Odra."
    (pieces,) = windows(text, tokenizer(), quoted(text))
    shapes = dict(zip(pieces.starts, pieces.shapes, strict=True))
    assert shapes[text.index("now")] >= QUOTED
    assert shapes[text.index("said")] < QUOTED


def test_the_marks_of_the_model_written_in_a_report_are_words() -> None:
    tokenizer_ = load_tokenizer(tokenizer().to_str().encode())
    tokenizer_.add_special_tokens(["[SEP]"])
    paragraph = tokenizer_.token_to_id("[SEP]")
    (pieces,) = windows("one [SEP] two", tokenizer_, [])
    assert pieces.ids.count(paragraph) == 1
    assert pieces.ids[-1] == paragraph


@pytest.mark.parametrize(
    ("mention", "head"),
    [
        ("Odra Venn", "Venn"),
        ("the head of Norland", "head"),
        ("Tilo Marr, the envoy", "Marr"),
        ("Norland's president", "president"),
        ("her", "her"),
        ("two people who left", "people"),
        ("", ""),
    ],
)
def test_the_head_of_a_mention(mention: str, head: str) -> None:
    assert mention[head_of(mention, 0, len(mention)) :].startswith(head)


def test_a_content_is_read_again_without_its_marks() -> None:
    text = "x “‘Go,’ he said.” y"
    assert text[slice(*bare(text, 2, 18))] == "Go,’ he said."
