"""Web archives: pages with their addresses and times, everything else counted, and damage that costs only itself."""

import gzip
import tracemalloc
import zlib
from pathlib import Path

import pytest

from onrecord.errors import SourceError
from onrecord.source.files import Delivery, deliver
from onrecord.source.unpack.compressed import zstandard
from onrecord.source.unpack.limits import Limits
from onrecord.source.unpack.unpack import unpacked
from tests.packed import DATE, chunked, crawl, http, packed_crawl, page, record, response, zipped


def found(data: bytes, limits: Limits | None = None, name: str = "x.warc") -> list[Delivery | SourceError]:
    return list(unpacked(Delivery(name, data), limits))


def bodies(data: bytes, limits: Limits | None = None) -> list[object]:
    return [item.number if isinstance(item, SourceError) else item.data for item in found(data, limits)]


@pytest.mark.parametrize("pack", [b"".join, packed_crawl, lambda made: gzip.compress(b"".join(made))])
def test_pages_come_in_order_with_address_and_time(pack: object) -> None:
    made = crawl(6)
    *pages, notice = found(pack(made))  # type: ignore[operator]  # any of the three
    assert [item.data for item in pages if isinstance(item, Delivery)] == [page(number) for number in range(6)]
    assert all(isinstance(item, Delivery) and item.retrieved == DATE for item in pages)
    assert isinstance(pages[2], Delivery)
    assert pages[2].url == "https://gazette.example/day/2"
    assert isinstance(notice, SourceError)
    assert notice.notice
    assert notice.what == (
        "Passed over in this archive: request records (6), answers of status 404 (2), image/png (2), "
        "warcinfo records (1)"
    )


def test_the_offset_is_where_the_record_begins_in_the_file() -> None:
    made = crawl(3)
    for data, unpack in ((b"".join(made), bytes), (packed_crawl(made), _first_member)):
        for item in found(data):
            if isinstance(item, Delivery):
                offset = int(item.source.rpartition("offset ")[2])
                assert unpack(data[offset:]).startswith(b"WARC/1.0\r\nWARC-Type: response")


def _first_member(data: bytes) -> bytes:
    return zlib.decompressobj(wbits=31).decompress(data)


def test_resources_and_conversions_are_read_and_other_media_are_not() -> None:
    data = b"".join(
        (
            record("resource", "file:///a.txt", b"Plain words.", media="text/plain; charset=utf-8"),
            record("conversion", "https://a.example/", b"Words of a page.", media="text/plain"),
            record("response", "https://a.example/robots.txt", http(b"User-agent: *", media="text/plain")),
            record("response", "https://a.example/b", http(b"<p>No type", media="")),
            record("revisit", "https://a.example/b", http(b"")),
            record("response", "https://a.example/c", http(b"a{}", media="text/css")),
        )
    )
    assert bodies(data) == [b"Plain words.", b"Words of a page.", b"<p>No type", 118]


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(page(1))),
        ("Content-Encoding: deflate", zlib.compress(page(1))),
        ("Content-Encoding: deflate", zlib.compress(page(1), wbits=-15)),
        ("Content-Encoding: zstd", zstandard().compress(page(1))),
        ("Content-Encoding: gzip, gzip", gzip.compress(gzip.compress(page(1)))),
        ("Transfer-Encoding: chunked", chunked(page(1))),
        # Kept unpacked by the crawler, under the headers of what it got.
        ("Content-Encoding: gzip", page(1)),
        ("Content-Encoding: br", page(1)),
        ("Transfer-Encoding: chunked", page(1)),
        ("Content-Encoding: identity", page(1)),
    ],
)
def test_bodies_are_unpacked_as_far_as_they_are_packed(header: str, body: bytes) -> None:
    assert bodies(record("response", "https://a.example/", http(body, header))) == [page(1)]


def test_brotli() -> None:
    brotli = pytest.importorskip("brotli")
    assert bodies(record("response", "u", http(brotli.compress(page(1)), "Content-Encoding: br"))) == [page(1)]


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(page(1))[:-200]),
        ("Transfer-Encoding: chunked", chunked(page(1))[:-200]),
        ("Content-Encoding: br", b"\xff" * 50),
        ("Content-Encoding: zstd", zstandard().compress(page(1))[:-50]),
        ("Content-Encoding: deflate", b"\xff" * 50),
    ],
)
def test_a_damaged_body_is_told_and_costs_no_other(header: str, body: bytes) -> None:
    told = bodies(record("response", "u", http(body, header)) + response(2))
    assert told[-2:] == [114, page(2)]
    assert all(isinstance(part, bytes) for part in told[:-2])


def test_what_comes_behind_a_damaged_member_is_read() -> None:
    members = [gzip.compress(one, mtime=0) for one in crawl(6)]
    for broken in range(1, len(members) - 1):
        data = [bytearray(one) for one in members]
        data[broken][len(data[broken]) // 2] ^= 0xFF
        told = bodies(b"".join(data))
        assert told.count(106) == 1
        kept = [one for one in told if isinstance(one, bytes) and one.endswith(b"</html>")]
        assert len(kept) >= 5
        assert kept[-1] == page(5) or broken > 12


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.replace(b"Content-Length: ", b"Content-Length: many "),
        lambda one: one.replace(b"Content-Length: ", b"Content-Length: 99999999999999999999999"),
        lambda one: one.replace(b"Content-Length: ", b"Content-Length: -"),
        lambda one: one.replace(b"Content-Length: ", b"X: " + b"x" * 40_000 + b"\r\nContent-Length: "),
        lambda one: one.replace(b"HTTP/1.1 200 OK", b"Not an answer!!"),
        lambda one: (
            one + b"\r\nno record at all, but a line of words that some program has put in between them\r\n" * 3
        ),
    ],
)
def test_a_damaged_record_is_told_and_the_next_but_one_is_read(change: object) -> None:
    told = bodies(response(1) + change(response(2)) + response(4) + response(5))  # type: ignore[operator]  # one of these
    assert told[0] == page(1)
    assert 114 in told
    assert told[-1] == page(5)


def test_an_archive_that_is_cut_off_keeps_what_came_before_and_says_so() -> None:
    made = crawl(4)
    for data in (b"".join(made), packed_crawl(made)):
        for size in range(len(data) - 1, len(data) // 2, -97):
            told = bodies(data[:size])
            assert told[0] == page(0)
            # Between two records nobody could tell that more should come.
            whole = any(data[:size].rstrip(b"\r\n") == b"".join(made[:n]).rstrip() for n in range(len(made) + 1))
            assert whole or any(number in (106, 114) for number in told), size
    # Also where the cut is in what would be passed over.
    request = record("request", "u", b"GET / HTTP/1.1\r\n\r\n" * 9)
    assert bodies((response(1) + request)[:-60]) == [page(1), 106, 118]


def test_a_body_that_explodes_ends_the_archive_with_its_place() -> None:
    limits = Limits(free_bytes=100_000, ratio=50)
    bomb = record("response", "u", http(gzip.compress(bytes(9_000_000)), "Content-Encoding: gzip"))
    told = found(response(1) + bomb + response(2), limits)
    assert [item.number if isinstance(item, SourceError) else item.data for item in told] == [page(1), 107]
    assert isinstance(told[1], SourceError)
    assert told[1].where == f"x.warc, offset {len(response(1))}"
    large = Limits(body_bytes=1000)
    assert bodies(record("response", "u", http(b"x" * 2000)) + record("response", "u", http(b"y" * 900)), large) == [
        104, b"y" * 900,
    ]  # fmt: skip


def test_an_archive_of_damage_is_left() -> None:
    told = bodies((b"WARC/1.0\r\nContent-Length: x\r\n\r\n") * 50, Limits(faults=10))
    assert told[-1] == 115
    assert len(told) < 15


def test_a_wacz_is_read_without_its_indexes() -> None:
    made = {
        "archive/data.warc.gz": packed_crawl(crawl(2)),
        "indexes/index.cdx.gz": gzip.compress(b"com,example)/ 2031"),
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}',
        "datapackage.json": b"{}",
    }
    told = found(zipped(made), name="crawl.wacz")
    assert [item.data for item in told if isinstance(item, Delivery)] == [page(0), page(1)]
    assert str(told[-1]).startswith("E118 Passed over in this archive: indexes of the web archive (3)")


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    block = record("response", "https://gazette.example/", http(page(1) + b" " * 200_000))
    path.write_bytes(gzip.compress(block) * 100)
    list(deliver([str(tmp_path / "none")]))
    tracemalloc.start()
    try:
        count = sum(isinstance(item, Delivery) for item in deliver([str(path)]))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 100
    # 20 MB unpacked; a page and some buffers are held.
    assert peak < 4_000_000
