"""What layer and voucher a labelled move has by the place of its trigger (docs/record.md)."""

from collections.abc import Iterable, Iterator
from typing import Any

from evals.quotation import Span
from onrecord.document.spans import meets, within


def chain_of(statements: list[dict[str, Any]], index: int) -> list[int] | None:
    """A statement and those it is nested in, innermost first; None when `within` points nowhere or in a circle."""
    chain = [index]
    while (outer := statements[chain[-1]]["within"]) is not None:
        if outer in chain or not 0 <= outer < len(statements):
            return None
        chain.append(outer)
    return chain


def layer_faults(
    text: str, regions: list[Span], attributions: list[dict[str, Any]], moves: list[dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Where moves have another layer or voucher than the place of their trigger gives, and what is wrong there."""
    for index, m in enumerate(moves):
        where = f"move {index} {m['type']} ({text[slice(*m['trigger'])]!r})"
        for number in _straddled(m["trigger"], attributions):
            yield where, f"trigger stands half in the content of statement {number}"
        sure = [n for n, s in enumerate(attributions) if not s.get("optional")]
        # A statement on which readers differ may count or not: either layer is right then.
        derived = [_layer(regions, m, attributions, among) for among in (range(len(attributions)), sure)]
        if (m["layer"], m["vouched_by"]) not in derived:
            layer, voucher = derived[0]
            yield (where, f"labelled {m['layer']} by {m['vouched_by']}, its place says {layer} by {voucher}")


def _straddled(trigger: Span, attributions: list[dict[str, Any]]) -> Iterator[int]:
    for number, s in enumerate(attributions):
        crosses = any(meets(trigger, [c]) and not within(trigger, [c]) for c in s["content"])
        if crosses and not meets(trigger, s["cue"]):
            yield number


def _layer(
    regions: list[Span], move: dict[str, Any], attributions: list[dict[str, Any]], among: Iterable[int]
) -> tuple[str, str | None]:
    trigger = move["trigger"]
    chains = [chain_of(attributions, n) or [n] for n in among if within(trigger, attributions[n]["content"])]
    if not chains:
        return "narration", None
    chain = max(chains, key=len)
    voucher = attributions[chain[0]]["actor"]
    # A statement told in its speaker's own quotation keeps that speaker's marks; another speaker's marks do not count.
    contents = [c for n in chain if attributions[n]["actor"] == voucher for c in attributions[n]["content"]]
    own = [r for r in regions if any(c[0] <= r[0] < c[1] for c in contents)]
    quoted = within(trigger, own)
    return "own_words" if voucher is not None and voucher in move["by"] and quoted else "reported", voucher
