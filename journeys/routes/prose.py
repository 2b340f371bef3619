"""Markdown that people wrote, as clean HTML: help pages, descriptions of projects, summaries of journeys."""

import nh3
from markdown import Markdown
from markupsafe import Markup

TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("em", "strong", "a", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}


def prose(text: str) -> Markup:
    """`text` in Markdown as HTML that is safe to show.

    Headings begin at the second level, as the first belongs to the page; no pictures, no ids, no styles. Links lead
    to http, https, mailto or into the app.
    """
    html = Markdown(extensions=["tables", "sane_lists", "def_list", "toc"], extension_configs=_SHIFT).convert(
        text
    )
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )
    return Markup(clean)


_SHIFT = {"toc": {"baselevel": 2}}
