"""Building blocks: typical steps of administrative work, found by typing and put in with all their words."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sqlmodel import Session

from journeys.domain import document
from journeys.domain.arranging import add_step
from journeys.domain.building_block_file import LANES, read_blocks
from journeys.domain.editing import edit, found
from journeys.domain.findings import Unknown
from journeys.domain.naming import UMLAUTS
from journeys.domain.steps import Step
from journeys.domain.words import Words

SHIPPED = Path(__file__).with_name("building_blocks.yaml")
PLAIN = ("actor", "channel", "fim_activity")
SHORTEST_CORE = 5
"""Letters that a word of a block has at least to be looked for inside a longer one that somebody typed."""
MOST_WORDS = 12
FILLERS = frozenset(
    "der die das den dem des ein eine einen einer und oder zu zum zur im in am an auf bei mit von für "
    "the a an and or of to in on at for with by".translate(UMLAUTS).split()
)
"""Words that say nothing about what is looked for."""
ENDING = re.compile(r"(?<=\w{4})(?:ungen|ung|en|er|es|e|t|n|s)$")


class Block(NamedTuple):
    """A typical step. `search` holds other words that people use for it; `fim_activity` is the number, 1 to 8, of the
    FIM reference activity group that it usually belongs to."""

    id: str
    title: Words
    actor: str | None = None
    channel: str | None = None
    evidence: Words | None = None
    citizen_action: Words | None = None
    frontstage: Words | None = None
    backstage: Words | None = None
    support_systems: tuple[Words, ...] = ()
    fim_activity: int | None = None
    search: tuple[str, ...] = ()

    def brings(self) -> Words:
        """One line of what it brings: what whoever acts does in it."""
        office = self.frontstage or self.backstage
        first, second = (
            (self.citizen_action, office) if self.actor == "citizen" else (office, self.citizen_action)
        )
        return first or second or self.title

    def fields(self, language: str) -> dict[str, Any]:
        """What it puts into a step, by the document's field names, as plain values in this language."""
        said: dict[str, Any] = {name: getattr(self, name) for name in PLAIN}
        said |= {name: words.in_(language) for name in LANES if (words := getattr(self, name))}
        said["support_systems"] = [words.in_(language) for words in self.support_systems] or None
        known = document.Step.model_fields
        return {name: value for name, value in said.items() if value is not None and name in known}


def load(own: Path | None = None) -> tuple[Block, ...]:
    """The blocks that come with the app; those of an office's own file take the place of others with the same id, or
    stand behind them. Raises Refused with every finding in that file, and OSError when it cannot be read."""
    blocks = {block.id: block for block in _shipped()}
    blocks |= {block.id: block for block in (_blocks(own) if own else ())}
    return tuple(blocks.values())


@cache
def _shipped() -> tuple[Block, ...]:
    return _blocks(SHIPPED)


def _blocks(file: Path) -> tuple[Block, ...]:
    return tuple(_block(plain) for plain in read_blocks(file))


def _block(plain: dict[str, Any]) -> Block:
    texts: dict[str, Any] = {name: _words(plain[name]) for name in ("title", *LANES) if name in plain}
    systems = tuple(_words(entry) for entry in plain.get("support_systems", ()))
    others = plain.get("search", [])
    search = [*others["de"], *others["en"]] if isinstance(others, dict) else others
    texts |= {name: plain.get(name) for name in PLAIN}
    return Block(plain["id"], support_systems=systems, search=tuple(search), **texts)


def _words(said: Any) -> Words:
    return Words(said, said) if isinstance(said, str) else Words(said["de"], said["en"])


def block_of(blocks: Sequence[Block], id: str) -> Block:
    """The block with this id; raises Unknown."""
    block = next((block for block in blocks if block.id == id), None)
    if block is None:
        raise Unknown(f"building block {id}")
    return block


def find(blocks: Sequence[Block], typed: str) -> list[Block]:
    """The blocks that fit what was typed, best first; all of them, as they stand, when nothing was typed.

    Every typed word counts: only where no block fits all of them, those that fit some are found. Capitals and accents
    do not matter, „ae“ is „ä“; parts of words and other words for the same count, titles more than those.
    """
    every = _folded(typed).split()[:MOST_WORDS]
    wanted = [word for word in every if word not in FILLERS] or every
    if not wanted:
        return list(blocks)
    scored = [(_scores(block, wanted), block) for block in blocks]
    most = max((len(scores) for scores, _ in scored), default=0)
    fitting = [(sum(scores), block) for scores, block in scored if most and len(scores) == most]
    return [block for _, block in sorted(fitting, key=lambda pair: -pair[0])]


class _Words(NamedTuple):
    """The folded words of a part of a block, their stems, and how much it weighs when one fits."""

    words: frozenset[str]
    stems: frozenset[str]
    weight: int


def _scores(block: Block, wanted: Iterable[str]) -> list[int]:
    """For each wanted word that fits somewhere, how well."""
    fits = (max(_fit(word, part) * part.weight for part in _parts(block)) for word in wanted)
    return [fit for fit in fits if fit]


@cache
def _parts(block: Block) -> tuple[_Words, ...]:
    """Its title, the other words for it, what it brings."""
    lanes = [words for name in LANES if (words := getattr(block, name))]
    brought = (text for words in (*lanes, *block.support_systems) for text in words)
    texts = ((9, block.title), (5, block.search), (1, brought))
    folded = ((weight, frozenset(_folded(" ".join(some)).split())) for weight, some in texts)
    return tuple(_Words(words, frozenset(map(_stem, words)), weight) for weight, words in folded)


def _fit(wanted: str, part: _Words) -> int:
    """4 the word itself, 3 its beginning or another form of it, 2 a part of it, 1 when it is itself a part of a longer
    word that was typed."""
    words = part.words
    if wanted in words:
        return 4
    if _stem(wanted) in part.stems or any(word.startswith(wanted) for word in words):
        return 3
    if any(wanted in word for word in words):
        return 2
    return int(any(len(word) >= SHORTEST_CORE and word in wanted for word in words))


def _stem(word: str) -> str:
    """The word without its ending: „Prüfung“ and „prüfen“ have the same."""
    return ENDING.sub("", word)


def _folded(text: str) -> str:
    """Small letters without accents, umlauts written out, words with single blanks between."""
    german = unicodedata.normalize("NFC", text).lower().translate(UMLAUTS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", german) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain))


def add_block(
    session: Session, phase_id: int, block: Block, after_id: int | None = None, title: str | None = None
) -> Step:
    """A new step of the phase with everything the block says, in the language of the service; see `add_step`.

    `title` is what somebody calls it instead. Raises Unknown and Refused as adding a step does.
    """
    _, records = found(session, "phases", phase_id)
    language = records.service.language or "de"
    named = title if title and title.strip() else block.title.in_(language)
    step = add_step(session, phase_id, named, after_id)
    said = block.fields(language)
    if said:
        edit(session, "steps", step.id, step.revision, said)
    return step
