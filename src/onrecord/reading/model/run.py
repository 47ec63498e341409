"""One text through the model: window by window, the attributions as spans of the text, and who is meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from onrecord.document.document import Span
from onrecord.reading.model import acts, decode
from onrecord.reading.model.acts import Act
from onrecord.reading.model.decode import Attribution, Labelled, Scores
from onrecord.reading.model.pieces import Pieces, marks_of, windows
from onrecord.reading.model.session import Encoder, Outputs

FAR = 30.0
"""Beyond this a sum is as good as certain."""


@dataclass(frozen=True)
class Said:
    """One attribution as the model finds it: spans of the text, and the chance that a careful reader would agree."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    chance: float

    def moved(self, by: int) -> "Said":
        """The same in a text that has `by` more characters before it."""
        source, cue, content = (
            tuple((start + by, end + by) for start, end in spans) for spans in (self.source, self.cue, self.content)
        )
        return Said(source, cue, content, self.chance)


@dataclass(frozen=True)
class Window:
    """What is kept of one window: its pieces, what is said and done in it, and who is meant, as scores (from, to)."""

    pieces: Pieces
    said: tuple[Said, ...]
    acts: tuple[Act, ...]
    same: Scores


def read(model: Encoder, text: str, spans: Sequence[Span], quoted: Sequence[Span]) -> list[Window]:
    """The windows of a text's paragraphs (`spans`), each read; `quoted` are the text's quotations in order."""
    out = []
    mark = marks_of(model.tokenizer).paragraph
    for pieces in windows(text, model.tokenizer, quoted, spans, model.notes.limit):
        outputs = model.read(pieces)
        done = tuple(acts.acts(pieces, outputs, mark))
        out.append(Window(pieces, tuple(_said(model, pieces, outputs)), done, outputs.same))
    return out


def attributions(model: Encoder, text: str, spans: Sequence[Span], quoted: Sequence[Span]) -> list[Said]:
    """The attributions of a text's paragraphs."""
    return [one for window in read(model, text, spans, quoted) for one in window.said]


def _said(model: Encoder, pieces: Pieces, outputs: Outputs) -> Iterator[Said]:
    for one in found(model, outputs):
        source, cue, content = (places(pieces, one.role(role)) for role in ("source", "cue", "content"))
        if content:
            yield Said(source, cue, content, chance(one, model.notes.calibration))


def found(model: Encoder, outputs: Outputs) -> list[Attribution]:
    """The attributions of one window, in pieces."""
    return decode.attributions(outputs.attribution, model.steps, outputs.cues, outputs.sources)


def signs(one: Attribution) -> tuple[float, ...]:
    """What the chance is reckoned from: 1, the four signs, whether there is a cue, whether a source."""
    return (1.0, *one.signs, float(bool(one.cue)), float(bool(one.source)))


def chance(one: Attribution, calibration: Sequence[float]) -> float:
    """The chance that a careful reader agrees: a logistic regression on `signs`, fitted on a development set."""
    total = sum(weight * sign for weight, sign in zip(calibration, signs(one), strict=True))
    return 1 / (1 + exp(-max(-FAR, min(FAR, total))))


def places(pieces: Pieces, spans: Sequence[Labelled]) -> tuple[Span, ...]:
    """Spans of the text; a label on nothing but a mark of the model's own is none."""
    places = ((pieces.starts[span.start], pieces.ends[span.end - 1]) for span in spans)
    return tuple((start, end) for start, end in places if start < end)
