"""What a Web Annotation of any tool says: its passages, tags and times, taken from JSON that nobody has checked."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from onrecord.document.document import Span
from onrecord.errors import ExchangeError
from onrecord.exchange import iri

_WANTED = "a file of W3C Web Annotations, such as onrecord export writes"
_FORMAT = "a file of Web Annotations"
_SHOWN = 60


def annotations(path: Path) -> Iterator[tuple[str, Mapping[str, Any] | ExchangeError]]:
    """The annotations of a file, each with its place: a collection, a page, a list, or one on each line.

    Raises `ExchangeError` 611 where there is none.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ExchangeError(611, str(path), format=_FORMAT, reason=error.strerror or error, wanted=_WANTED) from error
    try:
        found = _of(msgspec.json.decode(data))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = list(_lines(data))
    if not any(isinstance(one, dict) for one in found):
        raise ExchangeError(611, str(path), format=_FORMAT, reason="it holds no annotation", wanted=_WANTED)
    for n, one in enumerate(found, 1):
        place = f"{path.name}, annotation {n}"
        if isinstance(one, dict):
            yield f"{place} {one['id']}" if isinstance(one.get("id"), str) else place, one
        else:
            yield place, one.at(place)


def _of(value: Any) -> list[dict[str, Any] | ExchangeError]:
    if isinstance(value, list):
        return [one for part in value for one in _of(part)]
    if not isinstance(value, dict):
        return [ExchangeError(612, reason="it is no object")]
    types = _many(value.get("type"))
    if "AnnotationCollection" in types:
        return _of(value.get("first"))
    if "AnnotationPage" in types:
        return _of(value.get("items", []))
    if "Annotation" in types:
        return [value]
    return [ExchangeError(612, reason="its type is not Annotation")]


def _lines(data: bytes) -> Iterator[dict[str, Any] | ExchangeError]:
    for line in data.splitlines():
        if line.strip():
            try:
                yield from _of(msgspec.json.decode(line))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                yield ExchangeError(612, reason=error)


def entry_of(one: Mapping[str, Any]) -> tuple[str, str] | None:
    """The report and entry that an annotation was exported for: by `canonical`, which lasts, else by `id`."""
    for name in (one.get("canonical"), one.get("id")):
        found = iri.entry_of(name) if isinstance(name, str) else None
        if found is not None:
            return found
    return None


def targets(one: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The targets that are passages."""
    return [target for target in _many(one.get("target")) if isinstance(target, dict)]


def sources(one: Mapping[str, Any]) -> list[str]:
    """The names of what an annotation is on."""
    found = [target.get("source") if isinstance(target, dict) else target for target in _many(one.get("target"))]
    return [name.get("id", "") if isinstance(name, dict) else name for name in found if isinstance(name, (str, dict))]


def tags_of(one: Mapping[str, Any]) -> tuple[str, ...]:
    """The values of its tags (bodies for `tagging` or `classifying`), runs of blanks as one."""
    return tuple(" ".join(words.split()) for words in _words(one, ("tagging", "classifying")))


def comment(one: Mapping[str, Any]) -> str | None:
    """What a person remarked, in bodies for `commenting` or `editing`."""
    return "\n".join(_words(one, ("commenting", "editing"))) or None


def stamp(one: Mapping[str, Any]) -> str | None:
    """When it was last changed, else made, as it is written; None where it is not said, or is no time."""
    for name in ("modified", "created"):
        value = one.get(name)
        if isinstance(value, str):
            try:
                datetime.fromisoformat(value)
            except ValueError:
                continue
            return value
    return None


def located(text: str, target: Mapping[str, Any], where: str) -> Span:
    """Where a target's quotation stands: at its position, else where it stands just once in its surroundings.

    Raises `ExchangeError` 613 where it does not, and 612 for a target without a quotation.
    """
    selectors = [one for one in _many(target.get("selector")) if isinstance(one, dict)]
    quote = next((one for one in selectors if one.get("type") == "TextQuoteSelector"), {})
    exact = quote.get("exact")
    if not isinstance(exact, str) or not exact:
        raise ExchangeError(612, where, reason="it quotes no passage")
    position = next((one for one in selectors if one.get("type") == "TextPositionSelector"), {})
    start, stop = position.get("start"), position.get("end")
    if isinstance(start, int) and isinstance(stop, int) and 0 <= start < stop and text[start:stop] == exact:
        return (start, stop)
    prefix, suffix = (quote.get(name) if isinstance(quote.get(name), str) else "" for name in ("prefix", "suffix"))
    places = [at for at in _places(text, exact) if text.endswith(str(prefix), 0, at)]
    places = [at for at in places if text.startswith(str(suffix), at + len(exact))]
    if len(places) != 1:
        raise ExchangeError(613, where, quote=exact[:_SHOWN])
    return (places[0], places[0] + len(exact))


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _words(one: Mapping[str, Any], purposes: tuple[str, ...]) -> list[str]:
    bodies = [body for body in _many(one.get("body")) if isinstance(body, dict)]
    return [
        body["value"]
        for body in bodies
        if isinstance(body.get("value"), str) and any(purpose in purposes for purpose in _many(body.get("purpose")))
    ]


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
