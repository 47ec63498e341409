"""Twelve reports of one invented negotiation, kept as package data; README.md says what each of them holds."""
