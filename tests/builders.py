"""Small documents for tests: valid without further ado, each field open to change."""

from typing import Any

from journeys.domain.document import Document, Journey, Kind, NextStep, PainPoint, Phase, Service, Step


def a_step(id: str = "S1", title: str | None = None, **fields: Any) -> Step:
    """A step; `next` may be given as ids, a list of ids or NextStep values."""
    if "next" in fields and fields["next"] is not None:
        fields["next"] = tuple(n if isinstance(n, NextStep) else NextStep(to=n) for n in fields["next"])
    return Step(id=id, title=title or f"Schritt {id}", **fields)


def a_pain_point(id: str = "P1", text: str = "Das Formular ist unverständlich", **fields: Any) -> PainPoint:
    return PainPoint(id=id, text=text, **fields)


def a_journey(
    steps: int | tuple[Step, ...] = 3,
    *,
    id: str = "J1",
    kind: Kind = "as_is",
    prefix: str = "S",
    **fields: Any,
) -> Journey:
    """A journey of one phase with so many steps (`S1`, `S2` …), or with these steps."""
    if isinstance(steps, int):
        steps = tuple(a_step(f"{prefix}{n}") for n in range(1, steps + 1))
    phase = Phase(id=f"{id}-P", name="Antrag stellen", steps=steps)
    return Journey(id=id, kind=kind, phases=(phase,), **fields)


def a_document(*journeys: Journey, **fields: Any) -> Document:
    """A document with these journeys, or with one of three steps."""
    values: dict[str, Any] = {
        "id": "wohngeld-beantragen",
        "language": "de",
        "service": Service(name="Wohngeld beantragen"),
        "journeys": journeys or (a_journey(),),
    }
    return Document(**{**values, **fields})
