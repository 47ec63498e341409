"""The lead of a report: "The president of Belmaria said …" and, in the next sentence, "Irena Vasko told reporters …".

News names somebody by office first and by name a sentence later, without saying that the two are one. Here they are
taken for one only where nothing else is left: one such office in the report, never named; one full name right after it,
of somebody who speaks, is named again, and has no role anywhere.
"""

from collections.abc import Sequence

from onrecord.reading import words
from onrecord.reading.mentions import Mention, Role
from onrecord.reading.naming import Draft

_NEXT = 3
"""How many sentences after the office the name may come."""


def join(drafts: Sequence[Draft]) -> None:
    """Give the lone office of the lead to the person named right after it, if there is just one who can hold it."""
    offices = [d for d in drafts if d.mentions and not d.forms and d.kind == "person" and _office(d) is not None]
    if len(offices) != 1:
        return
    office = offices[0]
    first = _office(office)
    if first is None:
        return
    starts = [m.sentence for m in office.mentions if m.form == "description"]
    able = [d for d in drafts if _follows(d, starts) and d.gender in ("", office.gender or d.gender)]
    if len(able) != 1:
        return
    holder = able[0]
    for mention in office.mentions:
        holder.take(mention)
    holder.mentions.sort(key=lambda m: m.start)
    holder.add_role(Role(first.span, first.lemma, first.nation, first.anchor, first.mods))
    office.mentions = []


def _office(draft: Draft) -> Mention | None:
    """The first mention of a draft as the one holder of an office ("the president", "the prime minister")."""
    for mention in draft.mentions:
        if mention.form == "description" and not mention.plural and mention.det != "indef":
            prime = mention.lemma == "minister" and "prime" in mention.mods
            if prime or mention.lemma in words.word_set("lone-offices"):
                return mention
    return None


def _follows(draft: Draft, starts: Sequence[int]) -> bool:
    """Whether a person is first named, in full, as one who speaks, in the sentences right after the office."""
    if draft.kind != "person" or draft.roles or len(draft.mentions) < 3 or not draft.forms:
        return False
    first = next((m for m in draft.mentions if m.form == "name" and len(m.words) > 1), None)
    if first is None or first.slot != "subj" or not first.speaks or first.quoted:
        return False
    earlier = any(m.sentence for m in draft.mentions if m.start < first.start)  # the headline alone may name him before
    return not earlier and any(0 < first.sentence - start <= _NEXT for start in starts)
