"""Mutations of bytes, each drawn from a seeded source of chance: the same seed breaks a file in the same way."""

import random
import re
from collections.abc import Callable, Sequence

Mutation = Callable[[bytes, random.Random], bytes]

MOST = 2_000_000
"""Bytes that a mutation makes at most."""

ODDITIES: tuple[bytes, ...] = (
    b"\0",
    b"\x1b[2J\x1b]0;owned\x07",
    "\u202egnol\u202c".encode(),
    "\u2066\u2067\u2069\u200f".encode(),
    "\ufeff".encode(),
    b"\xff\xfe\xfd",
    b"\xed\xa0\x80",
    b"\xc0\xaf\xf0\x80\x80\xaf",
    "\U000e0041\U000e0042".encode(),
    ("e" + "\u0301" * 500).encode(),
    b"<script>alert(1)</script><img src=x onerror=alert(1)>",
    b'<a href="javascript:alert(1)">talks</a>',
    b"=cmd|' /C calc'!A0",
    b"+1-1@SUM(1:1)",
    b"../../../../etc/passwd",
    b"C:\\Windows\\system32\\..\\x",
    b"%s%n%x{0.__class__}${jndi:ldap://x.invalid/a}",
    b"'; DROP TABLE reports; --",
    b"&amp;&lt;&#0;&#x110000;&#xD800;&nosuch;",
    b"]]><!--<![CDATA[--!>",
    b"\\u0000\\ud800\\uDFFF",
    b"9" * 400,
    b"-1",
    b"1e999",
    b"0000-99-99T99:99:99Z",
    b"31 February 99999999999",
)
"""What may do harm wherever it comes to stand."""

_ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (n, b"&%c;" % (n - 1) * 12) for n in range(98, 108))
    + b"]>"
)


def mutated(data: bytes, others: Sequence[bytes], make: random.Random) -> tuple[bytes, str]:
    """The bytes after one to four mutations, and their names; `others` are what is spliced in."""
    names = []
    for _ in range(make.choice((1, 1, 1, 2, 2, 3, 4))):
        name, mutation = make.choice(MUTATIONS)
        data = _splice(data, make.choice(others), make) if name == "splice" else mutation(data, make)
        data = data[:MOST]
        names.append(name)
    return data, "+".join(names)


def _at(data: bytes, make: random.Random) -> int:
    return make.randint(0, len(data))


def _piece(data: bytes, make: random.Random) -> tuple[int, int]:
    start = _at(data, make)
    return start, min(len(data), start + int(2 ** make.uniform(0, 14)))


def _flip(data: bytes, make: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(int(2 ** make.uniform(0, 6))):
        if changed:
            changed[make.randrange(len(changed))] ^= 1 << make.randrange(8)
    return bytes(changed)


def _cut(data: bytes, make: random.Random) -> bytes:
    return data[: _at(data, make)]


def _headless(data: bytes, make: random.Random) -> bytes:
    return data[_at(data[:200], make) :]


def _hole(data: bytes, make: random.Random) -> bytes:
    start, end = _piece(data, make)
    return data[:start] + data[end:]


def _again(data: bytes, make: random.Random) -> bytes:
    start, end = _piece(data, make)
    piece = data[start:end]
    times = min(int(2 ** make.uniform(0, 16)), MOST // max(1, len(piece)))
    return data[:start] + piece * times + data[end:]


def _splice(data: bytes, other: bytes, make: random.Random) -> bytes:
    return data[: _at(data, make)] + other[_at(other, make) :]


def _noise(data: bytes, make: random.Random) -> bytes:
    start, end = _piece(data, make)
    return data[:start] + make.randbytes(end - start) + data[end:]


def _oddity(data: bytes, make: random.Random) -> bytes:
    for _ in range(int(2 ** make.uniform(0, 5))):
        place = _at(data, make)
        data = data[:place] + make.choice(ODDITIES) + data[place:]
    return data


def _numbers(data: bytes, make: random.Random) -> bytes:
    wrong = (
        b"0",
        b"-1",
        b"4294967295",
        b"9223372036854775808",
        b"9" * 300,
        b"1e308",
        b"0x7fffffff",
        b"NaN",
        b"1" * 5000,
    )
    return re.sub(rb"\d+", lambda found: make.choice(wrong) if make.random() < 0.3 else found[0], data)


def _lengths(data: bytes, make: random.Random) -> bytes:
    """Four bytes that may be a length, an offset or a count are made as large as can be, or nothing."""
    changed = bytearray(data)
    for _ in range(make.randint(1, 4)):
        place = _at(data, make)
        changed[place : place + 4] = make.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\0", b"\0\0\0\x80"))
    return bytes(changed)


def _entities(data: bytes, make: random.Random) -> bytes:
    place = data.find(b"?>") + 2 if b"?>" in data[:200] else 0
    text = re.sub(rb">([^<]{1,40})", lambda found: b">&k;" if make.random() < 0.3 else found[0], data[place:])
    return data[:place] + _ENTITIES + text


def _tags(data: bytes, make: random.Random) -> bytes:
    """One tag stands many times, opened and never closed."""
    tags: list[bytes] = re.findall(rb"<[A-Za-z][^<>]{0,80}>|[\[{(]", data)
    if not tags:
        return _again(data, make)
    tag = make.choice(tags)
    place = data.find(tag)
    return data[:place] + tag * min(int(2 ** make.uniform(4, 17)), MOST // len(tag)) + data[place:]


def _recoded(data: bytes, make: random.Random) -> bytes:
    coding = make.choice(
        ("utf-16", "utf-16-be", "utf-32", "utf-7", "cp037", "gb18030", "cp1252", "shift_jis", "koi8-r")
    )
    return data.decode("utf-8", "replace").encode(coding, "replace")


def _unquoted(data: bytes, make: random.Random) -> bytes:
    mark = make.choice((b'"', b"'", b"<", b">", b"\\", b"\n", b",", b"&", b"{", b"}"))
    return data.replace(mark, make.choice((b"", mark * 2, mark * 50)), make.randint(1, 200))


MUTATIONS: tuple[tuple[str, Mutation], ...] = (
    ("flip", _flip),
    ("cut", _cut),
    ("headless", _headless),
    ("hole", _hole),
    ("again", _again),
    ("splice", _hole),
    ("noise", _noise),
    ("oddity", _oddity),
    ("numbers", _numbers),
    ("lengths", _lengths),
    ("entities", _entities),
    ("tags", _tags),
    ("recoded", _recoded),
    ("unquoted", _unquoted),
)
"""By name; a splice takes the end of another file (see `mutated`)."""
