"""The negotiation board as a page: a row for each matter, a column for each party, made to be printed on one sheet."""

from collections.abc import Iterator

from onrecord.exchange import wording
from onrecord.exchange.page import cited, isolated, text
from onrecord.views.board import Board, Card, Telling


def body(board: Board) -> Iterator[str]:
    """The board as a table, every card with the words it stands on, then the talks."""
    yield f"<p>{text(wording.tally(board))}.</p>"
    yield "<dl>"
    for party in board.parties:
        yield f"<dt>{isolated(party.name)}</dt> <dd>{text(wording.members(party))}</dd>"
    between = ", ".join(isolated(name) for name in board.mediators) or "no mediator is named"
    yield f"<dt>Between them</dt> <dd>{between}</dd></dl>"
    if not board.issues:
        yield f"<p>{text(wording.empty(board))}</p>"
    else:
        heads = "".join(f'<th scope="col">{isolated(party.name)}</th>' for party in board.parties)
        yield f'<div class="scroll"><table class="board"><thead><tr><th scope="col" class="matter">Matter</th>{heads}'
        yield "</tr></thead><tbody>"
        for issue in board.issues:
            yield f'<tr><th scope="row" dir="auto">{text(issue.label)}</th>'
            for party in board.parties:
                yield "<td>" + "".join(_card(card) for card in issue.cards if card.party == party.name) + "</td>"
            yield "</tr>"
        yield "</tbody></table></div>"
    if board.talks:
        yield "<h2>Talks</h2><ul>"
        for talk in board.talks:
            head = f"{text(talk.day or 'undated')}: {isolated(wording.talk(talk))} ({text(talk.status)})"
            yield f"<li>{head}{_passages(talk.tellings)}</li>"
        yield "</ul>"


def _card(card: Card) -> str:
    marks = ["card"]
    if card.kind == "agreed" and not card.solid:
        marks.append("claimed")
    if card.changed:
        marks.append("changed")
    changed = "changed: " if card.changed else ""
    by = ", ".join(name for name in card.by if name != card.party)
    conditions = "".join(f"<li>if {isolated(condition)}</li>" for condition in card.conditions)
    return (
        f'<div class="{" ".join(marks)}"><p><strong>{text(changed + wording.act(card))}, '
        f"{text(card.day or 'undated')}: {text(wording.became(card))}</strong></p> "
        f"<p>{f'{isolated(by)}: ' if by else ''}{isolated(card.about)}</p>"
        + (f" <ul>{conditions}</ul>" if conditions else "")
        + f' <p class="soft">{text("; ".join(wording.grounds(card)))}</p>'
        + _passages(card.tellings, card.through)
        + "</div>"
    )


def _passages(tellings: tuple[Telling, ...], through: Telling | None = None) -> str:
    head = wording.of(len(tellings), "passage")
    became = f"<p>What became of it:</p>{_passage(through)}" if through else ""
    return f"<details><summary>{head}</summary>{''.join(map(_passage, tellings))}{became}</details>"


def _passage(telling: Telling) -> str:
    copy = " (a copy)" if telling.copy_of else ""
    return f'<blockquote dir="auto">{text(telling.passage)}<br>{cited(telling.report)}{copy}</blockquote>'
