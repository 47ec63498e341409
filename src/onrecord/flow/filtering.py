"""What each question of an open record can be filtered by, for whoever calls it."""

from typing import TypedDict


class _Common(TypedDict, total=False):
    about: str | None
    publisher: str | None
    since: str | None
    until: str | None
    limit: int | None


class StatementFilters(_Common, total=False):
    """What statements can be filtered by; see `Filters`."""

    source: str | None
    by: str | None
    to: str | None
    kind: str | None
    layer: str | None
    review: str | None


class LedgerFilters(_Common, total=False):
    """What claims can be filtered by; see `Filters`."""

    source: str | None
    layer: str | None


class ContradictionFilters(_Common, total=False):
    """What contradictions can be filtered by; see `Filters`."""

    source: str | None


class MoveFilters(_Common, total=False):
    """What moves can be filtered by; see `Filters`."""

    source: str | None
    by: str | None
    to: str | None
    type: str | None
    status: str | None
    layer: str | None
    review: str | None


class SearchFilters(TypedDict, total=False):
    """What passages can be filtered by; see `Filters`."""

    source: str | None
    by: str | None
    actor: str | None
    type: str | None
    status: str | None
    layer: str | None
    publisher: str | None
    since: str | None
    until: str | None
    limit: int | None


class ActorFilters(_Common, total=False):
    """What actors can be filtered by; see `Filters`."""

    kind: str | None


class ReportFilters(MoveFilters, total=False):
    """What reports can be filtered by; see `Filters`."""

    actor: str | None


class StoryFilters(_Common, total=False):
    """What stories can be filtered by; see `Filters`."""


class ExportFilters(MoveFilters, total=False):
    """What exports can be filtered by; see `Filters`, and docs/exports.md for what makes sense with which format."""

    kind: str | None
