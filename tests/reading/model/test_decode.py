import numpy as np
import pytest

from onrecord.reading.model.decode import Labelled, attributions, best_labels, spans
from onrecord.reading.model.labels import ATTRIBUTION_LABELS
from tests.reading.model.made import steps

SIZE = len(ATTRIBUTION_LABELS)
STEPS = np.array(steps(), dtype=np.float32)


@pytest.mark.parametrize("seed", range(20))
def test_decoding_never_opens_a_span_inside(seed: int) -> None:
    labels = best_labels(np.random.default_rng(seed).normal(size=(30, SIZE)).astype(np.float32), STEPS)
    for before, after in zip([0, *labels], labels, strict=False):
        assert after == 0 or after % 2 or before in (after, after - 1)
    assert sum(span.end - span.start for span in spans(labels)) == sum(label > 0 for label in labels)


@pytest.mark.parametrize("seed", range(5))
def test_no_labelling_scores_higher(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(4, SIZE)).astype(np.float32)

    def total(labels: list[int]) -> float:
        return float(
            sum(scores[n, a] + STEPS[b, a] for n, (b, a) in enumerate(zip([0, *labels], labels, strict=False)))
        )

    every = ([a, b, c, d] for a in range(SIZE) for b in range(SIZE) for c in range(SIZE) for d in range(SIZE))
    assert total(best_labels(scores, STEPS)) == pytest.approx(max(map(total, every)))


def _window() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    scores = np.zeros((4, SIZE), dtype=np.float32)
    for piece, label in enumerate((0, 0, 3, 5)):  # mark, name (not labelled), cue, content
        scores[piece, label] = 3.0
    cues = np.full((4, 4), -9.0, dtype=np.float32)
    sources = cues.copy()
    cues[:, 2] = sources[:, 1] = 0.0
    return scores, cues, sources


def test_a_pointer_finds_the_source_that_the_labels_missed() -> None:
    scores, cues, sources = _window()
    (one,) = attributions(scores, STEPS, cues, sources)
    assert one.source == (Labelled("source", 1, 2),)
    assert one.cue == (Labelled("cue", 2, 3),)
    assert one.content == (Labelled("content", 3, 4),)


def test_a_pointer_to_the_mark_says_that_there_is_no_source() -> None:
    scores, cues, sources = _window()
    sources[:, 0] = 5.0
    (one,) = attributions(scores, STEPS, cues, sources)
    assert one.source == ()
    assert one.cue


def test_a_window_without_content_holds_no_attribution() -> None:
    scores, cues, sources = _window()
    scores[3] = [3.0, *[0.0] * (SIZE - 1)]
    assert attributions(scores, STEPS, cues, sources) == []


def test_surer_scores_are_surer_signs() -> None:
    scores, cues, sources = _window()
    (doubtful,) = attributions(scores, STEPS, cues, sources)
    (sure,) = attributions(3 * scores, STEPS, 3 * cues, 3 * sources)
    assert all(a > b for a, b in zip(sure.signs, doubtful.signs, strict=True))
