"""What the server or the way to it says, as numbered errors. No message here ever holds a password."""

import psycopg

from onrecord.errors import StoreError
from onrecord.store.place import Place

_MOST = 200

# SQLSTATE codes and classes: https://www.postgresql.org/docs/current/errcodes-appendix.html
_BY_STATE = {
    "28P01": 442,  # invalid_password
    "28000": 442,  # invalid_authorization_specification
    "3D000": 443,  # invalid_catalog_name
    "25006": 445,  # read_only_sql_transaction
    "55P03": 451,  # lock_not_available
}
_NOT_ALLOWED = "42501"
_NOT_THERE = {"42P01", "3F000"}  # undefined_table, invalid_schema_name
_LOST = ("08", "57P")

# While a connection is made the server's word comes without its code.
_ON_CONNECTING = (
    ("password authentication failed", 442),
    ("no password supplied", 442),
    ("fe_sendauth", 442),
    ("pg_hba.conf", 442),
    ("role ", 442),
    ("authentication failed", 442),
    ("is not permitted to log in", 442),
    ("permission denied for database", 444),
    ("database ", 443),
)


def refused(error: psycopg.Error, place: Place) -> StoreError:
    """Why no connection could be made."""
    said = _first_line(error, place)
    for words, number in _ON_CONNECTING:
        if words in said:
            return StoreError(number, place.shown, reason=said)
    return StoreError(441, place.shown, reason=said)


def told(error: psycopg.Error, place: Place, *, writing: bool, lost: bool = False) -> StoreError:
    """Why a statement failed."""
    state = error.sqlstate or ""
    said = _first_line(error, place)
    if lost or state.startswith(_LOST):
        return StoreError(446, place.shown, reason=said)
    if state == _NOT_ALLOWED:
        return StoreError(445 if writing else 444, place.shown, reason=said)
    if state in _NOT_THERE:
        return StoreError(452, place.shown, schema=place.schema)
    number = _BY_STATE.get(state)
    if number is not None:
        return StoreError(number, place.shown, reason=said)
    if writing:
        return StoreError(412, place.shown, reason=said)
    return StoreError(453, place.shown, reason=said)


def _first_line(error: psycopg.Error, place: Place) -> str:
    """The first line of what was said: of a refused connection what comes after the address."""
    lines = [line.strip() for line in str(error).strip().splitlines() if line.strip()]
    said = lines[0] if lines else type(error).__name__
    # Where several addresses were tried, the last is told of.
    tried = [line for line in lines if line.startswith("- ")]
    said = (tried[-1] if tried else said).rpartition(" failed: ")[2] or said
    said = said.removeprefix("FATAL:").removeprefix("ERROR:").strip().rstrip(".")
    for secret in place.secrets:
        said = said.replace(secret, "…")
    return said[:_MOST]
