"""Whatever bytes come in, taking them apart ends, gives deliveries and numbered errors alone, and holds little."""

import gzip
import random
import tarfile
import tracemalloc
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import SourceError
from onrecord.source.files import Delivery
from onrecord.source.unpack.compressed import zstandard
from onrecord.source.unpack.limits import Limits
from onrecord.source.unpack.unpack import unpacked
from tests.packed import crawl, http, packed_crawl, record, tarred, zipped

LIMITS = Limits(
    member_bytes=200_000, body_bytes=100_000, free_bytes=1_000_000, total_bytes=5_000_000, members=500, faults=50
)
FILES = {
    "a.txt": b"The talks go on.\n" * 40,
    "day/b.html": b"<p>Nobody left." * 30,
    "c.gz": gzip.compress(b"x" * 900, mtime=0),
}
SAMPLES: list[bytes] = [
    zipped(FILES),
    zipped(FILES, zipfile.ZIP_STORED),
    zipped(FILES, zipfile.ZIP_BZIP2),
    tarred(FILES),
    tarred({"n" * 200: b"x"}),
    tarred(FILES, "w:gz"),
    tarred(FILES, "w:xz"),
    zstandard().compress(tarred(FILES)),
    b"".join(crawl(3)),
    packed_crawl(crawl(3)),
    gzip.compress(packed_crawl(crawl(2)), mtime=0),
]
_EVENT = st.tuples(
    st.integers(0, 10**6), st.integers(0, 255), st.sampled_from(("set", "cut", "double", "insert", "zero"))
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with some bytes changed, cut out, doubled or put in."""
    data = bytearray(draw(st.sampled_from(SAMPLES)))
    for place, value, act in draw(st.lists(_EVENT, min_size=1, max_size=8)):
        at = place % max(1, len(data))
        if act == "set":
            data[at : at + 1] = bytes([value])
        elif act == "cut":
            del data[at : at + value]
        elif act == "double":
            data[at:at] = data[at : at + 4 * value]
        elif act == "insert":
            data[at:at] = random.Random(place).randbytes(value)
        else:
            data[at : at + 8] = bytes(8)
    return bytes(data)


def check(data: bytes) -> None:
    size = 0
    for item in unpacked(Delivery("x", data), LIMITS):
        assert isinstance(item, (Delivery, SourceError))
        size += len(item.data) if isinstance(item, Delivery) else len(str(item))
    assert size < 20_000_000


@settings(max_examples=600, deadline=2000, derandomize=True, suppress_health_check=list(HealthCheck))
@given(damaged())
def test_damaged_archives(data: bytes) -> None:
    check(data)


@settings(max_examples=150, deadline=2000, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(
        [
            b"PK\x03\x04",
            b"PK\x05\x06",
            b"\x1f\x8b\x08\0",
            b"BZh91AY&SY",
            b"\xfd7zXZ\0",
            b"\x28\xb5\x2f\xfd",
            b"WARC/1.0\r\n",
            b"",
        ]
    ),
    st.binary(max_size=3000),
)
def test_bytes_behind_every_beginning(start: bytes, rest: bytes) -> None:
    check(start + rest)


def test_headers_that_lie_about_sizes_hold_no_memory() -> None:
    header = tarfile.TarInfo("x")
    header.size = 2**40
    long_name = tarfile.TarInfo("././@LongLink")
    long_name.type, long_name.size = tarfile.GNUTYPE_LONGNAME, 2**40
    made = [
        header.tobuf(tarfile.GNU_FORMAT),
        long_name.tobuf(tarfile.GNU_FORMAT) + bytes(5000),
        record("response", "u", http(b"x")).replace(b"Content-Length: ", b"Content-Length: 9999999"),
        zipped({"a": b"x"}).replace(b"\x01\0\0\0\x01\0", b"\xff\xff\xff\x7f\x01\0"),
    ]
    tracemalloc.start()
    try:
        for data in made:
            check(data)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
