"""Pain points in a comparison: those that the to-be resolves carry a tick, the others their severity in dots."""

from collections.abc import Sequence

from journeys.domain.comparing import Pain
from journeys.domain.document import Step
from journeys.domain.words import KIND, NOTE_KIND, Words
from journeys.render.canvas import Canvas
from journeys.render.markers import DIAMOND, PIPS
from journeys.render.notes import MORE, MOST, rating
from journeys.render.picture import Box, Line, Rect
from journeys.render.scene import Scene

TICK = 10.0
_PITCH, _ROW = 21.0, DIAMOND + PIPS + 3
_RESOLVED = Words("gelöst durch {kind} {numbers}", "resolved by {kind} {numbers}")
_OPEN = Words("noch ungelöst", "not resolved yet")


def draw_tick(canvas: Canvas, id: str, x: float, y: float) -> None:
    """A tick 7 points wide and 5 high."""
    canvas.lines.append(Line(id, "tick", ((x, y + 2.5), (x + 2.5, y + 5), (x + 7, y))))


def pain_name(scene: Scene, pain: Pain) -> str:
    """What a pain point is called: „Schmerzpunkt 4“."""
    return f"{scene.say(NOTE_KIND['pain_point'])} {pain.number}"


def pain_fate(scene: Scene, pain: Pain) -> str:
    """What becomes of it: „gelöst durch Soll 2“."""
    if not pain.resolved_by:
        return scene.say(_OPEN)
    numbers = ", ".join(str(one.number) for one in pain.resolved_by)
    return scene.say(_RESOLVED, kind=scene.say(KIND["to_be"]), numbers=numbers)


def pain_said(scene: Scene, pain: Pain) -> str:
    """A pain point in words: its name, text and rating, and what becomes of it."""
    about = ", ".join(filter(None, (rating(scene, pain.note), pain_fate(scene, pain))))
    return f"{pain_name(scene, pain)}: {pain.note.text} ({about})"


class Pains:
    """The markers of one step's pain points, in rows as wide as the card; what is behind the sixth is counted."""

    def __init__(self, scene: Scene, step: Step, pains: Sequence[Pain], room: float) -> None:
        self._scene, self._step, self._pains = scene, step, pains[:MOST]
        self._columns = max(int(room // _PITCH), 1)
        hidden = len(pains) - MOST
        self._more = scene.set(scene.say(MORE, n=hidden), room, 6.5) if hidden > 0 else None
        self._room = room

    @property
    def height(self) -> float:
        rows = -(-len(self._pains) // self._columns)
        return rows * _ROW + (10 if self._more else 0)

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        for n, pain in enumerate(self._pains):
            row, column = divmod(n, self._columns)
            self._draw_one(canvas, pain, x + column * _PITCH, y + row * _ROW)
        if self._more:
            place = Rect(x - 4, y + self.height - 11, self._room + 4, 9)
            canvas.write(f"more.pain-{self._step.id}", "note_more", place, self._more, step=self._step.id)

    def _draw_one(self, canvas: Canvas, pain: Pain, x: float, y: float) -> None:
        is_solved, severity = bool(pain.resolved_by), pain.note.severity or 0
        style = "marker_solved" if is_solved else f"marker_{severity}" if severity else "marker"
        number, key = str(pain.number), f"mark.pain-{pain.note.id}"
        canvas.use("solved" if is_solved else style)
        canvas.box(
            Box(
                key,
                style,
                Rect(x, y, DIAMOND, DIAMOND),
                (number,),
                pain.note.text,
                pain_said(self._scene, pain),
                7.0 if len(number) < 3 else 5.0,
                True,
                align="center",
                shape="diamond",
                step=self._step.id,
                note=pain.note.id,
            )
        )
        if is_solved:
            draw_tick(canvas, f"{key}.tick", x + DIAMOND / 2 - 3.5, y + DIAMOND + 1.5)
        elif severity:
            place = Rect(x, y + DIAMOND, DIAMOND, PIPS)
            dots = ("•" * severity,)
            canvas.box(
                Box(
                    f"{key}.pips",
                    "pips",
                    place,
                    dots,
                    size=7.0,
                    align="center",
                    shape="none",
                    step=self._step.id,
                    decorative=True,
                )
            )
