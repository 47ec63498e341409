"""What the search for moves knows of the report as a whole: who is meant, what is said in whose statement, when."""

from collections.abc import Callable, Sequence

from onrecord.document.document import Span
from onrecord.reading import words
from onrecord.reading.marks import PartyMark, StatementMark
from onrecord.reading.parse import Paragraph
from onrecord.reading.stretches import Stretches


class Context:
    """What the search for moves knows of the report as a whole."""

    def __init__(
        self,
        text: str,
        entities_at: Callable[[Span], int | None],
        statements: Sequence[StatementMark],
        quoted: Sequence[Span],
        published: str | None,
    ) -> None:
        self.text = text
        self.entities_at = entities_at
        self._quoted = Stretches((span, 0) for span in quoted)
        self.published = published
        self.headline = False
        self.background = False
        """Whether the sentence before this one, in the same paragraph, told of background only."""
        self._statements = statements
        self._sizes = [sum(end - start for start, end in one.content) for one in statements]
        self._contents = Stretches((span, n) for n, one in enumerate(statements) for span in one.content)

    def enter(self, paragraph: Paragraph) -> None:
        """Turn to a paragraph."""
        self.background = False
        self.headline = paragraph.kind == "headline"

    def said_in(self, span: Span) -> StatementMark | None:
        """The innermost statement that holds a passage in its content."""
        found = {n for _, n in self._contents.holding(span)}
        innermost = min(found, key=lambda n: (self._sizes[n], n), default=None)
        return None if innermost is None else self._statements[innermost]

    def is_quoted(self, span: Span) -> bool:
        """Whether a passage stands in quotation marks."""
        return self._quoted.hold(span)

    def asks(self, said: StatementMark) -> bool:
        """Whether a statement is a demand by its cue ("had asked for", "demands")."""
        cue = " ".join(self.text[start:end] for start, end in said.cue).lower().split()
        verbs = (words.verb(word) for word in cue)
        return any(verb is not None and verb.lemma in words.word_set("request-verbs") for verb in verbs)

    def party(self, span: Span) -> PartyMark:
        """A party with the entity its words mean."""
        return PartyMark(span, self.entities_at(span))

    @staticmethod
    def speaker(said: StatementMark) -> tuple[PartyMark, ...]:
        """Who makes an act of words by a statement, in the words that name the source.

        Where none do ("Told him: ..."), in those of the cue, which leaves the speaker out; nobody where none is known.
        """
        told = said.source or (said.cue if said.source_entity is not None else ())
        return tuple(PartyMark(span, said.source_entity) for span in told[:1])
