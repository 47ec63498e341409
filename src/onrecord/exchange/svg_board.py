"""The negotiation board as a picture: a row for each matter, a column for each party."""

from xml.etree.ElementTree import Element

import msgspec

from onrecord.exchange import wording
from onrecord.exchange.svg import add, column, lines_of, picture, text_of, write
from onrecord.views.board import Board, Card, Issue

_HEAD, _PAD = 200.0, 12.0
_WIDTH, _NARROWEST = 1280.0, 250.0
_STEP = 16.0
_GAP = 6.0
_CARDS = 6
"""Cards drawn in one cell, the latest; the page and the JSON hold them all."""
_MATTERS = 40
_STRIPES = {
    "demanded": "vx",
    "offered": "vc",
    "agreed": "mc",
    "refused": "vx",
    "threatened": "mx",
    "conceded": "vc",
}
_TOP = 92.0


class _Drawn(msgspec.Struct, frozen=True):
    """A card with its lines of text: the head in bold, then the rest."""

    card: Card
    head: list[str]
    rest: list[str]
    foot: list[str]

    @property
    def height(self) -> float:
        return _STEP * (len(self.head) + len(self.rest) + len(self.foot)) + 10


class _Cell(msgspec.Struct, frozen=True):
    earlier: str
    cards: list[_Drawn]

    @property
    def height(self) -> float:
        return (_STEP if self.earlier else 0.0) + sum(card.height + _GAP for card in self.cards)


def draw(board: Board) -> str:
    """The board as SVG."""
    names = [party.name for party in board.parties]
    wide = max((_WIDTH - _HEAD - _PAD) / len(names), _NARROWEST)
    width = _HEAD + wide * len(names) + _PAD
    matters = board.issues[:_MATTERS]
    rows = [(_label(issue), [_cell(issue, name, wide) for name in names]) for issue in matters]
    heights = [max(_STEP * len(label) + 8, *(cell.height for cell in cells)) + 14 for label, cells in rows]
    left = len(board.issues) - len(matters)
    notes = [f"{left} further matters with fewer acts are not drawn; the page and the JSON hold them."] if left else []
    root = picture(
        width,
        _TOP + (sum(heights) or 40) + 24 * len(notes) + 12,
        f"Negotiation board: {', '.join(names)}",
        f"{wording.tally(board)}. A row for each matter, a column for each party. A dashed agreement is one that not "
        "each party has said itself; a thick outline marks what changed.",
    )
    write(root, _PAD, 26, f"Where they stand: {wording.tally(board)}", class_="big head")
    between = f"Between them: {', '.join(board.mediators)}" if board.mediators else "No mediator is named."
    write(root, _PAD, 48, lines_of(between, width - 2 * _PAD, 1)[0], class_="soft")
    for place, name in enumerate(names):
        head = lines_of(name, wide - 14, 1, bold=True)[0]
        write(root, _HEAD + wide * place, 80, head, class_="head")
    y = _TOP
    for (label, cells), height in zip(rows, heights, strict=True):
        add(root, "line", x1=_PAD, x2=width - _PAD, y1=y, y2=y, class_="rule")
        column(root, _PAD, y + 22, label, _STEP, class_="head")
        for place, cell in enumerate(cells):
            _draw(root, cell, _HEAD + wide * place, y + 8, wide - 14)
        y += height
    if not rows:
        write(root, _PAD, y + 24, wording.empty(board))
    for note in notes:
        write(root, _PAD, y + 20, note, class_="soft")
    return text_of(root)


def _label(issue: Issue) -> list[str]:
    return lines_of(issue.label, _HEAD - _PAD - 16, 6, bold=True)


def _cell(issue: Issue, party: str, wide: float) -> _Cell:
    cards = [card for card in issue.cards if card.party == party]
    left, shown = cards[:-_CARDS], cards[-_CARDS:]
    return _Cell(f"{len(left)} earlier: {wording.kinds(left)}" if left else "", [_drawn(card, wide) for card in shown])


def _drawn(card: Card, wide: float) -> _Drawn:
    """What stands on a card: who did what and when, and its state; the words; conditions; on whose word."""
    room = wide - 14 - 24
    mark = "changed: " if card.changed else ""
    head = f"{mark}{wording.in_column(card)}, {card.day or 'undated'}: {wording.became(card)}"
    by = wording.by_name(card)
    about = f"{by}: {card.about}" if by else card.about
    rest = lines_of(about, room, 4)
    for condition in card.conditions[:3]:
        rest += lines_of(f"if {condition}", room, 2)
    if len(card.conditions) > 3:
        rest.append(f"and {len(card.conditions) - 3} more conditions")
    return _Drawn(card, lines_of(head, room, 2, bold=True), rest, lines_of("; ".join(wording.grounds(card)), room, 2))


def _draw(root: Element, cell: _Cell, x: float, y: float, wide: float) -> None:
    if cell.earlier:
        write(root, x + 12, y + 11, cell.earlier, class_="soft")
        y += _STEP
    for drawn in cell.cards:
        card = drawn.card
        claimed = card.kind == "agreed" and not card.solid
        add(
            root,
            "rect",
            " / ".join(
                f"{wording.where(telling.report)}: {telling.passage}" for telling in wording.passages(card.tellings)[:3]
            ),
            x=x,
            y=y,
            width=wide,
            height=drawn.height,
            rx=3,
            class_="card changed" if card.changed else "card",
            stroke_dasharray="5 4" if claimed else "none",
        )
        add(root, "rect", x=x + 3, y=y + 4, width=4, height=drawn.height - 8, class_=f"f-{_STRIPES[card.kind]}")
        below = column(root, x + 14, y + 17, drawn.head, _STEP, class_="head")
        below = column(root, x + 14, below, drawn.rest, _STEP)
        column(root, x + 14, below, drawn.foot, _STEP, class_="soft")
        y += drawn.height + _GAP
