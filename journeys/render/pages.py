"""What every page has besides its drawing: its size, its name, and its steps in words."""

from collections.abc import Sequence

from journeys.domain.words import NO_STEPS, Words
from journeys.render.canvas import Canvas
from journeys.render.heads import numbered
from journeys.render.picture import Band, Page
from journeys.render.subject import Subject
from journeys.render.title_block import heading

MARGIN = 28.0
_SUMMARY = Words("{title}. {n} Schritte: {steps}.", "{title}. {n} steps: {steps}.")
Pages = tuple[tuple[Page, ...], tuple[tuple[str, str], ...]]
"""Pages, and the whole texts of what they shorten."""


def page_of(subject: Subject, canvas: Canvas, bands: Sequence[Band], width: float, height: float) -> Page:
    """The finished page."""
    return Page(
        round(width, 2),
        round(height, 2),
        heading(subject),
        _summary(subject, bands),
        subject.language,
        tuple(bands),
        tuple(canvas.boxes),
        tuple(canvas.lines),
        tuple(canvas.curves),
    )


def _summary(subject: Subject, bands: Sequence[Band]) -> str:
    """The page in a sentence or two: its steps in order."""
    numbers = {n for band in bands for n in range(band.first, band.last + 1)}
    steps = [s for s in subject.journey.steps() if subject.numbers[s.id] in numbers]
    if not steps:
        return f"{heading(subject)}. {subject.say(NO_STEPS)}."
    names = "; ".join(numbered(subject, subject.numbers[step.id], step) for step in steps)
    return subject.say(_SUMMARY, title=heading(subject), n=len(steps), steps=names)
