"""How fast search is, by the size of the record: invented reports of four paragraphs in invented words.

    python -m evals.search_speed [--reports N ...] [--json]

Told are: making the index whole (seconds, passages a second), its size on disk, questions of several kinds in a process
that has the record open (milliseconds, middle and 95th hundredth of 40 each, the first one thrown away), taking in one
more report when next asked, a question to a process that opens the record anew, and the peak of memory. Words follow
Zipf's law. Reports go into the tables that search looks at directly; reading and the other ties are measured elsewhere.
"""

import argparse
import hashlib
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.random import Generator

from onrecord.across.actor_facts import Facts
from onrecord.across.identities import Identity
from onrecord.across.numbered import Numbered
from onrecord.document.document import Block
from onrecord.record.codec import encode
from onrecord.record.parts import Actor, Mention, Move, Party, ReaderInfo, Record, Report, SourcePart, Spans, Statement
from onrecord.store import identity_rows
from onrecord.store.arrow import COLUMNS, fill
from onrecord.store.filters import Filters
from onrecord.store.folding import folded
from onrecord.store.links import changes
from onrecord.store.record_store import RecordStore
from onrecord.store.search_index import folder_of
from onrecord.views.search import search

PARAGRAPHS, LENGTH, VOCABULARY, PEOPLE = 4, 60, 60_000, 20_000
ROUNDS = 40
_BATCH = 2_000
READER = ReaderInfo(onrecord="0", models={})


class Invented:
    """Invented reports, the same for one seed."""

    def __init__(self, seed: int = 5) -> None:
        self._random: Generator = np.random.default_rng(seed)
        syllables = ["ba", "ke", "lo", "mi", "nu", "ra", "so", "ti", "ve", "zu", "dan", "mor", "sil", "tar", "ven"]
        picked = self._random.integers(0, len(syllables), (VOCABULARY, 4))
        lengths = self._random.integers(2, 5, VOCABULARY)
        self.words = ["".join(syllables[k] for k in row[:n]) for row, n in zip(picked, lengths, strict=True)]
        self.names = [f"{a.title()} {b.title()}" for a, b in self._random.choice(self.words, (PEOPLE, 2))]
        ranks = 1 / np.arange(1, VOCABULARY + 1)
        self._chances = ranks / ranks.sum()

    def reports(self, first: int, count: int) -> Iterator[Record]:
        """Reports numbered from `first`."""
        words = self._random.choice(VOCABULARY, (count, PARAGRAPHS, LENGTH), p=self._chances)
        people = self._random.zipf(1.3, (count, PARAGRAPHS)) % PEOPLE
        for n in range(count):
            paragraphs = [
                f"{self.names[who]} said " + " ".join(self.words[k] for k in row) + "."
                for who, row in zip(people[n], words[n], strict=True)
            ]
            yield self._record(first + n, paragraphs, [self.names[who] for who in people[n]])

    def _record(self, number: int, paragraphs: Sequence[str], names: Sequence[str]) -> Record:
        text = "\n\n".join(paragraphs)
        starts = [sum(len(p) + 2 for p in paragraphs[:n]) for n in range(len(paragraphs))]
        spans = [(start, start + len(p)) for start, p in zip(starts, paragraphs, strict=True)]
        told = [(start + len(name) + 6, stop) for (start, stop), name in zip(spans, names, strict=True)]
        named = [(start, start + len(name)) for (start, _), name in zip(spans, names, strict=True)]
        return Record(
            format="onrecord/1",
            reader=READER,
            report=_report(number, text, tuple(Block("body", span) for span in spans)),
            actors=tuple(
                Actor(
                    id=f"a{n + 1}",
                    name=name,
                    kind="person",
                    country=None,
                    sector=None,
                    known_as=None,
                    roles=(),
                    mentions=(Mention(span=span, form="name"),),
                )
                for n, (name, span) in enumerate(zip(names, named, strict=True))
            ),
            statements=tuple(
                Statement(
                    id=f"s{n + 1}",
                    kind="indirect",
                    layer="reported",
                    source=SourcePart(spans=(who,), actor=f"a{n + 1}"),
                    unattributed=False,
                    cue=Spans(spans=((who[1] + 1, who[1] + 5),)),
                    content=Spans(spans=(what,)),
                    addressee=None,
                    channel=None,
                    said=None,
                    within=None,
                    repeats=(),
                    score=0.9,
                )
                for n, (who, what) in enumerate(zip(named, told, strict=True))
            ),
            moves=tuple(
                Move(
                    id=f"m{n + 1}",
                    type="REQUEST" if (number + n) % 3 else "AGREE",
                    mode=None,
                    quad="verbal-conflict" if (number + n) % 3 else "verbal-cooperation",
                    trigger=(what[0], what[0] + 4),
                    span=what,
                    by=(Party(actor=f"a{n + 1}", span=named[n]),),
                    to=(),
                    reciprocal=False,
                    about=(),
                    status="happened" if n % 2 else "planned",
                    conditions=(),
                    when=None,
                    where=None,
                    layer="reported",
                    vouched_by=f"s{n + 1}",
                    score=0.8,
                )
                for n, what in enumerate(told)
            ),
            ties=(),
            left_out=(),
        )


def _report(number: int, text: str, blocks: tuple[Block, ...]) -> Report:
    return Report(
        id=hashlib.sha256(b"%d" % number).hexdigest(),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        raw_sha256=None,
        given_id=f"r{number}",
        url=None,
        source=f"{number}.txt",
        retrieved=None,
        title=f"Report {number}",
        publisher=("The Orrery", "Varn Courier", "Kestrel Press")[number % 3],
        authors=(),
        credits=(),
        published=f"20{31 + number % 3}-{1 + number // 28 % 12:02}-{1 + number % 28:02}",
        language="en",
        extraction=None,
        text=text,
        blocks=blocks,
    )


def put(store: RecordStore, records: Iterator[Record], first: int) -> None:
    """Put reports into the tables that search looks at."""
    with store._writing() as cursor:
        number = first
        while batch := list(islice(records, _BATCH)):
            fill(cursor, "reports", [_row(number + n, record) for n, record in enumerate(batch)])
            changes.link(cursor, [Numbered(number + n, record) for n, record in enumerate(batch)])
            number += len(batch)


def _row(number: int, record: Record) -> tuple[object, ...]:
    values = {name: getattr(record.report, name, None) for name in COLUMNS["reports"].split()}
    values |= {"report": number, "publisher_words": folded(record.report.publisher or "")}
    return tuple((values | {"record": encode(record).decode()}).values())


def people(store: RecordStore, names: Sequence[str]) -> None:
    """An identity for each name, which is as many as the whole record has."""
    with store._writing() as cursor:
        facts = (Facts(name=name, kind="person", names=(name,)) for name in names)
        identity_rows.write(cursor, [Identity(number=n, id=f"x{n}", facts=one) for n, one in enumerate(facts)])


def measure(reports: int, folder: Path) -> dict[str, object]:
    """The figures for a record of so many reports."""
    invented = Invented()
    path = folder / f"{reports}.duckdb"
    found: dict[str, object] = {"reports": reports, "passages": reports * PARAGRAPHS}
    with RecordStore.open(path) as store:
        people(store, invented.names)
        put(store, invented.reports(1, reports) if reports <= _BATCH else _many(invented, reports), 1)
        seconds = _timed(store.passages.catch_up)
        found |= {"build_s": round(seconds, 1), "passages_per_s": round(reports * PARAGRAPHS / seconds)}
        files = [file for file in folder_of(path).rglob("*") if file.is_file()]
        found["index_mib"] = round(sum(file.stat().st_size for file in files) / 2**20, 1)
        found["queries_ms"] = {name: _middle(ask) for name, ask in _questions(invented, store).items()}
        found["one_more_ms"] = _one_more(invented, store, reports)
    found["record_mib"] = round(path.stat().st_size / 2**20, 1)
    found["opened_anew_ms"] = round(1000 * _timed(lambda: _anew(path, invented.words[50])), 1)
    found["peak_mib"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return found


def _many(invented: Invented, reports: int) -> Iterator[Record]:
    for first in range(1, reports + 1, _BATCH):
        yield from invented.reports(first, min(_BATCH, reports + 1 - first))


def _questions(invented: Invented, store: RecordStore) -> dict[str, Callable[[int], object]]:
    """Questions of several kinds, another one for each n."""
    words, names = invented.words, invented.names

    def ask(query: str, **filters: str) -> object:
        return list(search(store, query, Filters(**filters)))  # type: ignore[arg-type]  # texts only

    return {
        "one word": lambda n: ask(words[20 * n + 5]),
        "commonest words": lambda n: ask(words[n]),
        "two words": lambda n: ask(f"{words[n + 3]} {words[5 * n + 40]}"),
        "phrase": lambda n: ask(f'"{words[n]} {words[n + 1]}"'),
        "beginning": lambda n: ask(f"{words[n][:4]}*"),
        "alternatives, one left out": lambda n: ask(f"{words[9 * n]} OR {words[7 * n + 1]} -{words[n + 2]}"),
        "type, status, layer, publisher, year": lambda n: ask(
            words[3 * n], type="REQUEST", status="planned", layer="reported", publisher="orrery", since="2032"
        ),
        "by a name": lambda n: ask(words[n], by=names[1 + n % 8]),
        "by half a name": lambda n: ask(words[n], actor=names[1 + n % 8].split()[0]),
    }


def _middle(ask: Callable[[int], object]) -> dict[str, float]:
    times = sorted(1000 * _timed(lambda n=n: ask(n)) for n in range(ROUNDS + 1))  # type: ignore[misc]
    return {"p50": round(statistics.median(times), 1), "p95": round(times[int(0.95 * len(times))], 1)}


def _one_more(invented: Invented, store: RecordStore, reports: int) -> dict[str, float]:
    """Taking in one more report, and nothing else, before a question is answered."""
    times = []
    for n in range(20):
        put(store, invented.reports(reports + 1 + n, 1), reports + 1 + n)
        times.append(1000 * _timed(store.passages.catch_up))
    return {"p50": round(statistics.median(times), 1), "worst": round(max(times), 1)}


def _anew(path: Path, word: str) -> None:
    with RecordStore.open(path, read_only=True) as store:
        list(search(store, word, Filters()))


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.search_speed", description="How fast search is.")
    parser.add_argument("--reports", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if min(given.reports) < 1:
        parser.error("--reports takes numbers from 1 on")
    for reports in given.reports:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(reports, Path(folder))
        print(json.dumps(found) if given.json else "\n".join(f"{name}: {value}" for name, value in found.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
