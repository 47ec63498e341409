"""Spreads the reading of many reports over a cluster, in Arrow batches, and goes on where it was stopped."""
