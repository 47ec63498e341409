"""How well a description ("the minister", "the company") fits someone met before."""

from onrecord.reading import gazetteer, names, words
from onrecord.reading.mentions import Mention
from onrecord.reading.naming import Draft

_SOME_BODY = words.word_set("any-body")
_GENERIC = words.word_set("any-person")
_COMPANY = words.word_set("companies")
_ANY_BUSINESS = _COMPANY | {"group", "organisation", "organization"}
_PUBLIC = frozenset(("GOV", "MIL", "COP", "LEG", "JUD", "IGO"))
_ARMED = frozenset(("REB", "UAF"))
_MEMBERS = {"rebel": _ARMED, "soldier": frozenset(("MIL",)), "lawmaker": frozenset(("LEG",))}
_RANKS = words.word_set("in-office")
_FEW = 20
_MANY = 100


def likeness(mention: Mention, draft: Draft) -> float:
    """How well a definite description fits someone met before; below 1.4 it does not."""
    kind, lemma = draft.kind, mention.lemma
    last = draft.last
    if last is None or (last.sentence == mention.sentence and last.phrase == mention.phrase):
        return 0.0
    if mention.nation and draft.nation and mention.nation != draft.nation:
        return 0.0
    score = 0.0
    if mention.kind == "person":
        if kind not in ("person", "other") or draft.plural or _acts_on(draft, mention):
            return 0.0
        score = _person(mention, draft)
    elif mention.kind == "state":
        score = 2.0 if kind == "state" and not mention.mods else 0.0
    elif mention.plural and gazetteer.is_person_noun(lemma):
        score = _crowd(mention, draft, kind)
    elif kind in ("organisation", "group") or (kind == "other" and lemma in _COMPANY and draft.forms):
        heads = {names.head(form) for form in draft.forms} | draft.lemmas
        if lemma in heads:
            score = 2.0
        elif lemma in _SOME_BODY and _some_body(lemma, draft):
            score = 1.6
        if score and mention.mods and draft.forms and not _shares(mention, draft):
            score -= 0.4
        if score and not draft.forms and not _same_mods(mention, draft):
            score -= 1.0
    if score <= 0:
        return 0.0
    if mention.nation:
        score += 0.8 if mention.nation == draft.nation else -0.5
    anchor = _anchored(mention, draft)
    return 0.0 if anchor < -1 else score + anchor - 0.02 * min(20, mention.sentence - last.sentence)


def _acts_on(draft: Draft, mention: Mention) -> bool:
    """Whether the draft is the subject of the clause that the description is an object in ("Orsk met the chief")."""
    if mention.slot in ("subj", "poss", "pred", "head", ""):
        return False
    near = [m for m in draft.mentions[:_MANY] if m.sentence == mention.sentence and m.start < mention.start]
    return any(m.slot == "subj" and m.quoted == mention.quoted for m in near)


def _person(mention: Mention, draft: Draft) -> float:
    if mention.gender and draft.gender and mention.gender != draft.gender:
        return 0.0
    lemma = mention.lemma
    if lemma in draft.lemmas:
        return 0.0 if _another_office(mention, draft) else 2.2
    families = gazetteer.families(lemma)
    for mod in mention.mods:
        families |= gazetteer.families(mod)
    if families & draft.families - {"person", "kin"}:
        return 0.0 if mention.det == "poss" and _anchored(mention, draft) <= 0 else 1.5
    if lemma in _GENERIC and mention.det in ("def", "dem") and not mention.mods and draft.last is not None:
        return 1.5 if mention.sentence - draft.last.sentence < 2 else 0.0
    return 0.0


def _another_office(mention: Mention, draft: Draft) -> bool:
    """Whether the roles of someone name other offices ("the finance minister" for the foreign minister)."""
    asked = set(mention.mods) - _RANKS
    held = [set(role.mods) - _RANKS for role in draft.roles if role.lemma == mention.lemma]
    return bool(asked and held) and all(mods and not mods & asked for mods in held)


def _anchored(mention: Mention, draft: Draft) -> float:
    """Whether both are tied to the same one: +1 yes, 0 unknown, -2 to another."""
    anchor = mention.anchor
    if anchor is None:
        return 0.0
    if anchor.entity == draft.number:
        return -2.0
    others = [a for a in draft.anchors[-_FEW:] if a.entity >= 0]
    if anchor.entity >= 0 and any(a.entity == anchor.entity for a in others):
        return 1.0
    named = [a for a in others if a.form == "name"]
    elsewhere = anchor.form == "name" or mention.lemma not in draft.lemmas
    return -2.0 if named and elsewhere and not mention.nation else 0.0


def _crowd(mention: Mention, draft: Draft, kind: str) -> float:
    """ "the rebels" as a front named before, or as the rebels spoken of before."""
    if kind not in ("group", "organisation"):
        return 0.0
    if draft.plural and not draft.forms:
        return 2.0 if mention.lemma in draft.lemmas and _same_mods(mention, draft) else 0.0
    for family in gazetteer.families(mention.lemma):
        if draft.sector in _MEMBERS.get(family, ()):
            return 1.5 if draft.forms else 0.0
    return 0.0


def _some_body(lemma: str, draft: Draft) -> bool:
    """Whether a general word ("the group", "the company") may mean a body known by name."""
    if not draft.forms or draft.sector in _PUBLIC:
        return False
    if draft.kind == "other" and not _companies(draft):
        return False
    if lemma in _COMPANY:
        return draft.sector == "BUS" or (draft.sector is None and _companies(draft))
    return draft.sector != "BUS" or lemma in _ANY_BUSINESS


def _companies(draft: Draft) -> bool:
    """Whether a name says nothing of a kind of body, so that it may be a company's."""
    return not any(gazetteer.body(word) for form in draft.forms for word in form) and len(draft.title) > 1


def _shares(mention: Mention, draft: Draft) -> bool:
    return any(mod in form for mod in mention.mods for form in draft.forms)


def _same_mods(mention: Mention, draft: Draft) -> bool:
    if not mention.mods:
        return True
    return any(m.mods == mention.mods for m in draft.mentions[-_FEW:] if m.form == "description")
