"""What one reading process does: it holds one reader, and reads the chunks it is sent."""

import os
import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import parent_process

from onrecord.document.document import Document
from onrecord.errors import OnrecordError, ReadingError
from onrecord.flow.one import filings
from onrecord.flow.options import ReadOptions
from onrecord.reading.reader import default_reader
from onrecord.record.codec import encode
from onrecord.source.files import Delivery

Item = Delivery | Document | OnrecordError

Answer = tuple[bytes, bytes | None] | OnrecordError
"""A record as JSON with its raw page: JSON crosses between processes several times faster than pickled parts."""


def prepare() -> None:
    """Get the process ready: the reader loaded, and its end tied to that of the process that started it."""
    # Ctrl-C reaches every process of the terminal; the one that started this one ends it in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    with suppress(ReadingError):  # it is told with each report
        default_reader()


def read_chunk(items: Sequence[Item], options: ReadOptions) -> list[Answer]:
    """The answers for all reports of these items, in order."""
    found = (one for item in items for one in filings(item, options))
    return [one if isinstance(one, OnrecordError) else (encode(one.record), one.raw) for one in found]


def _follow() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
