"""`onrecord grant`."""

from typing import Annotated

from cyclopts import Parameter

from onrecord.cli.options import AsJson
from onrecord.cli.output import say

Address = Annotated[str, Parameter(help="The record's postgresql:// address, as its owner.")]
Role = Annotated[str, Parameter(help="A role of the database server; where there is none of this name it is made.")]
Right = Annotated[str, Parameter(help="read, write (also add, correct and remove) or none.")]

_MAY = {
    "read": "may read the record, and change nothing in it",
    "write": "may read the record, add to it, correct it and remove reports",
    "none": "may neither read the record nor write to it",
}


def grant(address: Address, role: Role, /, *, right: Right = "read", json: AsJson = False) -> int:
    """Let somebody else of a team read a record that lies in a PostgreSQL database, or write to it."""
    # Imported here so that help stays fast.
    import msgspec

    from onrecord.exchange.safe import escaped
    from onrecord.flow.granting import grant as grant_

    granted = grant_(address, role, right)
    if json:
        say(msgspec.json.encode(granted).decode())
        return 0
    say(f"{escaped(role)} {_MAY[granted.right]}.")
    if granted.made:
        say("The role was made without a password: give it one with \\password in psql, or let pg_hba.conf let it in.")
    return 0
