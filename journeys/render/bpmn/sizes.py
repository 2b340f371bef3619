"""How large things are in a BPMN diagram, in the pixels of its plane: fixed sizes, and boxes that their text needs.

Modellers set names in Arial at 12 and labels beside shapes at 11 pixels, with lines of 1.2 times that.
"""

from journeys.render.text import passage

HEAD = 30.0
"""The strip with the name of a pool or lane."""
TASK, EVENT, GATEWAY = 154.0, 36.0, 50.0
PAPER = (36.0, 50.0)
LABEL, NOTE, SHEET = 105.0, 176.0, 140.0
SHEET_ROOM = 60.0
"""What a column is wider for documents under a task, beside the messages that leave there."""
NAME_SIZE, LABEL_SIZE, LEADING = 12.0, 11.0, 1.2
_PAD = 7.0
SLOTS = {
    "start": EVENT + 50,
    "join": GATEWAY + 32,
    "task": TASK + 46,
    "wait": EVENT + 72,
    "split": GATEWAY + LABEL + 14,
    "end": EVENT + 42,
}
"""The places in a column, in their order, with the room to the next."""
SHAPE = {
    "start": (EVENT, EVENT),
    "join": (GATEWAY, GATEWAY),
    "task": (TASK, 70.0),
    "wait": (EVENT, EVENT),
    "split": (GATEWAY, GATEWAY),
    "end": (EVENT, EVENT),
}


def task_height(name: str, language: str) -> float:
    """A task with its sign in the corner; a line more than we need, since others break words otherwise."""
    lines = len(passage(name, TASK - 2 * _PAD, NAME_SIZE, language=language).lines)
    return max(SHAPE["task"][1], (lines + 1) * NAME_SIZE * LEADING + 2 * _PAD + 22)


def label_width(text: str, width: float, language: str) -> float:
    """What of a width a label takes: one that begins beside a line should not stand in the middle of nowhere."""
    return min(width, passage(text, width, LABEL_SIZE, language=language).width + 4)


def label_height(text: str, width: float, language: str) -> float:
    lines = len(passage(text, width, LABEL_SIZE, language=language).lines)
    return lines * LABEL_SIZE * LEADING + 2


def note_height(text: str, language: str) -> float:
    lines = len(passage(text, NOTE - 2 * _PAD, NAME_SIZE, limit=10_000, language=language).lines)
    return (lines + 0.5) * NAME_SIZE * LEADING + 2 * _PAD
