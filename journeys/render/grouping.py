"""The drawn boxes of a page as groups that have ids, names and links: by step, and within it by note."""

import re
from collections.abc import Iterable, Iterator

from journeys.render.picture import Box
from journeys.render.quoting import xml_attribute, xml_text

_ALLOWED_LINK = re.compile(r"https?://|mailto:|/(?!/)|#", re.IGNORECASE)

Placed = tuple[Box, str]
"""A box and its drawing as SVG."""


def groups(placed: list[Placed], prefix: str) -> Iterator[str]:
    """Every box in order; all boxes of a step in one group, where the first of them stands."""
    steps: dict[str, list[Placed]] = {}
    for box, drawing in placed:
        if box.step is not None:
            steps.setdefault(box.step, []).append((box, drawing))
    for box, drawing in placed:
        if box.step is None:
            yield _behind(link_of(box, prefix), box, _part(box, drawing, prefix))
        elif members := steps.pop(box.step, None):
            yield _step(members, prefix)


def link_of(box: Box, prefix: str = "") -> str:
    """Where the box leads, empty when nowhere or to an address of a kind that is not allowed.

    A reference into the same picture (`#step-…`) gets the picture's prefix.
    """
    link = box.link or ""
    if not _ALLOWED_LINK.match(link):
        return ""
    return f"#{prefix}{link[1:]}" if link.startswith("#") else link


def _step(members: list[Placed], prefix: str) -> str:
    """One name and one link however many boxes the step has: one stop for the tab key. A box of the step that leads
    elsewhere (a mark to another band) is a link of its own."""
    named = next((box for box, _ in members if box.title), members[0][0])
    by_link: dict[str, list[Placed]] = {}
    main = next(filter(None, (link_of(box, prefix) for box, _ in members)), "")
    for box, drawing in members:
        by_link.setdefault(link_of(box, prefix) or main, []).append((box, drawing))
    name = named.title or named.text
    return "".join(
        (
            f'<g id="{xml_attribute(f"{prefix}step-{named.step}")}" class="step-group"{_SILENT if main else ""}>',
            f"<title>{xml_text(name)}</title>",
            *(
                _behind(link, named if link == main else some[0][0], _parts(some, prefix, name))
                for link, some in by_link.items()
            ),
            "</g>",
        )
    )


_SILENT = ' role="none"'
"""The link inside says the step's name; the group around it would say it twice."""


def _behind(link: str, named: Box, drawing: str) -> str:
    if not link:
        return drawing
    name = named.title or named.text or " ".join(named.lines)
    return f'<a href="{xml_attribute(link)}" aria-label="{xml_attribute(name)}">{drawing}</a>'


def _parts(placed: Iterable[Placed], prefix: str, said: str) -> str:
    return "".join(_part(box, drawing, prefix, said) for box, drawing in placed)


def _part(box: Box, drawing: str, prefix: str, said: str = "") -> str:
    """One box. It has a title where it says more than the group around it and than its drawn lines."""
    mark = f'class="{xml_attribute(box.style)}"'
    if box.link and box.cell:
        mark += f' data-cell="{xml_attribute(box.cell)}"'
    title = box.title
    if box.note is not None:
        mark = f'id="{xml_attribute(f"{prefix}note-{box.note}")}" {mark}'
        title = title or box.text
    elif not title and any(line.endswith("…") for line in box.lines):
        title = box.text
    if box.decorative:
        mark += ' aria-hidden="true"'
    elif title and title != said:
        return f"<g {mark}><title>{xml_text(title)}</title>{drawing}</g>"
    return f"<g {mark}>{drawing}</g>"
