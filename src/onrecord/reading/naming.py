"""Which names are one: full name first, surname later, however spelt; acronyms and short forms of bodies."""

from collections import Counter

from onrecord.reading import gazetteer, names, words
from onrecord.reading.marks import EntityKind
from onrecord.reading.mentions import Mention, Role

_PLACES = words.word_set("place-prepositions")
_MANY = 40


class Draft:
    """Someone or something under construction: what its mentions so far tell."""

    __slots__ = (
        "anchors",
        "families",
        "forms",
        "gender",
        "key",
        "known",
        "last",
        "lemmas",
        "mentions",
        "nation",
        "number",
        "placed",
        "plural",
        "roles",
        "salience",
        "sector",
        "title",
        "votes",
    )

    def __init__(self, number: int) -> None:
        self.number = number
        self.mentions: list[Mention] = []
        self.forms: list[tuple[str, ...]] = []
        """Folded names, each once."""
        self.title: tuple[str, ...] = ()
        """The fullest name as written."""
        self.key = ""
        """The gazetteer's key: an ISO code, a known body's name."""
        self.known: str | None = None
        """Under which name somebody is known before the report."""
        self.votes: Counter[EntityKind] = Counter()
        self.gender = ""
        self.nation = ""
        self.sector: str | None = None
        self.plural = False
        self.placed = False
        """Whether its name stands as no person's does ("in Vasko", "the Courier")."""
        self.roles: list[Role] = []
        self.lemmas: set[str] = set()
        self.families: set[str] = set()
        self.anchors: list[Mention] = []
        self.last: Mention | None = None
        """The latest mention so far, while reading on."""
        self.salience = 0.0

    @property
    def kind(self) -> EntityKind:
        """What most of the evidence says; `other` where there is none."""
        if len(self.votes) < 2:
            return next(iter(self.votes), "other")
        return max(self.votes.items(), key=lambda item: (item[1], item[0] == "person", item[0]))[0]

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-3 code, None where none is told or the country is on no list."""
        if self.key and self.kind == "state":
            return self.key
        return self.nation if len(self.nation) == 3 and self.nation.isupper() else None

    @property
    def surely_person(self) -> bool:
        """Whether more than a verb of saying tells a person: a title, a given name, a full name, an earlier pronoun."""
        return self.kind == "person" and bool(self.roles or self.gender or len(self.title) > 1 or not self.forms)

    def take(self, mention: Mention) -> None:
        """Adds what a mention tells."""
        mention.entity = self.number
        self.mentions.append(mention)
        if mention.form == "pronoun":
            return
        if mention.kind is not None:
            weak = mention.form == "name" and not mention.roles and (mention.loose or not mention.lemma)
            self.votes[mention.kind] += 1 if weak else 3
            if mention.kind == "other" and mention.speaks:
                self.votes["organisation"] += 2
        elif mention.speaks and not self.votes and not self.key and not mention.loose and mention.det != "def":
            self.votes["person"] += 1
        self.gender = self.gender or mention.gender
        self.sector = self.sector or mention.sector
        self.plural = self.plural or mention.plural
        if mention.nation:
            self.nation = self.nation or mention.nation
        if mention.form == "description":
            self._lemma(mention.lemma, mention.mods)
            if mention.anchor is not None:
                self.anchors.append(mention.anchor)
        for role in mention.roles:
            self.add_role(role)
        if mention.form == "name":
            self.placed = self.placed or mention.slot in _PLACES or (mention.det == "def" and mention.kind is None)
            form = names.folded(mention.words)
            if form and form not in self.forms:
                self.forms.append(form)
            if len(mention.words) > len(self.title):
                self.title = mention.words

    def add_role(self, role: Role) -> None:
        """Adds a role with the families and the nation it tells."""
        self.roles.append(role)
        self._lemma(role.lemma, role.mods)
        if role.nation:
            self.nation = self.nation or role.nation
        if role.anchor is not None:
            self.anchors.append(role.anchor)

    def _lemma(self, lemma: str, mods: tuple[str, ...]) -> None:
        self.lemmas.add(lemma)
        self.families |= gazetteer.families(lemma)
        for mod in mods:
            self.families |= gazetteer.families(mod)


class Naming:
    """Sorts names into drafts, in text order."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._by_key: dict[str, Draft] = {}
        self._by_word: dict[str, list[Draft]] = {}
        self._by_bones: dict[str, list[Draft]] = {}
        self._acronyms: dict[str, Draft] = {}

    def new(self) -> Draft:
        """A draft of its own."""
        draft = Draft(len(self.drafts))
        self.drafts.append(draft)
        return draft

    def add(self, mention: Mention) -> Draft:
        """The draft a name belongs to, old or new."""
        form = names.folded(mention.words)
        key = _key(mention)
        draft = self._by_key.get(key) if key else self._find(form, mention)
        if draft is None and key:
            draft = self._find(form, mention) if mention.kind == "organisation" else None
        if draft is None:
            draft = self.new()
        if key:
            draft.key = draft.key or key
            self._by_key.setdefault(key, draft)
        draft.take(mention)
        self._index(draft, form)
        return draft

    def alias(self, acronym: str, draft: Draft) -> None:
        """Remembers an acronym given in brackets."""
        self._acronyms[acronym] = draft
        if (acronym,) not in draft.forms:
            draft.forms.append((acronym,))

    def _index(self, draft: Draft, form: tuple[str, ...]) -> None:
        for word in {*form, names.bare(form[-1])} - names.SMALL if form else ():
            known = self._by_word.setdefault(word, [])
            if draft in known:
                known.remove(draft)
            known.append(draft)
            if len(known) > _MANY:
                del known[0]
        if form and len(form[-1]) > 4:
            known = self._by_bones.setdefault(names.skeleton(form[-1]), [])
            if draft not in known:
                known.append(draft)
            if len(known) > _MANY:
                del known[0]
        if len(form) > 1 and draft.kind in ("organisation", "group"):
            self._acronyms.setdefault(names.initials(form), draft)

    def _find(self, form: tuple[str, ...], mention: Mention) -> Draft | None:
        if not form:
            return None
        near: list[Draft] = [
            *self._by_word.get(form[-1], ()),
            *(self._by_word.get(form[0], ()) if len(form) > 1 else ()),
        ]
        if len(form[-1]) > 4:
            near.extend(self._by_bones.get(names.skeleton(form[-1]), ()))
        fitting: list[Draft] = [d for d in near if _fits(d, mention)]
        for draft in reversed(near):
            if form in draft.forms and (draft in fitting or not (draft.surely_person or mention.gender)):
                return draft
        if len(form) == 1:
            acronym = self._acronyms.get(form[0]) if mention.words[0].isupper() else None
            return acronym or _by_one(form[0], fitting)
        return _by_many(form, mention, fitting)


def _by_one(word: str, drafts: list[Draft]) -> Draft | None:
    """Whom a single word means: a surname before any other part of a name."""
    for place in (-1, 0, None):
        for draft in reversed(drafts):
            for form in draft.forms:
                if draft.kind in ("organisation", "group", "place", "state"):
                    if place is None and names.core(form) == (word,):
                        return draft
                elif place is None:
                    if word in form and len(word) > 2:
                        return draft
                elif names.same_surname(form[place], word) and (place == -1 or form[0] == word):
                    return draft
    return None


def _by_many(form: tuple[str, ...], mention: Mention, drafts: list[Draft]) -> Draft | None:
    bodily = mention.kind in ("organisation", "group")
    for draft in reversed(drafts):
        many = [other for other in draft.forms if len(other) > 1]
        if bodily or draft.kind in ("organisation", "group"):
            if any(names.contains(form, other) or names.contains(other, form) for other in many):
                return draft
            heart = names.core(form)
            if heart and any(names.core(other) == heart and _one_body(form, other) for other in draft.forms):
                return draft
        elif (mention.kind != "place" and any(names.same_person(form, other) for other in many)) or (
            not many and mention.kind in ("person", None) and any(_part_of(other[0], form) for other in draft.forms)
        ):
            return draft
    return None


def _part_of(word: str, form: tuple[str, ...]) -> bool:
    """Whether a single name heard before is the surname, or the given name, of a full name."""
    return names.same_surname(word, form[-1]) or (word == form[0] and len(word) > 2)


def _one_body(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two bodies of one name may be one: "Tarn" and "Tarn group", not "Tarn ministry" and "Tarn court"."""
    kinds = [{gazetteer.body(w) for w in form} - {None} for form in (a, b)]
    return not kinds[0] or not kinds[1] or bool(kinds[0] & kinds[1])


def _fits(draft: Draft, mention: Mention) -> bool:
    """Whether kind and gender do not rule out that a name belongs to a draft."""
    if draft.gender and mention.gender and draft.gender != mention.gender and draft.kind == "person":
        return False
    if draft.key and draft.kind in ("state", "place"):
        return False
    kind = draft.kind
    if mention.kind in (None, "other") or kind == "other":
        return True
    if mention.kind in ("person", "place") and kind in ("person", "place", "state"):
        return mention.kind == kind or (
            mention.kind == "place" and (kind == "state" or (mention.loose is False and len(mention.words) == 1))
        )
    bodies = ("organisation", "group")
    if len(mention.words) == 1 and kind in bodies:
        return True
    return (mention.kind in bodies) == (kind in bodies)


def _key(mention: Mention) -> str:
    if mention.kind == "state" and len(mention.nation) == 3 and mention.nation.isupper():
        return mention.nation
    if mention.kind == "organisation" and mention.lemma and not mention.lemma.islower():
        return mention.lemma
    return ""
