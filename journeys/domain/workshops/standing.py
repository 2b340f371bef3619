"""What became of a card, for who wrote it."""

from typing import Literal

from journeys.domain.notes import ON_STEP
from journeys.domain.words import Words
from journeys.domain.workshops.tables import Card, Workshop

Standing = Literal[
    "on_journey", "kept", "rehearsed", "unsorted", "waiting", "checked", "with_moderation", "late", "out"
]

STANDING: dict[Standing, Words] = {
    "on_journey": Words("Steht auf der Bürgerreise", "Stands on the citizen journey"),
    "kept": Words("Ist bei der Leistung festgehalten", "Is recorded with the service"),
    "rehearsed": Words(
        "War nur eine Probe und wird nicht aufgehoben", "Was a rehearsal only and is not kept"
    ),
    "unsorted": Words("Wird noch eingeordnet", "Is still being sorted"),
    "waiting": Words("Wird noch gezeigt", "Will be shown"),
    "checked": Words("Die Moderation prüft ihn noch", "The facilitator is still checking it"),
    "with_moderation": Words("Liegt bei der Moderation", "Is with the facilitator"),
    "late": Words(
        "Kam nach dem Ende an. Die Moderation liest ihn noch.",
        "Arrived after the end. The facilitator will still read it.",
    ),
    "out": Words("Nicht übernommen", "Not taken over"),
}


def standing(card: Card, workshop: Workshop) -> Standing:
    """Where the card stands now."""
    if card.state == "out":
        return "out"
    if card.state == "waiting":
        return _waiting(card)
    if workshop.is_rehearsal:
        return "rehearsed"
    if card.kind not in ON_STEP:
        return "kept"
    return "on_journey" if card.step_id is not None else "unsorted"


def may_change(card: Card) -> bool:
    """Whether its writer may still correct or withdraw it: as long as nobody else has seen it."""
    return card.state == "waiting"


def _waiting(card: Card) -> Standing:
    if card.late:
        return "late"
    if card.kind == "worry":
        return "with_moderation"
    return "checked" if card.covered else "waiting"
