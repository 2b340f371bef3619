"""The commands of the command line, a module per matter; `journeys.cli` joins them."""
