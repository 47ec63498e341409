"""Fine-tune the encoder on all tasks at once.

    nice -n 19 python -m training.train [--epochs 5] [--run DIR] [--data DIR]

After each epoch the run's folder holds `last.pt` (to go on from, by the same command), `curve.json` (losses and dev
figures of each epoch) and `found-N.jsonl`. With the same seed, data and number of threads a run repeats itself.
"""

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.acts import act_scores
from training.base import tokenizer_of_package
from training.batches import PARAGRAPH_ID, Batch, Part, Place, grouped, shuffled
from training.evaluate import Checkpoint, brief, gap_score, measure, mention_scores
from training.model import Answer, Reader, fresh_reader, parts_loss, pointer_loss, sequence_loss
from training.prepare import PRONOUNS, UNKNOWN

MASK_ID = 103
BF16 = torch.ops.mkldnn._is_mkldnn_bf16_supported() and torch.cpu._is_avx512_bf16_supported()
"""Only where the processor computes in it: elsewhere it is emulated, twenty times slower than fp32."""
CONTENT_WEIGHT = 0.25
"""Weight of a content's piece among those that point: contents are long, sources and cues short."""
VARIED = {"polnear": 1, "own": 2, "moves": 2, "elsewhere": 2}
"""Corpora cut in several ways, and how often each is read in an epoch."""
FIXED = ("gum", "gap")
OURS = ("own", "moves", "elsewhere")
"""Corpora that are read whole in each epoch, whatever the share of the others."""
FEWEST = {"attribution": 400.0, "cues": 100.0, "sources": 100.0, "same": 10.0, "triggers": 300.0}
"""Pieces that a batch's mean is taken over at least: a batch with hardly any of a task weighs little in it."""
NAMED_WEIGHT = 0.3
"""Weight of a name or description among those that point to whom they mean; a pronoun has 1."""
WEIGHTS = {
    "attribution": 1.0,
    "cues": 0.3,
    "sources": 0.6,
    "mentions": 0.3,
    "same": 0.4,
    "triggers": 3.0,
    "acts": 0.5,
    "statuses": 0.5,
    "both": 0.2,
    "parts": 0.05,
}


def losses(reader: Reader, batch: Batch, masked: float, chance: torch.Generator, pronouns: Tensor) -> dict[str, Tensor]:
    """The loss of each task on a batch, each a mean over its pieces; a share of the pieces is hidden by the mask."""
    hidden = (torch.rand(batch.ids.shape, generator=chance) < masked) & batch.present
    hidden[:, 0] = False
    ids = torch.where(hidden & (batch.ids != PARAGRAPH_ID), torch.full_like(batch.ids, MASK_ID), batch.ids)
    with torch.autocast("cpu", torch.bfloat16, enabled=BF16):
        answer = reader(ids, batch.shapes, batch.present, (batch.acts != UNKNOWN).nonzero())
    known = (batch.attribution[:, 0] != UNKNOWN).nonzero()[:, 0]
    out: dict[str, Tensor] = {}
    if len(known):
        gold, present = batch.attribution[known], batch.present[known]
        gold = gold.where(present, torch.zeros_like(gold))
        loss = sequence_loss(answer.attribution[known], gold, present, reader.step_scores())
        out["attribution"] = loss / present.sum().clamp_min(FEWEST["attribution"])
        weights = torch.where(gold >= 5, CONTENT_WEIGHT, 1.0)
        out["cues"] = pointer_loss(answer.cues[known], batch.cues[known], weights, FEWEST["cues"])
        out["sources"] = pointer_loss(answer.sources[known], batch.sources[known], weights, FEWEST["sources"])
    if bool((batch.outer != UNKNOWN).any()):
        layers = ((answer.outer, batch.outer), (answer.inner, batch.inner))
        out["mentions"] = sum(
            (
                torch.nn.functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN)
                for scores, gold in layers
            ),
            torch.zeros(()),
        )
    if bool(batch.same.any()):
        weights = torch.where(torch.isin(batch.ids, pronouns), 1.0, NAMED_WEIGHT)
        out["same"] = pointer_loss(answer.same, batch.same, weights, FEWEST["same"], batch.rivals)
    out.update(act_losses(answer, batch))
    return out


def act_losses(answer: Answer, batch: Batch) -> dict[str, Tensor]:
    """The losses of acts: of their triggers over all pieces, of the rest over the triggers."""

    def loss(scores: Tensor, gold: Tensor, fewest: float = 1.0) -> Tensor:
        total = torch.nn.functional.cross_entropy(
            scores.float().flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN, reduction="sum"
        )
        return total / (gold != UNKNOWN).sum().clamp_min(fewest)

    if not bool((batch.triggers != UNKNOWN).any()):
        return {}
    out = {"triggers": loss(answer.triggers, batch.triggers, FEWEST["triggers"])}
    if bool((batch.acts != UNKNOWN).any()):
        for name in ("acts", "statuses", "both"):
            out[name] = loss(getattr(answer, name), getattr(batch, name), 4.0)
        out["parts"] = parts_loss(answer.parts, batch.parts, (batch.acts != UNKNOWN).nonzero(), batch.near)
    return out


HEADS = ("attribution", "outer", "inner", "cues", "sources", "same", "steps", "shapes")
ACT_HEADS = ("triggers", "acts", "statuses", "both", "parts")


def optimiser_of(reader: Reader, rate: float, head_rate: float, new: tuple[str, ...]) -> torch.optim.AdamW:
    """AdamW; what starts from nothing (`new`) learns at a rate of its own; no decay on norms and biases.

    The vectors of words stay as published: a step takes about a third less time, and a name unseen here keeps its place
    beside those that were seen.
    """
    reader.words.weight.requires_grad_(False)
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
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--size", type=int, default=2048, help="pieces in a batch")
    parser.add_argument("--frozen", type=int, default=0, help="layers, from below, that stay as they are")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--masked", type=float, default=0.05, help="share of pieces hidden in training")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, help="a checkpoint to start from instead of the published encoder")
    parser.add_argument("--share", type=float, default=1.0, help="share of PolNeAR, GUM and GAP to read in an epoch")
    for name in ("moves", "elsewhere"):
        parser.add_argument(
            f"--{name}", type=int, default=VARIED[name], help="times that these acts are read in an epoch"
        )
    parser.add_argument("--steps", type=int, help="end after so many steps, the rate fallen to nothing (for comparing)")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    arguments.run.mkdir(parents=True, exist_ok=True)
    reader = fresh_reader()
    new = (*HEADS, *ACT_HEADS)
    if arguments.start:
        known = torch.load(arguments.start, weights_only=True)["model"]
        reader.load_state_dict({**reader.state_dict(), **known})
        new = tuple(name for name in new if not any(one.startswith(name) for one in known))
    for weight in reader.lowest(arguments.frozen):
        weight.requires_grad_(False)
    optimiser = optimiser_of(reader, arguments.rate, arguments.head_rate, new)
    full = [group["lr"] for group in optimiser.param_groups]
    varied = [
        ([Part(path, 1.0 if name in OURS else arguments.share) for path in cuts], times)
        for name, times in {**VARIED, "moves": arguments.moves, "elsewhere": arguments.elsewhere}.items()
        if (cuts := sorted(arguments.data.glob(f"{name}-train-*.npz")))
    ]
    fixed = [Part(path, arguments.share) for name in FIXED if (path := arguments.data / f"{name}-train.npz").exists()]
    mention_dev = Part(arguments.data / "gum-dev.npz")
    gap_dev = Part(arguments.data / "gap-dev.npz")
    act_dev, elsewhere_dev = (Part(arguments.data / f"{name}-dev.npz") for name in ("moves", "elsewhere"))
    tokenizer = tokenizer_of_package()
    pronouns = torch.tensor(sorted(filter(None, map(tokenizer.token_to_id, PRONOUNS))))

    seeds = [arguments.seed * 1000 + epoch for epoch in range(arguments.epochs)]

    def places_of(epoch: int) -> list[Place]:
        turns = [(cuts, epoch + turn * max(1, len(cuts) // times)) for cuts, times in varied for turn in range(times)]
        places = []
        for part in fixed + [cuts[turn % len(cuts)] for cuts, turn in turns]:
            numbers = list(range(len(part)))
            if part.share < 1:
                random.Random(seeds[epoch]).shuffle(numbers)
            places += [(part, number) for number in numbers[: round(len(numbers) * part.share)]]
        return places

    sizes = [len(grouped(places_of(n), arguments.size, random.Random(seed))) for n, seed in enumerate(seeds)]
    total = min(sum(sizes), arguments.steps or sum(sizes))
    warm = max(1, total // 16)
    curve: list[dict[str, Any]] = []
    step, last = 0, arguments.run / "last.pt"
    if last.exists():
        stored = torch.load(last, weights_only=True)
        reader.load_state_dict(stored["model"])
        optimiser.load_state_dict(stored["optimiser"])
        step, curve = stored["step"], stored["curve"]
    for epoch in range(len(curve), arguments.epochs if step < total else 0):
        torch.manual_seed(seeds[epoch])
        chance = torch.Generator().manual_seed(seeds[epoch])
        reader.train()
        began, pieces = time.monotonic(), 0
        sums: dict[str, list[float]] = {}
        for batch in shuffled(places_of(epoch), arguments.size, seeds[epoch]):
            for group, rate in zip(optimiser.param_groups, full, strict=True):
                group["lr"] = rate * share(step, total, warm)
            found = losses(reader, batch, arguments.masked, chance, pronouns)
            loss = sum((WEIGHTS[name] * value for name, value in found.items()), torch.zeros(()))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            step += 1
            pieces += int(batch.present.sum())
            for name, value in found.items():
                sums.setdefault(name, []).append(value.item())
            if step % 50 == 0 or step >= total:
                recent = {name: round(sum(values[-50:]) / len(values[-50:]), 4) for name, values in sums.items()}
                speed = pieces / (time.monotonic() - began)
                print(f"step {step}/{total}, {speed:.0f} pieces/s, {json.dumps(recent)}", flush=True)  # noqa: T201
            if step >= total:
                break
        minutes = (time.monotonic() - began) / 60
        model = Checkpoint(reader)
        dev = brief(measure(arguments.gold, model, arguments.run / f"found-{epoch + 1}.jsonl"))
        curve.append(
            {
                "epoch": epoch + 1,
                "minutes": round(minutes, 1),
                "losses": {name: round(sum(values) / len(values), 4) for name, values in sums.items()},
                "dev": dev,
                "mentions dev": mention_scores(mention_dev, model),
                "gap dev": gap_score(gap_dev, model),
                "moves dev": act_scores(act_dev, model),
                "elsewhere dev": act_scores(elsewhere_dev, model),
            }
        )
        print(json.dumps(curve[-1]), flush=True)  # noqa: T201
        (arguments.run / "curve.json").write_text(json.dumps(curve, indent=1), encoding="utf-8")
        stored = {"model": reader.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "curve": curve}
        torch.save(stored, last.with_suffix(".part"))
        last.with_suffix(".part").replace(last)
        if step >= total:
            return


if __name__ == "__main__":
    main()
