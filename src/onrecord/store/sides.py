"""Who may belong to a party: identities by name, by role, by tie, by country."""

from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.across.sides import FOR, Asked, Bond, Person, Side, acting, sides
from onrecord.store.engine import Cursor
from onrecord.store.folding import words

_SHORTEST = 4
_ENDING = 2
_PARTING = ";"
_BETWEEN = "\n"

_NAMED = """
    SELECT d.identity, d.name, string_agg(DISTINCT a.name_words, ''), string_agg(DISTINCT r.role, chr(10)),
        d.kind, d.country, d.sector, count(DISTINCT i.report)
    FROM report_actors i
    JOIN actors a ON a.report = i.report AND a.id = i.actor
    JOIN identities d ON d.identity = i.identity
    LEFT JOIN roles r ON r.report = i.report AND r.actor = i.actor
    WHERE i.identity IN ({chosen})
    GROUP BY d.identity, d.name, d.kind, d.country, d.sector ORDER BY d.identity
"""

_CHOSEN = """
    SELECT i.identity FROM report_actors i JOIN actors a ON a.report = i.report AND a.id = i.actor WHERE {some}
    UNION SELECT unnest(?::INTEGER[])
    UNION SELECT identity FROM identities WHERE country IN (
        SELECT d.country FROM identities d JOIN report_actors i USING (identity)
        JOIN actors a ON a.report = i.report AND a.id = i.actor WHERE {some}
    )
"""

_BONDS = """
    SELECT f.identity, t.kind, o.identity, count(DISTINCT t.report)::INTEGER FROM ties t
    JOIN report_actors f ON f.report = t.report AND f.actor = t.from_actor
    JOIN report_actors o ON o.report = t.report AND o.actor = t.to_actor
    WHERE t.kind IN (SELECT unnest(?::VARCHAR[]))
    GROUP BY f.identity, t.kind, o.identity ORDER BY 1, 2, 3, 4
"""


def find_sides(cursor: Cursor, parties: Sequence[str]) -> tuple[Side, ...]:
    """The parties, each given by a name or by several parted by ";", with the identities that are or act for them."""
    asked = [asked_for(party) for party in parties]
    bonds = [Bond(*row) for row in cursor.execute(_BONDS, [sorted(FOR)]).fetchall()]
    tied = sorted({identity for bond in bonds for identity in (bond.one, bond.other)})
    return sides(asked, _persons(cursor, [name for party in asked for name in party.names], tied), bonds)


def asked_for(party: str) -> Asked:
    """A party from what the user typed.

    >>> asked_for("Keth; the Reed Guard")
    Asked(label='Keth', names=(('keth',), ('the', 'reed', 'guard')))
    """
    names = [name.strip() for name in party.split(_PARTING)]
    return Asked(names[0], tuple(filter(None, (tuple(words(name)) for name in names))))


def _persons(cursor: Cursor, asked: Sequence[tuple[str, ...]], tied: Sequence[int]) -> Iterator[Person]:
    # Adjectives of a country differ from its name in their endings, so names are looked for by their beginnings.
    needles = [[f" {word[: max(_SHORTEST, len(word) - _ENDING)]}" for word in said] for said in asked]
    some = " OR ".join("(" + " AND ".join("contains(a.words, ?)" for _ in said) + ")" for said in needles)
    values = [needle for said in needles for needle in said]
    chosen = _CHOSEN.format(some=some or "false")
    for row in cursor.execute(_NAMED.format(chosen=chosen), [*values, list(tied), *values]).fetchall():
        yield _person(row)


def _person(row: tuple[Any, ...]) -> Person:
    identity, name, name_words, roles, kind, country, sector, reports = row
    return Person(
        identity=identity,
        name=name,
        name_words=tuple(dict.fromkeys(name_words.split())),
        role_words=tuple(word for role in (roles or "").split(_BETWEEN) for word in acting(words(role))),
        kind=kind,
        country=country,
        sector=sector,
        reports=reports,
    )
