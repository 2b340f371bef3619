"""What part of a version is looked at, as addresses and forms say it."""

from collections.abc import Mapping
from typing import NamedTuple

from flask import request

from journeys.domain.review.subjects import Standing, Subject
from journeys.domain.review.tables import About
from journeys.domain.review.threads import CHOICES, Choice
from journeys.routes.forms import number_of

VIEWS = ("steps", "map", "blueprint", "list")
ABOUTS = ("service", "journey", "step", "cell", "note", "opportunity")


class Asked(NamedTuple):
    """What part of the version is looked at, as the address says it."""

    view: str = "steps"
    journey: str = ""
    show: Choice = "open"
    subject: Subject = Subject("service")
    thread: int = 0

    def plain(self, **more: object) -> dict[str, object]:
        """As arguments of an address; what is as always is left out."""
        said: dict[str, object] = {
            "view": self.view if self.view != VIEWS[0] else None,
            "journey": self.journey or None,
            "show": self.show if self.show != "open" else None,
            "about": self.subject.about if self.subject.about != "service" else None,
            "ref": self.subject.ref or None,
            "lane": self.subject.lane or None,
            "thread": self.thread or None,
            **more,
        }
        return {name: value for name, value in said.items() if value is not None}

    def of(self, about: About, ref: str) -> dict[str, object]:
        """As arguments, with this looked at, and the comments in sight."""
        return self._replace(subject=Subject(about, ref), thread=0).plain(_anchor="talk")

    def at(self, subject: Subject, standing: Standing) -> dict[str, object]:
        """The same for what a thread is about: in the journey where it stands."""
        about: tuple[About, str] = ("step", standing.step) if standing.step else (subject.about, subject.ref)
        return {**self.of(*about), **({"journey": standing.journey} if standing.journey else {})}


def asked(source: Mapping[str, str] | None = None) -> Asked:
    """What the address asks for, or a form that was sent from there."""
    said = request.args if source is None else source
    view, show = said.get("view", ""), said.get("show", "")
    return Asked(
        view if view in VIEWS else VIEWS[0],
        said.get("journey", ""),
        show if show in CHOICES else "open",
        subject_in(said),
        number_of(said.get("thread", "")),
    )


def subject_in(said: Mapping[str, str]) -> Subject:
    """What a comment is to be about; the service where nothing else is named. A choice in the form says it in one."""
    if said.get("what", "").count(":") >= 2:
        about, lane, ref = said["what"].split(":", 2)
        said = {"about": about, "lane": lane, "ref": ref}
    about = said.get("about", "")
    if about not in ABOUTS or about == "service":
        return Subject("service")
    return Subject(about, said.get("ref", ""), said.get("lane", "") if about == "cell" else "")  # type: ignore[arg-type]
