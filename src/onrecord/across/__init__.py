"""Ties records together: copies, stories, identities, occurrences, claims. Pure functions over records; no database."""
