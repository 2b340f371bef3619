"""What was changed in the ways of one of our models: links that were taken away, added, or led through a new step."""

from collections import defaultdict
from collections.abc import Iterable

from journeys.domain.document import END

Links = dict[str, list[list[str | None]]]
"""By step, where it leads and on what condition."""


class Graph:
    """The flows of a model between its nodes; `owner` says of which step a node is a task."""

    def __init__(self, flows: Iterable[tuple[str, str, str]], owner: dict[str, str]) -> None:
        self.owner = owner
        self._out: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for source, target, label in flows:
            self._out[source].append((target, label))

    def ways(self, tasks: list[str]) -> dict[str, str]:
        """Where the step of these tasks leads, with what is said on the first way to each. From one of its tasks to the
        next is no way; back to one of them through a gateway is."""
        found: dict[str, str] = {}
        seen: set[tuple[str, bool]] = set()
        waiting = [
            (target, label, False) for task in reversed(tasks) for target, label in reversed(self._out[task])
        ]
        own = set(tasks)
        if not any(self._out[task] for task in tasks):
            return {END: ""}
        while waiting:
            here, label, apart = waiting.pop()
            if (here, apart) in seen or (here in own and not apart):
                continue
            seen.add((here, apart))
            if here in self.owner:
                found.setdefault(self.owner[here], label)
                continue
            onward = self._out.get(here)
            if not onward:
                found.setdefault(END, label)
                continue
            waiting += [(target, label or more, True) for target, more in reversed(onward)]
        return found


class Relinking:
    """Changes `links` by the difference of two graphs. `new` are the tasks of new steps, `dropped` the links whose
    flows are gone."""

    def __init__(
        self,
        links: Links,
        then: Graph,
        now: Graph,
        new: dict[str, list[str]],
        dropped: frozenset[tuple[str, str]],
    ) -> None:
        self.links, self.then, self.now, self.dropped = links, then, now, dropped
        self.new = {ref: now.ways(tasks) for ref, tasks in new.items()}
        self.through: dict[tuple[str, str], list[list[str | None]]] = {}
        self.changed: set[str] = set()

    def compare(self, ref: str, tasks: list[str], taking: frozenset[str]) -> None:
        """Carry over what changed behind the tasks of one step in a pool; `taking` are the pool's steps."""
        then, now = self.then.ways(tasks), self.now.ways(tasks)
        if then.keys() == now.keys():
            return
        self.changed.add(ref)
        gone = [target for target in then if target not in now]
        added = [target for target in now if target not in then]
        for target in added:
            if target in self.new:
                gone = self._led_through(ref, target, now[target], gone, then, taking)
            elif not any(to == target for to, _ in self.links[ref]):
                self.links[ref].append([target, now[target] or None])
        for target in gone:
            lost = self._links_to(ref, target, taking)
            if not added:
                lost = [e for e in lost if e[0] == target or (ref, e[0]) in self.dropped]
            self.links[ref] = [entry for entry in self.links[ref] if entry not in lost]
        self.links[ref] = self.links[ref] or [[END, None]]

    def _led_through(
        self, ref: str, new: str, label: str, gone: list[str], then: dict[str, str], taking: frozenset[str]
    ) -> list[str]:
        """A new step stands where a step led: it takes over the links that now begin at it. What is still gone."""
        behind = self._behind(new)
        taken = [target for target in gone if target in behind]
        for target in taken:
            entries = self._links_to(ref, target, taking)
            self.links[ref] = [entry for entry in self.links[ref] if entry not in entries]
            for source in behind[target]:
                said = self.new[source][target]
                kept = [
                    list(entry) if said == then[target] else [entry[0], said or None] for entry in entries
                ]
                self.through[source, target] = kept
        self.links[ref].append([new, label or None])
        return [target for target in gone if target not in taken]

    def _behind(self, new: str) -> dict[str, list[str]]:
        """Steps that were there before, by way of new ones behind a new one; and which of these lead there."""
        out: dict[str, list[str]] = defaultdict(list)
        seen, waiting = {new}, [new]
        while waiting:
            here = waiting.pop()
            for target in self.new[here]:
                if target not in self.new:
                    out[target].append(here)
                elif target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return out

    def _links_to(self, ref: str, target: str, taking: frozenset[str]) -> list[list[str | None]]:
        """The links of a step that lead to another, past steps that take no part in the pool."""
        return [entry for entry in self.links[ref] if self._leads(str(entry[0]), target, taking)]

    def _leads(self, start: str, target: str, taking: frozenset[str]) -> bool:
        seen, waiting = set(), [start]
        while waiting:
            here = waiting.pop()
            if here == target:
                return True
            if here not in taking and here not in seen and here in self.links:
                seen.add(here)
                waiting += [str(to) for to, _ in self.links[here]]
        return False

    def finish(self) -> None:
        """Give the new steps their links."""
        for ref, ways in self.new.items():
            entries: list[list[str | None]] = []
            for target, label in ways.items():
                entries += self.through.get((ref, target), [[target, label or None]])
            self.links[ref] = [entry for n, entry in enumerate(entries) if entry not in entries[:n]]


def without(links: Links, gone: str) -> None:
    """Take a step out: who led to it leads where it led, on either's condition."""
    onward = [entry for entry in links.pop(gone) if entry[0] != gone]
    for ref, entries in links.items():
        out: list[list[str | None]] = []
        for to, condition in entries:
            through = [[END, None]] if to == gone and not onward else onward
            out += [[t, condition or c] for t, c in through] if to == gone else [[to, condition]]
        links[ref] = [entry for n, entry in enumerate(out) if entry not in out[:n]]
