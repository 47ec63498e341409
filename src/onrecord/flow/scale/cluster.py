"""The Dask engine: a cluster of this machine, or one that is there already, and the batches it is reading."""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from time import monotonic, sleep
from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec
import pyarrow as pa

from onrecord.errors import ReadingError
from onrecord.flow.scale.batches import READ_BY
from onrecord.flow.scale.job import Job
from onrecord.flow.scale.readers import Readers
from onrecord.flow.scale.work import attempt, read_by
from onrecord.reading.known.entry import Entry

if TYPE_CHECKING:
    from distributed import Client, Future

_NEEDED = ("distributed", "cryptography")
_CONNECT_SECONDS = 10
_WORKER_SECONDS = 120
_LOOK_SECONDS = 1.0
_GLANCE_SECONDS = 0.1
_EACH_IN_HAND = 3
"""Batches in hand for each thread of the cluster: one being read, the others there when it is done."""
_COUNT_SECONDS = 5.0

_LOCAL: dict[str, object] = {
    # A batch whose worker ended twice is looked at report by report.
    "distributed.scheduler.allowed-failures": 1,
    # A worker that ends is started again however often; else one that ends twice within this time would be given up.
    "distributed.deploy.lost-worker-timeout": "1000 days",
    # Each process would otherwise wake up some hundred times a second to look at itself.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.worker.memory.monitor-interval": "500ms",
    "distributed.scheduler.active-memory-manager.start": False,
    # No page, no figures, no address that answers: only the engine's own encrypted lines.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}


@dataclass(frozen=True)
class Failed:
    """Why a piece of work has no answer: what was raised, in words, or (`ended`) whichever process did it ended."""

    words: str
    ended: bool = False


class Cluster:
    """An open line to a scheduler, with the batches that its workers have in hand."""

    def __init__(
        self, client: "Client", address: str, ours: Readers, look_after: Callable[[], None] = lambda: None
    ) -> None:
        """`look_after` is called now and then, to start workers that are missing."""
        self._client = client
        self._look_after = look_after
        self._address = address
        self._ours = ours
        self._done: SimpleQueue[Future] = SimpleQueue()
        self._in_hand: dict[Future, Callable[[pa.RecordBatch | Failed], None]] = {}
        self._alone: deque[Callable[[], None]] = deque()
        self._room, self._counted, self._seen = 0, 0.0, monotonic()
        self._name = uuid4().hex

    def has_room(self) -> bool:
        """Whether another batch may be handed over: memory holds a few for each worker, however many there are."""
        if self._alone:
            return False
        if monotonic() - self._counted > _COUNT_SECONDS:
            self._count()
        return len(self._in_hand) < self._room

    def _count(self) -> None:
        """See how many threads there are. Raises `ReadingError` 396 where there have been none for long."""
        self._look_after()
        threads = sum(self._client.ncores().values())
        self._room, self._counted = _EACH_IN_HAND * max(threads, 1), monotonic()
        if threads or not self._in_hand:
            self._seen = self._counted
        elif self._counted - self._seen > _WORKER_SECONDS:
            raise ReadingError(396, self._address, seconds=_WORKER_SECONDS, address=self._address)

    def hand_over(
        self,
        work: Callable[[pa.RecordBatch], pa.RecordBatch],
        batch: pa.RecordBatch,
        place: int,
        then: Callable[[pa.RecordBatch | Failed], None],
        *,
        alone: bool = False,
    ) -> None:
        """Have a worker do it; `then` gets the answer, or why there is none. Lower places are done first.

        With `alone` nothing else is done meanwhile: when a worker ends, whatever it had in hand falls under suspicion.
        """
        if alone:
            self._alone.append(partial(self.hand_over, work, batch, place, then))
            return
        future = self._client.submit(
            attempt, work, batch, key=f"onrecord-{self._name}-{place}-{uuid4().hex}", pure=False, priority=-place
        )
        self._in_hand[future] = then
        future.add_done_callback(self._done.put)

    def wait(self) -> None:
        """Wait until something is done (at most a second), and give out all that is.

        Raises `ReadingError` 394 where the scheduler is gone and 395 where a worker is of another version.
        """
        if not self._in_hand:
            if not self._alone:
                return
            self._alone.popleft()()
        try:
            future = self._done.get(timeout=_LOOK_SECONDS)
        except Empty:
            if self._client.status != "running":
                raise self._gone("the line to it broke") from None
            if monotonic() - self._counted > _COUNT_SECONDS:
                self._count()
            return
        while True:
            self._give_out(future)
            try:
                future = self._done.get_nowait()
            except Empty:
                return

    def check(self, actors: tuple[Entry, ...]) -> None:
        """Wait for a worker, and see that all that are there read as this process would.

        Raises `ReadingError` 395 where one does not, and 396 where none comes.
        """
        until = monotonic() + _WORKER_SECONDS
        while not self._client.ncores():
            if monotonic() > until:
                raise ReadingError(396, self._address, seconds=_WORKER_SECONDS, address=self._address)
            self._look_after()
            sleep(_GLANCE_SECONDS)
        try:
            answers = self._client.run(read_by, actors)
        except Exception as error:  # whatever a worker without our code raises
            raise ReadingError(395, self._address, difference=f"onrecord is not there ({_words(error)})") from error
        for worker, told in answers.items():
            self._agree(told, str(worker))

    def _give_out(self, future: "Future") -> None:
        then = self._in_hand.pop(future)
        if future.status == "cancelled":
            raise self._gone("it gave up the work")
        error = future.exception()
        if isinstance(error, ImportError):
            raise ReadingError(395, self._address, difference=f"onrecord is not there ({_words(error)})") from error
        if error is not None:
            # Named, not imported: Dask is loaded only where it is used.
            then(Failed(_words(error), ended=type(error).__name__ == "KilledWorker"))
            return
        results = future.result()
        if isinstance(results, str):
            then(Failed(results))
            return
        told = results.schema.metadata.get(READ_BY)
        if told is not None:
            self._agree(told, self._address)
        then(results)

    def _agree(self, told: bytes, where: str) -> None:
        differences = self._ours.differences(msgspec.json.decode(told, type=Readers))
        if differences:
            raise ReadingError(395, where, difference="; ".join(differences))

    def _gone(self, reason: str) -> ReadingError:
        return ReadingError(394, self._address, reason=reason)


@contextmanager
def cluster(
    scheduler: str | None, workers: int, job: Job, ours: Readers, actors: tuple[Entry, ...]
) -> Iterator[Cluster]:
    """The cluster whose scheduler is at an address or, without one, so many worker processes of this machine.

    Raises `ReadingError` 393 where Dask is not installed, 394 where the scheduler cannot be reached, 395 and 396.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise ReadingError(393, missing=" and ".join(missing))
    opened = _local(workers, job) if scheduler is None else _remote(scheduler)
    with opened as (client, look_after):
        found = Cluster(client, scheduler or "the cluster of this machine", ours, look_after)
        found.check(actors)
        yield found


@contextmanager
def _local(workers: int, job: Job) -> "Iterator[tuple[Client, Callable[[], None]]]":
    import dask
    from distributed import Client, LocalCluster, Security, Status

    def look_after() -> None:
        """Dask starts a worker again that ended, but gives up one that ended while it was starting."""
        given_up = sum(one.status in (Status.closed, Status.failed) for one in here.workers.values())
        if len(here.worker_spec) < workers + given_up:
            here.scale(workers + given_up)

    preload = [*dask.config.get("distributed.worker.preload"), "onrecord.flow.scale.interrupts"]
    settings = {**_LOCAL, "temporary-directory": str(job.scratch), "distributed.worker.preload": preload}
    with (
        dask.config.set(settings),
        _quiet(),
        LocalCluster(
            # They are started by `look_after`: a cluster does not start at all where one of its first workers does not.
            n_workers=0,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            # Whoever reaches a scheduler may run programs as its user, so others of this machine must not:
            # keys made now, which never touch the disk.
            security=Security.temporary(),
            local_directory=str(job.scratch),
            silence_logs=logging.CRITICAL,
        ) as here,
        Client(here) as client,
    ):
        yield client, look_after


@contextmanager
def _remote(address: str) -> "Iterator[tuple[Client, Callable[[], None]]]":
    from distributed import Client

    with _quiet():
        try:
            client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except Exception as error:  # its libraries raise much for an address that is none
            raise ReadingError(394, address, reason=_words(error)) from error
        with client:
            yield client, lambda: None


@contextmanager
def _quiet() -> Iterator[None]:
    """What the libraries say of lost workers and lines stays unsaid: what matters of it is told by numbered errors."""
    loggers = [logging.getLogger(name) for name in ("distributed", "tornado.application", "asyncio")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _words(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
