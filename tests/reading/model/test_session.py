import hashlib
from importlib import resources

import msgspec
import pytest

from onrecord.errors import ReadingError
from onrecord.reading.model.pieces import windows
from onrecord.reading.model.session import HEADS, NOTES, TOKENIZER, WEIGHTS, Model, packaged

FOLDER = resources.files("onrecord.reading.model") / "weights"


def files() -> list[bytes]:
    return [(FOLDER / name).read_bytes() for name in (WEIGHTS, NOTES, TOKENIZER)]


def test_the_packaged_model_is_the_one_its_notes_describe() -> None:
    weights, notes, _ = files()
    assert hashlib.sha256(weights).hexdigest() == msgspec.json.decode(notes)["sha256"]
    assert packaged() is packaged()


@pytest.mark.parametrize("broken", [0, 2])
def test_another_file_than_the_described_one_is_not_read_with(broken: int) -> None:
    given = files()
    given[broken] += b" "
    with pytest.raises(ReadingError, match="E392") as caught:
        Model(*given)
    assert caught.value.number == 392


@pytest.mark.parametrize(
    "change", [{"limit": 512}, {"mentions": ["O"]}, {"steps": "none"}, {"unheard_of": 1}], ids=lambda c: next(iter(c))
)
def test_notes_of_another_version_are_told_of(change: dict[str, object]) -> None:
    weights, notes, tokenizer = files()
    with pytest.raises(ReadingError, match="E392"):
        Model(weights, msgspec.json.encode(msgspec.json.decode(notes) | change), tokenizer)


def test_weights_stay_small() -> None:
    assert sum(len(data) for data in files()) < 40_000_000


def test_a_window_gives_scores_for_each_of_its_pieces() -> None:
    model = packaged()
    (pieces,) = windows("Odra Venn said that the bridge is shut.", model.tokenizer, [])
    outputs = model.read(pieces)
    for head in HEADS:
        assert getattr(outputs, head).shape[-2] == len(pieces)
    for head in ("cues", "sources", "same"):
        assert getattr(outputs, head).shape[1] == len(pieces)
