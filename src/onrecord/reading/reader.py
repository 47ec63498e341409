"""Readers: from a document to its marks, in one pass over its paragraphs. By rules alone, or with the model."""

import hashlib
from functools import cache
from importlib import resources

from onrecord.document.document import Document
from onrecord.reading import attribution, entities, modelled, moves, quotes, statements, ties, unclosed
from onrecord.reading.entities import Entities
from onrecord.reading.marks import Marks, Reader
from onrecord.reading.model import run
from onrecord.reading.model.meaning import Meaning
from onrecord.reading.model.session import Encoder, packaged
from onrecord.reading.parse import Paragraph, parse
from onrecord.reading.quotes import Quote
from onrecord.reading.search import Found


class RuleReader:
    """Reads English by exact rules and word lists; no model, no network, the same marks on every call."""

    @property
    def models(self) -> dict[str, str]:
        """The word lists' SHA-256: the rules' version is onrecord's own."""
        return {"rules-en": _fingerprint()}

    def read(self, document: Document) -> Marks:
        """Everything found in one document."""
        paragraphs = parse(document)
        marked = quotes.find(document.text, [p.span for p in paragraphs])
        quoted = unclosed.close(marked, paragraphs)
        who, found = self._find(document, paragraphs, marked, quoted)
        mask = quotes.QuoteMask(quoted)
        said = statements.assemble(document, found, paragraphs, mask, who)
        tokens = [(t.low, (t.start, t.end)) for p in paragraphs for t in p.tokens]
        statements.speak_for(said, mask, who, tokens)
        inside = tuple(quote.span for quote in quoted)
        acts = moves.find(document.text, paragraphs, who.at, said, inside, document.published)
        relations = ties.find(paragraphs, who)
        return Marks(who.marks(), tuple(said), tuple(acts), relations, inside)

    def _find(
        self, document: Document, paragraphs: list[Paragraph], marked: list[Quote], quoted: list[Quote]
    ) -> tuple[Entities, list[Found]]:
        """Who is who, and the attributions; `marked` are the quotations as marked, `quoted` as they must be meant."""
        return entities.find(document, paragraphs), attribution.find(document.text, quoted, paragraphs)


class ModelReader(RuleReader):
    """Reads with the model; the rules keep what is exact, and everything the model does not know."""

    def __init__(self, model: Encoder) -> None:
        self._model = model

    @property
    def models(self) -> dict[str, str]:
        """The SHA-256 of the weights and of the word lists."""
        return {self._model.notes.name: self._model.notes.sha256, **super().models}

    def _find(
        self, document: Document, paragraphs: list[Paragraph], marked: list[Quote], quoted: list[Quote]
    ) -> tuple[Entities, list[Found]]:
        text = document.text
        windows = run.read(self._model, text, [p.span for p in paragraphs], [quote.span for quote in marked])
        who = entities.find(document, paragraphs, Meaning(text, windows))
        said = [one for window in windows for one in window.said]
        return who, modelled.find(text, quoted, paragraphs, said, self._model)


@cache
def default_reader() -> Reader:
    """The reader that every door uses, loaded once per process."""
    return ModelReader(packaged())


@cache
def _fingerprint() -> str:
    """SHA-256 over the word lists, in name order."""
    digest = hashlib.sha256()
    folder = resources.files("onrecord.reading") / "languages" / "en"
    for name in sorted(entry.name for entry in folder.iterdir()):
        digest.update(name.encode())
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
