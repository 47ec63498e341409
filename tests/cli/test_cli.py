import csv
import io
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import jsonschema
import pytest

from onrecord.record.codec import schema
from onrecord.version import __version__
from tests.program import run, started

REPORT = (
    "VARN, May 13, 2031 (Kestrel Press) — Šárka Ilvane, the foreign minister of Keth, said on Tuesday that the bridge "
    "would stay shut.\n\n“We will not sign,” Ilvane said.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "day1.txt").write_text(REPORT, "utf-8")
    (reports / "day2.bin").write_bytes(b"\x7fELF" + bytes(64))
    (reports / "day3.jsonl").write_text(json.dumps({"id": "d3", "text": REPORT, "publisher": "The Orrery"}), "utf-8")
    return reports


@pytest.fixture
def record(folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "talks.duckdb"
    assert run("add", path, folder).returncode == 1
    return path


def test_read_prints_plain_lines_off_a_terminal(folder: Path) -> None:
    done = run("read", folder / "day1.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert text.startswith(f"report | {folder}/day1.txt | 2031-05-13 | ")
    assert re.search(r"^statement \| s\d+ \| .*Ilvane.*We will not sign", text, re.MULTILINE)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)


def test_read_json_is_one_record_a_line_in_input_order(folder: Path) -> None:
    done = run("read", "--json", folder / "day3.jsonl", folder / "day2.bin", folder / "day1.txt")
    assert done.returncode == 1
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["report"]["given_id"] for r in records] == ["d3", None]
    for one in records:
        jsonschema.validate(one, schema(), cls=jsonschema.Draft202012Validator)
    assert done.stderr.decode().startswith("E202 ")
    assert "day2.bin" in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1


def test_read_takes_standard_input(folder: Path) -> None:
    done = run("read", "-", "--json", "--published", "2031-06-01", "--publisher", "The Orrery", given=REPORT.encode())
    report = json.loads(done.stdout)["report"]
    assert (done.returncode, report["source"], report["published"], report["publisher"]) == (
        0,
        "-",
        "2031-06-01",
        "The Orrery",
    )
    assert report["text"] == REPORT


def test_workers_change_nothing(folder: Path) -> None:
    assert run("read", folder, "--json", "--workers", "2").stdout == run("read", folder, "--json").stdout


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (["read"], 500),
        (["reed", "x"], 500),
        (["read", "--jsn", "x"], 507),
        (["read", "x", "--workers", "none"], 500),
        (["read", "x", "--workers", "0"], 504),
        (["read", "x", "--published", "soon"], 503),
        (["add", "talks.duckdb"], 500),
        (["statements", "talks.duckdb", "--type", "AGREE"], 500),
        (["statements", "talks.duckdb", "--kind", "loud"], 502),
        (["moves", "talks.duckdb", "--json", "--csv"], 505),
        (["moves", "talks.duckdb", "--since", "12/5"], 503),
        (["demo", "--nosuch"], 500),
    ],
)
def test_wrong_usage_is_status_two_with_a_number_and_a_remedy(arguments: list[str], number: int) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert re.fullmatch(rf"E{number} .+\. .+\n", done.stderr.decode())


@pytest.mark.parametrize("arguments", [["read", "gone.txt"], ["statements", "gone.duckdb"]])
def test_what_is_not_there_is_status_one(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (1, b"")
    assert re.fullmatch(r"E\d{3} .+\. .+\n", done.stderr.decode())


def test_add_says_what_it_did_and_again_changes_nothing(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "talks.duckdb"
    first, again = run("add", path, folder), run("add", path, folder, "--json")
    assert first.stdout.decode().startswith("2 read: 2 added, 0 already there. 1 skipped: 1 x E202 ")
    assert first.returncode == again.returncode == 1
    assert json.loads(again.stdout) | {"reasons": None} == {
        "read": 2,
        "added": 0,
        "already_there": 2,
        "again": 0,
        "unread": 0,
        "skipped": 1,
        "reasons": None,
    }
    assert again.stderr.startswith(b"E202 ")
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM reports").fetchone() == (2,)


def test_the_record_answers(record: Path) -> None:
    plain = run("statements", record, "--source", "sarka ilvane", "--kind", "direct")
    assert plain.returncode == 0
    lines = plain.stdout.decode().splitlines()
    assert len(lines) == 2
    assert all("We will not sign" in line for line in lines)
    rows = [
        json.loads(line) for line in run("statements", record, "--json", "--publisher", "orrery").stdout.splitlines()
    ]
    assert rows
    assert all(REPORT[slice(*row["span"])] == row["passage"] for row in rows)
    table = list(csv.DictReader(io.StringIO(run("statements", record, "--csv").stdout.decode(), newline="")))
    assert len(table) == len(run("statements", record).stdout.splitlines())
    assert b"Ilvane" in run("actors", record, "--kind", "person").stdout
    assert run("moves", record, "--limit", "1").returncode == 0


def test_stopping_leaves_a_whole_record(folder: Path, record: Path, tmp_path: Path) -> None:
    waiting = tmp_path / "waiting.txt"
    os.mkfifo(waiting)
    command = [sys.executable, "-m", "onrecord", "add", str(record), str(folder), str(waiting)]
    # Tests that were started in the background ignore Ctrl-C, and so would every program they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    adder = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # Opening the pipe to write waits until the program has opened it to read.
    with adder, waiting.open("wb"):
        adder.send_signal(signal.SIGINT)
        _, told = adder.communicate(timeout=60)
    assert adder.returncode == 130
    assert told.decode().splitlines()[-1] == "Stopped. What was reported as kept is kept."
    assert b"Traceback" not in told
    assert len(run("statements", record).stdout.splitlines()) > 0


def test_schema_prints_the_schema() -> None:
    assert json.loads(run("schema").stdout) == json.loads(json.dumps(schema()))


def test_version_and_help() -> None:
    assert run("--version").stdout.decode().strip() == __version__
    text = run("--help").stdout.decode()
    for command in ("demo", "read", "add", "statements", "moves", "actors", "evaluate", "schema"):
        assert re.search(rf"\b{command}\b", text)
        assert run(command, "--help").returncode == 0


def test_help_loads_nothing_heavy() -> None:
    heavy = ("duckdb", "lxml", "numpy", "onnxruntime", "pyarrow", "tokenizers", "trafilatura")
    command = [sys.executable, "-X", "importtime", "-m", "onrecord", "--help"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "onrecord" in loaded
    assert loaded.isdisjoint(heavy)


def test_demo_reads_twelve_reports() -> None:
    done = run("demo")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "12 reports read: " in done.stdout.decode()


def test_evaluate_scores_labelled_reports(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    text = "“We will not sign,” Ilvane said."
    label = {"source": [[20, 26]], "cue": [[27, 31]], "content": [[0, 19]]}
    gold.write_text(json.dumps({"id": "g1", "text": text, "attributions": [label]}) + "\n", "utf-8")
    plain = run("evaluate", "attributions", gold)
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert re.search(r"precision +recall", plain.stdout.decode())
    result = json.loads(run("evaluate", "attributions", gold, "--json").stdout)
    assert (result["size"], len(result["measures"])) == (1, len(plain.stdout.splitlines()) - 2)
    assert run("evaluate", "attributions", tmp_path / "gone.jsonl").returncode == 1
    assert run("evaluate", "taste", gold).stderr.startswith(b"E6")


def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    command = f"{sys.executable} -m onrecord read --json {folder}/day1.txt {'%s ' % (folder / 'day3.jsonl') * 400}"
    done = subprocess.run(["bash", "-c", f"{command} | head -c 10"], capture_output=True, timeout=120, check=False)
    assert (done.stdout, done.stderr) == (b'{"format":', b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_of_another_encoding(folder: Path, encoding: str) -> None:
    done = started("read", folder / "day1.txt", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Ilvane" in done.stdout.decode(encoding)
    exact = run("read", folder / "day1.txt", "--json", PYTHONIOENCODING=encoding)
    assert json.loads(exact.stdout.decode("utf-8"))["report"]["text"] == REPORT
    assert run("--help", PYTHONIOENCODING=encoding).returncode == 0


HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J \u202eTarek Ondal\u202c\u2066 of Keth \x9b31m said on Tuesday: "
    "“We \x1b[31mwill\x08 not \u200fsign.”\r\n\n[bold]Ilvane[/bold] :warning: demanded a truce.\n\n"
    "“We \x1b[31mwill\x08 not \u200f\u202esign,” Ilvane said.\n"
)


def test_no_control_code_of_a_report_reaches_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[2Jtalks\u202e.txt"
    path.write_text(HOSTILE, "utf-8")
    plain = run("read", path).stdout.decode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200f\u202a-\u202e\u2066-\u2069]", plain)
    assert "Ilvane" in plain
    record = tmp_path / "talks.duckdb"
    assert run("add", record, path).returncode == 0
    for view in ("statements", "moves", "actors"):
        assert not re.search(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200f\u202a-\u202e\u2066-\u2069]", run(view, record).stdout.decode()
        )
    missing = run("read", f"{path}x").stderr.decode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", missing)


def test_at_a_terminal_each_entry_stands_with_its_passage(folder: Path, record: Path, tmp_path: Path) -> None:
    status, shown = _at_terminal("read", str(folder / "day1.txt"))
    assert status == 0
    assert "\x1b[" in shown
    words = _uncoloured(shown)
    assert "Who appears" in words
    assert "Who said what" in words
    assert "“We will not sign,” Ilvane said." in " ".join(words.split())
    for view in ("statements", "moves", "actors"):
        assert _at_terminal(view, str(record))[0] == 0
    hostile = tmp_path / "hostile.txt"
    hostile.write_text(HOSTILE, "utf-8")
    _, shown = _at_terminal("read", str(hostile))
    left = _uncoloured(shown)
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200f\u202a-\u202e\u2066-\u2069]", left)


def test_add_shows_progress_at_a_terminal(folder: Path, tmp_path: Path) -> None:
    status, shown = _at_terminal("add", str(tmp_path / "new.duckdb"), str(folder))
    assert status == 1
    assert "2 read: 2 added" in _uncoloured(shown)


def _uncoloured(shown: str) -> str:
    """What is left when the codes that rich itself writes (colours, cursor, line) are taken away."""
    return re.sub(r"\x1b\[[0-9;?]*[mhlAK]", "", shown)


def _at_terminal(*arguments: str) -> tuple[int, str]:
    """Run at a pseudo-terminal of 100 columns; the exit status and all that was shown."""
    primary, secondary = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [sys.executable, "-m", "onrecord", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=secondary,
        stderr=secondary,
        env=environment,
    ) as child:
        os.close(secondary)
        shown = b""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if select.select([primary], [], [], 0.2)[0]:
                try:
                    piece = os.read(primary, 65536)
                except OSError:
                    break
                if not piece:
                    break
                shown += piece
        os.close(primary)
        return child.wait(10), shown.decode()


def test_addresses_are_fetched_only_when_asked_and_never_from_the_loopback(tmp_path: Path) -> None:
    address = "https://127.0.0.1:8443/report"
    for command in (("read",), ("add", tmp_path / "talks.duckdb")):
        plain, asked = run(*command, address), run(*command, address, "--fetch")
        assert (plain.returncode, asked.returncode) == (1, 1)
        assert plain.stderr.decode().startswith(
            f"E120 This is an address, and nothing is fetched unless asked: {address}."
        )
        assert "Add --fetch" in plain.stderr.decode()
        assert "E122 This address was not asked, since 127.0.0.1 is not in the public network" in asked.stderr.decode()


def test_another_language_is_said_and_the_status_tells_it(tmp_path: Path) -> None:
    report = tmp_path / "tag1.txt"
    report.write_text("Die Gesandten beider Seiten trafen sich am Fluss, und der Minister sagte nichts dazu.", "utf-8")
    read = run("read", report, "--json")
    assert read.returncode == 1
    assert read.stderr.decode().startswith("E222 This report is in German (de)")
    record = json.loads(read.stdout)
    assert (record["report"]["language"], record["statements"], record["moves"]) == ("de", [], [])
    added = run("add", tmp_path / "talks.duckdb", report, "--json")
    assert (added.returncode, json.loads(added.stdout)["unread"]) == (1, 1)
