"""The service blueprint: what citizens hold and do, what the office does in contact and behind, and its lines."""

from collections.abc import Callable, Mapping
from itertools import pairwise

from journeys.domain.document import Step
from journeys.domain.words import Words
from journeys.render.canvas import Canvas
from journeys.render.cells import Cells, cell_row, cells, channel_row, draw_cells, tallest, time_row
from journeys.render.flow_drawing import Flow, draw_flow, plan_flow
from journeys.render.grid import GUTTER, Plan, Row, Stretch
from journeys.render.heads import phase_row, step_row
from journeys.render.markers import marker_row
from journeys.render.own_lanes import own_rows
from journeys.render.picture import Box, Line, Rect
from journeys.render.scene import Scene

EVIDENCE = Words("Was man in der Hand hält", "What one holds in hand")
DOCUMENTS = Words("Unterlagen", "Documents")
CITIZEN = Words("Was Bürgerinnen und Bürger tun", "What citizens do")
FRONTSTAGE = Words("Im Kontakt ({staff})", "In contact ({staff})")
BACKSTAGE = Words("Im Hintergrund", "Behind the scenes")
SYSTEMS = Words("IT-Systeme", "IT systems")
INTERACTION = Words("Linie des Kontakts", "Line of interaction")
VISIBILITY = Words("Sichtbarkeitslinie", "Line of visibility")
INTERNAL = Words("Interne Kontaktlinie", "Line of internal interaction")
_PASSING = Words("geht weiter ohne die Bürgerin oder den Bürger", "goes on without the citizen")
Texts = Callable[[Step], tuple[str, ...]]
_RULE, _PASSING_HEIGHT = 14.0, 7.0


def plan_blueprint(scene: Scene, stretch: Stretch) -> Plan:
    """The blueprint's rows for one band."""
    front = cells(scene, stretch, lambda step: (step.frontstage or "",), GUTTER)
    back = cells(scene, stretch, lambda step: (step.backstage or "",), GUTTER)
    systems = cells(scene, stretch, lambda step: step.support_systems, GUTTER)
    citizen = cells(scene, stretch, lambda step: (step.citizen_action or "",), GUTTER)
    rows = [
        phase_row(scene, stretch),
        step_row(scene, stretch, coded=True),
        channel_row(scene, stretch, 7.0),
        marker_row(scene, stretch),
        _lane(scene, stretch, "evidence", EVIDENCE, lambda step: (step.evidence or "",)),
        _documents(scene, stretch),
        _citizen_row(scene, stretch, citizen),
        _rule(scene, "interaction", INTERACTION, "separator"),
        cell_row(scene, stretch, "frontstage", scene.say(FRONTSTAGE), "lane_frontstage", front),
        _rule(scene, "visibility", VISIBILITY, "separator_strong"),
        cell_row(scene, stretch, "backstage", scene.say(BACKSTAGE), "lane_backstage", back),
        _rule(scene, "internal", INTERNAL, "separator"),
        cell_row(scene, stretch, "systems", scene.say(SYSTEMS), "lane_systems", systems),
        *own_rows(scene, stretch),
        time_row(scene, stretch),
    ]
    lanes = {"citizen": citizen, "frontstage": front, "backstage": back, "systems": systems}

    def across(canvas: Canvas, places: Mapping[str, Rect]) -> None:
        _draw_across(canvas, stretch, lanes, places)

    return Plan(stretch, tuple(row for row in rows if row is not None), across, splittable=True, listed=True)


def _lane(scene: Scene, stretch: Stretch, key: str, name: Words, texts: Texts) -> Row:
    row = cells(scene, stretch, texts, GUTTER)
    return cell_row(scene, stretch, key, scene.say(name), f"lane_{key}", row)


def _documents(scene: Scene, stretch: Stretch) -> Row | None:
    """What one has to bring; no lane when the journey names nothing."""
    if "documents" not in scene.lanes:
        return None
    row = cells(scene, stretch, lambda step: step.documents, GUTTER)
    return cell_row(scene, stretch, "documents", scene.say(DOCUMENTS), "lane_evidence", row)


def _rule(scene: Scene, key: str, name: Words, style: str) -> Row:
    return Row(key, scene.say(name), "", _RULE, lambda canvas, place: None, rule=style)


def _citizen_row(scene: Scene, stretch: Stretch, row: Cells) -> Row:
    """The citizen's lane with the channel for ways on top of its boxes."""
    flow = plan_flow(scene, stretch)
    height = max(tallest(row), 24.0)

    def draw(canvas: Canvas, place: Rect) -> None:
        top = place.bottom - 10.0 - height
        draw_cells(canvas, scene, stretch, "citizen", scene.say(CITIZEN), row, top, height)
        _draw_passing(canvas, scene, stretch, row, top + height / 2)
        _draw_ways(canvas, flow, top)

    return Row("citizen", scene.say(CITIZEN), "lane_citizen", flow.height + height + 20, draw)


def _draw_passing(canvas: Canvas, scene: Scene, stretch: Stretch, row: Cells, middle: float) -> None:
    """A thin bar where the citizen does nothing but the journey goes on: ways need a place to hold on to."""
    for column, step, _ in stretch.steps():
        if column not in row:
            x, width = stretch.inner(column)
            place = Rect(x, middle - _PASSING_HEIGHT / 2, width, _PASSING_HEIGHT)
            title = scene.say(_PASSING)
            canvas.box(
                Box(f"passing-{step.id}", "passing", place, title=title, step=step.id, decorative=True)
            )
            canvas.use("passing")


def _draw_ways(canvas: Canvas, flow: Flow, top: float) -> None:
    by_id = {box.id: box for box in canvas.boxes}
    boxes = {}
    for column, step, _ in flow.stretch.steps():
        boxes[column] = by_id.get(f"citizen-{step.id}") or by_id[f"passing-{step.id}"]
    draw_flow(canvas, flow, boxes, top)


def _draw_across(
    canvas: Canvas, stretch: Stretch, lanes: Mapping[str, Cells], places: Mapping[str, Rect]
) -> None:
    """Arrows down the middle of a column between the cells that are filled. Where the lanes stand on two sheets, the
    arrow leaves at the foot of the one and comes in at the head of the other."""
    by_id = {box.id: box for box in canvas.boxes}
    head, foot = _edges(places)
    for column, step, _ in stretch.steps():
        x = stretch.middle(column)
        filled = [f"{lane}-{step.id}" for lane, row in lanes.items() if column in row]
        for upper, lower in pairwise(filled):
            above, below = by_id.get(upper), by_id.get(lower)
            if above or below:
                start = above.rect.bottom if above else head
                points = ((x, start), (x, below.rect.y if below else foot))
                ends = (upper if above else None, lower if below else None)
                canvas.use("across")
                canvas.lines.append(Line(f"down.{lower}", "across", points, True, *ends))


def _edges(places: Mapping[str, Rect]) -> tuple[float, float]:
    """Where the lanes of a sheet begin, under the heads of the columns, and where they end."""
    rows = list(places.values())
    heads = places["steps"]
    return heads.bottom, rows[-1].bottom
