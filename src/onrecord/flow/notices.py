"""What a user should know of a report that was read all the same: numbered as errors are, but nothing was lost."""

from onrecord.errors import DocumentError
from onrecord.record.parts import Record

REPLACED = "\ufffd"


def notices(record: Record) -> list[DocumentError]:
    """E220 for an encoding that was guessed, E221 for bytes that are no text (NUL, damaged letters).

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
    return out
