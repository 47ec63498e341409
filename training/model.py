"""The encoder (MiniLM-L6, a plain BERT) with its heads, in torch."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reading.model.labels import ACTS, ATTRIBUTION_LABELS, MENTION_LABELS, PARTS, STATUSES, TRIGGER_LABELS
from onrecord.reading.model.pieces import N_SHAPES
from training.base import model_folder

POINTER_WIDTH, PART_WIDTH = 128, 64
FORBIDDEN = -1e4
"""Score of a step that no labelling may take, such as O to I-cue."""


@dataclass(frozen=True)
class Answer:
    """Scores of a batch: labels as (batch, pieces, labels), pointers as (batch, from, to).

    `triggers`, `acts`, `statuses` and `both` (whether the act is reciprocal) are labels; `parts` is (batch, part,
    from, to): how surely a piece belongs to that part of the act whose trigger begins at another.
    """

    attribution: Tensor
    outer: Tensor
    inner: Tensor
    cues: Tensor
    sources: Tensor
    same: Tensor
    triggers: Tensor
    acts: Tensor
    statuses: Tensor
    both: Tensor
    parts: Tensor


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, state: Tensor, mask: Tensor | None) -> Tensor:
        """The next state of each piece; `mask` is True where a piece may be looked at."""
        batch, size, width = state.shape
        qkv = self.qkv(state).view(batch, size, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], attn_mask=mask)
        state = self.norm1(state + self.out(mixed.transpose(1, 2).reshape(batch, size, width)))
        after: Tensor = self.norm2(state + self.down(functional.gelu(self.up(state))))
        return after


class Pointer(nn.Module):
    """From each piece to each piece: which one does it belong to."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.query = nn.Linear(width, POINTER_WIDTH)
        self.key = nn.Linear(width, POINTER_WIDTH)

    def forward(self, state: Tensor) -> Tensor:
        """Scores as (batch, from, to)."""
        scores: Tensor = self.query(state) @ self.key(state).transpose(1, 2)
        scaled: Tensor = scores * POINTER_WIDTH**-0.5
        return scaled


class Parts(nn.Module):
    """From each piece to each piece, once for each part of an act: does it belong to the act that begins here."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.query = nn.Linear(width, len(PARTS) * PART_WIDTH)
        self.key = nn.Linear(width, len(PARTS) * PART_WIDTH)
        self.bias = nn.Parameter(torch.full((len(PARTS), 1, 1), -3.0))

    def forward(self, state: Tensor, heads: Tensor | None = None) -> Tensor:
        """Scores as (batch, part, from, to), above 0 for yes; of `heads`, rows of (window, piece), (row, part, to)."""
        batch, size, _ = state.shape
        key = self.key(state).view(batch, size, len(PARTS), PART_WIDTH).permute(0, 2, 3, 1)
        if heads is None:
            query = self.query(state).view(batch, size, len(PARTS), PART_WIDTH).transpose(1, 2)
            scores: Tensor = query @ key * PART_WIDTH**-0.5 + self.bias
            return scores
        asked = self.query(state[heads[:, 0], heads[:, 1]]).view(len(heads), len(PARTS), 1, PART_WIDTH)
        rows: Tensor = (asked @ key[heads[:, 0]] * PART_WIDTH**-0.5 + self.bias)[:, :, 0]
        return rows


class Reader(nn.Module):
    """The encoder and its heads: attributions, two layers of mentions, pointers, acts with their parts."""

    def __init__(self, vocabulary: int, width: int, heads: int, layers: int, inner: int, positions: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.shapes = nn.Embedding(N_SHAPES, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        self.dropout = nn.Dropout(0.1)
        self.attribution = nn.Linear(width, len(ATTRIBUTION_LABELS))
        self.outer = nn.Linear(width, len(MENTION_LABELS))
        self.inner = nn.Linear(width, len(MENTION_LABELS))
        self.cues = Pointer(width)
        self.sources = Pointer(width)
        self.same = Pointer(width)
        self.triggers = nn.Linear(width, len(TRIGGER_LABELS))
        self.acts = nn.Linear(width, len(ACTS))
        self.statuses = nn.Linear(width, len(STATUSES))
        self.both = nn.Linear(width, 2)
        self.parts = Parts(width)
        self.steps = nn.Parameter(torch.zeros(len(ATTRIBUTION_LABELS), len(ATTRIBUTION_LABELS)))

    def forward(
        self, ids: Tensor, shapes: Tensor, present: Tensor | None = None, heads: Tensor | None = None
    ) -> Answer:
        """Read a batch of windows; `present` is False at the padding and may be left out where there is none.

        `heads` as `Parts` takes them: in training the parts are asked for at the triggers alone.
        """
        state = self.words(ids) + self.shapes(shapes) + self.positions.weight[: ids.shape[1]]
        state = self.norm(state)
        mask = None if present is None else present[:, None, None, :]
        for layer in self.layers:
            state = layer(state, mask)
        state = self.dropout(state)
        pointers = [pointer(state) for pointer in (self.cues, self.sources, self.same)]
        if present is not None:
            pointers = [scores.masked_fill(~present[:, None, :], FORBIDDEN) for scores in pointers]
        labels = [head(state) for head in (self.triggers, self.acts, self.statuses, self.both)]
        return Answer(
            self.attribution(state), self.outer(state), self.inner(state), *pointers, *labels, self.parts(state, heads)
        )

    def lowest(self, layers: int) -> list[nn.Parameter]:
        """The weights of so many layers, from below, and of what goes before them; none for 0."""
        if not layers:
            return []
        below = (self.words, self.positions, self.shapes, self.norm, *self.layers[:layers])
        return [weight for part in below for weight in part.parameters()]

    def step_scores(self) -> Tensor:
        """Scores of one label after another, with the forbidden steps filled in."""
        return self.steps.float() + forbidden_steps()


def forbidden_steps() -> Tensor:
    """0 where one attribution label may follow another, else `FORBIDDEN`."""
    size = len(ATTRIBUTION_LABELS)
    steps = torch.zeros(size, size)
    for after, label in enumerate(ATTRIBUTION_LABELS):
        if label.startswith("I-"):
            steps[:, after] = FORBIDDEN
            steps[after, after] = steps[after - 1, after] = 0.0
    return steps


def sequence_loss(scores: Tensor, gold: Tensor, present: Tensor, steps: Tensor) -> Tensor:
    """Negative log-likelihood of the gold labels under a linear chain, summed over the batch.

    The sum over all labellings is a tree of products, so it takes log2(pieces) steps and not one for each piece.
    Padding keeps the last label at no cost.
    """
    batch, size, labels = scores.shape
    scores = scores.float()
    first = scores[:, 0] + steps[0]  # a window opens as if behind an O
    before, after, here = gold[:, :-1], gold[:, 1:], present[:, 1:]
    picked = first.gather(1, gold[:, :1]).sum()
    link = steps[before, after] + scores[:, 1:].gather(2, after[..., None])[..., 0]
    picked = picked + (link * here).sum()
    stay = torch.full((labels, labels), FORBIDDEN).fill_diagonal_(0.0)
    chain = steps + scores[:, 1:, None, :]
    chain = torch.where(here[:, :, None, None], chain, stay)
    while chain.shape[1] > 1:
        if chain.shape[1] % 2:
            chain = torch.cat([chain, stay.expand(batch, 1, labels, labels)], dim=1)
        left, right = chain[:, 0::2], chain[:, 1::2]
        chain = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], dim=3)
    total = torch.logsumexp(first[:, :, None] + chain[:, 0], dim=(1, 2)).sum() if size > 1 else first.logsumexp(1).sum()
    return total - picked


def pointer_loss(
    scores: Tensor, targets: Tensor, weights: Tensor, fewest: float, rivals: Tensor | None = None
) -> Tensor:
    """Mean loss of the pieces that point somewhere (over `fewest` at least); several right targets share the credit.

    `targets` is True at right (from, to) pairs, `weights` the weight of each pointing piece. A piece with `rivals`
    chooses among these and its targets alone.
    """
    scores = scores.float()
    if rivals is not None:
        bounded = rivals.any(dim=2, keepdim=True)
        scores = scores.masked_fill(bounded & ~(targets | rivals), FORBIDDEN)
    pointing = targets.any(dim=2)
    if not bool(pointing.any()):
        return scores.sum() * 0.0
    scores, targets, weights = scores[pointing], targets[pointing], weights[pointing]
    right = torch.logsumexp(scores.masked_fill(~targets, FORBIDDEN), dim=1)
    return ((torch.logsumexp(scores, dim=1) - right) * weights).sum() / weights.sum().clamp_min(fewest)


def parts_loss(scores: Tensor, targets: Tensor, heads: Tensor, near: Tensor) -> Tensor:
    """Loss of the parts of acts: for each trigger and part over the pieces of its paragraph, a mean over the triggers.

    `scores` are (row, part, to) for the triggers at `heads`, rows of (window, piece); `targets` (batch, part, from,
    to), `near` (batch, from, to) where both stand in one paragraph.
    """
    gold = targets[heads[:, 0], :, heads[:, 1]].float()
    weights = near[heads[:, 0], heads[:, 1]][:, None, :].float()
    loss = functional.binary_cross_entropy_with_logits(scores.float(), gold, reduction="none") * weights
    return loss.sum() / len(heads)


def fresh_reader(folder: Path | None = None) -> Reader:
    """The encoder with its published weights and untrained heads."""
    folder = folder or model_folder()
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    reader = Reader(
        config["vocab_size"],
        config["hidden_size"],
        config["num_attention_heads"],
        config["num_hidden_layers"],
        config["intermediate_size"],
        config["max_position_embeddings"],
    )
    stored = load_file(folder / "model.safetensors")
    kind = stored["embeddings.token_type_embeddings.weight"][0]
    state = reader.state_dict()
    state["words.weight"] = stored["embeddings.word_embeddings.weight"]
    state["positions.weight"] = stored["embeddings.position_embeddings.weight"]
    state["shapes.weight"] = kind + 0.02 * torch.randn(N_SHAPES, kind.shape[0])
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = stored[f"embeddings.LayerNorm.{part}"]
        for number in range(config["num_hidden_layers"]):
            old, new = f"encoder.layer.{number}", f"layers.{number}"
            state[f"{new}.qkv.{part}"] = torch.cat(
                [stored[f"{old}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            for ours, theirs in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                state[f"{new}.{ours}.{part}"] = stored[f"{old}.{theirs}.{part}"]
    reader.load_state_dict(state)
    return reader
