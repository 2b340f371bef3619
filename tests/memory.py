"""How much memory a process uses at this moment. Its highest mark would not do: a child begins with its parent's."""

import os
from pathlib import Path

import pytest

STATM = Path("/proc/self/statm")
memory_is_told = pytest.mark.skipif(not STATM.exists(), reason="only Linux says how much memory is used")


def used() -> int:
    """Bytes in memory."""
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
