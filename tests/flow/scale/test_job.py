import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from onrecord.errors import ReadingError, SourceError, UsageError
from onrecord.flow.scale.batches import results_of
from onrecord.flow.scale.faults import fault_of
from onrecord.flow.scale.job import JOURNAL, MANIFEST, SHARDS, Asked, Job, folder_of, place_of
from onrecord.flow.scale.journal import Journal, Kept
from onrecord.flow.scale.readers import Readers

READERS = Readers(onrecord="1", models={"reader": "a" * 64}, libraries={})
ASKED = Asked(
    record="talks.duckdb",
    paths=("reports",),
    options={"published": None, "max_chars": 500},
    again=False,
    readers=READERS,
    batches="16 items",
)
DIGEST = "d" * 64
RESULTS = results_of([(0, SourceError(101, "day2.txt"))], b"{}")


def _kept(digest: str = DIGEST) -> Kept:
    return Kept(
        digest=digest,
        witness="w",
        added=2,
        already_there=0,
        again=0,
        unread=0,
        faults=(fault_of(SourceError(101, "a")),),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".talks.duckdb.job"


def test_what_was_read_and_kept_is_there_when_a_job_goes_on(folder: Path) -> None:
    with Job.open(folder, ASKED) as job:
        job.keep_shard(0, DIGEST, RESULTS)
        job.keep_shard(1, DIGEST, RESULTS)
        job.kept([(0, _kept())])
    with Job.open(folder, ASKED) as job:
        assert job.journal.next() == _kept()
        job.journal.take()
        assert job.journal.next() is None
        assert job.shard(0, DIGEST) is None
        assert job.shard(1, "e" * 64) is None
        there = job.shard(1, DIGEST)
        assert there is not None
        assert there.equals(RESULTS, check_metadata=True)
        job.finish()
    assert not folder.exists()


def test_a_batch_without_reports_is_no_damaged_one(folder: Path) -> None:
    with Job.open(folder, ASKED) as job:
        job.keep_shard(0, DIGEST, results_of([], b"{}"))
        shard = job.shard(0, DIGEST)
        assert shard is not None
        assert shard.num_rows == 0


def test_a_damaged_shard_is_not_taken_for_whole(folder: Path) -> None:
    with Job.open(folder, ASKED) as job:
        job.keep_shard(0, DIGEST, RESULTS)
        (shard,) = (folder / SHARDS).iterdir()
        whole = shard.read_bytes()
        for place in range(4, len(whole) - 8, max(1, len(whole) // 60)):
            damaged = bytearray(whole)
            damaged[place] ^= 0x40
            shard.write_bytes(bytes(damaged))
            assert job.shard(0, DIGEST) is None, place
        shard.write_bytes(whole[: len(whole) // 2])
        assert job.shard(0, DIGEST) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"paths": ("others", "more")}, "paths: reports there, others more here"),
        ({"options": {"published": "2031", "max_chars": 500}}, "--published: none there, 2031 here"),
        ({"again": True}, "again: False there, True here"),
        ({"readers": msgspec.structs.replace(READERS, onrecord="2")}, "onrecord 1, here 2"),
    ],
)
def test_another_job_is_not_gone_on_with(folder: Path, change: dict[str, object], said: str) -> None:
    Job.open(folder, ASKED).close()
    with pytest.raises(ReadingError) as caught:
        Job.open(folder, msgspec.structs.replace(ASKED, **change))
    assert (caught.value.number, said in str(caught.value)) == (397, True), str(caught.value)
    # The first is as it was.
    Job.open(folder, ASKED).close()


def test_a_manifest_of_another_version(folder: Path) -> None:
    Job.open(folder, ASKED).close()
    (folder / MANIFEST).write_text('{"format": "onrecord-job/9"}', "utf-8")
    with pytest.raises(ReadingError) as caught:
        Job.open(folder, ASKED)
    assert caught.value.number == 397


def test_a_folder_with_other_files_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(ReadingError) as caught:
        Job.open(folder, ASKED)
    assert caught.value.number == 399
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_what_a_job_left_that_was_stopped_while_it_cleared_up(folder: Path) -> None:
    with Job.open(folder, ASKED) as job:
        job.keep_shard(3, DIGEST, RESULTS)
        job.kept([(0, _kept())])
    (folder / MANIFEST).unlink()
    with Job.open(folder, ASKED) as job:
        assert job.journal.next() is None
        assert job.shard(3, DIGEST) is None


def test_a_job_is_held_by_one_process(folder: Path, tmp_path: Path) -> None:
    with Job.open(folder, ASKED):
        script = f"""
import sys
from pathlib import Path
from onrecord.flow.scale.files import Held
try:
    Held(Path({str(folder / "lock")!r}))
except BlockingIOError:
    print("held")
"""
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
        assert done.stdout == "held\n"
        with pytest.raises(ReadingError) as caught:
            Job.open(folder, ASKED)
        assert caught.value.number == 399


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        Job.open(tmp_path / "none" / "job", ASKED)
    assert caught.value.number == 399


@pytest.mark.parametrize("tail", ["", '{"digest": "d', '{"digest": 7}\n', "\x00\x00\x00"])
def test_a_line_that_was_being_written_is_cut_off(tmp_path: Path, tail: str) -> None:
    path = tmp_path / JOURNAL
    journal = Journal(path)
    journal.add([_kept("1" * 64), _kept("2" * 64)])
    journal.close()
    with path.open("a", encoding="utf-8") as file:
        file.write(tail)
    journal = Journal(path)
    for digest in ("1" * 64, "2" * 64):
        assert journal.next() == _kept(digest)
        journal.take()
    assert journal.next() is None
    journal.add([_kept("3" * 64)])
    journal.close()
    assert [json.loads(line)["digest"][0] for line in path.read_text("utf-8").splitlines()] == ["1", "2", "3"]


def test_what_follows_a_change_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / JOURNAL
    journal = Journal(path)
    journal.add([_kept("1" * 64), _kept("2" * 64), _kept("3" * 64)])
    journal.close()
    journal = Journal(path)
    journal.take()
    assert journal.next() == _kept("2" * 64)
    journal.cut()
    assert journal.next() is None
    journal.add([_kept("4" * 64)])
    journal.close()
    assert [json.loads(line)["digest"][0] for line in path.read_text("utf-8").splitlines()] == ["1", "4"]


def test_where_a_job_stands(tmp_path: Path) -> None:
    assert (
        place_of(tmp_path / "talks.duckdb", None)
        == tmp_path / ".talks.duckdb.job"
        == folder_of(tmp_path / "talks.duckdb")
    )
    assert place_of(tmp_path / "talks.duckdb", "elsewhere") == Path("elsewhere")
    with pytest.raises(UsageError) as caught:
        place_of(None, None)
    assert caught.value.number == 500
