"""`onrecord correct`, `remove`, `add --again` and `evaluate corrections`, as people type them."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.made import talks
from tests.program import run


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "talks.duckdb"
    with RecordStore.open(path) as store:
        store.add([Filing(talks()), Filing(talks("other", publisher="Varn Courier"))])
    return path


def test_correct_list_and_undo(record: Path) -> None:
    done = run(
        "correct",
        record,
        "talks-1",
        "m1",
        "status=denied",
        "by=Tarek Ondal",
        "--author",
        "A. Editor",
        "--note",
        "as said",
    )
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert re.fullmatch(
        r"correction 1 \| stands \| talks-1 \| m1 status \| happened -> denied \| A\. Editor \| [-0-9TZ:]+ \| as said",
        lines[0],
    )
    assert " | m1 by | Šárka Ilvane -> Tarek Ondal | " in lines[1]
    rows = [json.loads(line) for line in run("moves", record, "--json", "--status", "denied").stdout.splitlines()]
    assert [(c["field"], c["machine"], c["person"], c["author"]) for c in rows[0]["corrected"]] == [
        ("status", "happened", "denied", "A. Editor"),
        ("by", "Šárka Ilvane", "Tarek Ondal", "A. Editor"),
    ]
    plain = run("moves", record, "--status", "denied").stdout.decode()
    assert "| corrected status: happened -> denied (A. Editor, " in plain and "; by: Šárka Ilvane -> Tarek" in plain
    undone = run("correct", record, "--undo", "1", ONRECORD_AUTHOR="B. Reader")
    assert "| undone by B. Reader, " in undone.stdout.decode()
    assert run("moves", record, "--status", "denied").stdout == b""
    listed = [json.loads(line) for line in run("correct", record, "--list", "--json").stdout.splitlines()]
    assert [(one["number"], one["state"]) for one in listed] == [(1, "undone"), (2, "stands")]
    table = list(csv.DictReader(io.StringIO(run("correct", record, "--list", "--csv").stdout.decode())))
    assert [(one["machine"], one["person"]) for one in table] == [
        ("happened", "denied"),
        ("Šárka Ilvane", "Tarek Ondal"),
    ]


def test_reject_accept_and_add_wherever_the_option_stands(record: Path) -> None:
    who = ("--author", "A. Editor")
    assert run("correct", record, "talks-1", "s3", "--reject", *who).returncode == 0
    assert run("correct", record, "--accept", "talks-1", "s1", *who).returncode == 0
    added = run(
        "correct", record, "talks-1", "--add", "move", "type=CONSULT", "trigger=Talks", "by=Keth", "by=Belmaria", *who
    )
    assert added.returncode == 0, added.stderr
    row = json.loads(run("moves", record, "--json", "--type", "consult").stdout)
    assert (row["by"], row["id"], row["score"]) == (["Keth", "Belmaria"], "mh3", 1.0)
    assert b"| s3 |" not in run("statements", record, "--publisher", "orrery").stdout
    table = run("moves", record, "--csv").stdout.decode()
    assert "add (A. Editor, " in table


@pytest.mark.parametrize(
    ("arguments", "number", "status"),
    [
        (["talks-1", "m1", "status=denied"], 522, 2),
        (["talks-1", "m1", "status=denied", "--author", ""], 522, 2),
        (["talks-1", "m1", "--author", "A"], 526, 2),
        (["talks-1", "--author", "A"], 526, 2),
        (["talks-1", "status=denied", "--author", "A"], 526, 2),
        (["talks-1", "m1", "denied", "--author", "A"], 526, 2),
        (["talks-1", "m1", "--reject", "--accept", "--author", "A"], 526, 2),
        (["talks-1", "m1", "--undo", "1", "--author", "A"], 526, 2),
        (["--undo", "1", "--author", "A"], 421, 1),
        (["talks-2", "m1", "--accept", "--author", "A"], 409, 1),
        (["talks-1", "m1", "status=maybe", "--author", "A"], 502, 2),
        (["talks-1", "m1", "--accept", "--author", "A", "--made", "soon"], 528, 2),
        (["--list", "--json", "--csv"], 505, 2),
        (["--merge", "i000000000000", "--author", "A"], 430, 1),
        (["--split", "i000000000000", "talks-1", "--author", "A"], 430, 1),
    ],
)
def test_what_is_put_wrongly_says_how_to_put_it(record: Path, arguments: list[str], number: int, status: int) -> None:
    done = run("correct", record, *arguments, ONRECORD_AUTHOR="")
    assert (done.returncode, done.stdout) == (status, b"")
    assert re.fullmatch(rf"E{number} .+\. .+\n", done.stderr.decode())
    assert run("correct", record, "--list").stdout == b""


def test_actors_are_merged_and_split(record: Path) -> None:
    ids = {one["name"]: one["id"] for one in map(json.loads, run("actors", record, "--json").stdout.splitlines())}
    who = ("--author", "A. Editor")
    merged = run("correct", record, "--merge", ids["Keth"], ids["Belmaria"], *who)
    assert merged.returncode == 0, merged.stderr
    assert " | actors | " in merged.stdout.decode()
    assert len(run("actors", record).stdout.splitlines()) == 3
    assert run("correct", record, "--undo", "1", *who).returncode == 0
    assert len(run("actors", record).stdout.splitlines()) == 4
    parted = run("correct", record, "--split", ids["Keth"], "other", *who)
    assert parted.returncode == 0, parted.stderr
    assert len(run("actors", record).stdout.splitlines()) == 5


def test_help_names_every_field() -> None:
    from onrecord.record.fields import FIELDS

    told = run("correct", "--help").stdout.decode()
    for kind in FIELDS.values():
        for field in kind:
            assert re.search(rf"\b{field}\b", told), field


def test_remove_says_what_went(record: Path) -> None:
    run("correct", record, "other", "m1", "--accept", "--author", "A")
    done = run("remove", record, "other")
    counts = "3 statements, 3 moves, 4 actors, 1 corrections, 0 pages"
    assert done.stdout.decode() == f"1 removed, with {counts}. The file was written anew without them.\n"
    gone = run("remove", record, "talks-1", "other")
    assert (gone.returncode, gone.stderr[:4]) == (1, b"E409")
    assert run("remove", record).stderr[:4] == b"E500"
    last = json.loads(run("remove", record, "--json", "talks-1").stdout)
    assert last == {
        "reports": [talks().report.id],
        "statements": 3,
        "moves": 3,
        "actors": 4,
        "corrections": 0,
        "pages": 0,
    }


def test_add_again_replaces_what_differs_and_keeps_corrections(tmp_path: Path) -> None:
    reports = tmp_path / "day.txt"
    reports.write_text("“We will not sign,” said Tarek Ondal, the envoy of Belmaria.\n", "utf-8")
    path = tmp_path / "talks.duckdb"
    run("add", path, reports, "--published", "2031-05-12")
    report = json.loads(run("statements", path, "--json").stdout)["report"]["id"]
    assert run("correct", path, report[:8], "s1", "source=Belmaria", "--author", "A").returncode == 0
    same = run("add", path, reports, "--published", "2031-05-12", "--again")
    assert same.stdout == b"1 read: 0 added, 1 already there.\n"
    later = run("add", path, reports, "--published", "2031-05-13", "--again")
    assert later.stdout == b"1 read: 0 added, 0 already there, 1 read again.\n"
    row = json.loads(run("statements", path, "--json").stdout)
    assert (row["source"], row["report"]["published"], row["report"]["id"]) == ("Belmaria", "2031-05-13", report)


def test_evaluate_corrections(record: Path) -> None:
    none = run("evaluate", "corrections", record)
    assert (none.returncode, none.stderr[:4]) == (1, b"E610")
    run("correct", record, "talks-1", "m1", "status=denied", "--author", "A")
    run("correct", record, "talks-1", "m2", "--accept", "--author", "A")
    told = run("evaluate", "corrections", record).stdout.decode()
    assert told.startswith("2 entries of 1 reports looked at by A\n")
    assert re.search(r"machine and person +move +status +1 +2 +50\.0 ", told)
    found = json.loads(run("evaluate", "corrections", record, "--json").stdout)
    (status,) = [one for one in found["measures"] if one["field"] == "status"]
    assert (status["same"], status["compared"], status["interval"]) == (1, 2, None)
