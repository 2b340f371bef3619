"""Paper and image files: Typst sets our SVG on pages, tagged as PDF/UA-1, with the one bundled font.

Nothing in the files depends on the time or the machine: the same picture gives the same bytes.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

from journeys.domain.words import Words
from journeys.render.letters import printable
from journeys.render.picture import Page, Picture
from journeys.render.typesetting import settable, typeset

_FRAME = re.compile(r'width="[\d.]+pt" height="[\d.]+pt" viewBox="0 0 [\d.]+ [\d.]+"')
_TEXTS = Words("Alle Texte", "All texts")
_STEPS = Words("{title}: Schritte {first} bis {last}", "{title}: steps {first} to {last}")
_STEP = Words("{title}: Schritt {first}", "{title}: step {first}")


def pdf(svgs: Sequence[str], picture: Picture, language: str) -> bytes:
    """The pages of `picture`, drawn as `svgs`, as one PDF/UA-1: a sheet each, then the texts that were shortened.

    Raises PenBroken, "missing" when the font is not there.
    """
    return _typeset(svgs, _content(picture.pages, picture.title, language, picture.whole_texts), "pdf")


def png(svg: str, page: Page, dpi: int = 150) -> bytes:
    """One page as an image with `dpi` pixels to the inch. Raises PenBroken, "missing" when the font is not there."""
    whole = _whole_pixels(page, dpi)
    size = f"{whole.width:.9g} {whole.height:.9g}"
    frame = 'width="{}pt" height="{}pt" viewBox="0 0 {}"'.format(*size.split(), size)
    return _typeset([_FRAME.sub(frame, svg, 1)], _content([whole], page.title, page.language, ()), "png", dpi)


def _whole_pixels(page: Page, dpi: int) -> Page:
    """The page, grown to whole pixels. Typst draws an SVG at a size that it rounds up, the height out of the rounded
    width, and scales the result: one pixel too many and a row of every text is lost. A hundredth less on the width,
    and a little more than that in proportion on the height, keeps its rounding where it belongs."""
    columns, rows = (math.ceil(points * dpi / 72 - 1e-6) for points in (page.width, page.height))
    return replace(
        page, width=(columns - 0.01) * 72 / dpi, height=(rows - 0.02 * rows / columns - 0.01) * 72 / dpi
    )


def _content(
    pages: Sequence[Page], title: str, language: str, texts: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    return {
        "title": title,
        "language": language,
        "words": {"texts": _TEXTS.in_(language)},
        "sheets": sheets_of(pages),
        "texts": [[settable(where), settable(whole)] for where, whole in texts],
    }


def sheets_of(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """What a template has to know of each sheet of a picture; the drawing itself is in its `file`."""
    return [_sheet(n, page, pages) for n, page in enumerate(pages, 1)]


def _sheet(n: int, page: Page, pages: Sequence[Page]) -> dict[str, Any]:
    return {
        "file": f"{n}.svg",
        "title": printable(_bookmark(n, page, len(pages))),
        "description": page.description or page.title,
        "width": page.width,
        "height": page.height,
        "links": list(_links(page, pages)),
    }


def _bookmark(n: int, page: Page, count: int) -> str:
    """What the sheet is called in the list of bookmarks: its number and its steps, where there are several."""
    title = f"{page.title} ({n}/{count})" if count > 1 else page.title
    if count == 1 or not page.bands or not page.bands[0].first:
        return title
    first, last = page.bands[0].first, page.bands[-1].last
    words = (_STEP if first == last else _STEPS).in_(page.language)
    return words.format(title=title, first=first, last=last)


def _links(page: Page, pages: Sequence[Page]) -> Iterator[dict[str, Any]]:
    """The marks that lead to a step on another sheet: their rectangle, and the sheet and height of that step."""
    for box in page.boxes:
        if box.link and box.link.startswith("#step-"):
            for n, other in enumerate(pages, 1):
                there = next((b for b in other.boxes if b.step == box.link.removeprefix("#step-")), None)
                if there:
                    yield {"page": n, "top": there.rect.y, **box.rect._asdict()}
                    break


def _typeset(
    svgs: Sequence[str], content: dict[str, Any], form: Literal["pdf", "png"], dpi: int = 150
) -> bytes:
    sheets = {f"{n}.svg": printable(svg) for n, svg in enumerate(svgs, 1)}
    return typeset("paper", content, sheets, form, dpi)
