"""Turns bytes into one fixed text with title, outlet, dates and blocks."""
