"""Time expressions of a sentence with their dates, and which of them belongs to which verb.

A value is given only where the words settle it to a year, month, day or clock time. "last week", "the weekend",
"the 1990s", "a few days ago" and times counted from another time ("two days later", "the following month") keep their
span and have no value. Clock times are as written, without a zone.
"""

from bisect import bisect_left

from onrecord.reading import outlook, timegrammar, timewords
from onrecord.reading.clauses import Sentence, subject
from onrecord.reading.marks import TimeMark
from onrecord.reading.moments import publication
from onrecord.reading.phrases import Phrase

_ADVERBIAL = timewords.listed("adverbial")
_LIMIT = timewords.listed("limit")
_ISSUE = timewords.listed("issue")
_REACH = 24
_STOPS = frozenset(("U", "W", ";", ":", "“", '"', "‘", "«"))
_WALLS = _STOPS | frozenset(("”", "’", "»", "C", "—", "–", "-"))


def find(sentence: Sentence, published: str | None) -> list[TimeMark]:
    """The time expressions of a sentence in text order, each without its preposition.

    `published` is an ISO 8601 date; without it relative times have a span and no value. A date that does not exist
    ("February 30") has no value. A bare weekday is the last one up to publication, or the next one where the clause
    looks ahead; a day or month without its year likewise.

    >>> from onrecord.reading.parse import paragraph
    >>> text = "On Tuesday morning Vasko said the bridge, shut in 2029, will open on June 3."
    >>> parsed = paragraph(text, "body", (0, len(text)), frozenset()).sentences[0]
    >>> [(text[slice(*mark.span)], mark.value) for mark in find(parsed, "2031-05-08")]
    [('Tuesday morning', '2031-05-06'), ('2029', '2029'), ('June 3', '2031-06-03')]
    """
    tokens, day = sentence.tokens, publication(published)
    marks: list[TimeMark] = []
    i = sentence.start
    while i < sentence.end:
        token = tokens[i]
        if token.low in timewords.OPENERS or token.text[0].isdigit() or token.low[:4] == "mid-":
            glued = i > sentence.start and tokens[i - 1].end == token.start and tokens[i - 1].text[-1].isalnum()
            written = None if glued else timegrammar.read(tokens, i, sentence.end)
            if written is not None:
                moment = None
                if day is not None or written.absolute:
                    looks = 0 if written.absolute else outlook.outlook(sentence, written.start)
                    moment = written.moment(day, looks)
                span = (tokens[written.start].start, tokens[written.end - 1].end)
                marks.append(TimeMark(span=span) if moment is None else TimeMark(*moment, span=span))
                i = written.end
                continue
        i += 1
    return marks


def for_verb(sentence: Sentence, verb: int, times: list[TimeMark]) -> TimeMark | None:
    """The time that says when the act of the verb group at phrase index `verb` took place; None where none does.

    In this order: inside the group ("yesterday said"), right before it ("the minister on Tuesday said"), at the front
    of the clause before its subject, or the nearest one after it up to the next finite verb or clause. Of two that
    agree, the more exact one is taken ("In May, they met on May 4"). A time
    that only limits the act ("until Friday"), stands in a name or noun phrase ("the May 4 talks", "Tuesday's vote")
    or in another clause is not taken. `times` are those of `find` for the same sentence.
    """
    if not times:
        return None
    tokens, phrases = sentence.tokens, sentence.phrases
    start, end = tokens[phrases[verb].start].start, tokens[phrases[verb].end - 1].end
    first = bisect_left(times, start, key=_start)
    if first < len(times) and _start(times[first]) < end:
        inside = tokens[_tokens_of(sentence, times[first])[0]].tag == "R"
        return times[first] if inside else None
    found = _right_before(sentence, verb, times, first)
    if found is None and phrases[verb].finite:
        found = _fronted(sentence, verb, times, first)
    after = _after(sentence, verb, times, first)
    return after if found is None or (after is not None and _within(after, found)) else found


def _within(finer: TimeMark, coarser: TimeMark) -> bool:
    """Whether a value says more exactly what another says; any value is finer than none."""
    if coarser.value is None or finer.value is None:
        return coarser.value is None and finer.value is not None
    return len(finer.value) > len(coarser.value) and finer.value.startswith(coarser.value)


def _start(mark: TimeMark) -> int:
    return mark.span[0] if mark.span is not None else 0


def _tokens_of(sentence: Sentence, mark: TimeMark) -> tuple[int, int]:
    """The token range of a mark."""
    start, end = mark.span or (0, 0)
    first = bisect_left(sentence.tokens, start, lo=sentence.start, hi=sentence.end, key=lambda token: token.start)
    last = bisect_left(sentence.tokens, end, lo=first, hi=sentence.end, key=lambda token: token.end)
    return first, last + 1


def _adverbial(sentence: Sentence, first: int, end: int) -> bool:
    """Whether a time stands by itself or after a preposition that says when, not inside a noun phrase."""
    tokens = sentence.tokens
    if end < sentence.end and tokens[end].tag == "K":
        return False
    if first == sentence.start:
        return True
    before = tokens[first - 1]
    if before.tag in ("D", "S", "A", "K", "Q", "-", "/"):
        return False
    if before.tag == "P":
        noun = end < sentence.end and tokens[end].tag == "N" and tokens[end - 1].text.isdigit() and before.low == "in"
        as_of = before.low == "of" and first - 2 >= sentence.start and tokens[first - 2].low == "as"
        return (before.low in _ADVERBIAL or as_of) and not noun
    return before.low != "than" and before.low not in _LIMIT


def _right_before(sentence: Sentence, verb: int, times: list[TimeMark], first: int) -> TimeMark | None:
    """ "the minister on Tuesday said", "the minister, late on Tuesday, said"."""
    if first == 0:
        return None
    mark = times[first - 1]
    begin, end = _tokens_of(sentence, mark)
    tokens = sentence.tokens
    close = sentence.phrases[verb].start
    comma = end < close and tokens[end].text == ","
    if end + comma != close or not _adverbial(sentence, begin, end):
        return None
    opens = begin - 1 if begin > sentence.start and tokens[begin - 1].tag == "P" else begin
    if comma:
        return mark if opens > sentence.start and tokens[opens - 1].text == "," else None
    before = outlook.phrase_of(sentence, opens - 1) if opens > sentence.start else -1
    if before >= 0 and sentence.phrases[before].kind == "VG" and sentence.phrases[before].finite:
        return None
    return mark


def _after(sentence: Sentence, verb: int, times: list[TimeMark], first: int) -> TimeMark | None:
    phrases = sentence.phrases
    nouns = coordinated = loose = False
    k = verb + 1
    for mark in times[first : first + 6]:
        begin, end = _tokens_of(sentence, mark)
        while k < len(phrases) and phrases[k].start < begin:
            kind = phrases[k].kind
            if kind in _STOPS or k - verb > _REACH or (kind == "VG" and phrases[k].finite and phrases[k].end <= begin):
                return None
            if kind == "VG":
                loose = loose or _own_clause(sentence, verb, k)
            if kind == "," and not phrases[verb].finite:
                return None
            coordinated = coordinated or kind == "C" or (kind == "," and begin - phrases[k].end < 2)
            nouns = nouns or (kind == "NP" and phrases[k].end <= begin)
            k += 1
        if loose:
            return None
        following = k
        while following < len(phrases) and phrases[following].start < end:
            following += 1
        if _opens_next(sentence, following, nouns, coordinated):
            return None
        if _adverbial(sentence, begin, end):
            return _joined(sentence, mark, end, times)
    return None


def _joined(sentence: Sentence, mark: TimeMark, end: int, times: list[TimeMark]) -> TimeMark:
    """The next time instead, where it stands right after and says the same more exactly ("next month on August 2")."""
    place = bisect_left(times, _start(mark), key=_start) + 1
    if place < len(times) and _tokens_of(sentence, times[place])[0] - end < 2 and _within(times[place], mark):
        return times[place]
    return mark


def _own_clause(sentence: Sentence, verb: int, k: int) -> bool:
    """Whether the group at k, which is not finite, takes the times after it ("the attack carried out on Tuesday")."""
    phrases, before = sentence.phrases, sentence.phrases[k - 1]
    if phrases[k].form == "inf":
        return phrases[verb].lemma in timewords.listed("forward")
    return before.kind == "P" or (before.kind == "NP" and k - 1 > verb)


def _opens_next(sentence: Sentence, following: int, nouns: bool, coordinated: bool) -> bool:
    """Whether the time belongs to the next finite verb ("said talks on Tuesday failed", "and on Friday they left")."""
    phrases = sentence.phrases
    if following >= len(phrases):
        return False
    if phrases[following].kind == "VG" and phrases[following].finite:
        return nouns
    if not coordinated:
        return False
    for k in range(following, min(len(phrases), following + 8)):
        if phrases[k].kind == "VG":
            return phrases[k].finite
        if phrases[k].kind not in ("NP", "P", "R", ","):
            return False
    return False


def _fronted(sentence: Sentence, verb: int, times: list[TimeMark], first: int) -> TimeMark | None:
    """A time at the front of the clause, before the subject, with no other verb between the clause's edge and it."""
    if first == 0:
        return None
    phrases = sentence.phrases
    found = subject(sentence, verb)
    left = found.first if found is not None else verb
    if found is not None and any(_opens_clause(phrase) for phrase in phrases[found.last + 1 : verb][:_REACH]):
        return None
    for mark in reversed(times[max(0, first - 4) : first]):
        begin, end = _tokens_of(sentence, mark)
        place = outlook.phrase_of(sentence, begin)
        if left - place > _REACH:
            return None
        between = phrases[place + 1 : left]
        if any(phrase.kind in _WALLS or phrase.finite for phrase in between if phrase.start >= end):
            return None
        # a time may have been taken into the subject's phrase: "last year Vasko left"
        before = end <= phrases[left].start or begin == phrases[left].start
        if before and _adverbial(sentence, begin, end) and _leads(sentence, place):
            return mark
    return None


def _opens_clause(phrase: Phrase) -> bool:
    return phrase.kind == "W" or (phrase.kind == "U" and phrase.lemma != "as")


def _leads(sentence: Sentence, place: int) -> bool:
    """Whether the time in this phrase stands at its clause's edge, or after nothing but nouns and prepositions."""
    phrases = sentence.phrases
    opening = place - 1 if place and phrases[place - 1].kind == "P" else place
    for k in range(opening - 1, max(-1, opening - 1 - _REACH), -1):
        if phrases[k].kind in _WALLS or (k == opening - 1 and phrases[k].kind == ","):
            return True
        if phrases[k].kind == "VG" and not _issued(sentence, k):
            return False
    return opening <= _REACH


def _issued(sentence: Sentence, k: int) -> bool:
    """Whether a verb group only tells how a medium came out ("In a statement issued on Tuesday, the guild said")."""
    phrases = sentence.phrases
    framed = k > 1 and phrases[k - 1].kind == "NP" and phrases[k - 2].kind == "P"
    return framed and phrases[k].end - phrases[k].start == 1 and phrases[k].lemma in _ISSUE
