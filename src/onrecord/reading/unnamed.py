"""Somebody described and never named by the description: taken for one who is named, where the model is sure of it.

"The composer says …" and, three paragraphs on, "Iris Penhallow, who wrote the opera": the rules see two. The model
points from a description to the names before it, and from a name to the descriptions before it. People only: of bodies
it is sure too often.
"""

from collections.abc import Sequence

from onrecord.reading.mentions import Role
from onrecord.reading.model.meaning import Heads, Meaning
from onrecord.reading.naming import Draft

SURE = 0.85
"""Probability from which two are one."""
_BESIDE = frozenset(("", "poss", "pred"))
"""Slots that say nothing of who acts on whom: in no clause, a possessor, what somebody is said to be."""
_FEW = 8
"""Mentions of somebody that are asked, the first ones."""


def join(drafts: Sequence[Draft], meaning: Meaning) -> None:
    """Give each unnamed draft's mentions to the named one that the model takes it for."""
    by_number = {draft.number: draft for draft in drafts}
    heads = Heads()
    for draft in drafts:
        for mention in draft.mentions:
            place = meaning.place(mention.span) if mention.form != "pronoun" else None
            if place is not None:
                heads.add(place, draft.number)
    for draft in drafts:
        form = "name" if draft.forms else "description"
        asked = [m for m in draft.mentions if m.form == form][: 1 if draft.forms else _FEW]
        for mention in asked if draft.mentions else ():
            place = meaning.place(mention.span)
            meant = meaning.meant(place) if place is not None else None
            owner = heads.owner(meant) if meant is not None else None
            if place is None or owner is None or owner == draft.number:
                continue
            if meaning.share(place, heads.of(owner, place[0])) < SURE:
                continue
            other = by_number[owner]
            holder, unnamed = (draft, other) if draft.forms else (other, draft)
            if holder.forms and not unnamed.forms and unnamed.mentions and _may_be_one(holder, unnamed):
                spans = [m.span for m in unnamed.mentions if m.form != "pronoun"]
                heads.move(filter(None, map(meaning.place, spans)), holder.number)
                _give(unnamed, holder)
                if unnamed is draft:
                    break


def _may_be_one(holder: Draft, unnamed: Draft) -> bool:
    if holder.plural != unnamed.plural or (holder.gender and unnamed.gender and holder.gender != unnamed.gender):
        return False
    if any(m.slot == "pred" for m in unnamed.mentions) or holder.key:
        return False
    if _act_on_each_other(holder, unnamed):
        return False
    return unnamed.kind == "person" and holder.kind in ("person", "other")


def _act_on_each_other(one: Draft, other: Draft) -> bool:
    """Whether a sentence has one for its subject, the other for something else ("Vasko would not let the head go")."""
    told = _places(one)
    return any((sentence, not acts) in told for sentence, acts in _places(other))


def _places(draft: Draft) -> set[tuple[int, bool]]:
    """In which sentences somebody is named or described in a clause, and whether as its subject."""
    return {(m.sentence, m.slot == "subj") for m in draft.mentions if m.form != "pronoun" and m.slot not in _BESIDE}


def _give(unnamed: Draft, holder: Draft) -> None:
    described = next(m for m in unnamed.mentions if m.form == "description")
    for mention in unnamed.mentions:
        holder.take(mention)
    holder.mentions.sort(key=lambda m: m.start)
    holder.add_role(Role(described.span, described.lemma, described.nation, described.anchor, described.mods))
    unnamed.mentions = []
