"""Tests of what training rests on; none of them trains."""
