"""Which stories there are, and which reports tell each."""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any

import msgspec

from onrecord.store.asking import Where
from onrecord.store.engine import Cursor
from onrecord.store.filters import Filters
from onrecord.store.folding import folded, needles

_HEADLINE = 100


class Teller(msgspec.Struct, frozen=True, kw_only=True):
    """One report of a story; `copy` says whether it goes back to another report."""

    id: str
    given_id: str | None
    text_sha256: str
    title: str | None
    publisher: str | None
    published: str | None
    copy: bool


class StoryFound(msgspec.Struct, frozen=True, kw_only=True):
    """A story with its reports, the first published first, those of unknown date last."""

    id: str
    headline: str
    reports: tuple[Teller, ...]


class _Report(msgspec.Struct):
    text: str


class _Read(msgspec.Struct):
    """A record, of which the report's text alone is decoded."""

    report: _Report


_decoder = msgspec.json.Decoder(_Read)


def find_stories(cursor: Cursor, filters: Filters) -> Iterator[StoryFound]:
    """Stories with a report that passes the filters, whole; those told most often first, a copy not counting.

    `about` looks into the story's headline and the titles of its reports.
    """
    filters = filters.checked("stories")
    where = Where()
    where.words("r.publisher_words", filters.publisher)
    where.days("r.published", filters)
    rows = cursor.execute(
        f"""
        WITH found AS (
            SELECT DISTINCT s.story FROM report_stories s JOIN reports r USING (report) WHERE {where.sql()}
        ), copied AS (SELECT DISTINCT report FROM copies)
        SELECT t.id, s.report, r.id, r.given_id, r.text_sha256, r.title, r.publisher, r.published, c.report IS NOT NULL
        FROM found JOIN stories t USING (story) JOIN report_stories s USING (story) JOIN reports r USING (report)
            LEFT JOIN copied c USING (report)
        ORDER BY count(*) FILTER (WHERE c.report IS NULL) OVER (PARTITION BY story) DESC,
            count(*) OVER (PARTITION BY story) DESC, max(r.published) OVER (PARTITION BY story) DESC NULLS LAST,
            t.story, r.published NULLS LAST, s.report
        """,
        where.values,
    ).fetchall()
    asked = None if filters.about is None else needles(filters.about)
    found = (_story(cursor, list(members)) for _, members in groupby(rows, key=lambda row: row[0]))
    stop = None if filters.limit is None else filters.skip + filters.limit
    yield from islice((story for story in found if asked is None or _tells_of(story, asked)), filters.skip, stop)


def _story(cursor: Cursor, rows: list[tuple[Any, ...]]) -> StoryFound:
    fields = Teller.__struct_fields__
    reports = tuple(Teller(**dict(zip(fields, cells, strict=True))) for _, _, *cells in rows)
    headline = reports[0].title or _opening(cursor, rows[0][1])
    return StoryFound(id=rows[0][0], headline=headline, reports=reports)


def _opening(cursor: Cursor, report: int) -> str:
    """The first headline of a report without a title; where it has none, the beginning of its text."""
    block = "SELECT start, stop FROM blocks WHERE report = r.report AND kind = 'headline' ORDER BY n LIMIT 1"
    ((line, start, stop),) = cursor.execute(
        f"SELECT r.record, b.start, b.stop FROM reports r LEFT JOIN LATERAL ({block}) b ON true WHERE r.report = ?",
        [report],
    ).fetchall()
    text = _decoder.decode(line).report.text
    if start is not None:
        return text[start:stop]
    words = " ".join(text[: 4 * _HEADLINE].split())
    return words if len(words) <= _HEADLINE else words[: _HEADLINE + 1].rpartition(" ")[0] + " …"


def _tells_of(story: StoryFound, asked: list[str]) -> bool:
    """Whether the headline or the title of a report has all the words, and some were asked for."""
    titles = [folded(title) for title in (story.headline, *(report.title or "" for report in story.reports))]
    return bool(asked) and any(all(needle in title for needle in asked) for title in titles)
