"""The weighted mean of the weights of several checkpoints.

python -m training.average OUT.pt SHARE:CHECKPOINT.pt SHARE:CHECKPOINT.pt ...
"""

import sys
from pathlib import Path

import torch
from torch import Tensor

Weights = dict[str, Tensor]


def averaged(models: list[tuple[float, Weights]]) -> Weights:
    """The mean of weights, each with its share; the shares must sum to 1.

    >>> averaged([(0.25, {"a": torch.tensor(4.0)}), (0.75, {"a": torch.tensor(8.0)})])
    {'a': tensor(7.)}
    """
    if abs(sum(share for share, _ in models) - 1) > 1e-6:
        raise ValueError("the shares do not sum to 1")
    first = models[0][1]
    return {
        name: sum((share * one[name] for share, one in models), torch.zeros_like(weight))
        if weight.is_floating_point()
        else weight
        for name, weight in first.items()
    }


def main() -> None:
    """Average and write."""
    out, *parts = sys.argv[1:]
    models = []
    for part in parts:
        share, _, path = part.partition(":")
        models.append((float(share), torch.load(Path(path), weights_only=True)["model"]))
    torch.save({"model": averaged(models)}, Path(out))


if __name__ == "__main__":
    main()
