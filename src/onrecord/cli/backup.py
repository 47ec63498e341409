"""`onrecord backup`."""

from typing import Annotated

from cyclopts import Parameter

from onrecord.cli.check import show, telling
from onrecord.cli.options import AsJson, RecordPath


def backup(
    record: RecordPath,
    out: Annotated[str, Parameter(help="The file to make.")],
    /,
    *,
    replace: Annotated[
        bool, Parameter(negative="", help="Put the copy in the place of a record of that name.")
    ] = False,
    wait: Annotated[float, Parameter(help="Seconds to wait for a program that writes to the record.")] = 60.0,
    json: AsJson = False,
) -> int:
    """Copy a record while it is in use, verified before the copy gets its name.

    Exit status 0: the copy is whole; 1: none was made, or the record has faults, which the copy has too.
    """
    # Imported here so that help stays fast.
    from onrecord.http.client import backup as copy
    from onrecord.store.place import file_of

    checked = copy(file_of(record), file_of(out), replace=replace, wait=wait, tell=telling())
    show(out, checked, json=json)
    return 0 if checked.whole else 1
