"""Scores which reports are said to tell of the same happening: the stories of a record that they are added to in order.

`b3` is B-cubed (Bagga and Baldwin 1998): for each report the share of its story's reports that belong to its gold story
(precision), and of its gold story's reports that are in its story (recall). `stories` counts those that come out
exactly as in gold. A report without a gold story is read with the others and not scored.
"""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from onrecord.evaluate import gold
from onrecord.evaluate.gold import GoldReport
from onrecord.evaluate.result import Measure, Tally, harmonic
from onrecord.record.parts import Record
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore

_AT_ONCE = 64


class _Line(msgspec.Struct, omit_defaults=True):
    """What is read of a line of gold: such files may hold labels of other kinds in forms of their own."""

    id: str | int
    text: str
    story: str | int | None = None
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None


_decoder = msgspec.json.Decoder(_Line)


def read_gold(path: str) -> list[GoldReport]:
    """The reports of a file with their stories. Raises `EvaluateError` naming the line that cannot be used."""
    return gold.parse(map(_stripped, gold.content(path).split(b"\n")), path)


def score(pairs: Iterable[tuple[GoldReport, Record]]) -> tuple[Measure, ...]:
    """All measures over some reports and their records, in the order in which they arrive."""
    listed = list(pairs)
    told = _told([record for _, record in listed])
    scored = [(n, str(report.story)) for n, (report, _) in enumerate(listed) if report.story is not None]
    wanted = _by_story(scored)
    found = _by_story((n, told[listed[n][1].report.id]) for n, _ in scored)
    return _b_cubed(wanted, found), _exact(wanted, found)


def _stripped(line: bytes) -> bytes:
    try:
        return msgspec.json.encode(_decoder.decode(line))
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return line  # for `parse` to say what is wrong with it


def _told(records: list[Record]) -> dict[str, str]:
    """The story of each report by the report's id, in a record made for the purpose."""
    with TemporaryDirectory() as folder, RecordStore.open(Path(folder) / "stories.duckdb") as store:
        for start in range(0, len(records), _AT_ONCE):
            store.add(map(Filing, records[start : start + _AT_ONCE]))
        return {report.id: story.id for story in store.find_stories(Filters()) for report in story.reports}


def _by_story(told: Iterable[tuple[int, str]]) -> dict[int, frozenset[int]]:
    """For each report all reports of its story."""
    members: dict[str, set[int]] = {}
    stories = dict(told)
    for n, story in stories.items():
        members.setdefault(story, set()).add(n)
    frozen = {story: frozenset(reports) for story, reports in members.items()}
    return {n: frozen[story] for n, story in stories.items()}


def _b_cubed(wanted: dict[int, frozenset[int]], found: dict[int, frozenset[int]]) -> Measure:
    total = len(wanted)
    precision = sum(len(wanted[n] & found[n]) / len(found[n]) for n in wanted) / total if total else 0.0
    recall = sum(len(wanted[n] & found[n]) / len(wanted[n]) for n in wanted) / total if total else 0.0
    return Measure(
        name="b3",
        what="F1",
        value=harmonic(precision, recall),
        precision=precision,
        recall=recall,
        found=total,
        right=total,
        predicted=total,
        gold=total,
    )


def _exact(wanted: dict[int, frozenset[int]], found: dict[int, frozenset[int]]) -> Measure:
    tally = Tally()
    there, read = set(wanted.values()), set(found.values())
    tally.add(hits=len(there & read), predicted=len(read), gold=len(there))
    return tally.measure("stories")
