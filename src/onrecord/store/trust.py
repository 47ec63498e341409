"""Whether a small file that lies beside a record is the user's own word, and not somebody else's."""

import os
import stat
from pathlib import Path


def trusted(place: Path, record: Path) -> bool:
    """Whether nobody but its owner can read the file, and that is the user or the record's owner. Raises `OSError`."""
    told = place.lstat()
    if os.name == "nt":
        # There permissions say nothing of others.
        return stat.S_ISREG(told.st_mode)
    owners = {os.geteuid(), *((record.stat().st_uid,) if record.exists() else ())}
    return stat.S_ISREG(told.st_mode) and not told.st_mode & 0o077 and told.st_uid in owners
