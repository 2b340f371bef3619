"""How a view of the read API becomes a route: what is asked is checked, what is answered is typed and has a mark.

A view takes a session and what its address names, and returns a model. What it takes and returns is read from its
annotations, for the route as for the description of the API: the two cannot differ.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple, get_type_hints

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext
from pydantic import BaseModel, TypeAdapter, ValidationError

from journeys import __version__
from journeys.domain.findings import Refused
from journeys.domain.wording import shown
from journeys.domain.words import Words
from journeys.render.hand import PenBroken
from journeys.routes.api.place import BASE
from journeys.routes.api.problems import problem
from journeys.routes.forms import say

View = Callable[..., Any]
Version = Callable[..., str]
JSON = "application/json"


class File(NamedTuple):
    """An answer that is a file."""

    content: bytes
    media_type: str
    name: str


class Operation(NamedTuple):
    """What the description says of a route."""

    summary: Words
    asks: type[BaseModel] | None
    answers: Any
    write: Callable[[Any], bytes] | None


bp = Blueprint("api", __name__, url_prefix=BASE)


def reads(path: str, action: str, summary: Words, version: Version | None = None) -> Callable[[View], View]:
    """Let the decorated view answer at `path` under /api/v1, by GET and HEAD only, to who may do `action`.

    `version` says, from what the address names, which state the answer is made of: then who has it already costs
    nothing more. Without one the answer's own bytes are its mark.
    """

    def mark(view: View) -> View:
        hints = get_type_hints(view, include_extras=True)
        kind = hints["return"]
        write = None if kind is File else TypeAdapter(kind).dump_json
        operation = Operation(summary, hints.get("asked"), kind, write)

        def answer(**named: Any) -> Response:
            return _answer(view, operation, version, named)

        answer.action, answer.operation = action, operation  # type: ignore[attr-defined]
        answer.__doc__ = view.__doc__
        bp.add_url_rule(path, view.__name__, answer, methods=["GET"], provide_automatic_options=False)
        return view

    return mark


def _answer(view: View, operation: Operation, version: Version | None, named: dict[str, Any]) -> Response:
    asked: dict[str, Any] = {}
    try:
        if operation.asks is not None:
            asked["asked"] = operation.asks.model_validate(request.args.to_dict())
        elif request.args:
            return problem(400, _no_such(next(iter(request.args)), []))
    except ValidationError as error:
        return problem(400, _wrong(error, operation.asks))
    try:
        with current_app.extensions["database"].reading() as rows:
            tag = f"{version(rows, **named)}-{request.endpoint}-{__version__}" if version else ""
            if tag and request.if_none_match.contains(tag):
                return _marked(Response(status=304), tag)
            value = view(rows, **named, **asked)
    except PenBroken as broken:
        return problem(503, say(broken.words))
    except Refused as refused:
        return problem(422, " ".join(say(finding.text) for finding in refused.findings))
    response = _written(value, operation)
    _marked(response, tag or sha256(response.data).hexdigest()[:32])
    return response.make_conditional(request)  # type: ignore[return-value]


def _written(value: Any, operation: Operation) -> Response:
    if operation.write is None:
        response = Response(value.content, content_type=value.media_type)
        response.headers.set("Content-Disposition", "attachment", filename=value.name)
        return response
    return Response(operation.write(value), content_type=JSON)


def _marked(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Authorization")
    return response


def _wrong(error: ValidationError, asks: type[BaseModel] | None) -> str:
    """The first thing that is wrong with what was asked, in a sentence."""
    assert asks is not None
    name = str(error.errors()[0]["loc"][0])
    field = asks.model_fields.get(name)
    if field is None:
        return _no_such(name, list(asks.model_fields))
    extra: Any = field.json_schema_extra
    said = gettext("Die Angabe „%(name)s“ passt nicht. Möglich ist: %(words)s.")
    return str(said % {"name": name, "words": say(Words(*extra["words"]))})


def _no_such(name: str, known: list[str]) -> str:
    said = gettext("Die Angabe „%(name)s“ gibt es hier nicht. Möglich sind: %(known)s.")
    return str(said % {"name": shown(name), "known": ", ".join(known) or gettext("keine")})
