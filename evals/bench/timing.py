"""CPU time spent inside functions of the product, taken by wrapping them here: the product holds no hooks."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time
from typing import Any


class Clock:
    """CPU seconds by stage. What is timed inside something timed counts for the inner one alone.

    >>> clock = Clock()
    >>> with clock.timing("outer"), clock.timing("inner"):
    ...     pass
    >>> sorted(clock.seconds)
    ['inner', 'outer']
    """

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._open: list[float] = []

    @contextmanager
    def timing(self, stage: str) -> Iterator[None]:
        """Time what runs inside."""
        began = process_time()
        self._open.append(0.0)
        try:
            yield
        finally:
            took = process_time() - began
            self.seconds[stage] += took - self._open.pop()
            if self._open:
                self._open[-1] += took

    @contextmanager
    def wrapped(self, *places: tuple[Any, str, str]) -> Iterator[None]:
        """Time every call of functions, each given as where it stands (a module or class), its name, and its stage."""
        before = [(owner, name, getattr(owner, name)) for owner, name, _ in places]
        for owner, name, stage in places:
            setattr(owner, name, self._timed(getattr(owner, name), stage))
        try:
            yield
        finally:
            for owner, name, function in before:
                setattr(owner, name, function)

    def _timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            with self.timing(stage):
                return function(*given, **named)

        return timed
