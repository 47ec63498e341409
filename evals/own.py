"""Our own labelled reports, read and scored: what the gate and the quality page both rest on."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from evals.gold import REPORTS, reports
from onrecord.errors import OnrecordError
from onrecord.evaluate.gold import GoldReport, parse
from onrecord.evaluate.result import Evaluation
from onrecord.evaluate.run import score
from onrecord.record.parts import Record

KINDS = ("attributions", "reports", "status", "coreference")
NAME = "evals/reports"


def own_gold(folder: Path = REPORTS) -> list[GoldReport]:
    """The labelled reports of a folder. Raises `GoldError` for a faulty label, `EvaluateError` when there is none."""
    return parse([json.dumps(line, ensure_ascii=False).encode() for line in reports(folder)], NAME)


def data_sha256(folder: Path = REPORTS, lines: Path | None = None) -> str:
    """SHA-256 over the names and bytes of all texts and labels (and labelled sentences): it changes when any does."""
    whole = hashlib.sha256(lines.read_bytes() if lines is not None else b"")
    for path in sorted(folder.iterdir()):
        if path.suffix in (".txt", ".json"):
            content = path.read_bytes()
            whole.update(f"{path.name}\0{len(content)}\0".encode())
            whole.update(content)
    return whole.hexdigest()


def score_own(gold: Sequence[GoldReport], read: Sequence[Record | OnrecordError]) -> list[Evaluation]:
    """All kinds of measures over our own reports."""
    return [score(kind, gold, read, NAME) for kind in KINDS]
