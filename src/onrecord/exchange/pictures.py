"""Answers that people would rather look at, as SVG and as pages."""

from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord.errors import StoreError, UsageError
from onrecord.exchange import page, page_board, svg_board, svg_network, svg_timeline
from onrecord.store.place import is_address
from onrecord.views.board import Board
from onrecord.views.network import NetworkRow
from onrecord.views.timeline import Lane, TimelineRow


class Picture:
    """One answer drawn; `svg` and `html` are whole files as text."""

    def __init__(self, svg: Callable[[], str], html: Callable[[str], str]) -> None:
        self._svg = svg
        self._html = html

    @property
    def svg(self) -> str:
        """The picture as SVG 1.1."""
        return self._svg()

    @property
    def html(self) -> str:
        """A page that stands alone, with the picture and a table of the same rows."""
        return self._html(self.svg)

    def save(self, *, svg: str | Path | None = None, html: str | Path | None = None) -> None:
        """Write either file. Raises `StoreError` 415 when one cannot be written."""
        for path, text in ((svg, self.svg if svg is not None else ""), (html, self.html if html is not None else "")):
            if path is not None:
                try:
                    # Line ends as they are, so that the same rows give the same bytes everywhere.
                    Path(path).write_text(text, encoding="utf-8", newline="\n")
                except OSError as error:
                    raise StoreError(415, str(path), reason=error.strerror or error) from error


def of_board(board: Board) -> Picture:
    """The negotiation board drawn. On its page the table is the board, so the picture does not stand there again."""
    title = f"Negotiation board: {', '.join(party.name for party in board.parties)}"
    return Picture(lambda: svg_board.draw(board), lambda _: page.page(title, page_board.body(board)))


def of_timeline(rows: Sequence[TimelineRow], lanes: Sequence[Lane]) -> Picture:
    """A timeline drawn; the lanes are those of `onrecord.views.timeline.lanes` for the same question."""
    return Picture(
        lambda: svg_timeline.draw(rows, lanes),
        lambda svg: page.page("Timeline", page.table(TimelineRow, rows), svg),
    )


def of_network(rows: Sequence[NetworkRow]) -> Picture:
    """A network drawn."""
    return Picture(
        lambda: svg_network.draw(rows),
        lambda svg: page.page("Who dealt with whom", page.table(NetworkRow, rows), svg),
    )


def checked(record: str | Path, svg: str | None, html: str | None) -> None:
    """Raises `UsageError` 533 where a picture would be written over the record, 534 where both files are one."""
    files = [Path(path).resolve() for path in (svg, html) if path is not None]
    if not is_address(record) and Path(record).resolve() in files:
        raise UsageError(533, path=str(record))
    if len(files) > len({*files}):
        raise UsageError(534, path=svg)
