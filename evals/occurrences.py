"""How well moves told by several reports are put together, against reports with labelled mentions of events.

    python -m evals.occurrences --gold FILE [--stories own] [--records FILE] [--wrong N]

FILE is JSON Lines: {"id", "story", "text", "events": [{"span": [start, stop), "cluster"}]}. A move counts when its
trigger meets a labelled mention; two moves belong together when these mentions have a cluster in common. Pairwise
precision and recall are over all pairs of such moves, B-cubed over the moves (each with the first cluster it meets).
The stories are those of the file, so that the joining alone is measured; `--stories own` takes onrecord's. `--records`
keeps the readings in a file, or takes them from there. `--wrong N` prints N pairs joined wrongly.
"""

import argparse
import json
import tempfile
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.across.accounts import Account, Told, accounts_of
from onrecord.across.dispute import Entry
from onrecord.across.numbered import Numbered
from onrecord.across.occurrences import place
from onrecord.document.spans import meets
from onrecord.flow.run import read_paths
from onrecord.record.codec import decode, encode
from onrecord.record.parts import Move, Record
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore

Groups = dict[Entry, int]
_AT_ONCE = 64


class Scores(NamedTuple):
    """Shares from 0 to 1, over so many moves and so many pairs joined."""

    moves: int
    joined: int
    precision: float
    recall: float
    b_precision: float
    b_recall: float

    def __str__(self) -> str:
        b_f1 = 2 * self.b_precision * self.b_recall / (self.b_precision + self.b_recall)
        return (
            f"{self.moves} moves, {self.joined} pairs joined: pairwise precision {self.precision:.3f} "
            f"recall {self.recall:.3f}, B-cubed precision {self.b_precision:.3f} recall {self.b_recall:.3f} "
            f"F1 {b_f1:.3f}"
        )


def main() -> None:
    """Print the scores for one file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--stories", choices=("gold", "own"), default="gold")
    parser.add_argument("--records", type=Path)
    parser.add_argument("--wrong", type=int, default=0)
    asked = parser.parse_args()
    gold = {item["id"]: item for item in map(json.loads, asked.gold.read_text("utf-8").splitlines())}
    records = [Numbered(number, record) for number, record in enumerate(_records(asked.gold, asked.records), 1)]
    clusters = _clusters(records, gold)
    stories = {id_: item["story"] for id_, item in gold.items()} if asked.stories == "gold" else None
    found = grouped(records, stories)
    print(scores(found, clusters))
    for lines in islice(_wrong(records, found, clusters), asked.wrong):
        print(lines)


def grouped(records: Sequence[Numbered], stories: dict[str, str] | None) -> Groups:
    """The number of the occurrence of each move, with these stories by the reports' given ids, or all as onrecord does.

    With stories given, actors of one name are one: what is measured is the joining of moves alone.
    """
    if stories is None:
        return _kept(records)
    places = {story: number for number, story in enumerate(dict.fromkeys(stories.values()))}
    names: dict[str, int] = {}
    accounts: list[Account] = []
    for item in records:
        identities = {a.id: names.setdefault(a.name.casefold(), len(names)) for a in item.record.actors}
        story = places[stories[item.record.report.given_id or ""]]
        accounts += accounts_of(item, Told(identities, (story,), item.number))
    return {account.entry: number for account, number in zip(accounts, place(accounts, (), 1), strict=True)}


def scores(found: Groups, clusters: dict[Entry, list[str]]) -> Scores:
    """Pairwise and B-cubed scores of the moves that have clusters."""
    joined = [(a, b) for a, b in combinations(clusters, 2) if found[a] == found[b]]
    alike = sum(bool({*clusters[a]} & {*clusters[b]}) for a, b in combinations(clusters, 2))
    right = sum(bool({*clusters[a]} & {*clusters[b]}) for a, b in joined)
    ours, theirs = _members(found, clusters), _members({e: c[0] for e, c in clusters.items()}, clusters)
    both = {entry: len(ours[entry] & theirs[entry]) for entry in clusters}
    return Scores(
        moves=len(clusters),
        joined=len(joined),
        precision=right / len(joined),
        recall=right / alike,
        b_precision=sum(n / len(ours[entry]) for entry, n in both.items()) / len(clusters),
        b_recall=sum(n / len(theirs[entry]) for entry, n in both.items()) / len(clusters),
    )


def _members(of: Mapping[Entry, Hashable], entries: Iterable[Entry]) -> dict[Entry, set[Entry]]:
    groups: dict[Hashable, set[Entry]] = {}
    for entry in entries:
        groups.setdefault(of[entry], set()).add(entry)
    return {entry: groups[of[entry]] for entry in entries}


def _kept(records: Sequence[Numbered]) -> Groups:
    with tempfile.TemporaryDirectory() as folder, RecordStore.open(f"{folder}/record.duckdb") as store:
        for start in range(0, len(records), _AT_ONCE):
            store.add(Filing(item.record) for item in records[start : start + _AT_ONCE])
        return {
            one.account.entry: number
            for number, occurrence in enumerate(store.find_occurrences(Filters()))
            for one in occurrence.accounts
        }


def _clusters(records: Sequence[Numbered], gold: dict[str, Any]) -> dict[Entry, list[str]]:
    """The clusters of the labelled mentions that each move's trigger meets, of moves that meet any."""
    found = {
        Entry(item.number, move.id): [
            event["cluster"]
            for event in gold[item.record.report.given_id or ""]["events"]
            if meets(move.trigger, [tuple(event["span"])])
        ]
        for item in records
        for move in item.record.moves
    }
    return {entry: clusters for entry, clusters in found.items() if clusters}


def _wrong(records: Sequence[Numbered], found: Groups, clusters: dict[Entry, list[str]]) -> Iterator[str]:
    texts = {
        Entry(item.number, move.id): f"{item.record.report.given_id} {_said(item.record, move)}"
        for item in records
        for move in item.record.moves
    }
    for a, b in combinations(clusters, 2):
        if found[a] == found[b] and not {*clusters[a]} & {*clusters[b]}:
            yield f"{texts[a]}\n    {texts[b]}"


def _said(record: Record, move: Move) -> str:
    text = record.report.text
    return f"[{text[slice(*move.trigger)]}] {' '.join(text[slice(*move.span)].split())}"


def _records(path: Path, kept: Path | None) -> list[Record]:
    if kept is not None and kept.exists():
        return [decode(line) for line in kept.read_bytes().splitlines()]
    records = [found for found in read_paths([path]) if isinstance(found, Record)]
    if kept is not None:
        kept.write_bytes(b"".join(encode(record) + b"\n" for record in records))
    return records


if __name__ == "__main__":
    main()
