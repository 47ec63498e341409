import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from onrecord.store.search_index import folder_of
from tests.made import TALKS, talks
from tests.program import run


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "talks.duckdb"
    with RecordStore.open(path) as store:
        store.add([Filing(talks()), Filing(talks("copy", "2031-05-20", "Varn Courier"))])
    return path


def test_one_passage_a_line(record: Path) -> None:
    done = run("search", record, "bridge", "reopening")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == (
        "passage | body | reported | said by Tarek Ondal | AGREE conditional by Keth | copies 1 | "
        "Tarek Ondal, the envoy of Belmaria, said Keth had agreed to a truce only if the bridge reopens. | "
        "The Orrery, 2031-05-14, Talks stall in Oranza\n"
    )


def test_json_and_csv(record: Path) -> None:
    (row,) = map(json.loads, run("search", record, "bridge", "--json").stdout.splitlines())
    assert [TALKS[a:b] for a, b in row["hits"]] == ["bridge"]
    (row,) = csv.DictReader(io.StringIO(run("search", record, "bridge", "--csv").stdout.decode()))
    assert (row["types"], row["copies"], row["report_given_id"]) == ("AGREE", "1", "talks-1")
    assert run("search", record, "bridge", "--csv", "--json").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (["said", "-bridge"], 2),
        (["said", "NOT", "bridge", "--layer", "own_words"], 1),
        (['"not sign"'], 1),
        (["said", "--by", "ondal", "--type", "agree"], 0),
        (["said", "--actor", "keth", "--source", "ondal", "--status", "conditional"], 1),
        (["said", "--publisher", "courier", "--since", "2031-05-20", "--until", "2031"], 3),
        (["said", "--limit", "1"], 1),
        (["-said"], 1),
        (["?"], 0),
    ],
)
def test_words_and_filters(record: Path, arguments: list[str], lines: int) -> None:
    done = run("search", record, *arguments)
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, b"", lines)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["said", "--bye", "keth"], b"E507"),
        (["said", "--type", "SHOUT"], b"E502"),
        ([], b"E500"),
    ],
)
def test_a_command_put_wrongly(record: Path, arguments: list[str], told: bytes) -> None:
    done = run("search", record, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr


def test_no_record_of_that_name(tmp_path: Path) -> None:
    done = run("search", tmp_path / "none.duckdb", "x")
    assert (done.returncode, done.stderr[:4]) == (1, b"E401")
    assert list(tmp_path.iterdir()) == []


def test_adding_makes_the_index_and_does_not_read_it_as_a_report(tmp_path: Path) -> None:
    (tmp_path / "day1.txt").write_text("Tarek Ondal said that the ferry had sunk.\n", "utf-8")
    record = tmp_path / "talks.duckdb"
    assert run("add", record, tmp_path).returncode == 0
    assert (folder_of(record) / ".stamp.json").exists()
    again = run("add", record, tmp_path)
    assert (again.returncode, again.stderr) == (0, b"")
    assert len(run("search", record, "ferry").stdout.splitlines()) == 1


def test_the_words_are_marked_on_a_terminal(record: Path) -> None:
    main, side = pty.openpty()
    command = [sys.executable, "-m", "onrecord", "search", str(record), "troops"]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "200"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(command, stdout=side, stderr=side, env=environment) as program:
        os.close(side)
        shown = b""
        while True:
            try:
                some = os.read(main, 65_536)
            except OSError:
                break
            if not some:
                break
            shown += some
    assert program.returncode == 0
    text = shown.decode()
    assert re.search(r"\x1b\[[0-9;]*43m" + "troops", text)
    assert "The Orrery, 2031-05-14" in text
