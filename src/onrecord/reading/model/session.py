"""The encoder at work: one window in, the scores of all heads out.

One window a call: int8 activations take one scale over all that is in a call, so a window beside others would read
otherwise than alone (and batches bring no speed on one core). One thread: work is spread over processes.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Protocol

import msgspec
import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.errors import ReadingError
from onrecord.reading.model.decode import N_SIGNS, Scores
from onrecord.reading.model.labels import ACTS, ATTRIBUTION_LABELS, MENTION_LABELS, PARTS, STATUSES, TRIGGER_LABELS
from onrecord.reading.model.pieces import LIMIT, SHAPES, Pieces, load_tokenizer

WEIGHTS, NOTES, TOKENIZER = "reader.onnx", "reader.json", "tokenizer.json"
HEADS = ("attribution", "outer", "inner", "cues", "sources", "same", "triggers", "acts", "statuses", "both", "parts")
"""What a model gives, in this order."""


class Notes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of a model beside its weights (reader.json)."""

    name: str
    sha256: str
    tokenizer_sha256: str
    attribution: tuple[str, ...]
    mentions: tuple[str, ...]
    triggers: tuple[str, ...]
    acts: tuple[tuple[str, str | None], ...]
    statuses: tuple[str, ...]
    parts: tuple[str, ...]
    shapes: tuple[str, ...]
    limit: int
    steps: tuple[tuple[float, ...], ...]
    """Scores of one attribution label after another: (before, after)."""
    calibration: tuple[float, ...]
    """See `onrecord.reading.model.run.chance`."""
    fusion: tuple[float, ...]
    """See `onrecord.reading.modelled_moves.Candidate.judged`."""


def notes_of_this_version(
    name: str, steps: tuple[tuple[float, ...], ...], calibration: tuple[float, ...], fusion: tuple[float, ...]
) -> Notes:
    """The notes of a model with the labels that this version reads; the hashes of its files are left empty."""
    return Notes(
        name=name,
        sha256="",
        tokenizer_sha256="",
        attribution=ATTRIBUTION_LABELS,
        mentions=MENTION_LABELS,
        triggers=TRIGGER_LABELS,
        acts=ACTS,
        statuses=STATUSES,
        parts=PARTS,
        shapes=SHAPES,
        limit=LIMIT,
        steps=steps,
        calibration=calibration,
        fusion=fusion,
    )


@dataclass(frozen=True)
class Outputs:
    """The scores of one window: labels as (pieces, labels), pointers as (from, to), `parts` as (part, from, to)."""

    attribution: Scores
    outer: Scores
    inner: Scores
    cues: Scores
    sources: Scores
    same: Scores
    triggers: Scores
    acts: Scores
    statuses: Scores
    both: Scores
    parts: Scores


class Encoder(Protocol):
    """Whatever gives the scores of a window: the packaged model, or one in training."""

    notes: Notes
    tokenizer: Tokenizer
    steps: Scores

    def read(self, pieces: Pieces) -> Outputs:
        """The scores of one window."""
        ...


class Model:
    """A model's weights, ready to run. Raises `ReadingError` 392 where a file is not the one the notes describe."""

    def __init__(self, weights: bytes, notes: bytes, tokenizer: bytes) -> None:
        try:
            self.notes = msgspec.json.decode(notes, type=Notes)
        except msgspec.DecodeError as error:
            raise ReadingError(392, NOTES, fault=str(error)) from error
        for name, data, digest in (
            (WEIGHTS, weights, self.notes.sha256),
            (TOKENIZER, tokenizer, self.notes.tokenizer_sha256),
        ):
            if hashlib.sha256(data).hexdigest() != digest:
                raise ReadingError(392, name, fault="its SHA-256 is not the one in reader.json")
        sizes = {len(self.notes.steps), *map(len, self.notes.steps)} == {len(ATTRIBUTION_LABELS)}
        told = msgspec.structs.replace(self.notes, sha256="", tokenizer_sha256="")
        ours = notes_of_this_version(told.name, told.steps, told.calibration, told.fusion)
        if told != ours or not sizes or len(self.notes.calibration) != N_SIGNS:
            raise ReadingError(392, NOTES, fault="its labels are not those of this version")
        self.tokenizer: Tokenizer = load_tokenizer(tokenizer)
        self.steps = np.array(self.notes.steps, dtype=np.float32)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ReadingError(392, WEIGHTS, fault=str(error)) from error

    def read(self, pieces: Pieces) -> Outputs:
        """The scores of one window."""
        feed = {
            "ids": np.array([pieces.ids], dtype=np.int64),
            "shapes": np.array([pieces.shapes], dtype=np.int64),
        }
        try:
            return Outputs(*(scores[0] for scores in self._session.run(list(HEADS), feed)))
        except Exception as error:
            raise ReadingError(391, "a window of the text", fault=str(error)) from error


@cache
def packaged() -> Model:
    """The model that the package brings, loaded once per process."""
    folder = resources.files("onrecord.reading.model") / "weights"
    try:
        weights, notes, tokenizer = ((folder / name).read_bytes() for name in (WEIGHTS, NOTES, TOKENIZER))
    except OSError as error:
        raise ReadingError(392, str(error.filename), fault=error.strerror or "it cannot be read") from error
    return Model(weights, notes, tokenizer)
