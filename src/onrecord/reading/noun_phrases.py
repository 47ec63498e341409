"""What one noun phrase says of people: possessors, titles before names, names, descriptions."""

from onrecord.reading import capitals, gazetteer, names, words
from onrecord.reading.mentions import Mention, pronoun
from onrecord.reading.tokens import Token

_CONNECTORS = words.word_set("name-connectors")
_DEFINITE = words.word_set("definite")
_DEMONSTRATIVE = words.word_set("demonstrative")
_NOBODY = words.word_set("nobody-determiners")
_NEVER_SMALL = words.word_set("capital-roles")
"""Roles only with a capital; in small letters they mean something else."""
_AFTER_NOUNS = words.word_set("after-nouns")
_NAMING = frozenset(("UAF", "REB", "PTY", "BUS", "NGO", "JRN", "EDU", "CVL"))
"""Sectors whose nouns take the name of the body before them ("the Tarn group"), not that of a person."""


def read(tokens: list[Token], start: int, end: int) -> tuple[list[Mention], Mention | None]:
    """The mentions in the noun phrase tokens[start:end], in order, and the one that its head is, if any."""
    found: list[Mention] = []
    possessor: Mention | None = None
    main: Mention | None = None
    i = start
    for k in range(start, end + 1):
        if k == end or tokens[k].tag == "K":
            main = _segment(tokens, i, k, possessor, found) if k > i else None
            if main is not None and main.form == "description" and i > start:
                main.start = tokens[start].start
                main.det = "poss"
            if k < end and main is not None:
                main.slot = "poss"
            possessor = main
            i = k + 1
    return found, main


def _segment(tokens: list[Token], i: int, j: int, possessor: Mention | None, found: list[Mention]) -> Mention | None:
    first = tokens[i]
    det = "poss" if possessor is not None else ""
    k = i
    while k < j and (tokens[k].tag in ("D", "S") or tokens[k].low in _DEFINITE):
        low = tokens[k].low
        if tokens[k].tag == "S":
            det = "poss"
            possessor = pronoun(tokens[k])
            if possessor is not None:
                possessor.slot = "poss"
                found.append(possessor)
        elif low in _DEFINITE:
            det = "def"
        elif low in _NOBODY:
            det = "none"
        else:
            det = "dem" if low in _DEMONSTRATIVE else "indef"
        k += 1
    h = j - 1
    if h > k and tokens[h].low in _AFTER_NOUNS:
        h -= 1  # "an official close to the president"
    if h > i and tokens[h].tag == "A" and gazetteer.title(tokens[h].low) is not None and det:
        tokens[h].tag = "N"  # "the official"
    while h >= k and (tokens[h].tag not in ("N", "NN") or (h > k and tokens[h].low in _AFTER_NOUNS)):
        h -= 1
    if h < k:
        return None
    if tokens[h].tag == "NN":
        main = _named(tokens, k, h, first, det, found)
    else:
        main = _common(tokens, k, h, first, found)
        if main is not None:
            main.det = det or ("indef" if tokens[k].tag == "Q" or tokens[k].low == "one" else "")
    if main is None or (det == "none" and main.form == "description"):
        return None
    if not main.det:
        main.det = det
    if possessor is not None:
        main.anchor = possessor
        for role in main.roles:
            role.anchor = role.anchor or possessor
        if main.form == "description":
            main.start = min(main.start, possessor.start)
            if possessor.nation and not main.nation:
                main.nation = possessor.nation
            elif possessor.form == "name" and possessor.kind in (None, "place") and main.sector in capitals.OF_STATES:
                main.nation = names.nation(" ".join(possessor.words).lower())
        elif possessor.kind in ("state", "place") and not main.nation:
            main.nation = possessor.nation
    found.append(main)
    return main


def _nation_words(tokens: list[Token], k: int, h: int) -> tuple[str, int]:
    """The nation that tokens[k:h] begin with, and how many tokens tell it; ethnic Albanians are not Albania's."""
    low = tokens[k].low
    if k and tokens[k - 1].low == "ethnic" and (gazetteer.nationality(low) or names.is_demonym(low)):
        return "", 1
    if k + 1 < h:
        pair = low + " " + tokens[k + 1].low
        code = gazetteer.nationality(pair) or gazetteer.country(pair)
        if code is not None:
            return code, 2
    code = gazetteer.nationality(low) or gazetteer.country(low)
    if code is not None:
        return code, 1
    return (names.nation(low), 1) if tokens[k].cap and names.is_demonym(low) else ("", 0)


def _common(tokens: list[Token], k: int, h: int, first: Token, found: list[Mention]) -> Mention | None:
    """A noun phrase headed by a common noun."""
    head = tokens[h]
    lemma = words.singular(head.low)
    person = lemma not in _NEVER_SMALL and gazetteer.is_person_noun(lemma)
    body = None if person else gazetteer.body(head.low)
    if body is not None and body.named:
        body = None
    nation, run, mods = "", -1, []
    i = k
    while i < h:
        token = tokens[i]
        if token.tag in ("NN", "A", "N"):
            told, n = _nation_words(tokens, i, h) if token.cap else ("", 0)
            if n:
                nation = nation or told
                if gazetteer.country(token.low) is not None and gazetteer.nationality(token.low) is None:
                    _modifier(tokens, i, i + n, found)
                i += n
                continue
        if token.tag == "NN":
            run = i
            while i + 1 < h and (
                tokens[i + 1].tag == "NN" or (tokens[i + 1].low in _CONNECTORS and tokens[i + 2].tag == "NN")
            ):
                i += 1
            if body is None or body.kind == "place" or body.sector not in _NAMING:
                _modifier(tokens, run, i + 1, found)
        else:
            mods.append(token.low)
        i += 1
    if not person and (body is None or body.kind == "place"):
        return None
    if not person and body is not None and body.kind == "state" and first is head and lemma == head.low:
        return None  # "State and federal officials"
    named = body is not None and body.sector in _NAMING and run >= 0 and not tokens[run].low.endswith("s")
    named = named and (lemma == head.low or head.cap)
    mention = Mention("name" if named else "description", tokens[run] if named else first, head)
    mention.lemma = lemma
    mention.mods = tuple(mods)
    mention.nation = nation
    mention.plural = lemma != head.low
    if named:
        mention.words = tuple(t.text for t in tokens[run : h + 1] if t.tag == "NN" or t is head)
    elif run >= 0 and found and found[-1].modifier:
        mention.anchor = found[-1]
    if person:
        capitals.as_person(mention, lemma)
    elif body is not None:
        mention.kind, mention.sector = body.kind, body.sector
        mention.plural = mention.plural or lemma in words.word_set("plural-bodies")
        if mention.plural and mention.kind == "state":
            mention.kind = "group"
    return mention


def _modifier(tokens: list[Token], a: int, b: int, found: list[Mention]) -> None:
    """A name that stands before another noun ("the Vorn aide")."""
    main = _named(tokens, a, b - 1, tokens[a], "", found)
    if main is not None and main.form == "name":
        main.modifier = True
        found.append(main)


def _named(tokens: list[Token], k: int, h: int, first: Token, det: str, found: list[Mention]) -> Mention | None:
    """A noun phrase that ends in capitalised words: a name with what stands before it, or a capitalised role."""
    r = h
    while r > k and (
        tokens[r - 1].tag == "NN" or (tokens[r - 1].low in _CONNECTORS and r - 1 > k and tokens[r - 2].tag == "NN")
    ):
        r -= 1
    if (
        r == k + 1
        and tokens[k].cap
        and tokens[k].tag == "N"
        and gazetteer.given_name(names.fold(tokens[k].low)) is not None
    ):
        r = k
    if r > k and tokens[r - 1].cap and tokens[r - 1].tag == "A":
        longer = tokens[r - 1].low + " " + " ".join(t.low for t in tokens[r : h + 1])
        if tokens[r - 1].low == "new" or gazetteer.country(longer) or gazetteer.known_place(longer):
            r -= 1
    if r > k and tokens[r - 1].cap and tokens[r - 1].tag == "N" and gazetteer.honorific(tokens[r - 1].low) is not None:
        r -= 1  # "Mrs Vorn", where a sentence begins
    run = tokens[r : h + 1]
    if r > k and tokens[r - 1].tag == "Q" and tokens[r - 1].cap and tokens[r - 1].text.isalpha() and (r - 1 or k):
        r -= 1  # "Four Winds"
        run = tokens[r : h + 1]
    run = capitals.unglued(run)
    full = " ".join(t.low for t in run)
    known = capitals.known(full, run)
    if known is not None:
        return known
    nation, n = _nation_words(tokens, r, h) if h > r else ("", 0)
    if h == r and (gazetteer.nationality(full) or (full.endswith("s") and names.is_demonym(full))):
        return capitals.people(run, first, full, det, ethnic=r > 0 and tokens[r - 1].low == "ethnic")
    last = run[-1]
    body = gazetteer.body(last.low) if gazetteer.given_name(run[0].low) is None or len(run) != 2 else None
    if body is not None and (r == k or gazetteer.body(tokens[r - 1].low) is None):
        return capitals.named_body(run, first, nation, n)
    seam = capitals.after_body(run, r > 0 and tokens[r - 1].tag in ("P", "T"))
    if seam:
        outer = capitals.known(" ".join(t.low for t in run[:seam]), run[:seam]) or capitals.named_body(
            run[:seam], first, nation, n
        )
        if outer is not None:
            outer.slot, outer.det = "of", det
            found.append(outer)
            inner = Mention("name", run[seam], last)
            inner.words = tuple(t.text for t in run[seam:])
            inner.kind, inner.anchor = "person", outer
            inner.gender = gazetteer.given_name(names.fold(run[seam].low)) or ""
            return inner
    cut = capitals.after_titles(run, n)
    if cut == len(run):
        return capitals.titled(tokens, run, first, nation, n, h)
    if cut == 0 and n and len(run) > n and gazetteer.given_name(names.fold(run[n].low)) is not None:
        cut = n
    mention = Mention("name", run[cut], last)
    mention.words = tuple(t.text for t in run[cut:])
    mention.nation = nation if cut else ""
    if cut:
        at = capitals.role_start(tokens, k, r)
        mods = tuple(t.low for t in tokens[at:r] if not names.is_demonym(t.low))
        capitals.add_titles(mention, run[:cut], tokens[at], nation, mods if cut > n else None)
    else:
        _noun_before(tokens, k, r, first, mention, found)
    if mention.kind == "person" and len(mention.words) > 1 and not mention.gender:
        mention.gender = gazetteer.given_name(names.fold(mention.words[0])) or ""
    if mention.kind is None:
        capitals.guess(mention, run[cut:], bool(n) and not cut)
    return mention


def _noun_before(tokens: list[Token], k: int, r: int, first: Token, mention: Mention, found: list[Mention]) -> None:
    """Common nouns right before a name: a role ("rebel leader"), a kind of body or place, or some thing."""
    if r <= k or tokens[r - 1].tag not in ("N", "A"):
        return
    noun = tokens[r - 1]
    lemma = words.singular(noun.low)
    body = gazetteer.body(noun.low) if noun.tag == "N" else None
    if gazetteer.is_person_noun(lemma) and (noun.tag == "N" or gazetteer.title(lemma)):
        description = _common(tokens, k, r - 1, tokens[k], [])
        start = capitals.role_start(tokens, k, r - 1)
        nation = description.nation if description is not None else ""
        capitals.add_role(
            mention, (tokens[start].start, noun.end), lemma, nation, description.mods if description is not None else ()
        )
        mention.sector = mention.sector or (description.sector if description is not None else None)
        mention.nation, mention.kind = nation, "person"
    elif body is not None:
        if (
            len(mention.words) > 1
            and gazetteer.given_name(names.fold(mention.words[0])) is not None
            and body.kind != "place"
        ):
            outer = _common(tokens, k, r - 1, first, found)
            if outer is not None:
                outer.slot = "of"
                mention.anchor = outer
                found.append(outer)
            mention.kind = "person"
        else:
            mention.kind, mention.sector = body.kind, body.sector
    elif noun.tag == "N" and words.noun_class(lemma) == "n" and len(mention.words) == 1:
        mention.loose = True
