"""What texts made to break a reader cost, and whether the time grows with their length alone.

    python -m evals.hostile_texts [--size 50000] [--only NAME ...] [--store] [--write]

For each maker of evals/hostile_makers.py, in CPU seconds at a size and at twice that size: everything but the model
(document, rules, record), the whole reading at a tenth of the size, and with `--store` keeping it in a record beside a
copy of itself, asking for everything and every export. The ratio of two such times is about 2 where time grows with
length alone, 4 where it grows with its square. `--write` puts the table into docs/hostile.md.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import NamedTuple

import msgspec

from evals.hostile_makers import MAKERS
from onrecord.document.compose import Known, compose
from onrecord.document.document import READ_KINDS, Document
from onrecord.errors import DocumentError
from onrecord.exchange import plain
from onrecord.exchange.exports import EXPORTS
from onrecord.exchange.marked import Shown
from onrecord.flow.book import RecordBook
from onrecord.reading.marks import Reader
from onrecord.reading.reader import RuleReader, default_reader
from onrecord.record.build import build
from onrecord.record.parts import ReaderInfo, Record
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore

PAGE = Path(__file__).parents[1] / "docs" / "hostile.md"
MARKS = ("<!-- texts -->", "<!-- end of texts -->")
INFO = ReaderInfo(onrecord="0", models={})
WORTH = 0.2
"""CPU seconds from which a ratio says something."""


class Cost(NamedTuple):
    """CPU seconds at a size and at twice that."""

    once: float
    twice: float

    @property
    def ratio(self) -> str:
        """How much more the double took, where it took long enough to tell."""
        return f"{self.twice / max(self.once, 0.001):.1f}" if self.twice >= WORTH else "-"


class Row(NamedTuple):
    """One maker: what it came to at twice the size, and what it cost."""

    name: str
    entries: int
    rules: Cost
    whole: Cost
    stored: Cost | None


def document(text: str, source: str = "a") -> Document:
    """The document of a text, read whatever its language; a text without words is not refused either."""
    try:
        made = compose(text, Known(source=source, published="2031-05-14"))
    except DocumentError:
        return Document(text=text, blocks=())
    read = {block.span for block in made.blocks if block.kind in READ_KINDS}
    return msgspec.structs.replace(made, left_out=tuple(part for part in made.left_out if part.span not in read))


def record(reader: Reader, text: str, source: str = "a") -> Record:
    """Its record."""
    made = document(text, source)
    return build(made, reader.read(made), INFO)


def questions(store: RecordStore, kept: Record) -> Iterator[tuple[str, Callable[[], object]]]:
    """Everything that can be asked of a record, and every form it goes out in."""
    book = RecordBook(store)
    for name in ("statements", "moves", "occurrences", "actors", "network", "ledger", "contradictions", "stories"):
        yield name, lambda name=name: list(getattr(book, name)())  # type: ignore[misc]
    yield "timeline", lambda: list(book.timeline("published"))
    yield "search", lambda: list(book.search("truce"))
    yield "page", Shown(kept).html
    yield "plain", lambda: list(plain.lines(kept))
    for name, export in EXPORTS.items():
        yield name, lambda export=export: sum(map(len, export.write(store, Filters())))  # type: ignore[misc]


def _seconds(do: Callable[[], object]) -> float:
    began = process_time()
    do()
    return process_time() - began


def stored(make: Callable[[int], str], size: int, slow: dict[str, float]) -> float:
    """CPU seconds of keeping a text and a copy of it, and of all questions; `slow` gets those of each."""
    reader = RuleReader()
    kept, copy = record(reader, make(size)), record(reader, make(size - 3), "b")
    with tempfile.TemporaryDirectory() as folder, RecordStore.open(Path(folder) / "talks.duckdb") as store:
        slow["add"] = _seconds(lambda: store.add([Filing(kept)]))
        slow["add copy"] = _seconds(lambda: store.add([Filing(copy)]))
        for name, ask in questions(store, kept):
            slow[name] = _seconds(ask)
    return sum(slow.values())


def _cost(reader: Reader, make: Callable[[int], str], size: int) -> Cost:
    return Cost(_seconds(lambda: record(reader, make(size))), _seconds(lambda: record(reader, make(2 * size))))


def rows(names: list[str], size: int, *, with_store: bool) -> Iterator[Row]:
    """The makers one by one."""
    rules, whole = RuleReader(), default_reader()
    record(whole, "Vasko said no.")
    for name in names:
        make = MAKERS[name]
        found = record(rules, make(2 * size))
        cost = [_cost(reader, make, length) for reader, length in ((rules, size), (whole, size // 10))]
        kept = None
        if with_store:
            once: dict[str, float] = {}
            twice: dict[str, float] = {}
            kept = Cost(stored(make, size // 5, once), stored(make, 2 * size // 5, twice))
            for part, seconds in twice.items():
                if seconds > 1 and seconds > 3 * once[part]:
                    print(f"    {name}: {part} {once[part]:.2f} {seconds:.2f}", file=sys.stderr)
        yield Row(name, len(found.actors) + len(found.statements) + len(found.moves), cost[0], cost[1], kept)


def table(found: list[Row], size: int) -> str:
    """The rows as the page has them."""
    head = (
        f"| text | entries | without the model: s at {size:,} | at {2 * size:,} | ratio "
        f"| with it: s at {size // 10:,} | at {size // 5:,} | ratio |"
    )
    lines = [head, "|---|" + "---:|" * 7]
    for row in found:
        rules, whole = row.rules, row.whole
        lines.append(
            f"| {row.name} | {row.entries:,} | {rules.once:.2f} | {rules.twice:.2f} | {rules.ratio} "
            f"| {whole.once:.2f} | {whole.twice:.2f} | {whole.ratio} |"
        )
    return "\n".join(lines)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=50_000)
    parser.add_argument("--only", nargs="*", default=list(MAKERS))
    parser.add_argument("--store", action="store_true")
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    found = []
    for row in rows(wanted.only, wanted.size, with_store=wanted.store):
        found.append(row)
        kept = f"  store {row.stored.once:.2f} {row.stored.twice:.2f} {row.stored.ratio}" if row.stored else ""
        print(
            f"{row.name:30} {row.entries:7,}  rules {row.rules.once:.2f} {row.rules.twice:.2f} {row.rules.ratio}"
            f"  whole {row.whole.once:.2f} {row.whole.twice:.2f} {row.whole.ratio}{kept}",
            flush=True,
        )
    if wanted.write:
        before, rest = PAGE.read_text("utf-8").split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        PAGE.write_text(f"{before}{MARKS[0]}\n{table(found, wanted.size)}\n{MARKS[1]}{after}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
