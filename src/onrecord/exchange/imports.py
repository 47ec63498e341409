"""The formats that corrections come in, one table for every door."""

from onrecord.errors import UsageError
from onrecord.exchange import brat, inception, web_annotation_in
from onrecord.exchange.brought import Import

IMPORTS: dict[str, Import] = {
    one.name: one
    for one in (
        Import(
            name="web-annotation",
            summary="W3C Web Annotations: one on each line, a list, an AnnotationCollection or an AnnotationPage.",
            read=web_annotation_in.read,
        ),
        Import(
            name="brat",
            summary="A brat standoff file (.ann) of marks that were exported and corrected in brat.",
            read=brat.read,
        ),
        Import(
            name="inception",
            summary="A UIMA CAS (JSON 0.4 or XMI) of marks that were exported and corrected in INCEpTION.",
            read=inception.read,
        ),
    )
}
"""Every format by its name."""


def import_(name: str) -> Import:
    """The format of this name. Raises `UsageError` 502 where there is none."""
    found = IMPORTS.get(name)
    if found is None:
        raise UsageError(502, value=name, name="format", known=", ".join(IMPORTS))
    return found
