"""Runs the rooms in order and spreads the work over processes."""
