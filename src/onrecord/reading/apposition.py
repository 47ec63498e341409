"""Roles that stand beside names: apposition, "X is the president", roles glued on, acronyms in brackets."""

from onrecord.reading import gazetteer, names, words
from onrecord.reading.capitals import OF_STATES
from onrecord.reading.clauses import Sentence
from onrecord.reading.mentions import Mention, Role

_DASHES = frozenset(("—", "–", "--", "-"))
_AFTER = frozenset((",", ".", ";", ")", ":", "”", '"', "W", "P", "—", "–", "-", "(", "!", "?"))
_FIGURATIVE = words.word_set("figurative-roles")
_WEIGHTY = words.word_set("weighty")
_OPENS = frozenset(("C", "U", "“", "”", '"', ";", ":", "—", "–", "•"))


def attach(
    sentence: Sentence,
    main: dict[int, Mention],
    k: int,
    ends: dict[int, int],
    dropped: dict[Mention, Mention],
    acronyms: list[tuple[str, Mention]],
) -> None:
    """Turns what stands beside the name at phrase k into its roles; see `roles.attach`. `ends`: last phrase of each."""
    _glued(sentence, main, k, ends, dropped)
    _in_brackets(sentence, main, k, ends[k], acronyms)
    _after(sentence, main, k, ends, dropped)
    _before(sentence, main, k, ends, dropped)


def nation_of(mention: Mention, sector: str | None) -> str:
    """The nation that an `of` tells; a name on no list may be one after a role of state ("president of Vasko")."""
    if mention.nation:
        return mention.nation
    if sector not in OF_STATES:
        return ""
    if mention.form == "name" and mention.kind in (None, "state", "place") and len(mention.words) <= 2:
        return names.nation(" ".join(mention.words).lower())
    return ""


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
    if mention.lemma in _FIGURATIVE and not _WEIGHTY.isdisjoint(mention.mods):
        return False  # "a key player"
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
        role.nation = nation_of(other, title.sector if title else None) if other is not None else ""
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
    sentence: Sentence, main: dict[int, Mention], k: int, end: int, acronyms: list[tuple[str, Mention]]
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
    if kind == "NP" and sentence.tokens[phrases[end].head].tag == "A":
        return True  # "the commissioner responsible for the port"
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
    if phrases[n].kind == "W" and tokens[phrases[n].start].low == "which" and mention.kind is None:
        mention.kind = "organisation"
    other = main.get(n)
    if other is None or not _is_role(other) or other in dropped or not _closes(sentence, ends[n] + 1):
        return
    if other.slot == "subj" and other.det == "def" and mention.slot != "subj" and not _fronts(sentence, k):
        return  # "After meeting Vorn, the minister said ..."
    if mention.kind == "person" and other.kind != "person":
        return
    if mention.kind in ("state", "place") and gazetteer.title(other.lemma) is not None:
        return  # "In Belmaria, envoy Vorn said ..."
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
    comma = k >= 2 and (phrases[k - 1].kind == "," or phrases[k - 1].kind in _DASHES)
    if comma and sentence.tokens[phrases[k - 2].head].low == "name":
        _by_name(main, k)
        return
    if comma:
        described = [j for j in range(max(0, k - 10), k - 1) if j in main and ends[j] == k - 2]
        if described and main[described[0]] not in dropped:
            _named_after_comma(sentence, main, described[0], k, ends)
        return
    for j in range(k - 1, max(-1, k - 8), -1):
        other = main.get(j)
        if other is None or other in dropped or not _is_role(other):
            continue
        if other.kind == "person" and ends[j] == k and phrases[k - 1].lemma in ("of", "for", "to"):
            _named_within(sentence, main, j, k, dropped)
        if other.kind == "person":
            return


def _by_name(main: dict[int, Mention], k: int) -> None:
    """ "A herder who gave only her first name, Tirza": the herder."""
    for j in range(k - 2, max(-1, k - 12), -1):
        other = main.get(j)
        if other is not None and _is_role(other) and other.kind == "person" and other.twin is None:
            main[k].kind = "person"
            other.twin = main[k]
            return


def _named_within(
    sentence: Sentence, main: dict[int, Mention], j: int, k: int, dropped: dict[Mention, Mention]
) -> None:
    """ "the head of the Tarn group Abel Vorn": phrase k holds the body and the name."""
    phrase, mention, other = sentence.phrases[k], main[k], main[j]
    if mention.kind != "person" or other.end <= mention.start or phrase.start >= phrase.head:
        return
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


def _named_after_comma(sentence: Sentence, main: dict[int, Mention], j: int, k: int, ends: dict[int, int]) -> None:
    """ "the union's chair, Abel Vorn," and "the utility, Brightmere,": the description at j is the name at k."""
    phrases = sentence.phrases
    mention, other = main[k], main[j]
    if not _is_role(other) or not _may_be(mention, other):
        return
    if other.kind != "person" and j and phrases[j - 1].kind == "P":
        return
    paired = _pair(main, j)
    if not other.det and not paired and not _fronts(sentence, j):
        return
    after = ends[k] + 1
    closed = after >= len(phrases) or phrases[after].kind in _AFTER
    if not closed and not (other.det == "poss" and other.kind == "person" and phrases[after].kind == "VG"):
        return
    for number in (j, j - 2) if paired else (j,):
        role = main[number]
        _add(mention, role, _worded(sentence, number, role))
        role.twin = mention
        if mention.slot == "" or role.slot == "subj":
            mention.slot, mention.verb, mention.speaks = role.slot, role.verb, role.speaks


def _may_be(mention: Mention, other: Mention) -> bool:
    """Whether kinds let a name be what a description before it says."""
    if other.kind == "person":
        return mention.kind in (None, "person", "other")
    return mention.kind in (None, "other", "organisation", "group") and not mention.gender


def _pair(main: dict[int, Mention], j: int) -> bool:
    """Whether the role at j is the second of two of one person ("expert and former official")."""
    other, first = main[j], main.get(j - 2)
    return other.det == "" and first is not None and _is_role(first) and first.kind == other.kind == "person"
