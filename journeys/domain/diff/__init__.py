"""What changed between two documents: complete, so that the first with its changes is the second."""
