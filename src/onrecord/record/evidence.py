"""Which statement's content a passage stands in: nesting by spans alone."""

from collections.abc import Sequence

from onrecord.document.document import Span
from onrecord.reading.stretches import Stretches


class Contents:
    """The contents and cues of all statements of a report, asked where a passage stands.

    >>> contents = Contents([[(0, 40)], [(10, 30)]], [[(41, 45)], [(5, 9)]])
    >>> contents.holding((12, 15)), contents.around(1), contents.holding((50, 55))
    (1, 0, None)
    """

    def __init__(self, contents: Sequence[Sequence[Span]], cues: Sequence[Sequence[Span]]) -> None:
        self._contents = contents
        self._cues = cues
        self._stretches = Stretches((span, i) for i, spans in enumerate(contents) for span in spans)
        self._sizes = [sum(e - s for s, e in spans) for spans in contents]

    def holding(self, span: Span) -> int | None:
        """Index of the innermost statement with `span` inside its content, or None."""
        found = {i for _, i in self._stretches.holding(span)}
        return min(found, key=lambda i: (self._sizes[i], i), default=None)

    def around(self, index: int) -> int | None:
        """Index of the innermost other statement whose content holds this one's cue (or, without one, its content)."""
        anchors = self._cues[index] or self._contents[index]
        size = self._sizes[index]
        found = {i for _, i in self._stretches.holding(anchors[0]) if i != index and self._sizes[i] > size}
        return min(found, key=lambda i: (self._sizes[i], i), default=None)
