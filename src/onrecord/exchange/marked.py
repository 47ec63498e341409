"""A marked-up report that stands alone in a notebook's cell: its text with the marks on it, and a table of its entries.

Without script and without anything fetched. The text of the report is written as text only.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from onrecord.exchange import plain
from onrecord.exchange.marked_style import style
from onrecord.exchange.safe import escaped
from onrecord.record.parts import Record
from onrecord.views.entries import EntryView
from onrecord.views.moves import move_row, voucher
from onrecord.views.reading import BlockView, Marked, marked
from onrecord.views.segments import Bar, Segment
from onrecord.views.statements import statement_row

_WORD = re.compile(r"\S+\s*|\s+")
_HEADS = ("Entry", "Who", "What", "To whom", "When", "Status", "Layer", "On the word of")

Cells = tuple[str | None, ...]
"""Who, what, to whom, when, status (of a statement its kind), layer, on whose word."""


class Shown:
    """A report as marked up: a notebook draws it, `print` writes its entries one a line, `html` gives its markup."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def html(self) -> str:
        """The marked-up report as one `div` of HTML with its own style."""
        return html(self._record)

    def _repr_html_(self) -> str:
        """What a notebook draws."""
        return self.html()

    def __str__(self) -> str:
        return "\n".join(plain.lines(self._record))

    def __repr__(self) -> str:
        return str(self)


def html(record: Record) -> str:
    """The marked-up report: heading, legend, text with marks and bars, table of entries."""
    view = marked(record)
    return "".join(_Drawing(record, view).lines())


class _Drawing:
    """Draws one report."""

    def __init__(self, record: Record, view: Marked) -> None:
        self._record = record
        self._view = view
        self._entries = {entry.id: entry for entry in view.entries}
        self._parts = {mark.id: (mark.entry, mark.part) for mark in view.marks}
        self._quads = {move.id: move.quad for move in record.moves}
        # Of each entry the part that its beginning and end are told of: what is said, what is done.
        self._first: dict[int, list[str]] = {}
        self._last: dict[int, list[str]] = {}
        for mark in view.marks:
            if mark.part in ("content", "act", "tie"):
                self._first.setdefault(mark.spans[0][0], []).append(mark.entry)
                self._last.setdefault(mark.spans[-1][1], []).insert(0, mark.entry)

    def lines(self) -> Iterator[str]:
        yield f'<div class="onrecord-shown"><style>{style(self._view.lanes)}</style>'
        yield from self._head()
        yield '<div class="text">'
        for block in self._view.blocks:
            yield from self._block(block)
        yield "</div>"
        yield from self._legend()
        yield from self._table()
        yield "</div>"

    def _head(self) -> Iterator[str]:
        report = self._view.report
        if report.title:
            yield f'<p class="title" dir="auto">{_text(report.title)}</p>'
        known = [report.publisher, report.published, *report.authors, *report.credits, report.url or report.source]
        yield '<p class="soft">' + " · ".join(_isolated(fact) for fact in known if fact) + "</p>"
        yield f'<p class="soft">{_text(self._view.tally)}</p>'

    def _block(self, block: BlockView) -> Iterator[str]:
        look = "out" if block.left_out else block.kind if block.kind in ("headline", "subhead") else "body"
        if block.left_out:
            yield f'<p class="soft why">not read: {_text(block.left_out)}</p>'
        yield f'<p class="block {look}" dir="auto">'
        bars = _Bars(block.bars)
        for segment in block.segments:
            yield from self._segment(segment, bars)
        yield "</p>"

    def _segment(self, segment: Segment, bars: "_Bars") -> Iterator[str]:
        for entry in self._first.get(segment.span[0], ()):
            yield f'<span class="told" dir="ltr">[{entry}: {_text(self._entries[entry].label)}] </span>'
        words = "".join(self._words(segment, bars))
        looks = self._looks(segment)
        yield f'<mark class="{looks[0]}" title="{_text(looks[1])}">{words}</mark>' if looks else words
        for entry in self._last.get(segment.span[1], ()):
            yield f'<span class="told" dir="ltr"> [end of {entry}]</span>'

    def _words(self, segment: Segment, bars: "_Bars") -> Iterator[str]:
        """The words with a piece of each bar before each of them: on whatever line one falls, its bars stand there."""
        start = segment.span[0]
        for found in _WORD.finditer(segment.text):
            for bar, begins in bars.over(start + found.start(), start + found.end()):
                yield self._piece(bar, begins=begins)
            yield _text(found[0])

    def _piece(self, bar: Bar, *, begins: bool) -> str:
        entry = self._entries[bar.entry]
        piece = f'<i class="bar lane{bar.lane} {self._look(entry)}" aria-hidden="true"></i>'
        if not begins:
            return piece
        # Drawn by the style sheet: as text it would be read as the first word, whose script turns the paragraph.
        return f'{piece}<i class="letter lane{bar.lane}" data-letter="{entry.letter}" aria-hidden="true"></i>'

    def _looks(self, segment: Segment) -> tuple[str, str] | None:
        """Classes and title of a segment's mark; None where nothing is marked."""
        if not segment.marks:
            return None
        parts = [self._parts[mark] for mark in segment.marks]
        # The innermost act gives the colour, the innermost statement the line.
        looks = {part: f"{part} {self._look(self._entries[entry])}" for entry, part in parts}
        title = "; ".join(f"{entry} {self._entries[entry].label}, {part}" for entry, part in parts)
        return " ".join(dict.fromkeys(" ".join(looks.values()).split())), title

    def _look(self, entry: EntryView) -> str:
        return self._quads.get(entry.id, entry.type if entry.kind == "statement" else entry.kind)

    def _legend(self) -> Iterator[str]:
        if not self._entries:
            return
        yield '<p class="legend"><b>In the margin</b> '
        known = {entry.letter: entry for entry in self._entries.values()}
        for letter, entry in known.items():
            drawn, name = {
                "statement": ("content", f"{entry.type} statement"),
                "move": ("trigger", entry.type),
            }.get(entry.kind, ("", entry.kind))
            look = f"{drawn} {self._look(entry)}".strip()
            yield f'<span class="key"><b>{letter}</b> <mark class="{look}">{name}</mark></span> '
        yield '<span class="soft">Underlined: said; filled: done; darker: the words that say so.</span></p>'

    def _table(self) -> Iterator[str]:
        if not self._entries:
            return
        yield '<div class="scroll"><table><thead><tr>'
        yield "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
        yield "</tr></thead><tbody>"
        for id_, cells in self._rows():
            entry = self._entries[id_]
            yield f'<tr><th scope="row">{entry.letter} <span class="soft">{id_}</span></th>'
            yield "".join(f'<td dir="auto">{_text(cell or "")}</td>' for cell in cells)
            yield "</tr>"
        yield "</tbody></table></div>"

    def _rows(self) -> Iterator[tuple[str, Cells]]:
        """The entries in the order of the record."""
        record = self._record
        for n, statement in enumerate(record.statements):
            said = statement_row(record, n)
            who = said.source or plain.UNATTRIBUTED
            word = self._word(statement.within)
            yield said.id, (who, said.content, said.addressee, said.said, said.kind, _plainly(said.layer), word)
        for n in range(len(record.moves)):
            done = move_row(record, n)
            who = ", ".join(done.by) or plain.UNNAMED
            what = f"{done.type}: {done.passage}"
            to = ", ".join(done.to)
            yield done.id, (who, what, to, done.when, done.status, _plainly(done.layer), self._word(done.vouched_by))
        names = {actor.id: actor.name for actor in record.actors}
        for n, tie in enumerate(record.ties, 1):
            what = f"{tie.kind}: {record.report.text[slice(*tie.span)]}"
            word = self._word(tie.vouched_by)
            yield f"t{n}", (names[tie.from_], what, names[tie.to], None, None, _plainly(tie.layer), word)

    def _word(self, statement: str | None) -> str:
        """On whose word an entry stands that is told in a statement, or by the outlet."""
        return plain.NARRATION if statement is None else voucher(self._record, statement) or plain.UNNAMED


class _Bars:
    """The bars of one block, asked word after word."""

    def __init__(self, bars: Sequence[Bar]) -> None:
        self._coming = sorted(bars, key=lambda bar: bar.span[0], reverse=True)
        self._here: list[Bar] = []

    def over(self, start: int, stop: int) -> list[tuple[Bar, bool]]:
        """The bars beside a word, and whether this is the first word that each stands beside."""
        self._here = [bar for bar in self._here if bar.span[1] > start]
        known = len(self._here)
        while self._coming and self._coming[-1].span[0] < stop:
            self._here.append(self._coming.pop())
        return [(bar, n >= known) for n, bar in enumerate(self._here)]


def _plainly(layer: str) -> str:
    return layer.replace("_", " ")


def _isolated(words: str) -> str:
    return f"<bdi>{_text(words)}</bdi>"


def _text(words: str) -> str:
    """Any text as text of the page, with what could mislead or break it written out."""
    return escape(escaped(words))
