"""Programs that stand in for Graphviz and misbehave: real processes, written to a folder as `dot`."""

import sys
from pathlib import Path

BODIES = {
    "fails": "import sys; sys.stdin.read(); sys.stderr.write('Error: out of ink\\n'); sys.exit(1)",
    "says nothing": "import sys; sys.stdin.read()",
    "does not listen": "import sys; print('<svg/>')",
    "dies": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "hangs": "import time; time.sleep(600)",
    "writes without end": "while True: print('<g/>' * 1000)",
    "complains without end": "import sys\nwhile True: sys.stderr.write('no! ' * 1000)",
    "drips": "import time\nwhile True: print('x', flush=True); time.sleep(0.05)",
    "ignores the end": (
        "import os, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "if os.fork() == 0 and os.fork() == 0: time.sleep(600)\n"
        "time.sleep(600)"
    ),
    "leaves a child behind": "import os, sys, time\nif os.fork() == 0: time.sleep(600)\nprint('<svg/>')",
    "leaves a silent child behind": (
        "import os, sys, time\n"
        "if os.fork() == 0:\n"
        "    for fd in range(3): os.close(fd)\n"
        "    time.sleep(600)\n"
        "print('<svg/>')"
    ),
}


def fake_dot(folder: Path, does: str) -> Path:
    """A program `dot` in `folder` that does what `BODIES` says, after noting its process group in `folder/groups`."""
    return written(folder, BODIES[does])


def written(folder: Path, body: str) -> Path:
    program = folder / "dot"
    note = f"import os\nwith open({str(folder / 'groups')!r}, 'a') as f: f.write(f'{{os.getpgid(0)}}\\n')\n"
    program.write_text(f"#!{sys.executable} -SE\n{note}{body}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def groups(folder: Path) -> list[int]:
    """The process groups of all runs so far."""
    file = folder / "groups"
    return [int(line) for line in file.read_text().split()] if file.exists() else []
