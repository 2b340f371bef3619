"""The service page when the database holds a hundred times as much: what is not asked for must not cost."""

from functools import partial

from bench.drawing import Row, _good, a_long_document, ms, ratio, seconds
from bench.server import Caller
from journeys.domain.document import Document, Need, Step
from journeys.domain.projects import create_project
from journeys.domain.showing import first_journey
from journeys.domain.storing import add_service

STEPS, NOTES_EACH = 10, 20


def growth_rows(caller: Caller, few: int, many: int, rounds: int) -> list[Row]:
    """The page of one service with `few` services in the database and with `many`, each of 10 steps and 20 notes."""
    base, rows = [], []
    for count in (few, many):
        service_id, journey_id = _filled_up_to(caller, count)
        page = f"/services/{service_id}"
        pages = {"page with picture": page, "page with list": f"{page}/journeys/{journey_id}/list"}
        for n, (name, address) in enumerate(pages.items()):
            _good(caller, address)
            times = [seconds(partial(_good, caller, address)) for _ in range(rounds)]
            if count == few:
                base.append(times)
            rows.append((name, str(count), str(count * NOTES_EACH), ms(times), ratio(times, base[n])))
    return rows


def _filled_up_to(caller: Caller, count: int) -> tuple[int, int]:
    """So many services in all; the number of the first that was added, and of its journey."""
    document, first = _a_document(), 0
    with caller.database.writing() as session:
        project = create_project(session, f"Bis {count}")
        for n in range(count):
            service = add_service(session, project, document.model_copy(update={"id": f"dienst-{n}"}))
            first = first or service.id
        return first, first_journey(session, first).id


def _a_document() -> Document:
    """Ten steps with two notes each."""
    whole = a_long_document(STEPS)
    journey = whole.journeys[0]
    phases = tuple(
        phase.model_copy(update={"steps": tuple(map(_with_two_notes, phase.steps))})
        for phase in journey.phases
    )
    again = journey.model_copy(update={"phases": phases})
    return whole.model_copy(update={"journeys": (again,), "unsorted_notes": ()})


def _with_two_notes(step: Step) -> Step:
    pains = step.pain_points[:1]
    needs = _needs(step.id, 2 - len(pains))
    return step.model_copy(update={"pain_points": pains, "quotes": (), "needs": needs})


def _needs(step: str, count: int) -> tuple[Need, ...]:
    return tuple(Need(id=f"{step}-bedarf-{n}", text=f"Was hier fehlt, zum {n + 1}.") for n in range(count))
