"""The lanes that a blueprint has besides its own five: the journey's own ones, and the legal basis."""

from collections.abc import Iterator

from journeys.domain.document import Lane, Step
from journeys.domain.words import Words
from journeys.render.cells import cell_row, cells
from journeys.render.grid import GUTTER, Row, Stretch
from journeys.render.scene import Scene

LAW = Words("Rechtsgrundlage", "Legal basis")


def own_rows(scene: Scene, stretch: Stretch) -> Iterator[Row]:
    """A row for each lane that is not hidden, in order; then the legal basis, where some step names one."""
    for lane in scene.own:
        row = cells(scene, stretch, lambda step, lane=lane: _texts(step, lane), GUTTER)  # type: ignore[misc]
        yield cell_row(scene, stretch, f"own.{lane.id}", lane.name, "lane_own", row)
    if "law" in scene.lanes:
        row = cells(scene, stretch, lambda step: step.legal_basis, GUTTER)
        yield cell_row(scene, stretch, "law", scene.say(LAW), "lane_law", row)


def _texts(step: Step, lane: Lane) -> tuple[str, ...]:
    return tuple(said.text for said in step.in_lanes if said.lane == lane.id)
