"""Who reads: the versions that decide what a record holds. Workers elsewhere must have the same ones."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

import msgspec

from onrecord.reading.known.entry import Entry
from onrecord.reading.reader import default_reader
from onrecord.version import __version__

_EXACT = ("onnxruntime", "tokenizers", "trafilatura")
"""Other versions of these may read otherwise: pyproject.toml names them exactly."""


class Readers(msgspec.Struct, frozen=True, kw_only=True):
    """The versions of onrecord and of what it reads with, and the SHA-256 of model and word lists."""

    onrecord: str
    models: dict[str, str]
    libraries: dict[str, str]

    def differences(self, other: "Readers") -> list[str]:
        """What differs, as "name: theirs, here ours"; `other` is theirs.

        >>> ours = Readers(onrecord="2", models={}, libraries={})
        >>> ours.differences(Readers(onrecord="1", models={}, libraries={}))
        ['onrecord 1, here 2']
        """
        ours, theirs = self._named(), other._named()
        return [
            f"{name} {theirs.get(name, 'none')}, here {ours.get(name, 'none')}"
            for name in sorted({*ours, *theirs})
            if ours.get(name) != theirs.get(name)
        ]

    def _named(self) -> dict[str, str]:
        hashes = {f"model {name}": digest[:12] for name, digest in self.models.items()}
        return {"onrecord": self.onrecord, **self.libraries, **hashes}


def readers(actors: tuple[Entry, ...] = ()) -> Readers:
    """Those of this process. Raises `ReadingError` 392 where a part of the model cannot be used."""
    return Readers(
        onrecord=__version__,
        models=dict(sorted(default_reader(actors).models.items())),
        libraries={name: _version(name) for name in _EXACT},
    )


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
