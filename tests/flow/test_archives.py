"""Archives through the whole reading: the same records with any number of workers; notices are no failures."""

import io
import sys
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.errors import SourceError
from onrecord.flow.add import Summary
from onrecord.flow.options import ReadOptions
from onrecord.flow.run import read_paths
from onrecord.record.codec import encode
from onrecord.record.parts import Record
from tests.packed import DATE, crawl, packed_crawl, tarred, zipped


def lines(path: Path, workers: int) -> list[bytes]:
    found = read_paths(path, ReadOptions(workers=workers))
    return [encode(one) if isinstance(one, Record) else str(one).encode() for one in found]


def test_a_web_archive_gives_the_same_records_with_one_worker_or_two(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(packed_crawl(crawl(8)))
    one = lines(path, 1)
    assert len(one) == 9
    assert one == lines(path, 2)


def test_what_the_crawler_knew_is_in_the_record(tmp_path: Path) -> None:
    path = tmp_path / "news.tar"
    path.write_bytes(tarred({"in/news.warc.gz": packed_crawl(crawl(1))}))
    record = next(iter(read_paths(path)))
    assert isinstance(record, Record)
    report = record.report
    assert (report.url, report.retrieved) == ("https://gazette.example/day/0", DATE)
    assert report.source.startswith(f"{path}/in/news.warc.gz, offset ")
    assert report.publisher == "Harbour Gazette"
    assert "Tarek Ondal" in {actor.name for actor in record.actors}


def test_a_notice_is_told_and_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(packed_crawl(crawl(1)))
    assert main(["read", str(path), "--json"]) == 0
    assert capsys.readouterr().err.startswith("E118 Passed over in this archive: answers of status 404 (1), ")
    path.write_bytes(packed_crawl(crawl(1))[:-9])
    assert main(["read", str(path), "--json"]) == 1


def test_a_summary_counts_no_notices() -> None:
    summary = Summary()
    summary.count(SourceError(118, "a.warc", what="requests (3)"))
    assert summary.skipped == 0
    summary.count(SourceError(106, "a.warc", reason="it ends too soon"))
    assert summary.skipped == 1


def test_names_of_members_cannot_command_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = zipped({"\x1b[2J\u202e../x.txt": b"\x7fELF" + bytes(90), "=cmd|x.txt": b""})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed)))
    assert main(["read", "-"]) == 1
    told = capsys.readouterr()
    assert not set(told.err + told.out) & set("\x1b\u202e")
    assert told.err.count("\n") == 2
