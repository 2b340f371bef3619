"""What was changed beside the tasks of one of our diagrams: data objects and annotations."""

import re
from typing import Any

from journeys.domain.bpmn_written import Written
from journeys.domain.intake.bpmn_file import Model
from journeys.domain.intake.bpmn_naming import Ids, body, one_line
from journeys.domain.words import NOTE_KIND

Fields = dict[str, Any]
_KINDS = {"pain_point": "pain_points", "need": "needs"}
_PREFIX = {
    field: re.compile(rf"(?:{'|'.join(map(re.escape, NOTE_KIND[kind]))})(?: \([^)]*\))?: *")
    for kind, field in _KINDS.items()
}
"""How an annotation says which kind of note it is: „Schmerzpunkt (schlimm): “."""


class Beside:
    """Carries changed documents and notes over into the plain `steps`. `unsorted` are notes without a kind."""

    def __init__(self, record: Written, model: Model, steps: dict[str, Fields], ids: Ids) -> None:
        self.record, self.model, self.steps, self.ids = record, model, steps, ids
        self.things = {thing.key: thing for thing in model.beside.values()}
        self.unsorted: list[Fields] = []

    def carry_over(self) -> None:
        for key, part in self.record.parts.items():
            if part.field == "documents" and part.step in self.steps:
                self._documents(key, part.said, self.steps[part.step])
        for step in self.steps.values():
            for field in _KINDS.values():
                self._notes(step, field)
        self._new()

    def _documents(self, key: str, said: str, step: Fields) -> None:
        thing = self.things.get(key)
        if thing is None:
            step.pop("documents", None)
        elif one_line(thing.text) != one_line(said):
            step["documents"] = [body(entry) for entry in one_line(thing.text).split(", ") if entry]

    def _notes(self, step: Fields, field: str) -> None:
        drawn = {written.note: (key, written.said) for key, written in self.record.notes.items()}
        kept = []
        for note in step.get(field, ()):
            key, said = drawn.get(note["id"], ("", ""))
            thing = self.things.get(key)
            if key and thing is None:
                continue
            if thing is not None and (text := one_line(thing.text)) != one_line(said):
                note["text"] = body(_PREFIX[field].sub("", text, count=1))
            kept.append(note)
        if field in step:
            step[field] = kept
            if not kept:
                del step[field]

    def _new(self) -> None:
        """Annotations and data objects that were drawn since, at the tasks that they are tied to."""
        tied = self._tied()
        known = self.record.parts.keys() | self.record.notes.keys()
        for thing in self.model.beside.values():
            text, step = one_line(thing.text), tied.get(thing.id)
            if thing.key in known or not text:
                continue
            if thing.tag == "textAnnotation":
                self._note(thing.key, text, step)
            elif step is not None:
                field = "documents" if thing.tag == "dataObjectReference" else "support_systems"
                step.setdefault(field, []).append(body(text))

    def _note(self, key: str, text: str, step: Fields | None) -> None:
        note = {"id": self.ids.take(key, "n"), "text": body(text)}
        for field, prefix in _PREFIX.items():
            if step is not None and prefix.match(text):
                note["text"] = body(prefix.sub("", text, count=1))
                step.setdefault(field, []).append(note)
                return
        self.unsorted.append(note)

    def _tied(self) -> dict[str, Fields]:
        """By what stands beside, the step of the first task that it is tied to."""
        step_of = {
            node.id: self.steps[part.step]
            for node in self.model.nodes.values()
            if (part := self.record.parts.get(node.key)) and part.step in self.steps
        }
        out: dict[str, Fields] = {}
        for one, other in self.model.ties:
            for node, thing in ((one, other), (other, one)):
                if node in step_of:
                    out.setdefault(thing, step_of[node])
        return out
