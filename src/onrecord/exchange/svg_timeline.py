"""A timeline as a picture: one lane for each actor, bars as wide as their date is exact."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from xml.etree.ElementTree import Element

import msgspec

from onrecord.exchange import wording
from onrecord.exchange.measure import width as width_of
from onrecord.exchange.scale import Stretch, Window, stretch, ticks, window
from onrecord.exchange.svg import QUAD_MARKS, add, column, lines_of, linked, picture, text_of, write
from onrecord.record.vocabulary import QUADS
from onrecord.views.timeline import Dates, Lane, TimelineRow

_LEFT, _EDGE, _WIDTH, _TOP = 200.0, 34.0, 970.0, 92.0
_END = 135.0
"""Room to the right of the last day, for a label there."""
_BAR, _APART = 17.0, 7.0
"""Together as high as what one can hit with a finger (24 pixels)."""
SINGLE, _DEEPEST = 300, 9
"""Up to so many entries, and so many at one time in a lane, each is drawn by itself; otherwise they are counted."""
_COUNTS, _IMPOSSIBLE = 46.0, 40.0
_LANES = 14
_TICK = 88.0
_SMALL = 11.0
_DONE = ("happened", "ongoing", "historical")
_TITLES = {
    "happened": "when it was done",
    "said": "when it was said",
    "published": "when it was published",
}


class _Bar(msgspec.Struct, frozen=True):
    row: TimelineRow
    days: Stretch
    deep: int


class Leads(msgspec.Struct, frozen=True):
    """Where a page's timeline leads, as attributes of a link: from an entry, and from a stretch of time.

    A stretch goes from a year, month or day to another, both included (None: no end); one that leads no further than
    where one is gives None.
    """

    entry: Callable[[TimelineRow], Mapping[str, str]]
    stretch: Callable[[str | None, str | None], Mapping[str, str] | None]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows of a timeline that has more entries than are at hand.

    `dates` counts all of them on their `clock`; `days` are the days to show (None: those that fit the data);
    `impossible` are some of those whose date no calendar has. The picture is as wide as `width` days take pixels.
    """

    clock: str
    dates: Dates
    days: Window | None
    impossible: Sequence[TimelineRow]
    leads: Leads
    width: float = 640.0


class _Scale(msgspec.Struct, frozen=True):
    shown: Window
    width: float

    def x(self, day: float) -> float:
        """Where a day begins, kept inside the picture."""
        kept = min(max(day, self.shown.first), self.shown.last)
        return _LEFT + _EDGE + (kept - self.shown.first) * self.width / (self.shown.last - self.shown.first)

    @property
    def end(self) -> float:
        """The right edge of the picture."""
        return _LEFT + _EDGE + self.width + _END


def draw(rows: Sequence[TimelineRow], lanes: Sequence[Lane], part: Part | None = None) -> str:
    """The timeline of these rows as SVG; where they are too many to be told apart, the counts of the lanes instead.

    With `part` the rows are the dated ones of a timeline, or none where only counts are at hand.
    """
    clock = part.clock if part else rows[0].clock if rows else "happened"
    firsts = [row for row in rows if row.copy_of is None]
    dated = [(row, days) for row in firsts if row.when and (days := stretch(row.when)) is not None]
    drawn = lanes[:_LANES]
    if part:
        stretches = [days for at, n in part.dates.days if (days := stretch(at)) is not None for _ in range(n)]
        copies, notes = part.dates.copies, _others(len(stretches), drawn)
    else:
        stretches = [days for _, days in dated]
        copies, notes = len(rows) - len(firsts), _notes(firsts, [row for row, _ in dated], drawn)
    if copies:
        notes.append(f"{wording.of(copies, 'entry')} of copies that say the same: not drawn.")
    width = part.width if part else _WIDTH
    if not stretches:
        root = picture(_LEFT + _EDGE + width + _END, 110, f"Timeline: {_TITLES[clock]}", "No entry has a date.")
        write(root, 16, 28, f"Timeline: {_TITLES[clock]}", class_="big head")
        what = "No entry has a date on this clock" if rows else "No entry passes the filters"
        write(root, 16, 60, f"{what}; {wording.of(len(rows), 'entry')} without one.")
        return text_of(root)
    leads = part.leads if part else None
    scale = _Scale((part and part.days) or window(stretches), width)
    notes += _far(scale.shown)
    packed = [_packed([(row, days) for row, days in dated if _of(row, lane)], scale) for lane in drawn]
    single = 0 < len(dated) <= SINGLE and max(map(_depth, packed), default=0) <= _DEEPEST
    heights = [max(_depth(bars) * (_BAR + _APART), 30.0) + 10 if single else _COUNTS + 8 for bars in packed]
    foot = _TOP + sum(heights)
    impossible = part.impossible if part else ()
    below = foot + (_IMPOSSIBLE if impossible else 0)
    head = f"Timeline: {_TITLES[clock]}; {wording.of(len(stretches), 'entry')}"
    root = picture(scale.end, below + 46 + 18 * len(notes), head, " ".join(notes), holds_links=part is not None)
    write(root, 16, 28, head, class_="big head")
    _key(root, scale.end, single=single)
    _axis(root, scale, foot, below)
    y = _TOP
    for lane, bars, height in zip(drawn, packed, heights, strict=True):
        add(root, "line", x1=16, x2=scale.end, y1=y, y2=y, class_="rule")
        column(root, 16, y + 19, lines_of(lane.actor, _LEFT - 40, 2), 15)
        if single:
            for bar in bars:
                _entry(root, bar, y + 5, scale, leads)
        else:
            _counts(root, lane, y + 4, scale, leads)
        _outside(root, _off(lane, bars, scale.shown), y, scale, leads)
        y += height
    add(root, "line", x1=16, x2=scale.end, y1=foot, y2=foot, class_="rule")
    if impossible and leads:
        _impossible(root, impossible, foot, scale, leads)
    column(root, 16, below + 40, notes, 18, class_="soft")
    return text_of(root)


def _others(count: int, drawn: Sequence[Lane]) -> list[str]:
    others = count - sum(lane.count for lane in drawn)
    return [f"{wording.of(others, 'entry')} of further actors or of nobody named: not drawn."] if others else []


def _notes(rows: Sequence[TimelineRow], dated: Sequence[TimelineRow], drawn: Sequence[Lane]) -> list[str]:
    """What the picture does not show, each with its number."""
    undated = sum(row.when is None for row in rows)
    impossible = len(rows) - len(dated) - undated
    shown = {lane.actor_id or lane.actor for lane in drawn}
    others = [row for row in dated if row.actor is not None and (row.actor_id or row.actor) not in shown]
    unnamed = sum(row.actor is None for row in dated)
    notes = []
    if undated:
        notes.append(f"{wording.of(undated, 'entry')} without a date on this clock: not drawn, last in the table.")
    if impossible:
        notes.append(f"{wording.of(impossible, 'entry')} with a date that no calendar has: not drawn.")
    if others:
        actors = len({row.actor_id or row.actor for row in others})
        notes.append(f"{wording.of(len(others), 'entry')} of {wording.of(actors, 'further actor')}: not drawn.")
    if unnamed:
        notes.append(f"{wording.of(unnamed, 'entry')} of nobody named: not drawn.")
    return notes


def _far(shown: Window) -> list[str]:
    """Entries that lie so far off that showing them would leave no room for the others."""
    # The days shown may reach beyond the calendar's ends.
    first = date.fromordinal(max(shown.first, 1)).isoformat()
    last = date.fromordinal(min(shown.last, date.max.toordinal())).isoformat()
    far = [f"{wording.of(shown.before, 'entry')} before {first}"] if shown.before else []
    far += [f"{wording.of(shown.after, 'entry')} from {last} on"] if shown.after else []
    return [f"{' and '.join(far)}: far off, told by ◂ and ▸ alone."] if far else []


def _of(row: TimelineRow, lane: Lane) -> bool:
    return row.actor_id == lane.actor_id if lane.actor_id else row.actor == lane.actor


def _packed(entries: Sequence[tuple[TimelineRow, Stretch]], scale: _Scale) -> list[_Bar]:
    """Entries of a lane below one another where they or their labels overlap; outside the window at no depth (-1)."""
    free: list[float] = []
    bars = []
    for row, days in sorted(entries, key=lambda entry: entry[1]):
        if not scale.shown.holds(days):
            bars.append(_Bar(row, days, -1))
            continue
        x = scale.x(days[0])
        end = max(scale.x(days[1]), x + _label(row, scale.x(days[1]) - x)[1])
        deep = next((n for n, taken in enumerate(free) if taken <= x), len(free))
        free[deep : deep + 1] = [end]
        bars.append(_Bar(row, days, deep))
    return bars


def _label(row: TimelineRow, wide: float) -> tuple[str, float, bool]:
    """What is written at a bar so many pixels wide, how far it reaches from its start, and whether it is inside."""
    text = _kind(row)
    if width_of(text, _SMALL) + 8 <= wide:
        return text, wide, True
    return text, wide + width_of(text, _SMALL) + 6, False


def _depth(bars: Sequence[_Bar]) -> int:
    return max((bar.deep + 1 for bar in bars), default=0)


def _entry(root: Element, bar: _Bar, y: float, scale: _Scale, leads: Leads | None) -> None:
    if bar.deep < 0:
        return
    row = bar.row
    label, _, inside = _label(row, scale.x(bar.days[1]) - scale.x(bar.days[0]))
    root = linked(root, leads.entry(row) if leads else None, f"{label}: {row.actor}, {row.when}")
    x, end = scale.x(bar.days[0]), scale.x(bar.days[1])
    wide = max(end - x - 1, 3)
    top = y + bar.deep * (_BAR + _APART)
    mark = _mark(row)
    exact = bar.days[1] - bar.days[0] == 1
    done = row.status in _DONE and row.entry == "move"
    look = f"f-{mark} {mark}" if done and exact else f"f-{mark} {mark} band" if done else f"open {mark}"
    add(
        root,
        "rect",
        f"{row.when}, {row.actor}: {_kind(row)} ({wording.told(row)}). {row.passage}",
        x=x,
        y=top,
        width=wide,
        height=_BAR,
        rx=2,
        class_=look,
        stroke_dasharray="3 2" if not exact or (row.entry == "move" and not done) else "none",
    )
    look = "small on" if inside and done and exact else "small"
    write(root, x + 4 if inside else max(end, x + wide) + 2, top + 12.5, label, class_=look)


def _kind(row: TimelineRow) -> str:
    told = row.kind.lower() if row.entry == "move" else f"{row.kind} statement"
    return told if row.status in (None, "happened") else f"{told} ({row.status})"


def _mark(row: TimelineRow) -> str:
    return QUAD_MARKS[QUADS[row.kind]][0] if row.entry == "move" else "said"


class _Off(msgspec.Struct, frozen=True):
    """Entries of a lane before and after the days shown: how many, and which."""

    before: int
    after: int
    first: str
    last: str


def _off(lane: Lane, bars: Sequence[_Bar], shown: Window) -> _Off:
    if bars:
        some = [(bar.days, 1, f"{bar.row.when}: {_kind(bar.row)}") for bar in bars]
    else:
        some = [(days, n, f"{at}: {n}") for at, n in lane.bins if (days := stretch(at)) is not None]
    before = [(n, told) for days, n, told in some if days[1] <= shown.first]
    after = [(n, told) for days, n, told in some if days[0] >= shown.last]
    return _Off(
        sum(n for n, _ in before),
        sum(n for n, _ in after),
        "; ".join(told for _, told in before),
        "; ".join(told for _, told in after),
    )


def _outside(root: Element, off: _Off, y: float, scale: _Scale, leads: Leads | None) -> None:
    """At the edges, how many entries of a lane lie before and after the days shown."""
    eve = date.fromordinal(max(scale.shown.first - 1, 1)).isoformat()
    morrow = date.fromordinal(min(scale.shown.last, date.max.toordinal())).isoformat()
    for count, told, ends, x, anchor, text in (
        (off.before, off.first, (None, eve), _LEFT + _EDGE - 6, "end", f"◂ {off.before}"),
        (off.after, off.last, (morrow, None), _LEFT + _EDGE + scale.width + 6, "start", f"{off.after} ▸"),
    ):
        if count:
            mark = add(linked(root, leads.stretch(*ends) if leads else None, f"{text}: {told}"), "g", told)
            write(mark, x, y + 19, text, text_anchor=anchor, class_="soft")


def _impossible(root: Element, rows: Sequence[TimelineRow], y: float, scale: _Scale, leads: Leads) -> None:
    """A lane below the others for dates that no calendar has, as far as there is room."""
    column(root, 16, y + 19, ["Dates that no", "calendar has"], 15, class_="head")
    x = _LEFT + _EDGE
    for row in rows:
        label = f"{row.when}: {_kind(row)}"
        wide = width_of(label, _SMALL) + 24
        if x + wide > scale.end:
            break
        mark = linked(root, leads.entry(row), f"{label}, {row.actor}")
        add(
            mark, "rect", f"{row.actor}: {row.passage}", x=x, y=y + 8, width=wide - 8, height=24, rx=2, class_="open mx"
        )
        write(mark, x + 8, y + 24, label, class_="small")
        x += wide


def _counts(root: Element, lane: Lane, y: float, scale: _Scale, leads: Leads | None) -> None:
    """The entries of a lane as columns, each with its number where there is room."""
    most = max(count for _, count in lane.bins)
    finest = max(len(at) for at, _ in lane.bins)
    for at, count in lane.bins:
        days = stretch(at)
        if days is None or not scale.shown.holds(days):
            continue
        x, end = scale.x(days[0]), scale.x(days[1])
        wide = max(end - x - 1, 2)
        high = max((_COUNTS - 14) * count / most, 2)
        look = "f-mc" if len(at) == finest else "f-mc mc band"
        bar = linked(root, leads.stretch(at, at) if leads else None, f"{count}: {lane.actor}, {at}")
        if leads:
            # All of the column can be hit, however few it counts.
            add(bar, "rect", x=x, y=y, width=wide, height=_COUNTS, fill="none", pointer_events="all")
        add(
            bar,
            "rect",
            f"{lane.actor}, {at}: {count}",
            x=x,
            y=y + _COUNTS - high,
            width=wide,
            height=high,
            class_=look,
        )
        if width_of(str(count), _SMALL) <= wide:
            write(bar, x + wide / 2, y + _COUNTS - high - 2, str(count), class_="small", text_anchor="middle")


def _axis(root: Element, scale: _Scale, foot: float, below: float) -> None:
    for day, label in ticks(scale.shown.first, scale.shown.last, int(scale.width / _TICK)):
        x = scale.x(day)
        add(root, "line", x1=x, x2=x, y1=_TOP - 18, y2=foot, class_="rule")
        if x + width_of(label) + 4 <= scale.end:
            write(root, x + 4, _TOP - 7, label, class_="soft")
            write(root, x + 4, below + 15, label, class_="soft")


def _key(root: Element, end: float, *, single: bool) -> None:
    if not single:
        write(root, 16, 52, "Columns count entries; a faint column covers a month or year.", class_="soft")
        return
    x, y = 16.0, 41.0
    for look, text in (
        ("f-vc vc", "words of cooperation"),
        ("f-mc mc", "acts of cooperation"),
        ("f-vx vx", "words of conflict"),
        ("f-mx mx", "acts of conflict"),
        ("f-mc mc band", "month or year only"),
        ("open mx dashed", "not told as done"),
        ("open said", "statement"),
    ):
        dashes = "3 2" if "band" in look or "dashed" in look else "none"
        if x + 32 + width_of(text) > end:
            x, y = 16.0, y + 18
        add(root, "rect", x=x, y=y, width=26, height=13, rx=2, class_=look, stroke_dasharray=dashes)
        write(root, x + 32, y + 11, text, class_="soft")
        x += 32 + width_of(text) + 22
