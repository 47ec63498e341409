"""From the model's scores to attributions: the best labelling that the pointers agree to, then links along them.

Needs numpy alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from training.prepare import ATTRIBUTION_LABELS, ROLES

Scores = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True)
class Found:
    """A labelled span: pieces [start, end) of a window."""

    role: str
    start: int
    end: int


Attribution = dict[str, list[Found]]
"""The spans of each role: at most one source and one cue, and one or more contents."""

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
    for row in scores[1:]:
        ways = score[:, None] + steps
        back.append(ways.argmax(axis=0))
        score = ways.max(axis=0) + row
    labels = [int(score.argmax())]
    for pointers in reversed(back):
        labels.append(int(pointers[labels[-1]]))
    return labels[::-1]


def spans(labels: Sequence[int]) -> list[Found]:
    """The spans of a legal labelling.

    >>> spans([0, 3, 4, 3, 0, 5])
    [Found(role='cue', start=1, end=3), Found(role='cue', start=3, end=4), Found(role='content', start=5, end=6)]
    """
    out: list[Found] = []
    start = 0
    for place, label in enumerate([*labels, 0]):
        before = labels[place - 1] if place else 0
        if before and (not label or ATTRIBUTION_LABELS[label].startswith("B-")):
            out.append(Found(ROLES[(before - 1) // 2], start, place))
        if label and ATTRIBUTION_LABELS[label].startswith("B-"):
            start = place
    return out


def _log_softmax(scores: Scores) -> Scores:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def _leaning(logs: Scores, pieces: range, targets: Sequence[Found]) -> Scores:
    """Mean log-probability that the pieces point to each target's first piece; last, to none."""
    columns = [target.start for target in targets] + [0]
    return np.asarray(logs[pieces.start : pieces.stop][:, columns].mean(axis=0), dtype=np.float32)


def _pointed(found: Sequence[Found], role: str, target: str, chances: Scores) -> set[int]:
    """Pieces that the spans of a role point to although no span of the target's role begins there."""
    begun = {span.start for span in found if span.role == target}
    means = [chances[span.start : span.end].mean(axis=0) for span in found if span.role == role]
    return {int(mean.argmax()) for mean in means if mean.argmax() and mean.max() > TRUSTED} - begun


def attributions(scores: Scores, steps: Scores, cue_scores: Scores, source_scores: Scores) -> list[Attribution]:
    """The attributions of one window.

    The labels miss sources and cues that the pointers know: where a content points to a piece that begins no cue, or a
    cue to one that begins no source, the window is labelled once more with that beginning given.
    """
    scores = scores.copy()
    found = spans(best_labels(scores, steps))
    for role, target, pointer in (("content", "cue", cue_scores), ("cue", "source", source_scores)):
        given = _pointed(found, role, target, np.exp(_log_softmax(pointer)))
        if given:
            scores[sorted(given), 1 + 2 * ROLES.index(target)] += GIVEN
            found = spans(best_labels(scores, steps))
    return link(found, cue_scores, source_scores)


def link(found: Sequence[Found], cue_scores: Scores, source_scores: Scores) -> list[Attribution]:
    """Attributions: each content goes to a cue or stands alone, each cue takes the source that it and its contents
    point to. Nothing is corrected here.
    """
    cues = [span for span in found if span.role == "cue"]
    sources = [span for span in found if span.role == "source"]
    to_cue, to_source = _log_softmax(cue_scores), _log_softmax(source_scores)
    groups: dict[int, list[Found]] = {}
    alone: list[list[Found]] = []
    for content in (span for span in found if span.role == "content"):
        choice = int(_leaning(to_cue, range(content.start, content.end), cues).argmax())
        if choice < len(cues):
            groups.setdefault(choice, []).append(content)
        else:
            alone.append([content])
    out = []
    for cue, contents in [(cues[n], group) for n, group in sorted(groups.items())] + [(None, group) for group in alone]:
        each = [_leaning(to_source, range(content.start, content.end), sources) for content in contents]
        leaning = np.mean(each, axis=0)
        if cue is not None:
            leaning = leaning + 2 * _leaning(to_source, range(cue.start, cue.end), sources)
        choice = int(np.argmax(leaning))
        out.append(
            {
                "source": [sources[choice]] if choice < len(sources) else [],
                "cue": [cue] if cue is not None else [],
                "content": contents,
            }
        )
    return out
