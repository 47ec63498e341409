"""Roles beside names: what `of` ties together, apposition, "X is the president", acronyms in brackets."""

from onrecord.reading import gazetteer, names, words
from onrecord.reading.capitals import OF_STATES
from onrecord.reading.clauses import Sentence
from onrecord.reading.mentions import Mention, Role
from onrecord.reading.phrases import Phrase
from onrecord.reading.tokens import Token

_DASHES = frozenset(("—", "–", "--", "-"))
_AFTER = frozenset((",", ".", ";", ")", ":", "”", '"', "W", "P", "—", "–", "-", "(", "!", "?"))
_OPENS = frozenset(("C", "U", "“", "”", '"', ";", ":", "—", "–", "•"))
_SELF_NAMED = words.word_set("self-named-states")


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
            _glued(sentence, main, k, ends, dropped)
            _in_brackets(sentence, main, k, ends[k], acronyms, dropped)
            _after(sentence, main, k, ends, dropped)
            _before(sentence, main, k, ends, dropped)
    return dropped


def _over_of(sentence: Sentence, main: dict[int, Mention], k: int, dropped: dict[Mention, Mention]) -> int:
    """Ties the mention at k to what follows `of`; returns the index of the last phrase it takes in."""
    phrases, tokens = sentence.phrases, sentence.tokens
    mention = main[k]
    if mention in dropped or mention.form == "pronoun" or mention.slot == "poss" or k + 2 >= len(phrases):
        return k
    link, after = phrases[k + 1], phrases[k + 2]
    if link.kind != "P" or after.kind != "NP" or after.form in ("pron", "time"):
        return k
    low = tokens[link.start].low
    if low not in ("of", "for", "to"):
        return k
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
            mention.nation = mention.nation or _nation(other, mention.sector)
        return k
    if low == "to" and not _takes_to(mention):
        return k
    if low == "for" and not (mention.kind == "person" or mention.plural):
        return k
    last = k + 2 if other is None else max(k + 2, _over_of(sentence, main, k + 2, dropped))
    if other is not None:
        mention.anchor = mention.anchor or other
        mention.nation = mention.nation or _nation(other, mention.sector)
    mention.end = tokens[phrases[last].end - 1].end
    return last


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


def _nation(mention: Mention, sector: str | None) -> str:
    """The nation that an `of` tells; a name on no list may be one after a role of state ("president of Vasko")."""
    if mention.nation:
        return mention.nation
    if sector not in OF_STATES:
        return ""
    if mention.form == "name" and mention.kind in (None, "state", "place") and len(mention.words) <= 2:
        return names.nation(" ".join(mention.words).lower())
    return ""


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
        mention.nation = gazetteer.country(full) or _nation(other, "GOV")
        mention.words = other.words if gazetteer.country(full) is None else mention.words
    elif known is not None:
        mention.kind, mention.sector, mention.lemma = known[1].kind, known[1].sector, known[0]
    elif other.kind in ("state", "place"):
        mention.nation = mention.nation or _nation(other, mention.sector)
    dropped[other] = mention


def _stretch(mention: Mention, sentence: Sentence, after: Phrase) -> None:
    tokens = sentence.tokens
    head = mention.words or (mention.lemma.capitalize(),)
    mention.words = (*head, "of", *(t.text for t in tokens[after.start : after.end]))
    if mention.form == "description":
        mention.start = mention.at
    mention.form = "name"
    mention.end = tokens[after.end - 1].end


def _add(mention: Mention, description: Mention, span: tuple[int, int]) -> None:
    mention.roles.append(Role(span, description.lemma, description.nation, description.anchor, description.mods))
    mention.sector = mention.sector or description.sector
    mention.gender = mention.gender or description.gender
    if description.kind in ("person", "organisation", "group", "state") and mention.kind in (None, "other", "place"):
        mention.kind = description.kind
        mention.loose = False
    if description.kind == "person" and description.nation and not mention.nation:
        mention.nation = description.nation


def _worded(sentence: Sentence, k: int, description: Mention) -> tuple[int, int]:
    """The role without its article or possessive."""
    tokens = sentence.tokens
    phrase = sentence.phrases[k]
    i = phrase.start
    while i < phrase.head and tokens[i].tag in ("D", "S"):
        i += 1
    return max(tokens[i].start, min(description.start, tokens[i].start)), description.end


def _is_role(mention: Mention | None) -> bool:
    if mention is None or mention.form != "description" or mention.plural or mention.modifier:
        return False
    return mention.kind in ("person", "organisation", "group") and mention.lemma != "national"


def _glued(
    sentence: Sentence, main: dict[int, Mention], k: int, ends: dict[int, int], dropped: dict[Mention, Mention]
) -> None:
    """ "Abel VornPresident of Belmaria and top ally of Rell": roles written on after the name."""
    mention = main[k]
    phrases, tokens = sentence.phrases, sentence.tokens
    if not mention.roles or mention.roles[-1].span[0] < mention.end:
        return
    role, end = mention.roles[-1], k
    if (
        k + 2 < len(phrases)
        and phrases[k + 1].kind == "P"
        and phrases[k + 1].lemma == "of"
        and phrases[k + 2].kind == "NP"
    ):
        other = main.get(k + 2)
        role.span = (role.span[0], tokens[phrases[k + 2].end - 1].end)
        role.anchor = other
        title = gazetteer.title(role.lemma)
        role.nation = _nation(other, title.sector if title else None) if other is not None else ""
        mention.nation = mention.nation or role.nation
        mention.sector = mention.sector or (title.sector if title else None)
        end = k + 2
    if end + 2 < len(phrases) and phrases[end + 1].kind == "C":
        second = main.get(end + 2)
        if second is not None and _is_role(second) and second.det == "":
            _add(mention, second, _worded(sentence, end + 2, second))
            dropped[second] = mention
            if second.slot == "subj":
                mention.slot, mention.verb, mention.speaks = "subj", second.verb, second.speaks
            end = ends[end + 2]
    ends[k] = max(ends[k], end)


def _in_brackets(
    sentence: Sentence,
    main: dict[int, Mention],
    k: int,
    end: int,
    acronyms: list[tuple[str, Mention]],
    dropped: dict[Mention, Mention],
) -> None:
    phrases, tokens = sentence.phrases, sentence.tokens
    if end + 3 >= len(phrases) or phrases[end + 1].kind != "(" or phrases[end + 3].kind != ")":
        return
    inner = phrases[end + 2]
    text = tokens[inner.head].text
    if inner.kind == "NP" and inner.end - inner.start == 1 and text[0].isupper() and len(text) < 9:
        other = main.get(end + 2)
        if text.isupper() or (other is not None and other.form == "name"):
            acronyms.append((names.fold(text), main[k]))


def _closes(sentence: Sentence, end: int) -> bool:
    """Whether an apposition may end before phrase `end`; a list ("the minister and the envoy") does not."""
    phrases = sentence.phrases
    if end >= len(phrases):
        return True
    kind = phrases[end].kind
    if kind not in _AFTER and not (kind == "VG" and phrases[end].form in ("pp", "ing", "fin")):
        return False
    return not (
        kind == ","
        and end + 1 < len(phrases)
        and phrases[end + 1].kind == "C"
        and sentence.tokens[phrases[end + 1].start].low != "but"
    )


def _fronts(sentence: Sentence, k: int) -> bool:
    """Whether nothing but a conjunction or a mark stands before phrase k in its clause."""
    return k == 0 or sentence.phrases[k - 1].kind in _OPENS


def _after(
    sentence: Sentence, main: dict[int, Mention], k: int, ends: dict[int, int], dropped: dict[Mention, Mention]
) -> None:
    """ "Vorn, 45, the foreign minister," and "Vorn is the foreign minister"."""
    phrases, tokens = sentence.phrases, sentence.tokens
    mention, end = main[k], ends[k]
    if mention.kind == "place" and len(mention.words) < 2:
        return
    n = end + 1
    if n + 1 < len(phrases) and phrases[n].kind == "P" and mention.form == "name" and main.get(n + 1) is not None:
        n = n + 2 if main[n + 1].kind in ("state", "place") and phrases[n].lemma == "of" else n
    if n + 1 >= len(phrases):
        return
    link = phrases[n]
    if link.kind == "VG":
        if link.lemma == "be" and not link.negated and not link.modal and mention.kind != "place":
            other = main.get(n + 1)
            if _is_role(other) and other is not None and other.kind == "person" and other not in dropped:
                _add(mention, other, _worded(sentence, n + 1, other))
                dropped[other] = mention
        return
    if link.kind != "," and link.kind not in _DASHES:
        return
    n += 1
    if (
        phrases[n].kind == "NP"
        and tokens[phrases[n].head].tag == "Q"
        and n + 2 < len(phrases)
        and phrases[n + 1].kind == ","
    ):
        mention.kind = mention.kind or "person"
        n += 2
    if phrases[n].kind == "W" and tokens[phrases[n].start].low in ("who", "whose") and mention.kind is None:
        mention.kind = "person"
    other = main.get(n)
    if other is None or not _is_role(other) or other in dropped or not _closes(sentence, ends[n] + 1):
        return
    if other.slot == "subj" and other.det == "def" and mention.slot != "subj" and not _fronts(sentence, k):
        return  # "After meeting Vorn, the minister said ..."
    if mention.kind == "person" and other.kind != "person":
        return
    if other.slot == "subj" and mention.slot != "subj":
        mention.slot, mention.verb, mention.speaks = "subj", other.verb, other.speaks
    _add(mention, other, _worded(sentence, n, other))
    dropped[other] = mention
    n = ends[n] + 1
    if n + 1 < len(phrases) and phrases[n].kind == "C":
        second = main.get(n + 1)
        if second is not None and _is_role(second) and second.det == "" and second.kind == "person":
            _add(mention, second, _worded(sentence, n + 1, second))
            dropped[second] = mention


def _before(
    sentence: Sentence, main: dict[int, Mention], k: int, ends: dict[int, int], dropped: dict[Mention, Mention]
) -> None:
    """ "their leader, Abel Vorn," and "the head of the Tarn group Abel Vorn"."""
    phrases = sentence.phrases
    mention = main[k]
    comma = k >= 2 and (phrases[k - 1].kind == "," or phrases[k - 1].kind in _DASHES)
    for j in range(k - 1, max(-1, k - 8), -1):
        other = main.get(j)
        if other is None or other in dropped or not _is_role(other) or other.kind != "person":
            continue
        adjacent = not comma and ends[j] == k and phrases[k - 1].lemma in ("of", "for", "to")
        if adjacent and mention.kind == "person" and other.end > mention.start and phrases[k].start < phrases[k].head:
            body = mention.anchor
            if body is None or body.slot != "of":
                return
            start, _ = _worded(sentence, j, other)
            other.end = body_before = body.end
            if other.anchor is mention:
                other.anchor = body
            if body.form == "description" and not body.nation and body.lemma in ("state", "staff"):
                dropped[body] = mention
            _add(mention, other, (start, body_before))
            dropped[other] = mention
            if other.slot == "subj":
                mention.slot, mention.verb, mention.speaks = "subj", other.verb, other.speaks
            return
        if (
            comma
            and ends[j] == k - 2
            and other.det in ("def", "poss", "indef", "dem")
            and mention.kind in (None, "person", "other")
        ):
            after = ends[k] + 1
            closed = after >= len(phrases) or phrases[after].kind in _AFTER
            if closed or (other.det == "poss" and phrases[after].kind == "VG"):
                _add(mention, other, _worded(sentence, j, other))
                other.twin = mention
                if mention.slot == "" or other.slot == "subj":
                    mention.slot, mention.verb, mention.speaks = other.slot, other.verb, other.speaks
            return
    return
