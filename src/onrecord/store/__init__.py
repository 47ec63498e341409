"""Keeps records: schema, writing, asking."""
