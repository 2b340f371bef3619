"""Strategies for valid journey documents with every field of the schema, ids unique and references right."""

from typing import Any, get_args

from hypothesis import strategies as st

from journeys.domain.document import (
    Actor,
    Certainty,
    Channel,
    Document,
    Fact,
    Frequency,
    Journey,
    Kind,
    Lane,
    LaneKind,
    LaneText,
    Mark,
    Maturity,
    Mood,
    Need,
    NextStep,
    NoteKind,
    Opportunity,
    Origin,
    PainPoint,
    Persona,
    Phase,
    Quote,
    Service,
    Source,
    Span,
    Step,
    Unit,
    UnsortedNote,
)
from journeys.domain.intake.settling import LARGEST

LETTERS = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff", include_characters="\n\t"
)
# What a careless writer or reader of YAML takes for something else than a text.
TRAPS = (
    "",
    " ",
    "~",
    "no",
    "y",
    "NULL",
    "true",
    "1e3",
    "0x1",
    "0o7",
    "012",
    "1_000",
    "12:30",
    ".5",
    "+1",
    "-.inf",
    ".nan",
    "2024-01-01",
    "<<",
    "=",
    "---",
    "...",
    "- a",
    "a: b",
    "a #b",
    "#b",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "'",
    '"',
    "{}",
    "[a]",
    "|",
    ">",
    "?",
    " a",
    "a ",
    "\n",
    "\n\n a\n",
    "a\n\n",
    " a\nb",
    "a\n ",
    "a\tb",
    "\t",
    "\ta\n\tb",
    "\u00a0",
    "\u2028a\u2029",
    "\ufeffa",
    "\u200b",
    "😀",
    "\U0010ffff",
    "„Amt“ – § 60",
    "\\N \\",
    "</script>",
)
TEXTS = st.one_of(st.sampled_from(TRAPS), st.text(LETTERS, max_size=30))
SMALL, DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"
WORD = SMALL + SMALL.upper() + DIGITS


def an_id(first: str, rest: str) -> st.SearchStrategy[str]:
    """A sign of `first`, then up to five of `rest`; never the word that means the end of a journey."""
    made = st.builds(str.__add__, st.sampled_from(first), st.text(rest, max_size=5))
    return made.filter(lambda word: word != "end")


IDS = an_id(WORD, WORD + "._-")
DOCUMENT_IDS = an_id(SMALL + DIGITS, SMALL + DIGITS + "-")
NUMBERS = st.one_of(
    st.integers(-LARGEST, LARGEST),
    st.floats(-LARGEST, LARGEST).map(lambda number: int(number) if number.is_integer() else number),
)
Draw = Any


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


def some(values: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=most).map(tuple)


def ids_of(ids: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of these ids, each at most once; none when there is none."""
    return some(st.sampled_from(ids)).map(lambda drawn: tuple(dict.fromkeys(drawn))) if ids else st.just(())


def one_of_ids(ids: list[str]) -> st.SearchStrategy[str | None]:
    return maybe(st.sampled_from(ids)) if ids else st.none()


def chosen(literal: Any) -> st.SearchStrategy[Any]:
    return maybe(st.sampled_from(get_args(literal)))


def facts(sources: list[str]) -> st.SearchStrategy[Fact]:
    return st.builds(
        Fact, text=TEXTS, value=maybe(st.one_of(NUMBERS, TEXTS)), unit=maybe(TEXTS), sources=ids_of(sources)
    )


def spans(sources: list[str]) -> st.SearchStrategy[Span]:
    return st.builds(
        Span, text=TEXTS, min=maybe(NUMBERS), max=maybe(NUMBERS), unit=chosen(Unit), sources=ids_of(sources)
    )


@st.composite
def services(draw: Draw, sources: list[str]) -> Service:
    texts = {
        name: draw(maybe(TEXTS))
        for name in ("short_name", "country", "staff_term", "life_situation", "authority")
    }
    return Service(
        name=draw(TEXTS),
        key=draw(maybe(st.text(DIGITS, min_size=14, max_size=14))),
        legal_basis=draw(some(TEXTS)),
        channels=draw(some(st.sampled_from(get_args(Channel)))),
        fee=draw(maybe(facts(sources))),
        duration=draw(maybe(facts(sources))),
        facts=draw(some(facts(sources))),
        **texts,
    )


def personas(id: str, sources: list[str]) -> st.SearchStrategy[Persona]:
    return st.builds(
        Persona,
        id=st.just(id),
        name=TEXTS,
        role=chosen(Actor),
        age=maybe(st.integers(-LARGEST, LARGEST)),
        situation=maybe(TEXTS),
        goals=some(TEXTS),
        barriers=some(TEXTS),
        digital_skill=maybe(st.sampled_from(("low", "medium", "high"))),
        sources=ids_of(sources),
    )


def sources_of(id: str) -> st.SearchStrategy[Source]:
    return st.builds(
        Source,
        id=st.just(id),
        title=TEXTS,
        publisher=maybe(TEXTS),
        url=maybe(TEXTS),
        date=maybe(TEXTS),
        used_for=maybe(TEXTS),
        verified=maybe(st.booleans()),
        reliability=maybe(st.sampled_from(("high", "medium", "low", "unchecked", "invented"))),
    )


def maturities() -> st.SearchStrategy[Maturity]:
    days = maybe(st.dates().map(lambda day: day.isoformat()))
    old = st.builds(Maturity, model=st.just("1.1"), level=st.integers(0, 4), date=days)
    return st.one_of(old, st.builds(Maturity, model=st.just("2.0"), level=st.integers(0, 7), date=days))


def lanes_of(id: str) -> st.SearchStrategy[Lane]:
    return st.builds(
        Lane,
        id=st.just(id),
        name=TEXTS,
        kind=st.sampled_from(get_args(LaneKind)),
        hidden=maybe(st.booleans()),
    )


@st.composite
def further_facts(draw: Draw, personas: list[str], lanes: list[str], sources: list[str]) -> dict[str, Any]:
    """What a step says beside the main things."""
    return {
        "reused": draw(some(TEXTS)),
        "legal_basis": draw(some(TEXTS)),
        "cost": draw(maybe(facts(sources))),
        "moods": tuple(Mood(persona=p, emotion=draw(st.integers(-2, 2))) for p in draw(ids_of(personas))),
        "marks": draw(st.lists(st.sampled_from(get_args(Mark)), unique=True, max_size=4).map(tuple)),
        "maturity": draw(maybe(maturities())),
        "fim_activity": draw(maybe(st.integers(1, 8))),
        "in_lanes": tuple(LaneText(lane=lane, text=draw(TEXTS)) for lane in draw(ids_of(lanes))),
    }


class Notes:
    """Draws the notes of a document; their ids come from one pool, so that none stands twice."""

    def __init__(self, draw: Draw, pool: list[str], personas: list[str], sources: list[str]) -> None:
        self.draw, self.pool, self.personas = draw, pool, personas
        days = st.dates().map(lambda day: day.isoformat())
        self.origin = maybe(st.builds(Origin, workshop=TEXTS, date=maybe(days)))
        self.shared = {"persona": one_of_ids(personas), "sources": ids_of(sources)}
        self.pain_points: list[str] = []

    def some(self, part: Any, **fields: Any) -> tuple[Any, ...]:
        count = min(self.draw(st.integers(0, 2)), len(self.pool))
        ids = [self.pool.pop() for _ in range(count)]
        return tuple(
            self.draw(st.builds(part, id=st.just(one), text=TEXTS, origin=self.origin, **fields))
            for one in ids
        )

    def of_step(self) -> dict[str, Any]:
        pain_points = self.some(
            PainPoint,
            severity=maybe(st.integers(1, 3)),
            frequency=chosen(Frequency),
            certainty=chosen(Certainty),
            **self.shared,
        )
        self.pain_points += [p.id for p in pain_points]
        needs = self.some(Need, priority=maybe(st.integers(1, 3)), **self.shared)
        quotes = self.some(Quote, speaker=maybe(TEXTS), invented=maybe(st.booleans()), **self.shared)
        return {"pain_points": pain_points, "needs": needs, "quotes": quotes}


@st.composite
def steps(
    draw: Draw,
    id: str,
    kind: Kind,
    siblings: list[str],
    as_is: list[str],
    notes: Notes,
    lanes: list[str],
    sources: list[str],
) -> Step:
    names = ("touchpoint", "evidence", "citizen_action", "frontstage", "backstage")
    targets = st.builds(NextStep, to=st.sampled_from([*siblings, "end"]), condition=maybe(TEXTS))
    to_be: dict[str, Any] = {}
    if kind == "to_be":
        to_be = {
            "change": draw(maybe(st.sampled_from(("added", "changed", "unchanged")))),
            "replaces": draw(ids_of(as_is)),
            "resolves": draw(ids_of(notes.pain_points)),
        }
    return Step(
        id=id,
        title=draw(TEXTS),
        actor=draw(chosen(Actor)),
        optional=draw(maybe(st.booleans())),
        channel=draw(chosen(Channel)),
        support_systems=draw(some(TEXTS)),
        documents=draw(some(TEXTS)),
        waiting_time=draw(maybe(spans(sources))),
        processing_time=draw(maybe(spans(sources))),
        emotion=draw(maybe(st.integers(-2, 2))),
        next=draw(maybe(some(targets, 3))),
        **{name: draw(maybe(TEXTS)) for name in names},
        **draw(further_facts(notes.personas, lanes, sources)),
        **to_be,
        **notes.of_step(),
    )


@st.composite
def documents(draw: Draw, most_steps: int = 4) -> Document:
    """A valid document: one or two journeys (as-is, to-be) of up to `most_steps` steps each."""

    def some_ids(least: int, most: int) -> list[str]:
        return list(draw(st.lists(IDS, min_size=least, max_size=most, unique=True)))

    kinds = draw(st.sampled_from((("as_is",), ("to_be",), ("as_is", "to_be"))))
    journey_ids, phase_ids = some_ids(2, 2), some_ids(4, 4)
    people, shelf = some_ids(0, 2), some_ids(0, 2)
    lane_ids = some_ids(0, 4)
    step_ids = some_ids(len(kinds), most_steps * len(kinds))
    notes = Notes(draw, some_ids(0, 12), people, shelf)
    unsorted_notes = notes.some(UnsortedNote, kind=chosen(NoteKind))
    as_is: list[str] = []
    journeys = []
    for n, kind in enumerate(kinds):
        mine, lanes = step_ids[n :: len(kinds)], lane_ids[n :: len(kinds)]
        made = tuple(draw(steps(one, kind, mine, as_is, notes, lanes, shelf)) for one in mine)
        removed = draw(ids_of(as_is)) if kind == "to_be" else ()
        as_is += mine if kind == "as_is" else []
        cut = draw(st.integers(0, len(made)))
        phases = tuple(
            Phase(id=phase, name=draw(TEXTS), goal=draw(maybe(TEXTS)), steps=part)
            for phase, part in zip(phase_ids[2 * n :], (made[:cut], made[cut:]), strict=False)
        )
        journeys.append(
            Journey(
                id=journey_ids[n],
                kind=kind,
                title=draw(maybe(TEXTS)),
                summary=draw(maybe(TEXTS)),
                persona=draw(one_of_ids(people)),
                personas=draw(ids_of(people)),
                lanes=tuple(draw(lanes_of(one)) for one in lanes),
                removed_steps=removed,
                phases=phases,
            )
        )
    opportunity = {
        "addresses": ids_of(notes.pain_points),
        "impact": maybe(st.integers(1, 5)),
        "effort": maybe(st.integers(1, 5)),
        "horizon": maybe(st.sampled_from(("short", "medium", "long"))),
        "step": one_of_ids(step_ids),
        "sources": ids_of(shelf),
    }
    return Document(
        id=draw(DOCUMENT_IDS),
        language=draw(maybe(st.one_of(st.sampled_from(("de", "en")), TEXTS))),
        as_of=draw(maybe(TEXTS)),
        disclaimer=draw(maybe(TEXTS)),
        service=draw(services(shelf)),
        personas=tuple(draw(personas(one, shelf)) for one in people),
        journeys=tuple(journeys),
        opportunities=tuple(
            draw(st.builds(Opportunity, id=st.just(one), text=TEXTS, **opportunity)) for one in some_ids(0, 2)
        ),
        unsorted_notes=unsorted_notes,
        sources=tuple(draw(sources_of(one)) for one in shelf),
    )
