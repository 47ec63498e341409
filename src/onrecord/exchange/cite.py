"""A citation of one entry: as a line of text, and as CSL-JSON for reference managers.

CSL-JSON: https://github.com/citation-style-language/schema (csl-data.json, version 1.0).
"""

from typing import Any

import msgspec

from onrecord.exchange.safe import one_line
from onrecord.views.evidence import Evidence
from onrecord.views.facts import ReportFacts
from onrecord.views.segments import Part

_QUOTED: dict[str, Part] = {"statement": "content", "move": "act", "tie": "tie", "actor": "mention"}

_OPENING, _CLOSING = frozenset('“"«„'), frozenset('”"»“')


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A citation as a line of `text`, and as the one item of a CSL-JSON file (`csl`).

    `quote` are the words of the report, `link` is the path of the permanent link to them.
    """

    text: str
    quote: str
    link: str
    csl: dict[str, Any]


def cite(evidence: Evidence) -> Citation:
    """The citation of the entry that the evidence is of."""
    report, entry = evidence.report, evidence.entry
    words = quote(evidence)
    # A path of one machine says nothing to others: it stands only where there is no title either.
    outlet = report.publisher or (None if report.title else report.source)
    title = f"“{report.title}”" if report.title else None
    about = ", ".join(one_line(fact) for fact in (outlet, title, report.published) if fact)
    read = f"onrecord {report.reader.onrecord}"
    proof = f"text SHA-256 {report.text_sha256}"
    found_at = ", ".join(filter(None, (report.link, evidence.link, read, proof)))
    about += f", {page(evidence.page)}" if evidence.page else ""
    line = f"{about}: {_in_marks(one_line(words))} ({one_line(entry.label)}). {found_at}."
    return Citation(
        text=line, quote=words, link=evidence.link, csl=_csl(report, evidence.link, words, read, evidence.page)
    )


def quote(evidence: Evidence) -> str:
    """The words of the report that an entry is quoted by; pieces that stand apart are joined by an ellipsis."""
    wanted = f"{evidence.entry.id}-{_QUOTED[evidence.entry.kind]}"
    pieces: list[str] = []
    last = -1
    for segment in (one for passage in evidence.passages for one in passage.segments if wanted in one.marks):
        if segment.span[0] == last:
            pieces[-1] += segment.text
        else:
            pieces.append(segment.text)
        last = segment.span[1]
    # Of an actor the first mention is enough.
    return pieces[0] if evidence.entry.kind == "actor" and pieces else " … ".join(pieces)


def page(label: str) -> str:
    """A page or pages as they are cited.

    >>> page("4"), page("4–5")
    ('p. 4', 'pp. 4–5')
    """
    return f"pp. {label}" if "–" in label else f"p. {label}"


def _in_marks(words: str) -> str:
    """Words in quotation marks, if they do not bring their own."""
    return words if words[:1] in _OPENING and words[-1:] in _CLOSING else f"“{words}”"


def _csl(report: ReportFacts, link: str, words: str, read: str, page: str | None) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": report.given_id or report.id,
        "type": "article-newspaper",
        "title": report.title,
        "container-title": report.publisher,
        "author": [{"literal": name} for name in report.authors],
        "issued": _date(report.published),
        "accessed": _date(report.retrieved),
        "URL": report.link,
        "page": page,
        "language": report.language,
        "note": f"{_in_marks(words)} ({link}; {read})",
        "custom": {"quote": words, "link": link, "text_sha256": report.text_sha256, "onrecord": report.reader.onrecord},
    }
    return {key: value for key, value in item.items() if value}


def _date(moment: str | None) -> dict[str, list[list[int]]] | None:
    """A date of CSL-JSON from ISO 8601, cut to the day."""
    return {"date-parts": [[int(part) for part in moment[:10].split("-")]]} if moment else None
