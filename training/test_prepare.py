"""Labels and windows of our own sentences. Runs without torch; the tokenizer here is made on the spot."""
# ruff: noqa: D103 - the names of the tests say what they hold

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy")
tokenizers = pytest.importorskip("tokenizers")

from tokenizers import Tokenizer  # noqa: E402

from training.decode import Found, attributions, best_labels, link, spans  # noqa: E402
from training.pieces import LIMIT, QUOTED, SHAPE, Pieces, covered, windows  # noqa: E402
from training.prepare import (  # noqa: E402
    ATTRIBUTION_LABELS,
    KINDS,
    MENTION_LABELS,
    ROLES,
    UNKNOWN,
    label_attributions,
    label_mentions,
    prepare,
)

TEXT = (
    "Mayor Odra Venn said “the bridge is shut”, and that it will stay so.\n\n"
    "“We asked twice,” said Tilo. He denied the rest.\n\n"
    "The rain went on."
)


def spot(text: str, piece: str, after: int = 0) -> list[int]:
    start = text.index(piece, after)
    return [start, start + len(piece)]


ATTRIBUTIONS: list[dict[str, Any]] = [
    {
        "source": [spot(TEXT, "Mayor Odra Venn")],
        "cue": [spot(TEXT, "said")],
        "content": [spot(TEXT, "“the bridge is shut”"), spot(TEXT, "that it will stay so")],
    },
    {"source": [spot(TEXT, "Tilo")], "cue": [spot(TEXT, "said", 80)], "content": [spot(TEXT, "“We asked twice,”")]},
    {"source": [], "cue": [spot(TEXT, "denied")], "content": [spot(TEXT, "the rest")]},
]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """Pieces of at most two letters or so: words split, as rare names do."""
    letters = "abcdefghijklmnopqrstuvwxyzé0123456789"
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"“”‘’\"'.,;:!?-—", "said", "the", "that"]
    vocabulary = {piece: n for n, piece in enumerate([*marks, *letters, *(f"##{letter}" for letter in letters)])}
    made = tokenizers.Tokenizer(tokenizers.models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True, strip_accents=False)
    made.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    out: Tokenizer = made
    return out


def only_window(text: str, tokenizer: Tokenizer) -> Pieces:
    found = list(windows(text, tokenizer))
    assert len(found) == 1
    return found[0]


def said(pieces: Pieces, text: str, span: Found) -> str:
    return text[pieces.starts[span.start] : pieces.ends[span.end - 1]]


def test_labels_give_back_the_spans_they_came_from(tokenizer: Tokenizer) -> None:
    pieces = only_window(TEXT, tokenizer)
    labels = label_attributions(pieces, ATTRIBUTIONS)
    found = sorted((span.role, said(pieces, TEXT, span)) for span in spans(labels.attribution))
    given = sorted((role, TEXT[s:e]) for one in ATTRIBUTIONS for role in ROLES for s, e in one[role])
    assert found == given
    assert set(labels.outer) == set(labels.inner) == {UNKNOWN}


def test_right_pointers_link_right(tokenizer: Tokenizer) -> None:
    pieces = only_window(TEXT, tokenizer)
    labels = label_attributions(pieces, ATTRIBUTIONS)
    scores = []
    for pairs in (labels.cues, labels.sources):
        table = np.full((len(pieces), len(pieces)), -20.0, dtype=np.float32)
        table[tuple(zip(*pairs, strict=True))] = 0.0
        scores.append(table)
    linked = link(spans(labels.attribution), *scores)
    found = [{role: [said(pieces, TEXT, span) for span in one[role]] for role in ROLES} for one in linked]
    assert found == [{role: [TEXT[s:e] for s, e in one[role]] for role in ROLES} for one in ATTRIBUTIONS]


def test_one_source_may_serve_two_cues(tokenizer: Tokenizer) -> None:
    text = "Tilo said no and denied all."
    source = [spot(text, "Tilo")]
    both = [
        {"source": source, "cue": [spot(text, "said")], "content": [spot(text, "no")]},
        {"source": source, "cue": [spot(text, "denied")], "content": [spot(text, "all")]},
    ]
    pieces = only_window(text, tokenizer)
    labels = label_attributions(pieces, both)
    first = covered(pieces, 0, 4).start
    cues = [span for span in spans(labels.attribution) if span.role == "cue"]
    assert [span.role for span in spans(labels.attribution)].count("source") == 1
    assert {to for start, to in labels.cues if start == first} == {cue.start for cue in cues}
    assert all((cue.start, first) in labels.sources for cue in cues)


def test_what_is_not_in_the_window_is_pointed_to_the_opening_mark(tokenizer: Tokenizer) -> None:
    parts = list(windows(TEXT, tokenizer, first=8))
    assert len(parts) == 2
    across = [{"source": [spot(TEXT, "Tilo")], "cue": [spot(TEXT, "said")], "content": [spot(TEXT, "the rest")]}]
    labels = label_attributions(parts[1], across)
    assert {to for _, to in labels.cues} == {0}
    assert {to for _, to in labels.sources} == {covered(parts[1], *spot(TEXT, "Tilo")).start}


def test_a_span_over_paragraphs_is_one_span(tokenizer: Tokenizer) -> None:
    text = "“One.\n\nTwo,” said Tilo."
    pieces = only_window(text, tokenizer)
    labels = label_attributions(pieces, [{"source": [], "cue": [], "content": [spot(text, "“One.\n\nTwo,”")]}])
    assert [said(pieces, text, span) for span in spans(labels.attribution)] == ["“One.\n\nTwo,”"]


def test_windows_hold_every_piece_once_and_end_with_paragraphs(tokenizer: Tokenizer) -> None:
    text = "\n".join(f"Line {n} tells that the day was long. " * (n % 5) for n in range(60))
    for first in (LIMIT, 64):
        parts = list(windows(text, tokenizer, first=first))
        assert len(parts) > 2
        assert all(len(part) <= LIMIT for part in parts)
        assert all(part.shapes[-1] == SHAPE["paragraph"] for part in parts)
        seen = [(s, e) for part in parts for s, e in zip(part.starts, part.ends, strict=True) if s < e]
        assert seen == sorted(set(seen))
        read = set().union(*(range(s, e) for s, e in seen))
        assert read == {place for place, char in enumerate(text) if not char.isspace()}


def test_shapes_tell_writing_and_quotation(tokenizer: Tokenizer) -> None:
    text = 'Odra told NATO 3 "odd Things".'
    pieces = only_window(text, tokenizer)
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


def test_mentions_nest_in_two_layers(tokenizer: Tokenizer) -> None:
    text = "The head of Norland met a storm."
    mentions = [
        {"type": "person", "start": 0, "end": 19},
        {"type": "place", "start": 12, "end": 19},
        {"type": "event", "start": 24, "end": 31},
    ]
    pieces = only_window(text, tokenizer)
    labels = label_mentions(pieces, mentions)
    outer = {MENTION_LABELS[label] for label in labels.outer}
    assert outer == {"O", "B-person", "I-person", "B-other", "I-other"}
    inner = [n for n, label in enumerate(labels.inner) if label]
    assert text[pieces.starts[inner[0]] : pieces.ends[inner[-1]]] == "Norland"
    assert labels.inner[inner[0]] == MENTION_LABELS.index(f"B-{KINDS[2]}")
    assert set(labels.attribution) == {UNKNOWN}


def test_decoding_never_opens_a_span_inside(tokenizer: Tokenizer) -> None:
    size = len(ATTRIBUTION_LABELS)
    steps = np.zeros((size, size), dtype=np.float32)
    for after in range(2, size, 2):
        steps[:, after] = -1e4
        steps[after, after] = steps[after - 1, after] = 0.0
    for seed in range(20):
        labels = best_labels(np.random.default_rng(seed).normal(size=(30, size)).astype(np.float32), steps)
        for before, after in zip([0, *labels], labels, strict=False):
            assert after == 0 or after % 2 or before in (after, after - 1)
        assert sum(span.end - span.start for span in spans(labels)) == sum(label > 0 for label in labels)


def test_a_pointer_finds_the_source_that_the_labels_missed() -> None:
    size, pieces = len(ATTRIBUTION_LABELS), 4
    scores = np.zeros((pieces, size), dtype=np.float32)
    for piece, label in enumerate((0, 0, 3, 5)):  # mark, name (not labelled), cue, content
        scores[piece, label] = 3.0
    steps = np.zeros((size, size), dtype=np.float32)
    steps[:, 2::2] = -1e4
    cues = np.full((pieces, pieces), -9.0, dtype=np.float32)
    sources = cues.copy()
    cues[:, 2] = sources[:, 1] = 0.0
    one = {"source": [Found("source", 1, 2)], "cue": [Found("cue", 2, 3)], "content": [Found("content", 3, 4)]}
    assert attributions(scores, steps, cues, sources) == [one]
    sources[:, 0] = 5.0  # to the mark: there is no source
    assert attributions(scores, steps, cues, sources) == [{**one, "source": []}]


def test_a_file_is_written_the_same_twice(tokenizer: Tokenizer, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": TEXT, "attributions": ATTRIBUTIONS}) + "\n", encoding="utf-8")
    counts = [prepare(gold, tmp_path / f"{n}.npz", tokenizer) for n in range(2)]
    assert counts[0] == counts[1] == {"articles": 1, "windows": 1, "pieces": counts[0]["pieces"], "cut by an edge": 0}
    with np.load(tmp_path / "0.npz") as one, np.load(tmp_path / "1.npz") as two:
        assert all(np.array_equal(one[name], two[name]) for name in one.files)
        assert one["bounds"][-1] == len(one["ids"]) == len(one["attribution"])


def test_preparing_needs_no_torch() -> None:
    code = "import sys, training.prepare, training.decode; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], check=False).returncode == 0
