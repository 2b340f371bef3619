"""Where the files beside the code lie: in a checkout next to the package, in an installed wheel inside it."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def place(name: str) -> Path:
    """The folder or file `name` (such as `templates` or `docs/help`) of this installation.

    Raises FileNotFoundError when neither a checkout nor a wheel holds it.
    """
    for root in (PACKAGE / "_places", PACKAGE.parent):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(
        f"{name} is missing from this installation; run script/setup or install the wheel again"
    )
