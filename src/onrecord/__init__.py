"""onrecord reads news reports and keeps the record of what is attributable in them."""

from onrecord.version import __version__

__all__ = ["__version__"]
