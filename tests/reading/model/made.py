"""A tokenizer and an encoder made on the spot, for tests that must not depend on what a model has learnt."""

from collections.abc import Callable

import numpy as np
import tokenizers
from tokenizers import Tokenizer

from onrecord.reading.model.labels import ATTRIBUTION_LABELS, MENTION_LABELS, ROLES
from onrecord.reading.model.pieces import LIMIT, SHAPES, Pieces
from onrecord.reading.model.session import Notes, Outputs

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
    return Notes(
        name="made",
        sha256="",
        tokenizer_sha256="",
        attribution=ATTRIBUTION_LABELS,
        mentions=MENTION_LABELS,
        shapes=SHAPES,
        limit=LIMIT,
        steps=steps(),
        calibration=(3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    )


Told = dict[str, str]
"""The words of source, cue and content (those that there are); `same` as "she > Odra"."""


class MadeEncoder:
    """Finds in every window just what it is told to find there, by the words."""

    def __init__(self, text: str, told: list[Told], same: list[tuple[str, str]] | None = None) -> None:
        self.notes = notes()
        self.tokenizer = tokenizer()
        self.steps = np.array(self.notes.steps, dtype=np.float32)
        self._text, self._told, self._same = text, told, same or []

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
        return Outputs(labels, mentions, mentions, pointers["cues"], pointers["sources"], pointers["same"])


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
        shapes = [(size, len(ATTRIBUTION_LABELS))] + [(size, len(MENTION_LABELS))] * 2 + [(size, size)] * 3
        return Outputs(*(3 * draw.normal(size=shape).astype(np.float32) for shape in shapes))


def _pieces(pieces: Pieces, text: str, words: str) -> range:
    start = text.index(words)
    inside = [
        n
        for n, (low, high) in enumerate(zip(pieces.starts, pieces.ends, strict=True))
        if low < high and start <= low and high <= start + len(words)
    ]
    return range(inside[0], inside[-1] + 1) if inside else range(0)
