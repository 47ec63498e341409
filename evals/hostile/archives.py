"""Hostile archives and compressed files: bombs, nesting, directories that lie, paths that lead elsewhere."""

import io
import random
import struct
import tarfile
import warnings
import zipfile
from functools import cache

from evals.hostile import packed
from evals.hostile.made import MIB, SECRET_FILE, much
from evals.hostile.samples import TEXT


@cache
def _block(name: str, fill: bytes) -> bytes:
    return packed.compressions()[name](fill * (4 * MIB // len(fill)))


def bomb(make: random.Random, _: str) -> bytes:
    """Up to 20 GiB in a few hundred kilobytes: many streams of one file, one after the other."""
    name = make.choice(sorted(packed.compressions()))
    return _block(name, make.choice((b"\0", b"Vasko said. "))) * much(make, 4, 5_000 if name != "bzip2" else 20_000)


def bomb_within(make: random.Random, _: str) -> bytes:
    """A bomb in another one, in an archive or a page of a web archive."""
    name = make.choice(sorted(packed.compressions()))
    inner = packed.compressions()[name](_block(name, b"\0") * make.randint(2, 400))
    form = make.randrange(3)
    if form == 0:
        return packed.zipped([("day1.gz", inner), ("day2.txt", TEXT.encode())])
    if form == 1:
        return packed.tarred([("day1.gz", inner), ("day2.txt", TEXT.encode())])
    body = _block("gzip", b"<p>talks</p>") * make.randint(1, 300)
    return packed.record(packed.http(body, b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n"))


def nested_archives(make: random.Random, _: str) -> bytes:
    """Archives in archives, each of some."""
    data = TEXT.encode()
    wraps = list(packed.compressions().values())
    for n in range(make.randint(2, 40)):
        kind = make.randrange(4)
        data = (
            packed.zipped([(f"{n}-{m}.zip", data) for m in range(make.randint(1, 3))])
            if kind == 0
            else packed.tarred([(f"{n}.tar", data)])
            if kind == 1
            else make.choice(wraps)(data)
        )
        if len(data) > 2 * MIB:
            break
    return data


def overlapping_zip(make: random.Random, _: str) -> bytes:
    """One member's bytes, named thousands of times in the directory."""
    plain = packed.zipped([("day1.txt", b"Vasko said. " * make.randint(1, 400_000))])
    directory = plain.index(b"PK\x01\x02")
    end = plain.rindex(b"PK\x05\x06")
    entry = plain[directory:end]
    times = much(make, 10, 20_000)
    size = len(entry) * times
    count = min(times, 0xFFFF)
    return (
        plain[:directory] + entry * times + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, directory, 0)
    )


def many_members(make: random.Random, _: str) -> bytes:
    """An archive of many small members."""
    some = [(f"{n}.txt", b"Vasko said no." if make.random() < 0.5 else b"") for n in range(much(make, 10, 3_000))]
    return packed.zipped(some) if make.random() < 0.5 else packed.tarred(some)


def path_tricks(make: random.Random, folder: str) -> bytes:
    """Members with names that lead elsewhere, links and devices among them."""
    names = [
        "../escaped.txt",
        "/tmp/escaped.txt",
        f"{folder}/escaped.txt",
        "a/../../escaped.txt",
        "..\\..\\escaped.txt",
    ]
    names += [
        "C:\\escaped.txt",
        "con",
        "a\0b.txt",
        "\u202etxt.exe",
        "a" * 5_000,
        "",
        ".",
        "~/escaped.txt",
        "-rf",
        "a/./b//c",
    ]
    members = [(make.choice(names), TEXT.encode()) for _ in range(make.randint(1, 6))]
    if make.random() < 0.4:
        file = io.BytesIO()
        with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(file, "w") as archive:
            for name, data in members:
                info = zipfile.ZipInfo(name or "x")
                info.external_attr = make.choice((0o120777, 0o100644, 0o060644)) << 16
                archive.writestr(info, make.choice((data, f"{folder}/{SECRET_FILE}".encode())))
        return file.getvalue()
    kinds = (tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE)
    link = make.choice((f"{folder}/{SECRET_FILE}", "../../../../etc/hostname", ".", "day1.txt"))
    named = [(name.replace("\0", "_") or "x", data) for name, data in members]
    return packed.tarred(named, make.choice(kinds), link) + packed.tarred([("escaped.txt", TEXT.encode())])


def tar_sizes(make: random.Random, _: str) -> bytes:
    """Sizes in a tar's header that cannot be."""
    data = bytearray(packed.tarred([("day1.txt", TEXT.encode()), ("day2.txt", TEXT.encode())]))
    sizes = (b"77777777777\0", b"-0000000001\0", b"\x80" + b"\xff" * 11, b"\xff" * 12, b"99999999999\0", b" " * 12)
    data[124:136] = make.choice(sizes)
    if make.random() < 0.7:
        data[148:156] = b" " * 8
        data[148:156] = b"%06o\0 " % sum(data[:512])
    return bytes(data)
