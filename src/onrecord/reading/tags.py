"""Word classes by lexicon and context: which words are verbs here, which name someone.

Tags: those of function_words.tsv, and V verb, N noun, NN name, K possessive 's, L calendar word, Q number, A adjective,
R adverb, and the punctuation itself (every mark is its own tag).
"""

from functools import cache

from onrecord.reading import gazetteer, words
from onrecord.reading.tokens import Token

_NOUN_LEFT = frozenset(("D", "S", "A", "Q", "K"))
_QUOTES = frozenset('“”"‘’„«»')


@cache
def calendar() -> dict[str, tuple[str, int]]:
    """Calendar words: lower-case name to (`weekday` or `month`, number)."""
    return {name: (kind, int(number)) for kind, number, names in words.rows("calendar.tsv") for name in names.split()}


def tag(tokens: list[Token], names: frozenset[str]) -> None:
    """Fill `tag`, `lemma` and `form` of one sentence's tokens. `names`: see `tokens.written_names`."""
    shouting = _shouting(tokens)
    opening = True
    for token in tokens:
        _lexical(token, opening, names, shouting)
        opening = (opening and not token.text[0].isalnum()) or token.text in _QUOTES or token.text == ":"
    for i, token in enumerate(tokens):
        if token.low == "'" and not (i and tokens[i - 1].end == token.start and tokens[i - 1].text[-1].isalpha()):
            token.tag = token.text  # a quotation mark, no possessive
        if token.tag in ("N", "A") and token.cap and _opens_state(tokens, i):
            token.tag = "NN"  # "North Korea" at the head of a sentence
        elif token.low == "may" and token.cap and i and tokens[i - 1].tag == "NN":
            token.tag = "NN"
        elif token.low == "may" and token.cap and _dated(tokens, i):
            token.tag = "L"
        elif token.low == "according" and i + 1 < len(tokens) and tokens[i + 1].low == "to":
            token.tag = tokens[i + 1].tag = "P"
        elif token.tag == "V?":
            _decide(tokens, i)
        elif token.low == "yet" and i and tokens[i - 1].tag in ("G", "H", "B"):
            token.tag = "R"
        elif token.low == "neither" and i and tokens[i - 1].tag in ("X", "B", "H", "Z"):
            token.tag = "G"
        elif token.tag == "A":
            _decide_adjective(tokens, i)
        elif token.tag == "N" and i:
            _decide_noun(tokens, i)
        elif token.tag == "K" and token.low == "'s" and i and tokens[i - 1].tag in ("I", "M", "W", "U", "R"):
            token.tag, token.lemma = "B", "be"
        elif token.tag == "U" and token.low == "that":
            _decide_that(tokens, i)


def _opens_state(tokens: list[Token], i: int) -> bool:
    """Whether a common word and the name behind it are a state's ("North", "South", "New")."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is not None and after.tag == "NN" and gazetteer.country(f"{tokens[i].low} {after.low}") is not None


def _decide_noun(tokens: list[Token], i: int) -> None:
    """A word that is mostly a noun is a verb after a modal, and after `to` with an object ("would shell the town")."""
    left = tokens[i - 1]
    right = tokens[i + 1].tag if i + 1 < len(tokens) else "."
    if left.tag not in ("X", "T") or (left.tag == "T" and right not in ("D", "S", "NN", "O")):
        return
    verb = words.verb(tokens[i].low)
    if verb is not None and "b" in verb.forms:
        tokens[i].tag, tokens[i].lemma, tokens[i].form = "V", verb.lemma, verb.forms


def _decide_adjective(tokens: list[Token], i: int) -> None:
    """A word that names people too ("official", "radical") is a noun where no noun follows."""
    right = tokens[i + 1].tag if i + 1 < len(tokens) else "."
    if right not in ("N", "NN", "A", "V?", "C", "Q") and words.noun_class(tokens[i].low) == "p":
        tokens[i].tag = "N"
        tokens[i].lemma = words.singular(tokens[i].low)


def _dated(tokens: list[Token], i: int) -> bool:
    """Whether "May" is the month: a number beside it, or "in", "of", "since" before it."""
    after = i + 1 < len(tokens) and tokens[i + 1].tag == "Q"
    return after or (i > 0 and tokens[i - 1].tag in ("P", "Q") and tokens[i - 1].low != "to")


def _shouting(tokens: list[Token]) -> bool:
    """Whether capitals tell nothing: a headline in capitals, or with every word capitalised."""
    letters = [t for t in tokens if t.text[0].isalpha() and len(t.text) > 3]
    return len(letters) > 3 and sum(t.cap for t in letters) >= 0.8 * len(letters)


def _lexical(token: Token, opening: bool, names: frozenset[str], shouting: bool) -> None:
    low, text = token.low, token.text
    first = text[0]
    if first.isdigit():
        token.tag = "Q"
        return
    if not first.isalpha():
        token.tag = _SHORT.get(low, text)
        return
    closed = None if text.isupper() and gazetteer.country(low) else words.function_words().get(low)  # "US"
    if closed is not None and not (
        token.cap and not opening and not shouting and (closed == "A" or (text.isupper() and len(text) > 1))
    ):
        token.tag = closed
        token.lemma = _AUXILIARIES.get(closed, token.lemma)
        return
    verb = words.verb(low)
    if low.rstrip(".") in calendar() and (token.cap or shouting) and low != "may":
        token.tag = "L"
    elif _names(token, opening or shouting, names, verb):
        token.tag = "NN"
    elif verb is not None:
        _verbal(token, verb)
    else:
        _nominal(token)


_SHORT = {"'s": "K", "'": "K", "n't": "G", "'ll": "X", "'ve": "H", "'d": "X", "'re": "B", "'m": "B"}
_AUXILIARIES = {"B": "be", "H": "have", "Z": "do"}


def _names(token: Token, free: bool, names: frozenset[str], verb: words.Verb | None) -> bool:
    """Whether an open-class word is a name; `free`: it stands where any word may have a capital."""
    low = token.low
    if not token.cap:
        return low in names and _only_a_name(low)
    if not free:
        return True
    participle = verb is not None and ("g" in verb.forms or "d" in verb.forms)
    return (low in names and not participle) or not words.known(low) or gazetteer.is_name(low)


def _verbal(token: Token, verb: words.Verb) -> None:
    """A word that may be a verb: `_decide` settles it from its neighbours, unless it hardly ever is one."""
    token.tag, token.lemma, token.form = "V?", verb.lemma, verb.forms
    row = words.word(token.low)
    if verb.share == 0 and verb.rival and "d" not in verb.forms and "g" not in verb.forms:
        token.tag, token.lemma = "N", words.singular(token.low)
    elif row is not None and row.other == "a" and verb.forms == "b" and verb.share < 3:
        token.tag = "A"


def _nominal(token: Token) -> None:
    """A noun, adjective or adverb."""
    low = token.low
    row = words.word(low)
    if row is not None and not row.noun:
        token.tag = "R" if row.other == "r" else "A"
    elif low.endswith("ly") and len(low) > 4 and (row is None or "r" in row.other):
        token.tag = "R"
    else:
        adjective = _by_participle(low) if row is None else "a" in row.other and _adjectival(low)
        token.tag = "A" if adjective else "N"
        token.lemma = words.singular(low)


def _by_participle(low: str) -> bool:
    """Whether a word tells by whom or how something is done ("state-owned", "foreign-backed")."""
    before, _, tail = low.rpartition("-")
    verb = words.verb(tail) if before else None
    return verb is not None and "n" in verb.forms and "b" not in verb.forms


def _only_a_name(low: str) -> bool:
    """Whether a word that the report elsewhere writes as a name is one in small letters too."""
    if low.endswith(_BRITISH):
        return False  # the word list spells as in America
    return not words.known(low) or (
        words.noun_class(low) == "p" and words.verb(low) is None and not gazetteer.is_person_noun(low)
    )


_BRITISH = ("ence", "our", "ise", "ised", "ising", "isation", "tre", "ogue", "lled", "lling", "ours", "ences")


def _adjectival(low: str) -> bool:
    return low.endswith(("al", "ic", "ive", "ous", "ful", "less", "able", "ible", "ary", "ese", "ish", "ian", "ean"))


def _left(tokens: list[Token], i: int) -> Token | None:
    """The nearest word to the left that is not an adverb or a negation."""
    i -= 1
    while i >= 0 and tokens[i].tag in ("R", "G"):
        i -= 1
    return tokens[i] if i >= 0 else None


def _decide(tokens: list[Token], i: int) -> None:
    """Noun, adjective or verb, for a word that may be a verb."""
    token = tokens[i]
    verb = words.verb(token.low)
    if verb is None:
        token.tag = "N"
        return
    left = _left(tokens, i)
    right = tokens[i + 1] if i + 1 < len(tokens) else None
    chosen = _choose(token, verb, left, right, tokens, i)
    token.tag = chosen
    if chosen == "N":
        token.lemma = words.singular(token.low)
        token.form = ""
    elif chosen == "A":
        token.form = ""


def _choose(
    token: Token, verb: words.Verb, left: Token | None, right: Token | None, tokens: list[Token], i: int
) -> str:
    forms = verb.forms
    ltag = left.tag if left is not None else "^"
    rtag = right.tag if right is not None else "."
    noun_next = rtag in ("N", "NN", "A", "V?")
    if ltag in ("T", "X", "Z"):
        return "V" if "b" in forms else ("N" if verb.rival else "V")
    if ltag in ("B", "H"):
        if "g" in forms or "n" in forms:
            return "V"
        return "N" if verb.rival or "b" in forms else "V"
    if ltag in _NOUN_LEFT:
        return _within_noun_phrase(verb, tokens, i, left, noun_next)
    if ltag in ("I", "W") or (ltag == "M" and left is not None and left.low != "one"):
        return "V"
    if ltag in ("O", "F"):
        return "V" if "b" not in forms or not verb.rival or verb.share > 5 else "N"
    if ltag == "P":
        if "g" in forms:
            return "A" if noun_next and verb.rival and rtag == "N" and verb.share < 5 else "V"
        if "n" in forms and noun_next:
            return "A"
        return "N" if verb.rival or "b" in forms else "A"
    if ltag in ("N", "NN", "L"):
        return _after_noun(token, verb, left, right, tokens, i)
    if ltag == "C":
        return _after_coordinator(token, verb, right, tokens, i)
    if ltag == "V":
        if "g" in forms:
            return "A" if rtag == "N" and verb.rival else "V"
        if "d" in forms or "n" in forms:
            return "A" if noun_next else "V"
        return "N" if verb.rival else "V"
    if ltag == "U":
        return "V" if "g" in forms or "n" in forms or not verb.rival else "N"
    return _at_start(verb, left, rtag, noun_next)


def _within_noun_phrase(verb: words.Verb, tokens: list[Token], i: int, left: Token | None, noun_next: bool) -> str:
    """After a determiner, a possessive, an adjective or a number."""
    forms = verb.forms
    ltag = left.tag if left is not None else "^"
    if (
        left is not None
        and left.low in ("first", "last")
        and "d" in forms
        and i > 1
        and tokens[i - 2].tag in ("NN", "N", "I")
    ):
        return "V"
    if ltag in ("A", "Q") and not noun_next and _after_plural(tokens, i) and not verb.rival:
        return "V"
    if ("d" in forms or "n" in forms or "g" in forms) and noun_next:
        return "A"
    return "N" if verb.rival or "b" in forms or "g" in forms else ("A" if noun_next else "V")


def _at_start(verb: words.Verb, left: Token | None, rtag: str, noun_next: bool) -> str:
    """At the start of the sentence, or after a mark."""
    forms = verb.forms
    ltag = left.tag if left is not None else "^"
    if "g" in forms:
        return "A" if rtag == "N" and verb.rival and verb.share < 5 else "V"
    if "d" in forms or "n" in forms:
        return "A" if ltag == "^" and noun_next and not left and rtag == "N" else "V"
    if "s" in forms and ltag in ("”", '"', "’", ",", ")"):
        return "V" if not verb.rival or verb.share > 6 else "N"
    if verb.rival:
        return "V" if ltag != "^" and verb.share > 7 and rtag in ("D", "I", "U", "NN", "O", "S") else "N"
    return "V"


def _after_plural(tokens: list[Token], i: int) -> bool:
    return i > 1 and tokens[i - 1].low.endswith("s")


def _after_noun(
    token: Token, verb: words.Verb, left: Token | None, right: Token | None, tokens: list[Token], i: int
) -> str:
    forms = verb.forms
    rtag = right.tag if right is not None else "."
    if tokens[i - 1].tag == "R" and rtag != "V?":
        return "V"
    if "d" in forms or "n" in forms or "g" in forms:
        row = words.word(token.low)
        if row is not None and row.other == "a" and rtag in ("N", "A") and verb.share <= 2:
            return "A"
        if "g" in forms and verb.rival and rtag not in ("D", "S", "T", "U", "P", "NN", "O", "M", "I"):
            return "N"
        return "V"
    if "s" in forms:
        if not verb.rival:
            return "V"
        if rtag in ("“", '"', "‘") and verb.lemma in words.speech_verbs():
            return "V"
        plural = left is not None and left.tag == "N" and left.low.endswith("s") and not left.low.endswith("ss")
        if plural or _has_finite(tokens, i):
            return "N"
        opens_complement = rtag in ("D", "S", "U", "T", "I", "M", "O", "NN", "W", "A", "Q", "R")
        if (
            rtag in (",", ".", ":", "“", '"', "‘", "P")
            and left is not None
            and left.tag == "NN"
            and verb.lemma in words.speech_verbs()
        ):
            return "V"
        named = left is not None and left.tag == "NN"
        if opens_complement and (named or (verb.share > 3 and rtag not in ("A", "Q", "R"))):
            return "V"
        return "V" if verb.share > 7 else "N"
    # base form: a verb only after a plural subject
    plural = left is not None and (left.low.endswith("s") or left.low in ("people", "police", "many", "men", "women"))
    if not plural or _has_finite(tokens, i):
        return "N" if verb.rival else ("V" if plural else "N")
    if not verb.rival or verb.share > 8:
        return "V"
    return "V" if rtag in ("D", "S", "U", "T", "I", "M", "O", "P", "NN", "W") and verb.share > 3 else "N"


def _has_finite(tokens: list[Token], i: int) -> bool:
    """Whether the clause to the left of i already has a finite verb; what somebody says is a clause of its own."""
    for j in range(i - 1, -1, -1):
        token = tokens[j]
        if token.tag in ("X", "B", "H", "Z"):
            return True
        if token.tag == "V" and token.form != "g" and (j == 0 or tokens[j - 1].tag != "T"):
            return token.lemma != "say"
        if token.tag in ("U", "W", ";", ":", "C") or token.tag in _QUOTES:
            return False
    return False


def _after_coordinator(token: Token, verb: words.Verb, right: Token | None, tokens: list[Token], i: int) -> str:
    forms = verb.forms
    rtag = right.tag if right is not None else "."
    previous = next((tokens[j] for j in range(i - 1, -1, -1) if tokens[j].tag == "V"), None)
    if "d" in forms or "n" in forms or "g" in forms:
        return "V" if rtag != "N" or previous is not None else "A"
    if previous is not None and (previous.form == forms or ("b" in forms and "b" in previous.form)):
        return "V" if not verb.rival or rtag in ("D", "S", "T", "NN", "O", "U", "A", "Q", "P", "N") else "N"
    return "N" if verb.rival else "V"


def _interrupted(tokens: list[Token], i: int, left: Token | None) -> bool:
    """Whether `that` at i opens a clause which begins with an insert ("said that, if it rained, …")."""
    if left is None or left.lemma not in words.speech_verbs() or i + 2 >= len(tokens):
        return False
    return tokens[i + 1].tag == "," and tokens[i + 2].tag in ("U", "P", "W", "R")


def _decide_that(tokens: list[Token], i: int) -> None:
    """`that` as determiner ("that bridge") or pronoun subject; else it stays a subordinator or relative."""
    left = _left(tokens, i)
    right = tokens[i + 1] if i + 1 < len(tokens) else None
    if _interrupted(tokens, i, left):
        return
    if right is None or right.tag in (".", ",", "”", '"', "?", "!"):
        tokens[i].tag = "M"
    elif left is not None and left.tag in ("P", "C", "U") and left.low != "but" and right.tag in ("N", "A"):
        tokens[i].tag = "D"
    elif left is None and right.tag in ("B", "X", "H", "V", "Z"):
        tokens[i].tag = "M"
    elif left is None and right.tag in ("N", "A"):
        tokens[i].tag = "D"
