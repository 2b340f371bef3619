"""Cards on the moderation's wall, each drawn once: at every change of a full hall all but one are as they were."""

from flask import current_app, render_template
from markupsafe import Markup

from journeys.domain.workshops.wall import Pinned
from journeys.routes.language import chosen_language
from journeys.routes.workshops.desk import shown_switch, standpoint


def drawn(pin: Pinned) -> Markup:
    """The card as HTML, from memory when all that it shows is as it was. It holds no form token."""
    memory, show = current_app.extensions["memory"], shown_switch()
    where = standpoint()
    card = pin.card
    seen = (
        *(card.id, card.revision, card.kind, card.state, card.text, card.wording, card.reply),
        *(card.covered, card.late, card.needs_wording, pin.place, pin.is_silent, pin.pseudonym),
    )
    key = ("pin", *seen, *where.items(), chosen_language())
    html = memory.get(key)
    if html is None:
        html = render_template("workshops/cockpit/_pin.html", pin=pin, where=where, show=show).encode()
        memory.put(key, html)
    return Markup(html.decode())
