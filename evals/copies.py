"""How many copies are tied to their origin, and how many ties are right, over copies made from reports by chance.

    python -m evals.copies [--copies N] [--seed N] [--reports FILE.jsonl ...] [--ties]

Origins are our own texts (evals/reports, the demo, training/own) and those of `--reports` (JSON Lines with `text`). The
copies are cut, wrapped, re-titled or edited; further reports hold an origin's quotations among paragraphs of their own,
and are no copies. All are kept in a record held in memory, as `onrecord add` does, but read by no model. Right is a tie
to the group of the report that a copy was made from; every other tie is wrong, except the demo's one copy and those
between two reports of `--reports`, of which `--ties` gives a list to be looked at. A seed makes the same copies again.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

import duckdb
import msgspec
from training.own import read_all

from evals.copying import CHANGES, SHORTEST_ORIGIN, Prose, prose, same_quotations
from evals.gold import REPORTS
from onrecord import demo
from onrecord.across.numbered import Numbered
from onrecord.document.compose import Known, compose, documents
from onrecord.document.document import Document
from onrecord.errors import DocumentError
from onrecord.reading.marks import Marks
from onrecord.record.build import build
from onrecord.record.parts import ReaderInfo, Record
from onrecord.source.files import Delivery
from onrecord.store.arrow import fill
from onrecord.store.filing import Filing
from onrecord.store.links import copies as links
from onrecord.store.rows import tables_of

DEMO = Path(demo.__file__).parent
DEMO_COPY = ("05-courier-two-doors.html", "04-orrery-mediator-offer.txt")

_BATCH = 64
_READER = ReaderInfo(onrecord="0", models={})
_TIED = """
    SELECT report.source, origin.source, of_report, of_origin
    FROM copies c JOIN reports report USING (report) JOIN reports origin ON origin.report = c.origin ORDER BY c.report
"""


class Made(msgspec.Struct, frozen=True):
    """A report made from another: how, which, and whether it is a copy of it."""

    record: Record
    change: str
    origin: str
    is_copy: bool = True


class Figures(msgspec.Struct, frozen=True):
    """What came of it. `made` and `found` are copies by kind of change; `wrong` lists ties as (report, origin)."""

    made: Counter[str]
    found: Counter[str]
    wrong: list[tuple[str, str]]
    given: list[tuple[str, str, float, float]]
    seconds: float

    @property
    def recall(self) -> float:
        """Share of the copies that are tied to their origin's group."""
        return self.found.total() / self.made.total()

    @property
    def precision(self) -> float:
        """Share of right ties among those of made reports and of our own texts."""
        return self.found.total() / (self.found.total() + len(self.wrong))


def own_documents() -> list[Document]:
    """Our own texts, each with where it comes from as its source."""
    files = [*sorted(REPORTS.glob("*.txt")), *sorted(DEMO.glob("[01]*"))]
    found = [d for path in files for d in documents(Delivery(path.name, path.read_bytes()))]
    named = [
        msgspec.structs.replace(d, source=f"{d.source} {n}" if d.given_id else d.source)
        for n, d in enumerate(found)
        if not isinstance(d, DocumentError)
    ]
    return [*named, *(compose(report.text, Known(source=f"own {report.name}")) for report in read_all())]


def given_documents(files: Sequence[Path]) -> list[Document]:
    """The reports of JSON Lines files."""
    found = [d for path in files for d in documents(Delivery(path.name, path.read_bytes()))]
    return [
        msgspec.structs.replace(d, source=f"given {d.given_id or n}")
        for n, d in enumerate(found)
        if not isinstance(d, DocumentError)
    ]


def make(
    own: Sequence[Document], given: Sequence[Document], copies: int, seed: int
) -> tuple[list[Document], list[Made]]:
    """Which documents are kept as origins, and the reports made from them.

    A quarter of our own texts is set apart to wrap copies in, an eighth to hold quotations of others: none of these is
    kept itself, for a report wrapped in another's paragraphs is a copy of that one too.
    """
    chance = random.Random(seed)
    ours = [d for d in own if d.source not in DEMO_COPY]
    chance.shuffle(ours)
    quarter, eighth = len(ours) // 4, len(ours) // 8
    wrapping = [p for d in ours[:quarter] if len((p := prose(d)).paragraphs) > 2]
    quoting = [prose(d) for d in ours[quarter : quarter + eighth]]
    kept = [*ours[quarter + eighth :], *(d for d in own if d.source in DEMO_COPY), *given]
    origins = [(d, p) for d in kept if (p := prose(d)).words() >= SHORTEST_ORIGIN and d.source != DEMO_COPY[0]]
    made: list[Made] = []
    for n in range(copies):
        document, origin = chance.choice(origins)
        change = list(CHANGES)[n % len(CHANGES)]
        text = CHANGES[change](origin, wrapping, chance)
        made.append(Made(_record(text, f"copy {n}", chance), change, document.source))
    for n, other in enumerate(quoting):
        document, origin = chance.choice(origins)
        if text := same_quotations(origin, other):
            made.append(Made(_record(text, f"quoting {n}", chance), "same quotations", document.source, is_copy=False))
    chance.shuffle(made)
    return kept, made


def measure(kept: Sequence[Document], made: Sequence[Made]) -> Figures:
    """Keep the origins and then what was made from them, and see what is tied to what."""
    cursor = duckdb.connect(":memory:")
    for number in (1, 2):
        cursor.execute(resources.files("onrecord.store").joinpath(f"schema/{number}.sql").read_text("utf-8"))
    records = [*(build(_dated(document), Marks(), _READER) for document in kept), *(one.record for one in made)]
    start = time.perf_counter()
    for first in range(0, len(records), _BATCH):
        batch = records[first : first + _BATCH]
        fill(cursor, "reports", tables_of([Filing(record) for record in batch], first + 1)["reports"])
        links.link(cursor, [Numbered(number, record) for number, record in enumerate(batch, first + 1)])
    seconds = time.perf_counter() - start
    return _judged(cursor.execute(_TIED).fetchall(), made, seconds)


def _judged(ties: list[tuple[str, str, float, float]], made: Sequence[Made], seconds: float) -> Figures:
    tied = {report: origin for report, origin, _, _ in ties}
    by_source = {one.record.report.source: one for one in made}
    found: Counter[str] = Counter()
    wrong = []
    for report, origin in tied.items():
        one = by_source.get(report)
        if one is None:
            if not report.startswith("given ") and (report, origin) != DEMO_COPY:
                wrong.append((report, origin))
        elif one.is_copy and origin == tied.get(one.origin, one.origin):
            found[one.change] += 1
        else:
            wrong.append((report, origin))
    return Figures(
        made=Counter(one.change for one in made if one.is_copy),
        found=found,
        wrong=wrong,
        given=[tie for tie in ties if tie[0] not in by_source],
        seconds=seconds,
    )


def _record(text: Prose, source: str, chance: random.Random) -> Record:
    published = f"2031-05-{chance.randint(2, 4):02}"
    known = Known(source=source, title=text.title or None, publisher=f"Paper {source}", published=published)
    return build(compose(text.text(), known), Marks(), _READER)


def _dated(document: Document) -> Document:
    # Copies are published a day later or more, whatever day their origin bears.
    return msgspec.structs.replace(document, published="2031-05-01")


def _lines(figures: Figures) -> Iterator[str]:
    yield f"{'change':<20}{'copies':>8}{'tied':>8}{'recall':>8}"
    for change, n in figures.made.items():
        yield f"{change:<20}{n:>8}{figures.found[change]:>8}{figures.found[change] / n:>8.3f}"
    yield f"{'all':<20}{figures.made.total():>8}{figures.found.total():>8}{figures.recall:>8.3f}"
    yield f"wrong ties {len(figures.wrong)}, precision {figures.precision:.3f}; linking took {figures.seconds:.1f} s"
    yield from (f"  wrong: {report} -> {origin}" for report, origin in figures.wrong)


def main() -> int:
    """Make the copies, and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=2000, metavar="N", help="how many copies to make")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed makes other copies")
    parser.add_argument("--reports", type=Path, nargs="*", default=[], metavar="FILE", help="further origins")
    parser.add_argument("--ties", action="store_true", help="list the ties between reports that were not made")
    given = parser.parse_args()
    figures = measure(*make(own_documents(), given_documents(given.reports), given.copies, given.seed))
    print("\n".join(_lines(figures)))
    if given.ties:
        print("\n".join(json.dumps(tie) for tie in figures.given))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
