"""A document as a presentation: native shapes and tables that an office changes as it likes, no pictures of text.

`deck.py` is the layout model, plain values in points; `title.py`, `overview.py`, `phases.py` and `figures.py` lay out
slides, `cards.py` the notes on them; `writing.py` translates to PPTX, `master.py` makes the ground that it stands on.
"""

from journeys.domain.document import Document
from journeys.render.slides.deck import deck
from journeys.render.slides.writing import written


def to_pptx(document: Document) -> bytes:
    """The presentation of all journeys of the document. Raises Refused for one with too many steps or slides."""
    return written(document, deck(document))
