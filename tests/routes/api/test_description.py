"""The description is valid, every answer of the running app keeps to it, and the page for people says the same."""

import json
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from werkzeug.test import TestResponse

from journeys.database import Database
from journeys.domain.document import Document
from journeys.routes.api.place import BASE
from tests.domain.whole import whole_document
from tests.routes.api.programs import Program, a_project, a_token
from tests.routes.client import CheckingClient, words
from tests.routes.stored import example, store

Plain = dict[str, Any]


def described(app: Flask, language: str = "de") -> Plain:
    found: Plain = Program(app).read(f"/openapi.json?language={language}")
    return found


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_is_valid(app: Flask, language: str) -> None:
    found = described(app, language)
    OpenAPIV31SpecValidator(found).validate()
    assert found["openapi"] == "3.1.0"
    ids = [way["get"]["operationId"] for way in found["paths"].values()]
    assert len(set(ids)) == len(ids) >= 10


def test_the_validator_would_notice(app: Flask) -> None:
    found = described(app)
    del found["paths"]["/services/{service_id}"]["get"]["parameters"]
    found["info"].pop("version")
    assert list(OpenAPIV31SpecValidator(found).iter_errors())


def test_every_route_stands_in_it(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith(f"{BASE}/")} - {
        f"{BASE}/"
    }
    assert len(rules) == len(described(app)["paths"])


class Contract:
    """Says whether an answer is one that the description allows."""

    def __init__(self, found: Plain) -> None:
        self.found = found
        resource = Resource.from_contents(found, default_specification=DRAFT202012)
        self.registry = Registry().with_resource("urn:api", resource)

    def check(self, path: str, answer: TestResponse) -> None:
        responses = self.found["paths"][path]["get"]["responses"]
        said = responses[str(answer.status_code)]
        if "$ref" in said:
            said = self.found["components"]["responses"][said["$ref"].rpartition("/")[2]]
        assert set(said.get("headers", {})) <= set(answer.headers.keys())
        content = said.get("content", {})
        if not content:
            assert answer.data == b""
        elif "*/*" not in content:
            (media_type,) = content
            assert answer.content_type == media_type
            self.validate(content[media_type]["schema"], answer.get_json(force=True))

    def validate(self, shape: Plain, value: Any) -> None:
        Draft202012Validator(_moved(shape), registry=self.registry).validate(value)


def _moved(shape: Plain) -> Plain:
    moved: Plain = json.loads(json.dumps(shape).replace('"#/', '"urn:api#/'))
    return moved


@pytest.mark.parametrize("which", ["whole", "example"])
def test_every_answer_keeps_to_it(app: Flask, database: Database, which: str) -> None:
    by, project = a_project(database)
    stored = store(
        database, Document.from_plain(whole_document()) if which == "whole" else example(), "Vorhaben"
    )
    reader = Program(app, a_token(database, project.id, by))
    few = Program(app, a_token(database, project.id, by, "figures"))
    contract, met = Contract(described(app)), set()
    names = {"project_id": stored.project, "service_id": stored.service, "format": "yaml"}
    for path in contract.found["paths"]:
        here = path.format(**names)
        away = path.format(project_id=9999, service_id=9999, format="yaml")
        tag = reader.get(here).headers["ETag"]
        answers = [reader.get(here), reader.get(here, If_None_Match=tag), reader.get(f"{here}?unbekannt=1")]
        answers += [few.get(here), Program(app).get(here), Program(app, "bgr_x").get(here), reader.get(away)]
        for answer in answers:
            contract.check(path, answer)
            met.add(answer.status_code)
    assert met == {200, 304, 400, 401, 403, 404}


def test_the_contract_would_notice(app: Flask) -> None:
    contract = Contract(described(app))
    shape = {"$ref": "#/components/schemas/Steps"}
    step = {"journey": "J", "kind": "as_is", "phase": "P", "number": 1, "pain_score": 0}
    steps = {"service": 1, "version": 1, "items": [{**step, "step": {"id": "S1", "title": "x"}}]}
    contract.validate(shape, steps)
    for wrong in (
        {"id": "S1"},
        {"id": "S1", "title": "x", "emotion": 9},
        {"id": "S1", "title": "x", "neu": 1},
    ):
        with pytest.raises(Exception, match="Failed validating"):
            contract.validate(shape, {**steps, "items": [{**step, "step": wrong}]})


def test_the_page_for_people_says_the_same(
    app: Flask, anonymous: CheckingClient, client: CheckingClient
) -> None:
    found, page = described(app), anonymous.page("/api/v1/")
    text = words(page)
    for path, way in found["paths"].items():
        assert f"GET {BASE}{path}" in text and way["get"]["summary"] in text
    for name, shape in found["components"]["schemas"].items():
        if not name.startswith("format."):
            assert all(
                field in text and what["description"] in text for field, what in shape["properties"].items()
            )
    targets = {element.get("id") for element in page.iter()}
    inside = [link.get("href", "") for link in page.iter("a") if link.get("href", "").startswith("#")]
    assert inside and all(target[1:] in targets for target in inside)
    assert "Abmelden" in words(client.page("/api/v1/"))


def test_it_comes_in_english_too(anonymous: CheckingClient, app: Flask) -> None:
    assert "grows with each change" in json.dumps(described(app, "en"))
    assert "wächst" not in json.dumps(described(app, "en"), ensure_ascii=False)
    anonymous.get("/language/en")
    assert "The token's project" in words(anonymous.page("/api/v1/"))
