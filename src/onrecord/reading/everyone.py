"""Finds who is who in one report: names and descriptions gathered, joined, and settled as entities."""

from onrecord.document.document import Document
from onrecord.reading import gazetteer, lead, names, unnamed, words
from onrecord.reading.coreference import Resolver
from onrecord.reading.entities import Entities
from onrecord.reading.gather import Gathered, caption_mentions, gather
from onrecord.reading.known import coding
from onrecord.reading.known.book import Book
from onrecord.reading.mentions import Mention
from onrecord.reading.model.meaning import Meaning
from onrecord.reading.naming import Draft, Naming
from onrecord.reading.parse import Paragraph, paragraph
from onrecord.reading.tokens import written_names

_PLACES = words.word_set("place-prepositions")
_TAKES_PART = words.word_set("party-prepositions") | {"subj", "obj", "poss", "head"}


def find(document: Document, paragraphs: list[Paragraph], book: Book, meaning: Meaning | None = None) -> Entities:
    """Everyone in a document, from its parsed paragraphs; names in captions count as mentions too.

    `book` holds those who are known before the report. `meaning` is what the model takes pronouns and descriptions for;
    without it the rules alone decide.
    """
    gathered = gather(paragraphs)
    captions = [b for b in document.blocks if b.kind == "caption"]
    if captions:
        known = written_names(document.text)
        caption_mentions([paragraph(document.text, b.kind, b.span, known) for b in captions], gathered)
    capitalised = frozenset(t.low for p in paragraphs for t in p.tokens if t.cap)
    _adjectives(gathered, capitalised)
    _parks(gathered)
    naming = Naming()
    for mention in gathered.mentions:
        if mention.form == "name":
            naming.add(mention)
    _acronyms(gathered, naming)
    _states(gathered, naming, capitalised)
    Resolver(naming, gathered.mentions, meaning).resolve()
    lead.join(naming.drafts)
    if meaning is not None:
        unnamed.join(naming.drafts, meaning)
    anchors = {anchor.entity for draft in naming.drafts if draft.mentions for anchor in draft.anchors}
    kept = [draft for draft in naming.drafts if draft.mentions and _counts(draft, draft.number in anchors)]
    coding.settle(kept, book, document.published)
    numbers = {draft.number: n for n, draft in enumerate(kept)}
    role_spans = [(span, numbers[mention.entity]) for span, mention in gathered.roles if mention.entity in numbers] + [
        (role.span, n) for n, draft in enumerate(kept) for role in draft.roles
    ]
    return Entities(document.text, kept, role_spans)


def _acronyms(gathered: Gathered, naming: Naming) -> None:
    """An acronym in brackets is another name of what stands before it."""
    alone = {draft.forms[0]: draft for draft in naming.drafts if len(draft.forms) == 1}
    for acronym, mention in gathered.acronyms:
        if mention.entity < 0:
            continue
        draft = naming.drafts[mention.entity]
        other = alone.get((acronym,))
        if other is not None and other is not draft:
            for taken in other.mentions:
                draft.take(taken)
            other.mentions, other.forms = [], []
        naming.alias(acronym, draft)


def _adjectives(gathered: Gathered, capitalised: frozenset[str]) -> None:
    """ "A Sandovari officer" beside "Sandovar": an adjective that no list holds is no name of its own."""
    dropped: dict[Mention, str] = {}
    for mention in gathered.mentions:
        if mention.modifier and len(mention.words) == 1:
            word = mention.words[0].lower()
            if word.endswith("i") and (word[:-1] in capitalised or word[:-1] + "y" in capitalised):
                dropped[mention] = names.nation(word)
    if not dropped:
        return
    for mention in gathered.mentions:
        if mention.anchor in dropped:
            mention.nation = mention.nation or dropped[mention.anchor]
            mention.anchor = None
    gathered.mentions = [m for m in gathered.mentions if m not in dropped]


def _parks(gathered: Gathered) -> None:
    """ "In Victoria Park": a given name before a noun for places is a place, where it stands as one anywhere."""
    two = [
        m
        for m in gathered.mentions
        if m.kind == "person" and len(m.words) == 2 and not m.roles and gazetteer.is_place_noun(m.words[1].lower())
    ]
    placed = {m.words for m in two if m.slot in _PLACES}
    for mention in two:
        if mention.words in placed:
            mention.kind, mention.gender, mention.loose = "place", "", False


def _states(gathered: Gathered, naming: Naming, capitalised: frozenset[str]) -> None:
    """Names whose adjective or government the report speaks of are states."""
    told = {m.nation for m in gathered.mentions if m.nation and m.form == "description"}
    told |= {r.nation for m in gathered.mentions for r in m.roles if r.nation}
    adjectives = {names.nation(word): word for word in sorted(capitalised) if word.endswith(names.ADJECTIVE_ENDS)}
    for draft in naming.drafts:
        if draft.key or len(draft.forms) != 1 or len(draft.title) != 1 or draft.roles or draft.gender:
            continue
        name = draft.title[0].lower()
        if gazetteer.body(name) is not None or gazetteer.organisation(name) is not None:
            continue
        stem = names.nation(name)
        adjective = adjectives.get(stem, "")
        like_one = draft.kind in ("other", "person") and name.endswith(names.COUNTRY_ENDS) and len(name) > 4
        if stem in told or like_one or (len(adjective) >= len(name) > 3 and adjective != name):
            draft.votes["state"] += 9
            draft.nation = stem
    _join_adjectives(naming)


def _join_adjectives(naming: Naming) -> None:
    """A state's adjective is no state of its own ("Lusondan" beside "Lusonda")."""
    states: dict[str, Draft] = {}
    found = [d for d in naming.drafts if d.mentions and not d.key and d.nation and len(d.title) == 1]
    for draft in sorted((d for d in found if d.kind == "state"), key=lambda d: len(d.title[0])):
        name = draft.title[0].lower()
        state = states.setdefault(draft.nation, draft)
        if state is not draft and name.endswith(names.ADJECTIVE_ENDS):
            for mention in draft.mentions:
                mention.entity = state.number
            state.mentions = sorted([*state.mentions, *draft.mentions], key=lambda m: m.start)
            draft.mentions, draft.forms = [], []


def _counts(draft: Draft, anchors: bool) -> bool:
    """Whether someone has a name, is spoken of more than once, or takes part in something.

    `anchors`: somebody's role is towards them ("ally of Vorn").
    """
    if not draft.mentions:
        return False
    kind = draft.kind
    named = [m for m in draft.mentions if m.form == "name"]
    if kind == "other":
        return any(not m.loose and (anchors or m.slot in _TAKES_PART) for m in named)
    if named:
        return (
            not all(m.loose for m in named) or len(draft.mentions) > len(named) or any(m.slot == "subj" for m in named)
        )
    if len(draft.mentions) == 1 and draft.mentions[0].quoted and draft.mentions[0].det == "poss":
        return False  # "your commanders", in somebody's words
    return len(draft.mentions) > 1 or any(m.slot in _TAKES_PART for m in draft.mentions)
