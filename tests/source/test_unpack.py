"""Compressed files, zips and tars come apart member by member; what is wrong with one is told and costs no other."""

import bz2
import gzip
import io
import lzma
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import SourceError
from onrecord.source.files import Delivery, deliver
from onrecord.source.unpack.compressed import zstandard
from onrecord.source.unpack.limits import Limits
from onrecord.source.unpack.unpack import packing, unpacked
from tests.packed import page, tarred, zipped

TEXT = b"The talks go on.\n" * 3
FILES = {"a.txt": TEXT, "day/b.txt": b"Nobody left.\n"}


def zstd(data: bytes) -> bytes:
    packed: bytes = zstandard().compress(data)
    return packed


def told(data: bytes, limits: Limits | None = None, name: str = "x") -> list[tuple[str, object]]:
    """Where and what: the bytes of each member, or the number of the error in its place."""
    found = unpacked(Delivery(name, data), limits)
    return [(i.where, i.number) if isinstance(i, SourceError) else (i.source, i.data) for i in found]


WAYS: list[Callable[[bytes], bytes]] = [gzip.compress, bz2.compress, lzma.compress, zstd]


@pytest.mark.parametrize("pack", WAYS)
def test_a_compressed_file_is_what_is_in_it_under_its_own_name(pack: Callable[[bytes], bytes]) -> None:
    assert told(pack(TEXT)) == [("x", TEXT)]
    assert told(pack(TEXT) + pack(b"More.")) == [("x", TEXT + b"More.")]
    large = bytes(range(256)) * 4000
    assert told(pack(large)) == [("x", large)]


@pytest.mark.parametrize("pack", WAYS)
def test_one_that_is_cut_off_or_followed_by_others_is_read_as_far_as_it_goes(pack: Callable[[bytes], bytes]) -> None:
    noise = b"".join(b"%d men left day %d\n" % (n * n % 1009, n) for n in range(30_000))
    *kept, error = told(pack(noise)[:-30])
    assert error == ("x", 106)
    # Of bzip2's only block nothing can be had.
    assert len(kept) == (0 if pack is bz2.compress else 1)
    assert all(isinstance(data, bytes) and len(data) > 100_000 and noise.startswith(data) for _, data in kept)
    assert told(pack(TEXT) + b"junk") == [("x", TEXT), ("x", 106)]


def test_layers_come_off_up_to_a_depth() -> None:
    assert told(gzip.compress(bz2.compress(lzma.compress(zstd(TEXT))))) == [("x", TEXT)]
    assert told(gzip.compress(gzip.compress(gzip.compress(TEXT))), Limits(depth=2)) == [("x", 110)]


@pytest.mark.parametrize(
    "packed", [zipped(FILES), zipped(FILES, zipfile.ZIP_BZIP2), tarred(FILES), tarred(FILES, "w:xz")]
)
def test_members_come_in_the_archives_order(packed: bytes) -> None:
    assert told(packed) == [("x/a.txt", TEXT), ("x/day/b.txt", b"Nobody left.\n")]
    inside = zipped({"first.txt": b"1", "in.tar": packed, "last.txt": b"2"})
    assert [where for where, _ in told(inside)] == ["x/first.txt", "x/in.tar/a.txt", "x/in.tar/day/b.txt", "x/last.txt"]


def test_names_are_text_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ("../../up.txt", "/etc/passwd", "C:\\a.txt", "a" * 2000, "b\x1b[2J.txt")
    for packed in (zipped(dict.fromkeys(names, TEXT)), tarred(dict.fromkeys(names, TEXT))):
        found = told(packed)
        assert [data for _, data in found] == [TEXT] * len(names)
        assert found[0][0] == "x/../../up.txt"
        assert found[1][0] == "x/etc/passwd"
        assert max(len(where) for where, _ in found) < 1010
    assert list(tmp_path.iterdir()) == []


def test_what_is_passed_over_is_counted_in_one_line() -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind in (("way", tarfile.SYMTYPE), ("same", tarfile.LNKTYPE), ("pipe", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        archive.addfile(tarfile.TarInfo(".hidden"))
    (notice,) = unpacked(Delivery("x.tar", file.getvalue()))
    assert isinstance(notice, SourceError)
    assert notice.notice
    assert notice.what == "Passed over in this archive: links (2), hidden files (1), special files (1)"
    assert told(zipped({"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a.txt": TEXT})) == [("x/a.txt", TEXT), ("x", 118)]


def test_an_empty_archive_is_said_to_be_empty() -> None:
    assert told(zipped({})) == [("x", 119)]
    assert told(zipped({"folder/": b""})) == [("x", 119)]


def test_office_documents_are_one_document() -> None:
    document = zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<Types/>"})
    book = zipped({"mimetype": b"application/epub+zip", "a.xhtml": b"<p>"})
    assert told(document) == [("x", document)]
    assert told(zipped({"in.docx": document, "in.epub": book})) == [("x/in.docx", document), ("x/in.epub", book)]


def test_a_locked_and_a_strangely_packed_member_are_named_and_the_others_read() -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    assert told(bytes(data)) == [("x/a.txt", 111), ("x/b.txt", TEXT)]
    strange = zipped({"a.txt": TEXT}, zipfile.ZIP_LZMA)
    assert told(strange) == [("x/a.txt", 112)]


def test_a_zip_without_its_list_is_read_from_the_front() -> None:
    whole = zipped({"a.txt": TEXT, "day/": b"", ".b": b"x", "c.txt": bytes(range(256)) * 40})
    cut = whole[: whole.index(b"PK\x01\x02") + 10]
    assert told(cut) == [("x", 113), ("x/a.txt", TEXT), ("x/c.txt", bytes(range(256)) * 40), ("x", 118)]
    shorter = told(whole[: whole.index(b"c.txt") + 40])
    assert [where for where, _ in shorter] == ["x", "x/a.txt", "x/c.txt", "x/c.txt", "x"]
    stored = zipped(FILES, zipfile.ZIP_STORED)
    assert told(stored[: stored.index(b"PK\x01\x02")])[1:] == list(told(stored))


def test_a_damaged_member_costs_no_other() -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": b"".join(b"%d" % n for n in range(9999)), "c.txt": TEXT}))
    data[data.index(b"b.txt") + 5000] ^= 0xFF
    found = told(bytes(data))
    assert [found[0], found[-1]] == [("x/a.txt", TEXT), ("x/c.txt", TEXT)]
    assert ("x/b.txt", 106) in found
    tar = bytearray(tarred({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT}))
    tar[1024] ^= 0xFF
    assert told(bytes(tar)) == [("x/a.txt", TEXT), ("x", 106), ("x/c.txt", TEXT)]


def test_a_tar_that_is_cut_off_keeps_what_came_before() -> None:
    whole = tarred({"a.txt": TEXT, "b.txt": b"b" * 5000})
    assert told(whole[:4000])[:1] == [("x/a.txt", TEXT)]
    assert [what for _, what in told(whole[:4000])[2:]] == [106, 106]
    assert told(whole[:1024]) == [("x/a.txt", TEXT), ("x", 106)]


def test_long_and_foreign_names_of_tars() -> None:
    names = ["n" * 300 + ".txt", "día/Тест.txt"]
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        file = io.BytesIO()
        with tarfile.open(fileobj=file, mode="w", format=form) as archive:
            for name in names:
                info = tarfile.TarInfo(name)
                info.size = len(TEXT)
                archive.addfile(info, io.BytesIO(TEXT))
        assert [where for where, _ in told(file.getvalue())] == [f"x/{name}" for name in names]


@pytest.mark.parametrize(
    "bomb",
    [
        gzip.compress(bytes(9_000_000)),
        bz2.compress(bytes(9_000_000)),
        lzma.compress(bytes(9_000_000)),
        zstd(bytes(9_000_000)),
        gzip.compress(gzip.compress(bytes(9_000_000))),
        tarred({"a": bytes(9_000_000)}, "w:gz"),
    ],
)
def test_what_explodes_is_left(bomb: bytes) -> None:
    limits = Limits(free_bytes=100_000, ratio=50)
    assert [number for _, number in told(bomb, limits)] == [107]
    (first, last) = told(tarred({"a.txt": TEXT, "bomb": bomb, "late.txt": TEXT}), limits)
    assert (first, last[1]) == (("x/a.txt", TEXT), 107)
    assert str(last[0]).startswith("x/bomb")


def test_a_zip_bomb_is_left_and_the_others_read() -> None:
    limits = Limits(free_bytes=100_000, ratio=50)
    data = zipped({"a.txt": TEXT, "bomb": bytes(9_000_000), "b.txt": TEXT})
    assert told(data, limits) == [("x/a.txt", TEXT), ("x/bomb", 107), ("x/b.txt", TEXT)]


def test_members_that_lie_over_one_another_are_read_once() -> None:
    plain = zipped({"a.txt": TEXT, "b.txt": b"Nobody left."})
    directory, end = plain.index(b"PK\x01\x02"), plain.rindex(b"PK\x05\x06")
    first = plain[directory : plain.index(b"PK\x01\x02", directory + 4)]
    entries = first * 500 + plain[directory + len(first) : end]
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 501, 501, len(entries), directory, 0)
    assert told(plain[:directory] + entries + tail) == [("x/a.txt", TEXT), ("x/b.txt", b"Nobody left."), ("x", 118)]


def test_every_limit_stops_there_and_keeps_what_came_before() -> None:
    many = tarred({f"{n}.txt": TEXT for n in range(5)}, "w:gz")
    assert told(many, Limits(members=3))[-1] == ("x/2.txt", 109)
    large = told(tarred({f"{n}.txt": bytes(range(256)) * 400 for n in range(5)}, "w:gz"), Limits(total_bytes=300_000))
    assert [where for where, _ in large] == ["x/0.txt", "x/1.txt", "x/2.txt"]
    assert large[-1][1] == 108
    assert told(zipped({"a": b"12345678901", "b": b"1"}), Limits(member_bytes=10)) == [("x/a", 104), ("x/b", b"1")]
    assert [n for _, n in told(zipped(FILES), Limits(directory_bytes=100))] == [109]


def test_files_folders_and_standard_input_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, data in (("a.zip", zipped(FILES)), ("b.tgz", tarred(FILES, "w:gz")), ("c.txt", TEXT)):
        (tmp_path / name).write_bytes(data)
    found = [item for item in deliver([str(tmp_path)]) if isinstance(item, Delivery)]
    assert [item.source.removeprefix(f"{tmp_path}/") for item in found] == [
        "a.zip/a.txt", "a.zip/day/b.txt", "b.tgz/a.txt", "b.tgz/day/b.txt", "c.txt",
    ]  # fmt: skip
    for packed in (zipped(FILES), tarred(FILES, "w:gz")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed)))
        found = [item for item in deliver(["-"]) if isinstance(item, Delivery)]
        assert [(item.source, item.data) for item in found] == [("-/a.txt", TEXT), ("-/day/b.txt", b"Nobody left.\n")]


def test_what_is_known_of_a_delivery_stays_with_what_is_in_it() -> None:
    fetched = Delivery(
        "https://a.example/x.gz", gzip.compress(TEXT), url="https://a.example/x.gz", retrieved="2031-05-04"
    )
    (found,) = unpacked(fetched)
    assert isinstance(found, Delivery)
    assert (found.url, found.retrieved) == ("https://a.example/x.gz", "2031-05-04")
    # An archive's address is not that of its members.
    (member, _) = unpacked(Delivery("u", zipped(FILES), url="https://a.example/x.zip", retrieved="2031-05-04"))
    assert isinstance(member, Delivery)
    assert (member.url, member.retrieved) == (None, "2031-05-04")


@pytest.mark.parametrize(
    "data", [b"", b"BZh9 is a code name.", b"PK is how he signed.", page(1), b"WARCs are archives.", b"x" * 512]
)
def test_what_only_looks_a_little_like_an_archive_is_none(data: bytes) -> None:
    assert packing(data[:512]) is None
    assert told(data) == [("x", data)]
