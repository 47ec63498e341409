"""Reports as runs of words: shingles to compare two reports by, and fingerprints to find which to compare.

A shingle is five words in a row, without case, accents, punctuation and quotation marks. The fingerprints are the
shingles kept by winnowing (Schleimer, Wilkerson and Aiken 2003): two reports with sixteen words in a row alike always
share one.
"""

import hashlib
import re
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.across.base import folded
from onrecord.document.document import READ_KINDS, Block, Span
from onrecord.reading import quotes
from onrecord.record.parts import Report

SHINGLE = 5
"""Words in a shingle."""

WINDOW = 12
"""Of so many shingles in a row at least one is a fingerprint."""

Hashes = NDArray[np.int64]
Mask = NDArray[np.bool_]
Places = NDArray[np.int32]

_TAKEN = READ_KINDS | {"pullquote"}
_WORD = re.compile(r"\w+")
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 1], np.uint64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_HALF = np.uint64(32)


class Words(msgspec.Struct, frozen=True):
    """A report's words in order, those of its headlines, body and pull-quotes.

    `starts` and `stops` are their spans in the text. `told` marks those of the body outside quotation marks, `body`
    those of the body and pull-quotes. `hashes` stand for the words, `shingles` for five of them: shingle n begins with
    word n.
    """

    starts: Places
    stops: Places
    body: Mask
    told: Mask
    hashes: Hashes
    shingles: Hashes

    def __len__(self) -> int:
        return len(self.starts)


def words_of(report: Report) -> Words:
    """The words of a report. Those of the last few hundred reports asked for are remembered."""
    return _words(report.text, report.blocks)


def prints(report: Report) -> Hashes:
    """The fingerprints of a report, each once, sorted: none for a report of less than five words."""
    return winnowed(words_of(report).shingles)


@lru_cache(maxsize=500)
def _words(text: str, all_blocks: tuple[Block, ...]) -> Words:
    blocks = [block for block in all_blocks if block.kind in _TAKEN]
    found = [(m, block.kind != "headline") for block in blocks for m in _WORD.finditer(text, *block.span)]
    starts = np.array([m.start() for m, _ in found], np.int32)
    body = np.array([in_body for _, in_body in found], np.bool_)
    hashes = np.array([_hash(m[0]) for m, _ in found], np.uint64)
    return Words(
        starts=starts,
        stops=np.array([m.end() for m, _ in found], np.int32),
        body=body,
        told=body & ~_quoted(text, [block.span for block in blocks], starts),
        hashes=hashes.view(np.int64),
        shingles=_shingles(hashes),
    )


def winnowed(shingles: Hashes) -> Hashes:
    """The fingerprints among a report's shingles: the least of every `WINDOW` in a row, each once, sorted."""
    if len(shingles) <= WINDOW:
        return np.unique(shingles)[:1]
    return np.unique(np.lib.stride_tricks.sliding_window_view(shingles, WINDOW).min(axis=1))


def covered(words: Words, other: Words) -> Mask:
    """Which words stand in a shingle that the other report has too."""
    mask = np.zeros(len(words), np.bool_)
    shared = np.isin(words.shingles, other.shingles)
    for offset in range(SHINGLE if len(shared) else 0):
        mask[offset : offset + len(shared)] |= shared
    return mask


def runs(mask: Mask) -> list[Span]:
    """The stretches of a mask that are true, as [start, stop) in words.

    >>> runs(np.array([True, False, True, True]))
    [(0, 1), (2, 4)]
    """
    edges = np.flatnonzero(np.diff(mask.astype(np.int8), prepend=0, append=0))
    return [(int(start), int(stop)) for start, stop in edges.reshape(-1, 2)]


def _shingles(hashes: NDArray[np.uint64]) -> Hashes:
    length = len(hashes) - SHINGLE + 1
    if length < 1:
        return np.zeros(0, np.int64)
    total = np.zeros(length, np.uint64)
    for offset, factor in enumerate(_FACTORS):
        total = total * factor + hashes[offset : offset + length]
    # Sums of products are mixed poorly in their upper bits, by which the least is chosen.
    total = (total ^ (total >> _HALF)) * _MIX
    return (total ^ (total >> _HALF)).view(np.int64)


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(folded(word).encode(), digest_size=8).digest(), "little")


def _quoted(text: str, blocks: list[Span], starts: Places) -> Mask:
    mask = np.zeros(len(starts), np.bool_)
    for quote in quotes.find(text, blocks):
        mask[np.searchsorted(starts, quote.span[0]) : np.searchsorted(starts, quote.span[1])] = True
    return mask
