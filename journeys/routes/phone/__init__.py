"""What participants of a workshop see, phone first: the door, the guided page, their own notes. No accounts."""

from journeys.routes.phone import cards, door, guided, own

PHONE_PAGES = (door.bp, guided.bp, own.bp, cards.bp)
