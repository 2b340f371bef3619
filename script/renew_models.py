"""Writes the layout models in tests.render.kept/ anew: .venv/bin/python script/renew_models.py

Look at the pictures first and at the difference afterwards: the models say what was meant.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.render.kept import renew

if __name__ == "__main__":
    for name in renew():
        print(f"changed: {name}")
