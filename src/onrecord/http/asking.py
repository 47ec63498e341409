"""What an address asks: its query as filters, words, clock and place in the list."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from onrecord.errors import UsageError
from onrecord.flow.questions import Ask, question
from onrecord.store.filters import APPLY, Filters

_NUMBERS = ("limit",)
_DIGITS = 18
"""As many as the store's numbers can have: no record has as many rows as that."""
_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")

PAGING = ("after", "limit")
"""What every list takes, whatever can be asked of it."""


class Asking(msgspec.Struct, frozen=True):
    """One question as an address puts it; `after` is the cursor of the page before."""

    ask: Ask
    after: str | None = None


def asking(name: str, query: Mapping[str, str]) -> Asking:
    """What is asked of a question. Empty values ask nothing, as empty fields of a form do.

    Raises `UsageError` 501 for what the question cannot be asked, and as `Filters.checked` for values.

    >>> asking("moves", {"type": "request", "by": ""}).ask.filters.type
    'REQUEST'
    """
    given = {key: value for key, value in query.items() if value}
    asked = question(name)
    applies = sorted({*(APPLY[asked.filters] if asked.filters else ()), *asked.takes, *PAGING})
    for key in given:
        if key not in applies:
            raise UsageError(501, view=name, name=key, known=", ".join(applies))
    after = given.pop("after", None)
    others = {key: given.pop(key) for key in asked.takes if key in given}
    return Asking(Ask(filters=filters_of(asked.filters, given) if asked.filters else Filters(), **others), after)


def filters_of(view: str, query: Mapping[str, str]) -> Filters:
    """The filters of a query. Raises `UsageError` 501 for what the view cannot be asked, and as `Filters.checked`."""
    known = APPLY[view]
    for key in query:
        if key not in known:
            raise UsageError(501, view=view, name=key, known=", ".join(sorted({*known, "after"})))
    return Filters(**_typed(query)).checked(view)


def span_of(text: str) -> tuple[int, int] | None:
    """The span that START-END names, None where the text is of another form.

    >>> span_of("12-40"), span_of("m3")
    ((12, 40), None)
    """
    found = _SPAN.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


def query_of(ask: Ask) -> dict[str, str]:
    """The query that asks this.

    >>> query_of(Ask(filters=Filters(by="Keth", limit=5), words="dam"))
    {'by': 'Keth', 'limit': '5', 'words': 'dam'}
    """
    filters = {
        name: str(value) for name, value in msgspec.structs.asdict(ask.filters).items() if value and name != "skip"
    }
    others = {name: getattr(ask, name) for name in ("words", "dated", "only", "pair", "actor")}
    others["clock"] = ask.clock if ask.clock != Ask().clock else ""
    return {**filters, **{name: value for name, value in others.items() if value}}


def _typed(given: Mapping[str, str]) -> dict[str, Any]:
    return {key: whole_number(key, value) if key in _NUMBERS else value for key, value in given.items()}


def whole_number(name: str, value: str) -> int:
    """A number in a query. Raises `UsageError` 504 for what is none."""
    if not value.isascii() or not value.isdigit():
        raise UsageError(504, name=name, value=value)
    return int(value[:_DIGITS])
