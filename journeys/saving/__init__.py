"""Saving and bringing back: one file that holds everything of either database, and no secret key."""
