"""Fine-tune the encoder on all tasks at once.

    nice -n 19 python -m training.train [--epochs 7] [--run DIR] [--data DIR]

After each epoch the run's folder holds `last.pt` (to go on from, by the same command), `curve.json` (losses and dev
figures of each epoch) and `found-N.jsonl`. With the same seed, data and number of threads a run repeats itself.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.batches import Batch, Part, shuffled
from training.evaluate import brief, measure, mention_scores, torch_read
from training.model import Reader, fresh_reader, pointer_loss, sequence_loss
from training.pieces import load_tokenizer
from training.prepare import UNKNOWN

MASK_ID, PARAGRAPH_ID = 103, 102
CONTENT_WEIGHT = 0.25
"""Weight of a content's piece among those that point: contents are long, sources and cues short."""
WEIGHTS = {"attribution": 1.0, "cues": 0.3, "sources": 0.6, "mentions": 0.3}


def losses(reader: Reader, batch: Batch, masked: float, chance: torch.Generator) -> dict[str, Tensor]:
    """The loss of each task on a batch, each a mean over its pieces; a share of the pieces is hidden by the mask."""
    hidden = (torch.rand(batch.ids.shape, generator=chance) < masked) & batch.present
    hidden[:, 0] = False
    ids = torch.where(hidden & (batch.ids != PARAGRAPH_ID), torch.full_like(batch.ids, MASK_ID), batch.ids)
    with torch.autocast("cpu", torch.bfloat16):
        answer = reader(ids, batch.shapes, batch.present)
    known = (batch.attribution[:, 0] != UNKNOWN).nonzero()[:, 0]
    out: dict[str, Tensor] = {}
    if len(known):
        gold, present = batch.attribution[known], batch.present[known]
        gold = gold.where(present, torch.zeros_like(gold))
        loss = sequence_loss(answer.attribution[known], gold, present, reader.step_scores())
        out["attribution"] = loss / present.sum()
        weights = torch.where(gold >= 5, CONTENT_WEIGHT, 1.0)
        out["cues"] = pointer_loss(answer.cues[known], batch.cues[known], weights)
        out["sources"] = pointer_loss(answer.sources[known], batch.sources[known], weights)
    if len(known) < len(batch.ids):
        layers = ((answer.outer, batch.outer), (answer.inner, batch.inner))
        out["mentions"] = sum(
            (
                torch.nn.functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN)
                for scores, gold in layers
            ),
            torch.zeros(()),
        )
    return out


def optimiser_of(reader: Reader, rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW; heads and shapes, which start from nothing, learn at a rate of their own; no decay on norms and biases.

    The vectors of words stay as published: a step takes about a third less time, and a name unseen here keeps its place
    beside those that were seen.
    """
    reader.words.weight.requires_grad_(False)
    new = ("attribution", "outer", "inner", "cues", "sources", "steps", "shapes")
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, weight in reader.named_parameters():
        if not weight.requires_grad:
            continue
        groups.setdefault((name.startswith(new), weight.dim() > 1), []).append(weight)
    return torch.optim.AdamW(
        [
            {"params": weights, "lr": head_rate if fresh else rate, "weight_decay": 0.01 if decays else 0.0}
            for (fresh, decays), weights in groups.items()
        ],
        fused=True,
    )


def share(step: int, total: int, warm: int) -> float:
    """The share of the full rate at a step: up over `warm` steps, then down in a line to nothing at `total`.

    >>> [share(step, 100, 10) for step in (0, 9, 10, 55)]
    [0.1, 1.0, 1.0, 0.5]
    """
    return (step + 1) / warm if step < warm else max(0.0, (total - step) / (total - warm))


def main() -> None:
    """Train, measuring on dev after each epoch."""
    parser = argparse.ArgumentParser(description="Fine-tune the reading model.")
    parser.add_argument("--data", type=Path, default=Path("../onrecord-training/data"))
    parser.add_argument("--run", type=Path, default=Path("../onrecord-training/run"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/data/polnear/dev.jsonl"))
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--size", type=int, default=16, help="windows in a batch")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--masked", type=float, default=0.05, help="share of pieces hidden in training")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, help="stop after so many steps (to try the speed)")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    arguments.run.mkdir(parents=True, exist_ok=True)
    reader = fresh_reader()
    optimiser = optimiser_of(reader, arguments.rate, arguments.head_rate)
    full = [group["lr"] for group in optimiser.param_groups]
    varied = [Part(path) for path in sorted(arguments.data.glob("attribution-train-*.npz"))]
    mentions = Part(arguments.data / "mention-train.npz")
    mention_dev = Part(arguments.data / "mention-dev.npz")
    tokenizer = load_tokenizer()
    cuts = max(1, len(varied))
    sizes = [
        -(-(len(mentions) + (len(varied[e % cuts]) if varied else 0)) // arguments.size)
        for e in range(arguments.epochs)
    ]
    total = sum(sizes)
    warm = max(1, total // 16)
    curve: list[dict[str, Any]] = []
    step, last = 0, arguments.run / "last.pt"
    if last.exists():
        stored = torch.load(last, weights_only=True)
        reader.load_state_dict(stored["model"])
        optimiser.load_state_dict(stored["optimiser"])
        step, curve = stored["step"], stored["curve"]
    for epoch in range(len(curve), arguments.epochs):
        torch.manual_seed(arguments.seed * 1000 + epoch)
        chance = torch.Generator().manual_seed(arguments.seed * 1000 + epoch)
        parts = [mentions, *varied[epoch % cuts : epoch % cuts + 1]]
        reader.train()
        began, pieces = time.monotonic(), 0
        sums: dict[str, list[float]] = {}
        for batch in shuffled(parts, arguments.size, arguments.seed * 1000 + epoch):
            for group, rate in zip(optimiser.param_groups, full, strict=True):
                group["lr"] = rate * share(step, total, warm)
            found = losses(reader, batch, arguments.masked, chance)
            loss = sum((WEIGHTS[name] * value for name, value in found.items()), torch.zeros(()))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            step += 1
            pieces += int(batch.present.sum())
            for name, value in found.items():
                sums.setdefault(name, []).append(value.item())
            if step % 50 == 0 or step == arguments.steps:
                recent = {name: round(sum(values[-50:]) / len(values[-50:]), 4) for name, values in sums.items()}
                speed = pieces / (time.monotonic() - began)
                print(f"step {step}/{total}, {speed:.0f} pieces/s, {json.dumps(recent)}", flush=True)  # noqa: T201
            if step == arguments.steps:
                return
        minutes = (time.monotonic() - began) / 60
        read = torch_read(reader)
        steps = reader.step_scores().detach().numpy()
        dev = brief(measure(arguments.gold, read, steps, tokenizer, arguments.run / f"found-{epoch + 1}.jsonl"))
        curve.append(
            {
                "epoch": epoch + 1,
                "minutes": round(minutes, 1),
                "losses": {name: round(sum(values) / len(values), 4) for name, values in sums.items()},
                "dev": dev,
                "mentions dev": mention_scores(mention_dev, read),
            }
        )
        print(json.dumps(curve[-1]), flush=True)  # noqa: T201
        (arguments.run / "curve.json").write_text(json.dumps(curve, indent=1), encoding="utf-8")
        stored = {"model": reader.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "curve": curve}
        torch.save(stored, last.with_suffix(".part"))
        last.with_suffix(".part").replace(last)


if __name__ == "__main__":
    main()
