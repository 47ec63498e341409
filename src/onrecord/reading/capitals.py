"""Capitalised words: names with the titles before them, bodies and countries known by name, capitalised roles."""

from onrecord.reading import gazetteer, names, words
from onrecord.reading.mentions import Mention, Role
from onrecord.reading.tokens import Token

OF_STATES = frozenset(("GOV", "LEG", "MIL", "COP", "JUD"))
"""Sectors whose bodies belong to a state ("Vasko's army")."""
_LONGEST_TITLE = 40
_SECOND = words.word_set("second-in-rank")
_IN_OFFICE = words.word_set("in-office")
_OF_OFFICE = words.word_set("of-office")


def known(full: str, run: list[Token]) -> Mention | None:
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


def people(run: list[Token], first: Token, full: str, det: str, *, ethnic: bool = False) -> Mention | None:
    """ "Belmarians", "the Belmarian": people of a country; of none that is told where they are so by descent."""
    mention = Mention("description", first, run[-1])
    mention.lemma, mention.nation = "national", "" if ethnic else names.nation(full)
    mention.plural = full.endswith("s") or det in ("def", "")
    mention.kind = "group" if mention.plural else "person"
    return mention


def named_body(run: list[Token], first: Token, nation: str, n: int) -> Mention | None:
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


def after_body(run: list[Token], tied: bool) -> int:
    """Where a person's full name begins right after the name of a body ("Belmarian Army Abel Vorn"), else 0.

    `tied`: a preposition or article stands before ("ambassador to Vasko Abel Vorn").
    """
    for i in range(1, len(run) - 1):
        if gazetteer.given_name(names.fold(run[i].low)) is None:
            before = " ".join(t.low for t in run[:i])
            if tied and gazetteer.country(before) and not any(words.known(t.low) for t in run[i:]):
                return i
            continue
        here = gazetteer.body(run[i - 1].low)
        if here is not None and here.kind in ("organisation", "state", "group"):
            return i
        before = " ".join(t.low for t in run[:i])
        if tied and (gazetteer.country(before) or gazetteer.organisation(before) or gazetteer.known_place(before)):
            return i
    return 0


def unglued(run: list[Token]) -> list[Token]:
    """ "PresidentABEL VORN" as "President ABEL VORN"."""
    word = run[0].text
    cut = next(
        (i for i in range(3, min(len(word) - 1, _LONGEST_TITLE)) if word[i:].isupper() and word[1:i].islower()), 0
    )
    if not cut or gazetteer.title(word[:cut].lower()) is None:
        return run
    parts = [Token(word[:cut], run[0].start), Token(word[cut:], run[0].start + cut)]
    for part in parts:
        part.tag = "NN"
    return [*parts, *run[1:]]


def _is_title(token: Token) -> bool:
    return gazetteer.honorific(token.low) is not None or gazetteer.title(token.low) is not None


def after_titles(run: list[Token], n: int) -> int:
    """Where the name begins in capitalised words that may begin with titles; len(run) when a title ends them."""
    for i in range(len(run) - 1, -1, -1):
        if _is_title(run[i]):
            person_before = (
                i > n and not n and gazetteer.given_name(names.fold(run[0].low)) is not None and not _is_title(run[0])
            )
            glued = i and run[i].start == run[i - 1].end
            if i == len(run) - 1 and person_before and not glued:
                return 0
            if i < len(run) - 1 and person_before:
                continue
            return i + 1
    return 0


def titled(tokens: list[Token], run: list[Token], first: Token, nation: str, n: int, h: int) -> Mention | None:
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
    as_person(mention, lemma)
    return mention


def as_person(mention: Mention, lemma: str) -> None:
    """Fills in what a role noun tells of a person: kind, sector, gender."""
    title = gazetteer.title(lemma)
    if not _SECOND.isdisjoint(mention.mods):
        mention.lemma = "deputy-" + lemma
    mention.kind = "group" if mention.plural else "person"
    if title is not None:
        mention.sector, mention.gender = title.sector, title.gender
    bodies = (gazetteer.body(m) for m in mention.mods)
    told = next((b.sector for b in bodies if b is not None and b.sector in OF_STATES), None)
    if told is not None and (title is None or title.sector in (None, "GOV", "MIL")):
        mention.sector = told
    if mention.sector is None:
        mention.sector = next((t.sector for m in mention.mods if (t := gazetteer.title(m)) and t.sector), None)


def role_start(tokens: list[Token], k: int, r: int) -> int:
    """Nouns and some adjectives before a title belong to the role ("former Belmarian rebel leader")."""
    while r > k and (
        tokens[r - 1].tag in ("N", "NN")
        or tokens[r - 1].low in _IN_OFFICE
        or tokens[r - 1].low in _OF_OFFICE
        or names.is_demonym(tokens[r - 1].low)
    ):
        r -= 1
    return r


def add_titles(mention: Mention, titles: list[Token], first: Token, nation: str, mods: tuple[str, ...] | None) -> None:
    """The titles before a name as roles, as far as they are; `mods`: small words before them, None for no role."""
    plain = [t for t in titles if gazetteer.honorific(t.low) is None]
    for token in titles:
        honorific = gazetteer.honorific(token.low)
        if honorific is not None:
            mention.gender = mention.gender or honorific[0]
            if honorific[1] is not None:
                add_role(
                    mention, (first.start if token is titles[-1] else token.start, token.end), honorific[1], nation
                )
    if plain and mods is not None:
        add_role(
            mention,
            (min(first.start, plain[0].start), plain[-1].end),
            words.singular(plain[-1].low),
            nation,
            mods + tuple(t.low for t in plain[:-1]),
        )
    mention.kind = "person"


def add_role(mention: Mention, span: tuple[int, int], lemma: str, nation: str, mods: tuple[str, ...] = ()) -> None:
    """A role with what it tells of its holder."""
    title = gazetteer.title(lemma)
    mention.roles.append(Role(span, lemma if _SECOND.isdisjoint(mods) else "deputy-" + lemma, nation, None, mods))
    if title is not None:
        mention.sector = mention.sector or title.sector
        mention.gender = mention.gender or title.gender


def _like_surname(low: str) -> bool:
    """Whether a common word that closes a name may be a surname: no plural, no gerund."""
    return words.singular(low) == low and not low.endswith(("s", "ing", "ics")) and gazetteer.body(low) is None


def guess(mention: Mention, run: list[Token], national: bool) -> None:
    """The kind of a name by its words alone; None when they do not tell. `national`: it begins with a country."""
    given = None if national else gazetteer.given_name(names.fold(run[0].low))
    if given is not None:
        mention.gender = given
    first = run[0]
    if len(run) > 1:
        common = [
            t
            for t in run
            if words.known(t.low) and words.noun_class(t.low) in ("n", "") and gazetteer.given_name(t.low) is None
        ]
        if given is not None or (len(first.text) == 2 and first.text[1] == "."):
            mention.kind = "person"
        elif len(run) == 2 and run[-1] in common and run[0] not in common and _like_surname(run[-1].low):
            mention.loose = mention.loose  # "Dilys Cope": a surname that is a word, too
        elif (run[-1] in common and len(common) >= len(run) - 1) or (
            first.text.isupper() and len(first.text) > 1 and len(first.text) < 6 and words.known(run[-1].low)
        ):
            mention.kind, mention.loose = "other", True
    elif first.text.isupper() and 1 < len(first.text) < 7:
        mention.kind, mention.loose = "organisation", True
    elif given is not None:
        mention.kind = "person"
    elif words.known(first.low) and words.noun_class(first.low) in ("n", "g", ""):
        mention.loose = True
    elif words.noun_class(first.low) == "l":
        mention.kind = "place"
