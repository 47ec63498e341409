"""The record over HTTP: one interface under the desk's pages, for the commands and for anybody's programs."""
