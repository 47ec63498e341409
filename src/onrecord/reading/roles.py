"""Roles beside names: what `of` ties together ("the head of the Tarn group", "Bank of Vasko")."""

from onrecord.reading import apposition, gazetteer, names, words
from onrecord.reading.clauses import Sentence
from onrecord.reading.marks import EntityKind
from onrecord.reading.mentions import Mention
from onrecord.reading.phrases import Phrase
from onrecord.reading.tokens import Token

_AFTER_NOUNS = words.word_set("after-nouns")
_STAFF = frozenset(("staff", "state"))
_SPOKES = words.word_set("spokespeople")
_SELF_NAMED = words.word_set("self-named-states")


_DEEPEST = 6
"""How many times `of` is followed into itself ("the head of the head of …")."""


def attach(sentence: Sentence, main: dict[int, Mention], acronyms: list[tuple[str, Mention]]) -> dict[Mention, Mention]:
    """Joins names over `of` and turns appositions into roles.

    `main` maps phrase indexes to the mention their head is. Returns the mentions that only word a role, each with
    the mention it tells of. Acronyms in brackets go into `acronyms` with the name before them.
    """
    dropped: dict[Mention, Mention] = {}
    ends = {k: _over_of(sentence, main, k, dropped) for k in sorted(main)}
    for k in sorted(main):
        mention = main[k]
        if mention in dropped:
            continue
        if mention.form == "name":
            apposition.attach(sentence, main, k, ends, dropped, acronyms)
    for k in sorted(main):
        if main[k].form == "description" and main[k].plural:
            _instances(sentence, main, k)
    return dropped


def _instances(sentence: Sentence, main: dict[int, Mention], k: int) -> None:
    """ "firms including Tarn, Orvo and Kell": names of the kind that the plural tells."""
    phrases = sentence.phrases
    body = gazetteer.body(main[k].lemma)
    kind: EntityKind = body.kind if body is not None else "person"
    if k + 1 >= len(phrases) or phrases[k + 1].lemma not in words.word_set("including"):
        return
    for n in range(k + 2, min(k + 22, len(phrases))):
        if phrases[n].kind not in ("NP", ",", "C"):
            return
        named = main.get(n)
        if named is not None and named.form == "name" and named.kind in (None, "other", "organisation"):
            named.kind, named.loose = kind, False


def _over_of(
    sentence: Sentence, main: dict[int, Mention], k: int, dropped: dict[Mention, Mention], depth: int = 0
) -> int:
    """Ties the mention at k to what follows `of`; returns the index of the last phrase it takes in."""
    phrases, tokens = sentence.phrases, sentence.tokens
    mention = main[k]
    if mention in dropped or mention.form == "pronoun" or mention.slot == "poss" or k + 2 >= len(phrases):
        return k
    link, after = phrases[k + 1], phrases[k + 2]
    if link.kind != "P" or after.kind != "NP" or after.form == "time":
        return k
    low = tokens[link.start].low
    if after.form == "pron":
        return _for_one(mention, main.get(k + 2), low, k)
    if low not in ("of", "for", "to"):
        return k
    if low == "of" and mention.kind == "person" and after.end - after.start == 1 and tokens[after.head].low in _STAFF:
        return _of_staff(sentence, main, k, dropped)
    other = main.get(k + 2)
    if other is mention:
        return k
    if other is not None and other.anchor is not None and other.anchor.slot == "of" and mention.kind != "person":
        other = other.anchor  # "Chief of Staff of the army Abel Vorn"
        main = {**main, k + 2: other}
    if low == "of" and other is not None and _title_of_body(mention, other, tokens, phrases[k], after):
        other.roles[0].span = (mention.at if mention.form == "name" else mention.start, other.roles[0].span[1])
        dropped[mention] = other
        return k + 2
    bodily = mention.kind in ("organisation", "group", "state") and _headed_by_body(mention)
    if (
        low == "of"
        and bodily
        and other is not None
        and other.form == "name"
        and _joins(mention, other, tokens[phrases[k].head].cap)
    ):
        _join(mention, other, dropped)
        return k + 2
    if low == "of" and other is not None and _band(mention, other, tokens[phrases[k].head]):
        _join(mention, other, dropped)
        return k + 2
    if bodily and other is None and low == "of" and tokens[phrases[k].head].cap and tokens[after.head].cap:
        _stretch(mention, sentence, after)
        return k + 2
    if mention.form == "name":
        if low == "of" and other is not None and other.kind in ("state", "place") and mention.kind != "place":
            mention.nation = mention.nation or apposition.nation_of(other, mention.sector)
        elif low == "of" and other is not None and other.kind is None and mention.roles and len(other.words) == 1:
            mention.nation = mention.nation or names.nation(other.words[0].lower())  # "President Vasko of Belmaria"
        return k
    posted = low == "to" and mention.lemma in words.word_set("roles-at")
    if low == "to" and not posted and not _takes_to(mention) and tokens[phrases[k].head].low not in _AFTER_NOUNS:
        return k
    if low == "for" and not (mention.kind == "person" or mention.plural):
        return k
    deeper = other is not None and depth < _DEEPEST
    last = max(k + 2, _over_of(sentence, main, k + 2, dropped, depth + 1)) if deeper else _last_of(phrases, k + 2)
    if other is not None and not posted:  # an ambassador is of whoever sends him
        mention.anchor = mention.anchor or other
        mention.nation = mention.nation or apposition.nation_of(other, mention.sector)
    mention.end = tokens[phrases[last].end - 1].end
    return last


def _of_staff(sentence: Sentence, main: dict[int, Mention], k: int, dropped: dict[Mention, Mention]) -> int:
    """ "chief of staff of the army": one role, tied to the army."""
    phrases, tokens = sentence.phrases, sentence.tokens
    mention, last = main[k], k + 2
    if last in main:
        dropped[main[last]] = mention
    if k + 4 < len(phrases) and phrases[k + 3].lemma == "of" and phrases[k + 4].kind == "NP":
        last = k + 4
        other = main.get(last)
        if other is not None and other.form != "pronoun":
            last = _over_of(sentence, main, last, dropped)
            mention.anchor = mention.anchor or other
            mention.nation = mention.nation or apposition.nation_of(other, mention.sector)
    mention.end = tokens[phrases[last].end - 1].end
    return last


def _for_one(mention: Mention, other: Mention | None, link: str, k: int) -> int:
    """ "a spokeswoman for him": tied to a pronoun."""
    if link != "for" or other is None or other.form != "pronoun" or mention.lemma not in _SPOKES:
        return k
    mention.anchor = mention.anchor or other
    mention.end = other.end
    return k + 2


def _last_of(phrases: list[Phrase], k: int) -> int:
    """The last phrase that `of` ties to the noun phrase at k ("two of the men")."""
    while k + 2 < len(phrases) and phrases[k + 1].lemma == "of" and phrases[k + 2].kind == "NP":
        k += 2
    return k


def _title_of_body(body: Mention, person: Mention, tokens: list[Token], before: Phrase, after: Phrase) -> bool:
    """Whether a body's name goes on into a title: "House of Deputies Speaker Abel Vorn"."""
    if person.form != "name" or person.kind != "person" or not person.roles or body.kind != "organisation":
        return False
    return tokens[before.head].cap and person.roles[0].span[0] <= tokens[after.start].start


def _band(mention: Mention, other: Mention, head: Token) -> bool:
    """Whether capitalised people are the name of a band: "the Sons of the Well"."""
    plural = mention.form == "description" and mention.plural and mention.kind == "group"
    return plural and head.tag == "NN" and other.form == "name" and other.kind not in ("state", "organisation")


def _takes_to(mention: Mention) -> bool:
    return mention.lemma in words.word_set("roles-to")


def _headed_by_body(mention: Mention) -> bool:
    head = mention.lemma if mention.form == "description" else names.fold(mention.words[-1]) if mention.words else ""
    return gazetteer.body(head) is not None


def _joins(mention: Mention, other: Mention, capital: bool) -> bool:
    """ "Bank of Vasko" is one name, "the government of Vasko" a description."""
    if not capital or other.det in ("indef", "dem", "poss"):
        return False
    if mention.lemma in _SELF_NAMED and other.kind not in ("person", "organisation"):
        return True
    return mention.form == "name" or mention.sector not in ("GOV", "LEG", "COP", "JUD", "MIL")


def _join(mention: Mention, other: Mention, dropped: dict[Mention, Mention]) -> None:
    head = mention.words or ((mention.lemma + "s" if mention.plural else mention.lemma).capitalize(),)
    mention.words = (*head, "of", *(("the",) if other.det == "def" else ()), *other.words)
    if mention.form == "description" and mention.det in ("def", "indef", "poss"):
        mention.start = mention.at
    mention.form = "name"
    mention.end = other.end
    full = " ".join(mention.words).lower()
    known = gazetteer.organisation(full)
    if mention.lemma in _SELF_NAMED or gazetteer.country(full):
        mention.kind = "state"
        mention.nation = gazetteer.country(full) or apposition.nation_of(other, "GOV")
        mention.words = other.words if gazetteer.country(full) is None else mention.words
    elif known is not None:
        mention.kind, mention.sector, mention.lemma = known[1].kind, known[1].sector, known[0]
    elif other.kind in ("state", "place"):
        mention.nation = mention.nation or apposition.nation_of(other, mention.sector)
    dropped[other] = mention


def _stretch(mention: Mention, sentence: Sentence, after: Phrase) -> None:
    tokens = sentence.tokens
    head = mention.words or (mention.lemma.capitalize(),)
    mention.words = (*head, "of", *(t.text for t in tokens[after.start : after.end]))
    if mention.form == "description":
        mention.start = mention.at
    mention.form = "name"
    mention.end = tokens[after.end - 1].end
