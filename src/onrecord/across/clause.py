"""Clauses: each verb of a sentence with its subject, what follows it, and whether it is said to be so."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

import msgspec

from onrecord.across.figures import Figure, figure
from onrecord.across.said import said
from onrecord.across.stems import Stems, concept, stem
from onrecord.reading import words
from onrecord.reading.clauses import Sentence
from onrecord.reading.phrases import Phrase
from onrecord.reading.tokens import Token
from onrecord.record.parts import Actor

_CLAUSE = frozenset(("fin", "d/n", "pp", "ing"))
_STOPS = frozenset(("U", "W", ";", ":", ".", "C", ","))
_FIRST = "#1"
_OPENS = ("U", "W")


class Told(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What one clause says.

    `does` names the happening, `verbs` its verb, `things` the words of what it is said of, `heads` the nouns among its
    parties and objects, `matter` the words of the thing that is spoken of where the verb says little (`light`: "made
    a promise"). `by` is who does it, `names` are the names in all that. `negated`: said not to be so; `every`: not a
    single one. `only`: just one can have done it ("fired first"), or nothing. `days` are the weekdays and months
    named, `rejected` numbers said to be wrong ("six, not three").
    """

    negated: bool
    every: bool
    light: bool
    only: str
    does: frozenset[str]
    verbs: frozenset[str]
    things: frozenset[str]
    heads: frozenset[str]
    matter: frozenset[str]
    by: frozenset[str]
    names: frozenset[str]
    around: frozenset[str]
    days: frozenset[str]
    counts: tuple[Figure, ...]
    rejected: tuple[Figure, ...]


def clauses(sentence: Sentence, speaker: Actor | None, reader: Stems) -> Iterator["Clause"]:
    """The clauses of a sentence that say what is so, left to right; questions, wishes and conditions say nothing."""
    tokens, phrases = sentence.tokens, sentence.phrases
    if any(tokens[i].low == "?" for i in range(phrases[-1].start, phrases[-1].end)) if phrases else True:
        return
    stems = frozenset(reader.of(tokens, phrases, None)[0])
    verbs = [i for i, p in enumerate(phrases) if p.kind == "VG" and _counts_as_verb(phrases, tokens, i)]
    cleft = doubted = False
    subject: list[Phrase] = []
    for at, i in enumerate(verbs):
        following = verbs[at + 1] if at + 1 < len(verbs) else len(phrases)
        left = _subject(phrases, verbs[at - 1] + 1 if at else 0, i)
        relative = not left and i > 0 and phrases[i - 1].kind in _OPENS
        if relative:
            # "the army that fired first": who fired stands before.
            left = [p for p in phrases[max(0, i - 2) : i - 1] if p.kind == "NP"]
            if not left and phrases[i - 1].kind == "W":
                continue  # "who fired first" asks
        subject = left or subject
        if phrases[i].lemma == "be" and [tokens[p.head].low for p in left] == ["it"] and following < len(phrases):
            cleft = phrases[following - 1].kind in _OPENS
            if cleft:
                continue
        if any(tokens[p.start].low == "each" and tokens[p.head].low == "other" for p in left):
            continue
        hypothetical = any(tokens[p.start].low in said("if") for p in phrases[max(0, i - 3) : i] if p.kind in _OPENS)
        end = following if following == len(phrases) else _left_edge(phrases, i + 1, following)
        right = phrases[i + 1 : end]
        if not relative and left and (gap := phrases.index(left[0]) - 2) >= 0 and phrases[gap + 1].kind in _OPENS:
            # "a promise that he never made": what was made stands before.
            right = [*right, phrases[gap]] if not right and phrases[gap].kind == "NP" else right
        if phrases[i].modal or hypothetical:
            cleft = False
            continue
        if phrases[i].lemma in words.word_set("mental-verbs"):
            # "I don't think that he won" says that he did not; what somebody thinks is no happening.
            doubted = phrases[i].negated and phrases[i].lemma in said("raise")
            continue
        yield Clause(reader, tokens, phrases[i], subject, right, stems, speaker, cleft=cleft, doubted=doubted)
        cleft = doubted = False


class Clause:
    """One verb with its subject and what follows it."""

    def __init__(
        self,
        reader: Stems,
        tokens: Sequence[Token],
        verb: Phrase,
        subject: Sequence[Phrase],
        right: Sequence[Phrase],
        around: frozenset[str],
        speaker: Actor | None,
        *,
        cleft: bool,
        doubted: bool,
    ) -> None:
        self._reader = reader
        self._tokens = tokens
        self._verb = verb
        self._around = around
        self._speaker = speaker
        self._cleft = cleft
        self.place = tokens[verb.start].start
        self.verb = (tokens[verb.start].start, tokens[verb.end - 1].end)
        self._aside = {id(p) for p in _after_not(right)} | {id(p) for p in _after_not(subject)}
        self._subject = [p for p in subject if id(p) not in self._aside]
        self._right = [p for p in right if id(p) not in self._aside]
        self._rejected_phrases = [p for p in (*subject, *right) if id(p) in self._aside]
        self._doubted = doubted

    def told(self, denied: bool, beside: frozenset[str]) -> Told:
        """What the clause says, where what introduces it denies it or not, beside which other words of its sentence."""
        reader, tokens, verb = self._reader, self._tokens, self._verb
        subject, right = self._subject, self._right
        if verb.passive or (verb.form == "pp" and not self._cleft and verb.start and tokens[verb.start - 1].tag != "U"):
            agents = _by(right)
            right = [p for p in (*subject, *right) if p not in agents]
            subject = agents
        by, by_names = reader.of(tokens, subject, self._speaker)
        by |= reader.known_in(tokens, subject)
        things, names = reader.of(tokens, right, self._speaker)
        heads = {concept(stem(tokens[p.head])) for p in right if p.kind == "NP"}
        heads |= {concept(stem(tokens[p.head])) for p in subject if p.kind == "NP"}
        objects = list(takewhile(lambda p: p.kind in ("NP", "R"), self._right))
        none = [p for p in (*self._subject[:1], *objects) if p.kind == "NP" and _none(tokens, p)]
        negated = (verb.negated + bool(none) + denied + self._doubted) % 2 == 1
        low = {tokens[i].low for p in (*subject, *right) for i in range(p.start, p.end)}
        every = bool(low & said("any")) or bool(none)
        lemma = verb.lemma
        does = {concept(lemma)}
        light = lemma in said("light")
        matter: set[str] = set()
        if light:
            does, matter = self._matter(right)
        only = "it was" if self._cleft else ""
        start = self._start(lemma, low, heads)
        if start:
            # "Opened fire" may be said of both sides, "fired first" of one.
            only = "first" if "first" in low or lemma != "open" else "opened"
            does, things = {start}, things - {"fire", _FIRST}
        if not only and self._rejected_phrases and not _figures(tokens, self._rejected_phrases):
            only = "not"  # "the mayor, not the council"
        if start and lemma == "come":
            # "The first shot came from the hill" names nobody, "from the army" does.
            by = reader.known_in(tokens, right) and self._from(right)
        return Told(
            negated=negated,
            every=every,
            light=light,
            only=only,
            does=frozenset(does),
            verbs=frozenset((concept(lemma),)),
            things=frozenset(map(concept, things)),
            heads=frozenset(heads),
            matter=frozenset(matter),
            by=frozenset(by),
            names=frozenset(names | by_names),
            around=frozenset(map(concept, self._around)) | beside,
            days=frozenset(
                tokens[i].low for p in (*subject, *right) for i in range(p.start, p.end) if tokens[i].tag == "L"
            ),
            counts=tuple(_figures(tokens, [*subject, *right])),
            rejected=tuple(_figures(tokens, self._rejected_phrases)),
        )

    def _matter(self, right: Sequence[Phrase]) -> tuple[set[str], set[str]]:
        """What a verb that says little is about, and the words for it.

        That is what is denied beside it, else the last of its objects.
        """
        tokens = self._tokens
        objects = list(takewhile(lambda p: p.kind in ("NP", "R"), right))
        denied = [p for p in objects if tokens[p.start].low in said("none") | said("any")]
        nouns = [p for p in denied or objects if p.kind == "NP" and tokens[p.head].tag != "L"]
        heads = {concept(stem(tokens[p.head])) for p in nouns[-1:]}
        return heads, set(map(concept, self._reader.of(tokens, nouns[-1:], self._speaker)[0]))

    def _start(self, lemma: str, low: set[str], heads: set[str]) -> str:
        """The name of a beginning of violence, or nothing."""
        violent, tokens = said("violence"), self._tokens
        begun = {concept(stem(tokens[p.head])) for p in self._right[:2] if p.kind == "NP"}
        if lemma in said("begin") and begun & violent:
            return "first violence"
        if "first" in low and (concept(lemma) in violent or (heads & violent and lemma == "come")):
            return "first violence"
        return f"first {concept(lemma)}" if "first" in low and self._last_is_first() else ""

    def _last_is_first(self) -> bool:
        return any(p.end - p.start == 1 and self._tokens[p.start].low == "first" for p in self._right[:2])

    def _from(self, right: Sequence[Phrase]) -> set[str]:
        nps = [p for p in right if p.kind == "NP"]
        return self._reader.of(self._tokens, nps[:1], self._speaker)[0]


def _counts_as_verb(phrases: Sequence[Phrase], tokens: Sequence[Token], i: int) -> bool:
    form = phrases[i].form
    if form == "ing":
        before = phrases[i - 1] if i else None
        return before is None or (before.kind == "P" and tokens[before.start].low in ("of", "for"))
    return form in _CLAUSE


def _left_edge(phrases: Sequence[Phrase], start: int, verb: int) -> int:
    """Where the subject of a verb begins."""
    subject = _subject(phrases, start, verb)
    at = phrases.index(subject[0]) if subject else verb
    while at > start and phrases[at - 1].kind in _STOPS:
        at -= 1
    return at


def _subject(phrases: Sequence[Phrase], start: int, verb: int) -> list[Phrase]:
    """The noun phrases right before a verb, those that hang on them by a preposition included."""
    at = verb
    while at > start and phrases[at - 1].kind in ("R", ","):
        at -= 1
    out: list[Phrase] = []
    after_comma = at < verb and any(p.kind == "," for p in phrases[at:verb])
    while at > start:
        phrase = phrases[at - 1]
        if phrase.kind in ("NP", "P", "K", "G") or (
            phrase.kind in ("C", ",") and out and _joined(phrases, at - 1, start)
        ):
            out.insert(0, phrase)
            at -= 1
        else:
            break
    if at == start and start and out and not after_comma and phrases[start - 1].kind == "VG":
        # No sign divides it from the verb before: the last noun alone, with what hangs on it.
        heads = [k for k, p in enumerate(out) if p.kind == "NP" and (k == 0 or out[k - 1].kind == "NP")]
        return out[heads[-1] :] if heads and heads[-1] else [p for p in out if p.kind == "NP"][-1:]
    return out


def _joined(phrases: Sequence[Phrase], at: int, start: int) -> bool:
    """Whether a conjunction or comma joins two noun phrases or sets a denied one apart."""
    return at > start and phrases[at - 1].kind == "NP" and phrases[at + 1].kind in ("NP", "G")


def _after_not(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Noun phrases that a lone "not" sets apart ("six, not three")."""
    out = []
    for k, phrase in enumerate(phrases[:-1]):
        if phrase.kind == "G":
            after = [p for p in phrases[k + 1 : k + 3] if p.kind == "NP"]
            out += after[:1]
    return out


def _by(right: Sequence[Phrase]) -> list[Phrase]:
    for k, phrase in enumerate(right[:-1]):
        if phrase.kind == "P" and phrase.lemma == "by" and right[k + 1].kind == "NP":
            return [right[k + 1]]
    return []


def _none(tokens: Sequence[Token], phrase: Phrase) -> bool:
    return tokens[phrase.start].low in said("none")


def _figures(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> list[Figure]:
    out = []
    for k, phrase in enumerate(phrases):
        if phrase.kind == "NP":
            found = figure(tokens, phrase, phrases[k + 1 : k + 3])
            if found is not None:
                out.append(found)
    return out
