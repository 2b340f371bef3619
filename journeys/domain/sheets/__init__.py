"""A document as tables: which sheets and columns, and how each value stands in a cell. Writing and reading go by it."""
