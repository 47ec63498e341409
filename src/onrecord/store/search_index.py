"""The index of passages: a folder beside the record, made from the record alone and made again whenever it is in doubt.

It holds no text that could be shown: words to find passages by, and where each passage stands. `.stamp.json` in the
folder says up to which change of the record it goes. It is written after the index, which commits as a whole; so after
a crash it tells of an earlier change, and what came since is taken in once more.
"""

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import product
from pathlib import Path
from typing import Self

import msgspec
from tantivy import (
    Document,
    Filter,
    Index,
    IndexWriter,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from onrecord.record.parts import Record
from onrecord.store.search_passages import Passage, passages
from onrecord.store.search_words import fold

FORMAT = 1
"""Of the index's fields and of what is in them; one of another format is made again."""

_HEAP = 30_000_000
_WAIT = 600.0
_POLL = 0.05
_STEMMER = "english"
_REPORT = "report"
"""Among the entries of one passage of each report, to count reports by."""

# Hidden, so that whoever adds the folder that the record lies in does not add these files.
_INDEX, _STAMP = ".index", ".stamp.json"


class Stamp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Up to which change of the record an index goes, with that change's mark, and how many reports it holds."""

    format: int = FORMAT
    change: int = 0
    mark: int = 0
    reports: int = 0


NOTHING = Stamp()


def folder_of(record: Path) -> Path:
    """Where the index of a record lies."""
    return record.with_name(f"{record.name}.search")


def schema() -> Schema:
    """The fields of a passage."""
    builder = SchemaBuilder()
    builder.add_unsigned_field("report", indexed=True, fast=True)
    for name in ("start", "stop", "same", "first", "last"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_text_field("words", tokenizer_name="words")
    builder.add_text_field("stems", tokenizer_name="stems", index_option="freq")
    for name in ("actors", "by", "source", "publisher", "entries"):
        builder.add_text_field(name, tokenizer_name="words", index_option="basic")
    return builder.build()


def analyzers() -> dict[str, TextAnalyzer]:
    """How folded text becomes terms: its words as they are, or their stems."""
    stems = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer(_STEMMER))
    return {"words": TextAnalyzerBuilder(Tokenizer.whitespace()).build(), "stems": stems.build()}


class PassageIndex:
    """An index in a folder or, where none can be kept, in memory for as long as the program runs."""

    def __init__(self, index: Index, folder: Path | None) -> None:
        for name, analyzer in analyzers().items():
            index.register_tokenizer(name, analyzer)
        self.schema = index.schema
        self._index = index
        self._folder = folder
        self._stamp = NOTHING
        self.refresh()

    @classmethod
    def in_memory(cls) -> Self:
        """An empty index that is kept nowhere."""
        return cls(Index(schema()), None)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in a folder, made anew where there is none that can be used; in memory if it cannot be there."""
        for again in (False, True):
            try:
                if again:
                    discard(folder)
                (folder / _INDEX).mkdir(parents=True, exist_ok=True)
                return cls(Index(schema(), str(folder / _INDEX)), folder)
            except (OSError, ValueError):
                continue
        return cls.in_memory()

    @classmethod
    def open_there(cls, folder: Path) -> Self:
        """The index in a folder as it is; nothing is made. Raises `OSError` and `ValueError` where none can be used."""
        return cls(Index.open(str(folder / _INDEX)), folder)

    def refresh(self) -> None:
        """See what this or another program has written."""
        # The stamp first: the index goes at least as far, and what it holds beyond is taken in once more.
        self.stamp = self._read()
        self._index.reload()
        self.searcher = self._index.searcher()

    def reports(self, among: Sequence[int] | None = None) -> int:
        """How many reports it holds, or how many of these."""
        each = Query.term_query(self.schema, "entries", _REPORT)
        if among is not None:
            each = Query.boolean_query([(Occur.Must, each), (Occur.Must, _of_reports(self.schema, among))])
        return int(self.searcher.search(each, 1).count)  # type: ignore[attr-defined]  # the stubs forget it

    @contextmanager
    def writing(self) -> Iterator["Writing"]:
        """Change the index: what was changed is kept together at the end, or not at all when an error is raised.

        One program at a time writes; another waits, and sees on entering what the first has done.
        """
        writer = self._writer()
        try:
            self.refresh()
            yield Writing(writer, self.schema)
            writer.commit()
            # Else what has begun to be merged is given up, and the index falls into ever more pieces.
            writer.wait_merging_threads()
        finally:
            # Its lock is held for as long as it lives.
            del writer

    def keep(self, stamp: Stamp) -> None:
        """Say up to where the index goes, after it was written."""
        if self._folder is None:
            self._stamp = stamp
        else:
            fresh = self._folder / f"{_STAMP}.{os.getpid()}"
            fresh.write_bytes(msgspec.json.encode(stamp))
            fresh.replace(self._folder / _STAMP)
        self.refresh()

    def _writer(self) -> IndexWriter:
        until = time.monotonic() + _WAIT
        while True:
            try:
                return self._index.writer(_HEAP, 1)
            except ValueError as error:
                if "LockBusy" not in str(error) or time.monotonic() > until:
                    raise
            time.sleep(_POLL)

    def _read(self) -> Stamp:
        if self._folder is None:
            return self._stamp
        try:
            stamp = msgspec.json.decode((self._folder / _STAMP).read_bytes(), type=Stamp)
        except (OSError, msgspec.DecodeError):
            return NOTHING
        return stamp if stamp.format == FORMAT else NOTHING


class Writing:
    """Reports going into an index and out of it."""

    def __init__(self, writer: IndexWriter, schema: Schema) -> None:
        self._writer = writer
        self._schema = schema

    def clear(self) -> None:
        """Take everything out."""
        self._writer.delete_all_documents()

    def take_out(self, reports: Sequence[int]) -> None:
        """Take out those of these reports that are in."""
        # Deleting by term would look for numbers with a sign, and find nothing.
        self._writer.delete_documents_by_query(_of_reports(self._schema, reports))

    def put_in(self, report: int, record: Record) -> None:
        """Put one report in that is not there."""
        documents = [_document(report, record, passage) for passage in passages(record)] or [_of(report)]
        documents[0].add_text("entries", _REPORT)
        for document in documents:
            self._writer.add_document(document)


@contextmanager
def damage_told() -> Iterator[None]:
    """Within, an index whose files are damaged raises `ValueError` and nothing else."""
    try:
        yield
    except BaseException as error:
        # The engine's own class for a broken assertion cannot be imported.
        if type(error).__module__ == "pyo3_runtime":
            raise ValueError(str(error)) from error
        raise


def discard(folder: Path) -> None:
    """Delete an index; other files in its folder stay, and then the folder too. Raises `OSError`."""
    for inner in (folder / _INDEX, folder):
        for path in inner.iterdir() if inner.is_dir() else ():
            if inner.name == _INDEX or path.name.startswith(_STAMP):
                path.unlink()
        with suppress(OSError):
            inner.rmdir()


def digest(words: str) -> int:
    """A number that stands for words in their order."""
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=7).digest(), "big")


def _of_reports(schema: Schema, reports: Sequence[int]) -> Query:
    return Query.term_set_query(schema, "report", reports)


def _of(report: int) -> Document:
    document = Document()
    document.add_unsigned("report", report)
    return document


def _document(report: int, record: Record, passage: Passage) -> Document:
    start, stop = passage.span
    words = " ".join(fold(record.report.text[start:stop]).split())
    document = _of(report)
    first, last = days(record.report.published)
    numbers = {"start": start, "stop": stop, "same": digest(words), "first": first, "last": last}
    for name, number in numbers.items():
        if number is not None:
            document.add_unsigned(name, number)
    by = {named.words: None for entry in passage.entries for named in entry.by}
    source = {entry.source.words: None for entry in passage.entries if entry.source}
    document.add_text("words", words)
    document.add_text("stems", words)
    document.add_text("actors", "".join(dict.fromkeys(named.words for named in passage.actors)))
    document.add_text("by", "".join(by))
    document.add_text("source", "".join(source))
    document.add_text("publisher", fold(record.report.publisher or ""))
    document.add_text("entries", " ".join(_keys(passage)))
    return document


def days(date: str | None) -> tuple[int | None, int | None]:
    """The first and the last day that a date cut to its precision may mean, as numbers that sort as the days do.

    >>> days("2031-05"), days("2031-05-12")
    ((20310500, 20310599), (20310512, 20310512))
    """
    digits = (date or "")[:10].replace("-", "")
    if not (digits.isascii() and digits.isdigit()):
        return None, None
    return int(digits.ljust(8, "0")), int(digits.ljust(8, "9"))


def key(type_: str | None, status: str | None, layer: str | None) -> str:
    """The term for entries of this type, status and layer; None stands for any."""
    return f"{type_ or ''}/{status or ''}/{layer or ''}"


def _keys(passage: Passage) -> set[str]:
    found = {key(None, None, layer) for layer in passage.layers}
    for entry in passage.entries:
        options = [(None, entry.type), (None, entry.status), (None, entry.layer)]
        found.update(key(*chosen) for chosen in product(*options) if any(chosen))
    return found
