"""Brings bytes in and says where, when and how they came."""
