"""How people feel at the start and at the end: one tap, optional, and only ever shown as a group."""

from collections import Counter

from sqlmodel import Session, col, select

from journeys.domain.findings import Finding, Refused
from journeys.domain.words import Words
from journeys.domain.workshops.figures import FEWEST, kept
from journeys.domain.workshops.joining import changing_workshop_of
from journeys.domain.workshops.tables import Moment, Mood, Participant, Workshop

MOODS: dict[int, Words] = {
    1: Words("sehr schlecht", "very bad"),
    2: Words("eher schlecht", "rather bad"),
    3: Words("mittel", "so-so"),
    4: Words("eher gut", "rather good"),
    5: Words("sehr gut", "very good"),
}
CHOOSE = Words("Bitte wählen Sie eine der fünf Antworten.", "Please choose one of the five answers.")


def say_mood(session: Session, participant_id: int, moment: Moment, value: int) -> None:
    """One tap; another tap replaces it."""
    if value not in MOODS:
        raise Refused([Finding("mood", CHOOSE)])
    changing_workshop_of(session, participant_id)
    mood = mood_of(session, participant_id, moment) or Mood(
        participant_id=participant_id, moment=moment, value=value
    )
    mood.value = value
    session.add(mood)


def mood_of(session: Session, participant_id: int, moment: Moment) -> Mood | None:
    """What the participant said at that moment."""
    mine = select(Mood).where(Mood.participant_id == participant_id, Mood.moment == moment)
    return session.exec(mine).first()


def group_mood(session: Session, workshop: Workshop, moment: Moment) -> dict[int, int] | None:
    """How many gave each answer, from 1 to 5; None while fewer than five have answered.

    Counted in whole groups of five: figures that grew by one would give away who was last. It stays when the people
    were forgotten.
    """
    figures = kept(session, workshop)
    if figures is not None:
        return figures.moods.get(moment)
    rows = (
        select(Mood.value)
        .join(Participant)
        .where(Participant.workshop_id == workshop.id, Mood.moment == moment)
    )
    values = list(session.exec(rows.order_by(col(Mood.id))))
    counted = Counter(values[: len(values) // FEWEST * FEWEST])
    return {value: counted[value] for value in MOODS} if counted else None
