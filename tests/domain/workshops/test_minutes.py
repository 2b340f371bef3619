"""The minutes: hostile text comes out as text, groups under five are not told, worries only when released."""

from collections import Counter
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from sqlmodel import select

from journeys.database import Database
from journeys.domain.blocks import Block, line
from journeys.domain.markdown import as_markdown, escaped
from journeys.domain.workshops import asking, curating, moods, planning, running
from journeys.domain.workshops.log import DEEDS, MOVES, entries
from journeys.domain.workshops.minutes import group, minutes
from journeys.domain.workshops.tables import Deed, Move
from tests.domain.workshops.room import NOON, Room

WRITING = "Schmerzpunkte"
EXTENSIONS = [
    "tables",
    "fenced_code",
    "footnotes",
    "attr_list",
    "def_list",
    "abbr",
    "md_in_html",
    "admonition",
]
NASTY = st.text(alphabet=st.sampled_from("\\`*_{}[]()<>#+-.!|~^$=:&;\"'12aB \n\t/"), max_size=40)
TAGS = {"h1", "h2", "h3", "h4", "p", "ul", "li", "strong"}


class Read(HTMLParser):
    """The tags of a page and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[object] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@example("1. Satz", "# Titel")
@example("- Punkt", "```")
@example("[x](javascript:alert(1))", "<script>alert(1)</script>")
@example("* * *", "===")
@example("a | b", "--- | ---")
@example("Titel #", "\\")
@example("{: .x }", "[^1]: Fuß")
@example("!!! note", ": Begriff")
@example("*[HTML]: x", "~~~")
@example("&amp;", "&#65;")
@given(NASTY, NASTY | st.text(max_size=40))
def test_nothing_that_people_write_is_markup(one: str, two: str) -> None:
    one, two = line(f"x {one}")[2:] or "a", line(f"x {two}")[2:] or "b"
    told = [
        Block("heading", (one,)),
        Block("text", (two,)),
        Block("list", (one, two)),
        Block("label", (two,)),
    ]
    told += [
        Block("terms", (two, one)),
        Block("facts", (one, two)),
        Block("minor", (two,)),
        Block("text", (one,)),
    ]
    page = Read(Markdown(extensions=EXTENSIONS).convert(as_markdown(told)))
    assert page.tags <= TAGS and page.attributes == []
    wanted = "".join(said(block) for block in told)
    assert "".join(page.text.split()) == "".join(wanted.split())


def said(block: Block) -> str:
    """What the block says, with the colons that facts get."""
    if block.kind != "facts":
        return "".join(block.texts)
    return "".join(f"{name}:{text}" for name, text in zip(block.texts[::2], block.texts[1::2], strict=True))


def test_plain_german_stays_readable() -> None:
    text = "Z. B. am 2. März: „Wo ist das Formular (Nr. 12)?“ – 50 % kommen wieder!"
    assert escaped(text) == text


def told(room: Room) -> str:
    with room.database.reading() as session:
        return as_markdown(minutes(session, room.workshop()))


def reveal(room: Room) -> None:
    with room.database.writing() as session:
        item = next(each for each in planning.agenda_of(session, room.id) if each.title == WRITING)
        running.reveal(session, item.id)


@pytest.mark.parametrize("people", [0, 4, 5])
def test_groups_under_five_are_not_told(either: Database, people: int) -> None:
    room = Room(either)
    for _ in range(people):
        who = room.join()
        with either.writing() as session:
            moods.say_mood(session, who, "start", 2)
    assert ("weniger als 5" in told(room)) is (people < 5)
    assert ("Zu Beginn: eher schlecht 5" in told(room)) is (people == 5)
    assert ("Stimmung" in told(room)) is (people == 5)
    assert group(4) == "weniger als 5 Personen" and group(5) == "5 Personen"


def test_only_what_was_shown_is_told_and_of_the_rest_how_much(either: Database) -> None:
    room = Room(either)
    room.run(WRITING)
    who = room.join()
    room.write(who, "Sichtbar", step=1)
    worry, other = room.write(who, "Sorge eins", "worry"), room.write(who, "Sorge zwei", "worry")
    room.write(who, "Frau Bergmann kam dreimal")
    out = room.write(who, "Unpassend")
    with either.writing() as session:
        curating.take_out(session, out.id, 1)
        curating.show_card(session, worry.id, 1)
    reveal(room)
    text = told(room)
    assert "### Schritt 2: Schritt S2" in text and "Sichtbar" in text
    assert "Sorge eins" in text and "Sorge zwei" not in text
    assert "Bergmann" not in text and "Unpassend" not in text
    assert "(Zahl der Hinweise: 2)" in text and other.id


def test_agenda_results_questions_and_what_comes_next(either: Database) -> None:
    room = Room(either)
    with either.writing() as session:
        planning.edit_workshop(
            session,
            room.id,
            1,
            {"answer_on": date(2026, 12, 16), "decided_by": "die Leitung", "held_on": date(2026, 3, 2)},
        )
        item = planning.agenda_of(session, room.id)[-1]
        planning.edit_item(session, item.id, 1, {"result": "Eine Liste\n\n# bis Mai"})
        answered = asking.ask_question(session, room.id, "Wer liest das?", "q1")
        asking.ask_question(session, room.id, "Und dann?", "q2")
        asking.ask_question(session, room.id, "Was sagt Frau Bergmann?", "q3")
        asking.answer_question(session, answered.id)
    text = told(room)
    assert "Workshop am 02.03.2026." in text and "- Pause (5 Minuten)" in text
    assert "Eine Liste\n\n\\# bis Mai" in text
    assert text.index("**Wer liest das?** Mündlich beantwortet.") < text.index("**Und dann?** Noch offen.")
    assert "Bergmann" not in text
    assert "Es entscheidet: die Leitung." in text and "Antwort bis zum 16.12.2026." in text


def test_a_rehearsal_is_marked(either: Database) -> None:
    assert "Dies war eine Probe." in told(Room(either, is_rehearsal=True))
    assert "Probe" not in told(Room(either))


def test_every_move_of_the_moderation_has_words_and_a_day(either: Database) -> None:
    room = Room(either)
    item = room.run(WRITING)
    with either.writing() as session:
        running.extend(session, room.id, 5)
        running.hold(session, room.id, NOON)
        running.go_on(session, room.id, NOON)
        running.go(session, room.id, -1, None, NOON)
        running.reveal(session, item.id)
        asking.answer_question(
            session, asking.ask_question(session, room.id, "Wie lange?", "q").id, "Bis zwei"
        )
        running.close_workshop(session, room.id)
        running.close_workshop(session, room.id)
        running.reopen_workshop(session, room.id, NOON)
    with either.reading() as session:
        names = Counter(session.exec(select(Move.name)).all())
        assert set(names) == set(MOVES) and names["close"] == 1
        assert all(entry.day for entry in entries(session, room.workshop()))


def test_every_deed_of_the_moderation_has_words_and_a_day(either: Database) -> None:
    room = Room(either)
    room.run(WRITING)
    card = room.write(room.join(), "Frau Bergmann kam dreimal", key="k")
    with either.writing() as session:
        done = curating.uncover(session, card.id, 1).card
        for act in (
            lambda c: curating.put_on_step(session, c.id, c.revision, room.steps()[1]),
            lambda c: curating.take_out(session, c.id, c.revision),
            lambda c: curating.bring_back(session, c.id, c.revision),
            lambda c: curating.show_card(session, c.id, c.revision),
            lambda c: curating.mark_for_rewording(session, c.id, c.revision),
            lambda c: curating.reword(session, c.id, c.revision, "Anders"),
            lambda c: curating.split(session, c.id, c.revision, "Eins", "Zwei"),
            lambda c: curating.reply(session, c.id, c.revision, "Danke"),
        ):
            done = act(done).card
    with either.reading() as session:
        assert {deed.name for deed in session.exec(select(Deed))} == set(DEEDS)
        assert all(entry.day for entry in entries(session, room.workshop()))
