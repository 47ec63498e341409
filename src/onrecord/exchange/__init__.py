"""Maps records to and from outside formats, one file each."""
