"""Labelled reports as their files hold them: JSON Lines (one report a line), or GAP's table of passages."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from onrecord.document.document import Span
from onrecord.errors import EvaluateError
from onrecord.record.vocabulary import Layer, MoveType, Status

_BOM = b"\xef\xbb\xbf"
_GAP_HEAD = b"ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref"


class GoldAttribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who said what: the words naming the source, the cue, the content; `actor` is the speaker's full name."""

    content: tuple[Span, ...] | None = ()
    source: tuple[Span, ...] | None = ()
    cue: tuple[Span, ...] | None = ()
    actor: str | None = None
    optional: bool = False


class GoldEntity(msgspec.Struct, frozen=True, kw_only=True):
    """Someone taking part in an event: the words, the country or organisation code, the PLOVER sector."""

    text: str | None = None
    code: str | None = None
    sector: str | None = None


class GoldEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a sentence, without its place in it."""

    type: MoveType
    actors: tuple[GoldEntity | str, ...] | None = ()
    recipients: tuple[GoldEntity | str, ...] | None = ()
    reciprocal: bool | None = False
    status: Status | None = None


class GoldMove(msgspec.Struct, frozen=True, kw_only=True):
    """One move of a report: the words that express it, who makes it, its status, layer and on whose word."""

    type: MoveType
    trigger: Span
    by: tuple[str, ...] | None = ()
    status: Status | None = None
    layer: Layer | None = None
    vouched_by: str | None = None
    optional: bool = False


class GoldNoise(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that is no part of what the report tells."""

    span: Span


class GoldActor(msgspec.Struct, frozen=True, kw_only=True):
    """Someone of a report with every mention."""

    name: str
    mentions: tuple[Span, ...]


class GoldMention(msgspec.Struct, frozen=True, kw_only=True):
    """One mention of a document labelled by clusters."""

    cluster: int | str
    type: str
    start: int
    end: int


class GoldPronoun(msgspec.Struct, frozen=True, kw_only=True):
    """An ambiguous pronoun, and the names it could mean with whether it does."""

    span: Span
    names: tuple[tuple[Span, bool], ...]


class GoldReport(msgspec.Struct, frozen=True, kw_only=True):
    """One labelled report. A kind of label that the file does not hold is None."""

    id: str | int
    text: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    attributions: tuple[GoldAttribution, ...] | None = None
    events: tuple[GoldEvent, ...] | None = None
    moves: tuple[GoldMove, ...] | None = None
    noise: tuple[GoldNoise, ...] | None = None
    actors: tuple[GoldActor, ...] | None = None
    mentions: tuple[GoldMention, ...] | None = None
    pronoun: GoldPronoun | None = None
    story: str | int | None = None

    def spans(self) -> Iterator[Span]:
        """Every labelled span."""
        for a in self.attributions or ():
            yield from (*(a.content or ()), *(a.source or ()), *(a.cue or ()))
        yield from (m.trigger for m in self.moves or ())
        yield from (n.span for n in self.noise or ())
        yield from (span for a in self.actors or () for span in a.mentions)
        yield from ((m.start, m.end) for m in self.mentions or ())
        if self.pronoun:
            yield from (self.pronoun.span, *(span for span, _ in self.pronoun.names))


_decoder = msgspec.json.Decoder(GoldReport)


def read_gold(path: str) -> list[GoldReport]:
    """The labelled reports of a file. Raises `EvaluateError` naming the line that cannot be used."""
    raw = content(path)
    if raw.startswith(_GAP_HEAD):
        return check(_passages(raw, path), path)
    return parse(raw.split(b"\n"), path)


def content(path: str) -> bytes:
    """The bytes of a gold file. Raises `EvaluateError` 601 and 602."""
    try:
        return Path(path).read_bytes().removeprefix(_BOM)
    except FileNotFoundError:
        raise EvaluateError(601, path) from None
    except OSError as problem:
        raise EvaluateError(602, path, problem=problem.strerror or problem) from problem


def parse(lines: Iterable[bytes], name: str) -> list[GoldReport]:
    """Labelled reports from JSON Lines; `name` stands for the file in errors."""
    return check(_reports(lines, name), name)


def check(numbered: Iterable[tuple[int, GoldReport]], name: str) -> list[GoldReport]:
    """The reports, once their ids are found to be unique and their spans to lie inside their texts."""
    seen: set[str | int] = set()
    reports: list[GoldReport] = []
    for number, report in numbered:
        where = f"{name}, line {number}"
        if report.id in seen:
            raise EvaluateError(606, where, id=report.id)
        seen.add(report.id)
        length = len(report.text)
        for start, end in report.spans():
            if not 0 <= start <= end <= length:
                raise EvaluateError(605, where, start=start, end=end, length=length)
        reports.append(report)
    if not reports:
        raise EvaluateError(607, name)
    return reports


def _reports(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, GoldReport]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, _decoder.decode(line)
            except msgspec.ValidationError as problem:
                raise EvaluateError(604, f"{name}, line {number}", problem=problem) from problem
            except (msgspec.DecodeError, UnicodeDecodeError) as problem:
                raise EvaluateError(603, f"{name}, line {number}", problem=problem) from problem


def _passages(raw: bytes, name: str) -> Iterator[tuple[int, GoldReport]]:
    number = 1
    try:
        rows = csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, row in enumerate(rows, 2):
            yield number, _passage(row)
    except (UnicodeDecodeError, csv.Error) as problem:
        raise EvaluateError(603, name, problem=problem) from problem
    except (AttributeError, KeyError, TypeError, ValueError) as problem:
        raise EvaluateError(604, f"{name}, line {number}", problem=problem) from problem


def _passage(row: dict[str, Any]) -> GoldReport:
    def place(name: str, offset: str) -> Span:
        start = int(row[offset])
        return start, start + len(row[name])

    names = tuple((place(n, f"{n}-offset"), row[f"{n}-coref"].upper() == "TRUE") for n in "AB")
    return GoldReport(
        id=row["ID"], text=row["Text"], pronoun=GoldPronoun(span=place("Pronoun", "Pronoun-offset"), names=names)
    )
