"""Who reads a version, and by which addresses: members of the project by the version's number, others by their link."""

from typing import NamedTuple
from urllib.parse import urlencode

from flask import url_for

from journeys.domain.people import Person
from journeys.domain.review.share_links import Shared
from journeys.domain.review.tables import Version
from journeys.routes.guard import allowed, person
from journeys.routes.visitor import visitor


class Reader(NamedTuple):
    """`person` for members, `link` and its `secret` for others."""

    version: Version
    person: Person | None = None
    link: Shared | None = None
    secret: str = ""

    @property
    def may_comment(self) -> bool:
        return self.link.may_comment if self.link else allowed("comment")

    @property
    def may_settle(self) -> bool:
        """Resolve threads, and whatever else only members do."""
        return self.link is None and allowed("comment")

    def page(self, **asked: object) -> str:
        """The version's page."""
        anchor = asked.pop("_anchor", None)
        said = urlencode({name: value for name, value in asked.items() if value is not None})
        return f"{self._page}{'?' if said else ''}{said}{f'#{anchor}' if anchor else ''}"

    @property
    def _page(self) -> str:
        """By hand, because a page with many comments has very many of them."""
        return f"/s/{self.secret}" if self.link else f"/versions/{self.version.id}"

    def live(self, **asked: object) -> str:
        """What the page asks for every few seconds."""
        if self.link:
            return url_for("shared.live", share=self.secret, **asked)  # type: ignore[arg-type]
        return url_for("versions.live", version_id=self.version.id, **asked)  # type: ignore[arg-type]

    def comment(self) -> str:
        """Where comments go."""
        if self.link:
            return url_for("shared.comment", share=self.secret)
        return url_for("comments.create", version_id=self.version.id)

    def present(self, **asked: object) -> str:
        """The version, large, phase by phase."""
        if self.link:
            return url_for("shared.present", share=self.secret, **asked)  # type: ignore[arg-type]
        return url_for("presenting.page", version_id=self.version.id, **asked)  # type: ignore[arg-type]

    def picture(self, journey: str, view: str, format: str) -> str:
        """A picture of it as a file."""
        if self.link:
            return url_for("shared.picture", share=self.secret, journey=journey, view=view, format=format)
        return url_for(
            "versions.picture", version_id=self.version.id, journey=journey, view=view, format=format
        )


def member(version: Version) -> Reader:
    """A member of the project, for routes that only they reach."""
    return Reader(version, person=person())


def guest(version: Version, secret: str) -> Reader:
    """Somebody who came by a link."""
    return Reader(version, link=visitor(), secret=secret)
