"""What tests of the store share."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.made import talks
from tests.servers import Server

if TYPE_CHECKING:
    import psycopg


@pytest.fixture
def filled(path: str) -> str:
    """The place of a record of two reports."""
    with RecordStore.open(path) as store:
        store.add([Filing(talks()), Filing(talks("other", publisher="The Courier"))])
    return path


@pytest.fixture
def asked(server: Server) -> Iterator["psycopg.Connection[Any]"]:
    """The database itself, as its owner."""
    import psycopg

    with psycopg.connect(server.address(), autocommit=True) as connection:
        yield connection
