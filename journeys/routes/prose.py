"""Markdown that people wrote, as clean HTML: help pages, descriptions of projects, summaries of journeys."""

import nh3
from markdown import Markdown
from markupsafe import Markup

TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("em", "strong", "a", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
EXTENSIONS = ("tables", "sane_lists", "def_list", "toc")
FRAME = '<div class="table-frame" tabindex="0">'
SCHEMES = {"http", "https", "mailto"}


def prose(text: str, top: int = 2) -> Markup:
    """`text` in Markdown as HTML that is safe to show.

    A heading of the first level becomes one of level `top`; what is still of the first level then is taken away, as
    that belongs to the page. No pictures, no ids, no styles. Links lead to http, https, mailto or into the app.
    """
    html = Markdown(extensions=EXTENSIONS, extension_configs={"toc": {"baselevel": top}}).convert(text)
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )
    # A wide table scrolls in a frame of its own, which the keyboard can reach; the page stays as wide as the window.
    framed = clean.replace("<table>", f"{FRAME}<table>").replace("</table>", "</table></div>")
    return Markup(framed)
