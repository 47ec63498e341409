"""The short form of `python -m evals.durability`: kills and a full disk, with nothing acknowledged lost."""

from pathlib import Path

import pytest
from evals import durability, durability_damage
from evals.durability_full import full
from evals.durability_kills import Lost, _after_adding, _after_correcting, kills


@pytest.mark.parametrize("mode", ["migrate"])
def test_a_kill_at_any_moment_loses_nothing(mode: str, tmp_path: Path) -> None:
    found = kills(mode, 1, tmp_path / mode)
    assert (found["kills"], found["lost"]) == (1, 0)


def test_what_is_lost_would_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "talks.duckdb"
    durability_damage.record(path, reports=6)
    with pytest.raises(Lost):
        _after_adding(path, [{"kept": ["0" * 64]}])
    with pytest.raises(Lost):
        _after_correcting(path, [{"corrected": [99, "0" * 64, "denied"]}])
    # A run in which nothing was acknowledged shows nothing.
    assert durability.is_lost({"kills": [{"lost": 0, "acknowledged": 0}]})


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    found = full(tmp_path)
    assert found["said"]["add"] == "E412"
    assert found["said"]["backup"] == "E473"
    assert (found["lost"], found["whole"], found["left of copies"]) == (0, True, [])
    assert found["completed with space"]


def test_damage_is_told_and_crashes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "whole.duckdb"
    durability_damage.record(path, reports=3)
    found = durability_damage.flips(path, 3, tmp_path / "spoilt")
    assert found["tried"] == 3
    assert not durability.is_lost({"damage": [found]})
    assert durability.is_lost({"damage": [{**found, "untold": 1}]})
