"""Mentions: the names, descriptions and pronouns of one sentence, before it is known who is who."""

from onrecord.document.document import Span
from onrecord.reading import words
from onrecord.reading.marks import EntityKind, MentionForm
from onrecord.reading.tokens import Token

PRONOUNS: dict[str, tuple[str, str]] = {row[0]: (row[1].strip("-"), row[2]) for row in words.rows("pronouns.tsv")}
"""Third-person pronouns: gender (f, m, n or empty) and number (s, p)."""
_FIRST_PERSON = words.word_set("first-person")


def means_speaker(word: str) -> bool:
    """Whether a word as written is a pronoun for whoever speaks; "US" is a country.

    >>> [means_speaker(word) for word in ("us", "We", "I", "US", "they")]
    [True, True, True, False, False]
    """
    return word.lower() in _FIRST_PERSON and word != "US"


class Role:
    """A role as worded: its head noun, the nation it tells and the mention it is tied to ("leader of X": X)."""

    __slots__ = ("anchor", "lemma", "mods", "nation", "span")

    def __init__(
        self, span: Span, lemma: str, nation: str = "", anchor: "Mention | None" = None, mods: tuple[str, ...] = ()
    ) -> None:
        self.span = span
        self.lemma = lemma
        self.nation = nation
        self.anchor = anchor
        self.mods = mods


class Mention:
    """One mention with what its words and its place tell. `entity` is -1 until it is known whom it means."""

    __slots__ = (
        "anchor",
        "at",
        "det",
        "end",
        "entity",
        "extent",
        "form",
        "gender",
        "kind",
        "lemma",
        "loose",
        "modifier",
        "mods",
        "nation",
        "phrase",
        "plural",
        "quoted",
        "roles",
        "sector",
        "sentence",
        "slot",
        "speaks",
        "start",
        "twin",
        "verb",
        "words",
    )

    def __init__(self, form: MentionForm, first: Token, last: Token) -> None:
        self.form = form
        self.start = first.start
        self.end = last.end
        self.at = last.start
        """Offset of the head word."""
        self.extent = last.end
        """Where the words end that describe it, prepositional phrases included ("officials on both sides")."""
        self.words: tuple[str, ...] = ()
        """Of a name: its words as written."""
        self.lemma = ""
        """Of a description: its head noun; of a pronoun: the word."""
        self.det = ""
        """def, dem, indef, poss, or empty."""
        self.mods: tuple[str, ...] = ()
        self.plural = False
        self.gender = ""
        self.kind: EntityKind | None = None
        self.sector: str | None = None
        self.nation = ""
        self.roles: list[Role] = []
        self.anchor: Mention | None = None
        """Whom a description is tied to: its possessor, or what its `of` names."""
        self.slot = ""
        """subj, obj, poss, or the preposition before it."""
        self.verb = -1
        """Index of the verb group it is the subject or object of."""
        self.speaks = False
        self.quoted = False
        self.modifier = False
        """Whether it only modifies another noun ("the Vorn aide")."""
        self.loose = False
        """Whether it may be no name at all: a capitalised word that is also a common noun."""
        self.sentence = 0
        self.phrase = 0
        self.twin: Mention | None = None
        """The name beside a description that means the same one ("the group's leader, Abel Vorn")."""
        self.entity = -1

    @property
    def span(self) -> Span:
        """The words in the text."""
        return self.start, self.end

    def __repr__(self) -> str:
        return f"{self.form}:{' '.join(self.words) or self.lemma}@{self.start}"


def pronoun(token: Token) -> Mention | None:
    """A third-person pronoun as a mention, None for any other word."""
    known = PRONOUNS.get(token.low)
    if known is None:
        return None
    mention = Mention("pronoun", token, token)
    mention.lemma = token.low
    mention.gender = known[0]
    mention.plural = known[1] == "p"
    return mention
