"""From the model's scores to attributions: the best labelling that the pointers agree to, then links along them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.reading.model.labels import ATTRIBUTION_LABELS, ROLES

Scores = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True)
class Labelled:
    """A labelled span: pieces [start, end) of a window."""

    role: str
    start: int
    end: int


@dataclass(frozen=True)
class Attribution:
    """One attribution of a window: at most one source and one cue, one or more contents; what speaks for it.

    `signs` are log-probabilities, 0 where there is nothing to doubt: of the cue's labels, the contents' first and last
    labels, the contents' link to the cue (or to none), the link to the source (or to none).
    """

    source: tuple[Labelled, ...]
    cue: tuple[Labelled, ...]
    content: tuple[Labelled, ...]
    signs: tuple[float, float, float, float]

    def role(self, name: str) -> tuple[Labelled, ...]:
        """The spans of a role by its name."""
        spans: tuple[Labelled, ...] = getattr(self, name)
        return spans


N_SIGNS = 7
"""Numbers that a chance is reckoned from: see `onrecord.reading.model.run.signs`."""
TRUSTED = 0.3
"""Mean probability from which a pointer is believed against the labels."""
GIVEN = 20.0
"""Added to a label's score where a pointer has given it."""


def best_labels(scores: Scores, steps: Scores) -> list[int]:
    """The best labelling of a chain: `scores` is (pieces, labels), `steps` (before, after).

    >>> best_labels(np.array([[0.0, 1.0], [0.6, 0.5]], np.float32), np.array([[0, 0], [-9, 0]], np.float32))
    [1, 1]
    """
    score = scores[0] + steps[0]
    back = []
    after = steps.T.copy()
    for row in scores[1:]:
        ways = after + score
        back.append(ways.argmax(axis=1))
        score = ways.max(axis=1) + row
    labels = [int(score.argmax())]
    for pointers in reversed(back):
        labels.append(int(pointers[labels[-1]]))
    return labels[::-1]


def spans(labels: Sequence[int]) -> list[Labelled]:
    """The spans of a legal labelling.

    >>> [(span.role, span.start, span.end) for span in spans([0, 3, 4, 3, 0, 5])]
    [('cue', 1, 3), ('cue', 3, 4), ('content', 5, 6)]
    """
    out: list[Labelled] = []
    start = 0
    for place, label in enumerate([*labels, 0]):
        before = labels[place - 1] if place else 0
        if before and (not label or ATTRIBUTION_LABELS[label].startswith("B-")):
            out.append(Labelled(ROLES[(before - 1) // 2], start, place))
        if label and ATTRIBUTION_LABELS[label].startswith("B-"):
            start = place
    return out


def log_softmax(scores: Scores) -> Scores:
    """Log-probabilities along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def _leaning(logs: Scores, pieces: range, targets: Sequence[Labelled]) -> Scores:
    """Mean log-probability that the pieces point to each target's first piece; last, to none."""
    columns = [target.start for target in targets] + [0]
    return np.asarray(logs[pieces.start : pieces.stop][:, columns].mean(axis=0), dtype=np.float32)


def _pointed(found: Sequence[Labelled], role: str, target: str, logs: Scores) -> set[int]:
    """Pieces that the spans of a role point to although no span of the target's role begins there."""
    begun = {span.start for span in found if span.role == target}
    means = [np.exp(logs[span.start : span.end]).mean(axis=0) for span in found if span.role == role]
    return {int(mean.argmax()) for mean in means if mean.argmax() and mean.max() > TRUSTED} - begun


def attributions(scores: Scores, steps: Scores, cue_scores: Scores, source_scores: Scores) -> list[Attribution]:
    """The attributions of one window.

    The labels miss sources and cues that the pointers know: where a content points to a piece that begins no cue, or a
    cue to one that begins no source, the window is labelled once more with that beginning given.
    """
    found = spans(best_labels(scores, steps))
    if not any(span.role == "content" for span in found):
        return []
    to_cue, to_source = log_softmax(cue_scores), log_softmax(source_scores)
    given_scores = scores.copy()
    for role, target, pointer in (("content", "cue", to_cue), ("cue", "source", to_source)):
        given = _pointed(found, role, target, pointer)
        if given:
            given_scores[sorted(given), 1 + 2 * ROLES.index(target)] += GIVEN
            found = spans(best_labels(given_scores, steps))
    return link(found, log_softmax(scores), to_cue, to_source)


def link(found: Sequence[Labelled], labels: Scores, to_cue: Scores, to_source: Scores) -> list[Attribution]:
    """Attributions from log-probabilities: each content goes to a cue or stands alone, each cue takes the source that
    it and its contents point to. Nothing is corrected here.
    """
    cues = [span for span in found if span.role == "cue"]
    sources = [span for span in found if span.role == "source"]
    groups: dict[int, list[tuple[Labelled, float]]] = {}
    alone: list[list[tuple[Labelled, float]]] = []
    for content in (span for span in found if span.role == "content"):
        leaning = _leaning(to_cue, range(content.start, content.end), cues)
        choice = int(leaning.argmax())
        one = (content, float(leaning[choice]))
        if choice < len(cues):
            groups.setdefault(choice, []).append(one)
        else:
            alone.append([one])
    out = []
    for cue, group in [(cues[n], group) for n, group in sorted(groups.items())] + [(None, group) for group in alone]:
        contents = tuple(content for content, _ in group)
        each = [_leaning(to_source, range(content.start, content.end), sources) for content in contents]
        leaning = np.mean(each, axis=0)
        if cue is not None:
            leaning = (leaning + 2 * _leaning(to_source, range(cue.start, cue.end), sources)) / 3
        choice = int(np.argmax(leaning))
        signs = (
            0.0 if cue is None else _label(labels, cue),
            float(np.mean([_label(labels, content) for content in contents])),
            float(np.mean([sign for _, sign in group])),
            float(leaning[choice]),
        )
        source = (sources[choice],) if choice < len(sources) else ()
        out.append(Attribution(source, () if cue is None else (cue,), contents, signs))
    return out


def _label(labels: Scores, span: Labelled) -> float:
    """Mean log-probability of a span's first and last label."""
    first = 1 + 2 * ROLES.index(span.role)
    last = first + (span.end - span.start > 1)
    return float(labels[span.start, first] + labels[span.end - 1, last]) / 2
