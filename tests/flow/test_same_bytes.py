"""The same report gives the same record, byte for byte: alone, in any order, beside others, with any number of workers.

Real reports of several windows: scores that depended on what else is read at the time would show here.
"""

import json
import random
from pathlib import Path

import pytest
from evals.gold import REPORTS

from onrecord.errors import OnrecordError
from onrecord.flow.one import read_text
from onrecord.flow.options import ReadOptions
from onrecord.flow.run import read_paths
from onrecord.record.codec import encode

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))[::4]]
"""Every fourth of our labelled reports."""


@pytest.fixture(scope="module")
def alone() -> dict[str, bytes]:
    """Each report read by itself."""
    return {text: encode(read_text(text)) for text in TEXTS}


def _together(texts: list[str], folder: Path, workers: int) -> dict[str, bytes]:
    """Reports read from one file; what a record says of its report's place is put as for a report by itself."""
    path = folder / "reports.jsonl"
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    out: dict[str, bytes] = {}
    for text, record in zip(texts, read_paths(path, ReadOptions(workers=workers)), strict=True):
        assert not isinstance(record, OnrecordError)
        out[text] = encode(record)
    return out


def _reading(line: bytes) -> dict[str, object]:
    """What was read, without where the report came from."""
    record = json.loads(line)
    assert isinstance(record, dict)
    return {key: value for key, value in record.items() if key != "report"}


def test_the_same_report_twice(alone: dict[str, bytes]) -> None:
    assert {text: encode(read_text(text)) for text in TEXTS} == alone


@pytest.mark.parametrize("workers", [1, 2])
def test_beside_others_in_another_order(alone: dict[str, bytes], tmp_path: Path, workers: int) -> None:
    shuffled = random.Random(5).sample(TEXTS, len(TEXTS))
    together = _together(shuffled, tmp_path, workers)
    assert {text: _reading(line) for text, line in together.items()} == {t: _reading(line) for t, line in alone.items()}


def test_one_worker_or_two(tmp_path: Path) -> None:
    assert _together(TEXTS, tmp_path, 1) == _together(TEXTS, tmp_path, 2)
