"""A document in which every field of the schema is set, made from the schema itself: a new field is in it at once."""

from copy import deepcopy
from typing import Any

from journeys.domain.schema import part_schema, schema

CHILDREN = ("phases", "lanes", "steps", "pain_points", "needs", "quotes")
# What the two values of a field that refers to something are.
REFERENCES: dict[str, tuple[str, str]] = {
    "sources": ("Q1", "Q2"),
    "persona": ("B1", "B2"),
    "personas": ("B1", "B2"),
    "lane": ("J2-lane1", "J2-lane2"),
    "to": ("T2", "end"),
    "replaces": ("S1", "S2"),
    "removed_steps": ("S1", "S2"),
    "step": ("S1", "S2"),
    "resolves": ("S1-pain_points", "S2-pain_points"),
    "addresses": ("S1-pain_points", "S2-pain_points"),
}


def made(shape: dict[str, Any], field: str, n: int) -> Any:
    """One of two values (`n` 0 or 1) for a field of this shape; objects have all their fields."""
    shape = _followed(shape)
    if "enum" in shape:
        return shape["enum"][n]
    if shape.get("pattern", "").startswith(r"^\d{4}-"):
        return f"2026-11-1{n}"
    if "pattern" in shape or "anyOf" in shape:
        return REFERENCES[field][n] if field in REFERENCES else str(n + 1) * 14
    match shape["type"]:
        case "array":
            return [made(shape["items"], field, n)]
        case "object":
            return {name: made(inner, name, n) for name, inner in shape["properties"].items()}
        case "boolean":
            return bool(n)
        case "integer" | "number" | ["number", "string"]:
            return shape.get("minimum", 1) + n
        case "string":
            return f"{field} {n}"
    raise AssertionError(f"nobody thought of {field}: {shape}")


def _followed(shape: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in shape:
        found: dict[str, Any] = schema()["$defs"][shape["$ref"].rpartition("/")[2]]
        return found
    return shape


def fields_of(part: str) -> dict[str, Any]:
    """The fields of a part that are edited with it, by name: their shapes."""
    return {k: v for k, v in part_schema(part)["properties"].items() if k not in CHILDREN}


def item(part: str, id: str, **children: Any) -> dict[str, Any]:
    out = {name: made(shape, name, 0) for name, shape in fields_of(part).items() if name != "id"}
    return {"id": id, **out, **children}


def whole_document() -> dict[str, Any]:
    """Two of each kind of thing, so that every reference can be changed to another one."""
    return deepcopy(
        {
            "format": "journeys/1",
            **item("head", "leistung"),
            "service": {name: made(shape, name, 0) for name, shape in fields_of("service").items()},
            "personas": [item("persona", "B1"), item("persona", "B2")],
            "journeys": [_journey("J1", "as_is", ("S1", "S2")), _journey("J2", "to_be", ("T1", "T2"))],
            "opportunities": [item("opportunity", "O1"), item("opportunity", "O2")],
            "unsorted_notes": [item("unsorted_note", "U1"), item("unsorted_note", "U2")],
            "sources": [item("source", "Q1"), item("source", "Q2")],
        }
    )


def _journey(id: str, kind: str, steps: tuple[str, str]) -> dict[str, Any]:
    phases = [
        item("phase", f"{step}-phase", steps=[_step(id, step, [{"to": "end", "condition": "so"}])])
        for step in steps
    ]
    lanes = [item("lane", f"{id}-lane{n}") for n in (1, 2)]
    journey = item("journey", id, lanes=lanes, phases=phases)
    phases[0]["steps"][0]["next"][0]["to"] = steps[1]
    return {**journey, "kind": kind}


def _step(journey: str, id: str, ways: list[dict[str, str]]) -> dict[str, Any]:
    notes = {
        name: [item(part, f"{id}-{name}")]
        for name, part in (("pain_points", "pain_point"), ("needs", "need"), ("quotes", "quote"))
    }
    in_lanes = [{"lane": f"{journey}-lane1", "text": "in_lanes 0"}]
    return {**item("step", id, **notes), "next": ways, "in_lanes": in_lanes}
