"""Bürgerreise: design digital public services from the human to the technology."""

__version__ = "0.1.0"
