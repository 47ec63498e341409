"""The negotiation board as a page: a row for each matter, a column for each party, made to be printed on one sheet."""

from collections.abc import Iterator

from onrecord.exchange.page import cited, isolated, text
from onrecord.exchange.sheet import Cell, SheetCard, sheet
from onrecord.views.board import Board, Telling


def body(board: Board) -> Iterator[str]:
    """The board as a table, every card with the words it stands on, then the talks."""
    laid = sheet(board)
    yield f"<p>{text(laid.tally)}.</p>"
    yield "<dl>"
    for name, taken in laid.taken:
        yield f"<dt>{isolated(name)}</dt> <dd>{text(taken)}</dd>"
    between = ", ".join(isolated(name) for name in laid.mediators) or "no mediator is named"
    yield f"<dt>Between them</dt> <dd>{between}</dd></dl>"
    if laid.empty is not None:
        yield f"<p>{text(laid.empty)}</p>"
    else:
        heads = "".join(f'<th scope="col">{isolated(name)}</th>' for name, _ in laid.taken)
        yield f'<div class="scroll"><table class="board"><thead><tr><th scope="col" class="matter">Matter</th>{heads}'
        yield "</tr></thead><tbody>"
        for row in laid.rows:
            yield f'<tr><th scope="row" dir="auto">{text(row.label)}</th>'
            yield from map(_cell, row.cells)
            yield "</tr>"
        yield "</tbody></table></div>"
    if laid.talks:
        yield "<h2>Talks</h2><ul>"
        for talk in laid.talks:
            head = f"{text(talk.day)}: {isolated(talk.who)} ({text(talk.status)})"
            yield f"<li>{head}{_passages(talk.count, talk.passages)}</li>"
        yield "</ul>"


def _cell(cell: Cell) -> str:
    if cell.fault is not None:
        return f"<td>This cell cannot be shown ({text(cell.fault)}).</td>"
    return f"<td>{''.join(map(_card, cell.cards))}</td>"


def _card(shown: SheetCard) -> str:
    card = shown.card
    marks = ["card", *(["claimed"] if shown.claimed else []), *(["changed"] if card.changed else [])]
    changed = "changed: " if card.changed else ""
    conditions = "".join(f"<li>if {isolated(condition)}</li>" for condition in card.conditions)
    return (
        f'<div class="{" ".join(marks)}"><p><strong>{text(changed + shown.act)}, '
        f"{text(shown.day)}: {text(shown.became)}</strong></p> "
        f"<p>{f'{isolated(shown.by)}: ' if shown.by else ''}{isolated(card.about)}</p>"
        + (f" <ul>{conditions}</ul>" if conditions else "")
        + f' <p class="soft">{text(shown.grounds)}</p>'
        + _passages(shown.count, shown.passages, card.through)
        + "</div>"
    )


def _passages(count: str, tellings: tuple[Telling, ...], through: Telling | None = None) -> str:
    became = f"<p>What became of it:</p>{_passage(through)}" if through else ""
    return f"<details><summary>{count}</summary>{''.join(map(_passage, tellings))}{became}</details>"


def _passage(telling: Telling) -> str:
    copy = " (a copy)" if telling.copy_of else ""
    return f'<blockquote dir="auto">{text(telling.passage)}<br>{cited(telling.report)}{copy}</blockquote>'
