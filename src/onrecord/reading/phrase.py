"""One phrase: a run of tokens that belong together."""


class Phrase:
    """A run of tokens [start, end) of one kind, with its head token.

    Kinds: NP noun phrase, VG verb group, P preposition, C coordinator, U subordinator, W wh-word, K possessive 's,
    R adverb, T a lone "to"; any punctuation mark is a phrase of its own kind.
    """

    __slots__ = (
        "end",
        "form",
        "head",
        "kind",
        "lemma",
        "modal",
        "negated",
        "passive",
        "perfect",
        "progressive",
        "start",
    )

    def __init__(self, kind: str, start: int, end: int, head: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.head = head
        self.lemma = ""
        self.form = ""
        """Of a verb group: fin, inf, ing, or pp (a participle standing alone)."""
        self.modal = ""
        self.negated = False
        self.passive = False
        self.perfect = False
        self.progressive = False

    @property
    def finite(self) -> bool:
        """Whether this is a finite verb group."""
        return self.form == "fin"

    def __repr__(self) -> str:
        return f"{self.kind}[{self.start}:{self.end}]{self.lemma}"
