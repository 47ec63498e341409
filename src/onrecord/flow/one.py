"""One report through the rooms: from its bytes or text to its record."""

from collections.abc import Iterator

from onrecord.document.compose import Known, compose, documents
from onrecord.document.document import Document
from onrecord.errors import OnrecordError, ReadingError, UsageError
from onrecord.flow.options import ReadOptions, day
from onrecord.reading.known.entry import Entry
from onrecord.reading.marks import Reader
from onrecord.reading.reader import default_reader
from onrecord.record.build import build
from onrecord.record.parts import ReaderInfo, Record
from onrecord.source.files import Delivery
from onrecord.source.unpack.limits import Limits
from onrecord.source.unpack.unpack import unpacked
from onrecord.store.filing import Filing
from onrecord.version import __version__

# What a fault in a reader's own code looks like: it must not cost the other reports of an archive.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def read_text(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    actors: tuple[Entry, ...] = (),
) -> Record:
    """The record of one text. Raises `DocumentError`, `ReadingError`, and `UsageError` for what is no text or day."""
    if not isinstance(text, str):
        raise UsageError(506, call="read", wanted="a text", given=type(text).__name__, example='read("They met.")')
    known = Known(published=day(published), publisher=publisher, title=title, url=url)
    found = filing(compose(text, known), actors)
    if isinstance(found, ReadingError):
        raise found
    return found.record


def filings(item: Delivery | Document | OnrecordError, options: ReadOptions) -> Iterator[Filing | OnrecordError]:
    """The record of each report in a delivery, in order, with an error in the place of each that cannot be read."""
    if isinstance(item, OnrecordError):
        yield item
    elif isinstance(item, Document):
        yield filing(item, options.actors)
    else:
        for found in compose_all(item, options):
            yield found if isinstance(found, OnrecordError) else filing(found, options.actors)


def received(delivery: Delivery, options: ReadOptions, *, member_bytes: int) -> Iterator[Filing | OnrecordError]:
    """The same for a delivery that was sent rather than found on disk: taken apart first where it is an archive.

    No member of more than `member_bytes` is read.
    """
    for item in unpacked(delivery, Limits(member_bytes=member_bytes)):
        yield from filings(item, options)


def compose_all(delivery: Delivery, options: ReadOptions) -> Iterator[Document | OnrecordError]:
    """The documents of a delivery under the run's options."""
    return documents(delivery, published=options.published, publisher=options.publisher, max_chars=options.max_chars)


def filing(document: Document, actors: tuple[Entry, ...] = ()) -> Filing | ReadingError:
    """One document's record with its raw page; an error when it cannot be read (391: the reader itself fails)."""
    try:
        reader = default_reader(actors)
        return Filing(build(document, reader.read(document), _info(reader)), document.raw)
    except ReadingError as error:
        return error
    except _FAULTS as fault:
        return ReadingError(391, document.source, fault=f"{type(fault).__name__}: {fault}")


def _info(reader: Reader) -> ReaderInfo:
    return ReaderInfo(onrecord=__version__, models=dict(reader.models))
