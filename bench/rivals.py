"""The same journey for other programs that make pictures from text: what they are given, and how they are called.

They are not ours to install: `npm install --prefix FOLDER @mermaid-js/mermaid-cli` with PUPPETEER_SKIP_DOWNLOAD=1, and
`apt-get install plantuml` or its jar alone. MERMAID_CLI leads to `FOLDER/node_modules/.bin/mmdc`, PLANTUML_JAR to the
jar, CHROMIUM to the browser that the first one needs.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from journeys.domain.document import END, Document, Step
from journeys.domain.flow import links
from journeys.render.voice import filled

LANES: dict[str, Callable[[Step], str | None]] = {
    "Was man in der Hand hält": lambda step: step.evidence,
    "Was Bürgerinnen und Bürger tun": lambda step: step.citizen_action,
    "Im Kontakt": lambda step: step.frontstage,
    "Im Hintergrund": lambda step: step.backstage,
    "IT-Systeme": lambda step: " · ".join(step.support_systems),
}
_CHROMIUM = "/usr/bin/chromium"
_JAR = "/usr/share/plantuml/plantuml.jar"


class NotHere(Exception):
    """A rival is not installed; the message is a sentence that says so."""


@dataclass(frozen=True)
class Rival:
    """A program, the text it is given, and the command that makes an SVG of the file with that text."""

    name: str
    file: str
    write: Callable[[Document], str]
    command: Callable[[Path], list[str]]

    def draw(self, folder: Path) -> None:
        """One picture in a process of its own. Raises RuntimeError when none comes out."""
        file = folder / self.file
        made = file.with_suffix(".svg")
        made.unlink(missing_ok=True)
        run = subprocess.run(self.command(file), capture_output=True, cwd=folder)
        if run.returncode or not made.exists() or b"<svg" not in made.read_bytes()[:4000]:
            raise RuntimeError(f"{self.name} made no picture: {run.stdout[-300:]!r} {run.stderr[-300:]!r}")


def filled_cells(document: Document) -> Iterator[tuple[int, Step, str, str]]:
    """Number, step, lane and text of every cell that says something, step by step."""
    for n, step in enumerate(document.journeys[0].steps(), start=1):
        for lane, of in LANES.items():
            if text := filled(of(step)):
                yield n, step, lane, text


def mermaid_text(document: Document) -> str:
    """A flowchart: a frame for each lane, a box for each step's title and cell, an arrow for each link."""
    journey = document.journeys[0]
    number = {step.id: n for n, step in enumerate(journey.steps(), start=1)}
    lanes: dict[str, list[str]] = {
        "Schritt": [f"s{n}[{_quoted(f'{n}. {s.title}')}]" for n, s in enumerate(journey.steps(), 1)]
    }
    down = []
    above: dict[int, str] = {}
    for n, _, lane, text in filled_cells(document):
        key = f"c{list(LANES).index(lane)}_{n}"
        lanes.setdefault(lane, []).append(f"{key}[{_quoted(text)}]")
        down.append(f"{above.get(n, f's{n}')} --> {key}")
        above[n] = key
    frames = [
        f"subgraph l{n}[{_quoted(lane)}]\n" + "\n".join(boxes) + "\nend"
        for n, (lane, boxes) in enumerate(lanes.items())
    ]
    ways = []
    for link in links(journey):
        target = "ende" if link.target == END else f"s{number[link.target]}"
        label = f"|{_quoted(link.condition)}|" if link.condition else ""
        ways.append(f"s{number[link.source]} -->{label} {target}")
    return "\n".join(("flowchart TB", *frames, 'ende(["Ende"])', *ways, *down)) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("&", "&amp;").replace('"', "#quot;") + '"'


def plantuml_text(document: Document) -> str:
    """An activity diagram with a swimlane for each lane, which PlantUML lays out without Graphviz."""
    said: dict[str, list[str]] = {}
    for link in links(document.journeys[0]):
        if link.condition:
            said.setdefault(link.source, []).append(link.condition)
    lines, step_of = ["@startuml", "|Schritt|"], None
    for n, step, lane, text in filled_cells(document):
        if step_of != step.id:
            lines += ["|Schritt|", f":{_plain(f'{n}. {step.title}')};"]
            lines += [f"-> {_plain(condition)};" for condition in said.get(step.id, [])[:1]]
            step_of = step.id
        lines += [f"|{lane}|", f":{_plain(text)};"]
    return "\n".join((*lines, "stop", "@enduml")) + "\n"


def _plain(text: str) -> str:
    """Words wrapped by hand, for PlantUML does not wrap them, without the signs that end an activity."""
    lines, line = [], ""
    for word in text.replace(";", ",").replace("|", "/").split():
        if line and len(line) + len(word) > 26:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\\n".join([*lines, line])


def mermaid(folder: Path) -> Rival:
    """Raises NotHere."""
    program = shutil.which(os.environ.get("MERMAID_CLI") or "mmdc")
    browser = shutil.which(os.environ.get("CHROMIUM") or _CHROMIUM)
    if not program:
        raise NotHere(
            "mermaid-cli was not measured: there is no `mmdc` on the path, and MERMAID_CLI names none."
        )
    if not browser:
        raise NotHere(f"mermaid-cli was not measured: it needs a Chromium, and {_CHROMIUM} is not there.")
    (folder / "browser.json").write_text(json.dumps({"executablePath": browser, "args": ["--no-sandbox"]}))
    (folder / "mermaid.json").write_text(json.dumps({"maxTextSize": 10**7, "maxEdges": 10**5}))
    given = ["-q", "-p", "browser.json", "-c", "mermaid.json"]
    return Rival(
        "mermaid-cli",
        "rival.mmd",
        mermaid_text,
        lambda file: [program, "-i", file.name, "-o", "rival.svg", *given],
    )


def plantuml(folder: Path) -> Rival:
    """Raises NotHere."""
    java = shutil.which("java")
    jar = Path(os.environ.get("PLANTUML_JAR") or _JAR)
    if not java:
        raise NotHere("PlantUML was not measured: there is no `java` on the path.")
    if not jar.is_file():
        raise NotHere(f"PlantUML was not measured: {_JAR} is not there, and PLANTUML_JAR names none.")
    command = [
        java,
        "-Djava.awt.headless=true",
        "-DPLANTUML_LIMIT_SIZE=65536",
        "-jar",
        str(jar),
        "-tsvg",
        "-charset",
        "UTF-8",
    ]
    return Rival("PlantUML", "rival.puml", plantuml_text, lambda file: [*command, file.name])
