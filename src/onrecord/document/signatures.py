"""What bytes are by how they begin: forms that are read, and things that no report can be read from."""

from typing import Final

READ: Final[tuple[tuple[bytes, str], ...]] = ((b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"PAR1", "parquet"))
"""Beginnings of forms that are told by them alone; the form's name stands beside each."""

REFUSED: Final[tuple[tuple[bytes, str], ...]] = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a sound"),
    (b"OggS", "a sound"),
    (b"ID3", "a sound"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ARROW1", "an Arrow file"),
    (b"SQLite format 3", "a SQLite database"),
)
"""Beginnings of what is refused, each with what it is."""
