"""The fields of an entry as a person gives them: what `given.value` makes the same value of again."""

from collections.abc import Iterator, Sequence
from unicodedata import category

import msgspec

from onrecord.document.document import Span
from onrecord.errors import UsageError
from onrecord.record.anchors import ref_of
from onrecord.record.correction import Who
from onrecord.record.fields import FIELDS, Entry, kind_of
from onrecord.record.given import MEANS, value
from onrecord.record.parts import Record

_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp"))


def worded(record: Record, entry: Entry, field: str) -> tuple[str, ...]:
    """The value of a field of an entry, each of its parts as short as it can be given; nothing where it is empty.

    >>> import onrecord
    >>> record = onrecord.read("The envoy of Keth said on Tuesday he refused to sign.", published="2031-05-14")
    >>> worded(record, record.statements[0], "source"), worded(record, record.statements[0], "kind")
    (('The envoy of Keth',), ('indirect',))
    """
    held = getattr(entry, field)
    if held is None:
        return ()
    match FIELDS[kind_of(entry)][field]:
        case "truth":
            return ("yes" if held else "no",)
        case "passages":
            return tuple(passage(record.report.text, span) for span in getattr(held, "spans", held))
        case "passage":
            return (passage(record.report.text, held),)
        case "source":
            return (_who(record, entry, field, held.spans, held.actor),)
        case "party":
            return (_who(record, entry, field, [held.span], held.actor),)
        case "parties":
            return tuple(_who(record, entry, field, [one.span], one.actor) for one in held)
        case "time":
            return (held.value,) if held.value else ()
        case "place":
            return (passage(record.report.text, held.span),)
    return (str(held),)


def passage(text: str, span: Span) -> str:
    """A passage as it can be given: its words, `WORDS#2` where they stand more than once, START-END across lines.

    >>> passage("They met. They parted.", (10, 14)), passage("They met.\\nNo more.", (5, 12))
    ('They#2', '5-12')
    """
    start, end = span
    words = text[start:end]
    # A field of a form would lose what stands around words and how lines end, and nobody sees hidden characters.
    if words != words.strip() or any(category(letter) in _UNSEEN for letter in words):
        return f"{start}-{end}"
    first = text.find(words)
    if text.find(words, first + 1) < 0:
        return words
    nth, at = 1, first
    while at != start:
        nth, at = nth + 1, text.find(words, at + 1)
    return f"{words}#{nth}"


def _who(record: Record, entry: Entry, field: str, spans: Sequence[Span], actor: str | None) -> str:
    """Somebody taking part, in the shortest way that means the same words and the same actor."""
    found = next((one for one in record.actors if one.id == actor), None)
    wanted = msgspec.to_builtins(Who(spans=tuple(spans), actor=ref_of(found) if found else None))
    ways = list(_ways(record, spans, actor, found.name if found else None))
    for way in ways:
        try:
            same = value(record, kind_of(entry), field, [way], entry)
        except UsageError:
            continue
        if wanted in (same, *(same if isinstance(same, list) else ())):
            return way
    return ways[-1]


def _ways(record: Record, spans: Sequence[Span], actor: str | None, name: str | None) -> Iterator[str]:
    words = passage(record.report.text, spans[0]) if spans else ""
    if name is not None and actor is not None:
        yield name
        yield words
        yield f"{words} {MEANS} {name}"
        yield f"{words} {MEANS} {actor}"
        # Words in several pieces cannot be given; the actor keeps them.
        yield actor
    else:
        yield words
