"""Readers: from a document to its marks, in one pass over its paragraphs. By rules alone, or with the model."""

import hashlib
from functools import cache, lru_cache
from importlib import resources

import msgspec

from onrecord.document.document import Document
from onrecord.errors import ReadingError
from onrecord.reading import attribution, coded, everyone, modelled, moves, quotes, statements, ties, unclosed
from onrecord.reading.act_signs import N_SIGNS
from onrecord.reading.entities import Entities
from onrecord.reading.known.book import Book
from onrecord.reading.known.coding import Coder
from onrecord.reading.known.entry import Entry
from onrecord.reading.marks import Marks, Reader
from onrecord.reading.model import run
from onrecord.reading.model.meaning import Meaning
from onrecord.reading.model.session import NOTES, Encoder, packaged
from onrecord.reading.modelled_moves import Seen
from onrecord.reading.parse import Paragraph, parse
from onrecord.reading.quotes import Quote
from onrecord.reading.search import Found


class RuleReader:
    """Reads English by exact rules and word lists; no model, no network, the same marks on every call.

    `own` are the user's own actors, known before the package's.
    """

    def __init__(self, own: tuple[Entry, ...] = ()) -> None:
        self._own = {"actors": hashlib.sha256(msgspec.json.encode(own)).hexdigest()} if own else {}
        self._book = Book(own)

    @property
    def models(self) -> dict[str, str]:
        """The word lists' SHA-256: the rules' version is onrecord's own."""
        return {"rules-en": _fingerprint(), **self._own}

    def read(self, document: Document) -> Marks:
        """Everything found in one document."""
        paragraphs = parse(document)
        marked = quotes.find(document.text, [p.span for p in paragraphs])
        quoted = unclosed.close(marked, paragraphs)
        who, found, seen = self._find(document, paragraphs, marked, quoted)
        mask = quotes.QuoteMask(quoted)
        said = statements.assemble(document, found, paragraphs, mask, who)
        tokens = [(t.low, (t.start, t.end)) for p in paragraphs for t in p.tokens]
        statements.speak_for(said, mask, who, tokens)
        inside = tuple(quote.span for quote in quoted)
        acts = moves.find(document.text, paragraphs, who.at, said, inside, document.published, seen)
        acts = coded.code(document.text, acts, who, Coder(self._book, document.published))
        relations = ties.find(paragraphs, who)
        return Marks(who.marks(), tuple(said), tuple(acts), relations, inside)

    def _find(
        self, document: Document, paragraphs: list[Paragraph], marked: list[Quote], quoted: list[Quote]
    ) -> tuple[Entities, list[Found], Seen | None]:
        """Who is who, the attributions, and the acts that a model found.

        `marked` are the quotations as marked, `quoted` as they must be meant.
        """
        return (
            everyone.find(document, paragraphs, self._book),
            attribution.find(document.text, quoted, paragraphs),
            None,
        )


class ModelReader(RuleReader):
    """Reads with the model; the rules keep what is exact, and everything the model does not know."""

    def __init__(self, model: Encoder, own: tuple[Entry, ...] = ()) -> None:
        super().__init__(own)
        if len(model.notes.fusion) != N_SIGNS:
            raise ReadingError(392, NOTES, fault="its weights for moves are not those of this version")
        self._model = model

    @property
    def models(self) -> dict[str, str]:
        """The SHA-256 of the weights and of the word lists."""
        return {self._model.notes.name: self._model.notes.sha256, **super().models}

    def _find(
        self, document: Document, paragraphs: list[Paragraph], marked: list[Quote], quoted: list[Quote]
    ) -> tuple[Entities, list[Found], Seen | None]:
        text = document.text
        windows = run.read(self._model, text, [p.span for p in paragraphs], [quote.span for quote in marked])
        who = everyone.find(document, paragraphs, self._book, Meaning(text, windows))
        said = [one for window in windows for one in window.said]
        done = [one for window in windows for one in window.acts]
        found = modelled.find(text, quoted, paragraphs, said, self._model)
        return who, found, Seen(done, self._model.notes.fusion)


@lru_cache(maxsize=2)
def default_reader(own: tuple[Entry, ...] = ()) -> Reader:
    """The reader that every door uses, loaded once per process; `own` are the user's own actors."""
    return ModelReader(packaged(), own)


@cache
def _fingerprint() -> str:
    """SHA-256 over the word lists and the tables of known actors, in name order."""
    digest = hashlib.sha256()
    reading = resources.files("onrecord.reading")
    for folder in (reading / "known", reading / "languages" / "en"):
        for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith((".tsv", ".txt"))):
            digest.update(name.encode())
            digest.update((folder / name).read_bytes())
    return digest.hexdigest()
