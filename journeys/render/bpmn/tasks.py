"""Which tasks a step becomes: one for each lane in which it says something, of which one bears its title."""

from typing import NamedTuple

from journeys.domain.document import Step
from journeys.render.text import shorten
from journeys.render.voice import filled

NAME = 90
"""Characters of a name that stand in a shape; the whole text is in the documentation."""
ANCHOR = {
    "citizen": ("citizen", "frontstage", "backstage", "systems", "third_party"),
    "clerk": ("frontstage", "backstage", "citizen", "systems", "third_party"),
    "system": ("systems", "backstage", "frontstage", "citizen", "third_party"),
    "third_party": ("citizen", "third_party", "backstage", "frontstage", "systems"),
}
"""By who acts: in which lane the task stands that bears the title, the first that the step fills."""


class Task(NamedTuple):
    """`field` is the field of the step whose text it is, empty where the step has only its title; `titled` bears the
    title. `text` is what the field says."""

    lane: str
    field: str
    text: str
    titled: bool


def one_line(text: str | None) -> str:
    """A text as a name: blanks are one, none at the ends; a byte order mark counts as one, too."""
    return " ".join((text or "").replace("\ufeff", " ").split())


def name_of(text: str | None) -> str:
    return shorten(one_line(text), NAME)


def tasks_of(step: Step) -> list[Task]:
    """The tasks of a step in the order of the lanes; at least one."""
    said = {
        "citizen": ("citizen_action", filled(step.citizen_action)),
        "frontstage": ("frontstage", filled(step.frontstage)),
        "backstage": ("backstage", filled(step.backstage)),
        "systems": ("support_systems", ", ".join(filter(None, map(one_line, step.support_systems)))),
        "third_party": ("", ""),
    }
    if step.actor == "third_party":
        said["frontstage"], said["third_party"] = said["third_party"], said["frontstage"]
    there = [lane for lane, (_, text) in said.items() if one_line(text)]
    anchor = next((lane for lane in ANCHOR[step.actor or "citizen"] if lane in there), "")
    if not there:
        anchor = _home(step)
        there, said[anchor] = [anchor], ("", "")
    return [Task(lane, *said[lane], lane == anchor) for lane in there]


def _home(step: Step) -> str:
    """The lane of a step that says nothing but its title."""
    if step.actor == "clerk":
        return "backstage" if step.channel == "internal" else "frontstage"
    return {"system": "systems", "third_party": "third_party"}.get(step.actor or "", "citizen")


def tag_of(step: Step, lane: str) -> str:
    """The kind of task: done with an IT system, by one, or by hand; plain where that is not said."""
    if lane == "systems":
        return "serviceTask"
    if lane == "citizen":
        online = step.channel in ("online", "app", "email")
        return "userTask" if online else "manualTask" if step.channel else "task"
    if lane == "third_party":
        return "task"
    return "userTask" if step.support_systems else "manualTask"
