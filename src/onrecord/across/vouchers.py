"""On whose word: one text for one source, in however many reports it speaks."""

from collections.abc import Mapping, Sequence

from onrecord.across.numbered import Numbered
from onrecord.document.document import Span
from onrecord.record.parts import Statement


class Vouchers:
    """The sources of one report's statements.

    A source with a name is the same one wherever its identity is met. Any other ("two residents") is the same one in
    this report, in the report it is a copy of (`origin`) and in other copies of that, when it is worded alike.
    """

    def __init__(self, numbered: Numbered, identity: Mapping[str, int], origin: int | None = None) -> None:
        record = numbered.record
        self._text = record.report.text
        self._origin = numbered.number if origin is None else origin
        named = {actor.id for actor in record.actors if any(m.form == "name" for m in actor.mentions)}
        self._identity = {actor: number for actor, number in identity.items() if actor in named}
        self._actors = {actor.id: actor.name for actor in record.actors}

    def of(self, statement: Statement) -> str:
        """Who vouches for what a statement says; a statement of nobody known is alone with its words."""
        source = statement.source
        if source is None:
            return f"{self._origin} ? {self.words(statement.content.spans)}"
        if source.actor in self._identity:
            return f"@{self._identity[source.actor]}"
        name = self._actors[source.actor].lower() if source.actor else self.words(source.spans)
        return f"{self._origin} {name}"

    def words(self, spans: Sequence[Span]) -> str:
        """The words of some spans, in lower case."""
        return " ".join(" ".join(self._text[a:b].lower().split()) for a, b in spans)
