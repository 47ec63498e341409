"""`onrecord schema`."""

import json

from onrecord.cli.output import say


def schema() -> None:
    """Print the JSON Schema of one record, as `read --json` writes it."""
    # Imported here so that help stays fast.
    from onrecord.record import codec

    say(json.dumps(codec.schema(), indent=2))
