"""The model card, written from what was measured: docs/model-card.md and its reliability plot.

    python -m training.card --run ../onrecord-training/run [--fp32 READER-FP32.onnx]

Measures the packaged int8 model and its fp32 twin with `training.records`, takes the learning curve from the run's
folder, and compares chances with what gold agrees to on three sets. Runs for some ten minutes.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from evals.errors import attribution_errors
from evals.own import own_gold

from onrecord.evaluate.attributions import gold_attributions, pairing, predicted_attributions, same_source
from onrecord.evaluate.gold import GoldReport, read_gold
from onrecord.evaluate.quotation import quoted
from onrecord.reading.model.session import packaged
from onrecord.reading.reader import ModelReader
from training import own
from training.records import GOLD, SETS, figures, model_of, record_of

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "onrecord"  # the same figures give the same file
from matplotlib import pyplot as plt  # noqa: E402 - after the choice of its back end

CARD, PLOT, DATA, PARTS = (
    Path("docs") / name for name in ("model-card.md", "model-reliability.svg", "model-card.json", "model-parts.json")
)
STEPS = 10

Judged = list[tuple[float, bool]]
"""Scores of statements, each with whether gold has it."""


def judged(reader: ModelReader, gold: list[GoldReport]) -> Judged:
    """Every statement's score, and whether a gold one has half its content and the same source."""
    out: Judged = []
    for report in gold:
        record = record_of(reader, report.text)
        mask = quoted(report.text)
        wanted, found = gold_attributions(report, mask), predicted_attributions(report, record, mask)
        right = {
            p
            for g, p in pairing(wanted, found, report.text, "content")
            if same_source(wanted[g], found[p], report.text)
        }
        kept = [statement for statement in record.statements if statement.content.spans]
        out += [(statement.score, number in right) for number, statement in enumerate(kept)]
    return out


def reliability(sets: dict[str, Judged]) -> dict[str, Any]:
    """By set: of each tenth of the scores how many, their mean, the share that is right; and the expected error."""
    out: dict[str, Any] = {}
    for name, pairs in sets.items():
        scores, right = np.array([s for s, _ in pairs]), np.array([r for _, r in pairs], dtype=float)
        rows, apart = [], 0.0
        for low in np.arange(STEPS) / STEPS:
            here = (scores >= low) & ((scores < low + 1 / STEPS) | (low + 1 / STEPS >= 1))
            if here.any():
                rows.append([int(here.sum()), round(scores[here].mean(), 3), round(right[here].mean(), 3)])
                apart += here.mean() * abs(scores[here].mean() - right[here].mean())
        out[name] = {"statements": len(pairs), "error": round(float(apart), 3), "bins": rows}
    return out


def mistakes(reader: ModelReader, gold: list[GoldReport]) -> dict[str, int]:
    """How many mistakes of each kind."""
    counts: Counter[str] = Counter()
    for report in gold:
        counts.update(error.kind for error in attribution_errors(report, record_of(reader, report.text)))
    return dict(counts.most_common())


def draw(found: dict[str, Any]) -> None:
    """The reliability plot."""
    figure, axes = plt.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    for name, one in found.items():
        axes.plot([row[1] for row in one["bins"]], [row[2] for row in one["bins"]], marker="o", label=name)
    axes.set(xlabel="score", ylabel="share that gold agrees with", xlim=(0, 1), ylim=(0, 1))
    axes.legend()
    figure.savefig(PLOT, metadata={"Date": None})


def corpus() -> dict[str, int]:
    """What our own reports hold."""
    reports = list(own.read_all())
    return {
        "reports": len(reports),
        "words": sum(len(report.text.split()) for report in reports),
        "statements": sum(len(report.statements) for report in reports),
        "mentions": sum(len(report.mentions) for report in reports),
    }


def measure(arguments: argparse.Namespace) -> dict[str, Any]:
    """Everything the card tells."""
    reader = ModelReader(packaged())
    found: dict[str, Any] = {"sha256": packaged().notes.sha256, "own": corpus()}
    found["int8"] = {name: figures(name, reader) for name in SETS}
    if arguments.fp32:
        whole = ModelReader(model_of(arguments.fp32))
        found["fp32"] = {name: figures(name, whole) for name in SETS}
    found["curve"] = json.loads((arguments.run / "curve.json").read_text(encoding="utf-8"))
    gold = {name: read_gold(str(GOLD[name])) for name in ("polnear", "wikinews")} | {"own": own_gold()}
    found["mistakes"] = mistakes(reader, list(gold["polnear"]))
    found["reliability"] = reliability({name: judged(reader, list(reports)) for name, reports in gold.items()})
    return found


def main() -> None:
    """Measure and write, or with --render only write."""
    parser = argparse.ArgumentParser(description="Write the model card.")
    parser.add_argument("--run", type=Path, default=Path("../onrecord-training/run"))
    parser.add_argument("--fp32", type=Path)
    parser.add_argument("--render", action="store_true", help="measure nothing: write the card again")
    arguments = parser.parse_args()
    if not arguments.render:
        DATA.write_text(json.dumps(measure(arguments), indent=1) + "\n", encoding="utf-8")
    found = json.loads(DATA.read_text(encoding="utf-8"))
    draw(found["reliability"])
    CARD.write_text(render(found), encoding="utf-8")


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def render(found: dict[str, Any]) -> str:
    """The card's text."""
    template = (Path(__file__).parent / "card.md").read_text(encoding="utf-8")
    parts = {
        "sha256": found["sha256"],
        "scores": "\n".join(_scores(found)),
        "curve": "\n".join(_curve(found["curve"])),
        "parts": "\n".join(_parts(json.loads(PARTS.read_text(encoding="utf-8")))),
        "mistakes": ", ".join(f"{count} {kind}" for kind, count in found["mistakes"].items()),
        "reliability": "\n".join(_reliability(found["reliability"])),
        **{f"own_{name}": f"{value:,}" for name, value in found["own"].items()},
    }
    for name, value in parts.items():
        template = template.replace("{{" + name + "}}", value)
    return template


def _scores(found: dict[str, Any]) -> list[str]:
    kinds = [kind for kind in ("int8", "fp32") if kind in found]
    rows = [_row("measure", *kinds), _row("---", *["--:" for _ in kinds])]
    named = {"polnear": "PolNeAR dev", "wikinews": "Wikinews, 19 reports", "plover": "PLOVER sentences, dev half"}
    for name, title in named.items():
        for key in found["int8"][name]:
            if key != "reports":
                rows.append(_row(f"{title}: {key}", *(found[kind][name][key] for kind in kinds)))
    for name, title in (("gap", "GAP validation"), ("gum", "GUM dev")):
        rows.append(_row(title, *(" ".join(found[kind][name].split()) for kind in kinds)))
    for key in ("type all", "type.macro all", "status.macro all", "voucher all", "false moves all"):
        rows.append(_row(f"own move sentences, test: {key}", *(found[kind]["sentences"][key] for kind in kinds)))
    for key in ("attribution all", "speaker.found all", "pronouns all", "b3 all", "moves all", "voucher all"):
        rows.append(_row(f"own reports: {key}", *(found[kind]["own"][key] for kind in kinds)))
    return rows


def _curve(curve: list[dict[str, Any]]) -> list[str]:
    keys = (
        "all",
        "direct",
        "mixed",
        "indirect",
        "fragment source",
        "fragment cue",
        "fragment content",
        "source accuracy",
    )
    acts = ("triggers", "typed", "statuses", "by", "to")
    rows = [_row("epoch", "minutes", *keys, "GAP", *acts), _row("---", *["--:"] * (len(keys) + len(acts) + 3))]
    for one in curve:
        dev = [one["dev"][key] for key in keys]
        rows.append(_row(one["epoch"], one["minutes"], *dev, one["gap dev"], *(one["moves dev"][key] for key in acts)))
    return rows


def _parts(found: dict[str, dict[str, str]]) -> list[str]:
    keys = list(next(iter(found.values())))
    rows = [_row("read with", *keys), _row("---", *["--:"] * len(keys))]
    return rows + [_row(name, *one.values()) for name, one in found.items()]


def _reliability(found: dict[str, Any]) -> list[str]:
    rows = [_row("set", "statements", "expected calibration error"), _row("---", "--:", "--:")]
    return rows + [_row(name, one["statements"], one["error"]) for name, one in found.items()]


if __name__ == "__main__":
    main()
