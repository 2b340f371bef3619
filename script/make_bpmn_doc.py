"""Writes the table in docs/format/bpmn.md anew: .venv/bin/python script/make_bpmn_doc.py"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.render.bpmn_table import FILE, renewed

if __name__ == "__main__":
    FILE.write_text(renewed(FILE.read_text("utf-8")), "utf-8")
