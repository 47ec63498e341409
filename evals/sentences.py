"""Our own sentences with moves (training/moves), as labelled reports: what moves are measured on sentence by sentence.

Beside the measures of `onrecord evaluate moves` and `status`: `false moves` per sentence that holds none; `quiet`,
the share
of these in which none is found; of the moves found, the share with the right `layer` and the right `voucher`; which
type is taken for which.
"""

import json
from collections import Counter
from collections.abc import Sequence

import msgspec
from training import moves

from evals.confusion import NONE
from onrecord.errors import OnrecordError
from onrecord.evaluate.bootstrap import intervals
from onrecord.evaluate.gold import GoldReport, parse
from onrecord.evaluate.names import same_name
from onrecord.evaluate.reports import match_moves
from onrecord.evaluate.result import Evaluation, Measure
from onrecord.evaluate.run import score
from onrecord.record.parts import Record

FILE = moves.FOLDER / moves.TEST
NAME = "training/moves/test.txt"
FURTHER = ("false moves", "quiet", "layer", "voucher")


def gold(part: str = "test") -> list[GoldReport]:
    """The sentences of a part."""
    return parse([json.dumps(_line(item), ensure_ascii=False).encode() for item in moves.part(part)], NAME)


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
    sentences: list[dict[tuple[str, str], tuple[int, int, int]]] = []
    for report, record in pairs:
        counts: dict[tuple[str, str], tuple[int, int, int]] = {}
        if isinstance(record, OnrecordError):
            counts["quiet", "all"] = (0, int(not report.moves), int(not report.moves))
            sentences.append(counts)
            continue
        if not report.moves:
            counts["false moves", "all"] = (len(record.moves), 1, 1)
            counts["quiet", "all"] = (int(not record.moves), 1, 1)
        told = {s.id: s for s in record.statements}
        names = {a.id: a.name for a in record.actors}
        layer, voucher = [0, 0], [0, 0]
        for act, move in match_moves(report, record).pairs:
            layer = [layer[0] + int(move.layer == act.layer), layer[1] + 1]
            statement = told.get(move.vouched_by or "")
            said = _source(report.text, statement, names)
            voucher = [voucher[0] + int(_agree(act.vouched_by, said, statement is not None)), voucher[1] + 1]
        counts["layer", "all"] = (layer[0], layer[1], layer[1])
        counts["voucher", "all"] = (voucher[0], voucher[1], voucher[1])
        sentences.append(counts)
    drawn = intervals(sentences, FURTHER, FURTHER)
    out = []
    for name in FURTHER:
        hits, total = (sum(c.get((name, "all"), (0, 0, 0))[n] for c in sentences) for n in (0, 2))
        out.append(
            Measure(
                name=name,
                what="share",
                value=hits / max(1, total),
                found=hits,
                right=hits,
                predicted=total,
                gold=total,
                interval=drawn.get(name),
            )
        )
    return out


def _source(text: str, statement: object, names: dict[str, str]) -> list[str]:
    """The words of a statement's source, and the name of whom they mean."""
    source = getattr(statement, "source", None)
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
            near = [m for m in rest if m.trigger[0] < act.trigger[1] and act.trigger[0] < m.trigger[1]]
            best = next((m for m in near if m.type == act.type), near[0] if near else None)
            if best is not None:
                rest.remove(best)
            table[act.type, best.type if best is not None else NONE] += 1
        table.update((NONE, move.type) for move in rest)
    return table
