"""How a desk ends: it takes away the note of where it was."""

import re
import signal
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="there a process is ended without being told")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_desk_that_is_ended_leaves_no_note(tmp_path: Path, how: signal.Signals) -> None:
    record = tmp_path / "talks.duckdb"
    call = [sys.executable, "-m", "onrecord", "desk", str(record), "--no-browser", "--port", "0"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        said = re.search(r"http://(127\.0\.0\.1:\d+)/", desk.stdout.readline())
        assert said
        note = tmp_path / "talks.duckdb.desk"
        assert note.exists()
        try:
            with closing(HTTPConnection(said[1], timeout=20)) as asked:
                asked.request("GET", "/")
                asked.getresponse().close()  # It answers, so it hears of signals.
            desk.send_signal(how)
            assert desk.wait(20) == 0
        finally:
            desk.kill()
    assert not note.exists()
