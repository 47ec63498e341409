"""The folder of one job: what was asked, the shards that are read, and which of them are in the record."""

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.errors import ReadingError, UsageError
from onrecord.flow.scale.batches import EMPTY
from onrecord.flow.scale.files import UNFINISHED, Held, to_disk, write_whole
from onrecord.flow.scale.journal import Journal, Kept
from onrecord.flow.scale.readers import Readers

FORMAT = "onrecord-job/1"
MANIFEST, JOURNAL, LOCK, SHARDS, SCRATCH = "job.json", "kept.jsonl", "lock", "shards", "scratch"
_SHOWN = 32
_OURS = frozenset({MANIFEST, MANIFEST + UNFINISHED, JOURNAL, LOCK, SHARDS, SCRATCH})


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a job was asked to do: with anything of it otherwise it is another job."""

    record: str
    paths: tuple[str, ...]
    options: dict[str, Any]
    again: bool
    readers: Readers
    batches: str
    """How reports are cut into batches."""

    def differences(self, other: "Asked") -> list[str]:
        """What the other asks otherwise, in words."""
        out = [
            f"{name}: {_shown(getattr(self, name))} there, {_shown(getattr(other, name))} here"
            for name in ("record", "paths", "again", "batches")
            if getattr(self, name) != getattr(other, name)
        ]
        for name in sorted({*self.options, *other.options}):
            there, here = self.options.get(name), other.options.get(name)
            if there != here:
                out.append(f"--{name.replace('_', '-')}: {_shown(there)} there, {_shown(here)} here")
        return out + other.readers.differences(self.readers)


def folder_of(record: Path) -> Path:
    """The folder of jobs that fill the record at `record`: beside it, and hidden, so that none is taken for reports.

    >>> print(folder_of(Path("talks.duckdb")))
    .talks.duckdb.job
    """
    return record.with_name(f".{record.name}.job")


class Job:
    """One job's folder, held by this process for as long as it is open.

    Nothing in it is half-written: a shard is there whole or not at all, and a batch that is told of in the journal is
    in the record.
    """

    def __init__(self, folder: Path, held: Held) -> None:
        self.folder = folder
        self._held = held
        self._journal: Journal | None = None

    @classmethod
    def open(cls, folder: Path, asked: Asked) -> Self:
        """Begin a job, or go on with it where it was.

        Raises `ReadingError` 397 where the folder holds a job that asked otherwise, and 399 where it cannot be used.
        """
        try:
            folder.mkdir(mode=0o700, parents=False, exist_ok=True)
            others = sorted(path.name for path in folder.iterdir() if path.name not in _OURS)
            if others:
                raise ReadingError(399, str(folder), reason=f"other files lie there, such as {others[0]}")
            job = cls(folder, Held(folder / LOCK))
        except BlockingIOError as error:
            raise ReadingError(399, str(folder), reason="another process works on the job") from error
        except OSError as error:
            raise _unusable(folder, error) from error
        try:
            job._begin(asked)
        except OSError as error:
            job.close()
            raise _unusable(folder, error) from error
        except BaseException:
            job.close()
            raise
        return job

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder; what is in it stays."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        self._held.close()

    @property
    def journal(self) -> Journal:
        """The batches that are in the record."""
        assert self._journal is not None, "the job is closed"
        return self._journal

    @property
    def scratch(self) -> Path:
        """Where workers of this machine may put what their memory does not hold."""
        return self.folder / SCRATCH

    def shard(self, number: int, digest: str) -> pa.RecordBatch | None:
        """What was read of a batch; None where it was not, or what was written is damaged."""
        for path in self._shards(number, digest):
            try:
                data = path.read_bytes()
            except OSError:
                continue
            if _name(number, digest, data) == path.name:
                table = pq.read_table(pa.BufferReader(data))
                return table.combine_chunks().to_batches()[0] if table.num_rows else EMPTY
        return None

    def keep_shard(self, number: int, digest: str, results: pa.RecordBatch) -> None:
        """Write what was read of a batch. Raises `ReadingError` 399 where that cannot be done."""
        sink = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_batches([results]), sink, compression="zstd", use_dictionary=False)
        data = sink.getvalue().to_pybytes()
        try:
            write_whole(self.folder / SHARDS / _name(number, digest, data), data)
        except OSError as error:
            raise _unusable(self.folder, error) from error

    def kept(self, batches: list[tuple[int, Kept]]) -> None:
        """Note that these batches are in the record, and take their shards away. Raises `ReadingError` 399."""
        try:
            self.journal.add([one for _, one in batches])
            for number, one in batches:
                for path in self._shards(number, one.digest):
                    path.unlink(missing_ok=True)
        except OSError as error:
            raise _unusable(self.folder, error) from error

    def finish(self) -> None:
        """Everything is in the record: take the folder away. What cannot be taken away stays, and harms nothing."""
        for name in (SHARDS, SCRATCH):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        with suppress(OSError):
            # Before the journal: a journal without a manifest is no job.
            (self.folder / MANIFEST).unlink(missing_ok=True)
            to_disk(self.folder)
        self.close()
        with suppress(OSError):
            for name in (JOURNAL, LOCK):
                (self.folder / name).unlink(missing_ok=True)
            self.folder.rmdir()

    def _begin(self, asked: Asked) -> None:
        manifest = self.folder / MANIFEST
        if manifest.exists():
            before = _manifest(manifest)
            differences = before.differences(asked)
            if differences:
                raise ReadingError(397, str(self.folder), difference="; ".join(differences))
        else:
            # Also what a job left that was stopped while it took its folder away.
            shutil.rmtree(self.folder / SHARDS, ignore_errors=True)
            (self.folder / JOURNAL).unlink(missing_ok=True)
            write_whole(manifest, msgspec.json.format(msgspec.json.encode({"format": FORMAT, "asked": asked})) + b"\n")
        shutil.rmtree(self.scratch, ignore_errors=True)
        shards = self.folder / SHARDS
        shards.mkdir(exist_ok=True)
        for left in shards.glob(f"*{UNFINISHED}"):
            left.unlink(missing_ok=True)
        self._journal = Journal(self.folder / JOURNAL)

    def _shards(self, number: int, digest: str) -> list[Path]:
        return list((self.folder / SHARDS).glob(f"{number:08}-{digest[:_SHOWN]}-*.parquet"))


def _name(number: int, digest: str, data: bytes) -> str:
    """What was read, and the hash of what was found: whatever befalls the file, it shows."""
    return f"{number:08}-{digest[:_SHOWN]}-{hashlib.sha256(data).hexdigest()[:_SHOWN]}.parquet"


class _Manifest(msgspec.Struct, frozen=True):
    format: str
    asked: Asked


def _manifest(path: Path) -> Asked:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_Manifest)
    except msgspec.MsgspecError as error:
        raise ReadingError(397, str(path.parent), difference="its manifest is of another version") from error
    return found.asked


def _unusable(folder: Path, error: OSError) -> ReadingError:
    return ReadingError(399, str(folder), reason=error.strerror or type(error).__name__)


def place_of(record: Path | None, job: str | None) -> Path:
    """The job's folder: the one that was named, or the one beside the record's file.

    Raises `UsageError` 500 where none was named for a record that is in no file.
    """
    if job is not None:
        return Path(job)
    if record is None:
        raise UsageError(
            500, reason="this record has no folder of its own: name one with --job", command="onrecord add"
        )
    return folder_of(record)


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return " ".join(map(str, value[:5])) + (f" and {len(value) - 5} more" if len(value) > 5 else "")
    return "none" if value is None else str(value)
