"""The parts of a service description (XZuFi), a module per matter; `from_xzufi` joins them."""
