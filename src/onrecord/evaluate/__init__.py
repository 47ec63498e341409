"""Scores readings against labelled reports."""
