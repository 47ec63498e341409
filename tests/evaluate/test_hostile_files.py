"""Some hundreds of hostile files through the way in, and that what watches them sees what must not be."""

import os
import socket
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec
import pytest
from evals import hostile_files
from evals.hostile.case import case
from evals.hostile.guarded import Outcome, Taken
from evals.hostile.made import SECRET
from evals.hostile.samples import samples
from evals.hostile.watch import Guarded, outcomes

from onrecord.document.document import Document
from onrecord.flow.book import RecordBook
from onrecord.flow.one import compose_all
from onrecord.flow.options import ReadOptions
from onrecord.source.files import deliver

FILES = 300


def test_none_of_some_hundreds_crashes_hangs_or_passes_without_a_word() -> None:
    """The short form of `python -m evals.hostile_files --count 10000`, without its two seconds."""
    found = list(outcomes(0, FILES, whole_every=100))
    assert sorted(one.number for one in found) == list(range(FILES))
    assert [(one.number, one.kind, one.how, one.raised, one.wrong) for one in found if one.raised or one.wrong] == []
    assert sum(one.reports > 0 for one in found) > FILES / 4
    assert sum(bool(one.errors) for one in found) > FILES / 4
    assert any(one.read_cpu is not None for one in found)


@pytest.mark.parametrize("sample", samples(), ids=lambda one: one.kind)
def test_what_is_mutated_is_read_where_it_is_whole(sample: Any, tmp_path: Path) -> None:
    """A sample that is refused would hide what lies behind the refusal."""
    path = tmp_path / "file"
    path.write_bytes(sample.data)
    found = [one for delivery in deliver([str(path)]) for one in compose_all(delivery, ReadOptions())]  # type: ignore[arg-type]
    assert any(isinstance(one, Document) for one in found)
    # An old feed has summaries alone, which is said.
    assert [one for one in found if not isinstance(one, Document) and one.number != 214] == []


def test_a_number_is_the_same_file_every_time() -> None:
    assert [case(n, "/x").data for n in range(20)] == [case(n, "/x").data for n in range(20)]
    assert case(5, "/x", seed=1).data != case(5, "/x", seed=2).data


class Bad(Taken):
    """Takes files in as nothing may."""

    def way_in(self, path: Path) -> Iterator[Any]:
        number = int(os.environ["ONRECORD_BAD"])
        if number == 1:
            raise KeyError("lost")
        if number == 2:
            (path.parent.parent / "escaped.txt").write_text("x")
        if number == 3:
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("127.0.0.1", 9))
        if number == 4:
            os._exit(3)
        while number == 5:
            time.monotonic()
        if number == 7:
            yield Document(text=f"It says: {SECRET}", blocks=())
        yield from ()

    def warm(self) -> None:
        """Nothing to load."""


def serve_bad(line: Connection, work: str, seed: int, whole_every: int) -> None:
    folder = Path(work)
    with RecordBook.open(folder / "kept.duckdb") as book:
        taken = Bad(folder, seed, whole_every, book)
        line.send(None)
        while True:
            os.environ["ONRECORD_BAD"] = str(number := line.recv())
            line.send(msgspec.json.encode(taken.file(number)))


def test_what_must_not_be_is_seen(tmp_path: Path) -> None:
    watched = Guarded(tmp_path / "0" / "work", 1, 0, serve=serve_bad, patience=1.0)
    try:
        told = {number: watched.outcome(number) for number in range(1, 8)}
    finally:
        watched.end()
    assert told[1].raised == "KeyError: 'lost'"
    assert [line for line in told[2].wrong if "escaped.txt" in line] == [
        f"opened for writing: {tmp_path / '0' / 'escaped.txt'}",
        "made a file: escaped.txt",
    ]
    assert "socket.connect" in told[3].wrong
    assert told[4].raised == "the process ended with status 3"
    assert str(told[5].raised).startswith("hangs")
    assert "nothing was said of it" in told[6].wrong
    assert "it read a file beside" in told[7].wrong


def test_figures_go_into_their_place_in_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "hostile.md"
    page.write_text(f"# Hostile\n\n{hostile_files.BEGIN}\nold\n{hostile_files.END}\n\nMore.\n", "utf-8")
    monkeypatch.setattr(hostile_files, "PAGE", page)
    monkeypatch.setattr(hostile_files, "PLACE", tmp_path / "hostile-files.json")
    one = Outcome(number=1, kind="CSV", how="flip", size=9, cpu=2.5, wall=3, mib=99, reports=1, errors={206: 2})
    two = Outcome(number=2, kind="CSV", how="cut", size=9, cpu=0.5, wall=3, mib=9, reports=0, errors={}, raised="X: y")
    hostile_files.write(hostile_files.summary([one, two], {"seed": 1, "whole_every": 0}))
    text = page.read_text("utf-8")
    assert text.startswith("# Hostile\n\n") and text.endswith("\n\nMore.\n") and "old" not in text
    assert "**2 files** (0 MB): 1 crashes, 0 hangs, 1 over 2 s of CPU time" in text
    assert "| CSV | 2 | 1 | 1 | 2.50 s | 99 |" in text
