"""All mentions of a document's paragraphs in text order, each with its place in its clause."""

from onrecord.document.document import Span
from onrecord.reading import noun_phrases, roles, words
from onrecord.reading.clauses import Sentence, inverted_subject, subject
from onrecord.reading.mentions import Mention, pronoun
from onrecord.reading.parse import Paragraph
from onrecord.reading.phrases import Phrase, clause_verbs
from onrecord.reading.tokens import Token

_SPEECH = clause_verbs() | words.word_set("speaking-verbs")
_WEATHER = words.word_set("empty-it-verbs")
_PLACES = words.word_set("place-prepositions")
_PLACE_NOUNS = words.word_set("place-nouns")
_OPEN, _CLOSE = frozenset("“«„"), frozenset("”»")


class Gathered:
    """The mentions of a document in text order; `roles`: the spans that word a role, with the mention they tell of."""

    __slots__ = ("acronyms", "mentions", "roles", "sentences")

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.roles: list[tuple[Span, Mention]] = []
        self.acronyms: list[tuple[str, Mention]] = []
        self.sentences = 0


def gather(paragraphs: list[Paragraph]) -> Gathered:
    """Every mention of the paragraphs."""
    out = Gathered()
    for paragraph in paragraphs:
        quoted = _quoted(paragraph.tokens)
        for sentence in paragraph.sentences:
            _sentence(sentence, quoted, out)
            out.sentences += 1
    return out


def _quoted(tokens: list[Token]) -> list[bool]:
    """For each token, whether it stands inside double quotation marks."""
    out, inside, low = [], False, False
    for token in tokens:
        text = token.text
        if low and text == "“":  # closes what „ opened
            inside = low = False
        elif text in _OPEN:
            inside, low = True, text == "„"
        elif text in _CLOSE:
            inside = False
        elif text in ('"', "``", "''"):
            inside = not inside
        out.append(inside)
    return out


def _sentence(sentence: Sentence, quoted: list[bool], out: Gathered) -> None:
    phrases, tokens = sentence.phrases, sentence.tokens
    slots = _slots(sentence)
    governor = -1
    main: dict[int, Mention] = {}
    found: list[Mention] = []
    for k, phrase in enumerate(phrases):
        if phrase.kind == "VG":
            governor = governor if not phrase.finite and k and phrases[k - 1].kind == "VG" else k
        if phrase.kind != "NP" or phrase.form == "time":
            continue
        if phrase.form == "pron" or (phrase.end - phrase.start == 1 and tokens[phrase.start].tag == "S"):
            head = pronoun(tokens[phrase.head])
            if head is None or (head.lemma == "it" and _empty_it(sentence, k)):
                continue
            here = [head]
        else:
            here, head = noun_phrases.read(tokens, phrase.start, phrase.end)
            if not here:
                continue
        inside = quoted[phrase.start]
        for mention in here:
            mention.sentence = out.sentences
            mention.phrase = k
            mention.quoted = inside
            if not mention.slot and mention is not head:
                mention.slot = "mod"
        if head is not None:
            slot, verb, last = slots.get(k, ("", governor, k))
            if k < last < k + 5 and all(p.kind in ("P", "NP") and p.form != "time" for p in phrases[k : last + 1]):
                head.extent = tokens[phrases[last].end - 1].end
            head.slot = slot or _by_position(phrases, tokens, k)
            head.verb = verb
            head.speaks = slot == "subj" and verb >= 0 and _is_speech(phrases[verb].lemma)
            if phrases[k].end < sentence.end and k + 1 < len(phrases) and phrases[k + 1].kind == "K":
                head.slot = "poss"
            main[k] = head
            if head.form == "name" and head.slot == "of" and not head.roles and _place_of(phrases, k - 2, tokens):
                head.kind, head.loose, head.lemma = "place", False, tokens[phrases[k - 2].head].low
        found.extend(here)
    dropped = roles.attach(sentence, main, out.acronyms)
    for mention in found:
        if mention in dropped:
            out.roles.append((mention.span, dropped[mention]))
        elif not (mention.form == "name" and mention.at < 0):
            out.mentions.append(mention)
            _place(mention)


def _place_of(phrases: list[Phrase], k: int, tokens: list[Token]) -> bool:
    """Whether the phrase at k, before `of`, says that a place follows ("the town of Vasko")."""
    return k >= 0 and phrases[k].kind == "NP" and tokens[phrases[k].head].low in _PLACE_NOUNS


def _place(mention: Mention) -> None:
    if mention.kind is None and mention.slot in _PLACES and not mention.loose:
        mention.kind = "place"


def _is_speech(lemma: str) -> bool:
    return lemma in _SPEECH


def _by_position(phrases: list[Phrase], tokens: list[Token], k: int) -> str:
    if not k:
        return ""
    before = phrases[k - 1]
    if before.kind in ("G", "R") and k >= 2:
        before = phrases[k - 2]
    if before.kind == "P":
        return tokens[before.start].low
    if before.kind == "VG":
        return "pred" if before.lemma in ("be", "become", "remain") else "obj"
    if before.kind == "K":
        return "head"
    if before.kind == "U" and tokens[before.start].low == "as":
        return "pred"
    if before.kind == "C" and k >= 2 and phrases[k - 2].kind == "NP":
        return _by_position(phrases, tokens, k - 2) if k < 40 else ""
    if before.kind == "NP" and k >= 2 and phrases[k - 2].kind == "VG":
        return "obj"
    return ""


def _slots(sentence: Sentence) -> dict[int, tuple[str, int, int]]:
    """Phrases that are subjects, each with its verb group and the last phrase of what stands around it."""
    phrases = sentence.phrases
    slots: dict[int, tuple[str, int, int]] = {}
    for v, phrase in enumerate(phrases):
        if phrase.kind != "VG" or not phrase.finite:
            continue
        found = subject(sentence, v)
        if found is None and _is_speech(phrase.lemma):
            found = inverted_subject(sentence, v)
        if found is None:
            continue
        slots.setdefault(found.head, ("subj", v, found.last))
        for m in range(found.head + 2, min(found.last, found.head + 12) + 1):
            if phrases[m].kind == "NP" and phrases[m - 1].kind == "C" and not found.inverted:
                slots.setdefault(m, ("subj", v, m))
            elif phrases[m].kind in ("W", "U"):
                break
    return slots


def _empty_it(sentence: Sentence, k: int) -> bool:
    """ "It is clear that ...", "it seems": nobody is meant."""
    phrases, tokens = sentence.phrases, sentence.tokens
    if k + 1 >= len(phrases) or phrases[k + 1].kind != "VG":
        return True
    verb = phrases[k + 1]
    if verb.lemma in _WEATHER or (verb.lemma == "be" and not verb.progressive):
        return True
    return verb.passive and k + 2 < len(phrases) and tokens[phrases[k + 2].start].low == "that"


def caption_mentions(paragraphs: list[Paragraph], out: Gathered) -> None:
    """Adds the names in captions with their roles; pronouns and descriptions there are left alone."""
    extra = gather(paragraphs)
    out.mentions.extend(m for m in extra.mentions if m.form == "name" and m.kind != "other")
    out.roles.extend(extra.roles)
    out.acronyms.extend(extra.acronyms)
