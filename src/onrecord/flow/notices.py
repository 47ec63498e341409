"""What a user should know of a report that was read all the same: numbered as errors are, but nothing was lost."""

from onrecord.document.document import READ_KINDS
from onrecord.document.language import UNTOLD, name_of, tell
from onrecord.errors import DocumentError
from onrecord.record.parts import Record

REPLACED = "\ufffd"
UNREAD = 222
"""The number of the notice that a report was kept but not read, since it is in another language."""


def notices(record: Record) -> list[DocumentError]:
    """E220 for an encoding that was guessed, E221 for bytes that are no text (NUL, damaged letters), E222 and E223 for
    another language: of the whole report, which then was not read, or of some paragraphs.

    >>> import onrecord
    >>> [notice.number for notice in notices(onrecord.read("He left.\\x00 She stayed."))]
    [221]
    """
    report = record.report
    where = f"{report.source}, report {report.given_id}" if report.given_id else report.source
    out = []
    guess = report.extraction.extractor if report.extraction else ""
    if guess.startswith("decoded as "):
        out.append(DocumentError(220, where, encoding=guess.removeprefix("decoded as ")))
    damaged = report.text.count(REPLACED)
    if damaged:
        first = report.text.index(REPLACED)
        out.append(DocumentError(221, where, count=damaged, first=first))
    foreign = _foreign(report.text, record)
    return [*out, foreign.at(where)] if foreign else out


def _foreign(text: str, record: Record) -> DocumentError | None:
    left_out = {part.span for part in record.left_out}
    kinds = [block for block in record.report.blocks if block.kind in READ_KINDS]
    foreign = [block.span for block in kinds if block.span in left_out]
    if not foreign:
        return None
    if len(foreign) == len(kinds):
        language = record.report.language
        return DocumentError(UNREAD, language=name_of(language) if language else "another language")
    codes = sorted({code for span in foreign if (code := tell(text[slice(*span)])) is not None} - {UNTOLD})
    return DocumentError(223, count=len(foreign), languages=", ".join(map(name_of, codes)) or "of another script")
