"""`onrecord demo`."""

from onrecord.cli.output import complain, say

_REPORTS = (".txt", ".html", ".jsonl")


def demo() -> int:
    """Read twelve reports of one invented negotiation, and print what was said and done in them."""
    # Imported here so that help stays fast.
    from importlib import resources

    from onrecord.cli.brief import brief, counts
    from onrecord.errors import OnrecordError
    from onrecord.flow.run import read_paths
    from onrecord.views.tally import Tally

    tally = Tally()
    status = 0
    with resources.as_file(resources.files("onrecord")) as package:
        paths = sorted(path for path in (package / "demo").iterdir() if path.suffix in _REPORTS)
        for found in read_paths(paths):
            if isinstance(found, OnrecordError):
                complain(found)
                status = found.exit_status
                continue
            tally.count(found)
            for line in brief(found):
                say(line)
            say()
    for line in counts(tally):
        say(line)
    return status
