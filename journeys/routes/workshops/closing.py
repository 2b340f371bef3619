"""The end of a workshop: what was heard, to be read aloud, and what is left for the moderation to do."""

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from journeys.domain.workshops.asking import answers_for_all
from journeys.domain.workshops.board import people
from journeys.domain.workshops.figures import FEWEST
from journeys.domain.workshops.heard import KINDS, foremost, heard, still_open
from journeys.domain.workshops.moods import MOODS, group_mood
from journeys.domain.workshops.planning import agenda_of, find_workshop
from journeys.domain.workshops.steps import places_of_journey
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.workshops.frame import frame

bp = Blueprint("closing", __name__)


@bp.get("/workshops/<int:workshop_id>/result")
@needs("read workshop")
def page(workshop_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        chapters, group = heard(session, workshop), people(session, workshop).taking_part
        values = {
            **frame(session, workshop),
            "kinds": KINDS,
            "moods": MOODS,
            "heard": chapters,
            "foremost": foremost(chapters),
            "count": sum(len(chapter.cards) for chapter in chapters),
            "answers": answers_for_all(session, workshop),
            "results": [item for item in agenda_of(session, workshop.id) if item.result.strip()],
            "group_moods": [group_mood(session, workshop, "start"), group_mood(session, workshop, "end")],
            "open": still_open(session, workshop),
            "group": group if group >= FEWEST else None,
            "places": {each.id: each for each in places_of_journey(session, workshop)},
        }
        return show("workshops/result.html", **values)
