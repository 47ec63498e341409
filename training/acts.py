"""What a model finds of the acts in our own dev sentences by itself."""

from collections import Counter

import numpy as np

from onrecord.reading.model.acts import INSIDE
from onrecord.reading.model.labels import PARTS
from onrecord.reading.model.session import Encoder
from training.batches import Part
from training.prepare import UNKNOWN


def act_scores(part: Part, model: Encoder) -> dict[str, float]:
    """F1 of triggers (their first piece) with and without their type, share of acts and statuses told right where both
    found a trigger, and F1 over the pieces of each part there."""
    hits, gold, found = Counter[str](), Counter[str](), Counter[str]()
    for window in range(len(part)):
        outputs = model.read(part.pieces(window))
        wanted, got = part.row("triggers", window), outputs.triggers.argmax(axis=1)
        begins = (wanted > 0) & (wanted < INSIDE), (got > 0) & (got < INSIDE)
        gold["triggers"] += int(begins[0].sum())
        found["triggers"] += int(begins[1].sum())
        both = begins[0] & begins[1]
        hits["triggers"] += int(both.sum())
        hits["typed"] += int((both & (wanted == got)).sum())
        for name in ("acts", "statuses", "both"):
            row = part.row(name, window)
            told = both & (row != UNKNOWN)
            gold[name] += int(told.sum())
            found[name] += int(told.sum())
            hits[name] += int((row == getattr(outputs, name).argmax(axis=1))[told].sum())
        for number, name in enumerate(PARTS):
            table = np.zeros(outputs.parts.shape[1:], dtype=np.bool_)
            pairs = part.pairs(name, window)
            table[pairs[:, 0], pairs[:, 1]] = True
            yes = outputs.parts[number][both] > 0
            gold[name] += int(table[both].sum())
            found[name] += int(yes.sum())
            hits[name] += int((table[both] & yes).sum())
    gold["typed"], found["typed"] = gold["triggers"], found["triggers"]
    return {name: round(200 * hits[name] / max(1, gold[name] + found[name]), 1) for name in found}
