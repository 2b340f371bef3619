"""The description of the read API (OpenAPI 3.1), made from its routes and the models of their answers."""

import json
import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from journeys import __version__
from journeys.domain.document import Document
from journeys.domain.schema import part_schema, schema
from journeys.domain.words import Words
from journeys.routes.api import models
from journeys.routes.api.place import BASE
from journeys.routes.api.problems import MEDIA_TYPE, PROBLEMS
from journeys.routes.api.shapes import FORMAT, PART, PARTS, Shape
from journeys.routes.api.wiring import JSON, File, Operation
from journeys.routes.guard import action_of

TITLE = Words("Bürgerreise: Lesen für andere Programme", "Bürgerreise: reading for other programs")
ABOUT = Words(
    "Liest ein Vorhaben: seine Leistungen, jede als Dokument im Format journeys/1, in Teilen und in Zahlen. Ändern "
    "lässt sich hier nichts. Jede Antwort trägt eine Marke (ETag): Wer sie mit „If-None-Match“ zurückschickt und "
    "nichts Neues verpasst hat, bekommt 304.",
    "Reads a project: its services, each as a document in the format journeys/1, in parts and in figures. Nothing can "
    "be changed here. Each answer carries a mark (ETag): whoever sends it back with “If-None-Match” and has missed "
    "nothing gets 304.",
)
TOKEN = Words(
    "Ein Schlüssel für ein Vorhaben. Wer das Vorhaben moderiert, legt ihn auf der Seite des Vorhabens an.",
    "A token for one project. Whoever facilitates the project makes it on the project's page.",
)
REACH: dict[str, tuple[str, Words]] = {
    "read figures by token": ("figures", Words("mit jedem Schlüssel", "with any token")),
    "read documents by token": (
        "documents",
        Words("mit einem Schlüssel „Alles lesen“", "with a token “Read everything”"),
    ),
}
"""By the action that a route names: what a token has to reach."""
GOOD = Words("Die Antwort", "The answer")
SAME = Words("Seit dieser Marke hat sich nichts geändert", "Nothing has changed since this mark")
NUMBER = Words("Nummer", "Number")
ONE_OF = Words("Eines davon", "One of these")
_ARGUMENT = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
Plain = dict[str, Any]


def describe(app: Flask, language: str) -> Plain:
    """The description with its explanations in this language."""
    routes = sorted(_routes(app), key=lambda pair: pair[0].rule)
    found = {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "description": ABOUT,
            "version": __version__,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": BASE}],
        "paths": {_path(rule): {"get": _operation(app, rule, operation)} for rule, operation in routes},
        "components": {
            "schemas": _schemas([operation for _, operation in routes]),
            "responses": {f"problem-{status}": _problem(status) for status in PROBLEMS},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": TOKEN}},
        },
    }
    described: Plain = json.loads(json.dumps(_in(found, language), ensure_ascii=False, default=str))
    return described


def _routes(app: Flask) -> Iterator[tuple[Rule, Operation]]:
    for rule in app.url_map.iter_rules():
        operation = getattr(app.view_functions[rule.endpoint], "operation", None)
        if operation is not None:
            yield rule, operation


def _path(rule: Rule) -> str:
    return _ARGUMENT.sub(r"{\1}", rule.rule.removeprefix(BASE))


def _operation(app: Flask, rule: Rule, operation: Operation) -> Plain:
    scope = REACH.get(action_of(rule.endpoint))
    asked = [*_in_path(rule), *_in_query(operation.asks)]
    answers = {200: _good(operation.answers), 304: {"description": SAME}}
    for status in _troubles(operation, scope[0] if scope else ""):
        answers[status] = {"$ref": f"#/components/responses/problem-{status}"}
    return {
        "operationId": rule.endpoint.rpartition(".")[2],
        "summary": operation.summary,
        **({"description": scope[1]} if scope else {}),
        "security": [{"token": [scope[0]]}] if scope else [],
        **({"parameters": asked} if asked else {}),
        "responses": {str(status): said for status, said in sorted(answers.items())},
    }


def _troubles(operation: Operation, scope: str) -> list[int]:
    """The statuses of errors that a program meets there; `scope` is empty where no token is asked for."""
    found = [400, 500, 503, *([401, 404, 429] if scope else [])]
    return found + [403] * (scope == "documents") + [422] * (operation.answers is File)


def _in_path(rule: Rule) -> Iterator[Plain]:
    for name in re.findall(_ARGUMENT, rule.rule):
        converter = rule._converters[name]
        shape: Plain = {"type": "string"}
        if isinstance(converter, IntegerConverter):
            shape = {"type": "integer", "minimum": 0, "maximum": converter.max}
        elif isinstance(converter, AnyConverter):
            shape = {"type": "string", "enum": sorted(converter.items)}
        said = NUMBER if shape["type"] == "integer" else ONE_OF
        yield {"name": name, "in": "path", "required": True, "description": said, "schema": shape}


def _in_query(asks: type[BaseModel] | None) -> Iterator[Plain]:
    if asks is None:
        return
    for name, shape in asks.model_json_schema()["properties"].items():
        without = {key: value for key, value in shape.items() if key not in ("title", "words")}
        if "anyOf" in without:  # an address cannot say null: it leaves the field out
            options = without.pop("anyOf")
            without = {**options[0], **{k: v for k, v in without.items() if v is not None}}
        yield {"name": name, "in": "query", "description": Words(*shape["words"]), "schema": without}


def _good(kind: Any) -> Plain:
    mark = {
        "ETag": {"description": Words("Marke des Standes", "mark of the state"), "schema": {"type": "string"}}
    }
    if kind is File:
        content: Plain = {"*/*": {}}
    else:
        content = {JSON: {"schema": _ref(kind)}}
    return {"description": GOOD, "headers": mark, "content": content}


def _ref(kind: Any) -> Plain:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {"$ref": f"#/components/schemas/{kind.__name__}"}
    if getattr(kind, "__origin__", None) is Document:
        return {"$ref": f"#/components/schemas/{FORMAT}document"}
    return {"type": "object"}


def _problem(status: int) -> Plain:
    name, advice = PROBLEMS[status]
    shape = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": f"{name}. {advice}", "content": {MEDIA_TYPE: shape}}


def _schemas(operations: list[Operation]) -> Plain:
    """The models of all answers, then the shapes of the format that they refer to."""
    kinds = [o.answers for o in operations if isinstance(o.answers, type)]
    answers: set[type[Shape]] = {models.Problem, *(kind for kind in kinds if issubclass(kind, Shape))}
    named = sorted(answers, key=lambda model: model.__name__)
    wanted: Any = [(model, "serialization") for model in named]
    _, made = models_json_schema(wanted, ref_template="#/components/schemas/{model}")
    ours = {name: shape for name, shape in made["$defs"].items() if hasattr(models, name)}
    return {**dict(sorted(_untitled(ours).items())), **_format()}


def _format() -> Plain:
    """The published schema, cut up so that its definitions are found here."""
    parts: Plain = {name: part_schema(part) for name, part in PARTS.items()}
    parts = {**schema()["$defs"], **parts}
    cut = {
        FORMAT + name: {k: v for k, v in shape.items() if k not in ("$defs", "$schema")}
        for name, shape in parts.items()
    }
    moved: Plain = json.loads(json.dumps(cut).replace('"#/$defs/', f'"#/components/schemas/{FORMAT}'))
    return dict(sorted(moved.items()))


def _untitled(value: Any) -> Any:
    """Without the titles that Pydantic makes of names; with explanations where a field has some."""
    if isinstance(value, list):
        return [_untitled(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    kept = {
        key: _untitled(entry)
        for key, entry in value.items()
        if not (key == "title" and isinstance(entry, str))
    }
    if words := kept.pop("words", None):
        kept["description"] = Words(*words)
    elif isinstance(kept.get("description"), str):
        del kept["description"]  # the docstring of a model: for who reads the code
    if part := kept.pop(PART, None):
        kept["$ref"] = f"#/components/schemas/{FORMAT}{part}"
    return kept


def _in(value: Any, language: str) -> Any:
    """The description with all words in one language."""
    if isinstance(value, Words):
        return value.in_(language)
    if isinstance(value, dict):
        return {key: _in(entry, language) for key, entry in value.items()}
    return [_in(entry, language) for entry in value] if isinstance(value, list) else value
