"""Writes neutral.json: what the independent scorers say of the drawn labels and records.

Run as: python -m tests.evaluate.pin_neutral FOLDER-OF-THE-SCORERS
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from onrecord.record.codec import encode
from onrecord.record.parts import Record

from .drawn import SEED, SIZE, drawn, drawn_passages

PINNED = Path(__file__).parent / "neutral.json"


def neutral(tools: Path, folder: Path) -> dict[str, Any]:
    """What the independent scorers say of the drawn labels and records."""
    lines, records = drawn(SIZE, SEED)
    table, passages = drawn_passages(SIZE, SEED)
    gold = folder / "gold.jsonl"
    gold.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    read = _write(folder / "records.jsonl", records)
    gap, gap_read = folder / "gap.tsv", _write(folder / "passages.jsonl", passages)
    gap.write_text(table, "utf-8")
    predicted = {}
    for what in ("attributions", "events"):
        predicted[what] = folder / f"{what}.jsonl"
        predicted[what].write_text(_run(tools / "from_record.py", what, gold, read), "utf-8")
    return {
        "attributions": json.loads(_run(tools / "score_attributions.py", gold, predicted["attributions"], "--json")),
        # Sums of floats follow the order of a set there, so their last digits differ from run to run.
        "moves": json.loads(_run(tools / "score_events.py", gold, predicted["events"], "--json"), parse_float=_rounded),
        "reports": _run(tools / "score_reports.py", gold, read).splitlines(),
        "gum": _run(tools / "score_coreference.py", "gum", gold, read).splitlines(),
        "gap": _run(tools / "score_coreference.py", "gap", gap, gap_read).splitlines(),
    }


def _write(path: Path, records: list[Record]) -> Path:
    path.write_bytes(b"".join(encode(r) + b"\n" for r in records))
    return path


def _run(*arguments: str | Path) -> str:
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout


def _rounded(number: str) -> float:
    return round(float(number), 10)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        said = neutral(Path(sys.argv[1]), Path(temporary))
    PINNED.write_text(json.dumps(said, indent=1, sort_keys=True) + "\n", "utf-8")
