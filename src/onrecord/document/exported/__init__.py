"""Exports of news databases: their articles and the labels in them."""
