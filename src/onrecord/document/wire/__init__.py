"""Formats of news agencies: what wire reports have in common, NITF, the older NewsML."""
