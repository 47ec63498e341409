"""Batches whose workers end: a cluster in small, which works in this process and ends at certain words."""

import json
from collections import deque
from collections.abc import Callable
from typing import Any

import pyarrow as pa

from onrecord.errors import OnrecordError
from onrecord.flow.options import ReadOptions
from onrecord.flow.scale import rescue
from onrecord.flow.scale.batches import READ_BY, batch_of, found_in
from onrecord.flow.scale.cluster import Failed
from onrecord.flow.scale.work import attempt, read_batch
from onrecord.source.files import Delivery

ENDED = Failed("all those workers died", ended=True)
SENTENCE = "Tarek Ondal said that the bridge at Varn would stay shut on day {}."


class Small:
    """A cluster that does one piece after the other, last first."""

    def __init__(self, failed: Failed) -> None:
        self._waiting: deque[tuple[Any, ...]] = deque()
        self._failed = failed
        self.done = 0

    def hand_over(
        self,
        work: Callable[..., Any],
        batch: pa.RecordBatch,
        place: int,
        then: Callable[..., None],
        *,
        alone: bool = False,
    ) -> None:
        # Whatever comes after the first failure is done by itself.
        assert alone == (self.done > 0)
        self._waiting.append((work, batch, then))

    def run(self) -> None:
        while self._waiting:
            work, batch, then = self._waiting.pop()
            self.done += 1
            lethal = any(b"lethal" in (data or b"") for data in batch.column("data").to_pylist())
            lethal |= any("lethal" in (text or "") for text in batch.column("text").to_pylist())
            if lethal and work is read_batch:
                then(self._failed)
            else:
                then(work(batch))


def _read(deliveries: list[Delivery], failed: Failed = ENDED) -> tuple[pa.RecordBatch, int]:
    small = Small(failed)
    answers: list[pa.RecordBatch] = []
    rescue.read(small, batch_of(deliveries, ReadOptions()), 0, answers.append, b"me")  # type: ignore[arg-type]  # it hands over too
    small.run()
    (answer,) = answers
    return answer, small.done


def _told(results: pa.RecordBatch) -> list[object]:
    return [
        (found.number, found.where) if isinstance(found, OnrecordError) else found.record.report.given_id or "read"
        for found in found_in(results)
    ]


def test_the_report_that_ends_its_workers_is_told_of_and_the_others_are_read() -> None:
    texts = [Delivery(f"{n}.txt", SENTENCE.format(n).encode()) for n in range(3)]
    results, _ = _read([texts[0], Delivery("bad.txt", b"This is lethal."), *texts[1:]])
    assert _told(results) == ["read", (398, "bad.txt"), "read", "read"]
    assert results.column("item").to_pylist() == [0, 1, 2, 3]
    assert results.schema.metadata[READ_BY] == b"me"


def test_one_report_of_many_in_a_file() -> None:
    words = ["They met.", "This is lethal.", "They left.", "They came back."]
    lines = [json.dumps({"id": f"j{n}", "text": text}) for n, text in enumerate(words)]
    results, _ = _read([Delivery("a.jsonl", "\n".join(lines).encode()), Delivery("b.txt", b"They met.")])
    assert _told(results) == ["j0", (398, "a.jsonl, report j1"), "j2", "j3", "read"]
    assert results.column("item").to_pylist() == [0, 0, 0, 0, 1]


def test_what_raises_is_a_fault_of_ours() -> None:
    results, done = _read([Delivery("bad.txt", b"This is lethal.")], Failed("MemoryError: "))
    assert _told(results) == [(391, "bad.txt")]
    # Once read, once taken apart; nothing is tried for ever.
    assert done == 2


def test_what_cannot_be_sent_is_told_in_words() -> None:
    def deep(batch: pa.RecordBatch) -> pa.RecordBatch:
        return deep(batch)

    told = attempt(deep, batch_of([], ReadOptions()))
    assert isinstance(told, str)
    assert told.startswith("RecursionError: ")
