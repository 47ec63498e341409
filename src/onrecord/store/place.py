"""Where a record lies: in a file, or in a schema of a PostgreSQL database, as the user named it."""

import re
from os import PathLike, fspath
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote

from onrecord.errors import StoreError

SCHEMA = "onrecord"
"""The schema of a database that a record lies in, where its address names no other."""

_SCHEMES = ("postgresql://", "postgres://")
_PATH = re.compile(r"search_path\s*=\s*(?:\"([^\"]+)\"|([^\s,\"]+))")
_OPTION = re.compile(r"[a-z_]+=")
_PORT = re.compile(r":(?!\d*(?:[,/]|$))[^,/]*")


def is_address(where: str | PathLike[str]) -> bool:
    """Whether this is the address of a database rather than a path.

    >>> is_address("postgresql://mira@db.example/talks"), is_address("talks.duckdb")
    (True, False)
    """
    return isinstance(where, str) and where.lower().startswith(_SCHEMES)


class Place:
    """Where a record lies. All but `secret` and `secrets` may be shown: the password of an address is left out.

    >>> place = Place("postgresql://mira:green@db.example:5433/talks")
    >>> place
    Place('postgresql://mira@db.example:5433/talks')
    >>> place.name, place.schema
    ('talks', 'onrecord')
    """

    def __init__(self, where: "str | PathLike[str] | Place") -> None:
        given: str = where.secret if isinstance(where, Place) else fspath(where)
        self.secret: str = given
        """As it was given."""
        self.file = None if is_address(given) else Path(given)
        """The record's file; None for a database."""
        self.schema = _schema(given) if self.file is None else ""
        """The schema in the database."""
        self.secrets = _secrets(given) if self.file is None else ()
        """Passwords in the address, as written and as meant."""
        self.shown = _shown(given, self.schema) if self.file is None else str(self.file)
        """How it is shown to a reader."""
        self.name = _name(self.shown) if self.file is None else self.file.stem
        """What a reader calls it: the file's or the database's name."""

    @property
    def key(self) -> str:
        """What tells it from other records of this user."""
        return self.shown if self.file is None else str(self.file.resolve())

    def __repr__(self) -> str:
        return f"Place({self.shown!r})"

    def __str__(self) -> str:
        return self.shown


def file_of(where: str | PathLike[str]) -> Path:
    """The file of a record. Raises `StoreError` 449 where it lies in a database.

    >>> file_of("talks.duckdb").name
    'talks.duckdb'
    """
    place = Place(where)
    if place.file is None:
        raise StoreError(449, place.shown)
    return place.file


def _schema(address: str) -> str:
    options = parse_qs(address.partition("?")[2]).get("options", [""])
    found = _PATH.search(options[-1])
    # As the server takes names: in small letters, unless they stand in quotation marks.
    return (found[1] or found[2].lower()) if found else SCHEMA


def _shown(address: str, schema: str) -> str:
    """The address without its password, whatever else is wrong with it."""
    rest = _before_options(address.partition("://")[2])
    who, at, where = rest.rpartition("@")
    # A question mark in a password that should have been written %3F.
    user = who.split(":")[0].split("?")[0]
    where = _PORT.sub("", where.split("?")[0])
    beside = "" if schema == SCHEMA else f"?options=-csearch_path%3D{quote(schema)}"
    return f"postgresql://{user}{at}{where}{beside}"


def _secrets(address: str) -> tuple[str, ...]:
    query = parse_qs(address.partition("?")[2])
    written = [
        _before_options(address.partition("://")[2]).rpartition("@")[0].partition(":")[2],
        *query.get("password", []),
    ]
    return tuple(dict.fromkeys(word for one in written if one for word in (one, unquote(one))))


def _before_options(rest: str) -> str:
    """An address without its scheme and options, in which a password may hold an at-sign."""
    head, _, options = rest.partition("?")
    return head if "/" in head and _OPTION.match(options) else rest


def _name(shown: str) -> str:
    host, _, database = shown.partition("://")[2].partition("?")[0].rpartition("@")[2].partition("/")
    return unquote(database or host or "postgresql")
