"""What someone is called: the fullest name, or a description in words that stand alone."""

import re

from onrecord.reading import gazetteer, names, words
from onrecord.reading.mentions import Mention
from onrecord.reading.naming import Draft

_TAIL_OPENERS = words.word_set("relatives") | words.word_set("seen-by")
_OF_NAMES = re.compile(r"(?: of (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)*)+")
_OFFICES = words.word_set("state-offices")
_SPOKES = words.word_set("spokespeople")
_LEFT_OFF = words.word_set("left-off-names")


def bare(words_: str) -> str:
    """Words without their article, on one line; "a million" keeps its "a".

    >>> bare("the envoy"), bare("a million people")
    ('envoy', 'a million people')
    """
    return _without(words_, words.word_set("articles"))


def _without(words_: str, left_off: frozenset[str]) -> str:
    parts = words_.split()
    counts = len(parts) > 1 and parts[0].lower() == "a" and words.function_words().get(parts[1].lower()) == "Q"
    return " ".join(parts[1:] if len(parts) > 1 and parts[0].lower() in left_off and not counts else parts)


def nobody(words_: str) -> bool:
    """Whether words say that there is none of a kind.

    >>> nobody("No troops"), nobody("No Harrow guards"), nobody("none of them"), nobody("No 10"), nobody("troops")
    (True, True, True, False, False)
    """
    first, *rest = words_.split()
    none = first.lower() in words.word_set("none")
    return none and (first.lower() != "no" or any(word.islower() for word in (*rest[:1], *rest[-1:])))


def without_tail(words_: str) -> str:
    """Words up to the first comma, bracket or relative pronoun.

    >>> without_tail("own survey, published last month"), without_tail("officers who had left")
    ('own survey', 'officers')
    """
    kept: list[str] = []
    for word in words_.split():
        if kept and (word.startswith(("(", "–", "—")) or word.lower() in _TAIL_OPENERS):
            break
        kept.append(word)
        if word.endswith(","):
            break
    return " ".join(kept).rstrip(",")


def name(draft: Draft, text: str) -> str:
    """The fullest name, a country's usual one; else the first description without its article."""
    named = [m for m in draft.mentions if m.form == "name"]
    if named:
        if draft.key and draft.kind == "state":
            return gazetteer.country_name(draft.key)
        best = max(named, key=lambda m: (len(m.words), _cased(m, text), -m.start))
        return _as_written(best)
    first = _by_nation(draft, text) or next((m for m in draft.mentions if m.form == "description"), draft.mentions[0])
    end = max(first.end, first.extent if first.det != "def" else 0)
    tail = _OF_NAMES.match(text, end)
    return _without(text[first.start : tail.end() if tail else end], _LEFT_OFF)


def _by_nation(draft: Draft, text: str) -> Mention | None:
    """ "the Belmarian government", where it is called so, before "the government of Belmaria"."""
    for mention in draft.mentions:
        if mention.form == "description" and mention.nation and mention.lemma in words.word_set("governments"):
            first = bare(text[slice(*mention.span)]).partition(" ")[0]
            if first[0].isupper() and names.nation(first.lower()) == mention.nation and names.is_demonym(first.lower()):
                return mention
    return None


def described(draft: Draft) -> Mention | None:
    """The first description of someone without a name."""
    if draft.forms:
        return None
    return next((m for m in draft.mentions if m.form == "description"), None)


def tied(described: Mention, anchor: Mention, towards: str, text: str) -> str:
    """A description worded with the name of the one it is tied to; empty where it says that itself."""
    inside = described.start <= anchor.start and anchor.end <= described.end
    if inside and anchor.form != "pronoun":
        return ""
    if inside and anchor.start == described.start:
        return " ".join(text[anchor.end : described.end].split()) + " of " + towards
    if inside:
        return bare(text[described.start : anchor.start]) + " " + towards
    link = " for " if described.lemma in _SPOKES else " of " if described.lemma in _OFFICES else ""
    return bare(text[slice(*described.span)]) + link + towards if link else ""


def _as_written(mention: Mention) -> str:
    """The words of a name; one written all small or all in capitals gets its capitals back."""
    words = list(mention.words)
    small = [w for w in words if not w[0].isupper()]
    if len(small) == len(words) or (len(words) > 1 and all(w.isupper() and len(w) > 3 for w in words)):
        words = [w.capitalize() for w in words]
    return " ".join(words)


def _cased(mention: Mention, text: str) -> bool:
    return text[mention.start : mention.end].istitle()
