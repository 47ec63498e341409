import logging
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from onrecord.errors import ReadingError
from onrecord.flow.add import Before, Summary
from onrecord.flow.book import RecordBook
from onrecord.flow.options import Dask, ReadOptions
from onrecord.flow.scale import adding, cluster
from onrecord.flow.scale.adding import add_with_dask
from onrecord.flow.scale.job import folder_of
from onrecord.flow.scale.readers import readers
from onrecord.record.codec import encode

distributed = pytest.importorskip("distributed")

SENTENCE = "Tarek Ondal, the envoy of Belmaria, said that the bridge at Varn would stay shut on day {}."


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A scheduler with one worker, in this process: reading is what the other tests' processes are for."""
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    ) as here:
        yield here.scheduler_address


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(70):
        (folder / f"{n:02}.txt").write_text(SENTENCE.format(n), "utf-8")
    (folder / "07.bin").write_bytes(b"\x7fELF" + bytes(99))
    return folder


def _raised(book: RecordBook, reports: Path, dask: Dask, options: ReadOptions | None = None) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        list(add_with_dask(book, reports, options, dask))
    return caught.value


def test_a_schedulers_workers_read_the_same_record(scheduler: str, reports: Path, tmp_path: Path) -> None:
    with RecordBook.open(tmp_path / "local.duckdb") as local, RecordBook.open(tmp_path / "dask.duckdb") as far:
        told = local.add(reports)
        assert str(far.add(reports, engine=Dask(scheduler=scheduler))) == str(told)
        assert told.facts()["skipped"] == 1
        assert [encode(one) for one in far.records()] == [encode(one) for one in local.records()]
        assert not folder_of(far.path).exists()
        # Once more: nothing changes.
        assert far.add(reports, engine=Dask(scheduler=scheduler)).facts()["already_there"] == 70


def test_a_job_that_is_stopped_goes_on(
    scheduler: str, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dask = Dask(scheduler=scheduler)
    with RecordBook.open(tmp_path / "talks.duckdb") as book:
        events = add_with_dask(book, reports, None, dask)
        assert [next(events) for _ in range(33)]
        events.close()  # type: ignore[attr-defined]  # a generator
        there = len(book)
        assert 32 <= there < 70
        # With anything asked otherwise it is another job.
        assert _raised(book, reports, dask, ReadOptions(publisher="The Orrery")).number == 397
        summary, before = Summary(), 0
        for event in add_with_dask(book, reports, None, dask):
            summary.count(event)
            before += event.added if isinstance(event, Before) else 0
        assert before == there
        assert (summary.added, summary.already_there, summary.skipped, len(book)) == (70, 0, 1, 70)


def test_a_record_made_anew_is_filled_again(scheduler: str, reports: Path, tmp_path: Path) -> None:
    path = tmp_path / "talks.duckdb"
    with RecordBook.open(path) as book:
        events = add_with_dask(book, reports, None, Dask(scheduler=scheduler))
        next(events)
        events.close()  # type: ignore[attr-defined]  # a generator
        assert 0 < len(book) < 70
    path.unlink()
    with RecordBook.open(path) as book:
        assert book.add(reports, engine=Dask(scheduler=scheduler)).facts()["added"] == len(book) == 70


def test_files_that_changed_meanwhile_are_read_anew(scheduler: str, reports: Path, tmp_path: Path) -> None:
    with RecordBook.open(tmp_path / "talks.duckdb") as book:
        events = add_with_dask(book, reports, None, Dask(scheduler=scheduler))
        next(events)
        events.close()  # type: ignore[attr-defined]  # a generator
        (reports / "00.txt").write_text("Keth said that it would not sign.", "utf-8")
        summary = book.add(reports, engine=Dask(scheduler=scheduler))
        assert (len(book), summary.skipped) == (71, 1)


def test_only_so_many_batches_are_in_hand(
    scheduler: str, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = 0
    cut = adding.chunks

    def counted(given):  # type: ignore[no-untyped-def]  # the items as they come
        nonlocal taken
        for chunk in cut(given):
            taken += 1
            yield chunk

    monkeypatch.setattr(adding, "chunks", counted)
    with RecordBook.open(tmp_path / "talks.duckdb") as book:
        events = add_with_dask(book, [str(reports)] * 20, None, Dask(scheduler=scheduler))
        next(events)
        events.close()  # type: ignore[attr-defined]  # a generator
    assert taken <= 8


def test_workers_that_would_read_otherwise(
    scheduler: str, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = msgspec.structs.replace(readers(), onrecord="99.0")
    monkeypatch.setattr(adding, "readers", lambda actors: ours)
    with RecordBook.open(tmp_path / "talks.duckdb") as book:
        error = _raised(book, reports, Dask(scheduler=scheduler))
        assert (error.number, "here 99.0" in str(error)) == (395, True)
        assert len(book) == 0


def test_a_scheduler_without_workers(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_WORKER_SECONDS", 1)
    with (
        distributed.LocalCluster(
            n_workers=0, processes=False, protocol="tcp", host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as here,
        RecordBook.open(tmp_path / "talks.duckdb") as book,
    ):
        assert _raised(book, reports, Dask(scheduler=here.scheduler_address)).number == 396


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "no://where", "tls://127.0.0.1:1"])
def test_a_scheduler_that_is_not_there(
    address: str, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    with RecordBook.open(tmp_path / "talks.duckdb") as book:
        error = _raised(book, reports, Dask(scheduler=address))
        assert (error.number, error.where) == (394, address)


def test_without_dask_the_remedy_is_told(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with RecordBook.open(tmp_path / "talks.duckdb") as book:
        error = _raised(book, reports, Dask())
    assert str(error).endswith("pip install 'onrecord[dask]'. Or leave out --engine dask.")
