"""One command for the figures of a model: whole records of every development set, scored by the shared scorers.

    python -m training.records [MODEL.onnx|CHECKPOINT.pt] [--only polnear plover sentences wikinews gap gum own]

Without a model: the one in the package. Needs the corpora and scorers in ../shared.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals import sentences
from evals.own import own_gold

from onrecord.document.compose import Known, compose
from onrecord.evaluate.run import score
from onrecord.reading.model.session import Encoder, packaged
from onrecord.reading.reader import ModelReader, RuleReader
from onrecord.record.build import build
from onrecord.record.codec import encode
from onrecord.record.parts import ReaderInfo, Record
from onrecord.version import __version__
from training.lines import read_lines
from training.prepare import gap

DATA, TOOLS = Path("../shared/data"), Path("../shared/tools")
GAP = DATA / "coreference" / "gap" / "gap-validation.tsv"
GOLD = {
    "polnear": DATA / "polnear" / "dev.jsonl",
    "plover": DATA / "plover_gsr" / "dev.jsonl",
    "wikinews": DATA / "wikinews" / "gold.jsonl",
    "gum": DATA / "coreference" / "dev.jsonl",
}

SETS = ("polnear", "plover", "sentences", "wikinews", "gap", "gum", "own")
EVENTS = (
    *("type", "type.macro", "quad", "actor.overlap", "recipient.overlap", "actor.code", "recipient.code"),
    *("dyad_text", "location.acc"),
)
"""What is told of PLOVER's sentences."""


def record_of(reader: RuleReader, text: str) -> Record:
    """The record of one text by one reader."""
    document = compose(text, Known())
    return build(document, reader.read(document), ReaderInfo(onrecord=__version__, models=dict(reader.models)))


def texts(name: str) -> Iterator[str]:
    """The texts of a development set."""
    for record in gap(GAP) if name == "gap" else read_lines(GOLD[name]):
        yield record["text"]


def figures(name: str, reader: RuleReader) -> Any:
    """What the shared scorer says of a development set (our own reports: the same measures by onrecord's own)."""
    if name == "own":
        gold = own_gold()
        read = [record_of(reader, report.text) for report in gold]
        found = [score(kind, gold, read, "own") for kind in ("attributions", "reports", "coreference")]
        return {f"{m.name} {m.part}": round(100 * m.value, 1) for one in found for m in one.measures}
    if name == "sentences":
        lines = sentences.gold()
        marked = sentences.score_sentences(lines, [record_of(reader, line.text) for line in lines])
        return {f"{m.name} {m.part}": round(100 * m.value, 1) for one in marked for m in one.measures}
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "records.jsonl"
        records.write_bytes(b"".join(encode(record_of(reader, text)) + b"\n" for text in texts(name)))
        if name in ("gap", "gum"):
            return _tool("score_coreference.py", name, str(GAP if name == "gap" else GOLD[name]), str(records))
        predicted = Path(folder) / "predicted.jsonl"
        if name == "plover":
            predicted.write_text(_tool("from_record.py", "events", str(GOLD[name]), str(records)), encoding="utf-8")
            told = json.loads(_tool("score_events.py", str(GOLD[name]), str(predicted), "--json", "--boot", "0"))
            return {key: round(100 * told["scores"][key]["F1"], 1) for key in EVENTS}
        predicted.write_text(_tool("from_record.py", "attributions", str(GOLD[name]), str(records)), encoding="utf-8")
        result = json.loads(_tool("score_attributions.py", str(GOLD[name]), str(predicted), "--json"))
        out = brief(result)
        if name == "wikinews":
            out |= {"reports": _tool("score_reports.py", str(GOLD[name]), str(records)).splitlines()}
        return out


def brief(result: dict[str, Any]) -> dict[str, Any]:
    """The figures that issue and card ask for."""
    return {
        **{kind: result["attribution"][kind]["F1"] for kind in ("all", "direct", "mixed", "indirect")},
        "P/R": [result["attribution"]["all"][side] for side in "PR"],
        **{f"fragment {role}": result["fragment"][role]["F1"] for role in ("source", "cue", "content")},
        "content found": result["content"]["all"]["F1"],
        "source accuracy": result["source-accuracy"]["all"]["P"],
    }


def _tool(name: str, *arguments: str) -> str:
    command = [sys.executable, str(TOOLS / name), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def model_of(path: Path | None) -> Encoder:
    """The packaged model, or that of a file."""
    if path is None:
        return packaged()
    from training.evaluate import load  # torch only where a checkpoint may be meant

    return load(path)


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description="Whole records of the development sets, scored.")
    parser.add_argument("model", type=Path, nargs="?")
    parser.add_argument("--only", nargs="*", default=SETS)
    arguments = parser.parse_args()
    reader = ModelReader(model_of(arguments.model))
    print(json.dumps({name: figures(name, reader) for name in arguments.only}, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
