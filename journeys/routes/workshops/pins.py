"""Cards on the moderation's wall, each drawn once: at every change of a full hall all but one are as they were."""

from flask import current_app, render_template
from markupsafe import Markup

from journeys.domain.workshops.wall import Pinned
from journeys.routes.language import chosen_language
from journeys.routes.workshops.desk import shown_switch, standpoint


def drawn(pin: Pinned) -> Markup:
    """The card as HTML, from memory when all that it shows is as it was. It holds no form token."""
    where = standpoint()

    def draw() -> bytes:
        values = {"pin": pin, "where": where, "show": shown_switch()}
        return render_template("workshops/cockpit/_pin.html", **values).encode()

    seen = (*pin.card.model_dump().values(), pin.place, pin.is_silent, pin.pseudonym)
    key = ("pin", *seen, *where.items(), chosen_language())
    return Markup(current_app.extensions["memory"].kept(key, draw).decode())
