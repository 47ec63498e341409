"""Who else may use a record that lies in a database."""

from os import PathLike
from typing import Literal, get_args

import msgspec

from onrecord.errors import StoreError, UsageError
from onrecord.store.place import Place

Right = Literal["read", "write", "none"]
RIGHTS: tuple[str, ...] = get_args(Right)
"""Ask the record and no more; also add, correct and remove; neither any more."""


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """What a role may do from now on; `made` says that there was no role of this name before."""

    role: str
    right: Right
    made: bool


def grant(where: str | PathLike[str], role: str, right: str = "read") -> Granted:
    """Let a role of the database's server read the record at an address, or write to it, or neither any more.

    Where there is no such role it is made: one that may log in, yet without a password. Raises `UsageError` 532 for
    another right, and `StoreError` 401 where there is no record, 455 where this may not be granted, 458 and 459.
    """
    if right not in RIGHTS:
        raise UsageError(532, name="right", value=right, known=", ".join(RIGHTS))
    place = Place(where)
    if place.file is not None:
        raise StoreError(459, place.shown)
    try:
        from onrecord.store.postgresql import granting
    except ImportError as error:
        raise StoreError(447, place.shown, reason=error) from error
    chosen: Right = "read" if right == "read" else "write" if right == "write" else "none"
    return Granted(role=role, right=chosen, made=granting.grant(place, role, chosen))
