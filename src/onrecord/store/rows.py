"""A record as rows of the store's tables."""

from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.document.document import Span
from onrecord.document.sentence import sentence_around
from onrecord.record.codec import encode
from onrecord.record.parts import Actor, Move, Party, Statement
from onrecord.store.filing import Filing
from onrecord.store.folding import folded

Row = tuple[Any, ...]
Tables = dict[str, list[Row]]

TABLES: tuple[str, ...] = (
    "reports",
    "blocks",
    "actors",
    "mentions",
    "roles",
    "statements",
    "statement_spans",
    "moves",
    "move_parties",
    "move_spans",
    "ties",
    "left_out",
)


def tables_of(filings: Sequence[Filing], first: int) -> Tables:
    """The rows of these filings by table, reports numbered from `first`."""
    tables: Tables = {name: [] for name in TABLES}
    for number, filing in enumerate(filings, first):
        _add(tables, filing, number)
    return tables


def _add(tables: Tables, filing: Filing, number: int) -> None:
    record = filing.record
    tables["reports"].append(_report(filing, number))
    tables["blocks"] += [(number, n, b.kind, *b.span) for n, b in enumerate(record.report.blocks)]
    tables["left_out"] += [(number, n, part.why, *part.span) for n, part in enumerate(record.left_out)]
    known = {actor.id: names_of(actor) for actor in record.actors}
    for n, actor in enumerate(record.actors):
        tables["actors"].append(_actor(actor, number, n))
        tables["mentions"] += [(number, actor.id, i, m.form, *m.span) for i, m in enumerate(actor.mentions)]
        tables["roles"] += [(number, actor.id, i, r.role, *r.span) for i, r in enumerate(actor.roles)]
    names = _Names(record.report.text, known, {actor.id: actor.name for actor in record.actors})
    for n, statement in enumerate(record.statements):
        tables["statements"].append(_statement(statement, number, n, names))
        tables["statement_spans"] += _numbered((number, statement.id), _statement_spans(statement))
    for n, move in enumerate(record.moves):
        tables["moves"].append(_move(move, number, n, names))
        for side, parties in (("by", move.by), ("to", move.to)):
            tables["move_parties"] += [
                (
                    number,
                    move.id,
                    side,
                    i,
                    p.actor,
                    names.of(p.actor, [p.span]),
                    *p.span,
                    names.shown(p.actor, [p.span]),
                )
                for i, p in enumerate(parties)
            ]
        tables["move_spans"] += _numbered((number, move.id), _move_spans(move))
    tables["ties"] += [
        (number, n, t.kind, t.from_, t.to, t.layer, t.vouched_by, *t.span) for n, t in enumerate(record.ties)
    ]


def names_of(actor: Actor) -> str:
    """Everything an actor is named by in the record: name, and roles as worded."""
    return folded(actor.name, *(role.role for role in actor.roles))


class _Names:
    """Folded words for whoever takes part: the actor's name and the words as written."""

    def __init__(self, text: str, known: dict[str, str], shown: dict[str, str]) -> None:
        self.text = text
        self._known = known
        self._shown = shown

    def of(self, actor: str | None, spans: Sequence[Span]) -> str:
        written = folded(*(self.text[s:e] for s, e in spans))
        return self._known.get(actor, "") + written if actor else written

    def shown(self, actor: str | None, spans: Sequence[Span]) -> str:
        """How a reader is told who it is: the actor's name, or the words as written."""
        return self._shown[actor] if actor else self.cut(spans)

    def cut(self, spans: Sequence[Span]) -> str:
        return " … ".join(self.text[s:e] for s, e in spans)


def _report(filing: Filing, number: int) -> Row:
    report = filing.record.report
    return (
        number,
        report.id,
        report.text_sha256,
        report.raw_sha256,
        report.given_id,
        report.url,
        report.source,
        report.retrieved,
        report.title,
        report.publisher,
        folded(report.publisher or ""),
        list(report.authors),
        list(report.credits),
        report.published,
        report.language,
        encode(filing.record).decode(),
        filing.raw,
    )


def _actor(actor: Actor, number: int, n: int) -> Row:
    return (
        number,
        n,
        actor.id,
        actor.name,
        folded(actor.name),
        names_of(actor),
        actor.kind,
        actor.country,
        actor.sector,
        actor.known_as,
    )


def _statement(statement: Statement, number: int, n: int, names: _Names) -> Row:
    source, addressee, said = statement.source, statement.addressee, statement.said
    content = names.cut(statement.content.spans)
    return (
        number,
        n,
        statement.id,
        statement.kind,
        statement.layer,
        source.actor if source else None,
        names.of(source.actor, source.spans) if source else "",
        statement.unattributed,
        addressee.actor if addressee else None,
        names.of(addressee.actor, [addressee.span]) if addressee else "",
        content,
        folded(content),
        statement.channel.name if statement.channel else None,
        said.value if said else None,
        said.precision if said else None,
        statement.within,
        statement.score,
        names.shown(source.actor, source.spans) if source else None,
    )


def _move(move: Move, number: int, n: int, names: _Names) -> Row:
    passage = names.cut([move.span])
    sentence = sentence_around(names.text, move.span)
    return (
        number,
        n,
        move.id,
        move.type,
        move.mode,
        move.quad,
        move.status,
        move.layer,
        move.vouched_by,
        move.reciprocal,
        passage,
        folded(passage, names.cut(move.about)),
        move.when.value if move.when else None,
        move.when.precision if move.when else None,
        move.where.name if move.where else None,
        move.where.country if move.where else None,
        move.score,
        names.cut(move.about),
        [names.cut([span]) for span in move.conditions],
        names.text[sentence[0] : sentence[1]],
        *sentence,
    )


def _statement_spans(statement: Statement) -> dict[str, Sequence[Span]]:
    return {
        "source": statement.source.spans if statement.source else (),
        "cue": statement.cue.spans if statement.cue else (),
        "content": statement.content.spans,
        "repeat": statement.repeats,
        "addressee": _one(statement.addressee),
        "channel": (statement.channel.span,) if statement.channel else (),
        "said": (statement.said.span,) if statement.said and statement.said.span else (),
    }


def _move_spans(move: Move) -> dict[str, Sequence[Span]]:
    return {
        "move": (move.span,),
        "trigger": (move.trigger,),
        "about": move.about,
        "condition": move.conditions,
        "when": (move.when.span,) if move.when and move.when.span else (),
        "where": (move.where.span,) if move.where else (),
    }


def _one(party: Party | None) -> Sequence[Span]:
    return (party.span,) if party else ()


def _numbered(key: tuple[int, str], parts: dict[str, Sequence[Span]]) -> Iterator[Row]:
    for part, spans in parts.items():
        for n, span in enumerate(spans):
            yield (*key, part, n, *span)
