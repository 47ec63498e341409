"""Opens the engine that a record's place asks for."""

from onrecord.errors import StoreError
from onrecord.store.engine import Engine
from onrecord.store.place import Place


def open_engine(place: Place, *, read_only: bool) -> Engine:
    """The record at a place, open; unless `read_only`, it is made when there is none. Raises `StoreError`."""
    if place.file is None:
        # Imported here: its driver need not be installed.
        try:
            from onrecord.store.postgresql.opening import connect
        except ImportError as error:
            raise StoreError(447, place.shown, reason=error) from error
        return connect(place, read_only=read_only)
    from onrecord.store.file_engine import FileEngine

    return FileEngine(place.file, read_only=read_only)
