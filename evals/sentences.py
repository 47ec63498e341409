"""Our own sentences with moves (training/moves), as labelled reports: what moves are measured on sentence by sentence.

Beside the measures of `onrecord evaluate moves` and `status`: `false moves` per sentence that holds none; `quiet`, the
share of these in which none is found; of the moves found, the share with the right `layer` and the right `voucher`;
which type is taken for which.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
from training import moves

from evals.confusion import NONE
from onrecord.document.spans import meets
from onrecord.errors import OnrecordError
from onrecord.evaluate.bootstrap import intervals
from onrecord.evaluate.gold import GoldReport, parse
from onrecord.evaluate.moves import Counts
from onrecord.evaluate.names import same_name
from onrecord.evaluate.reports import match_moves
from onrecord.evaluate.result import Evaluation, Measure, Tally
from onrecord.evaluate.run import score
from onrecord.record.parts import Record, Statement

FILE = moves.FOLDER / moves.TEST
NAME = "training/moves/test.txt"
FURTHER = ("false moves", "quiet", "layer", "voucher")


def gold(part: str = "test") -> list[GoldReport]:
    """The sentences of a part."""
    return as_reports(moves.part(part))


def as_reports(items: Iterable[moves.Item]) -> list[GoldReport]:
    """Marked texts as labelled reports."""
    return parse([json.dumps(_line(item), ensure_ascii=False).encode() for item in items], NAME)


def _line(item: moves.Item) -> dict[str, object]:
    text = item.text
    acts = list(item.moves.values())

    def words(act: moves.Labelled, part: str) -> list[str]:
        return [text[start:end] for start, end in act.spans.get(part, ())]

    return {
        "id": item.name,
        "text": text,
        "events": [
            {
                "type": act.type,
                "actors": words(act, "by"),
                "recipients": words(act, "to"),
                "reciprocal": act.reciprocal,
                "status": act.status,
            }
            for act in acts
        ],
        "moves": [
            {
                "type": act.type,
                "trigger": sorted(act.spans["trigger"])[0],
                "by": words(act, "by"),
                "status": act.status,
                "layer": act.layer,
                "vouched_by": act.voucher,
            }
            for act in acts
        ],
    }


def score_sentences(wanted: Sequence[GoldReport], read: Sequence[Record | OnrecordError]) -> list[Evaluation]:
    """All measures over some sentences."""
    acts, states = (score(kind, wanted, read, NAME) for kind in ("moves", "status"))
    further = (*_further(list(zip(wanted, read, strict=True))), *states.measures)
    return [acts, msgspec.structs.replace(acts, kind="sentences", measures=further)]


def _further(pairs: list[tuple[GoldReport, Record | OnrecordError]]) -> list[Measure]:
    sentences = [_counts(report, record) for report, record in pairs]
    drawn = intervals(sentences, FURTHER, FURTHER)
    out = []
    for name in FURTHER:
        tally = Tally()
        for counts in sentences:
            hits, predicted, gold_ = counts.get((name, "all"), (0, 0, 0))
            tally.add(hits=hits, predicted=predicted, gold=gold_)
        out.append(tally.share(name, interval=drawn.get(name)))
    return out


def _counts(report: GoldReport, record: Record | OnrecordError) -> Counts:
    """What one sentence adds to each further measure."""
    bare = int(not report.moves)
    if isinstance(record, OnrecordError):
        return {("quiet", "all"): (0, bare, bare)}
    told = {s.id: s for s in record.statements}
    names = {a.id: a.name for a in record.actors}
    layer = voucher = 0
    found = match_moves(report, record).pairs
    for act, move in found:
        statement = told.get(move.vouched_by or "")
        layer += int(move.layer == act.layer)
        voucher += int(_agree(act.vouched_by, _source(report.text, statement, names), statement is not None))
    counts: Counts = {
        ("layer", "all"): (layer, len(found), len(found)),
        ("voucher", "all"): (voucher, len(found), len(found)),
    }
    if bare:
        counts["false moves", "all"] = (len(record.moves), 1, 1)
        counts["quiet", "all"] = (int(not record.moves), 1, 1)
    return counts


def _source(text: str, statement: Statement | None, names: dict[str, str]) -> list[str]:
    """The words of a statement's source, and the name of whom they mean."""
    source = statement.source if statement is not None else None
    if source is None:
        return []
    spoken = [text[start:end] for start, end in source.spans]
    return [*spoken, *([names[source.actor]] if source.actor else [])]


def _agree(wanted: str | None, said: list[str], vouched: bool) -> bool:
    """Whether the voucher is right; no voucher is right where the outlet itself tells."""
    if wanted is None:
        return not vouched
    return any(same_name(wanted, name) or same_name(name, wanted) for name in said)


def confusion(pairs: Sequence[tuple[GoldReport, Record]]) -> Counter[tuple[str, str]]:
    """How often a gold type was found as which: by overlapping triggers, `none` where there is no move."""
    table: Counter[tuple[str, str]] = Counter()
    for report, record in pairs:
        rest = list(record.moves)
        for act in report.moves or ():
            near = [m for m in rest if meets(m.trigger, (act.trigger,))]
            best = next((m for m in near if m.type == act.type), near[0] if near else None)
            if best is not None:
                rest.remove(best)
            table[act.type, best.type if best is not None else NONE] += 1
        table.update((NONE, move.type) for move in rest)
    return table
