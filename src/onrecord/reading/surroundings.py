"""What stands to the right of a verb group in its clause: objects, prepositional phrases, a complement."""

from onrecord.reading.clauses import Sentence

_STOPS = frozenset((";", ":", ".", "!", "?", "“", '"'))


class Surroundings:
    """What stands to the right of a verb group: direct object, second object, prepositional phrases, complement."""

    __slots__ = ("complement", "objects", "preps")

    def __init__(self) -> None:
        self.objects: list[int] = []
        """Indexes of the noun phrases right after the verb, at most two."""
        self.preps: list[tuple[str, int]] = []
        """(preposition, index of its noun phrase), in order."""
        self.complement: int | None = None
        """Index of the verb group, subordinator or wh-word that opens a clause complement."""


def right_of(sentence: Sentence, verb: int) -> Surroundings:
    """What follows the verb group at index `verb` within its clause."""
    phrases, tokens = sentence.phrases, sentence.tokens
    out = Surroundings()
    k = verb + 1
    while k < len(phrases):
        phrase = phrases[k]
        kind = phrase.kind
        if kind == "NP":
            if phrase.form != "time" and len(out.objects) < 2 and not out.preps:
                out.objects.append(k)
        elif kind == "P":
            if k + 1 < len(phrases) and phrases[k + 1].kind == "NP":
                out.preps.append((tokens[phrase.start].low, k + 1))
                k += 1
            elif k + 1 < len(phrases) and phrases[k + 1].kind == "VG":
                out.complement = k + 1
                break
        elif kind == "VG":
            if phrase.form in ("inf", "ing", "fin"):
                out.complement = k
                break
        elif kind in ("U", "W"):
            out.complement = k
            break
        elif kind in _STOPS or (kind == "," and not _list_goes_on(sentence, k)):
            break
        k += 1
    return out


def _list_goes_on(sentence: Sentence, comma: int) -> bool:
    phrases = sentence.phrases
    if comma + 1 >= len(phrases) or phrases[comma + 1].kind != "NP":
        return False
    for m in range(comma + 1, min(comma + 7, len(phrases))):
        if phrases[m].kind == "C":
            return m + 1 < len(phrases) and phrases[m + 1].kind == "NP"
        if phrases[m].kind not in ("NP", ",", "P"):
            return False
    return False
