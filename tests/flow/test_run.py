import json
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

import jsonschema
import pytest

from onrecord.errors import OnrecordError, ReadingError, UsageError
from onrecord.flow.add import Summary, add_paths
from onrecord.flow.book import RecordBook
from onrecord.flow.one import read_text
from onrecord.flow.options import ReadOptions
from onrecord.flow.run import _spread, read_filings, read_paths
from onrecord.record.codec import encode, schema
from onrecord.source.files import Delivery
from onrecord.store.filing import Filed, Filing
from onrecord.store.record_store import RecordStore

SENTENCE = "Tarek Ondal, the envoy of Belmaria, said that the bridge at Varn would stay shut on day {}."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty-one good reports in files of three forms, and three that cannot be read."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for n in range(20):
        (reports / f"a{n:02}.txt").write_text(SENTENCE.format(n), "utf-8")
    (reports / "b.bin").write_bytes(b"\x7fELF" + bytes(100))
    body = "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(3))
    (reports / "c.html").write_text(f"<html><body><article><h1>Varn</h1>{body}</article></body></html>", "utf-8")
    (reports / "d.txt").write_bytes(b"")
    lines = [json.dumps({"id": f"j{n}", "text": SENTENCE.format(n), "date": "2031-05-02"}) for n in range(20)]
    (reports / "e.jsonl").write_text("\n".join([*lines, '{"text": "Tarek On']), "utf-8")
    return reports


def _told(paths: Path, options: ReadOptions | None = None) -> list[bytes | int]:
    return [f.number if isinstance(f, OnrecordError) else encode(f) for f in read_paths(paths, options)]


def test_good_reports_are_read_and_bad_ones_told_of_in_their_place(folder: Path) -> None:
    told = _told(folder)
    assert [n for n, one in enumerate(told) if isinstance(one, int)] == [20, 22, 43]
    assert [one for one in told if isinstance(one, int)] == [202, 201, 206]
    for line in told:
        if isinstance(line, bytes):
            jsonschema.validate(json.loads(line), schema(), cls=jsonschema.Draft202012Validator)
    assert [json.loads(line)["report"]["given_id"] for line in told[23:43]] == [f"j{n}" for n in range(20)]


def test_the_outcome_is_the_same_whatever_the_number_of_workers(folder: Path) -> None:
    assert _told(folder, ReadOptions(workers=3)) == _told(folder)


def test_one_large_file_of_many_reports_is_spread(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    # Large for what else its lines hold: reading much would take long.
    line = {"text": " ".join(SENTENCE.format(n) for n in range(5)), "comment": "x" * 8_000}
    path.write_text("\n".join(json.dumps({"id": str(n), **line}) for n in range(40)), "utf-8")
    assert path.stat().st_size > 1 << 18
    assert _told(path, ReadOptions(workers=2)) == _told(path)


def test_only_so_many_reports_are_in_hand() -> None:
    taken = 0

    def deliveries():  # type: ignore[no-untyped-def]  # a plain generator
        nonlocal taken
        for n in range(10_000):
            taken += 1
            yield Delivery(f"{n}.txt", SENTENCE.format(n).encode())

    found = _spread(deliveries(), ReadOptions(workers=2))
    assert isinstance(next(found)[0], Filing)
    assert taken <= 200
    found.close()  # type: ignore[attr-defined]  # a generator


def test_options_hold_for_every_report(folder: Path) -> None:
    options = ReadOptions(published="2031-06-01", publisher="The Orrery")
    found = [f.record.report for f in read_filings(folder / "a00.txt", options) if isinstance(f, Filing)]
    assert [(r.published, r.publisher) for r in found] == [("2031-06-01", "The Orrery")]


@pytest.mark.parametrize(
    ("options", "number"),
    [({"workers": 0}, 504), ({"max_chars": -1}, 504), ({"published": "sometime"}, 503), ({"workers": "2"}, 504)],
)
def test_options_that_make_no_sense(options: dict[str, object], number: int) -> None:
    with pytest.raises(UsageError) as caught:
        ReadOptions(**options)  # type: ignore[arg-type]  # wrong on purpose
    assert caught.value.number == number


@pytest.mark.parametrize("wrong", [7, None, [3]])
def test_paths_that_are_none(wrong: object) -> None:
    with pytest.raises(UsageError):
        list(read_paths(wrong))  # type: ignore[arg-type]  # wrong on purpose


def test_a_longer_report_than_allowed(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(SENTENCE * 3, "utf-8")
    assert _told(tmp_path, ReadOptions(max_chars=100)) == [205]


def test_a_text_of_the_wrong_type() -> None:
    with pytest.raises(UsageError):
        read_text(b"They met.")  # type: ignore[arg-type]  # wrong on purpose


def test_adding_tells_of_each_report_and_again_of_none(folder: Path, tmp_path: Path) -> None:
    with RecordStore.open(tmp_path / "talks.duckdb") as store:
        summaries = []
        for workers in (1, 2):
            summary = Summary()
            for event in add_paths(RecordBook(store), folder, ReadOptions(workers=workers)):
                summary.count(event)
            summaries.append((summary.read, summary.added, summary.already_there, summary.skipped))
        assert summaries == [(41, 41, 0, 3), (41, 0, 41, 3)]
        kept = {encode(record) for record in store.records()}
    assert kept == {one for one in _told(folder) if isinstance(one, bytes)}


class _Keeper:
    """Keeps nothing but what came in together."""

    path = None

    def __init__(self) -> None:
        self.kept: list[list[str]] = []

    def keep(self, filings: Iterable[Filing], *, again: bool = False) -> list[Filed]:
        reports = [one.record.report for one in filings]
        self.kept.append([report.id for report in reports])
        return [Filed(report.id, report.source, report.title, 0, 0, new=not again) for report in reports]


def test_the_same_reports_are_kept_together_whatever_the_number_of_workers(folder: Path) -> None:
    kept = []
    for workers in (1, 2):
        keeper = _Keeper()
        list(add_paths(keeper, [folder, folder], ReadOptions(workers=workers)))
        kept.append(keeper.kept)
    assert kept[0] == kept[1]
    assert len(kept[0]) > 2
    assert max(map(len, kept[0])) <= 32


def test_the_page_of_a_report_is_kept(folder: Path, tmp_path: Path) -> None:
    with RecordStore.open(tmp_path / "talks.duckdb") as store:
        events = list(add_paths(RecordBook(store), folder / "c.html"))
        assert not isinstance(events[0], OnrecordError)
        assert store.raw(events[0].report_id) == (folder / "c.html").read_bytes()


def test_the_calls_of_an_open_record(folder: Path, tmp_path: Path) -> None:
    with RecordBook.open(tmp_path / "talks.duckdb") as book:
        summary = book.add([folder / "a00.txt", folder / "b.bin"])
        assert str(summary).startswith("1 read: 1 added, 0 already there. 1 skipped: 1 x E202 ")
        assert len(book) == 1
        (record,) = book.records()
        assert book.record(record.report.id) == record
        found = book.statements(by="ondal")
        assert (
            [row.content for row in found]
            == [row.content for row in book.statements(about="bridge", publisher=None)]
            != []
        )
        assert book.actors(about="Ondal")[0].statements == len(found)
        with pytest.raises(UsageError):
            book.moves(type="NONE")


def test_an_interrupted_run_leaves_a_whole_record(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "talks.duckdb"
    script = textwrap.dedent(f"""
        import os, signal, sys
        from onrecord.flow.add import add_paths
        from onrecord.flow.book import RecordBook
        from onrecord.flow.options import ReadOptions
        from onrecord.store.record_store import RecordStore
        if __name__ == "__main__":
            # Tests that were started in the background ignore Ctrl-C, and so would every program they start.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            with RecordStore.open({str(path)!r}) as store:
                for n, _ in enumerate(add_paths(RecordBook(store), [{str(folder)!r}] * 50, ReadOptions(workers=2))):
                    if n == 100:
                        os.kill(os.getpid(), signal.SIGINT)
    """)
    file = tmp_path / "run.py"
    file.write_text(script, "utf-8")
    done = subprocess.run([sys.executable, file], capture_output=True, text=True, timeout=120, check=False)
    assert "KeyboardInterrupt" in done.stderr
    with RecordStore.open(path) as store:
        assert len(store) == 41
        assert sum(len(record.statements) for record in store.records()) == sum(
            len(json.loads(line)["statements"]) for line in _told(folder) if isinstance(line, bytes)
        )


def test_a_reading_process_that_dies_is_told_of(tmp_path: Path) -> None:
    script = textwrap.dedent(f"""
        import os
        from onrecord.errors import ReadingError
        from onrecord.flow import run
        from onrecord.flow.options import ReadOptions
        class Deadly:
            def __reduce__(self):
                return os._exit, (9,)
        if __name__ == "__main__":
            run.items = lambda paths, options: [Deadly()]
            run._size = lambda item: 0
            try:
                list(run.read_filings([{str(tmp_path)!r}], ReadOptions(workers=2)))
            except ReadingError as error:
                print(error.number)
    """)
    file = tmp_path / "run.py"
    file.write_text(script, "utf-8")
    done = subprocess.run([sys.executable, file], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "390\n", done.stderr


def test_an_error_from_another_process_is_the_same(folder: Path) -> None:
    one, other = (
        [str(f) for f in read_paths(folder, ReadOptions(workers=n)) if isinstance(f, OnrecordError)] for n in (1, 2)
    )
    assert one == other
    assert ReadingError(391, "x", fault="f").number == 391
