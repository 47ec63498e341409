"""The medium a statement was made through: a speech, a letter, a platform. Data: languages/en/channels.tsv."""

from bisect import bisect_left

from onrecord.reading import words
from onrecord.reading.clauses import Sentence
from onrecord.reading.marks import ChannelMark
from onrecord.reading.phrases import Phrase
from onrecord.reading.tokens import Token


def _load() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    kinds: dict[str, frozenset[str]] = {}
    qualified: dict[str, frozenset[str]] = {}
    for kind, listed in words.rows("channels.tsv"):
        if kind == "qualified":
            noun, *before = listed.split()
            qualified[noun] = frozenset(before)
        else:
            kinds[kind] = frozenset(listed.split())
    return kinds, qualified


_KINDS, _QUALIFIED = _load()
_PLATFORM, _MEDIUM, _TALK, _OUTLET = (_KINDS[k] for k in ("platform", "medium", "talk", "outlet"))
_MEANS, _TELLING, _CARRY = (_KINDS[k] for k in ("means", "telling", "carry"))
_FREE = frozenset(("D", "S", "Q", "K", "L", "R"))
_MOST = 200
"""Phrases of a frame that are looked through; a longer one is no frame of a single statement."""


def find(sentence: Sentence, start_offset: int, end_offset: int) -> ChannelMark | None:
    """The first medium named between two text offsets of a sentence, without its preposition; None where none is.

    The span runs on to what carried it ("a statement posted on X"). The name is that of the platform or outlet where
    one is given, else the medium itself.

    >>> from onrecord.reading.parse import paragraph
    >>> text = "In a televised address on Monday, Vasko said the road was shut."
    >>> parsed = paragraph(text, "body", (0, len(text)), frozenset()).sentences[0]
    >>> find(parsed, 0, 33)
    ChannelMark(span=(3, 22), name='televised address')
    """
    tokens, phrases = sentence.tokens, sentence.phrases
    k = max(0, bisect_left(phrases, start_offset, key=lambda phrase: tokens[phrase.start].start))
    last = min(len(phrases), k + _MOST)
    while k + 1 < last and tokens[phrases[k].start].start < end_offset:
        opens = phrases[k].kind == "P" or phrases[k].lemma == "tell"
        if opens and phrases[k + 1].kind == "NP" and tokens[phrases[k + 1].end - 1].end <= end_offset:
            found = _medium(sentence, k, end_offset)
            if found is not None:
                return found
        k += 1
    return None


def _medium(sentence: Sentence, k: int, end_offset: int) -> ChannelMark | None:
    """The medium after the preposition (or the verb of telling) at phrase k."""
    tokens, phrases = sentence.tokens, sentence.phrases
    low, (noun, at) = tokens[phrases[k].start].low, _whole(sentence, k + 1)
    head = _head(tokens, noun)
    if phrases[k].kind == "VG":
        low = "in" if head in _KINDS["told"] else ""
    according = low == "to" and k > 0 and tokens[phrases[k - 1].start].low == "according"
    if noun.form == "pron":
        return None
    carried = _carrier(sentence, at, head, end_offset)
    if according:
        telling = head in _TELLING or (head in _TALK and carried is not None)
    elif low in _KINDS["in"] and _is_medium(tokens, noun, head):
        telling = True
    elif low in _KINDS["in"] and head in _TALK:
        telling = carried is not None
    elif low in _KINDS["by"] and _is_means(tokens, noun, head, low):
        telling = True
    else:
        telling = low in _KINDS["on"] and _is_outlet(tokens, noun, low)
    if not telling:
        return None
    name = _name(tokens, noun)
    last = noun.end
    if carried is not None:
        last, carrier = carried
        if _platform(tokens, noun) is None:
            name = _name(tokens, carrier)
    return ChannelMark(span=(tokens[noun.start].start, _end(tokens[last - 1])), name=name)


def _whole(sentence: Sentence, k: int) -> tuple[Phrase, int]:
    """The noun phrase at k with a medium that the phrases cut off ("his Tuesday | statement"), and its last phrase."""
    tokens, phrases = sentence.tokens, sentence.phrases
    if k + 1 < len(phrases):
        later = phrases[k + 1]
        if (
            (later.kind == "NP" or later.form == "ing")
            and tokens[later.end - 1].low in _MEDIUM
            and later.head == later.end - 1 == later.start
        ):
            return Phrase("NP", phrases[k].start, later.end, later.head), k + 1
    return phrases[k], k


def _head(tokens: list[Token], noun: Phrase) -> str:
    return tokens[noun.head].low.rstrip(".") if tokens[noun.head].cap else tokens[noun.head].lemma


def _is_medium(tokens: list[Token], noun: Phrase, head: str) -> bool:
    if head not in _MEDIUM or (
        tokens[noun.head].tag == "NN" and noun.head > noun.start and tokens[noun.start].tag == "NN"
    ):
        return False
    needed = _QUALIFIED.get(head)
    return needed is None or any(_plain(tokens[i]) in needed | _PLATFORM for i in range(noun.start, noun.head))


def _is_means(tokens: list[Token], noun: Phrase, head: str, low: str) -> bool:
    """ "by phone", "over the phone", "via video link"."""
    bare = noun.head == noun.start or (low == "over" and tokens[noun.start].low == "the")
    return (bare and head in _MEANS) or (
        low != "over" and tokens[noun.start].low in _MEANS and noun.end - noun.start == 2
    )


def _is_outlet(tokens: list[Token], noun: Phrase, low: str) -> bool:
    """A platform, or an outlet by name or description ("on state television", "in the Harbour Gazette")."""
    if _platform(tokens, noun) is not None:
        return low != "in" or tokens[noun.head].tag != "NN" or noun.head > noun.start
    if _plain(tokens[noun.head]) not in _OUTLET and tokens[noun.head].lemma not in _OUTLET:
        return False
    named = tokens[noun.head].tag == "NN"
    if low == "in":
        return named and noun.head > noun.start
    return named or low in ("on", "via", "over", "through")


def _carrier(sentence: Sentence, k: int, head: str, end_offset: int) -> tuple[int, Phrase] | None:
    """What carries the medium at phrase k: the token after it, and its noun phrase."""
    tokens, phrases = sentence.tokens, sentence.phrases
    j = k + 1
    bracket = j < len(phrases) and phrases[j].kind == "("
    j += bracket
    verb = ""
    while j < len(phrases) and (_between(tokens, phrases[j]) or (phrases[j].kind == "VG" and not verb)):
        if not _between(tokens, phrases[j]):
            verb = phrases[j].lemma
            if verb not in _CARRY:
                return None
        j += 1
    if verb and j + 1 < len(phrases) and phrases[j].kind == "NP" and phrases[j].form == "time":
        j += 1
    if j + 1 >= len(phrases) or phrases[j].kind != "P" or phrases[j + 1].kind != "NP":
        return None
    noun, low = phrases[j + 1], tokens[phrases[j].start].low
    noun = _undated(tokens, noun)
    if tokens[noun.end - 1].end > end_offset or noun.form in ("pron", "time"):
        return None
    if low not in _KINDS["carrier" if verb else "direct"]:
        return None
    outlet = (
        _platform(tokens, noun) is not None
        or _plain(tokens[noun.head]) in _OUTLET
        or tokens[noun.head].lemma in _OUTLET
    )
    asked = (low == "with" and head == "interview") or verb in _KINDS["press"]
    if not outlet and not (asked and _proper(tokens, noun)):
        return None
    last = noun.end
    if bracket:
        last += j + 2 < len(phrases) and phrases[j + 2].kind == ")"
    return last, noun


def _undated(tokens: list[Token], noun: Phrase) -> Phrase:
    """Without a time that follows a name ("the Harbour Gazette last week")."""
    for i in range(noun.start + 1, noun.end):
        if tokens[i].low in _KINDS["dated"] and tokens[i - 1].tag == "NN":
            return Phrase("NP", noun.start, i, i - 1)
    return noun


def _between(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether a phrase may stand between a medium and its carrier ("broadcast live on")."""
    return phrase.kind == "R" or (phrase.end - phrase.start == 1 and tokens[phrase.start].low in _KINDS["between"])


def _plain(token: Token) -> str:
    return token.low.rstrip(".")


def _end(token: Token) -> int:
    """Where a token ends, without the full stop that one letter took for its own ("on X.")."""
    return token.end - (len(token.text) == 2 and token.text[1] == ".")


def _platform(tokens: list[Token], noun: Phrase) -> Token | None:
    """The platform that a noun phrase names, written as a name."""
    for token in tokens[noun.start : noun.end]:
        if token.cap and _plain(token) in _PLATFORM:
            return token
    return None


def _proper(tokens: list[Token], noun: Phrase) -> bool:
    """Whether a noun phrase holds a name that is not an owner's ("an Orrery Radio interview", not "Vasko's letter")."""
    return any(token.tag == "NN" for token in tokens[_after_owner(tokens, noun) : noun.end])


def _after_owner(tokens: list[Token], noun: Phrase) -> int:
    for i in range(noun.end - 1, noun.start - 1, -1):
        if tokens[i].tag == "K":
            return i + 1
    return noun.start


def _name(tokens: list[Token], noun: Phrase) -> str:
    """The platform, else the name that the phrase holds, else its words without determiner, owner and dates."""
    platform = _platform(tokens, noun)
    if platform is not None:
        return platform.text.rstrip(".")
    first = _after_owner(tokens, noun)
    run = [i for i in range(first, noun.end) if tokens[i].tag == "NN"]
    described = tokens[noun.head].tag != "NN" and _head(tokens, noun) not in _KINDS["named"]
    if run and not described:
        last = run[0]
        while last + 1 < noun.end and tokens[last + 1].tag in ("NN", "&"):
            last += 1
        return " ".join(token.text for token in tokens[run[0] : last + 1])
    kept = [token for token in tokens[first : noun.end] if token.tag not in _FREE and token.low not in _KINDS["bare"]]
    return " ".join(token.text for token in kept) or tokens[noun.head].text
