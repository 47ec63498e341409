"""What one noun phrase says of people: possessors, titles before names, names, descriptions."""

from onrecord.reading import gazetteer, names, words
from onrecord.reading.mentions import Mention, Role, pronoun
from onrecord.reading.tokens import Token

_CONNECTORS = frozenset(
    "de da do dos das del della di du la le al el bin bint ben ibn van von der den ter ten af zu ul ur abu os".split()
)
_DEFINITE = frozenset(("the", "both", "all"))
_DEMONSTRATIVE = frozenset(("this", "that", "these", "those"))
_OF_STATES = frozenset(("GOV", "LEG", "MIL", "COP", "JUD"))
"""Sectors whose bodies belong to a state ("Vasko's army")."""
_NOBODY = frozenset(("no", "neither", "any", "every", "each"))
_IN_OFFICE = frozenset(("former", "acting", "interim", "deputy", "vice", "chief", "senior", "top", "honorary", "then", "new", "military"))
_NEVER_SMALL = frozenset(("justice", "general", "major", "prince"))
"""Roles only with a capital; in small letters they mean something else."""
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
    while h >= k and tokens[h].tag not in ("N", "NN"):
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
        if main.form == "description":
            main.start = min(main.start, possessor.start)
            if possessor.nation and not main.nation:
                main.nation = possessor.nation
            elif possessor.form == "name" and possessor.kind in (None, "place") and main.sector in _OF_STATES:
                main.nation = names.nation(" ".join(possessor.words).lower())
        elif possessor.kind in ("state", "place") and not main.nation:
            main.nation = possessor.nation
    found.append(main)
    return main


def _nation_words(tokens: list[Token], k: int, h: int) -> tuple[str, int]:
    """The nation that tokens[k:h] begin with, and how many tokens tell it."""
    if k + 1 < h:
        pair = tokens[k].low + " " + tokens[k + 1].low
        code = gazetteer.nationality(pair) or gazetteer.country(pair)
        if code is not None:
            return code, 2
    low = tokens[k].low
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
            while i + 1 < h and (tokens[i + 1].tag == "NN" or (tokens[i + 1].low in _CONNECTORS and tokens[i + 2].tag == "NN")):
                i += 1
            if body is None or body.kind == "place" or body.sector not in _NAMING:
                _modifier(tokens, run, i + 1, found)
        else:
            mods.append(token.low)
        i += 1
    if not person and (body is None or body.kind == "place"):
        return None
    named = body is not None and body.sector in _NAMING and run >= 0 and not tokens[run].low.endswith("s")
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
        _as_person(mention, lemma)
    elif body is not None:
        mention.kind, mention.sector = body.kind, body.sector
        mention.plural = mention.plural or lemma in ("police", "people", "troops", "forces")
        if mention.plural and mention.kind == "state":
            mention.kind = "group"
    return mention


def _as_person(mention: Mention, lemma: str) -> None:
    title = gazetteer.title(lemma)
    if "vice" in mention.mods or "deputy" in mention.mods:
        mention.lemma = "deputy-" + lemma
    mention.kind = "group" if mention.plural else "person"
    if title is not None:
        mention.sector, mention.gender = title.sector, title.gender
    bodies = (gazetteer.body(m) for m in mention.mods)
    told = next((b.sector for b in bodies if b is not None and b.sector in _OF_STATES), None)
    if told is not None and (title is None or title.sector in (None, "GOV", "MIL")):
        mention.sector = told
    if mention.sector is None:
        mention.sector = next((t.sector for m in mention.mods if (t := gazetteer.title(m)) and t.sector), None)


def _modifier(tokens: list[Token], a: int, b: int, found: list[Mention]) -> None:
    """A name that stands before another noun ("the Vorn aide")."""
    main = _named(tokens, a, b - 1, tokens[a], "", found)
    if main is not None and main.form == "name":
        main.modifier = True
        found.append(main)


def _named(tokens: list[Token], k: int, h: int, first: Token, det: str, found: list[Mention]) -> Mention | None:
    """A noun phrase that ends in capitalised words: a name with what stands before it, or a capitalised role."""
    r = h
    while r > k and (tokens[r - 1].tag == "NN" or (tokens[r - 1].low in _CONNECTORS and r - 1 > k and tokens[r - 2].tag == "NN")):
        r -= 1
    if r == k + 1 and tokens[k].cap and tokens[k].tag == "N" and gazetteer.given_name(names.fold(tokens[k].low)) is not None:
        r = k
    if r > k and tokens[r - 1].cap and tokens[r - 1].tag == "A":
        longer = tokens[r - 1].low + " " + " ".join(t.low for t in tokens[r : h + 1])
        if tokens[r - 1].low == "new" or gazetteer.country(longer) or gazetteer.known_place(longer):
            r -= 1
    run = tokens[r : h + 1]
    full = " ".join(t.low for t in run)
    known = _known(full, run)
    if known is not None:
        return known
    nation, n = _nation_words(tokens, r, h) if h > r else ("", 0)
    if h == r and (gazetteer.nationality(full) or (full.endswith("s") and names.is_demonym(full))):
        return _people(run, first, full, det)
    last = run[-1]
    body = gazetteer.body(last.low) if gazetteer.given_name(run[0].low) is None or len(run) != 2 else None
    if body is not None and (r == k or gazetteer.body(tokens[r - 1].low) is None):
        return _named_body(run, first, nation, n)
    seam = _after_body(run, r > 0 and tokens[r - 1].tag in ("P", "T", "D"))
    if seam:
        outer = _known(" ".join(t.low for t in run[:seam]), run[:seam]) or _named_body(run[:seam], first, nation, n)
        if outer is not None:
            outer.slot, outer.det = "of", det
            found.append(outer)
            inner = Mention("name", run[seam], last)
            inner.words = tuple(t.text for t in run[seam:])
            inner.kind, inner.anchor = "person", outer
            inner.gender = gazetteer.given_name(names.fold(run[seam].low)) or ""
            return inner
    cut = _after_titles(run, n)
    if cut == len(run):
        return _titled(tokens, run, first, nation, n, h)
    if cut == 0 and n and len(run) > n and gazetteer.given_name(names.fold(run[n].low)) is not None:
        cut = n
    mention = Mention("name", run[cut], last)
    mention.words = tuple(t.text for t in run[cut:])
    mention.nation = nation if cut else ""
    if cut:
        role_from = tokens[_role_start(tokens, k, r)]
        _titles(mention, run[:cut], role_from, nation, cut > n)
    else:
        _noun_before(tokens, k, r, first, mention, found)
    if mention.kind is None:
        _guess(mention, run[cut:], bool(n) and not cut)
    return mention


def _known(full: str, run: list[Token]) -> Mention | None:
    """A country, a capital or a body known by name."""
    code = gazetteer.country(full)
    place = None if code else gazetteer.known_place(full)
    body = None if code or place else gazetteer.organisation(full)
    if code is None and place is None and body is None:
        return None
    mention = Mention("name", run[0], run[-1])
    mention.words = tuple(t.text for t in run)
    if body is not None:
        mention.kind, mention.sector, mention.nation = body[1].kind, body[1].sector, body[1].country or ""
        mention.lemma = body[0]
    else:
        mention.kind = "state" if code else "place"
        mention.nation = code or place or ""
    return mention


def _people(run: list[Token], first: Token, full: str, det: str) -> Mention | None:
    """ "Belmarians", "the Belmarian": people of a country."""
    mention = Mention("description", first, run[-1])
    mention.lemma, mention.nation = "national", names.nation(full)
    mention.plural = full.endswith("s") or det in ("def", "")
    mention.kind = "group" if mention.plural else "person"
    return mention


def _named_body(run: list[Token], first: Token, nation: str, n: int) -> Mention | None:
    """ "the Foreign Ministry", "Parliament", "Vasko Bridge"."""
    last = run[-1]
    body = gazetteer.body(last.low)
    if body is None:
        return None
    general = len(run) - n <= 1
    if general and body.kind == "place":
        return None
    mention = Mention("description" if general else "name", first if general else run[0], last)
    mention.lemma = words.singular(last.low)
    mention.kind, mention.sector, mention.nation = body.kind, body.sector, nation
    mention.plural = last.low in ("police", "people") or (general and mention.lemma != last.low)
    if not general:
        mention.words = tuple(t.text for t in run)
    return mention


def _after_body(run: list[Token], tied: bool) -> int:
    """Where a person's full name begins right after the name of a body ("Belmarian Army Abel Vorn"), else 0.

    `tied`: a preposition or article stands before ("ambassador to Vasko Abel Vorn").
    """
    for i in range(1, len(run) - 1):
        if gazetteer.given_name(names.fold(run[i].low)) is None:
            continue
        here = gazetteer.body(run[i - 1].low)
        if here is not None and here.kind in ("organisation", "state", "group"):
            return i
        before = " ".join(t.low for t in run[:i])
        if tied and (gazetteer.country(before) or gazetteer.organisation(before) or gazetteer.known_place(before)):
            return i
    return 0


def _is_title(token: Token) -> bool:
    return gazetteer.honorific(token.low) is not None or gazetteer.title(token.low) is not None


def _after_titles(run: list[Token], n: int) -> int:
    """Where the name begins in capitalised words that may begin with titles; len(run) when a title ends them."""
    for i in range(len(run) - 1, -1, -1):
        if _is_title(run[i]):
            person_before = i > n and not n and gazetteer.given_name(names.fold(run[0].low)) is not None and not _is_title(run[0])
            glued = i and run[i].start == run[i - 1].end
            if i == len(run) - 1 and person_before and not glued:
                return 0
            if i < len(run) - 1 and person_before:
                continue
            return i + 1
    return 0


def _titled(tokens: list[Token], run: list[Token], first: Token, nation: str, n: int, h: int) -> Mention | None:
    """Capitalised words that end in a role: "the President", or a name with its role glued on."""
    last = run[-1]
    lemma = words.singular(last.low).rstrip(".")
    x = len(run) - 1
    while x > n and _is_title(run[x - 1]):
        x -= 1
    before = run[n:x]
    unknown = [t for t in before if not words.known(t.low) and gazetteer.body(t.low) is None]
    glued = bool(before) and run[x].start == run[x - 1].end
    if before and (glued or (len(before) > 1 and len(unknown) == len(before))):
        mention = Mention("name", before[0], before[-1])
        mention.words = tuple(t.text for t in before)
        mention.nation, mention.kind = nation, "person"
        mention.roles.append(Role((run[x].start, last.end), lemma))
        return mention
    mention = Mention("description", first, last)
    mention.lemma, mention.nation = lemma, nation
    mention.mods = tuple(t.low for t in run[n:-1])
    mention.plural = lemma != last.low
    _as_person(mention, lemma)
    return mention


def _role_start(tokens: list[Token], k: int, r: int) -> int:
    """Nouns and some adjectives before a title belong to the role ("former Belmarian rebel leader")."""
    while r > k and (
        tokens[r - 1].tag in ("N", "NN") or tokens[r - 1].low in _IN_OFFICE or names.is_demonym(tokens[r - 1].low)
    ):
        r -= 1
    return r


def _titles(mention: Mention, titles: list[Token], first: Token, nation: str, told: bool) -> None:
    plain = [t for t in titles if gazetteer.honorific(t.low) is None]
    for token in titles:
        honorific = gazetteer.honorific(token.low)
        if honorific is not None:
            mention.gender = mention.gender or honorific[0]
            if honorific[1] is not None:
                _role(mention, (first.start if token is titles[-1] else token.start, token.end), honorific[1], nation)
    if plain and told:
        _role(mention, (min(first.start, plain[0].start), plain[-1].end), words.singular(plain[-1].low), nation, tuple(t.low for t in plain[:-1]))
    mention.kind = "person"


def _role(mention: Mention, span: tuple[int, int], lemma: str, nation: str, mods: tuple[str, ...] = ()) -> None:
    title = gazetteer.title(lemma)
    mention.roles.append(Role(span, "deputy-" + lemma if "vice" in mods or "deputy" in mods else lemma, nation, None, mods))
    if title is not None:
        mention.sector = mention.sector or title.sector
        mention.gender = mention.gender or title.gender


def _noun_before(tokens: list[Token], k: int, r: int, first: Token, mention: Mention, found: list[Mention]) -> None:
    """Common nouns right before a name: a role ("rebel leader"), a kind of body or place, or some thing."""
    if r <= k or tokens[r - 1].tag not in ("N", "A"):
        return
    noun = tokens[r - 1]
    lemma = words.singular(noun.low)
    body = gazetteer.body(noun.low) if noun.tag == "N" else None
    if gazetteer.is_person_noun(lemma) and (noun.tag == "N" or gazetteer.title(lemma)):
        description = _common(tokens, k, r - 1, tokens[k], [])
        start = _role_start(tokens, k, r - 1)
        nation = description.nation if description is not None else ""
        _role(mention, (tokens[start].start, noun.end), lemma, nation, description.mods if description is not None else ())
        mention.sector = mention.sector or (description.sector if description is not None else None)
        mention.nation, mention.kind = nation, "person"
    elif body is not None:
        if len(mention.words) > 1 and gazetteer.given_name(names.fold(mention.words[0])) is not None and body.kind != "place":
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


def _guess(mention: Mention, run: list[Token], national: bool) -> None:
    """The kind of a name by its words alone; None when they do not tell. `national`: it begins with a country."""
    given = None if national else gazetteer.given_name(names.fold(run[0].low))
    if given is not None:
        mention.gender = given
    first = run[0]
    if len(run) > 1:
        common = [t for t in run if words.known(t.low) and words.noun_class(t.low) in ("n", "") and gazetteer.given_name(t.low) is None]
        if given is not None or (len(first.text) == 2 and first.text[1] == "."):
            mention.kind = "person"
        elif run[-1] in common and len(common) >= len(run) - 1:
            mention.kind, mention.loose = "other", True
        elif first.text.isupper() and len(first.text) > 1 and len(first.text) < 6 and words.known(run[-1].low):
            mention.kind, mention.loose = "other", True
    elif first.text.isupper() and 1 < len(first.text) < 7:
        mention.kind, mention.loose = "organisation", True
    elif given is not None:
        mention.kind = "person"
    elif words.known(first.low) and words.noun_class(first.low) in ("n", "g", ""):
        mention.loose = True
    elif words.noun_class(first.low) == "l" and not words.noun_class(first.low) == "p":
        mention.kind = "place"
