"""Tables of known actors: the package's own and the user's, one row for each office and term."""

import csv
import io
import re
from collections.abc import Iterator
from functools import cache
from os import PathLike
from pathlib import Path

import msgspec

from onrecord.document.dates import parse_date
from onrecord.errors import UsageError
from onrecord.reading import words
from onrecord.reading.marks import EntityKind

COLUMNS = ("name", "other_names", "kind", "country", "sector", "role", "from", "until", "source")
NOTHING = "-"
BEYOND = ""
"""Under this name stand the cells of a line beyond the last column."""
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z")


class Entry(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """Somebody's office for a time, or what a body is.

    `since` and `until` are ISO 8601 dates of whatever precision, both included; None leaves that side open. `country`
    is ISO 3166-1 alpha-3, `sector` PLOVER's; `source` says where it can be looked up.
    """

    name: str
    others: tuple[str, ...] = ()
    kind: EntityKind = "other"
    """`other` may be a person as well as a body."""
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None

    def holds(self, when: str | None) -> bool:
        """Whether it is so at a date; without a date, whether it ever was."""
        if when is None:
            return True
        begun = self.since is None or self.since[: len(when)] <= when[: len(self.since)]
        return begun and (self.until is None or when[: len(self.until)] <= self.until[: len(when)])

    @property
    def dated(self) -> bool:
        """Whether it holds for a time only."""
        return self.since is not None or self.until is not None


def entry(cells: list[str]) -> Entry:
    """The entry of a row with one cell for each of `COLUMNS`; `-` is nothing.

    >>> entry("Ana Rell\\tA. Rell\\tperson\\tNOR\\tGOV\\tpremier\\t2031-05\\t-\\t-".split("\\t")).since
    '2031-05'
    """
    name, others, kind, country, sector, role, since, until, source = cells

    def told(cell: str) -> str | None:
        return None if cell in (NOTHING, "") else cell

    return Entry(
        name=name,
        others=tuple(other for one in others.split("|") if (other := one.strip()) not in (NOTHING, "")),
        kind=msgspec.convert(told(kind) or "other", EntityKind),
        country=told(country),
        sector=told(sector),
        role=told(role),
        since=told(since),
        until=told(until),
        source=told(source),
    )


def read_file(path: str | PathLike[str]) -> tuple[Entry, ...]:
    """The user's own actors from a CSV file (first line: the names of `COLUMNS`, in any order) or JSON Lines.

    Only `name` must be there, and a `country` or a `sector`. In JSON `other_names` is a list; in CSV it is parted by
    `|`. Raises `UsageError` 520 where the file cannot be read, 521 for a line that is no actor.
    """
    where = str(path)
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(520, where, fault="it is not UTF-8") from error
    except (OSError, ValueError) as error:
        raise UsageError(520, where, fault=getattr(error, "strerror", None) or str(error)) from error
    rows = _json_rows(text, where) if text.lstrip().startswith("{") else _csv_rows(text, where)
    return tuple(_checked(row, f"{where}:{line}") for line, row in rows)


def _csv_rows(text: str, where: str) -> Iterator[tuple[int, dict[str, object]]]:
    head = text.partition("\n")[0]
    divider = next((mark for mark in "\t;" if mark in head), ",")
    table = csv.DictReader(io.StringIO(text), delimiter=divider, restkey=BEYOND)
    try:
        columns = table.fieldnames or ()
    except csv.Error as error:
        raise UsageError(521, f"{where}:1", fault=str(error)) from error
    if "name" not in columns:
        raise UsageError(521, f"{where}:1", fault="the first line must name the columns, `name` among them")
    for column in columns:
        if column not in COLUMNS or list(columns).count(column) > 1:
            fault = f"there is no column `{column}`" if column not in COLUMNS else f"the column `{column}` stands twice"
            raise UsageError(521, f"{where}:1", fault=fault)
    for row in _readable(table, where):
        extra = row.pop(BEYOND, None)
        if extra:
            raise UsageError(
                521, f"{where}:{table.line_num}", fault="it has more cells than the first line has columns"
            )
        yield table.line_num, dict(row)


def _readable(table: "csv.DictReader[str]", where: str) -> Iterator[dict[str, str]]:
    try:
        yield from table
    except csv.Error as error:
        raise UsageError(521, f"{where}:{table.line_num}", fault=str(error)) from error


def _json_rows(text: str, where: str) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, msgspec.json.decode(line, type=dict[str, object])
            except (msgspec.DecodeError, RecursionError) as error:
                raise UsageError(521, f"{where}:{number}", fault=f"it is no JSON object: {error}") from error


def _checked(row: dict[str, object], where: str) -> Entry:
    unknown = sorted(set(row) - set(COLUMNS))
    if unknown:
        raise UsageError(521, where, fault=f"there is no column `{unknown[0]}`")
    others = row.get("other_names")
    if isinstance(others, list) and all(isinstance(other, str) for other in others):
        row = {**row, "other_names": "|".join(others)}
    row = {name: str(cell) if name in _YEARS and type(cell) is int else cell for name, cell in row.items()}
    odd = next((name for name in COLUMNS if not isinstance(row.get(name), str | None)), None)
    if odd is not None:
        raise UsageError(521, where, fault=f"`{odd}` is no text")
    cells = [str(row.get(name) or NOTHING).strip() or NOTHING for name in COLUMNS]
    told = dict(zip(COLUMNS, cells, strict=True))
    fault = _fault(told)
    if fault:
        raise UsageError(521, where, fault=fault)
    return entry(cells)


def _fault(told: dict[str, str]) -> str | None:
    """What is wrong with a row of the user's, None where it is right."""
    if not any(letter.isalnum() for letter in told["name"]):
        return "it has no name"
    if told["country"] == told["sector"] == NOTHING:
        return "it has neither country nor sector"
    if told["country"] not in (NOTHING, *codes()):
        return f"`{told['country']}` is no ISO 3166-1 alpha-3 code"
    if not re.fullmatch(r"[A-Z]{3}|-", told["sector"]):
        return f"`{told['sector']}` is no sector of three capitals, such as GOV"
    if told["kind"] not in (NOTHING, *_KINDS):
        return f"`{told['kind']}` is none of {', '.join(_KINDS)}"
    for side in ("from", "until"):
        if told[side] != NOTHING and not (_DAY.match(told[side]) and parse_date((told[side] + "-01-01")[:10])):
            return f"`{told[side]}` is no day, month or year such as 2031-05-01, 2031-05 or 2031"
    if NOTHING not in (told["from"], told["until"]) and told["until"] < told["from"][: len(told["until"])]:
        return "it ends before it begins"
    return None


_YEARS = frozenset(("from", "until"))
_KINDS = ("person", "group", "organisation", "state", "place", "other")


@cache
def codes() -> frozenset[str]:
    """ISO 3166-1 alpha-3 codes of all countries."""
    return frozenset(code for code, *_ in words.rows("countries.tsv"))
