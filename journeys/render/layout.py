"""From a journey document to the layout model: the one way in for every writer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from journeys.domain.comparing import first_of
from journeys.domain.diff.uniting import Became
from journeys.domain.document import Document, Journey
from journeys.domain.filtering import NO_FILTER, Filter, filtered
from journeys.domain.findings import Finding, Refused
from journeys.domain.words import Words
from journeys.render.blueprint import plan_blueprint
from journeys.render.comparison_pages import comparison_pages
from journeys.render.heat import plan_heat
from journeys.render.journey_map import plan_journey_map
from journeys.render.picture import Picture
from journeys.render.screen import screen_pages
from journeys.render.sheets import paper_pages
from journeys.render.subject import Paper, Subject, View
from journeys.render.title_block import heading
from journeys.settings import STEPS

_PLANS = {"journey": plan_journey_map, "blueprint": plan_blueprint, "heat": plan_heat}


@dataclass(frozen=True)
class Options:
    """How to lay out. `paper`: sheets of this size instead of one page for the screen; `step_link`: the address that
    the boxes of a step lead to, from the step's id in the document; `by`: what is shown of the journey, all if empty
    (a comparison shows all); `became`: what became of its steps, where the journey is that of two states; `about`: of
    which ones; `talks`: how many comments on its steps are open."""

    paper: Paper | None = None
    step_link: Callable[[str], str] | None = None
    by: Filter = NO_FILTER
    became: Mapping[str, Became] | None = None
    talks: Mapping[str, int] | None = None
    about: str = ""


def lay_out(document: Document, journey: Journey, view: View, options: Options = Options()) -> Picture:
    """The picture of `journey`, which is one of `document`'s, in points; of a comparison it is the to-be.

    Raises `Refused` when the journey has more steps than are drawn, or a comparison lacks its as-is.
    """
    check_size(journey)
    if view == "comparison":
        return _lay_out_comparison(document, journey, options)
    speech = (document.words_language, document.staff_term)
    part = filtered(document, journey, options.by)
    subject = Subject(
        *speech,
        document,
        part,
        view,
        options.paper,
        options.step_link,
        whole=journey,
        became=options.became,
        talks=options.talks,
        about=options.about,
    )
    pages, whole = (paper_pages if options.paper else screen_pages)(subject, _PLANS[view])
    return Picture(pages, heading(subject), whole)


def _lay_out_comparison(document: Document, to_be: Journey, options: Options) -> Picture:
    as_is = first_of(document, "as_is")
    check_size(as_is)
    speech = (document.words_language, document.staff_term)
    looked = (options.paper, options.step_link)
    subject = Subject(*speech, document, as_is, "comparison", *looked, to_be=to_be)
    pages, whole = comparison_pages(subject)
    return Picture(pages, heading(subject), whole)


def check_size(journey: Journey) -> None:
    """Raises Refused for a journey with more steps than are drawn."""
    count = len(journey.steps())
    if count > STEPS.value:
        words = Words(
            f"Die Reise „{journey.id}“ hat {count} Schritte; gezeichnet werden höchstens {STEPS.value}.",
            f"Journey “{journey.id}” has {count} steps; at most {STEPS.value} are drawn.",
        )
        raise Refused([Finding("journeys", words)])
