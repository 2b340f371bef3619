"""How a picture speaks: the document's language, its word for the staff, and texts set in lines by that language."""

from dataclasses import dataclass

from journeys.domain.words import Language, Words
from journeys.render.text import LONGEST, Passage, passage, passages

_NOTHING = frozenset({"", "-", "–", "—", "―", "−"})


def filled(text: str | None) -> str:
    """`text`, or nothing where it is only a dash: an empty cell stays empty."""
    stripped = (text or "").strip()
    return "" if stripped in _NOTHING else stripped


@dataclass(frozen=True)
class Voice:
    """`staff` is what the document calls the people at the counter."""

    language: Language
    staff: str

    def say(self, words: Words, **values: object) -> str:
        """The words in the document's language; `{staff}` and `values` are filled in."""
        text = words.in_(self.language)
        return text.format(staff=self.staff, **values) if "{" in text else text

    def set(
        self, text: str, width: float, size: float = 7.5, bold: bool = False, limit: int = LONGEST
    ) -> Passage:
        """A text in lines, broken by the rules of the document's language."""
        return passage(text, width, size, bold, limit, self.language)

    def set_list(self, texts: tuple[str, ...], width: float, size: float = 7.5) -> Passage:
        """Texts under one another."""
        return passages(texts, width, size, language=self.language)
