"""The draft of an as-is journey out of the text about the course of the procedure."""

import re
from typing import Any

from journeys.domain.intake.markup import Block
from journeys.domain.intake.xzufi import words
from journeys.domain.intake.xzufi.parts import Notice
from journeys.domain.naming import Marks
from journeys.settings import TEXT, TITLE

COURSE, DOCUMENTS = "11", "08"
PHASE = words.MODULES[COURSE]
HEADLINE = 120
"""Characters that the heading of a phase may have; a longer paragraph is a step."""
SHORT = 80
CITIZEN = re.compile(r"\b(?:Sie|Ihnen|Ihren?|Ihrem|Ihrer)\b")
OFFICE = re.compile(r"^(?:Die|Das|Der|Eine|Ihre)\s(?:\w+\s){0,2}\w*(?:behörde|amt|stelle|verwaltung)\b", re.I)
HANDS_IN = (
    re.compile(r"unterlagen|nachweis|einreich|reichen\b|vorleg|legen\b", re.IGNORECASE),
    re.compile(r"antrag|formular", re.IGNORECASE),
)
SENTENCE = re.compile(r"(?<=[.;:!?])\s+(?=[A-ZÄÖÜ])")


def draft(blocks: list[Block], documents: list[str], notice: Notice) -> list[dict[str, Any]]:
    """Phases with steps, as plain values: a heading or a paragraph before a list begins a phase, everything else is a
    step. The documents stand at the first step that speaks of handing something in, else at the first."""
    place = words.module(COURSE)
    if not blocks:
        notice.unclear(place, words.NO_COURSE)
        if documents:
            notice.left_out(words.module(DOCUMENTS), words.DOCUMENTS_NOWHERE)
        return []
    phases = _phases(blocks)
    notice.unclear(place, words.DRAFTED)
    _put_documents([step for phase in phases for step in phase["steps"]], documents, notice)
    return phases


def _phases(blocks: list[Block]) -> list[dict[str, Any]]:
    marks, names = Marks("x"), Marks("xp")
    found: list[tuple[str, list[str]]] = [(PHASE, [])]
    for block in blocks:
        if block.kind in ("heading", "intro") and len(block.text) <= HEADLINE:
            found.append((block.text.rstrip(": "), []))
        else:
            found[-1][1].append(block.text)
    # A heading that nothing follows is a step of what came before.
    joined: list[tuple[str, list[str]]] = []
    for name, texts in found:
        if texts or not joined:
            joined.append((name, texts))
        else:
            joined[-1][1].append(name)
    full = [(name, texts) for name, texts in joined if texts]
    return [
        {"id": names.of(name), "name": name, "steps": [_step(text, marks.of(text)) for text in texts]}
        for name, texts in full
    ]


def _step(text: str, ref: str) -> dict[str, Any]:
    text = text if len(text) <= TEXT.value else text[: TEXT.value - 1] + "…"
    title = _title(text)
    step: dict[str, Any] = {"id": ref, "title": title}
    if OFFICE.match(text):
        step |= {"actor": "clerk"}
    elif CITIZEN.search(text):
        step |= {"actor": "citizen"}
    if title != text.rstrip("."):
        step["backstage" if step.get("actor") == "clerk" else "citizen_action"] = text
    return step


def _title(text: str) -> str:
    """The whole text where it is short, else its first sentence, else its first words."""
    for whole in (text, SENTENCE.split(text, maxsplit=1)[0]):
        if len(whole) <= SHORT:
            return whole.rstrip(".:; ") or whole[: TITLE.value]
    cut = text[:SHORT].rpartition(" ")[0] or text[:SHORT]
    return f"{cut.rstrip(',.:; ')} …"


def _put_documents(steps: list[dict[str, Any]], documents: list[str], notice: Notice) -> None:
    if not documents:
        return
    said = [(step, step.get("citizen_action", step["title"])) for step in steps]
    told = [step for speaks in HANDS_IN for step, text in said if speaks.search(text)]
    step = (told or steps)[0]
    step["documents"] = [
        notice.short(words.module(DOCUMENTS), each, TEXT.value) for each in dict.fromkeys(documents)
    ]
    notice.unclear(words.module(DOCUMENTS), words.documents_at(step["title"]))
