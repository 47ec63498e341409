"""Whether an act has happened: from tense, modals, negation, and the words that govern it. Words: move_status.tsv."""

from datetime import date
from functools import cache

from onrecord.reading import words
from onrecord.reading.marks import TimeMark
from onrecord.reading.moments import publication
from onrecord.reading.move_frame import Frames
from onrecord.reading.move_lexicon import move_types
from onrecord.reading.noun_groups import SETS
from onrecord.reading.phrases import Phrase

DROPPED = ""
"""The status of an act that is none of its own: a purpose, a condition."""

_UTTERED = frozenset(("THREATEN", "AGREE", "REJECT", "CONCEDE"))
_REACH = 24
_DEPTH = 5
OLD = 14
"""Days before publication from which on a dated act is background."""


@cache
def _words() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {}
    for where, status, listed in words.rows("move_status.tsv"):
        table = tables.setdefault(where, {})
        for word in listed.split():
            table.setdefault(word, status)
    return tables


def governed(where: str, word: str) -> str | None:
    """The status that a governing word gives, or None.

    >>> governed("over", "refuse"), governed("noun", "plan")
    ('denied', 'planned')
    """
    return _words()[where].get(word)


class Status:
    """Works out the status of acts in one sentence.

    `headline` tells whether present tense tells of the past.
    """

    def __init__(self, frames: Frames, headline: bool) -> None:
        self.frames = frames
        self.headline = headline

    def of_verb(self, verb: int, kind: str, depth: int = 0) -> str:
        """The status of the act that the verb group at phrase index `verb` names; DROPPED where it is no act."""
        frames, phrases = self.frames, self.frames.phrases
        phrase = phrases[verb]
        if depth > _DEPTH:
            return "unknown"
        if self._conditional(verb):
            return "conditional"
        split = frames.auxiliary(verb)
        if split is not None:
            return self._finite(split, kind)
        leader = frames.leader(verb)
        if leader is not None and (phrases[leader].form == "inf" or (phrases[leader].modal and not phrase.modal)):
            return self.of_verb(leader, kind, depth + 1)
        if self._bare(verb):
            return DROPPED
        if frames.form(verb) == "fin" or (phrase.passive and phrase.form != "inf" and phrase.form != "ing"):
            return self._finite(verb, kind)
        if phrase.form == "pp":
            return self._hedged(verb) or ("denied" if self._denied_noun(verb) else "happened")
        if phrase.negated or self._of_nothing(verb):
            return "denied"
        return self._governed(verb, kind, depth)

    def _of_nothing(self, verb: int) -> bool:
        """Whether an infinitive hangs on a noun that is denied ("has no plan to attack")."""
        before = self.frames.phrases[verb - 1] if verb else None
        return before is not None and before.kind == "NP" and self.frames.tokens[before.start].low == "no"

    def _bare(self, verb: int) -> bool:
        """Whether this is an infinitive without `to` ("helped him oust")."""
        phrases, tokens = self.frames.phrases, self.frames.tokens
        phrase = phrases[verb]
        if (
            verb < 2
            or phrases[verb - 1].kind != "NP"
            or phrases[verb - 2].kind != "VG"
            or phrase.end - phrase.start > 1
        ):
            return False
        return tokens[phrase.head].low == phrase.lemma and phrases[verb - 2].lemma in SETS["bare-infinitive"]

    def _finite(self, verb: int, kind: str) -> str:
        phrase = self.frames.phrases[verb]
        modal = governed("modal", phrase.modal) if phrase.modal else None
        if phrase.negated or self._denied_noun(verb) or self._not_yet(verb) or self._disputed(verb):
            return "denied"
        if modal == "planned":
            return "unknown" if phrase.perfect else "planned"
        if modal == "future-past":
            return "possible" if phrase.perfect else "future-past"
        if modal is not None:
            return modal
        hedge = self._hedged(verb)
        if hedge:
            return hedge
        past = self._past(phrase)
        perfect = phrase.perfect or phrase.lemma == "have"
        if perfect and not past and not phrase.passive and self._since(verb):
            return "ongoing"
        if phrase.progressive and kind in _UTTERED and not perfect:
            return "happened"
        if phrase.progressive:
            return "happened" if past and not phrase.perfect else "ongoing"
        if past or perfect or self.headline or self._i_say(verb):
            return "happened"
        return "ongoing" if _is_state(kind) and (phrase.passive or phrase.lemma != "be") else "happened"

    def _since(self, verb: int) -> bool:
        """Whether the act is said to have gone on since a time."""
        phrases = self.frames.phrases
        for k in range(verb + 1, min(len(phrases) - 1, verb + 8)):
            if phrases[k].kind == "P" and phrases[k].lemma == "since":
                return self.frames.is_time(k + 1)
            if phrases[k].kind in ("VG", "U", "W", ";"):
                return False
        return False

    def _i_say(self, verb: int) -> bool:
        """Whether somebody says that he does it now ("I thank you"): to say it is to do it."""
        return any(self.frames.phrases[k].lemma == "i" for k in self.frames.subjects(verb)[:1])

    def _disputed(self, verb: int) -> bool:
        """Whether the clause is what somebody denies ("denied that it had paid")."""
        phrases = self.frames.phrases
        for j in range(verb - 1, max(-1, verb - 10), -1):
            if phrases[j].kind == "VG":
                return phrases[j].lemma == "deny" and self.frames.right(j + 1).clause == verb
            if phrases[j].kind in (",", ";", "W"):
                return False
        return False

    def _past(self, phrase: Phrase) -> bool:
        for token in self.frames.tokens[phrase.start : phrase.end]:
            if token.tag in ("B", "H", "Z"):
                return token.low in SETS["past-aux"]
            if token.tag == "V":
                return ("d" in token.form and token.low != token.lemma) or token.low in SETS["same-past"]
        return True

    def _hedged(self, verb: int) -> str:
        phrase, tokens = self.frames.phrases[verb], self.frames.tokens
        for i in range(phrase.start, phrase.end):
            found = governed("hedge", tokens[i].low)
            if found:
                return found
        before = tokens[phrase.start - 1].low if phrase.start > self.frames.sentence.start else ""
        return governed("hedge", before) or ""

    def _denied_noun(self, verb: int) -> bool:
        """Whether subject or object denies it: "no one would hand over", "neither side agreed", "made no promise"."""
        frames = self.frames
        following = frames.phrases[verb + 1] if verb + 1 < len(frames.phrases) else None
        if following is not None and following.kind == "NP" and frames.tokens[following.start].low == "no":
            return frames.tokens[following.head].low not in SETS["negative"]
        for k in frames.subjects(verb)[:1]:
            first = frames.tokens[frames.phrases[k].start]
            before = frames.tokens[max(frames.sentence.start, frames.phrases[k].start - 1)]
            if first.low in SETS["negative"] or (first.low == "one" and before.low == "no"):
                return True
        return False

    def _not_yet(self, verb: int) -> bool:
        """ "has not yet agreed": the parse takes `yet` for a conjunction."""
        tokens, start = self.frames.tokens, self.frames.phrases[verb].start
        return (
            start > self.frames.sentence.start + 1 and tokens[start - 1].low == "yet" and tokens[start - 2].tag == "G"
        )

    def _conditional(self, verb: int) -> bool:
        """Whether the verb stands in an if-clause."""
        phrases = self.frames.phrases
        if phrases[verb].form != "fin":
            return False
        for j in range(verb - 1, max(-1, verb - _REACH), -1):
            kind = phrases[j].kind
            if kind == "U":
                return phrases[j].lemma in SETS["if"]
            if kind in ("W", ";", ":", ",") or (kind == "VG" and phrases[j].finite):
                return False
        return False

    def _governed(self, verb: int, kind: str, depth: int) -> str:
        """Of an infinitive or an -ing form: what the words that it hangs on say."""
        frames, phrases, tokens = self.frames, self.frames.phrases, self.frames.tokens
        form = phrases[verb].form
        j = verb - 1
        while j >= 0 and phrases[j].kind == "R":
            j -= 1
        before = phrases[j] if j >= 0 else None
        if form == "inf" and before is not None and before.kind == "NP":
            head = tokens[before.head]
            found = governed("noun", head.lemma)
            if found is not None:
                return self._negated_main(verb, found)
            if before.start < before.end and head.tag in ("A", "V"):
                found = governed("over", head.low)
                if found is not None:
                    return found
        main = frames.main(verb)
        if form == "ing" and before is not None and before.kind == "P":
            word = before.lemma
            noun = tokens[phrases[j - 1].head].lemma if j and phrases[j - 1].kind == "NP" else ""
            found = governed("noun", noun) if noun else None
            if found is None and main is not None and j and phrases[j - 1].kind in ("VG", "NP"):
                found = governed("over", phrases[main].lemma) if phrases[main].lemma in SETS["prepositional"] else None
            if found is None or found == "same":
                found = governed("prep", word)
            return found or "unknown"
        if main is None:
            return "happened" if form == "ing" else DROPPED
        over = governed("over", phrases[main].lemma)
        if form == "inf" and phrases[main].passive and over is None:
            over = governed("over", tokens[phrases[main].head].low)
        if form == "ing" and before is not None and before.kind in (",", "^"):
            status = self.of_verb(main, kind, depth + 1)
            return "happened" if status in ("ongoing", DROPPED) and self._past(phrases[main]) else status
        if (
            form == "inf"
            and phrases[main].lemma == "be"
            and main == verb - 1
            and phrases[main].head == phrases[main].end - 1
        ):
            return "denied" if phrases[main].negated else "planned"
        if over is None:
            if form == "ing":
                return self.of_verb(main, kind, depth + 1)
            return DROPPED
        if over == "same":
            return self.of_verb(main, kind, depth + 1) if form == "ing" or main >= verb - 4 else DROPPED
        if over == "ongoing":
            status = self.of_verb(main, kind, depth + 1)
            return "ongoing" if status == "happened" else status
        return self._negated_main(verb, over)

    def _negated_main(self, verb: int, found: str) -> str:
        main = self.frames.main(verb)
        if main is not None and self.frames.phrases[main].negated:
            return {"planned": "denied", "possible": "denied", "asked": "unknown"}.get(found, found)
        return found

    def of_noun(self, k: int, start: int, kind: str) -> str:
        """The status of the act that a noun names, in the noun phrase at k from token `start` on."""
        phrases, tokens = self.frames.phrases, self.frames.tokens
        phrase = phrases[k]
        for i in range(phrase.start, start):
            found = governed("before", tokens[i].low)
            if found is not None:
                return found
        j = k - 1
        while j >= 0 and phrases[j].kind in ("R", "“", '"', "‘"):
            j -= 1
        if j >= 0 and phrases[j].kind == "P":
            noun = tokens[phrases[j - 1].head].lemma if j and phrases[j - 1].kind == "NP" else ""
            found = governed("noun", noun) if noun else None
            if found is not None:
                return found
            if phrases[j].lemma in ("without", "against", "instead"):
                return governed("prep", phrases[j].lemma) or "unknown"
            if j and phrases[j - 1].kind == "VG":
                over = governed("over", phrases[j - 1].lemma)
                if over not in (None, "same"):
                    return over or "unknown"
            return "happened"
        if j >= 0 and phrases[j].kind == "VG":
            over = governed("over", phrases[j].lemma)
            if over not in (None, "same"):
                return over or "unknown"
            status = self.of_verb(j, kind)
            return status if status != DROPPED else "unknown"
        after = k + 1
        while after + 1 < len(phrases) and phrases[after].kind == "P" and phrases[after + 1].kind == "NP":
            after += 2
        if after < len(phrases) and phrases[after].kind == "VG" and phrases[after].finite:
            lemma = phrases[after].lemma
            over = governed("over", lemma) if phrases[after].passive else None
            if over not in (None, "same"):
                return over or "unknown"
            if governed("aspect", lemma) or lemma in ("be",):
                return self.of_verb(after, kind)
        return "happened"


def _is_state(kind: str) -> bool:
    """Whether an act in the present tense goes on ("supports", "is banned")."""
    return kind == "SUPPORT" or move_types()[kind].quad.startswith("material")


def is_background(when: TimeMark | None, published: str | None) -> bool:
    """Whether a date lies clearly before what the report reports on.

    >>> is_background(TimeMark(value="2029", precision="year", span=(0, 4)), "2031-05-08")
    True
    """
    if when is None or when.value is None:
        return False
    today = publication(published)
    if today is None:
        return False
    value = when.value
    if len(value) == 4:
        return int(value) < today.year
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:7])
        after = date(year + month // 12, month % 12 + 1, 1)
        return (today - after).days >= OLD
    day = publication(value[:10])
    return day is not None and (today - day).days > OLD
