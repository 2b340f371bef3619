"""A journey's own lanes: adding, naming, showing, hiding, taking away and bringing back."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from journeys.domain.arranging import new_ref
from journeys.domain.editing import edit, locked, locked_service
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.journeys import Journey, Lane
from journeys.domain.schema import schema_findings
from journeys.domain.tables import now
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.settings import LANES

NAMELESS = Words("Bitte geben Sie der Bahn einen Namen.", "Please name the lane.")
KINDLESS = Words("Bitte wählen Sie, worum es in der Bahn geht.", "Please choose what the lane is about.")
FULL = Words(
    f"Diese Reise hat schon {LANES.value} eigene Bahnen; mehr sind nicht möglich.",
    f"This journey has {LANES.value} lanes of its own already; more are not possible.",
)


def lanes_of(session: Session, journey: Journey) -> list[Lane]:
    """The journey's own lanes in order, hidden ones too."""
    mine = select(Lane).where(Lane.journey_id == journey.id, col(Lane.deleted_at).is_(None))
    return list(session.exec(mine.order_by(col(Lane.position), col(Lane.id))))


def find_lane(session: Session, journey: Journey, id: int) -> Lane:
    """The journey's lane with this number, deleted or not; raises Unknown."""
    lane = session.get(Lane, id)
    if lane is None or lane.journey_id != journey.id:
        raise Unknown(f"lane {id} of journey {journey.id}")
    return lane


def add_lane(session: Session, journey_id: int, said: Mapping[str, Any]) -> Lane:
    """A new lane below the others; raises Refused with everything that somebody has to mend."""
    journey, records = locked(session, "journeys", journey_id)
    plain = {"id": new_ref("b"), **_checked(said)}
    here = [lane for lane in records.of(Lane, "journey_id", journey) if records.is_live(lane)]
    if len(here) >= LANES.value:
        raise Refused([Finding("name", FULL)])
    wrong = [*schema_findings(plain, "lane"), *typed_findings(plain)]
    if wrong:
        raise Refused(wrong)
    behind = max((lane.position + 1 for lane in records.of(Lane, "journey_id", journey)), default=0)
    ids = {"service_id": journey.service_id, "journey_id": journey.id, "position": behind}
    lane = Lane(**ids, ref=plain["id"], name=plain["name"], kind=plain["kind"], hidden=plain.get("hidden"))
    records.add(lane)
    records.service.changes += 1
    session.flush()
    return lane


def change_lane(session: Session, id: int, revision: int, said: Mapping[str, Any]) -> Lane:
    """Change name and kind of a lane, and whether it is drawn; raises Stale, and Refused like `add_lane`."""
    checked = _checked(said)
    lane: Lane = edit(session, "lanes", id, revision, {"hidden": None, **checked})
    return lane


def delete_lane(session: Session, id: int) -> Lane:
    """Take a lane away, with what steps say in it; `restore_lane` undoes it."""
    lane, records = locked(session, "lanes", id)
    lane.deleted_at = now()
    records.service.changes += 1
    session.flush()
    return lane  # type: ignore[no-any-return]


def restore_lane(session: Session, id: int) -> Lane:
    """Bring a deleted lane back, with what steps said in it."""
    lane = session.get(Lane, id)
    if lane is None:
        raise Unknown(f"lane {id}")
    service = locked_service(session, lane.service_id)
    session.refresh(lane)
    lane.deleted_at = None
    service.changes += 1
    session.flush()
    return lane


def _checked(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said, without what is not."""
    name = required("name", said.get("name"), NAMELESS)
    if not said.get("kind"):
        raise Refused([Finding("kind", KINDLESS)])
    return {"name": name, "kind": said["kind"]} | ({"hidden": True} if said.get("hidden") else {})
