"""Turns marks into actors, statements and moves, each with its evidence."""
