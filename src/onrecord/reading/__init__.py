"""Marks spans in a text: who is named, what is quoted, which move is made, when."""
