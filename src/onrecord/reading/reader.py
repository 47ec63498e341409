"""The reader by rules: from a document to its marks, in one pass over its paragraphs."""

import hashlib
from functools import cache
from importlib import resources

from onrecord.document.document import Document
from onrecord.reading import attribution, entities, moves, quotes, statements, ties, unclosed
from onrecord.reading.marks import Marks, Reader
from onrecord.reading.parse import parse


class RuleReader:
    """Reads English by exact rules and word lists; no model, no network, the same marks on every call."""

    @property
    def models(self) -> dict[str, str]:
        """The word lists' SHA-256: the rules' version is onrecord's own."""
        return {"rules-en": _fingerprint()}

    def read(self, document: Document) -> Marks:
        """Everything found in one document."""
        paragraphs = parse(document)
        quoted = unclosed.close(quotes.find(document.text, [p.span for p in paragraphs]), paragraphs)
        mask = quotes.QuoteMask(quoted)
        who = entities.find(document, paragraphs)
        found = attribution.find(document.text, quoted, paragraphs)
        said = statements.assemble(document, found, paragraphs, mask, who)
        tokens = [(t.low, (t.start, t.end)) for p in paragraphs for t in p.tokens]
        statements.speak_for(said, mask, who, tokens)
        inside = tuple(quote.span for quote in quoted)
        acts = moves.find(document.text, paragraphs, who.at, said, inside, document.published)
        relations = ties.find(paragraphs, who)
        return Marks(who.marks(), tuple(said), tuple(acts), relations, inside)


@cache
def default_reader() -> Reader:
    """The reader that every door uses, loaded once per process."""
    return RuleReader()


@cache
def _fingerprint() -> str:
    """SHA-256 over the word lists, in name order."""
    digest = hashlib.sha256()
    folder = resources.files("onrecord.reading") / "languages" / "en"
    for name in sorted(entry.name for entry in folder.iterdir()):
        digest.update(name.encode())
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
