"""On which page of its file a passage stands."""

from onrecord.document.document import Span
from onrecord.record.parts import Report


def page_of(report: Report, span: Span) -> str | None:
    """The label of the page that a passage stands on, of the first and the last where it goes over several.

    None where the report came without pages.
    """
    on = [page.label for page in report.pages if page.span[0] < max(span[1], span[0] + 1) and span[0] < page.span[1]]
    if not on:
        return None
    return on[0] if len(on) == 1 else f"{on[0]}–{on[-1]}"
