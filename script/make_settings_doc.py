"""Writes docs/settings.md out of the tables in journeys/settings.py: .venv/bin/python script/make_settings_doc.py"""

from pathlib import Path

from journeys.settings import LIMITS, SETTINGS

FILE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
INTRODUCTION = """\
# Settings and limits

Made by `script/make_settings_doc.py` from the tables in `journeys/settings.py`; change it there.
"""


def text() -> str:
    """The whole file."""
    settings = [f"| `{s.name}` | {f'`{s.default}`' if s.default else ''} | {s.sentence} |" for s in SETTINGS]
    limits = [f"| `{name}` | {limit.value:,} | {limit.sentence} |" for name, limit in LIMITS.items()]
    tables = (
        ("Environment", "Variable", "Default", settings),
        ("Limits", "Limit", "Value", limits),
    )
    parts = [INTRODUCTION]
    for heading, first, second, rows in tables:
        parts.append(
            "\n".join([f"## {heading}", f"| {first} | {second} | What it does |", "|---|---|---|", *rows, ""])
        )
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(text())
