"""Hostile file number so-and-so: which it is depends on its number and the seed alone."""

import random
from dataclasses import dataclass

from evals.hostile import archives, packed, papers, writings
from evals.hostile.made import Maker
from evals.hostile.mutate import mutated
from evals.hostile.samples import samples

MAKERS: tuple[Maker, ...] = (
    archives.bomb,
    archives.bomb_within,
    archives.nested_archives,
    archives.overlapping_zip,
    archives.many_members,
    archives.path_tricks,
    archives.tar_sizes,
    papers.odd_pdf,
    papers.odd_word,
    papers.odd_rtf,
    writings.entities,
    writings.deep_markup,
    writings.deep_json,
    writings.odd_table,
    writings.odd_warc,
    writings.odd_text,
    writings.noise,
)
_MADE = 0.35
_WITHIN = 0.6
_PACKED = 0.12


@dataclass(frozen=True)
class Case:
    """A file, the kind it is of or was made from, and what was done to it."""

    number: int
    kind: str
    how: str
    data: bytes


def case(number: int, folder: str, seed: int = 1) -> Case:
    """The file of a number; `folder` is where the secret lies that nothing may read.

    >>> case(7, "/nowhere").data == case(7, "/nowhere").data
    True
    """
    make = random.Random(f"{seed}:{number}")
    if make.random() < _MADE:
        maker = MAKERS[number % len(MAKERS)]
        return Case(number, maker.__name__.replace("_", " "), "made", maker(make, folder))
    known = samples()
    sample = known[number % len(known)]
    others = [one.data for one in known]
    if sample.core is not None and sample.wrap is not None and make.random() < _WITHIN:
        core, how = mutated(sample.core, [one.core or one.data for one in known], make)
        data, how = sample.wrap(core), f"inside: {how}"
    else:
        data, how = mutated(sample.data, others, make)
    if make.random() < _PACKED:
        name = make.choice(sorted(packed.compressions()))
        data, how = packed.compressions()[name](data), f"{how}, {name}"
    return Case(number, sample.kind, how, data)
