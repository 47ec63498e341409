"""Who is who in one report: every person, group, organisation, state and place with all its mentions, to be asked."""

from bisect import bisect_left, insort

from onrecord.document.document import Span
from onrecord.reading import wording, words
from onrecord.reading.known.book import Known
from onrecord.reading.marks import EntityKind, EntityMark, MentionForm, MentionMark, RoleMark
from onrecord.reading.naming import Draft


class Entities:
    """The entities of a report, numbered from 0, with their mentions.

    Later steps ask `at` whom some words mean, and add the pronouns that only they can tell with `add_pronoun`.
    """

    def __init__(self, text: str, drafts: list[Draft], role_spans: list[tuple[Span, int]]) -> None:
        self._text = text
        self._drafts = drafts
        self._added: list[list[Span]] = [[] for _ in drafts]
        self._role_spans = sorted(role_spans)
        self._numbers = {draft.number: number for number, draft in enumerate(drafts)}
        self._mentions: list[tuple[int, int, int, int]] = []
        """(start, -end, weak, entity): outer mentions before inner ones; weak ones only modify another noun."""
        self._exact: dict[Span, int] = {}
        for number, draft in enumerate(drafts):
            for mention in draft.mentions:
                weak = int(mention.modifier or mention.slot in ("poss", "mod"))
                self._mentions.append((mention.start, -mention.end, weak, number))
                self._exact[mention.span] = number
        self._mentions.sort()
        self._spoken: dict[str, int] = {}
        self._sources: list[tuple[str, EntityKind, dict[Span, None]]] = []
        self._codes: dict[int, tuple[str | None, str | None]] = {}
        self._known: dict[int, str] = {}
        self._named: dict[int, list[Span]] = {}

    def __len__(self) -> int:
        return len(self._drafts) + len(self._sources)

    def add_source(self, span: Span, kind: EntityKind) -> int:
        """A new entity for a source that is none so far ("a report", "several"), one for each wording."""
        name = self._spoken_name(span)
        number = self._spoken.setdefault(name.lower(), len(self))
        if number == len(self):
            self._sources.append((name, kind, {}))
        self._sources[number - len(self._drafts)][2][span] = None
        self._exact[span] = number
        return number

    def _spoken_name(self, span: Span) -> str:
        """The words of a source up to its first comma or relative; "his office" is that of the one meant."""
        words_ = wording.bare(self._text[slice(*span)])
        name = wording.without_tail(words_)
        owner, _, rest = name.partition(" ")
        start = self._text.index(owner, span[0])
        whose = self._exact.get((start, start + len(owner)))
        if rest and whose is not None and whose < len(self._drafts) and owner.lower() in words.word_set("possessives"):
            return f"{rest} of {self.name(whose)}"
        return name

    def marks(self) -> tuple[EntityMark, ...]:
        """All entities with their mentions in text order, added pronouns included."""
        known = tuple(self._mark(number) for number in range(len(self._drafts)))
        added = []
        for number, (name, kind, spans) in enumerate(self._sources, len(self._drafts)):
            country, sector = self._codes.get(number, (None, None))
            mentions = tuple(MentionMark(s, "description") for s in sorted(spans))
            known_as = self._known.get(number)
            added.append(
                EntityMark(name=name, kind=kind, mentions=mentions, country=country, sector=sector, known_as=known_as)
            )
        return known + tuple(added)

    def learn(self, entity: int, country: str | None, sector: str | None) -> None:
        """Take over what the words that somebody is called by in one place tell, where nothing is known of it yet.

        Whoever is an international organisation's is so first, whatever else they are ("U.N. soldiers").
        """
        if entity >= len(self._drafts):
            before = self._codes.get(entity, (None, None))
            self._codes[entity] = (before[0] or country, before[1] or sector)
            return
        draft = self._drafts[entity]
        draft.sector = sector if sector == "IGO" else draft.sector or sector
        if country is not None and draft.country is None and draft.kind != "state":
            draft.nation = country

    def at(self, span: Span) -> int | None:
        """The entity some words mean: that of a mention of just this span, else of the outermost first one inside
        (one that only modifies another noun counts last), else of the narrowest around it; None when nobody is meant.
        """
        exact = self._exact.get(span)
        if exact is not None:
            return exact
        inside = self._inside(span)
        firm = next((m for m in inside if not m[2]), None)
        role = self._role_in(span)
        if role is not None and (firm is None or role[0][0] <= firm[0]):
            return role[1]
        if firm is not None:
            return firm[3]
        weak = inside[0][3] if inside else None
        if weak is not None:
            return weak if self._mostly(span) else None
        around = [(e - s, n) for s, e, _, n in self._around(span)]
        return min(around)[1] if around else None

    def mentions_in(self, span: Span) -> list[tuple[Span, int]]:
        """All mentions inside a stretch of text, in order, outer before inner, each with its entity."""
        return [((start, -end), number) for start, end, _, number in self._inside(span)]

    def add_pronoun(self, span: Span, entity: int) -> None:
        """Adds a pronoun whose meaning a later step worked out ("I": the speaker)."""
        if span not in self._exact and entity < len(self._drafts):
            self._added[entity].append(span)
            self._exact[span] = entity
            insort(self._mentions, (span[0], -span[1], int(self._text[slice(*span)].lower() in ("my", "our")), entity))

    def may_be(self, entity: int, pronoun: str) -> bool:
        """Whether nothing known of the entity's gender speaks against "he" or "she"."""
        gender = self._drafts[entity].gender if entity < len(self._drafts) else ""
        return gender not in ("f", "m") or gender == ("m" if pronoun == "he" else "f")

    def last_mention(self, entity: int, before: int) -> Span | None:
        """The entity's last mention that ends before an offset."""
        if entity >= len(self._drafts):
            return None
        spans = [m.span for m in self._drafts[entity].mentions if m.end <= before]
        return max(spans, default=None)

    def named_before(self, entity: int, before: int, after: int) -> Span | None:
        """The entity's last name or description between two offsets."""
        if entity >= len(self._drafts):
            return None
        spans = self._named.get(entity)
        if spans is None:  # no later step adds any: only pronouns
            spans = sorted(m.span for m in self._drafts[entity].mentions if m.form != "pronoun")
            self._named[entity] = spans
        for n in range(bisect_left(spans, (before,)) - 1, bisect_left(spans, (after,)) - 1, -1):
            if spans[n][1] <= before:
                return spans[n]
        return None

    def reassign(self, span: Span, entity: int | None) -> None:
        """Give a pronoun to another entity, or to nobody."""
        old = self._exact.pop(span, None)
        if old is not None and old < len(self._drafts):
            draft = self._drafts[old]
            draft.mentions = [m for m in draft.mentions if m.span != span]
            self._added[old] = [s for s in self._added[old] if s != span]
            self._mentions = [m for m in self._mentions if (m[0], -m[1]) != span]
        if entity is not None:
            self.add_pronoun(span, entity)

    def kind(self, entity: int) -> EntityKind:
        """What an entity is."""
        beyond = entity - len(self._drafts)
        return self._sources[beyond][1] if beyond >= 0 else self._drafts[entity].kind

    def name(self, entity: int) -> str:
        """The fullest name, or the first description without its article.

        A pronoun in it gives way to the name it stands for ("her lawyer": "lawyer of Olga Sern"), and a bare
        "spokesman" takes the name of the body he speaks for.
        """
        beyond = entity - len(self._drafts)
        if beyond >= 0:
            return self._sources[beyond][0]
        draft = self._drafts[entity]
        described = wording.described(draft)
        anchor = described.anchor if described is not None else None
        if described is None or anchor is None or anchor.entity not in self._numbers:
            return wording.name(draft, self._text)
        towards = self._drafts[self._numbers[anchor.entity]]
        told = wording.tied(described, anchor, wording.name(towards, self._text), self._text)
        return told if told and towards is not draft else wording.name(draft, self._text)

    def state(self, nation: str) -> int | None:
        """The state of a nation (see `names.nation`), where the report names it."""
        states = (n for n, d in enumerate(self._drafts) if d.kind == "state" and nation in (d.key, d.nation))
        return next(states, None)

    def country(self, entity: int) -> str | None:
        """ISO 3166-1 alpha-3 code, None where none is told or the country is on no list."""
        return self._drafts[entity].country if entity < len(self._drafts) else None

    def recognise(self, entity: int, known: Known) -> None:
        """Take somebody for a body known before the report; its sector goes before what the noun in its name tells."""
        if entity >= len(self._drafts):
            self._known[entity] = known.name
            return
        draft = self._drafts[entity]
        if known.country in (None, draft.country):
            draft.known, draft.sector = known.name, known.sector or draft.sector

    def held_roles(self) -> list[tuple[str, Span, int, int]]:
        """(head noun, words, holder, towards whom) of every role that ties its holder to another entity."""
        found = []
        for number, draft in enumerate(self._drafts):
            for role in draft.roles:
                if role.anchor is not None and role.anchor.entity in self._numbers:
                    found.append((role.lemma, role.span, number, self._numbers[role.anchor.entity]))
            for mention in draft.mentions:
                anchor = mention.anchor
                if mention.form == "description" and anchor is not None and anchor.entity in self._numbers:
                    found.append((mention.lemma, mention.span, number, self._numbers[anchor.entity]))
        return found

    def _inside(self, span: Span) -> list[tuple[int, int, int, int]]:
        at = bisect_left(self._mentions, (span[0],))
        found = []
        while at < len(self._mentions) and self._mentions[at][0] < span[1]:
            if -self._mentions[at][1] <= span[1]:
                found.append(self._mentions[at])
            at += 1
        return found

    def _role_in(self, span: Span) -> tuple[Span, int] | None:
        at = bisect_left(self._role_spans, ((span[0], 0), -1))
        if at < len(self._role_spans) and self._role_spans[at][0][1] <= span[1] + 1:
            return self._role_spans[at]
        return None

    def _around(self, span: Span) -> list[tuple[int, int, int, int]]:
        at = bisect_left(self._mentions, (span[0], -span[1]))
        found = []
        for start, end, weak, number in self._mentions[max(0, at - 12) : at + 1]:
            if start <= span[0] and span[1] <= -end:
                found.append((start, -end, weak, number))
        return found

    def _mostly(self, span: Span) -> bool:
        """Whether mentions make up most of the words."""
        covered = max(-end - start for start, end, _, _ in self._inside(span))
        return 2 * covered >= span[1] - span[0]

    def _mark(self, number: int) -> EntityMark:
        draft = self._drafts[number]
        mentions: dict[Span, MentionForm] = {m.span: m.form for m in draft.mentions}
        mentions |= dict.fromkeys(self._added[number], "pronoun")
        return EntityMark(
            name=self.name(number),
            kind=draft.kind,
            mentions=tuple(MentionMark(span, form) for span, form in sorted(mentions.items())),
            roles=tuple(_roles(draft, self._text)),
            country=draft.country,
            sector=draft.sector,
            known_as=draft.known,
        )


def _roles(draft: Draft, text: str) -> list[RoleMark]:
    found: dict[str, RoleMark] = {}
    for role in sorted(draft.roles, key=lambda r: r.span):
        words = " ".join(text[slice(*role.span)].split())
        found.setdefault(words.lower(), RoleMark(words, role.span))
    return list(found.values())
