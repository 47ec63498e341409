import os
import subprocess
import sys
from pathlib import Path

import duckdb
from evals.kills import Run, differing, killed, make_reports, starting, when


def test_a_worker_and_the_job_are_killed_and_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    broken = make_reports(tmp_path / "reports", 70)
    local = Run(tmp_path, "local")
    told = local.end()
    moments = (
        ("worker", starting),
        ("worker", lambda run: when(run, kept=False)),
        ("job", lambda run: when(run, kept=True)),
    )
    found = killed(tmp_path, iter(moments), local.record)
    assert [kill["victim"] for kill in found["kills"]] == ["worker", "worker", "job"]
    assert found["kills"][2]["kept"] > 0
    assert (found["lost"], found["doubled"], found["differing"]) == (0, 0, [])
    assert (found["acknowledged_lost"], found["orphans"], found["left_behind"]) == (0, 0, 0)
    # What was kept before the kill is counted, and what could not be read told of again.
    (counts,) = found["told"]
    assert {**counts, "added": counts["added"] + counts["already_there"], "already_there": 0} == {
        **told,
        "added": told["added"] + told["already_there"],
        "already_there": 0,
    }
    assert (told["skipped"], told["status"]) == (broken, 1)


def test_a_difference_between_records_is_seen(tmp_path: Path) -> None:
    for name, rows in (("one", "(1), (2)"), ("two", "(1), (2), (2)")):
        with duckdb.connect(str(tmp_path / name)) as connection:
            connection.execute(f"CREATE TABLE reports (report INTEGER); INSERT INTO reports VALUES {rows}")
    assert differing(tmp_path / "one", tmp_path / "two") == ["reports"]


LETHAL = """
import os
from onrecord.flow import one
# Loaded more than once.
one.as_it_was = read = getattr(one, "as_it_was", one.filing)
one.filing = lambda document, actors=(): os._exit(9) if "lethal" in document.text else read(document, actors)
"""


def test_a_report_that_ends_its_workers_is_told_of_and_the_others_are_kept(tmp_path: Path) -> None:
    (tmp_path / "lethal.py").write_text(LETHAL, "utf-8")
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in (("a", "Tarek Ondal said no."), ("b", "The draught was lethal."), ("c", "Tarek Ondal left.")):
        (reports / f"{name}.txt").write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "add", "talks.duckdb", "reports", "--engine", "dask"],
        cwd=tmp_path,
        # What workers of Dask load before anything else.
        env={**os.environ, "DASK_DISTRIBUTED__WORKER__PRELOAD": f'["{tmp_path / "lethal.py"}"]'},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    errors = [line for line in done.stderr.splitlines() if line.startswith("E")]
    assert [line.split(". ")[0] for line in errors] == [
        "E398 Whichever process read this report ended, again and again: reports/b.txt"
    ]
    assert (done.returncode, done.stdout.partition(".")[0]) == (1, "2 read: 2 added, 0 already there")
