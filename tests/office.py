"""LibreOffice as a reader of our files: what it cannot open without asking, nobody should be sent."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
SECONDS = 180


def to_pdf(path: Path) -> bytes:
    """The file as PDF, by a LibreOffice with a profile of its own; fails with what it said where there is no PDF."""
    assert PROGRAM, "LibreOffice is missing: see script/test"
    with TemporaryDirectory(prefix="office-") as name:
        folder = Path(name)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        call = [PROGRAM, profile, "--headless", "--convert-to", "pdf", "--outdir", name, str(path)]
        done = subprocess.run(call, capture_output=True, text=True, timeout=SECONDS, check=False)
        made = folder / f"{path.stem}.pdf"
        assert done.returncode == 0 and made.is_file(), f"{path.name}: {done.stdout}{done.stderr}"
        return made.read_bytes()
