"""How far long work has come: a live line at a terminal, now and then a plain line elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from onrecord.cli.output import note
from onrecord.flow.add import Summary

_SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def progress() -> Iterator[Callable[[Summary], None]]:
    """Something to tell each new count to. Standard output stays free for answers."""
    if sys.stderr.isatty():
        with _live() as tell:
            yield tell
    else:
        say = now_and_then()
        yield lambda summary: say(_counts(summary))


def now_and_then() -> Callable[[str], None]:
    """Something to tell how far work has come as often as one likes: it says so on standard error every ten seconds."""
    last = time.monotonic()

    def tell(done: str) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            note(f"… {done}")

    return tell


@contextmanager
def _live() -> Iterator[Callable[[Summary], None]]:
    # Imported here so that a run off a terminal needs none of it.
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading …", total=None)

        def tell(summary: Summary) -> None:
            bar.update(task, description=_counts(summary))

        yield tell


def _counts(summary: Summary) -> str:
    return f"{summary.read} read, {summary.added} added, {summary.skipped} skipped"
