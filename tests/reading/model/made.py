"""A tokenizer and an encoder made on the spot, for tests that must not depend on what a model has learnt."""

from collections.abc import Callable
from typing import Any

import numpy as np
import tokenizers
from tokenizers import Tokenizer

from onrecord.reading.act_signs import N_SIGNS
from onrecord.reading.model.decode import Scores
from onrecord.reading.model.labels import (
    ACTS,
    ATTRIBUTION_LABELS,
    MENTION_LABELS,
    PARTS,
    ROLES,
    STATUSES,
    TRIGGER_LABELS,
)
from onrecord.reading.model.pieces import Pieces
from onrecord.reading.model.session import Notes, Outputs, notes_of_this_version

SURE = 9.0


def tokenizer() -> Tokenizer:
    """Pieces of one letter or so: words split, as rare names do."""
    letters = "abcdefghijklmnopqrstuvwxyzé0123456789"
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"“”‘’\"'.,;:!?-—", "said", "the", "that"]
    vocabulary = {piece: n for n, piece in enumerate([*marks, *letters, *(f"##{letter}" for letter in letters)])}
    made = tokenizers.Tokenizer(tokenizers.models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True, strip_accents=False)
    made.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    return made


def steps() -> tuple[tuple[float, ...], ...]:
    """Step scores that only forbid what no labelling may do."""
    size = len(ATTRIBUTION_LABELS)
    table = np.zeros((size, size), dtype=np.float32)
    for after in range(2, size, 2):
        table[:, after] = -1e4
        table[after, after] = table[after - 1, after] = 0.0
    return tuple(tuple(row) for row in table.tolist())


def notes() -> Notes:
    """What is known of the encoder below."""
    fusion = (-0.7, 0.5, 0.0, 0.3, 2.6, -0.9, -0.5, 0.3)
    return notes_of_this_version("made", steps(), (3.0, *[0.0] * 6), (*fusion, *[0.0] * (N_SIGNS - len(fusion))))


Told = dict[str, str]
"""The words of source, cue and content (those that there are); `same` as "she > Odra"."""

Done = dict[str, Any]
"""An act: trigger, type, and what else `Act` holds; parts as lists of words; `sure` the score of its type."""


class MadeEncoder:
    """Finds in every window just what it is told to find there, by the words."""

    def __init__(
        self,
        text: str,
        told: list[Told],
        same: list[tuple[str, str]] | None = None,
        done: list[Done] | None = None,
    ) -> None:
        self.notes = notes()
        self.tokenizer = tokenizer()
        self.steps = np.array(self.notes.steps, dtype=np.float32)
        self._text, self._told, self._same, self._done = text, told, same or [], done or []

    def read(self, pieces: Pieces) -> Outputs:
        """The scores of one window."""
        size = len(pieces)
        labels = np.zeros((size, len(ATTRIBUTION_LABELS)), dtype=np.float32)
        labels[:, 0] = SURE / 2
        pointers = {name: np.zeros((size, size), dtype=np.float32) for name in ("cues", "sources", "same")}
        for table in pointers.values():
            table[:, 0] = SURE
        at: Callable[[str], range] = lambda words: _pieces(pieces, self._text, words)  # noqa: E731
        for one in self._told:
            spans = {role: at(one[role]) if role in one else range(0) for role in ROLES}
            for number, role in enumerate(ROLES):
                for place, piece in enumerate(spans[role]):
                    labels[piece, 1 + 2 * number + bool(place)] = SURE
                for name, target in (("cues", "cue"), ("sources", "source")):
                    if spans[target] and role != target:
                        for piece in spans[role]:
                            pointers[name][piece, spans[target].start] = 2 * SURE
        for mention, meant in self._same:
            if at(mention) and at(meant):
                pointers["same"][at(mention).start, at(meant).start] = 2 * SURE
        mentions = np.zeros((size, len(MENTION_LABELS)), dtype=np.float32)
        return Outputs(
            labels, mentions, mentions, pointers["cues"], pointers["sources"], pointers["same"], *self._acts(pieces)
        )

    def _acts(self, pieces: Pieces) -> list[Scores]:
        size = len(pieces)
        triggers, acts, statuses, both = (
            np.zeros((size, n), dtype=np.float32) for n in (len(TRIGGER_LABELS), len(ACTS), len(STATUSES), 2)
        )
        triggers[:, 0] = SURE
        parts = np.full((len(PARTS), size, size), -SURE, dtype=np.float32)
        for one in self._done:
            trigger = _pieces(pieces, self._text, one["trigger"])
            for piece in trigger:
                triggers[piece] = 0
                triggers[piece, len(TRIGGER_LABELS) - 1] = SURE
            first = trigger.start
            triggers[first] = -SURE
            triggers[first, 0] = 0
            triggers[first, TRIGGER_LABELS.index(one["type"])] = one.get("sure", SURE)
            acts[first, ACTS.index((one["type"], one.get("mode")))] = SURE
            statuses[first, STATUSES.index(one.get("status", "happened"))] = SURE
            both[first, int(bool(one.get("reciprocal")))] = SURE
            for number, name in enumerate(PARTS):
                for words in one.get(name, ()):
                    for piece in _pieces(pieces, self._text, words):
                        parts[number, first, piece] = SURE
        return [triggers, acts, statuses, both, parts]


class RandomEncoder:
    """Finds anything anywhere: scores drawn anew for each window, the same for the same seed and window."""

    def __init__(self, seed: int) -> None:
        self.notes = notes()
        self.tokenizer = tokenizer()
        self.steps = np.array(self.notes.steps, dtype=np.float32)
        self._seed = seed

    def read(self, pieces: Pieces) -> Outputs:
        """The scores of one window."""
        draw = np.random.default_rng((self._seed, *pieces.ids))
        size = len(pieces)
        shapes: list[tuple[int, ...]] = [(size, len(ATTRIBUTION_LABELS))] + [(size, len(MENTION_LABELS))] * 2
        shapes += [(size, size)] * 3
        shapes += [(size, n) for n in (len(TRIGGER_LABELS), len(ACTS), len(STATUSES), 2)] + [(len(PARTS), size, size)]
        return Outputs(*(3 * draw.normal(size=shape).astype(np.float32) for shape in shapes))


def _pieces(pieces: Pieces, text: str, words: str) -> range:
    start = text.index(words)
    inside = [
        n
        for n, (low, high) in enumerate(zip(pieces.starts, pieces.ends, strict=True))
        if low < high and start <= low and high <= start + len(words)
    ]
    return range(inside[0], inside[-1] + 1) if inside else range(0)
