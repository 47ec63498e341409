"""Answers one question per file as plain data ready to show."""
