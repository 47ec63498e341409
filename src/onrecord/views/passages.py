"""What rows of every view share: which report a passage is of, and the words at a span."""

from collections.abc import Iterable, Sequence

from onrecord.document.document import Span
from onrecord.record.parts import Party, Record
from onrecord.store.refs import ReportRef as ReportRef


class Passages:
    """The words of one record at its spans, and whom they mean."""

    def __init__(self, record: Record) -> None:
        self._text = record.report.text
        self._names = {actor.id: actor.name for actor in record.actors}

    def text(self, spans: Sequence[Span]) -> str | None:
        """The words at the spans, pieces joined by an ellipsis; None where there is no span."""
        return " … ".join(self._text[start:stop] for start, stop in spans) or None

    def each(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """The words at each span."""
        return tuple(self._text[start:stop] for start, stop in spans)

    def name(self, actor: str | None, spans: Sequence[Span]) -> str | None:
        """The actor's name, or where no actor is known the words as written."""
        return self._names[actor] if actor else self.text(spans)

    def names(self, parties: Iterable[Party]) -> tuple[str, ...]:
        """The parties by name, each once."""
        return tuple(dict.fromkeys(self.name(p.actor, [p.span]) or "" for p in parties))
