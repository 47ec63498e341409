"""An entry's fields as words, `FIELD=VALUE` as `onrecord correct` takes them: what people see and change in a tool."""

from collections.abc import Iterable, Mapping, Sequence

from onrecord.document.document import Span
from onrecord.record.fields import FIELDS, Entry, kind_of
from onrecord.record.parts import Move, Statement

TARGET = {"statement": "content", "move": "span"}
"""The field that an annotation's own passage stands for; an actor has none: its passages are its mentions."""


def spans_of(entry: Entry) -> tuple[Span, ...]:
    """The passages that an annotation of this entry marks."""
    if isinstance(entry, Statement):
        return entry.content.spans
    return (entry.span,) if isinstance(entry, Move) else tuple(mention.span for mention in entry.mentions)


def fields(entry: Entry, names: Mapping[str, str], text: str) -> dict[str, dict[str, Span | None]]:
    """The words of each field that holds something, but for the one that the passage stands for.

    With each value comes its span where words of the report stand for it and no actor is known. Runs of blanks are one
    blank, as tools would make them.
    """
    kind = kind_of(entry)
    found = {name: _values(entry, name, names, text) for name in FIELDS[kind] if name != TARGET.get(kind)}
    return {name: values for name, values in found.items() if values}


def tags(entry: Entry, names: Mapping[str, str], text: str) -> tuple[str, ...]:
    """The same as `FIELD=VALUE`, several of a field one by one."""
    return tuple(f"{name}={value}" for name, values in fields(entry, names, text).items() for value in values)


def parsed(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Fields with their values from tags; what is no `FIELD=VALUE` is left out.

    >>> parsed(["status=denied", "to=Keth", "to=Belmaria", "urgent"])
    {'status': ('denied',), 'to': ('Keth', 'Belmaria')}
    """
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if equals and value.strip():
            found[name.strip()] = (*found.get(name.strip(), ()), blanks(value))
    return found


def blanks(words: str) -> str:
    """Runs of blanks and line ends as one blank."""
    return " ".join(words.split())


def _values(entry: Entry, name: str, names: Mapping[str, str], text: str) -> dict[str, Span | None]:
    value = getattr(entry, name)

    def words(*spans: Span) -> dict[str, Span | None]:
        return {blanks(text[start:stop]): (start, stop) for start, stop in spans}

    def who(actor: str | None, spans: Sequence[Span]) -> dict[str, Span | None]:
        if actor is not None and actor in names:
            return {blanks(names[actor]): None}
        return {blanks(" … ".join(text[a:b] for a, b in spans)): spans[0] if len(spans) == 1 else None}

    if value is None or value is False:
        return {}
    match FIELDS[kind_of(entry)][name]:
        case "truth":
            return {"yes": None}
        case "passages":
            return words(*(value.spans if hasattr(value, "spans") else value))
        case "passage":
            return words(value)
        case "source":
            return who(value.actor, value.spans)
        case "party":
            return who(value.actor, [value.span])
        case "parties":
            return {w: span for one in value for w, span in who(one.actor, [one.span]).items()}
        case "time":
            return {value.value: None} if value.value else {}
        case "place":
            return words(value.span)
    return {str(value): None}


def named(entry: Entry) -> frozenset[str]:
    """The actors (ids) that an entry refers to."""
    some: tuple[str | None, ...] = ()
    if isinstance(entry, Statement):
        some = (entry.source.actor if entry.source else None, entry.addressee.actor if entry.addressee else None)
    elif isinstance(entry, Move):
        some = tuple(party.actor for party in (*entry.by, *entry.to))
    return frozenset(actor for actor in some if actor is not None)
