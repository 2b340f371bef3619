"""What is said about a note besides its text: how bad, how often, how important, who said it."""

from journeys.domain.document import Need, Opportunity, PainPoint, Quote
from journeys.domain.words import CERTAINTY, FREQUENCY, HORIZON, NOT_RATED, PRIORITY, SEVERITY, Words
from journeys.render.scene import Scene

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


def rating(scene: Scene, note: PainPoint) -> str:
    """How bad and how often, in words: „schlimm, oft“."""
    said = [scene.say(SEVERITY[note.severity])] if note.severity else []
    said += [scene.say(FREQUENCY[note.frequency])] if note.frequency else []
    said = said or [scene.say(NOT_RATED)]
    said += [scene.say(CERTAINTY["assumed"])] if note.certainty == "assumed" else []
    return ", ".join([*said, *_persona(scene, note.persona)])


def importance(scene: Scene, need: Need) -> str:
    """How much the staff needs it: „unbedingt“."""
    said = [scene.say(PRIORITY[need.priority])] if need.priority else []
    return ", ".join([*said, *_persona(scene, need.persona)])


def speaker(scene: Scene, quote: Quote) -> str:
    """Who said it, and whether it was made up."""
    persona = _persona(scene, quote.persona)
    who = [quote.speaker] if quote.speaker else persona
    return ", ".join([*who, *([scene.say(INVENTED)] if quote.invented else [])])


def reach(scene: Scene, idea: Opportunity) -> str:
    """What an opportunity would bring and cost, as far as that was estimated."""
    said = [scene.say(_IMPACT, n=idea.impact)] if idea.impact else []
    said += [scene.say(_EFFORT, n=idea.effort)] if idea.effort else []
    said += [scene.say(HORIZON[idea.horizon])] if idea.horizon else []
    return ", ".join(said)


def _persona(scene: Scene, id: str | None) -> list[str]:
    return [scene.names[id]] if id is not None and id in scene.names else []
