"""What one report tells of an actor, or all reports together, as far as it may tell whether two are one."""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from onrecord.across.person_names import likeness
from onrecord.across.role_words import offices
from onrecord.reading import gazetteer, names, words
from onrecord.reading.marks import EntityKind
from onrecord.record.parts import Actor

_ROLES = 40
_NAMES = 60
"""Kept of one actor at most, so that no slip of the reader makes it grow without end."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Name, other names that may stand for it alone, and what is told of it.

    `names` is empty for one that is only described ("two dockers"); else the first is the fullest. `countries` and
    `known` hold one value for a report's actor; of several reports they hold each that was told.
    """

    name: str
    kind: EntityKind
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sector: str | None = None
    known: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def person(self) -> bool:
        """Whether it is told to be somebody."""
        return self.kind == "person"

    def clashes(self, other: "Facts") -> bool:
        """Whether the two cannot be one: a person and a body, other countries, other people known before."""
        if _side(self.kind) != _side(other.kind) and "other" not in (self.kind, other.kind):
            return True
        return _apart(self.countries, other.countries) or _apart(self.known, other.known)

    def with_all(self, other: "Facts") -> "Facts":
        """Both together; what is told first goes first, but a longer name goes before a single word."""
        name = self.name
        if self.names and other.names and len(name.split()) == 1 < len(other.name.split()):
            name = other.name
        return msgspec.structs.replace(
            self,
            name=name,
            kind=other.kind if self.kind == "other" else self.kind,
            names=_joined((name,) if self.names else (), self.names, other.names)[:_NAMES],
            countries=_joined(self.countries, other.countries),
            sector=self.sector or other.sector,
            known=_joined(self.known, other.known),
            roles=_joined(self.roles, other.roles)[:_ROLES],
        )


class Spelling(msgspec.Struct, frozen=True):
    """A name as the report writes it, and how often."""

    name: str
    mentions: int


def spellings(actor: Actor, text: str) -> tuple[Spelling, ...]:
    """The names of an actor as the report spells them, each once, in the order of the text; no descriptions."""
    counts: dict[str, int] = {}
    for mention in actor.mentions:
        if mention.form == "name":
            written = " ".join(text[slice(*mention.span)].split())
            counts[written] = counts.get(written, 0) + 1
    return tuple(Spelling(name, count) for name, count in counts.items())


def facts(actor: Actor, text: str) -> Facts:
    """What a report tells of one of its actors."""
    return facts_of(
        actor.name,
        spellings(actor, text),
        actor.kind,
        country=actor.country,
        sector=actor.sector,
        known_as=actor.known_as,
        roles=[role.role for role in actor.roles],
    )


def facts_of(
    name: str,
    spelt: Sequence[Spelling],
    kind: EntityKind,
    *,
    country: str | None = None,
    sector: str | None = None,
    known_as: str | None = None,
    roles: Sequence[str] = (),
) -> Facts:
    """The same from its parts, as they are kept.

    >>> facts_of("Velloun River Front", [Spelling("VRF", 2), Spelling("Velloun", 1)], "organisation").names
    ('Velloun River Front', 'VRF')
    """
    name = " ".join(name.split())
    if kind not in ("person", "state") and offices(roles):
        kind = "person"  # whoever holds an office is somebody
    if kind == "person":
        name, others = _person(name, spelt)
    elif kind == "state":
        name, others = _state(name, spelt)
    else:
        name, others = _body(name, spelt)
    return Facts(
        name=name,
        kind=kind,
        names=_joined((name,), tuple(others)) if spelt and not (kind != "person" and _common(name, spelt)) else (),
        countries=(country,) if country else (),
        sector=sector,
        known=(known_as,) if known_as else (),
        roles=tuple(dict.fromkeys(" ".join(role.split()) for role in roles)),
    )


def _common(name: str, spelt: Sequence[Spelling]) -> bool:
    """Whether a name of one word is written without its capital too, and so is a common noun ("media")."""
    return len(name.split()) == 1 and not name.islower() and any(one.name == name.lower() for one in spelt)


def _body(name: str, spelt: Sequence[Spelling]) -> tuple[str, list[str]]:
    """The name, or its end where that is a name on a list; with the forms that stand alone."""
    forms = [one.name for one in spelt if _stands_alone(one.name, name)]
    listed = [form for form in forms if len(form.split()) > 1 and gazetteer.organisation(form.lower())]
    if listed and not gazetteer.organisation(name.lower()):
        return listed[0], [form for form in forms if _stands_alone(form, listed[0])]
    return name, forms


def _person(name: str, spelt: Sequence[Spelling]) -> tuple[str, list[str]]:
    """The full name used most, and the full names alike it; what a headline glued on falls away."""
    called = {one.name.lower() for one in spelt}
    name = _cleaned(name, called)
    spelt = [Spelling(_cleaned(one.name, called), one.mentions) for one in spelt]
    full = [one for one in spelt if len(one.name.split()) > 1]
    if not full:
        return name, []
    most = max(one.mentions for one in full)
    if all(one.name != name or one.mentions < most for one in full):
        name = next(one.name for one in full if one.mentions == most)
    return name, [one.name for one in full if likeness(one.name, name)]


def _cleaned(name: str, called: Collection[str]) -> str:
    """A person's name without titles before it, and without the word of a headline after what stands alone too."""
    said = name.split()
    while len(said) > 2 and _title(said[0].lower().removesuffix("-elect")) and said[1].lower() not in names.SMALL:
        said = said[1:]
    if len(said) > 2 and said[-1].lower() not in called and words.known(said[-1].lower().rpartition("-")[2]):
        before = " ".join(said[:-1])
        if said[-2].lower() in called or before.lower() in called:
            return before
    return " ".join(said)


def _title(word: str) -> bool:
    """Whether a word before a name is none of the name: a title or a nationality."""
    return any(tells(word) is not None for tells in (gazetteer.title, gazetteer.honorific, gazetteer.nationality))


def _state(name: str, spelt: Sequence[Spelling]) -> tuple[str, list[str]]:
    """A state goes by its name, not by its adjective; of its other names those count that mean it by themselves."""
    named = [one.name for one in spelt if not names.is_demonym(one.name.lower())]
    if names.is_demonym(name.lower()) and named:
        name = named[0]
    own = names.nation(name.lower())
    return name, [one for one in named if names.nation(one.lower()) == own]


def _stands_alone(short: str, name: str) -> bool:
    """Whether a form of a body's name may mean it in other reports: its acronym, or its last words."""
    few, many = names.folded(short.split()), names.folded(name.split())
    if len(few) == 1:
        return few[0] == names.initials(many) and short.replace(".", "").isupper()
    return many[-len(few) :] == few and gazetteer.country(short.lower()) is None


def _side(kind: EntityKind) -> bool:
    return kind == "person"


def _apart(one: Sequence[str], other: Sequence[str]) -> bool:
    return bool(one) and bool(other) and set(one).isdisjoint(other)


def _joined(*parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for part in parts for value in part))
