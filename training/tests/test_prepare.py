"""Labels of our own sentences; the tokenizer here is made on the spot."""
# ruff: noqa: D103 - the names of the tests say what they hold

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.reading.model import made
from tokenizers import Tokenizer

from onrecord.reading.model.decode import Labelled, link, spans
from onrecord.reading.model.labels import ATTRIBUTION_LABELS, KINDS, MENTION_LABELS, ROLES
from onrecord.reading.model.pieces import Pieces, covered, windows
from training.prepare import UNKNOWN, label, own_reports, prepare, quoted

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
    return made.tokenizer()


def only_window(text: str, tokenizer: Tokenizer) -> Pieces:
    found = list(windows(text, tokenizer, quoted(text)))
    assert len(found) == 1
    return found[0]


def said(pieces: Pieces, text: str, span: Labelled) -> str:
    return text[pieces.starts[span.start] : pieces.ends[span.end - 1]]


def test_labels_give_back_the_spans_they_came_from(tokenizer: Tokenizer) -> None:
    pieces = only_window(TEXT, tokenizer)
    labels = label(pieces, {"text": TEXT, "attributions": ATTRIBUTIONS})
    found = sorted((span.role, said(pieces, TEXT, span)) for span in spans(labels.attribution))
    given = sorted((role, TEXT[s:e]) for one in ATTRIBUTIONS for role in ROLES for s, e in one[role])
    assert found == given
    assert set(labels.outer) == set(labels.inner) == {UNKNOWN}


def test_right_pointers_link_right(tokenizer: Tokenizer) -> None:
    pieces = only_window(TEXT, tokenizer)
    labels = label(pieces, {"text": TEXT, "attributions": ATTRIBUTIONS})
    scores = []
    for pairs in (labels.cues, labels.sources):
        table = np.full((len(pieces), len(pieces)), -20.0, dtype=np.float32)
        table[tuple(zip(*pairs, strict=True))] = 0.0
        scores.append(table)
    none = np.zeros((len(pieces), len(ATTRIBUTION_LABELS)), dtype=np.float32)
    linked = link(spans(labels.attribution), none, *scores)
    found = [{role: [said(pieces, TEXT, span) for span in one.role(role)] for role in ROLES} for one in linked]
    assert found == [{role: [TEXT[s:e] for s, e in one[role]] for role in ROLES} for one in ATTRIBUTIONS]


def test_one_source_may_serve_two_cues(tokenizer: Tokenizer) -> None:
    text = "Tilo said no and denied all."
    source = [spot(text, "Tilo")]
    both = [
        {"source": source, "cue": [spot(text, "said")], "content": [spot(text, "no")]},
        {"source": source, "cue": [spot(text, "denied")], "content": [spot(text, "all")]},
    ]
    pieces = only_window(text, tokenizer)
    labels = label(pieces, {"text": text, "attributions": both})
    first = covered(pieces, 0, 4).start
    cues = [span for span in spans(labels.attribution) if span.role == "cue"]
    assert [span.role for span in spans(labels.attribution)].count("source") == 1
    assert {to for start, to in labels.cues if start == first} == {cue.start for cue in cues}
    assert all((cue.start, first) in labels.sources for cue in cues)


def test_what_is_not_in_the_window_is_pointed_to_the_opening_mark(tokenizer: Tokenizer) -> None:
    parts = list(windows(TEXT, tokenizer, quoted(TEXT), first=8))
    assert len(parts) == 2
    across = [{"source": [spot(TEXT, "Tilo")], "cue": [spot(TEXT, "said")], "content": [spot(TEXT, "the rest")]}]
    labels = label(parts[1], {"text": TEXT, "attributions": across})
    assert {to for _, to in labels.cues} == {0}
    assert {to for _, to in labels.sources} == {covered(parts[1], *spot(TEXT, "Tilo")).start}


def test_a_span_over_paragraphs_is_one_span(tokenizer: Tokenizer) -> None:
    text = "“One.\n\nTwo,” said Tilo."
    pieces = only_window(text, tokenizer)
    labels = label(
        pieces, {"text": text, "attributions": [{"source": [], "cue": [], "content": [spot(text, "“One.\n\nTwo,”")]}]}
    )
    assert [said(pieces, text, span) for span in spans(labels.attribution)] == ["“One.\n\nTwo,”"]


def test_mentions_nest_in_two_layers(tokenizer: Tokenizer) -> None:
    text = "The head of Norland met a storm."
    mentions = [
        {"type": "person", "start": 0, "end": 19, "cluster": 1},
        {"type": "place", "start": 12, "end": 19, "cluster": 2},
        {"type": "thing", "start": 24, "end": 31, "cluster": 3},
    ]
    pieces = only_window(text, tokenizer)
    labels = label(pieces, {"text": text, "mentions": mentions})
    outer = {MENTION_LABELS[label] for label in labels.outer}
    assert outer == {"O", "B-person", "I-person", "B-other", "I-other"}
    inner = [n for n, label in enumerate(labels.inner) if label]
    assert text[pieces.starts[inner[0]] : pieces.ends[inner[-1]]] == "Norland"
    assert labels.inner[inner[0]] == MENTION_LABELS.index(f"B-{KINDS[2]}")
    assert set(labels.attribution) == {UNKNOWN}


def test_a_file_is_written_the_same_twice(tokenizer: Tokenizer, tmp_path: Path) -> None:
    gold = [{"id": "a", "text": TEXT, "attributions": ATTRIBUTIONS}]
    counts = [prepare(gold, tmp_path / f"{n}.npz", tokenizer) for n in range(2)]
    assert counts[0] == counts[1] == {"articles": 1, "windows": 1, "pieces": counts[0]["pieces"], "cut by an edge": 0}
    with np.load(tmp_path / "0.npz") as one, np.load(tmp_path / "1.npz") as two:
        assert all(np.array_equal(one[name], two[name]) for name in one.files)
        assert one["bounds"][-1] == len(one["ids"]) == len(one["attribution"])


def test_a_pronoun_points_to_every_name_and_a_name_to_those_before(tokenizer: Tokenizer) -> None:
    text = "Odra Venn left. She and Tilo met Venn."
    mentions = [
        {"type": "person", "cluster": 1, "start": 0, "end": 9},
        {"type": "person", "cluster": 1, "start": 16, "end": 19},
        {"type": "person", "cluster": 2, "start": 24, "end": 28},
        {"type": "person", "cluster": 1, "start": 33, "end": 37},
    ]
    pieces = only_window(text, tokenizer)
    labels = label(pieces, {"text": text, "mentions": mentions})
    first, she, tilo, last = (pieces.starts.index(place) for place in (5, 16, 24, 33))
    assert labels.same == {(first, 0), (she, first), (she, last), (tilo, 0), (last, first)}


def test_a_gap_passage_sets_one_name_against_the_other(tokenizer: Tokenizer) -> None:
    text = "Odra met Mira, and Mira said she was late."
    pieces = only_window(text, tokenizer)
    labels = label(pieces, {"text": text, "gap": {"pronoun": 29, "names": [("Odra", False), ("Mira", True)]}})
    she, odra, mira, again = (covered(pieces, place, place + 1).start for place in (29, 0, 9, 19))
    assert labels.same == {(she, mira), (she, again)}
    assert labels.rivals == {(she, odra), (she, 0)}


def test_own_reports_teach_what_is_nested_apart() -> None:
    records = list(own_reports())
    whole = [record for record in records if "mentions" in record]
    apart = [record for record in records if "mentions" not in record]
    assert len(whole) > 200
    assert sum(bool(record["attributions"]) for record in apart) > 300
    for record in records:
        for one in record["attributions"]:
            assert all(0 <= s < e <= len(record["text"]) for role in ROLES for s, e in one[role])


def test_preparing_needs_no_torch() -> None:
    code = "import sys, training.prepare; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0
