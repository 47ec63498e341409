"""Our own sentences with moves (moves/*.txt, marked as moves/GUIDE.md says): text, moves and their parts with offsets.

python -m training.moves [FILE ...]      checks the files and counts what they hold

moves/reports holds the paragraphs of our own reports (own/) in the same way, item `b01.2` being the third of b01.
There a move has neither layer nor voucher: they follow from the statements that the report is marked with.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord.document.document import Span
from onrecord.reading.model.pieces import paragraphs
from onrecord.record.vocabulary import LAYERS, QUADS, STATUSES
from training import own

FOLDER = Path(__file__).parent / "moves"
REPORTS = FOLDER / "reports"
TEST, DEV = "test.txt", 9
"""The file that is the test part, and which share of each other file, at its end, is dev: one in so many."""
PARTS = {
    "m": "trigger",
    "b": "by",
    "r": "to",
    "a": "about",
    "c": "conditions",
    "w": "where",
    "h": "when",
    "v": "voucher",
}
SHARED_WORDS, SHARED_ITEMS = 6, 3
"""No run of so many words may stand in more items than this."""
_MARK = re.compile(r"\[([mbracwhv])(\d+(?:,\d+)*) |\]")
_HEAD = re.compile(r"^--- *(\S+) *\| *(.+?) *$")
_MOVE = re.compile(r"^(\d+): ([A-Z]+) (\S+) (\w+)(?: (own_words|reported|narration) (\S+))?( reciprocal)?$")


@dataclass
class Labelled:
    """One move: its labels and, by part, the spans of the text."""

    type: str
    mode: str | None
    status: str
    layer: str | None
    voucher: str | None
    reciprocal: bool
    spans: dict[str, list[Span]] = field(default_factory=dict)

    def within(self, start: int, end: int) -> bool:
        """Whether the trigger begins in a stretch of the text."""
        return start <= min(self.spans["trigger"])[0] < end

    def moved(self, by: int, low: int = 0, high: int = sys.maxsize) -> "Labelled":
        """The same with the spans inside [low, high) alone, in a text that has `by` more characters before it."""
        spans = {
            part: kept
            for part, found in self.spans.items()
            if (kept := [(start + by, end + by) for start, end in found if low <= start and end <= high])
        }
        return replace(self, spans=spans)


@dataclass
class Item:
    """One sentence or passage with its moves; `faults` says what is wrong with the marks."""

    name: str
    style: str
    text: str = ""
    moves: dict[int, Labelled] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_items(text: str) -> Iterator[Item]:
    """The items of a file.

    >>> (item,) = read_items("--- a1 | wire\\n[b1 Orsk] [m1 left].\\n1: RETREAT withdraw happened narration -")
    >>> item.text, item.moves[1].spans, item.faults
    ('Orsk left.', {'by': [(0, 4)], 'trigger': [(5, 9)]}, [])
    """
    item: Item | None = None
    body: list[str] = []
    for line in [*text.splitlines(), "--- end | end"]:
        head = _HEAD.match(line)
        if head is None:
            body.append(line)
            continue
        if item is not None:
            _fill(item, [line for line in body if line.strip()])
            yield item
        item, body = Item(head.group(1), head.group(2)), []


def _fill(item: Item, lines: list[str]) -> None:
    if not lines:
        item.faults.append("no text")
        return
    spans = _unmark(item, lines[0])
    for line in lines[1:]:
        found = _MOVE.match(line)
        if found is None:
            item.faults.append(f"not the line of a move: {line!r}")
            continue
        number, kind, mode, status, layer, voucher, both = found.groups()
        if kind not in QUADS or status not in STATUSES or layer not in (*LAYERS, None):
            item.faults.append(f"no such type, status or layer: {line!r}")
        if layer is not None and (layer == "narration") != (voucher == "-"):
            item.faults.append(f"narration has no voucher, the other layers have one: {line!r}")
        item.moves[int(number)] = Labelled(
            kind,
            None if mode == "-" else mode,
            status,
            layer,
            None if voucher in ("-", None) else voucher.replace("_", " "),
            bool(both),
            spans.pop(int(number), {}),
        )
        if "trigger" not in item.moves[int(number)].spans:
            item.faults.append(f"move {number} has no trigger")
    if spans:
        item.faults.append(f"marks without a move: {sorted(spans)}")


def _unmark(item: Item, marked: str) -> dict[int, dict[str, list[Span]]]:
    spans: dict[int, dict[str, list[Span]]] = {}
    opened: list[tuple[str, str, int]] = []
    at = 0
    for mark in _MARK.finditer(marked):
        item.text += marked[at : mark.start()]
        at = mark.end()
        if mark.group() != "]":
            opened.append((mark.group(1), mark.group(2), len(item.text)))
        elif opened:
            part, numbers, start = opened.pop()
            for number in numbers.split(","):
                spans.setdefault(int(number), {}).setdefault(PARTS[part], []).append((start, len(item.text)))
        else:
            item.faults.append(f"a ] closes nothing, after {marked[max(0, at - 40) : at]!r}")
    item.text += marked[at:]
    item.faults += [f"[{part}{numbers} is never closed" for part, numbers, _ in opened]
    item.faults += [f"{sign!r} left in the text" for sign in "[]{}" if sign in item.text]
    return spans


def part(name: str) -> list[Item]:
    """The items of one of the fixed parts: train, dev or test."""
    files = {path.name: list(read_items(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.txt"))}
    test = files.pop(TEST)
    if name == "test":
        return test
    found: list[Item] = []
    for items in files.values():
        first = len(items) - len(items) // DEV
        found += items[first:] if name == "dev" else items[:first]
    return found


def of_reports() -> dict[str, list[Labelled]]:
    """The moves of our own reports by the report's name, with offsets into its text."""
    items = {
        item.name: item
        for path in sorted(REPORTS.glob("*.txt"))
        for item in read_items(path.read_text(encoding="utf-8"))
    }
    found: dict[str, list[Labelled]] = {}
    for report in own.read_all():
        acts = found[report.name] = []
        for number, (start, _) in enumerate(paragraphs(report.text)):
            acts += [act.moved(start) for act in items[f"{report.name}.{number}"].moves.values()]
    return found


def unlike() -> Iterator[str]:
    """The paragraphs of our own reports that stand otherwise, or not at all, among the moves of reports."""
    texts = {
        item.name: item.text
        for path in sorted(REPORTS.glob("*.txt"))
        for item in read_items(path.read_text(encoding="utf-8"))
    }
    for report in own.read_all():
        for number, (start, end) in enumerate(paragraphs(report.text)):
            if texts.pop(f"{report.name}.{number}", None) != report.text[start:end].rstrip():
                yield f"{report.name}.{number}: not the paragraph of the report"
    yield from (f"{name}: no paragraph of a report" for name in texts)


def repeated(items: list[Item]) -> dict[str, int]:
    """Runs of six words, names aside, that stand in more than three items."""
    seen: Counter[str] = Counter()
    for item in items:
        words = [w.lower() for w in re.findall(r"[\w'’]+", item.text) if w[0].islower() or w.isdigit()]
        runs = zip(*(words[n:] for n in range(SHARED_WORDS)), strict=False)
        seen.update({" ".join(run) for run in runs})
    return {run: count for run, count in seen.items() if count > SHARED_ITEMS}


def main() -> int:
    """Check files; print faults and what they hold."""
    every: list[Item] = []
    for path in [Path(name) for name in sys.argv[1:]] or [
        *sorted(FOLDER.glob("*.txt")),
        *sorted(REPORTS.glob("*.txt")),
    ]:
        items = list(read_items(path.read_text(encoding="utf-8")))
        every += items if path.parent != REPORTS else []
        types = Counter(move.type for item in items for move in item.moves.values())
        statuses = Counter(move.status for item in items for move in item.moves.values())
        bare = sum(not item.moves for item in items)
        print(path.name, f"{len(items)} items, {bare} without a move; {dict(types)}; {dict(statuses)}")  # noqa: T201
    faults = [f"{item.name}: {fault}" for item in every for fault in item.faults]
    faults += [f"{name}: used twice" for name, n in Counter(item.name for item in every).items() if n > 1]
    faults += unlike()
    faults += [f"in {count} items: {run!r}" for run, count in repeated(every).items()]
    print("\n".join(faults))  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
