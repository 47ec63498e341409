"""What each part of the reading brings: the development sets read again with one part left out.

    python -m training.parts [--out docs/model-parts.json]

The model's scores are kept between the readings, so that only the first takes its time.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

from onrecord.reading import coreference, modelled
from onrecord.reading.model.pieces import Pieces
from onrecord.reading.model.session import Encoder, Outputs, packaged
from onrecord.reading.reader import ModelReader, RuleReader
from training.records import figures

Part = Callable[[], AbstractContextManager[Any]]


class Kept:
    """A model that remembers what it read."""

    def __init__(self, model: Encoder) -> None:
        self.notes, self.tokenizer, self.steps = model.notes, model.tokenizer, model.steps
        self._model = model
        self._known: dict[tuple[tuple[int, ...], tuple[int, ...]], Outputs] = {}

    def read(self, pieces: Pieces) -> Outputs:
        """The scores of one window."""
        key = (pieces.ids, pieces.shapes)
        if key not in self._known:
            self._known[key] = self._model.read(pieces)
        return self._known[key]


@contextmanager
def _model_alone() -> Iterator[None]:
    """No rule finds, mends or adds an attribution."""
    with (
        patch.object(modelled.Modelled, "finish", lambda *_: None),
        patch.object(modelled.Modelled, "nest", lambda *_: None),
        patch.object(modelled.Modelled, "after_colons", lambda *_: None),
        patch.object(modelled.Modelled, "_fitted", lambda _, span: span),
        patch.object(modelled.Modelled, "_signed", lambda *_: None),
        patch.object(modelled.turns, "split", lambda found, _: found),
        patch.object(modelled, "KEPT", ()),
        patch.object(modelled, "DOUBTFUL", 0.0),
    ):
        yield


PARTS: dict[str, Part] = {
    "the whole reading": nullcontext,
    "attributions by the model alone": _model_alone,
    "doubtful findings kept": lambda: patch.object(modelled, "DOUBTFUL", 0.0),
    "no frames by rules": lambda: patch.object(modelled, "KEPT", ()),
    "frameless quotations not settled": lambda: patch.object(modelled.Modelled, "finish", lambda *_: None),
    "no turns of transcripts": lambda: patch.object(modelled.turns, "split", lambda found, _: found),
    "contents not read once more": lambda: patch.object(modelled.Modelled, "nest", lambda *_: None),
    "no pointer to who is meant": lambda: patch.object(
        coreference, "WEIGHTS", coreference.Weights(**{**_weights(), "model": 0.0})
    ),
}


def _weights() -> dict[str, float]:
    return {name: getattr(coreference.WEIGHTS, name) for name in coreference.WEIGHTS.__struct_fields__}


def brief(reader: RuleReader) -> dict[str, str]:
    """The figures that tell the parts apart."""
    polnear, wikinews = figures("polnear", reader), figures("wikinews", reader)
    kinds = ("all", "direct", "mixed", "indirect")
    return {
        "PolNeAR dev": " / ".join(f"{polnear[kind]:.1f}" for kind in kinds),
        "Wikinews": f"{wikinews['all']:.1f}",
        "speaker found": wikinews["reports"][1].rpartition("=")[2].strip(),
        "GAP": figures("gap", reader).split()[-1],
        "GUM": figures("gum", reader).split()[-1],
    }


def main() -> None:
    """Read with each part left out in turn, and write the figures."""
    parser = argparse.ArgumentParser(description="What each part of the reading brings.")
    parser.add_argument("--out", type=Path, default=Path("docs/model-parts.json"))
    arguments = parser.parse_args()
    reader = ModelReader(Kept(packaged()))
    found = {"rules alone, without the model": brief(RuleReader())}
    for name, part in PARTS.items():
        with part():
            found[name] = brief(reader)
        print(name, found[name], flush=True)  # noqa: T201
    arguments.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
