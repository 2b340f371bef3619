"""Review: states of a service that are kept, what people say about them, and who approves them."""
