"""`onrecord export` and `import`, as people type them."""

import json
from pathlib import Path

import pytest

from onrecord.record.codec import decode
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.made import talks
from tests.program import run


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "talks.duckdb"
    with RecordStore.open(path) as store:
        store.add([Filing(talks())])
    return path


def test_export_writes_a_file_or_standard_output(record: Path) -> None:
    out = record.with_name("moves.jsonl")
    done = run("export", record, "web-annotation", out, "--type", "request")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert run("export", record, "web-annotation", "-", "--type", "request").stdout == out.read_bytes()
    assert json.loads(out.read_bytes().splitlines()[0])["body"][0]["value"] == "REQUEST by Šárka Ilvane to Belmaria"


def test_whole_records_are_what_was_read(record: Path) -> None:
    exported = run("export", record, "jsonl", "-").stdout
    with RecordStore.open(record, read_only=True) as store:
        assert [decode(exported.strip())] == list(store.records())
    assert run("export", record, "jsonl", "-", "--by", "Nobody").stdout == b""


def test_what_is_put_wrongly_is_told_and_writes_nothing(record: Path) -> None:
    out = record.with_name("kept.txt")
    out.write_text("mine")
    before = record.read_bytes()
    for arguments, status, number in (
        (("nonsense", out), 2, b"E502"),
        (("plover", out, "--kind", "direct"), 2, b"E501"),
        (("jsonl", out, "--status", "perhaps"), 2, b"E502"),
        (("jsonl", record), 1, b"E618"),
        (("jsonl", record.parent), 1, b"E415"),
    ):
        done = run("export", record, *arguments)
        assert (done.returncode, done.stdout) == (status, b"")
        assert done.stderr.startswith(number)
    assert (out.read_text(), record.read_bytes()) == ("mine", before)


def test_import_makes_the_corrections_and_tells_the_rest(record: Path) -> None:
    path = record.with_name("annotated.jsonl")
    text = run("export", record, "web-annotation", "-").stdout.decode()
    path.write_text(text.replace('"value":"status=conditional"', '"value":"status=denied"'), "utf-8")
    assert run("import", record, "web-annotation", path).stderr.startswith(b"E522")
    done = run("import", record, "web-annotation", path, "--author", "A. Editor")
    assert done.returncode == 0
    assert "| talks-1 | m2 status | conditional -> denied | A. Editor |" in done.stdout.decode()
    assert done.stderr == b"1 corrections made, 0 not.\n"
    again = run("import", record, "web-annotation", path, ONRECORD_AUTHOR="B. Reader")
    assert (again.returncode, again.stdout, again.stderr) == (0, b"", b"0 corrections made, 0 not.\n")
    path.write_text(text.replace('"exact":"shots had been fired"', '"exact":"shots had been heard"'), "utf-8")
    failed = run("import", record, "web-annotation", path, "--author", "A. Editor")
    assert (failed.returncode, failed.stdout) == (1, b"")
    assert failed.stderr.count(b"E613") == 2 and failed.stderr.endswith(b"0 corrections made, 2 not.\n")
