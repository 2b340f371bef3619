"""LibreOffice as a reader of our files: opens one without asking and gives back what it would print."""

import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 120
FILTERS = {".xlsx": "calc_pdf_Export", ".csv": "calc_pdf_Export", ".pptx": "impress_pdf_Export"}


def to_pdf(path: Path) -> bytes:
    """The file as PDF; raises AssertionError with what LibreOffice said when it could not open it.

    A folder of its own for its settings lets several run at once and leaves those of the machine alone. A file that
    needs repair is not converted: without somebody to ask, LibreOffice gives up on it.
    """
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: apt-get install libreoffice-calc libreoffice-impress"
    with tempfile.TemporaryDirectory() as folder:
        command = [
            *(program, "--headless", "--norestore", "--nolockcheck", "--nodefault"),
            f"-env:UserInstallation=file://{folder}/profile",
            *("--convert-to", f"pdf:{FILTERS[path.suffix]}", "--outdir", folder, str(path)),
        ]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        made = Path(folder) / f"{path.stem}.pdf"
        assert made.exists(), f"{path.name}: {ended.stdout} {ended.stderr}"
        return made.read_bytes()
