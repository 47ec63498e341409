"""Compressed files and archives taken apart, member by member, within limits; nothing is ever written."""
