"""A timeline as a picture: one lane for each actor, bars as wide as their date is exact."""

from collections.abc import Sequence
from datetime import date
from xml.etree.ElementTree import Element

import msgspec

from onrecord.exchange import wording
from onrecord.exchange.measure import width as width_of
from onrecord.exchange.scale import Stretch, Window, stretch, ticks, window
from onrecord.exchange.svg import QUAD_MARKS, add, column, lines_of, picture, text_of, write
from onrecord.record.vocabulary import QUADS
from onrecord.views.timeline import Lane, TimelineRow

_LEFT, _EDGE, _WIDTH, _TOP = 200.0, 34.0, 970.0, 92.0
_END = 135.0
"""Room to the right of the last day, for a label there."""
_ALL = _LEFT + _EDGE + _WIDTH + _END
_BAR, _APART = 15.0, 3.0
_SINGLE, _DEEPEST = 300, 9
"""Up to so many entries, and so many at one time in a lane, each is drawn by itself; otherwise they are counted."""
_COUNTS = 46.0
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


class _Scale(msgspec.Struct, frozen=True):
    shown: Window

    def x(self, day: float) -> float:
        """Where a day begins, kept inside the picture."""
        kept = min(max(day, self.shown.first), self.shown.last)
        return _LEFT + _EDGE + (kept - self.shown.first) * _WIDTH / (self.shown.last - self.shown.first)


def draw(rows: Sequence[TimelineRow], lanes: Sequence[Lane]) -> str:
    """The timeline of these rows as SVG; where they are too many to be told apart, the counts of the lanes instead."""
    clock = rows[0].clock if rows else "happened"
    firsts = [row for row in rows if row.copy_of is None]
    dated = [(row, days) for row in firsts if row.when and (days := stretch(row.when)) is not None]
    drawn = lanes[:_LANES]
    notes = _notes(firsts, [row for row, _ in dated], drawn)
    if len(firsts) < len(rows):
        notes.append(f"{wording.of(len(rows) - len(firsts), 'entry')} of copies that say the same: not drawn.")
    if not dated:
        root = picture(_ALL, 110, f"Timeline: {_TITLES[clock]}", "No entry has a date.")
        write(root, 16, 28, f"Timeline: {_TITLES[clock]}", class_="big head")
        what = "No entry has a date on this clock" if rows else "No entry passes the filters"
        write(root, 16, 60, f"{what}; {wording.of(len(rows), 'entry')} without one.")
        return text_of(root)
    scale = _Scale(window([days for _, days in dated]))
    notes += _far(scale.shown)
    packed = [_packed([(row, days) for row, days in dated if _of(row, lane)], scale) for lane in drawn]
    single = len(dated) <= _SINGLE and max(map(_depth, packed), default=0) <= _DEEPEST
    heights = [max(_depth(bars) * (_BAR + _APART), 30.0) + 10 if single else _COUNTS + 8 for bars in packed]
    foot = _TOP + sum(heights)
    head = f"Timeline: {_TITLES[clock]}; {wording.of(len(dated), 'entry')}"
    root = picture(_ALL, foot + 46 + 18 * len(notes), head, " ".join(notes))
    write(root, 16, 28, head, class_="big head")
    _key(root, single=single)
    _axis(root, scale, foot)
    y = _TOP
    for lane, bars, height in zip(drawn, packed, heights, strict=True):
        add(root, "line", x1=16, x2=_ALL, y1=y, y2=y, class_="rule")
        column(root, 16, y + 19, lines_of(lane.actor, _LEFT - 40, 2), 15)
        if single:
            for bar in bars:
                _entry(root, bar, y + 5, scale)
        else:
            _counts(root, lane, y + 4, scale)
        _outside(root, bars, y, scale.shown)
        y += height
    add(root, "line", x1=16, x2=_ALL, y1=foot, y2=foot, class_="rule")
    column(root, 16, foot + 40, notes, 18, class_="soft")
    return text_of(root)


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
    first, last = (date.fromordinal(day).isoformat() for day in (shown.first, shown.last))
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


def _entry(root: Element, bar: _Bar, y: float, scale: _Scale) -> None:
    if bar.deep < 0:
        return
    row = bar.row
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
    label, _, inside = _label(row, end - x)
    look = "small on" if inside and done and exact else "small"
    write(root, x + 4 if inside else end + 2, top + 11.5, label, class_=look)


def _kind(row: TimelineRow) -> str:
    told = row.kind.lower() if row.entry == "move" else f"{row.kind} statement"
    return told if row.status in (None, "happened") else f"{told} ({row.status})"


def _mark(row: TimelineRow) -> str:
    return QUAD_MARKS[QUADS[row.kind]][0] if row.entry == "move" else "said"


def _outside(root: Element, bars: Sequence[_Bar], y: float, shown: Window) -> None:
    """At the edges, how many entries of a lane lie before and after the days shown."""
    before = [bar for bar in bars if bar.days[1] <= shown.first]
    after = [bar for bar in bars if bar.days[0] >= shown.last]
    for some, x, anchor, text in (
        (before, _LEFT + _EDGE - 6, "end", f"◂ {len(before)}"),
        (after, _LEFT + _EDGE + _WIDTH + 6, "start", f"{len(after)} ▸"),
    ):
        if some:
            mark = add(root, "g", "; ".join(f"{bar.row.when}: {_kind(bar.row)}" for bar in some))
            write(mark, x, y + 19, text, text_anchor=anchor, class_="soft")


def _counts(root: Element, lane: Lane, y: float, scale: _Scale) -> None:
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
        add(
            root,
            "rect",
            f"{lane.actor}, {at}: {count}",
            x=x,
            y=y + _COUNTS - high,
            width=wide,
            height=high,
            class_=look,
        )
        if width_of(str(count), _SMALL) <= wide:
            write(root, x + wide / 2, y + _COUNTS - high - 2, str(count), class_="small", text_anchor="middle")


def _axis(root: Element, scale: _Scale, foot: float) -> None:
    for day, label in ticks(scale.shown.first, scale.shown.last, int(_WIDTH / _TICK)):
        x = scale.x(day)
        add(root, "line", x1=x, x2=x, y1=_TOP - 18, y2=foot + 18, class_="rule")
        if x + width_of(label) + 4 <= _ALL:
            write(root, x + 4, _TOP - 7, label, class_="soft")
            write(root, x + 4, foot + 15, label, class_="soft")


def _key(root: Element, *, single: bool) -> None:
    if not single:
        write(root, 16, 52, "Columns count entries; a faint column covers a month or year.", class_="soft")
        return
    x = 16.0
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
        add(root, "rect", x=x, y=41, width=26, height=13, rx=2, class_=look, stroke_dasharray=dashes)
        write(root, x + 32, 52, text, class_="soft")
        x += 32 + width_of(text) + 22
