"""What is said about a note besides its text: how bad, how often, how important, who said it."""

from journeys.domain.document import Need, Opportunity, PainPoint, Persona, Quote
from journeys.domain.words import CERTAINTY, FREQUENCY, HORIZON, NOT_RATED, PRIORITY, SEVERITY, Words
from journeys.render.subject import Subject

MOST = 6
"""Notes of a kind that one cell shows."""
MORE = Words("+ {n} weitere", "+ {n} more")
INVENTED = Words("erfunden", "invented")
_IMPACT = Words("Wirkung {n} von 5", "impact {n} of 5")
_EFFORT = Words("Aufwand {n} von 5", "effort {n} of 5")
_PIPS = 3


def pips(severity: int | None) -> str:
    """Severity as a number of dots, so that it is readable without colour."""
    return "●" * severity + "○" * (_PIPS - severity) if severity else ""


def rating(subject: Subject, note: PainPoint) -> str:
    """How bad and how often, in words: „schlimm, oft“."""
    said = [subject.say(SEVERITY[note.severity])] if note.severity else []
    said += [subject.say(FREQUENCY[note.frequency])] if note.frequency else []
    said = said or [subject.say(NOT_RATED)]
    said += [subject.say(CERTAINTY["assumed"])] if note.certainty == "assumed" else []
    return ", ".join([*said, *_persona(subject, note.persona)])


def importance(subject: Subject, need: Need) -> str:
    """How much the staff needs it: „unbedingt“."""
    said = [subject.say(PRIORITY[need.priority])] if need.priority else []
    return ", ".join([*said, *_persona(subject, need.persona)])


def speaker(subject: Subject, quote: Quote) -> str:
    """Who said it, and whether it was made up."""
    persona = _persona(subject, quote.persona)
    who = [quote.speaker] if quote.speaker else persona
    return ", ".join([*who, *([subject.say(INVENTED)] if quote.invented else [])])


def reach(subject: Subject, idea: Opportunity) -> str:
    """What an opportunity would bring and cost, as far as that was estimated."""
    said = [subject.say(_IMPACT, n=idea.impact)] if idea.impact else []
    said += [subject.say(_EFFORT, n=idea.effort)] if idea.effort else []
    said += [subject.say(HORIZON[idea.horizon])] if idea.horizon else []
    return ", ".join(said)


def _persona(subject: Subject, id: str | None) -> list[str]:
    persona: Persona | None = next((p for p in subject.document.personas if p.id == id), None)
    return [persona.name] if persona else []
