"""What is kept in a file of what was written, so that reading it again knows what was changed since."""

from journeys.domain.bpmn_written import Written, WrittenFlow, WrittenNote, WrittenPart
from journeys.render.bpmn.parts import Diagram, Node

_FIELDS = {"wait": "waiting_time"}


def written(diagram: Diagram) -> str:
    """The record of one diagram, as JSON on one line."""
    record = Written(
        journey=diagram.journey,
        lanes=_lanes(diagram),
        parts={
            **{node.id: _part(node) for node in diagram.nodes.values() if node.slot in ("task", "wait")},
            **{p.id: WrittenPart(step=p.step, field="documents", said=p.name) for p in diagram.papers},
        },
        notes={remark.id: WrittenNote(note=remark.note, said=remark.text) for remark in diagram.remarks},
        flows={
            flow.id: WrittenFlow(source=flow.source, target=flow.target, said=flow.name, links=flow.links)
            for flow in diagram.flows
        },
    )
    return record.model_dump_json(exclude_defaults=True)


def _lanes(diagram: Diagram) -> dict[str, str]:
    """By the id of a pool or lane, what it is; a pool with one lane stands for it."""
    out = {}
    for pool in diagram.pools:
        lanes = diagram.lanes_of(pool)
        out[f"pool_{pool}_{diagram.number}"] = lanes[0] if len(lanes) == 1 else pool
        out.update({f"lane_{lane}_{diagram.number}": lane for lane in lanes if len(lanes) > 1})
    return out


def _part(node: Node) -> WrittenPart:
    field = node.field or _FIELDS.get(node.slot, "")
    return WrittenPart(step=node.step, field=field, titled=node.titled, said=node.name, lane=node.lane)
