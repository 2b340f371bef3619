"""The read API under /api/v1/: what other programs read of a project, with a token and without a session."""
