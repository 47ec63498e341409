"""A record told as the methods section of a paper tells of it: short paragraphs, each with a heading of one word."""

from collections.abc import Iterator, Mapping, Sequence

from onrecord.exchange.safe import one_line
from onrecord.store.totals import Count
from onrecord.views.measured import Figure, Measured
from onrecord.views.methods import Methods, ReaderUse

_HASH = 12
"""Digits of a SHA-256 that are printed."""


def paragraphs(of: Methods) -> Iterator[str]:
    """What can be said of the record, a paragraph a line; what it does not know is not mentioned."""
    yield f"Reports. {' '.join(_reports(of))}"
    if of.reports:
        yield f"Reading. {' '.join(_reading(of))}"
        yield f"Found. {' '.join(_found(of))}"
        yield f"Corrections. {' '.join(_corrections(of))}"
        yield from _accuracy(of)
    yield f"Inside. onrecord brings {'; '.join(f'{one.work} ({one.use}; {one.licence})' for one in of.inside)}."
    yield f"Cite. {of.cite} All figures are of the record as it stood on {of.asked}."


def _reports(of: Methods) -> Iterator[str]:
    if not of.reports:
        yield "The record holds no reports."
        return
    published, retrieved = of.published, of.retrieved
    yield f"The record holds {_many(of.reports, 'report')}{_outlets(of)}."
    if published.reports:
        undated = of.reports - published.reports
        without = f"; {_number(undated)} {_be(undated)} undated" if undated else ""
        yield f"Published {_period(published.first, published.last)}{without}."
    else:
        yield "None has a date of publication."
    if retrieved.reports:
        share = "" if retrieved.reports == of.reports else f" ({_number(retrieved.reports)} of them)"
        yield f"Retrieved {_period(retrieved.first, retrieved.last)}{share}."
    yield f"By language (ISO 639): {_listed(of.languages, 'not told')}."
    folded = {one.value: one.count for one in of.copies}
    told = [(folded.get("copy", 0), "copy", "copies"), (folded.get("version", 0), "later version", "later versions")]
    some = [f"{_number(count)} {_be(count)} {one if count == 1 else many}" for count, one, many in told if count]
    if some:
        yield f"{' and '.join(some)} of other reports; each counts once with its origin where reports are independent."


def _outlets(of: Methods) -> str:
    if not of.outlets:
        return ", none of which names its outlet"
    rest = of.outlets - len(of.publishers)
    further = of.reports - of.unnamed - sum(one.count for one in of.publishers)
    others = f", {_many(rest, 'other')} {_number(further)}" if rest else ""
    unnamed = f"; {_number(of.unnamed)} without an outlet" if of.unnamed else ""
    return f" of {_many(of.outlets, 'outlet')} ({_listed(of.publishers)}{others}{unnamed})"


def _reading(of: Methods) -> Iterator[str]:
    readers = [f"{_reader(one)} {_number(one.reports)}" for one in of.readers]
    yield (
        f"All were read by {_reader(of.readers[0])}."
        if len(readers) == 1
        else f"They were read by {len(readers)} readers: {'; '.join(readers)}."
    )
    yield f"Moves have the categories of PLOVER. Record format {of.record_format}, store format {of.store_format}."


def _found(of: Methods) -> Iterator[str]:
    told = ", as corrected by hand" if of.by_hand.stand else ""
    statements = sum(one.count for one in of.statements)
    kinds = f" ({_listed(of.statements)})" if statements else ""
    share = f", {_share(of.unattributed, statements)} of them unattributed" if statements else ""
    yield f"{_many(statements, 'statement')}{kinds}{share}{told}."
    moves = sum(one.count for one in of.move_types)
    if moves:
        yield f"{_many(moves, 'move')}, by type: {_listed(of.move_types)}; by status: {_listed(of.move_statuses)};"
        yield f"by layer: {_listed(of.move_layers)}."
    else:
        yield "No moves."
    yield f"{_many(of.actors, 'actor')} across reports."


def _corrections(of: Methods) -> Iterator[str]:
    hand = of.by_hand
    if hand.stand:
        people = "1 person" if hand.people == 1 else f"{_number(hand.people)} people"
        on = f" on {_many(hand.reports, 'report')}" if hand.reports else ""
        yield f"{_many(hand.stand, 'correction')} by hand ({_listed(hand.actions)}){on} by {people},"
        yield f"made {_period(hand.first, hand.last)}."
    else:
        yield "No correction by hand stands."
    if hand.undone:
        yield f"{_number(hand.undone)} {_be(hand.undone, past=True)} undone."
    if hand.detached:
        yield f"{_number(hand.detached)} found no place in the present reading."


def _accuracy(of: Methods) -> Iterator[str]:
    without = [_reader(one) for one in of.readers if not one.measured]
    if without:
        yield f"Accuracy. onrecord {of.onrecord} brings no figures for {' and '.join(without)}."
    if of.measured:
        yield "Accuracy. As measured for this release; on development sets figures are higher than on other news."
    for one in of.measured:
        yield f"On {one.set} ({_set(one)}): {', '.join(map(_figure, one.figures))}."


def _set(one: Measured) -> str:
    size = f"{_number(one.size)} {one.unit}, {_number(one.words)} words"
    return f"{one.about}; {size}; measured {one.measured} with onrecord {one.version}"


def _figure(one: Figure) -> str:
    interval = f", 95 % interval {_cent(one.interval[0])} to {_cent(one.interval[1])}" if one.interval else ""
    of = f"{_number(one.of)} {'classes' if one.what == 'mean F1' else 'labelled'}"
    value = f"{_cent(one.value)} % right" if one.what == "share" else f"{one.what} {_cent(one.value)} %"
    return f"{one.label} {value} ({of}{interval})"


def _reader(one: ReaderUse) -> str:
    return f"onrecord {one_line(one.onrecord)} ({_models(one.models)})"


def _models(models: Mapping[str, str]) -> str:
    if not models:
        return "no models"
    return ", ".join(f"{one_line(name)} {one_line(sha256)[:_HASH]}" for name, sha256 in models.items())


def _listed(counts: Sequence[Count], none: str = "none") -> str:
    return ", ".join(f"{none if one.value is None else one_line(one.value)} {_number(one.count)}" for one in counts)


def _period(first: str | None, last: str | None) -> str:
    return f"on {first}" if first == last else f"from {first} to {last}"


def _many(count: int, noun: str) -> str:
    return f"{_number(count)} {noun}" if count == 1 else f"{_number(count)} {noun}s"


def _be(count: int, *, past: bool = False) -> str:
    return ("was" if count == 1 else "were") if past else ("is" if count == 1 else "are")


def _share(part: int, whole: int) -> str:
    return f"{_number(part)} ({_cent(part / whole)} %)"


def _cent(share: float) -> str:
    return f"{100 * share:.1f}"


def _number(count: int) -> str:
    return f"{count:,}"
