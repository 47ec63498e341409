"""Benchmarks: what reading and keeping costs, by stage, length, tool, workers and size (docs/bench.md)."""
