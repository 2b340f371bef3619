"""Steps added to a model or deleted from it, in the phases of their journey; links said only where they must be."""

from typing import Any

from journeys.domain.document import END
from journeys.domain.intake.bpmn_links import Links

Fields = dict[str, Any]


class Ordering:
    """Writes steps and links into the plain journey. `before` and `links` are the links of then and now."""

    def __init__(self, plain: Fields, steps: dict[str, Fields], before: Links, links: Links) -> None:
        self.plain, self.steps, self.before, self.links = plain, steps, before, links

    def write(self, gone: list[str], new: dict[str, Fields]) -> None:
        for phase in self.plain["phases"]:
            phase["steps"] = [step for step in phase["steps"] if step["id"] not in gone]
        self._place(new)
        self._say_links()

    def _place(self, new: dict[str, Fields]) -> None:
        """Each new step behind the first one that leads to it, or where it leads, or at the end."""
        waiting = dict(new)
        while waiting:
            ref = next((ref for ref in waiting if self._spot(ref)), None)
            if ref is None:
                ref = next(iter(waiting))
                if not self.plain["phases"]:
                    self.plain["phases"].append(
                        {"id": f"{self.plain['id'][:56]}-p", "name": "Ablauf", "steps": []}
                    )
                self.plain["phases"][-1]["steps"].append(waiting.pop(ref))
            else:
                steps, at = self._spot(ref) or ([], 0)
                steps.insert(at, waiting.pop(ref))

    def _spot(self, ref: str) -> tuple[list[Fields], int] | None:
        targets = [to for to, _ in self.links.get(ref, ())]
        for phase in self.plain["phases"]:
            for n, step in enumerate(phase["steps"]):
                if any(to == ref for to, _ in self.links.get(step["id"], ())):
                    return phase["steps"], n + 1
        for phase in self.plain["phases"]:
            for n, step in enumerate(phase["steps"]):
                if step["id"] in targets:
                    return phase["steps"], n
        return None

    def _say_links(self) -> None:
        """A step that led on without a word still does, where the order has not changed around it."""
        order = [step for phase in self.plain["phases"] for step in phase["steps"]]
        followers = [*(step["id"] for step in order[1:]), END]
        for step, follower in zip(order, followers, strict=False):
            links = self.links.get(step["id"], [])
            implied = links == [[follower, None]]
            if links == self.before.get(step["id"]) and ("next" in step or implied):
                continue
            if implied:
                step.pop("next", None)
            else:
                step["next"] = [
                    _entry(to, said) for to, said in links if [to, said] != [END, None] or len(links) > 1
                ]


def _entry(to: str | None, condition: str | None) -> dict[str, str | None]:
    return {"to": to, "condition": condition} if condition else {"to": to}
